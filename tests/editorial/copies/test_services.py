"""``@workingcopy``, ``@workflow`` and ``@lock`` of REST. Denied cases first."""

from hcmedu.portal.editorial.copies import working_copy_of
from plone import api
from plone.app.iterate.interfaces import ICheckinCheckoutPolicy

import pytest


OTHERS = [("anonymous", 401), ("member", 403), ("colleague", 403), ("elsewhere", 403)]


@pytest.fixture
def item(web):
    api.user.get(username="owner").setMemberProperties({"fullname": "Trần Văn An"})
    return web.item("News Item", "published", title="Tin cũ")


@pytest.fixture
def copy(web, item):
    with web.as_("owner"):
        return ICheckinCheckoutPolicy(item).checkout()


def test_others_make_none(web, item):
    for actor, status in OTHERS:
        response = web.visit(actor).rest("POST", item, "/@workingcopy")
        assert response.status_code == status, actor
        assert working_copy_of(item) is None, actor


def test_none_of_the_root_or_a_section(web):
    for target in (web.portal, web.section):
        response = web.visit("manager").rest("POST", target, "/@workingcopy")
        assert response.status_code in (401, 403)


@pytest.mark.parametrize("actor", ["owner", "head"])
def test_make(web, item, actor):
    response = web.visit(actor).rest("POST", item, "/@workingcopy")
    assert response.status_code == 201
    copy = working_copy_of(item)
    assert response.json() == {"@id": copy.absolute_url()}
    assert response.headers["Location"] == copy.absolute_url()
    assert copy.getOwner().getId() == actor


def test_the_second_one_is_told(web, item, copy):
    response = web.visit("section_editor").rest("POST", item, "/@workingcopy")
    assert response.status_code == 409
    message = response.json()["error"]["message"]
    assert message.startswith("Trần Văn An đang có bản làm việc của mục này từ ")


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_only_of_what_is_published(web, state):
    item = web.item("News Item", state, id="khac")
    response = web.visit("owner").rest("POST", item, "/@workingcopy")
    assert response.status_code in (403, 409)


def test_nobody_checks_in_by_hand(web, item, copy):
    for actor in ("anonymous", "owner", "section_editor", "head", "administrator", "manager"):
        for target in (copy, item):
            response = web.visit(actor).rest("PATCH", target, "/@workingcopy")
            assert response.status_code in (401, 403), actor
        assert working_copy_of(item) == copy, actor


def test_the_refusal_says_why(web, copy):
    response = web.visit("head").rest("PATCH", copy, "/@workingcopy")
    assert "khi Trưởng ban duyệt" in response.json()["error"]["message"]


def test_others_cancel_nothing(web, item, copy):
    for actor, status in OTHERS:
        for target in (copy, item):
            response = web.visit(actor).rest("DELETE", target, "/@workingcopy")
            assert response.status_code in (status, 401), actor
        assert working_copy_of(item) == copy, actor


@pytest.mark.parametrize(
    ("actor", "end"), [("owner", "copy"), ("section_editor", "copy"), ("head", "original")]
)
def test_cancel(web, item, copy, actor, end):
    target = copy if end == "copy" else item
    response = web.visit(actor).rest("DELETE", target, "/@workingcopy")
    assert response.status_code == 204
    assert working_copy_of(item) is None


def test_nothing_to_cancel(web, item):
    assert web.visit("owner").rest("DELETE", item, "/@workingcopy").status_code == 404


def test_who_may_have_one_reads_of_it(web, item, copy):
    found = web.visit("section_editor").rest("GET", item, "/@workingcopy").json()
    assert found["working_copy"]["creator_name"] == "Trần Văn An"
    assert found["working_copy"]["@id"] == copy.absolute_url()


def test_approval_answers_with_the_original(web, item, copy):
    with web.as_("owner"):
        copy.title = "Tin mới"
    web.do(copy, "submit", "owner")
    url = f"{copy.absolute_url()}"
    response = web.visit("head").rest("POST", copy, "/@workflow/approve", json={"comment": "Được"})
    assert response.status_code == 200
    assert response.json()["@id"] == item.absolute_url()
    assert response.json()["review_state"] == "published"
    assert item.title == "Tin mới"
    assert web.visit("head").session.get(url).status_code == 404


def test_others_approve_nothing(web, item, copy):
    web.do(copy, "submit", "owner")
    for actor in ("owner", "section_editor", "administrator", "manager"):
        response = web.visit(actor).rest("POST", copy, "/@workflow/approve")
        assert response.status_code in (400, 401, 403), actor
        assert working_copy_of(item) == copy, actor


def test_no_revision_beside_it(web, item, copy):
    web.do(item, "withdraw", "head")
    response = web.visit("owner").rest("POST", item, "/@workflow/revise")
    assert response.status_code == 400
    assert "Trần Văn An đang có bản làm việc" in response.json()["error"]["message"]


def test_a_copy_through_rest_is_no_working_copy(web, item, copy):
    body = {"source": copy.absolute_url()}
    response = web.visit("section_editor").rest("POST", web.section, "/@copy", json=body)
    assert response.status_code == 200
    other = web.section[response.json()[0]["target"].rpartition("/")[2]]
    assert web.visit("section_editor").rest("GET", other).json()["working_copy_of"] is None
    assert working_copy_of(item) == copy


def test_patch_of_the_original_is_refused(web, item, copy):
    for actor in ("owner", "head", "manager"):
        response = web.visit(actor).rest("PATCH", item, json={"title": "Lén"})
        assert response.status_code in (401, 403)
    assert item.title == "Tin cũ"
