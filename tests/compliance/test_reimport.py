"""The report of a site that was exported and imported is that of before (plone.exportimport)."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import timezone
from hcmedu.portal.compliance.facts import report_of
from hcmedu.portal.compliance.serial import report_data
from hcmedu.portal.editorial.settings import settings
from hcmedu.portal.school import find_section
from hcmedu.portal.school.profile import ISchoolProfile
from plone import api
from plone.app.textfield.value import RichTextValue
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from plone.exportimport.exporters import get_exporter
from plone.exportimport.importers import get_importer

import pytest


STEPS = ("submit", "approve", "publish")
LATER = datetime(2027, 6, 1, 10, 0, tzinfo=timezone(timedelta(hours=7)))
#: Section, type, fields: some of what checks ask for, some of it with something missing.
CONTENT = (
    ("A05", "News Item", {"title": "Khai giảng", "text": "<p>Một bài dài.</p>"}),
    (
        "A31",
        "Schedule",
        {"title": "Lịch tuần", "schedule_kind": "weekly", "week_start": date(2026, 11, 23)},
    ),
    (
        "A10",
        "OfficialDocument",
        {"title": "Quy chế", "number": "12/QĐ-THCS", "issue_date": date(2026, 9, 7)},
    ),
    ("A03", "StaffMember", {"title": "Nguyễn Thị Hoà", "position": "Hiệu trưởng"}),
)


@pytest.fixture
def school(portal, http_request):
    settings(portal).self_approval = True
    profile = ISchoolProfile(portal)
    profile.school_name, profile.levels = "THCS Đoàn Kết", {"thcs"}
    profile.founding_year, profile.official_email = 1990, "thcsdoanket@hcm.edu.vn"
    with api.env.adopt_roles(["Manager", "Reviewer"]):
        for code, portal_type, values in CONTENT:
            publish(find_section(portal, code), portal_type, dict(values))
    return portal


def publish(section, portal_type, values):
    if "text" in values:
        values["text"] = RichTextValue(values["text"], "text/html", "text/x-html-safe")
    item = createContent(portal_type, **values)
    item = addContentToContainer(section, item, checkConstraints=False)
    for name in STEPS:
        api.content.transition(item, name, comment="Lý do")


def empty(portal):
    """What is public first, which nobody deletes with its container."""
    for brain in api.content.find(context=portal, portal_type=[row[1] for row in CONTENT]):
        item = brain.getObject()
        item.aq_parent._delObject(item.getId())
    for brain in api.content.find(context=portal, depth=1):
        portal._delObject(brain.getId)


def told(portal):
    """The report at a moment after the import, in which all was published."""
    return report_data(report_of(portal, LATER), str)


def test_results_agree_after_export_and_import(school, tmp_path):
    before = told(school)
    assert {row["status"] for row in before["results"]} >= {"met", "not_met"}
    with api.env.adopt_roles(["Manager", "Reviewer"]):
        get_exporter(school).export_site(tmp_path)
        ISchoolProfile(school).levels = set()
        empty(school)
        assert told(school)["overall"] != before["overall"]
        get_importer(school).import_site(tmp_path)
    assert told(school) == before
