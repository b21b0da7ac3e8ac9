"""Since when it was really public, whatever date stands there; what moved in keeps its own."""

from DateTime import DateTime
from hcmedu.portal.compliance.evaluation import Query
from hcmedu.portal.compliance.facts.beginning import first_seen
from hcmedu.portal.compliance.facts.catalog import source_of
from hcmedu.portal.compliance.status.published import first_day
from hcmedu.portal.content.moments import now
from hcmedu.portal.setuphandlers.content import set_state
from plone import api
from Products.CMFCore.indexing import processQueue

import pytest


AUGUST = DateTime("2020-08-20T08:00:00+07:00")


def brain_of(item):
    processQueue()
    (brain,) = item.portal_catalog.unrestrictedSearchResults(UID=item.UID())
    return brain


def seen_of(item):
    return (brain_of(item).compliance or {}).get("seen")


def entries(item):
    return item.workflow_history["hcmedu_editorial"]


def test_a_date_set_back_is_told_with_the_day_it_really_came(school, make):
    item = make("A13", "Disclosure", title="Công khai", effective_date=AUGUST)
    (first,) = [row for row in entries(item) if row["review_state"] == "published"]
    assert seen_of(item) == int(first["time"].timeTime())
    assert first_day(brain_of(item)) == now().date()
    (fact,) = source_of(school, now()).items(Query("A13", types=("Disclosure",)))
    assert fact.values["seen"] == seen_of(item) and fact.published.year == 2020


def test_an_ordinary_item_says_nothing_of_it(make):
    item = make("A29", "Schedule", title="Thời khoá biểu")
    assert seen_of(item) is None and first_day(brain_of(item)) == now().date()


def test_no_date_at_all_is_no_way_around(make):
    item = make("A29", "Schedule", title="Thời khoá biểu")
    item.effective_date = None
    item.reindexObject()
    assert seen_of(item) is not None


def test_the_first_time_counts(make):
    item = make("A29", "Schedule", "withdrawn", title="Thời khoá biểu")
    (first,) = [row for row in entries(item) if row["review_state"] == "published"]
    item.effective_date = AUGUST
    with api.env.adopt_roles(["Manager", "Reviewer"]):
        api.content.transition(item, to_state="published", comment="Lại")
    item.reindexObject()
    assert seen_of(item) == int(first["time"].timeTime())


@pytest.mark.parametrize("state", ["published", "draft"])
def test_what_was_public_before_the_add_on_keeps_its_date(make, state):
    """As ``setuphandlers.takeover`` does it, and as a history of another workflow tells it."""
    item = make("A29", "Schedule", "draft", title="Thời khoá biểu", effective_date=AUGUST)
    tool = api.portal.get_tool("portal_workflow")
    if state == "published":
        set_state(item, tool["hcmedu_editorial"], "published", "")
    else:
        row = {"action": "publish", "review_state": "published", "time": AUGUST}
        item.workflow_history["simple_publication_workflow"] = (row,)
    assert first_seen(item) is None


def test_it_follows_the_catalog_as_the_item_becomes_public(make):
    """By the transition alone: the column is written with the state."""
    item = make("A29", "Schedule", "draft", title="Thời khoá biểu")
    item.setEffectiveDate(AUGUST)
    with api.env.adopt_roles(["Manager", "Reviewer"]):
        for name in ("submit", "approve", "publish"):
            api.content.transition(item, name, comment="Đã duyệt")
    assert seen_of(item) is not None
