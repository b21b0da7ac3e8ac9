"""An editor writes where it was assigned to him, and only there."""

from hcmedu.portal.editorial.assignment import assign
from hcmedu.portal.editorial.assignment import assign_everything
from hcmedu.portal.editorial.assignment import assigned_sections
from hcmedu.portal.editorial.assignment import editors_of
from hcmedu.portal.editorial.assignment import unassign
from hcmedu.portal.school import find_section
from plone import api
from zExceptions import Unauthorized

import pytest


def found(school, actor, item):
    with school.as_(actor):
        return bool(api.content.find(UID=api.content.get_uuid(item)))


def test_no_assignment_no_writing(school):
    with school.as_("colleague"), pytest.raises(Unauthorized):
        api.content.create(school.section, "Document", title="Bài")


def test_assigned_he_writes_there_and_nowhere_else(school):
    assign(school.section, "colleague")
    with school.as_("colleague"):
        api.content.create(school.section, "Document", title="Bài")
        with pytest.raises(Unauthorized):
            api.content.create(school.other_section, "Document", title="Bài")


def test_what_lies_below_is_assigned_too(school):
    section = find_section(school.portal, "A27")
    below = find_section(school.portal, "A27.1")
    assign(section, "colleague")
    assert "colleague" in editors_of(below)
    assert school.may("colleague", "Add portal content", below)
    assert assigned_sections(school.portal, "colleague") == ["A27"]


def test_searches_know_at_once(school):
    item = school.item()
    assert not found(school, "colleague", item)
    assign(school.section, "colleague")
    assert found(school, "colleague", item)
    unassign(school.section, "colleague")
    assert not found(school, "colleague", item)


def test_other_roles_stay(school):
    api.user.grant_roles(username="colleague", roles=["Reader"], obj=school.section)
    assign(school.section, "colleague")
    unassign(school.section, "colleague")
    assert "Reader" in school.section.get_local_roles_for_userid("colleague")


def test_twice_is_once(school):
    assert assign(school.section, "colleague")
    assert not assign(school.section, "colleague")
    assert unassign(school.section, "colleague")
    assert not unassign(school.section, "colleague")


def test_everything(school):
    assert assign_everything(school.portal, "colleague") > 6
    assert assign_everything(school.portal, "colleague") == 0
    assert school.may("colleague", "Add portal content", school.other_section)
    assert not school.may("colleague", "Add portal content", school.portal)


@pytest.mark.parametrize("actor", ["anonymous", "member", "owner", "section_editor", "head"])
def test_the_page_is_the_administrators(web, actor):
    visit = web.visit(actor)
    response = visit.get(web.portal, "/@@hcmedu-assignment", allow_redirects=False)
    assert response.status_code in (302, 401)
    data = {"editor": "colleague", "codes:list": "A05"}
    visit.post(web.portal, "/@@hcmedu-assignment", data, allow_redirects=False)
    assert assigned_sections(web.portal, "colleague") == []


def test_the_form_assigns_and_takes_back(web):
    visit = web.visit("administrator")
    page = visit.get(web.portal, "/@@hcmedu-assignment?editor=colleague").text
    assert 'value="A05"' in page
    data = {"editor": "colleague", "codes:list": ["A05", "A13"]}
    visit.post(web.portal, "/@@hcmedu-assignment", data)
    assert set(assigned_sections(web.portal, "colleague")) == {"A05", "A13"}
    visit.post(web.portal, "/@@hcmedu-assignment", {"editor": "colleague", "codes:list": "A13"})
    assert assigned_sections(web.portal, "colleague") == ["A13"]
    visit.post(web.portal, "/@@hcmedu-assignment", {"editor": "colleague"})
    assert assigned_sections(web.portal, "colleague") == []


@pytest.mark.parametrize("editor", ["", "member", "nobody", "head"])
def test_only_editors_of_the_school_are_assigned(web, editor):
    data = {"editor": editor, "codes:list": "A05"}
    response = web.visit("administrator").post(web.portal, "/@@hcmedu-assignment", data)
    assert response.status_code == 400
    assert editor not in editors_of(web.section) or editor == ""


def test_without_token_nothing_is_assigned(web):
    visit = web.visit("administrator")
    visit.get(web.portal)
    url = f"{web.portal.absolute_url()}/@@hcmedu-assignment"
    response = visit.session.post(url, data={"editor": "colleague", "codes:list": "A05"})
    assert response.status_code == 403
    assert assigned_sections(web.portal, "colleague") == []


def test_sections_without_an_editor_are_pointed_out(web):
    visit = web.visit("administrator")
    page = visit.get(web.portal, "/@@hcmedu-assignment").text
    assert "Chuyên mục chưa có biên tập viên" in page
    for user in ("colleague",):
        assign_everything(web.portal, user)
    assert (
        "Chuyên mục chưa có biên tập viên" not in visit.get(web.portal, "/@@hcmedu-assignment").text
    )
