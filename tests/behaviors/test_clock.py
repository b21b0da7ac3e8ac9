"""The portal's day and hour, whatever the machine's zone; who asks for them."""

from datetime import date
from datetime import datetime
from datetime import UTC
from hcmedu.portal.behaviors import clock
from hcmedu.portal.behaviors.school_year import school_years
from hcmedu.portal.content.disclosure import current_school_year
from hcmedu.portal.school.rules import not_in_future
from hcmedu.portal.school.rules import YearInFuture
from plone import api

import pytest


@pytest.fixture
def at(monkeypatch):
    """Set the server's clock: ``at(datetime(..., tzinfo=UTC))``."""

    def set_to(moment: datetime) -> None:
        class Stopped(datetime):
            @classmethod
            def now(cls, tz=None):
                return moment.astimezone(tz)

        monkeypatch.setattr(clock, "datetime", Stopped)

    return set_to


#: School years begin on the first day of this month.
BEGIN = 9
#: Midnight of the city, a second before and after it.
BORDERS = [
    (datetime(2026, 12, 31, 16, 59, 59, tzinfo=UTC), date(2026, 12, 31)),
    (datetime(2026, 12, 31, 17, 0, tzinfo=UTC), date(2027, 1, 1)),
]


@pytest.mark.parametrize(("moment", "day"), BORDERS)
def test_without_a_site_it_is_the_citys(at, moment, day):
    at(moment)
    assert clock.today() == day


def test_a_year_begins_at_midnight_of_the_city(at):
    at(BORDERS[0][0])
    with pytest.raises(YearInFuture):
        not_in_future(2027)
    at(BORDERS[1][0])
    assert not_in_future(2027)


def test_the_zone_that_the_site_states(portal, at):
    at(BORDERS[1][0])
    api.portal.set_registry_record("plone.portal_timezone", "America/New_York")
    assert clock.today() == date(2026, 12, 31)


def test_school_years_change_at_midnight_of_the_city(portal, at):
    told = []
    for hour, minute in ((16, 59), (17, 0)):
        at(datetime(2026, BEGIN - 1, 31, hour, minute, tzinfo=UTC))
        told.append((current_school_year(), school_years(portal).by_token.keys()))
    (before, listed), (after, listed_then) = told
    assert (before, after) == ("2025-2026", "2026-2027")
    assert "2027-2028" not in listed
    assert "2027-2028" in listed_then
