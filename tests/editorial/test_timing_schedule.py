"""What was approved with a date to come publishes by itself then, once, in the head's name."""

from contextlib import contextmanager
from DateTime import DateTime
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hcmedu.portal.editorial.authorship import touch
from hcmedu.portal.editorial.timing import publish_due
from hcmedu.portal.editorial.timing import scheduled
from hcmedu.portal.editorial.timing.publish import due
from hcmedu.portal.editorial.timing.publish import publish
from hcmedu.portal.editorial.trace import entries
from hcmedu.portal.worker.testing import jobs
from hcmedu.portal.worker.testing import run_jobs
from plone import api
from plone.dexterity.interfaces import IDexterityContent
from plone.uuid.interfaces import IUUID
from Products.CMFCore.WorkflowCore import WorkflowException
from Products.DCWorkflow.interfaces import IAfterTransitionEvent
from zope.component import getGlobalSiteManager

import pytest
import transaction


SECOND = 1 / 86400


def approve(school, when, container=None, **dates):
    """An item, approved a day ago with a date that was still to come then; ``when``: DateTime."""
    item = school.item(container=container, **dates)
    item.setEffectiveDate(when)
    item.reindexObject()
    school.do(item, "submit", "owner")
    school.do(item, "approve", "head")
    return age(item)


def age(item, days=1):
    """As if everything so far had been done some days earlier."""
    for status in item.workflow_history["hcmedu_editorial"]:
        status["time"] -= days
    item.creation_date -= days
    item.reindexObject()
    return item


def statuses(item):
    return [s["action"] for s in item.workflow_history["hcmedu_editorial"]]


class TestSchedule:
    @pytest.mark.parametrize("state", ["draft", "pending", "published", "withdrawn"])
    def test_nothing_but_what_is_approved(self, school, state):
        item = school.item(state=state)
        item.setEffectiveDate(DateTime() + 1)
        item.reindexObject()
        assert scheduled(item) is None
        assert due(DateTime() + 2) == []

    def test_nothing_without_a_date_to_come(self, school):
        assert scheduled(approve(school, DateTime() - 2)) is None
        assert due(DateTime() + 2) == []

    def test_approved_without_a_date(self, school):
        assert scheduled(school.item(state="approved")) is None

    def test_moment_is_told_in_the_zone_of_the_site(self, school):
        item = approve(school, DateTime("2050-11-20T01:00:00+00:00"))
        assert scheduled(item) == datetime(2050, 11, 20, 1, tzinfo=UTC)
        assert f"{scheduled(item):%d/%m/%Y %H:%M %z}" == "20/11/2050 08:00 +0700"

    def test_expired_by_then(self, school):
        item = approve(school, DateTime() - SECOND)
        item.setExpirationDate(DateTime() + 1)
        assert scheduled(item) is not None
        assert scheduled(item, DateTime() + 2) is None

    def test_brain_tells_it(self, school):
        moment = DateTime() + 1
        approve(school, moment)
        brain = due(moment)[0]
        assert abs(brain.publishes_at - moment) < SECOND

    def test_return_takes_it_out(self, school):
        item = approve(school, DateTime() - SECOND)
        assert len(due(DateTime())) == 1
        school.do(item, "return", "head")
        assert due(DateTime()) == []
        assert not api.portal.get_tool("portal_catalog")(publishes_at=DateTime())


class TestDue:
    @pytest.mark.parametrize(("offset", "found"), [(-60, 0), (0, 1), (60, 1)])
    def test_from_its_minute_on(self, school, offset, found):
        moment = DateTime("2050-11-20T08:00:00+07:00")
        approve(school, moment)
        assert len(due(moment + offset * SECOND)) == found

    def test_longest_due_first(self, school):
        first = approve(school, DateTime() - 200 * SECOND, id="mot")
        last = approve(school, DateTime() - 100 * SECOND, id="hai")
        assert [brain.getId for brain in due(DateTime())] == [first.getId(), last.getId()]

    def test_what_expired_waits_for_nobody(self, school):
        item = approve(school, DateTime() - SECOND)
        item.setExpirationDate(DateTime() - SECOND / 2)
        item.reindexObject()
        assert due(DateTime() + 2 * 60 * SECOND) == []

    def test_a_site_without_the_add_on(self, school):
        catalog = api.portal.get_tool("portal_catalog")
        catalog.delIndex("publishes_at")
        publish_due(school.portal)

    def test_wakes_none_of_them(self, school):
        items = [approve(school, DateTime() - 60 * SECOND, id=f"bai-{n}") for n in range(3)]
        assert len(due(DateTime())) == 3  # what waited to be indexed is done
        transaction.savepoint()
        for item in items:
            item._p_deactivate()
        publish_due(school.portal)
        assert [item._p_changed for item in items] == [None] * 3


class TestPublish:
    """``publish`` itself, by a clock that the test holds."""

    MOMENT = DateTime("2050-11-20T08:00:00+07:00")

    def test_not_before(self, school):
        item = approve(school, self.MOMENT)
        publish(school.portal, IUUID(item), self.MOMENT - SECOND)
        assert school.state(item) == "approved"

    @pytest.mark.parametrize("late", [0, 1, 7 * 86400])
    def test_then_and_later(self, school, late):
        item = approve(school, DateTime() - late * SECOND - SECOND)
        age(item, 8)
        date = item.effective()
        publish(school.portal, IUUID(item))
        assert school.state(item) == "published"
        assert item.effective() == date

    def test_in_the_name_of_the_approver(self, school):
        item = approve(school, DateTime() - SECOND)
        api.user.get(username="head").setMemberProperties({"fullname": "Nguyễn Thị Hoa"})
        with school.as_("administrator"):
            publish(school.portal, IUUID(item))
            assert api.user.get_current().getId() == "administrator"
        last = item.workflow_history["hcmedu_editorial"][-1]
        assert (last["action"], last["actor"]) == ("publish", "head")
        assert last["comments"] == (
            "Tự xuất bản đúng giờ đã định, theo phê duyệt của Nguyễn Thị Hoa."
        )

    def test_log_tells_the_time_that_was_set(self, school):
        item = approve(school, self.MOMENT)
        details = next(entries(school.portal, uid=IUUID(item), action="approve")).details
        assert details["scheduled"] == "2050-11-20T08:00:00+07:00"
        publish(school.portal, IUUID(item), self.MOMENT)
        entry = next(entries(school.portal, uid=IUUID(item)))
        assert (entry.action, entry.actor) == ("publish", "head")
        assert entry.details["scheduled"] == "2050-11-20T08:00:00+07:00"

    def test_nothing_that_was_changed_since(self, school):
        item = approve(school, DateTime() - SECOND)
        touch(item, "owner")
        with pytest.raises(WorkflowException):
            publish(school.portal, IUUID(item))
        assert school.state(item) == "approved"

    def test_approver_who_left(self, school):
        item = approve(school, DateTime() - SECOND)
        with school.as_("manager"):
            api.user.delete(username="head")
        publish(school.portal, IUUID(item))
        last = item.workflow_history["hcmedu_editorial"][-1]
        assert (last["action"], last["actor"]) == ("publish", "head")

    def test_visitors_see_it(self, school):
        item = approve(school, DateTime() - SECOND)
        assert not school.may("anonymous", "View", item)
        publish(school.portal, IUUID(item))
        assert school.may("anonymous", "View", item)
        with school.as_("anonymous"):
            assert len(api.content.find(UID=IUUID(item))) == 1

    def test_once(self, school):
        item = approve(school, DateTime() - SECOND)
        for _time in range(3):
            publish(school.portal, IUUID(item))
        assert statuses(item).count("publish") == 1

    @pytest.mark.parametrize("transition", ["return", "publish"])
    def test_taken_back_or_done_meanwhile(self, school, transition):
        item = approve(school, DateTime() - SECOND)
        school.do(item, transition, "head")
        before = statuses(item)
        publish(school.portal, IUUID(item))
        assert statuses(item) == before

    def test_withdrawn_afterwards_stays_withdrawn(self, school):
        item = approve(school, DateTime() - SECOND)
        publish(school.portal, IUUID(item))
        school.do(item, "withdraw", "head")
        publish(school.portal, IUUID(item))
        assert school.state(item) == "withdrawn"

    def test_deleted_meanwhile(self, school):
        publish(school.portal, "no-such-uid")

    def test_expired_meanwhile(self, school):
        item = approve(school, DateTime() - SECOND)
        item.setExpirationDate(DateTime() - SECOND / 2)
        publish(school.portal, IUUID(item))
        assert school.state(item) == "approved"


@contextmanager
def broken(uid):
    """A subscriber of some add-on that can't cope with one item."""

    def fail(item, event):
        if IUUID(item, None) == uid:
            raise ValueError("broken")

    components = getGlobalSiteManager()
    components.registerHandler(fail, (IDexterityContent, IAfterTransitionEvent))
    try:
        yield
    finally:
        components.unregisterHandler(fail, (IDexterityContent, IAfterTransitionEvent))


class TestWorker:
    """The whole way through the worker, in transactions of its own."""

    def test_nothing_before_its_time(self, web):
        item = approve(web, DateTime() + 1)
        run_jobs()
        assert web.state(item) == "approved"

    def test_publishes_what_is_due(self, web):
        item = approve(web, DateTime() - SECOND)
        assert web.visit("anonymous").get(item, allow_redirects=False).status_code == 302
        outcomes = run_jobs()
        assert ("hcmedu.timing.publish", "/plone", "done") in outcomes
        assert web.visit("anonymous").get(item).status_code == 200

    def test_once_even_when_it_starts_again(self, web):
        item = approve(web, DateTime() - SECOND)
        for minutes in range(3):
            run_jobs(datetime.now(UTC) + timedelta(minutes=2 * minutes))
        assert statuses(item).count("publish") == 1
        assert jobs() == []

    def test_a_broken_item_blocks_no_other(self, web):
        first = approve(web, DateTime() - 3 * SECOND, id="hong")
        second = approve(web, DateTime() - SECOND, id="lanh")
        with broken(IUUID(first)):
            run_jobs()
            run_jobs(datetime.now(UTC) + timedelta(minutes=5))
        assert (web.state(first), web.state(second)) == ("approved", "published")
        assert jobs() == [("hcmedu.timing.publish", {"uid": IUUID(first)})]
        run_jobs(datetime.now(UTC) + timedelta(hours=2))
        assert web.state(first) == "published"
