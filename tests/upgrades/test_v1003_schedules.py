"""A site of version 1002 is brought to 1003: schedules tell their classes and days in lists."""

from datetime import date
from hcmedu.portal.school import find_section
from hcmedu.portal.upgrades.v1003 import schedules
from plone import api
from plone.app.testing import login
from plone.app.testing import SITE_OWNER_NAME
from plone.app.textfield.value import RichTextValue
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent

import pytest


MENU = "<table><tr><th>Ngày</th><th>Món</th></tr><tr><td>Thứ Hai</td><td>Phở</td></tr></table>"


@pytest.fixture
def old_site(portal):
    login(portal.aq_parent, SITE_OWNER_NAME)
    for name in schedules.COLUMNS:
        portal.portal_catalog.delColumn(name)
    menu = createContent(
        "Schedule",
        schedule_kind="menu",
        week_start=date(2026, 11, 23),
        text=RichTextValue(MENU, "text/html", "text/x-html-safe"),
    )
    addContentToContainer(find_section(portal, "A30"), menu, checkConstraints=False)
    return portal


def brain():
    [found] = api.content.find(portal_type="Schedule")
    return found


def test_columns_are_filled_and_nothing_else_changes(old_site):
    assert "schedule_days" not in old_site.portal_catalog.schema()
    before = brain().getObject().modified()
    schedules.upgrade(old_site.portal_setup)
    assert brain().schedule_days == {0: [("Món", "Phở")]}
    assert brain().getObject().modified() == before


def test_a_second_time_changes_nothing(old_site):
    schedules.upgrade(old_site.portal_setup)
    schedules.upgrade(old_site.portal_setup)
    assert brain().schedule_days == {0: [("Món", "Phở")]}
    assert list(old_site.portal_catalog.schema()).count("schedule_days") == 1
