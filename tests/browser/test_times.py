"""Plone's pages tell times of the portal's zone, whatever the zone of the process."""

from DateTime import DateTime
from datetime import datetime
from datetime import UTC
from hcmedu.portal.browser.stock.times import in_portal_zone
from hcmedu.portal.browser.stock.times import Views
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
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
    request["LANGUAGE"] = "vi"
    setRequest(request)
    return request


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_long_short_and_time(site, request_vi, moment):
    told = api.content.get_view("plone", site, request_vi).toLocalizedTime
    assert told(moment, long_format=True) == "27/11/2026 01:34"
    assert told(moment) == "27/11/2026"
    assert told(moment, time_only=True) == "01:34"


@pytest.mark.parametrize("value", ["2026-11-20", "", None, "x" * 99, [], b"\xff"], ids=str)
def test_what_names_no_moment_is_left_alone(site, value):
    found = in_portal_zone(value)
    assert found is value or found.timezoneNaive()


def test_toolbar_and_history_of_an_item(site, request_vi):
    setRoles(site, TEST_USER_ID, ["Manager"])
    news = api.content.create(site, "News Item", title="Tin")
    news.setModificationDate(DateTime("2026/11/26 18:34:52 UTC"))
    [(name, [status])] = [each for each in news.workflow_history.items() if each[1]]
    news.workflow_history[name] = ({**status, "time": DateTime("2026/11/26 18:34:52 UTC")},)
    view = api.content.get_view("view", news, request_vi)
    viewlet = Views(news, request_vi, view)
    menu = viewlet.menu_template(actions=[{"id": "history", "url": "#", "icon": "clock"}])
    assert ">27/11/2026 01:34</time>" in menu
    assert "27/11/2026 01:34" in api.content.get_view("contenthistory", news, request_vi)()
