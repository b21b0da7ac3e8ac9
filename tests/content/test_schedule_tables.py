"""Tables of schedules: pasted from Excel, uploaded, copied from another week; who may what."""

from base64 import b64encode
from collections.abc import Callable
from datetime import date
from datetime import datetime
from hcmedu.portal.content.filetext import IFileClosing
from hcmedu.portal.content.schedule import ISchedule
from hcmedu.portal.content.schedule_add import monday_in
from hcmedu.portal.content.schedule_tables import class_html
from hcmedu.portal.content.schedule_tables import tables_html
from hcmedu.portal.content.tables.workbook import MAX_BYTES
from hcmedu.portal.school import find_section
from io import BytesIO
from lxml.html import fromstring
from openpyxl import Workbook
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.app.testing import TEST_USER_ID
from plone.app.textfield.value import RichTextValue
from plone.dexterity.utils import createContentInContainer
from plone.namedfile.file import NamedBlobFile
from zope.component import getSiteManager

import pytest
import requests
import transaction


MONDAY = date(2026, 11, 23)
CELLS = "Ngày\tMón\nThứ Hai (23/11)\tPhở bò\nThứ Ba (24/11)\tCơm <b>gà</b>"
NOTE = "<p>Mỗi suất 800 kcal.</p>"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def rich(html: str) -> RichTextValue:
    return RichTextValue(html, "text/html", "text/x-html-safe")


def workbook(sheets: dict[str, list[list]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


TIMETABLE = workbook(
    {
        "6A1": [["Tiết", "Thứ 2", "Thứ 3"], [1, "Chào cờ", "Toán"], [2, "Văn", "<i>Anh</i>"]],
        "6A2": [["Tiết", "Thứ 2", "Thứ 3"], [1, "Chào cờ", "Sử"], [2, "Địa", "Tin"]],
    }
)


def upload(raw: bytes, name: str = "tkb.xlsx") -> NamedBlobFile:
    return NamedBlobFile(data=raw, filename=name, contentType=XLSX)


@pytest.fixture
def make(portal) -> Callable:
    def create(**fields):
        values = {"schedule_kind": "menu", "week_start": MONDAY, **fields}
        with api.env.adopt_roles(["Manager"]):
            return createContentInContainer(portal, "Schedule", **values)

    return create


@pytest.fixture
def timetable(make):
    return make(
        schedule_kind="timetable", week_start=None, school_year="2026-2027", file=upload(TIMETABLE)
    )


def brain_of(item):
    [brain] = api.content.find(UID=item.UID())
    return brain


class TestPasted:
    def test_becomes_the_table(self, make):
        menu = make(pasted=CELLS)
        assert menu.pasted is None
        assert "<td>Cơm &lt;b&gt;gà&lt;/b&gt;</td>" in menu.text.raw
        assert '<th scope="row">Thứ Hai (23/11)</th>' in menu.text.raw

    def test_takes_the_place_of_the_table_and_leaves_the_rest(self, make):
        menu = make(pasted=CELLS, text=rich(f"<table><tr><td>Cũ</td></tr></table>{NOTE}"))
        assert "Cũ" not in menu.text.raw
        assert menu.text.raw.endswith(NOTE)

    @pytest.mark.parametrize("old", [NOTE, "<table></table><table></table>"])
    def test_else_it_is_added(self, make, old):
        assert make(pasted=CELLS, text=rich(old)).text.raw.startswith(f"{old}<table>")

    @pytest.mark.parametrize("nothing", [None, "", " \n"])
    def test_nothing_changes_nothing(self, make, nothing):
        assert make(pasted=nothing, text=rich(NOTE)).text.raw == NOTE

    @pytest.mark.parametrize("cells", ["Thứ Hai\nPhở", "x\ty\n" * 400, "\t\n \t\n."])
    def test_no_table_is_told(self, portal, cells):
        with pytest.raises(Exception) as caught:
            ISchedule["pasted"].validate(cells)
        assert caught.value.doc().domain == "hcmedu.portal"


class TestWorkbook:
    def test_each_sheet_is_a_table(self, timetable):
        html = tables_html(timetable, timetable.REQUEST, MONDAY)
        assert [node.text for node in fromstring(f"<div>{html}</div>").iter("h2")] == ["6A1", "6A2"]
        assert "&lt;i&gt;Anh&lt;/i&gt;" in html
        assert "<i>" not in html

    def test_one_class(self, timetable):
        html = class_html(timetable, "6a2", timetable.REQUEST, MONDAY)
        assert "Địa" in html
        assert "Toán" not in html
        assert class_html(timetable, "9A9", timetable.REQUEST, MONDAY) == ""

    def test_classes_stand_in_lists(self, timetable, make):
        assert brain_of(timetable).school_classes == ["6A1", "6A2"]
        assert not brain_of(make(pasted=CELLS)).school_classes

    def test_stated_classes_count(self, make):
        made = make(
            schedule_kind="timetable", school_year="2026-2027", classes=["6A7"], pasted=CELLS
        )
        assert brain_of(made).school_classes == ["6A7"]

    def test_text_goes_before(self, timetable):
        timetable.text = rich(NOTE)
        assert tables_html(timetable, timetable.REQUEST, MONDAY) == NOTE

    def test_a_closed_file_shows_nothing(self, timetable):
        class Closed:
            def __init__(self, context):
                self.context = context

            def is_closed(self):
                return True

        manager = getSiteManager()
        manager.registerAdapter(Closed, (ISchedule,), IFileClosing)
        try:
            assert tables_html(timetable, timetable.REQUEST, MONDAY) == ""
        finally:
            manager.unregisterAdapter(Closed, (ISchedule,), IFileClosing)

    @pytest.mark.parametrize(
        "raw",
        [
            workbook({"A": []}),
            workbook({"A": [["x", "y"]] * 400}),
            workbook({f"S{number}": [["x", "y"]] for number in range(61)}),
        ],
    )
    def test_no_table_is_told(self, portal, raw):
        with pytest.raises(Exception) as caught:
            ISchedule["file"].validate(upload(raw))
        assert caught.value.doc().domain == "hcmedu.portal"

    def test_too_large_a_file_is_told(self, portal):
        raw = workbook({"A": [["x", "y"]]})
        with pytest.raises(Exception) as caught:
            ISchedule["file"].validate(upload(raw + b"\0" * MAX_BYTES))
        assert caught.value.doc().domain == "hcmedu.portal"


class TestToday:
    def test_days_stand_in_lists(self, make):
        days = brain_of(make(pasted=CELLS)).schedule_days
        assert days == {0: [("Món", "Phở bò")], 1: [("Món", "Cơm <b>gà</b>")]}

    @pytest.mark.parametrize("day", [date(2026, 11, 22), date(2026, 11, 30), date(2025, 11, 24)])
    def test_another_week_is_not_marked(self, make, day):
        menu = make(pasted=CELLS)
        assert "hcmedu-today" not in tables_html(menu, menu.REQUEST, day)

    def test_week_over_new_year(self, make):
        menu = make(week_start=date(2026, 12, 28), pasted="Ngày\tMón\nThứ Hai\tA\nThứ Sáu\tB")
        assert tables_html(menu, menu.REQUEST, date(2027, 1, 1)).count("hcmedu-badge-today") == 2

    @pytest.mark.parametrize(
        ("day", "marked"),
        [(date(2027, 1, 4), True), (date(2027, 8, 31), True), (date(2027, 9, 6), False)],
    )
    def test_a_timetable_is_marked_until_its_year_is_over(self, timetable, day, marked):
        assert ("hcmedu-today" in tables_html(timetable, timetable.REQUEST, day)) == marked


@pytest.mark.parametrize(
    ("text", "monday"),
    [
        ("2026-11-25", MONDAY),
        ("2027-01-01", date(2026, 12, 28)),
        ("23/11/2026", None),
        ("0001-01-01", None),
        ("9999-12-31", None),
        ("", None),
        (None, None),
        (["2026-11-25"], None),
        (datetime.now(), None),
    ],
)
def test_mondays_in_addresses(text, monday):
    assert monday_in(text) == monday


class TestForms:
    @pytest.fixture
    def portal(self, functional_portal):
        setRoles(functional_portal, TEST_USER_ID, ["Manager"])
        return functional_portal

    @pytest.fixture
    def last(self, portal):
        section = find_section(portal, "A31")
        item = createContentInContainer(
            section, "Schedule", schedule_kind="weekly", week_start=MONDAY, pasted=CELLS
        )
        transaction.commit()
        return item

    @pytest.fixture
    def address(self, portal, last):
        section = find_section(portal, "A31").absolute_url()
        return f"{section}/++add++Schedule?copy_of={last.UID()}&week=2026-11-30"

    def test_visitors_get_no_form_and_no_table(self, address):
        answer = requests.get(address, timeout=30)
        assert "/login?came_from=" in answer.url
        assert "Phở bò" not in answer.text
        assert "form-widgets-week_start" not in answer.text

    def test_copy_fills_in_the_next_week(self, address, last):
        owner = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
        answer = requests.get(address, auth=owner, timeout=30)
        [form] = [each for each in fromstring(answer.text).forms if each.get("id") == "form"]
        values = dict(form.form_values())
        assert values["form.widgets.week_start"] == "2026-11-30"
        assert values["form.widgets.schedule_kind:list"] == "weekly"
        assert "Thứ Hai (30/11)" in values["form.widgets.text"]
        transaction.begin()
        assert last.aq_parent.objectIds() == [last.getId()]

    def test_bad_cells_are_told_at_the_field_and_kept(self, portal, send_form, error_at):
        values = {"schedule_kind:list": "menu", "week_start": "2026-11-23", "pasted": "Thứ Hai"}
        answer = send_form("/++add++Schedule", values)
        assert "Không thấy cột nào" in error_at(answer, "pasted")
        [area] = fromstring(answer.text).cssselect("#form-widgets-pasted")
        assert area.text.strip() == "Thứ Hai"

    def test_an_empty_corner_stays(self, portal, send_form):
        values = {
            "schedule_kind:list": "weekly",
            "week_start": "2026-11-23",
            "pasted": "\tThứ Hai\tThứ Ba\r\nSáng\tChào cờ\tDự giờ",
        }
        assert send_form("/++add++Schedule", values).status_code == 200
        transaction.begin()
        [brain] = api.content.find(portal_type="Schedule")
        assert brain.schedule_days == {0: [("Sáng", "Chào cờ")], 1: [("Sáng", "Dự giờ")]}

    def test_rest(self, portal, manager_request):
        data = {"@type": "Schedule", "schedule_kind": "menu", "week_start": "2026-11-23"}
        assert manager_request.post("/", json={**data, "pasted": "x"}).status_code == 400
        file = {"data": b64encode(workbook({"A": []})).decode(), "encoding": "base64"}
        refused = manager_request.post("/", json={**data, "file": {**file, "filename": "a.xlsx"}})
        assert refused.status_code == 400
        made = manager_request.post("/", json={**data, "pasted": CELLS}).json()
        assert "Phở bò" in made["text"]["data"]
        assert made["pasted"] is None
