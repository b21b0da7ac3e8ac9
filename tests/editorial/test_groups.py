"""The board of each school root: groups, local roles, and what its administrator can do."""

from hcmedu.portal.editorial.groups import ensure_groups
from hcmedu.portal.editorial.groups import group_ids
from hcmedu.portal.editorial.groups import remove_groups
from hcmedu.portal.school.builder import build
from hcmedu.portal.testing import prepared
from plone import api

import pytest


ROLES = {
    "bien-tap-vien": "School Editor",
    "truong-ban": "Reviewer",
    "quan-tri-vien": "Site Administrator",
    "tiep-nhan": "School Clerk",
    "co-quan-quan-ly": "School Supervisor",
}
SCHOOLS = {"an-lac": "THCS An Lạc", "binh-tan": "THCS Bình Tân"}


@pytest.fixture
def manager(portal):
    with api.env.adopt_roles(["Manager"]):
        yield portal


@pytest.fixture(scope="module")
def with_schools(integration_session):
    with prepared(create_schools):
        yield


def create_schools(portal):
    with api.env.adopt_roles(["Manager"]):
        for name, title in SCHOOLS.items():
            api.content.create(portal, "School", id=name, title=title)


@pytest.fixture
def schools(with_schools, manager):
    """Two schools in one site, as in the portal of an authority."""
    return [manager[name] for name in SCHOOLS]


def global_roles(group_id):
    return set(api.group.get(groupname=group_id).getRoles()) - {"Authenticated"}


def groups_of(root):
    return dict(group_ids(root))


@pytest.mark.parametrize(("name", "role"), ROLES.items())
def test_groups_of_the_site(portal, name, role):
    assert groups_of(portal)[name] == name
    assert portal.get_local_roles_for_userid(name) == (role,)
    assert global_roles(name) == set()


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("bien-tap-vien", "Biên tập viên"),
        ("truong-ban", "Trưởng ban biên tập"),
        ("quan-tri-vien", "Quản trị viên"),
        ("tiep-nhan", "Bộ phận tiếp nhận"),
        ("co-quan-quan-ly", "Cơ quan quản lý"),
    ],
)
def test_titles_are_vietnamese(portal, name, title):
    assert api.group.get(groupname=name).getProperty("title") == title


def test_second_run_changes_nothing(manager):
    assert ensure_groups(manager) == []


def test_what_people_changed_stays(manager):
    manager.manage_delLocalRoles(["bien-tap-vien"])
    api.group.get(groupname="truong-ban").setGroupProperties({"title": "Ban giám hiệu"})
    build(manager)
    assert manager.get_local_roles_for_userid("bien-tap-vien") == ()
    assert api.group.get(groupname="truong-ban").getProperty("title") == "Ban giám hiệu"


def test_missing_group_comes_back(manager):
    api.group.delete(groupname="truong-ban")
    assert ensure_groups(manager) == ["truong-ban"]
    assert manager.get_local_roles_for_userid("truong-ban") == ("Reviewer",)


def test_each_school_has_its_own(schools):
    first, second = schools
    assert groups_of(first) == {name: f"an-lac-{name}" for name in ROLES}
    assert groups_of(second) == {name: f"binh-tan-{name}" for name in ROLES}
    title = api.group.get(groupname="an-lac-truong-ban").getProperty("title")
    assert title == "Trưởng ban biên tập – THCS An Lạc"


def test_board_of_one_school_is_nobody_in_the_other(schools):
    first, second = schools
    api.user.create(email="an@truong.edu.vn", username="thay-an", password="Truong-hoc-2026")
    for group in group_ids(first).values():
        api.group.add_user(groupname=group, username="thay-an")
    with api.env.adopt_user(username="thay-an"):
        assert api.user.has_permission("Modify portal content", obj=first)
        for permission in ("Modify portal content", "Add portal content", "List folder contents"):
            assert not api.user.has_permission(permission, obj=second)
        assert not api.user.has_permission("hcmedu.portal: Approve content", obj=second)
        assert not api.user.has_permission("hcmedu.portal: Manage school", obj=second.__parent__)


def test_school_of_the_same_id_takes_over_no_members(manager, schools):
    folder = api.content.create(manager, "Folder", id="quan-8", title="Quận 8")
    api.group.create(groupname="le-loi-truong-ban", title="Nhóm khác")
    school = api.content.create(folder, "School", id="le-loi", title="THCS Lê Lợi")
    assert group_ids(school)["truong-ban"] == "le-loi-truong-ban-2"
    assert school.get_local_roles_for_userid("le-loi-truong-ban") == ()


def test_copy_of_a_school_gets_groups_of_its_own(manager, schools):
    copied = api.content.copy(schools[0], manager, id="an-lac-2")
    build(copied)
    assert set(group_ids(copied).values()).isdisjoint(group_ids(schools[0]).values())
    assert copied.get_local_roles_for_userid("an-lac-truong-ban") == ()


def test_groups_go_with_their_school(manager, schools):
    api.content.delete(schools[0], check_linkintegrity=False)
    assert api.group.get(groupname="an-lac-truong-ban") is None
    assert api.group.get(groupname="binh-tan-truong-ban") is not None
    assert api.group.get(groupname="truong-ban") is not None


def test_renamed_school_keeps_its_groups(manager, schools):
    renamed = api.content.rename(schools[0], new_id="an-lac-moi")
    assert ensure_groups(renamed) == []
    assert group_ids(renamed)["truong-ban"] == "an-lac-truong-ban"


def test_remove_groups(manager):
    remove_groups(manager)
    for name in ROLES:
        assert api.group.get(groupname=name) is None
        assert manager.get_local_roles_for_userid(name) == ()
    assert group_ids(manager) == {}


# What the administrator of a single school's site does over HTTP ---------------------------------


@pytest.mark.parametrize("actor", ["anonymous", "member", "owner", "head"])
@pytest.mark.parametrize("path", ["/@@usergroup-userprefs", "/@@overview-controlpanel"])
def test_settings_are_closed_to_others(web, actor, path):
    response = web.visit(actor).get(web.portal, path, allow_redirects=False)
    assert response.status_code in (302, 401, 403)


def test_administrator_creates_a_user_and_makes_him_an_editor(web):
    visit = web.visit("administrator")
    assert visit.get(web.portal, "/@@usergroup-userprefs").status_code == 200
    body = {"username": "moi", "email": "moi@truong.edu.vn", "password": "Truong-hoc-2026"}
    assert visit.rest("POST", web.portal, "/@users", json=body).status_code == 201
    body = {"users": {"moi": True}}
    response = visit.rest("PATCH", web.portal, "/@groups/bien-tap-vien", json=body)
    assert response.status_code == 204
    assert "moi" in api.group.get(groupname="bien-tap-vien").getGroupMemberIds()


def test_administrator_makes_nobody_a_manager(web):
    visit = web.visit("administrator")
    body = {
        "username": "moi",
        "email": "moi@truong.edu.vn",
        "password": "Truong-hoc-2026",
        "roles": ["Manager"],
    }
    assert visit.rest("POST", web.portal, "/@users", json=body).status_code in (400, 401, 403)
    for user in ("owner", "administrator"):
        body = {"roles": {"Manager": True}}
        visit.rest("PATCH", web.portal, f"/@users/{user}", json=body)
        assert "Manager" not in api.user.get_roles(username=user)
        body = {"users": {user: True}}
        visit.rest("PATCH", web.portal, "/@groups/Administrators", json=body)
        assert user not in api.group.get(groupname="Administrators").getGroupMemberIds()
    body = {"roles": ["Manager"]}
    visit.rest("PATCH", web.portal, "/@groups/quan-tri-vien", json=body)
    assert "Manager" not in global_roles("quan-tri-vien")


def test_administrator_makes_nobody_a_manager_in_forms(web):
    visit = web.visit("administrator")
    data = {
        "form.button.Modify": "1",
        "form.submitted": "1",
        "users.id:records": "owner",
        "users.roles:list:records": "Manager",
    }
    visit.post(web.portal, "/@@usergroup-userprefs", data)
    data = {"form.submitted": "1", "form.button.Add": "1", "add:list": "owner"}
    visit.post(web.portal, "/@@usergroup-groupmembership?groupname=Administrators", data)
    assert "Manager" not in api.user.get_roles(username="owner")


def test_administrator_assigns_a_section(web):
    body = {"entries": [{"id": "colleague", "type": "user", "roles": {"Editor": True}}]}
    visit = web.visit("administrator")
    response = visit.rest("POST", web.other_section, "/@sharing", json=body)
    assert response.status_code == 204
    assert "Editor" in web.other_section.get_local_roles_for_userid("colleague")


@pytest.mark.parametrize("actor", ["owner", "section_editor"])
@pytest.mark.parametrize("role", ["Reviewer", "Site Administrator", "Manager"])
def test_editors_make_nobody_head(web, actor, role):
    item = web.item()
    body = {"entries": [{"id": actor, "type": "user", "roles": {role: True}}]}
    web.visit(actor).rest("POST", item, "/@sharing", json=body)
    assert role not in item.get_local_roles_for_userid(actor)


@pytest.mark.parametrize("actor", ["owner", "section_editor", "head"])
def test_only_administrators_share(web, actor):
    """An author who takes inherited roles away from his item would shut the board head out."""
    item = web.item(state="draft")
    for body in ({"inherit": False}, {"entries": [{"id": "member", "type": "user", "roles": {}}]}):
        assert web.visit(actor).rest("POST", item, "/@sharing", json=body).status_code == 403
    assert not getattr(item, "__ac_local_roles_block__", None)
    response = web.visit(actor).get(item, "/@@sharing", allow_redirects=False)
    assert response.status_code in (302, 401, 403)
