"""Plone's pages tell times of the portal's zone, whatever the zone of the process."""

from DateTime import DateTime
from datetime import datetime
from datetime import UTC
from hcmedu.portal.browser.stock.times import as_by_portal
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from lxml import html as parser
from plone import api
from plone.app.testing import login
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.app.testing import TEST_USER_NAME
from plone.i18n.utility import setLanguageBinding
from tests.browser.conftest import page
from zope.globalrequest import setRequest
from zope.interface import alsoProvides

import pytest


#: One moment, as Plone's templates hand it over.
MOMENTS = [
    DateTime("2026/11/26 18:34:52 UTC"),
    DateTime("2026/11/27 01:34:52 GMT+7"),
    "2026-11-26T18:34:52+00:00",
    datetime(2026, 11, 26, 18, 34, 52, tzinfo=UTC).timestamp(),
    datetime(2026, 11, 26, 18, 34, 52, tzinfo=UTC),
]


@pytest.fixture
def request_vi(site):
    request = site.REQUEST.clone()
    alsoProvides(request, IHcmeduPortalLayer)
    setRequest(request)
    setLanguageBinding(request)
    return request


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_long_short_and_time(site, request_vi, moment):
    told = api.content.get_view("plone", site, request_vi).toLocalizedTime
    assert told(moment, long_format=True) == "27/11/2026 01:34"
    assert told(moment) == "27/11/2026"
    assert told(moment, time_only=True) == "01:34"


@pytest.mark.parametrize("value", ["2026-11-20", "", None, "x" * 99, [], b"\xff"], ids=str)
def test_what_names_no_moment_is_left_alone(site, value):
    found = as_by_portal(value)
    assert found is value or (found.timezoneNaive() and found == DateTime(value))


def test_toolbar_and_history_of_an_item(site):
    setRoles(site, TEST_USER_ID, ["Manager"])
    news = api.content.create(site, "News Item", title="Tin")
    moment = DateTime("2026/11/26 18:34:52 UTC")
    for name, statuses in news.workflow_history.items():
        news.workflow_history[name] = tuple({**each, "time": moment} for each in statuses)
    news.setModificationDate(moment)
    login(site, TEST_USER_NAME)
    shown = page(news, "historyview")
    [changed] = parser.fromstring(shown).xpath('//*[@id="contentview-history"]//time')
    assert changed.text_content().strip() == "27/11/2026 01:34"
    lines = parser.fromstring(shown).xpath('//*[@class="historyByLine"]')
    assert any("27/11/2026 01:34" in line.text_content() for line in lines)
