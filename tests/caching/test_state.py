"""The clock of the ETag ticks when something begins or ends, and at midnight; else it stands."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hcmedu.portal.caching.state import clock
from hcmedu.portal.caching.state import snapshot
from hcmedu.portal.school import find_section
from plone import api
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from Products.CMFCore.indexing import processQueue

import pytest
import transaction


#: Far from now, so that nothing else of the site begins or ends around it.
MOMENT = datetime(2031, 5, 20, 3, 30, 20, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def told(portal, now):
    return tuple(clock(portal.portal_catalog._catalog, now))


@pytest.fixture
def timed(portal):
    """An item for each field that says when something begins or ends."""

    def make(**fields):
        with api.env.adopt_roles(["Manager"]):
            kind = "ConsultationTopic" if "opens" in fields else "News Item"
            item = createContent(kind, title="Có hạn", **fields)
            addContentToContainer(find_section(portal, "A11"), item, checkConstraints=False)
        processQueue()
        return portal

    return make


class TestClock:
    def test_stands_while_nothing_happens(self, portal):
        assert told(portal, MOMENT) == told(portal, MOMENT + timedelta(hours=2))

    @pytest.mark.parametrize(
        "fields",
        [
            {"effective": MOMENT},
            {"expires": MOMENT},
            {"opens": MOMENT, "closes": MOMENT + timedelta(days=3)},
            {"opens": MOMENT - timedelta(days=3), "closes": MOMENT},
        ],
        ids=["effective", "expires", "opens", "closes"],
    )
    def test_ticks_to_the_second(self, timed, fields):
        portal = timed(**fields)
        before, at = told(portal, MOMENT - SECOND), told(portal, MOMENT + SECOND)
        assert before != at
        assert told(portal, MOMENT + 9 * MINUTE) == told(portal, MOMENT + 20 * MINUTE)
        assert told(portal, MOMENT - 9 * MINUTE) == told(portal, MOMENT - 20 * MINUTE)

    def test_ticks_when_lists_by_the_minute_change(self, timed):
        """Some ask for the next minute, some show what expires until its minute is over."""
        portal = timed(expires=MOMENT)
        minute = MOMENT.replace(second=0)
        moments = [minute + shift * MINUTE for shift in (-2, -1, 0, 1, 2)]
        assert len({told(portal, each) for each in moments}) >= 4

    def test_ticks_at_midnight_of_the_site(self, portal):
        """17:00 in UTC is midnight in Hồ Chí Minh City."""
        api.portal.set_registry_record("plone.portal_timezone", "Asia/Ho_Chi_Minh")
        midnight = MOMENT.replace(hour=17, minute=0, second=0)
        assert told(portal, midnight - SECOND) != told(portal, midnight)


class TestSnapshot:
    def test_is_another_after_each_commit_and_no_other_time(self, functional_portal):
        transaction.commit()
        first = snapshot(functional_portal._p_jar)
        transaction.begin()
        assert snapshot(functional_portal._p_jar) == first
        functional_portal.title = "Trường khác"
        transaction.commit()
        transaction.begin()
        assert snapshot(functional_portal._p_jar) > first
