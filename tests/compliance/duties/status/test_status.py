"""The public page: there is none unless the head wants it, and it tells of disclosure alone."""

from hcmedu.portal.compliance.attesting import attest
from hcmedu.portal.compliance.evaluation import Status
from hcmedu.portal.compliance.facts import report_of
from hcmedu.portal.compliance.settings import ComplianceSettings
from hcmedu.portal.compliance.status.published import years_demanded
from hcmedu.portal.content.moments import now
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from hcmedu.portal.school import find_section
from hcmedu.portal.school.profile import ISchoolProfile
from hcmedu.portal.vietnamese import format_date
from hcmedu.portal.vietnamese import SchoolYear
from plone.app.layout.globals.interfaces import IViewView
from zExceptions import NotFound
from zope.interface import alsoProvides

import pytest
import re


PAGE = "hcmedu-disclosure-status"
SCRIPT = "<script>alert('x')</script>"
EVERYBODY = [None, "nguoila", "phongvien", "quantri", "sieuquantri", "hieutruong"]


@pytest.fixture
def shown(board):
    """The school shows it to everybody."""
    ISchoolProfile(board.root).levels = {"thcs"}
    ComplianceSettings(board.root).public_status = True
    return board


@pytest.mark.parametrize("user", EVERYBODY)
def test_there_is_no_such_page_while_it_is_off(board, user):
    with pytest.raises(NotFound):
        board.page(PAGE, user)


@pytest.mark.parametrize("user", [None, "hieutruong"])
def test_it_tells_of_disclosure(shown, user):
    page = shown.page(PAGE, user)
    assert "Tình hình công khai" in page and "09/2024/TT-BGDĐT" in page
    assert page.count("Chưa có") > years_demanded() and " %" in page


def test_it_leads_to_nothing_but_what_is_published(shown):
    page = content(shown.page(PAGE, "hieutruong"))
    assert not any(part in page for part in ("++add++", "@@hcmedu-", "/edit"))
    assert "Danh bạ" not in page and "Tên miền" not in page


def content(page):
    """What the page itself holds, without menu and foot."""
    return page.partition('class="hcmedu-status"')[2].partition("<footer")[0]


def test_what_is_published_is_linked_and_what_is_not_is_unknown(shown):
    year = SchoolYear.of(now().date()).previous()
    draft = {"title": "Bản nháp mật", "school_year": year.title}
    shown.publish("A15", "YearbookEntry", to=None, **draft)
    assert "Bản nháp mật" not in shown.page(PAGE, "hieutruong")
    book = shown.publish(
        "A15", "YearbookEntry", title="Niên giám", school_year=year.previous().title
    )
    page = shown.page(PAGE, None)
    assert book.absolute_url() in page and f"Năm học {year.title}" in page


def test_the_head_is_not_named(shown):
    attest(shown.root, "A13.on-change", "Nguyễn Bí Mật", "ghi chú nội bộ")
    page = shown.page(PAGE, None)
    assert "Nguyễn Bí Mật" not in page and "ghi chú nội bộ" not in page


def test_no_title_is_markup(shown):
    section = find_section(shown.root, "A13")
    section.title = SCRIPT
    section.reindexObject()
    year = SchoolYear.of(now().date()).previous().title
    shown.publish("A15", "YearbookEntry", title=SCRIPT, school_year=year)
    page = content(shown.page(PAGE, None))
    assert SCRIPT not in page and "&lt;script&gt;" in page


def test_own_rules_are_not_told_and_lift_nothing(shown):
    """Forty easy rules of the administrator's in A13."""
    shown.publish("A13", "Disclosure", title="Công khai", school_year="2025-2026")
    before = shown.page(PAGE, None)
    own = {"id": "", "section": "A13", "kind": "number", "number": 1, "demand": "Dễ lắm"}
    ComplianceSettings(shown.root).own = [dict(own) for _each in range(40)]
    report = report_of(shown.root)
    assert report.result("A13.own-40").status is Status.MET
    after = shown.page(PAGE, None)
    assert "Dễ lắm" not in after and percent(after) == percent(before)


def percent(page):
    return re.search(r"[\d,]+ %", content(page)).group()


def test_it_asks_for_the_report_that_is_kept(shown, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "hcmedu.portal.compliance.status.page.report_of",
        lambda *given: asked.append(given) or report_of(*given),
    )
    shown.page(PAGE, None)
    assert asked == [(shown.root,)]


def test_a_yearbook_before_the_founding_is_not_demanded(shown):
    year = SchoolYear.of(now().date()).previous()
    ISchoolProfile(shown.root).founding_year = year.start
    page = content(shown.page(PAGE, None))
    assert f"Năm học {year.title}" in page and f"Năm học {year.previous().title}" not in page


@pytest.mark.parametrize(
    ("code", "on", "wanted"),
    [("A13", True, 1), ("A13", False, 0), ("A14", True, 0), ("A31", True, 0)],
)
def test_the_section_leads_to_it(shown, http_request, code, on, wanted):
    ComplianceSettings(shown.root).public_status = on
    alsoProvides(http_request, IHcmeduPortalLayer)
    with shown.as_(None):
        view = find_section(shown.root, code).restrictedTraverse("@@section_view")
        alsoProvides(view, IViewView)  # as the publisher does
        page = view()
    assert page.count(f"@@{PAGE}") == wanted


def test_a_disclosure_is_told_with_its_day_and_what_waits_shortly(shown):
    year = SchoolYear.of(now().date()).previous().title
    shown.publish(
        "A13",
        "Disclosure",
        title="Thông tin chung của trường",
        disclosure_form="tt-09-2024-thong-tin-chung",
        school_year=year,
    )
    page = " ".join(content(shown.page(PAGE, None)).split())
    assert ">Thông tin chung của trường</a>" in page
    assert f"Đã công khai ngày {format_date(now().date())}" in page
    assert "Chờ nhà trường xác nhận" in page and "Trưởng ban" not in page
