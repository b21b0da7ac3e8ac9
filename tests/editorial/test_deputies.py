"""The head lends his right of approval for a period; it ends by itself."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hcmedu.portal.editorial.deputies import acting_for
from hcmedu.portal.editorial.deputies import Delegation
from hcmedu.portal.editorial.deputies import delegations
from hcmedu.portal.editorial.deputies.delegations import delegate
from hcmedu.portal.editorial.deputies.delegations import end_delegation
from hcmedu.portal.editorial.deputies.plugin import runs
from hcmedu.portal.editorial.events import IBoardEvent
from hypothesis import given
from hypothesis import strategies as st
from plone import api
from zope.component import getGlobalSiteManager

import pytest
import transaction


NOW = datetime.now(UTC)
DAY = timedelta(days=1)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))


def lend(school, begin=NOW - DAY, end=NOW + DAY, deputy="colleague"):
    made = Delegation(deputy, "head", begin, end)
    delegate(school.portal, made)
    return made


def may_approve(school, actor, item):
    return school.may(actor, "hcmedu.portal: Approve content", item)


@given(begin=MOMENTS, end=MOMENTS, now=MOMENTS)
def test_a_period_holds_its_begin_and_not_its_end(begin, end, now):
    row = {"begin": begin.isoformat(), "end": end.isoformat()}
    assert runs(row, now) is (begin <= now < end)
    assert not runs(row, end)


@pytest.mark.parametrize(
    ("begin", "end"),
    [(NOW - 2 * DAY, NOW - DAY), (NOW + DAY, NOW + 2 * DAY)],
    ids=["past", "coming"],
)
def test_outside_of_the_period_he_is_no_approver(school, begin, end):
    item = school.item(state="pending")
    lend(school, begin, end)
    assert not may_approve(school, "colleague", item)
    assert acting_for(school.portal, "colleague") is None


def test_in_his_period_he_approves_publishes_and_finds_what_waits(school):
    item = school.item(state="pending")
    lend(school)
    with school.as_("colleague"):
        assert [b.getId for b in api.content.find(review_state="pending")] == [item.getId()]
    school.do(item, "approve", "colleague")
    school.do(item, "publish", "colleague")
    assert school.state(item) == "published"


def test_at_its_end_nothing_has_to_be_done(school):
    item = school.item(state="pending")
    made = lend(school)
    end_delegation(school.portal, made, NOW)
    assert not may_approve(school, "colleague", item)
    with school.as_("colleague"):
        assert list(api.content.find(review_state="pending")) == []


def test_he_does_not_approve_his_own(school):
    item = school.item(state="pending")
    lend(school, deputy="owner")
    with school.as_("owner"):
        tool = api.portal.get_tool("portal_workflow")
        assert "approve" not in {t["id"] for t in tool.getTransitionsFor(item)}


def test_one_that_has_not_begun_never_runs_when_it_is_ended(school):
    made = lend(school, NOW + DAY, NOW + 2 * DAY)
    end_delegation(school.portal, made, NOW)
    (left,) = delegations(school.portal)
    assert not any(left.runs(NOW + hours * timedelta(hours=1)) for hours in range(72))


def test_acting_for_tells_whom(school):
    lend(school)
    assert acting_for(school.portal, "colleague").head == "head"
    assert acting_for(school.portal, "head") is None
    assert acting_for(school.portal, None) is None


@pytest.mark.parametrize("actor", ["anonymous", "member", "owner", "administrator", "manager"])
def test_only_the_head_opens_the_page(web, actor):
    response = web.visit(actor).get(web.portal, "/@@hcmedu-deputy", allow_redirects=False)
    assert response.status_code in (302, 401)


def test_a_deputy_does_not_hand_it_on(web):
    lend(web)
    transaction.commit()
    response = web.visit("colleague").get(web.portal, "/@@hcmedu-deputy", allow_redirects=False)
    assert response.status_code in (302, 401)


def form(begin, end, deputy="colleague"):
    return {
        "deputy.widgets.deputy:list": deputy,
        "deputy.widgets.begin": begin,
        "deputy.widgets.end": end,
        "deputy.buttons.delegate": "1",
    }


def test_the_form_delegates_and_ends(web):
    heard = []
    getGlobalSiteManager().registerHandler(heard.append, [IBoardEvent])
    visit = web.visit("head")
    try:
        visit.post(web.portal, "/@@hcmedu-deputy", form("2026-01-01T08:00", "2090-01-01T08:00"))
        assert (
            "một năm"
            in visit.post(
                web.portal, "/@@hcmedu-deputy", form("2026-01-01T08:00", "2090-01-01T08:00")
            ).text
        )
        soon = (NOW + DAY).strftime("%Y-%m-%dT%H:%M")
        today = NOW.strftime("%Y-%m-%dT%H:%M")
        visit.post(web.portal, "/@@hcmedu-deputy", form(today, soon))
        (made,) = delegations(web.portal)
        assert (made.deputy, made.head) == ("colleague", "head")
        page = visit.get(web.portal, "/@@hcmedu-deputy").text
        value = page.split('name="end"')[1].split('value="')[1].split('"')[0]
        visit.post(web.portal, "/@@hcmedu-deputy", {"end": value})
    finally:
        getGlobalSiteManager().unregisterHandler(heard.append, [IBoardEvent])
    assert [event.action for event in heard] == ["delegate", "end-delegation"]
    assert acting_for(web.portal, "colleague") is None


@pytest.mark.parametrize(
    ("begin", "end", "error"),
    [
        ("2026-11-02T08:00", "2026-11-01T08:00", "phải sau"),
        ("2020-11-02T08:00", "2020-11-05T08:00", "đã qua"),
        ("", "2026-11-01T08:00", "invalid-feedback"),
    ],
)
def test_errors_stand_at_the_field(web, begin, end, error):
    page = web.visit("head").post(web.portal, "/@@hcmedu-deputy", form(begin, end)).text
    assert error in page
    assert delegations(web.portal) == []


def test_the_head_is_no_candidate(web):
    page = web.visit("head").post(
        web.portal,
        "/@@hcmedu-deputy",
        form(NOW.strftime("%Y-%m-%dT%H:%M"), (NOW + DAY).strftime("%Y-%m-%dT%H:%M"), "head"),
    )
    assert page.status_code == 200
    assert delegations(web.portal) == []


def test_without_token_nothing_is_delegated(web):
    visit = web.visit("head")
    visit.get(web.portal)
    data = form(NOW.strftime("%Y-%m-%dT%H:%M"), (NOW + DAY).strftime("%Y-%m-%dT%H:%M"))
    visit.session.post(f"{web.portal.absolute_url()}/@@hcmedu-deputy", data=data)
    transaction.begin()
    assert delegations(web.portal) == []
