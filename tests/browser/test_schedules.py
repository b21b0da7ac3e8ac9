"""Timetables, menus, work schedules: who sees which week, and what the page shows at once."""

from collections.abc import Callable
from DateTime import DateTime
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hcmedu.portal.browser.sections.schedule import Schedule
from hcmedu.portal.browser.sections.schedule import today
from hcmedu.portal.browser.sections.timetables import Choice
from hcmedu.portal.browser.sections.timetables import rank
from hcmedu.portal.browser.sections.weeks import span
from hcmedu.portal.browser.sections.weeks import Weeks
from hcmedu.portal.content.tables.weeks import monday_of
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from hcmedu.portal.listing import queries
from hcmedu.portal.school import find_section
from lxml import html as parser
from plone import api
from plone.app.testing import login
from plone.app.testing import logout
from plone.app.testing import TEST_USER_NAME
from plone.app.textfield.value import RichTextValue
from plone.i18n.utility import setLanguageBinding
from Products.ZCatalog.CatalogBrains import AbstractCatalogBrain
from unittest import mock
from zope.globalrequest import setRequest
from zope.interface import alsoProvides

import pytest
import re


#: A week that no fixture fills.
MONDAY = date(2025, 3, 3)
WEEK = timedelta(7)
#: Title of the drafts of the fixture, which editors may copy as well.
SECRET = "BẢN-NHÁP-KÍN"


def text(*lines: str) -> RichTextValue:
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in line.split("|")) + "</tr>" for line in lines
    )
    return RichTextValue(f"<table>{rows}</table>", "text/html", "text/x-html-safe")


def work(monday: date, what: str, **fields) -> dict:
    table = text("Ngày|Thời gian|Nội dung", f"Thứ Hai|7:00|{what}", "Chủ nhật|8:00|Hội trại")
    return {
        "portal_type": "Schedule",
        "schedule_kind": "weekly",
        "week_start": monday,
        "text": table,
        **fields,
    }


def timetable(title: str, *lines: str, **fields) -> dict:
    return {
        "portal_type": "Schedule",
        "title": title,
        "schedule_kind": "timetable",
        "school_year": "2026-2027",
        "term": "1",
        "text": text(*lines),
        **fields,
    }


@pytest.fixture
def section(site):
    return find_section(site, "A31")


@pytest.fixture
def plans(site):
    return find_section(site, "A29")


@pytest.fixture
def display() -> Callable:
    """The display as a visitor gets it, at a moment of the server's clock."""

    def make(section, moment: datetime, **form) -> Schedule:
        logout()
        request = section.REQUEST.clone()
        request.form.update(form)
        alsoProvides(request, IHcmeduPortalLayer)
        setRequest(request)
        setLanguageBinding(request)
        found = Schedule(section, request)
        found.now = moment
        found.update()
        return found

    return make


def at(day: date, hour: int = 5) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def links(html: str, css: str = "a") -> dict[str, str]:
    return {
        " ".join(node.text_content().split()): node.get("href")
        for node in parser.fromstring(html).cssselect(css)
    }


class TestHidden:
    def test_draft_of_next_week(self, section, display, make):
        make(section, publish=False, **work(MONDAY + WEEK, "BÍ-MẬT"))
        html = display(section, at(MONDAY), tuan="sau").render()
        assert "BÍ-MẬT" not in html
        assert "Tuần sau chưa có nội dung được đăng." in html

    def test_expired_and_to_come(self, section, display, make):
        expired = make(section, **work(MONDAY, "HẾT-HẠN"))
        expired.setExpirationDate(DateTime() - 1)
        later = make(section, **work(MONDAY, "CHƯA-ĐẾN"))
        later.setEffectiveDate(DateTime() + 1)
        for item in (expired, later):
            item.reindexObject()
        html = display(section, at(MONDAY)).render()
        assert "HẾT-HẠN" not in html
        assert "CHƯA-ĐẾN" not in html

    def test_visitors_get_no_hint(self, section, display):
        html = display(section, at(MONDAY)).render()
        assert "++add++" not in html

    def test_another_school_is_not_shown(self, site, school, display, make):
        make(find_section(site, "A31"), **work(MONDAY, "TRƯỜNG-KHÁC"))
        assert "TRƯỜNG-KHÁC" not in display(find_section(school, "A31"), at(MONDAY)).render()

    def test_markup_of_titles_is_escaped(self, section, display, make):
        make(section, **work(MONDAY, "x", title="<script>alert(1)</script>"))
        assert "<script" not in display(section, at(MONDAY)).render()


class TestWeeks:
    def test_this_week_at_once_and_today_in_words(self, section, display, make):
        make(section, **work(MONDAY, "Chào cờ"))
        html = display(section, at(MONDAY)).render()
        [row] = parser.fromstring(html).cssselect("tr.hcmedu-today")
        assert " ".join(row.text_content().split()) == "Thứ Hai Hôm nay7:00Chào cờ"

    def test_links_without_script(self, section, display, make):
        for week in (-8, -1, 0, 1):
            make(section, **work(MONDAY + week * WEEK, "x"))
        html = display(section, at(MONDAY)).render()
        url = section.absolute_url()
        assert links(html, ".hcmedu-switch a") == {
            "Tuần này 03/03 – 09/03": url,
            "Tuần sau 10/03 – 16/03": f"{url}?tuan=sau",
        }
        others = links(html, ".hcmedu-plan-others a")
        assert others["24/02 – 02/03"] == f"{url}?tuan=2025-02-24"
        assert "Tháng 2/2025" in html
        assert "Tháng 1/2025" in html

    def test_an_earlier_week(self, section, display, make):
        make(section, **work(MONDAY - WEEK, "Việc cũ"))
        found = display(section, at(MONDAY), tuan="2025-02-26")
        assert "Việc cũ" in found.render()
        assert "hcmedu-today" not in found.render()

    @pytest.mark.parametrize("asked", ["", "x", "2025-13-01", "9999-12-31", ["sau", "sau"], None])
    def test_anything_else_is_this_week(self, asked):
        assert Weeks([], asked, MONDAY).chosen == MONDAY

    @pytest.mark.parametrize(
        ("moment", "monday"),
        [
            (datetime(2025, 3, 9, 16, 59, 59, tzinfo=UTC), date(2025, 3, 3)),  # Sunday 23:59 there
            (datetime(2025, 3, 9, 17, 0, tzinfo=UTC), date(2025, 3, 10)),  # Monday 00:00 there
        ],
    )
    def test_weeks_change_by_the_clock_of_the_portal(self, section, display, moment, monday):
        assert display(section, moment).weeks.this == monday

    def test_over_new_year(self):
        weeks = Weeks([], "2027-01-02", date(2026, 12, 31))
        assert weeks.chosen == weeks.this == date(2026, 12, 28)
        assert span(weeks.this) == "28/12/2026 – 03/01/2027"

    def test_more_than_two_of_a_week_are_cards(self, section, display, make):
        for number in range(4):
            make(section, **work(MONDAY, f"Việc số {number}"))
        woken = []
        get = AbstractCatalogBrain.getObject

        def spy(brain):
            woken.append(brain)
            return get(brain)

        found = display(section, at(MONDAY))
        with mock.patch.object(AbstractCatalogBrain, "getObject", spy):
            html = found.render()
        assert len(woken) == 2
        assert len(parser.fromstring(html).cssselect(".hcmedu-cardlist li")) == 2

    def test_a_picture_or_pdf_instead_of_a_table(self, section, display, make):
        make(section, **work(MONDAY, "x", text=None))
        assert "Trang riêng" in display(section, at(MONDAY)).render()


class TestEditors:
    def test_hint_with_add_and_copy(self, section, as_manager, make):
        this = monday_of(date.today())
        html = as_manager(section)
        assert "++add++Schedule?kind=weekly" not in html  # the fixture has both weeks
        with api.env.adopt_roles(["Manager", "Reviewer"]):
            for item in section.objectValues():
                if getattr(item, "week_start", None) == this + WEEK:
                    item.schedule_kind = "menu"
                    item.reindexObject()
        html = as_manager(section)
        found = links(html, ".hcmedu-plan-hint a")
        week = (this + WEEK).isoformat()
        begin = f"{section.absolute_url()}/++add++Schedule?kind=weekly&week={week}"
        assert found["Soạn từ đầu"] == begin
        [last] = [
            item
            for item in section.objectValues()
            if getattr(item, "week_start", None) == this and item.title != SECRET
        ]
        assert found["Chép từ tuần gần nhất"] == f"{begin}&copy_of={last.UID()}"
        assert "trước 16 giờ thứ Sáu" in html

    def test_this_week_and_a_chosen_one_too(self, section, display, make):
        old = make(section, **work(MONDAY - 3 * WEEK, "Việc cũ"))
        chosen = MONDAY - 6 * WEEK
        shown = display(section, at(MONDAY), tuan=chosen.isoformat())
        login(api.portal.get(), TEST_USER_NAME)
        with api.env.adopt_roles(["Manager"]):
            found = shown.missing()
        assert [each["span"] for each in found] == [
            span(each) for each in (chosen, MONDAY, MONDAY + WEEK)
        ]
        for each in found:
            assert f"copy_of={old.UID()}" in each["again"]
        assert f"week={chosen.isoformat()}" in found[0]["again"]

    def test_a_week_that_is_there_is_not_offered(self, section, display, make):
        for week in (0, 1):
            make(section, **work(MONDAY + week * WEEK, "x"))
        shown = display(section, at(MONDAY))
        login(api.portal.get(), TEST_USER_NAME)
        with api.env.adopt_roles(["Manager"]):
            assert shown.missing() == []

    def test_the_form_of_a_section_asks_for_its_kind(self, section, plans):
        with api.env.adopt_roles(["Manager"]):
            for folder, there, left_out in (
                (section, "week_start", "school_year"),
                (plans, "school_year", "week_start"),
            ):
                form = folder.restrictedTraverse("++add++Schedule").form_instance
                form.updateFields()
                assert there in form.fields
                assert left_out not in form.fields


class TestTimetables:
    ALL = ("Thứ|Tiết|6/1|6/10", "Thứ Hai|1|Toán|Văn", "Thứ Ba|1|Sử|Địa")

    def test_newest_term_and_first_class_at_once(self, plans, visit, make):
        make(plans, **timetable("Cũ", *self.ALL, school_year="2025-2026", term="2"))
        make(plans, **timetable("Mới", *self.ALL))
        make(plans, **timetable("Khối 9", "Thứ|Tiết|9/1|9/2", "Thứ Hai|1|Hóa|Lý"))
        html = visit(plans)
        assert list(links(html, ".hcmedu-grades a")) == ["6/1", "6/10", "9/1", "9/2"]
        [heading] = parser.fromstring(html).cssselect(".hcmedu-plan-item h2")
        assert " ".join(heading.text_content().split()) == "Lớp 6/1 Học kỳ I, năm học 2026-2027"
        [table] = parser.fromstring(html).cssselect(".hcmedu-plan-table")
        assert "Toán" in table.text_content()
        assert "Văn" not in table.text_content()

    def test_chosen_class_and_term(self, plans, visit, make):
        make(plans, **timetable("Cũ", *self.ALL, school_year="2025-2026", term="2"))
        make(plans, **timetable("Mới", "Thứ|Tiết|6/1|6/2", "Thứ Hai|1|Tin|Nhạc"))
        html = visit(plans, nam="2025-2026", ky="2", lop="6/10")
        [table] = parser.fromstring(html).cssselect(".hcmedu-plan-table")
        assert "Văn" in table.text_content()
        assert links(html, ".hcmedu-choices a[aria-current]").keys() == {"6/10"}
        assert "hcmedu-today" not in html

    @pytest.mark.parametrize(
        "form",
        [
            {"nam": "1999-2000"},
            {"nam": ["a", "b"]},
            {"lop": "12A9"},
            {"lop": ["6/1"]},
            {"khoi": "x"},
            {"ky": "<script>"},
        ],
    )
    def test_unknown_choices_show_the_first(self, plans, visit, make, form):
        make(plans, **timetable("TKB", *self.ALL))
        html = visit(plans, **form)
        assert "Lớp 6/1" in html
        assert "<script>alert" not in html

    def test_a_grade_without_classes(self, plans, visit, make):
        make(plans, **timetable("Khối 7", "Tiết|Thứ 2|Thứ 3", "1|Toán|Văn", grade="7"))
        assert "Toán" in visit(plans, khoi="7")

    def test_the_newest_of_a_class_counts(self, plans, visit, make):
        old = make(plans, **timetable("TKB số 1", *self.ALL))
        old.setEffectiveDate(DateTime() - 30)
        old.reindexObject()
        make(plans, **timetable("TKB số 2", "Thứ|Tiết|6/1|6/10", "Thứ Hai|1|Tin|Nhạc"))
        html = visit(plans)
        [table] = parser.fromstring(html).cssselect(".hcmedu-plan-table")
        assert "Tin" in table.text_content()
        assert "TKB số 1" in links(html, ".hcmedu-plan-others a")

    def test_drafts_are_no_choice(self, plans, visit, make):
        make(plans, publish=False, **timetable("KÍN", *self.ALL))
        assert "6/10" not in visit(plans)

    def test_numbers_sort_as_numbers(self):
        names = ["9/1", "10A2", "6A10", "6A2"]
        choices = [Choice(name, re.match(r"\d+", name)[0], None) for name in names]
        ordered = [choice.name for choice in sorted(choices, key=rank)]
        assert ordered == ["6A2", "6A10", "9/1", "10A2"]


class TestToday:
    def brains(self, section):
        return queries.search(path="/".join(section.getPhysicalPath()), portal_type="Schedule")

    def test_what_today_brings(self, section, make):
        make(section, **work(MONDAY, "Chào cờ", title="Lịch tuần 24"))
        logout()
        told = today(self.brains(section), MONDAY)
        assert told["menu"] is None
        assert told["weekly"].rows == [("7:00", "Chào cờ")]
        assert told["weekly"].title == "Lịch tuần 24"

    @pytest.mark.parametrize("days", [-1, 1, 7])
    def test_no_such_day_is_nothing(self, section, make, days):
        make(section, **work(MONDAY, "Chào cờ"))
        logout()
        assert today(self.brains(section), MONDAY + timedelta(days)) == {
            "menu": None,
            "weekly": None,
        }

    def test_sunday_belongs_to_the_week(self, section, make):
        make(section, **work(MONDAY, "Chào cờ"))
        logout()
        told = today(self.brains(section), MONDAY + timedelta(6))
        assert told["weekly"].rows == [("8:00", "Hội trại")]

    def test_drafts_tell_nothing(self, section, make):
        make(section, publish=False, **work(MONDAY, "BÍ-MẬT"))
        logout()
        assert today(self.brains(section), MONDAY)["weekly"] is None
