"""The log tells by what right somebody decided."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hcmedu.portal.editorial.authorship import authorship
from hcmedu.portal.editorial.deputies import Delegation
from hcmedu.portal.editorial.deputies.delegations import delegate
from hcmedu.portal.editorial.settings import settings
from hcmedu.portal.editorial.trace import entries
from plone import api
from plone.uuid.interfaces import IUUID


def last(school, item, action):
    return next(iter(entries(school.portal, uid=IUUID(item), action=action)))


def test_an_ordinary_approval_names_its_revision_and_nothing_else(school):
    item = school.item(state="approved")
    details = last(school, item, "approve").details
    assert details["revision"] == authorship(item).revision
    assert not {"self_approved", "deputy_for"} & set(details)


def test_a_deputy_is_told_with_the_head_he_stands_in_for(school):
    item = school.item(state="pending")
    now = datetime.now(UTC)
    day = timedelta(days=1)
    delegate(school.portal, Delegation("colleague", "head", now - day, now + day))
    school.do(item, "approve", "colleague")
    entry = last(school, item, "approve")
    assert (entry.actor, entry.details["deputy_for"]) == ("colleague", "head")


def test_an_approval_of_own_work_is_marked(school):
    settings(school.portal).self_approval = True
    with school.as_("head"):
        item = api.content.create(school.section, "Document", title="Của Trưởng ban")
        api.content.transition(item, "submit")
    school.do(item, "approve", "head")
    assert last(school, item, "approve").details["self_approved"] is True


def test_assignments_and_delegations_are_logged(web):
    data = {"editor": "colleague", "codes:list": "A05"}
    web.visit("administrator").post(web.portal, "/@@hcmedu-assignment", data)
    entry = next(iter(entries(web.portal, action="assign")))
    assert (entry.actor, entry.details["user"], entry.section) == (
        "administrator",
        "colleague",
        "A05",
    )
