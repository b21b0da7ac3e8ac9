"""A lock that its owner forgot: who may release it. Denied cases first."""

from hcmedu.portal.editorial.trace import entries
from plone import api
from plone.app.iterate.interfaces import ICheckinCheckoutPolicy
from plone.locking.interfaces import ILockable
from plone.locking.interfaces import INonStealableLock
from plone.uuid.interfaces import IUUID
from zope.interface import alsoProvides

import pytest


RELEASE = "/@@hcmedu-release-lock"
STOCK = "/@@plone_lock_operations/force_unlock"
FORCE = {"force": True}


def locked(web, state, holder):
    """An item that somebody has open."""
    api.user.get(username=holder).setMemberProperties({"fullname": "Trần Văn An"})
    item = web.item("News Item", state)
    with web.as_(holder):
        ILockable(item).lock()
    return item


@pytest.fixture
def draft(web):
    return locked(web, "draft", "owner")


@pytest.fixture
def pending(web):
    """A deputy, say, who forgot it."""
    return locked(web, "pending", "manager")


def is_locked(item):
    return ILockable(item).locked()


def test_others_release_nothing(web, draft):
    for actor in ("anonymous", "member", "colleague", "elsewhere"):
        for path in (RELEASE, STOCK):
            web.visit(actor).post(draft, path, {})
            assert is_locked(draft), (actor, path)
        response = web.visit(actor).rest("DELETE", draft, "/@lock", json=FORCE)
        assert response.status_code in (401, 403), actor
        assert is_locked(draft), actor


def test_authors_release_nothing_under_review(web, pending):
    for actor in ("owner", "section_editor", "colleague"):
        for path in (RELEASE, STOCK):
            web.visit(actor).post(pending, path, {})
            assert is_locked(pending), (actor, path)


def test_not_without_force(web, draft):
    for actor in ("section_editor", "head"):
        response = web.visit(actor).rest("DELETE", draft, "/@lock", json={})
        assert response.status_code == 403
        assert "không được phép gỡ khóa" in response.json()["error"]["message"]
        assert is_locked(draft)


def test_not_by_a_link_nor_without_a_token(web, draft):
    visit = web.visit("section_editor")
    for path in (RELEASE, STOCK):
        visit.get(draft, path)
        visit.session.post(f"{draft.absolute_url()}{path}", data={})
        assert is_locked(draft), path


@pytest.mark.parametrize("actor", ["section_editor", "head", "administrator"])
def test_released_in_a_draft(web, draft, actor):
    visit = web.visit(actor)
    page = visit.get(draft).text
    assert "Trần Văn An</strong>" in page
    assert "Gỡ khóa" in page
    response = visit.post(draft, RELEASE, {})
    assert "Đã gỡ khóa" in response.text
    assert not is_locked(draft)
    told = next(entries(web.portal, uid=IUUID(draft)))
    assert (told.action, told.actor) == ("release-lock", actor)
    assert told.details["holder"] == "owner"


@pytest.mark.parametrize("actor", ["head", "administrator"])
def test_released_under_review(web, pending, actor):
    web.visit(actor).post(pending, RELEASE, {})
    assert not is_locked(pending)


@pytest.mark.parametrize("actor", ["section_editor", "head"])
def test_released_through_rest(web, draft, actor):
    response = web.visit(actor).rest("DELETE", draft, "/@lock", json=FORCE)
    assert response.status_code == 200
    assert response.json()["locked"] is False
    assert not is_locked(draft)


def test_ones_own_lock(web, draft):
    assert "Gỡ khóa" not in web.visit("owner").get(draft).text
    assert web.visit("owner").rest("DELETE", draft, "/@lock", json={}).status_code == 200
    assert not is_locked(draft)
    assert next(entries(web.portal, uid=IUUID(draft))).action != "release-lock"


def test_marked_as_not_to_be_stolen(web, draft):
    alsoProvides(draft, INonStealableLock)
    assert "Gỡ khóa" not in web.visit("section_editor").get(draft).text
    web.visit("section_editor").post(draft, RELEASE, {})
    assert is_locked(draft)
    web.visit("head").post(draft, RELEASE, {})
    assert not is_locked(draft)
    assert not INonStealableLock.providedBy(draft)


def test_the_lock_of_a_working_copy_is_none_of_a_person(web):
    item = web.item("News Item", "published")
    with web.as_("owner"):
        ICheckinCheckoutPolicy(item).checkout()
    for actor in ("section_editor", "head", "administrator"):
        visit = web.visit(actor)
        assert "Gỡ khóa" not in visit.get(item).text
        visit.post(item, RELEASE, {})
        visit.rest("DELETE", item, "/@lock", json=FORCE)
        assert is_locked(item)
