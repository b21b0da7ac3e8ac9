"""What an administrator does with accounts, roles and groups of the board stands in its log.

He could sign in as the board head afterwards; two people would be one.
"""

from hcmedu.portal.editorial.trace import entries
from hcmedu.portal.editorial.trace.details import Details
from plone import api
from zope.globalrequest import getRequest

import pytest
import transaction


HEAD = {"account": "head", "account_name": "head"}
NEW_PASSWORD = "Mat-khau-khac-2026"


@pytest.fixture
def trace(web):
    """``trace()``: actor, action and details of what came to the log since the last call."""
    seen = {each.key for each in entries(web.portal)}

    def new():
        transaction.commit()
        found = [each for each in entries(web.portal) if each.key not in seen]
        seen.update(each.key for each in found)
        return [(each.actor, each.action, dict(each.details)) for each in found[::-1]]

    return new


def test_a_password_of_the_head(web, trace):
    answer = web.visit("administrator").rest(
        "PATCH", web.portal, "/@users/head", json={"password": NEW_PASSWORD}
    )
    assert answer.status_code == 204
    assert trace() == [("administrator", "password", HEAD)]


def test_an_own_password_and_one_without_power(web, trace):
    body = {"old_password": "Truong-hoc-2026", "new_password": NEW_PASSWORD}
    for actor in ("head", "member"):
        path = f"/@users/{actor}/reset-password"
        assert web.visit(actor).rest("POST", web.portal, path, json=body).status_code == 200
    assert trace() == [("head", "password", HEAD)]


@pytest.mark.parametrize("way", ["rest", "panel"])
def test_the_address_to_which_a_new_password_goes(web, trace, way):
    visit = web.visit("administrator")
    if way == "rest":
        visit.rest("PATCH", web.portal, "/@users/head", json={"email": "khac@truong.edu.vn"})
    else:
        users = {"id": "head", "email": "khac@truong.edu.vn", "roles:list": "Member"}
        data = {f"users.{name}:records": value for name, value in users.items()}
        data = {**data, "form.submitted": "1", "form.button.Modify": "1"}
        visit.post(web.portal, "/@@usergroup-userprefs", data)
    assert trace() == [("administrator", "account", {**HEAD, "account_fields": ["email"]})]


def roles_by_rest(visit, portal):
    visit.rest("PATCH", portal, "/@users/administrator", json={"roles": {"Reviewer": True}})


def roles_by_panel(visit, portal):
    data = {"users.id:records": "administrator", "users.roles:list:records": ["Member", "Reviewer"]}
    data |= {"form.submitted": "1", "form.button.Modify": "1"}
    visit.post(portal, "/@@usergroup-userprefs", data)


@pytest.mark.parametrize("way", [roles_by_rest, roles_by_panel])
def test_roles_on_the_whole_portal(web, trace, way):
    way(web.visit("administrator"), web.portal)
    assert "Reviewer" in api.user.get_roles(username="administrator")
    ((actor, action, details),) = trace()
    assert (actor, action) == ("administrator", "site-roles")
    assert details["roles"]["administrator"] == {"added": ["Reviewer"], "removed": []}


def test_roles_of_a_group(web, trace):
    visit = web.visit("administrator")
    body = {"groupname": "to-rieng", "roles": ["Reviewer"], "users": {"administrator": True}}
    visit.rest("POST", web.portal, "/@groups", json=body)
    told = {action: details for _actor, action, details in trace()}
    assert told["site-roles"]["roles"]["to-rieng"]["added"] == ["Reviewer"]
    visit.rest("PATCH", web.portal, "/@groups/to-rieng", json={"users": {"administrator": True}})
    assert ("administrator", "join-group") in [each[:2] for each in trace()] or "join-group" in told


def test_a_group_in_a_group_of_the_board(web, trace):
    """Who joins the inner one has the rights of the outer one."""
    with web.as_("administrator"):
        tool = api.portal.get_tool("portal_groups")
        tool.addGroup("to-trong")
        tool.addPrincipalToGroup("to-trong", "truong-ban")
        tool.addPrincipalToGroup("administrator", "to-trong")
    actions = [(action, details["member"]) for _actor, action, details in trace()]
    assert actions == [("join-group", "to-trong"), ("join-group", "administrator")]
    with web.as_("administrator"):
        assert "Reviewer" in api.user.get_current().getRolesInContext(web.portal)


def test_a_group_of_the_operator(web, trace):
    with web.as_("manager"):
        api.portal.get_tool("portal_groups").addPrincipalToGroup("member", "Administrators")
    ((actor, action, details),) = trace()
    assert (actor, action, details["member"]) == ("manager", "join-group", "member")


def test_an_account_that_is_made_anew_is_in_its_groups_again(web, trace):
    visit = web.visit("administrator")
    assert visit.rest("DELETE", web.portal, "/@users/head").status_code == 204
    assert trace() == [("administrator", "delete-account", HEAD)]
    body = {"username": "head", "email": "h@truong.edu.vn", "password": NEW_PASSWORD}
    assert visit.rest("POST", web.portal, "/@users", json=body).status_code == 201
    told = [action for _actor, action, _details in trace()]
    assert told[0] == "create-account"


def test_a_group_of_the_board_that_is_deleted(web, trace):
    web.visit("administrator").rest("DELETE", web.portal, "/@groups/truong-ban")
    told = trace()
    assert ("administrator", "delete-group", {"group": "truong-ban"}) in told


def test_many_accounts(web, trace):
    """Roles lie in several buckets then; only what changed is told."""
    roles = web.portal.acl_users.portal_role_manager
    for number in range(120):
        roles._principal_roles[f"nguoi-{number}"] = ("Member",)
    transaction.commit()
    assert roles._principal_roles._firstbucket._next is not None
    web.visit("administrator").rest(
        "PATCH", web.portal, "/@users/member", json={"roles": {"Site Administrator": True}}
    )
    ((_actor, _action, details),) = trace()
    assert list(details["roles"]) == ["member"]


def test_settings_of_the_portal(web, trace):
    """Whose server sends the mails reads the one that gives the head a new password."""
    body = {"smtp_host": "mail.example", "smtp_pass": "matquyz"}
    visit = web.visit("administrator")
    visit.rest("PATCH", web.portal, "/@controlpanels/mail", json=body)
    told = trace()
    assert told == [
        ("administrator", "portal-settings", {"records": ["plone.smtp_host", "plone.smtp_pass"]})
    ]
    visit.rest("PATCH", web.portal, "/@controlpanels/mail", json=body)
    assert trace() == []
    page = web.visit("head").get(web.portal, "/@@hcmedu-trace").text
    assert "Thay đổi thiết lập của cổng" in page and "matquyz" not in page


def test_others_are_none_of_the_log_s_business(web, trace):
    visit = web.visit("administrator")
    body = {"username": "phu-huynh", "email": "p@example.com", "password": NEW_PASSWORD}
    visit.rest("POST", web.portal, "/@users", json=body)
    visit.rest("PATCH", web.portal, "/@users/phu-huynh", json={"password": NEW_PASSWORD})
    visit.rest("DELETE", web.portal, "/@users/phu-huynh")
    assert trace() == []


def test_the_log_says_it_in_words(web):
    told = web.visit("administrator")
    told.rest("PATCH", web.portal, "/@users/head", json={"email": "k@truong.edu.vn"})
    told.rest("PATCH", web.portal, "/@users/member", json={"roles": {"Reviewer": True}})
    sentences = [text for e in entries(web.portal) for text in Details(getRequest()).of(e)]
    assert "head" in sentences and any("Thư điện tử" in each for each in sentences)
    page = web.visit("head").get(web.portal, "/@@hcmedu-trace").text
    assert "Thay đổi tài khoản" in page and "Quyền trên toàn cổng" in page
