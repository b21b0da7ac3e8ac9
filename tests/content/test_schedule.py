"""Schedule: weeks begin on Monday; something must be shown; what visitors see."""

from base64 import b64encode
from datetime import date
from datetime import timedelta
from hcmedu.portal.content.errors import FieldInvalid
from hcmedu.portal.content.schedule import check_monday
from hypothesis import given
from hypothesis import strategies as st
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.app.textfield.value import RichTextValue
from plone.dexterity.content import Container
from plone.dexterity.utils import createContentInContainer

import pytest
import transaction


MONDAY = date(2026, 11, 16)
TABLE = "<table><tbody><tr><td>Cháo thịt bằm</td></tr></tbody></table>"
MENU = {"schedule_kind": "menu", "week_start": MONDAY}
TIMETABLE = {"schedule_kind": "timetable", "school_year": "2026-2027", "term": "1", "grade": "6"}
XSS = "<script>alert(1)</script>"


def rich(html: str) -> RichTextValue:
    return RichTextValue(html, "text/html", "text/x-html-safe")


@pytest.fixture
def make(portal):
    def create(**fields):
        values = {"text": rich(TABLE), **fields}
        with api.env.adopt_roles(["Manager"]):
            return createContentInContainer(portal, "Schedule", **values)

    return create


def show(schedule) -> str:
    with api.env.adopt_roles(["Manager"]):
        return api.content.get_view("view", schedule, schedule.REQUEST)()


class TestRefused:
    @pytest.mark.parametrize("roles", [["Anonymous"], ["Member"], ["Contributor", "Editor"]])
    def test_own_add_permission(self, portal, roles):
        setRoles(portal, TEST_USER_ID, roles)
        assert not portal.portal_types.Schedule.isConstructionAllowed(portal)

    def test_no_week(self):
        with pytest.raises(FieldInvalid):
            check_monday(None)

    @given(st.dates(min_value=date(1, 1, 8)))
    def test_only_mondays(self, day):
        if day.weekday() == 0:
            check_monday(day)
            return
        with pytest.raises(FieldInvalid) as caught:
            check_monday(day)
        message = caught.value.args[0]
        monday = day - timedelta(days=day.weekday())
        assert message.mapping["monday"] == f"{monday.day:02d}/{monday.month:02d}/{monday.year:04d}"


class TestNames:
    def test_menu(self, make):
        menu = make(**MENU)
        assert menu.title == "Thực đơn – Tuần từ 16/11/2026 đến 22/11/2026"
        assert menu.getId() == "thuc-don-2026-11-16"

    def test_weekly(self, make):
        weekly = make(schedule_kind="weekly", week_start=MONDAY)
        assert weekly.title == "Lịch công tác tuần – Tuần từ 16/11/2026 đến 22/11/2026"

    def test_timetable(self, make):
        timetable = make(**TIMETABLE)
        assert timetable.title == "Thời khóa biểu – 2026-2027 – Học kỳ I – Khối 6"
        assert timetable.getId().startswith("thoi-khoa-bieu-2026-2027")

    def test_own_title_stays(self, make):
        schedule = make(**MENU, title="Thực đơn nhà trẻ")
        assert schedule.title == "Thực đơn nhà trẻ"

    def test_without_anything(self, make):
        assert make().getId() == "lich"

    def test_stock_class_and_catalog(self, make):
        menu = make(**MENU)
        assert type(menu.aq_base) is Container
        week = {"query": (MONDAY, MONDAY + timedelta(6)), "range": "min:max"}
        [brain] = api.content.find(schedule_kind="menu", week_start=week)
        assert brain.week_start == MONDAY


class TestView:
    def test_week_and_table(self, make):
        html = show(make(**MENU))
        assert "Tuần từ 16/11/2026 đến 22/11/2026" in html
        assert "Cháo thịt bằm" in html
        assert 'class="table hcmedu-table hcmedu-plan-table"' in html

    def test_facts(self, make):
        html = show(make(**TIMETABLE))
        for text in ("2026-2027", "Học kỳ I", "Khối 6"):
            assert text in html

    def test_picture_is_shown_in_place(self, make, make_file):
        picture = make_file("png")
        picture.contentType = "image/png"
        html = show(make(**MENU, text=None, file=picture))
        assert "@@display-file/file" in html
        assert "hcmedu-scroll" not in html

    def test_file_to_download(self, make, make_file):
        html = show(make(**MENU, text=None, file=make_file("xlsx")))
        assert "@@display-file" not in html
        assert "Excel" in html
        assert "hcmedu-plan" not in html.replace("hcmedu-plans", "")  # a file without any cell

    def test_script_is_harmless(self, make):
        bad = f"{XSS}<table onclick='x()'><tr><td>A<img src=x onerror='y()'></td></tr></table>"
        html = show(make(**MENU, title=XSS, text=rich(bad)))
        for evil in (XSS, "onclick", "onerror"):
            assert evil not in html


class TestRest:
    FILE = "lich.pdf"

    @pytest.fixture
    def portal(self, functional_portal):
        setRoles(functional_portal, TEST_USER_ID, ["Manager"])
        return functional_portal

    @pytest.fixture
    def post(self, portal, manager_request):
        def send(**fields):
            data = {"schedule_kind": "menu", "week_start": "2026-11-16", "text": TABLE}
            return manager_request.post("/", json={"@type": "Schedule", **data, **fields})

        return send

    def test_anonymous_may_not(self, portal, anon_request):
        assert anon_request.post("/", json={"@type": "Schedule"}).status_code == 401

    @pytest.mark.parametrize(
        "fields",
        [
            {"schedule_kind": None},
            {"schedule_kind": "monthly"},
            {"week_start": None},
            {"week_start": "2026-11-17"},
            {"week_start": "2026-11-22"},
            {"week_start": "16/11/2026"},
            {"week_start": "2026-02-30"},
            {"schedule_kind": "weekly", "week_start": None},
            {"schedule_kind": "timetable"},
            {"text": None},
            {"text": "<p>&nbsp;</p>"},
            {"text": "<table><tr><td>&nbsp;</td></tr></table>"},
            {"term": "9"},
            {"grade": "13"},
        ],
    )
    def test_bad_input(self, portal, post, fields):
        before = set(portal.objectIds())
        response = post(**fields)
        assert response.status_code == 400, response.text
        transaction.begin()
        assert set(portal.objectIds()) == before

    def test_message_names_the_monday(self, post):
        message = post(week_start="2026-11-18").json()["message"]
        assert "18/11/2026 không phải là thứ Hai" in message
        assert "16/11/2026" in message

    def test_round_trip(self, portal, post, manager_request, samples):
        data = b64encode(samples["pdf"]).decode()
        file = {"data": data, "encoding": "base64", "filename": self.FILE}
        made = post(
            **{"school_year": "2026-2027", "term": "2", "grade": "7", "title": "A", "file": file}
        ).json()
        tokens = {"schedule_kind": "menu", "school_year": "2026-2027", "term": "2", "grade": "7"}
        assert {name: made[name]["token"] for name in tokens} == tokens
        assert (made["week_start"], made["title"]) == ("2026-11-16", "A")
        assert made["file"]["filename"] == self.FILE
        assert made["text"]["data"] == TABLE
        again = {name: made[name] for name in [*tokens, "week_start", "title", "file", "text"]}
        path = made["@id"][len(portal.absolute_url()) :]
        assert manager_request.patch(path, json=again).status_code == 204
        after = manager_request.get(path).json()
        assert {name: after[name] for name in again} == again


def test_form_tells_at_the_field(functional_portal, send_form, error_at):
    values = {"schedule_kind:list": "menu", "week_start": "2026-11-18", "text": "<p>&nbsp;</p>"}
    answer = send_form("/++add++Schedule", values)
    assert "không phải là thứ Hai" in error_at(answer, "week_start")
    assert "nhập bảng, hoặc chọn tệp" in error_at(answer, "text")
