"""Add and edit forms of a schedule ask for what its kind needs, and keep what it holds."""

from datetime import date
from hcmedu.portal.content.schedule import ISchedule
from hcmedu.portal.content.schedule_forms import not_needed
from hcmedu.portal.content.terms import SCHEDULE_KINDS
from lxml.html import fromstring
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.app.textfield.value import RichTextValue
from plone.dexterity.utils import createContentInContainer

import pytest
import transaction


WEEK, TERM = {"week_start"}, {"school_year", "term", "grade", "classes"}
ALL = WEEK | TERM
BY_KIND = {"menu": WEEK, "weekly": WEEK, "timetable": TERM}
TABLE = "<table><tr><td>Toán</td></tr></table>"
ADD = "/++add++Schedule"


@pytest.fixture
def portal(functional_portal):
    setRoles(functional_portal, TEST_USER_ID, ["Manager"])
    return functional_portal


@pytest.fixture
def make(portal):
    def create(**fields):
        text = RichTextValue(TABLE, "text/html", "text/x-html-safe")
        made = createContentInContainer(portal, "Schedule", text=text, **fields)
        transaction.commit()
        return made

    return create


@pytest.fixture
def page(portal, manager_request):
    def get(path):
        answer = manager_request.get(path, headers={"Accept": "text/html"})
        assert answer.status_code == 200, answer.text
        return fromstring(answer.text)

    return get


def asked_by(page) -> set[str]:
    """The fields of ``ALL`` that a form shows."""
    ids = {node.get("id", "") for node in page.cssselect("[id^=formfield-form-widgets-]")}
    return {name for name in ALL if f"formfield-form-widgets-{name}" in ids}


def heading(page) -> str:
    return page.cssselect("h1")[0].text_content().strip()


def test_only_fields_that_exist_are_left_out():
    names = {name for kind, _title in SCHEDULE_KINDS for name in not_needed(kind)}
    assert names == ALL
    assert names < set(ISchedule.names())
    assert not_needed("") == ()


class TestAdd:
    @pytest.mark.parametrize(("kind", "fields"), BY_KIND.items())
    def test_kind_of_the_address(self, page, kind, fields):
        assert asked_by(page(f"{ADD}?kind={kind}")) == fields

    @pytest.mark.parametrize("query", ["", "?kind=", "?kind=lunch", "?kind:list=menu"])
    def test_all_where_the_kind_is_not_known(self, page, query):
        assert asked_by(page(ADD + query)) == ALL

    def test_heading_names_the_kind(self, page):
        assert heading(page(f"{ADD}?kind=menu")) == "Thêm Thực đơn"

    def test_another_kind_is_asked_for_what_it_needs(self, send_form, error_at):
        """Without a script: the kind is changed in a form that shows a week only."""
        sent = {"schedule_kind:list": "timetable", "text": "<p>Toán</p>", "title": "Của lớp"}
        answer = send_form(f"{ADD}?kind=menu", sent)
        assert "năm học" in error_at(answer, "school_year")
        assert asked_by(fromstring(answer.text)) == TERM
        assert 'value="Của lớp"' in answer.text

    def test_fields_of_another_kind_are_not_taken(self, portal, send_form):
        sent = {"week_start": "2026-11-16", "text": "<p>Cháo</p>", "school_year:list": "2026-2027"}
        answer = send_form(f"{ADD}?kind=menu", sent)
        assert answer.status_code == 200
        transaction.begin()
        menu = portal["thuc-don-2026-11-16"]
        assert (menu.week_start, menu.school_year) == (date(2026, 11, 16), None)

    def test_hostile_kind(self, manager_request, portal):
        for sent in ("<script>", "lunch", ""):
            data = {"form.widgets.schedule_kind:list": sent, "form.buttons.save": "save"}
            answer = manager_request.post(ADD, data=data, headers={"Accept": "text/html"})
            assert answer.status_code == 200
            assert asked_by(fromstring(answer.text)) == ALL


class TestEdit:
    @pytest.mark.parametrize(
        ("kind", "held"),
        [("menu", {"week_start": date(2026, 11, 16)}), ("timetable", {"school_year": "2026-2027"})],
    )
    def test_what_the_kind_needs(self, make, page, kind, held):
        path = f"/{make(schedule_kind=kind, **held).getId()}/edit"
        assert asked_by(page(path)) == BY_KIND[kind]

    def test_what_it_holds_of_another_kind_is_shown_and_kept(self, make, page, send_form):
        menu = make(schedule_kind="menu", week_start=date(2026, 11, 16), grade="6", title="A")
        assert asked_by(page(f"/{menu.getId()}/edit")) == {"week_start", "grade"}
        send_form(f"/{menu.getId()}/edit", {"title": "B"})
        transaction.begin()
        assert (menu.title, menu.grade, menu.week_start) == ("B", "6", date(2026, 11, 16))

    def test_a_field_that_is_not_shown_is_not_written(self, make, send_form):
        plan = make(schedule_kind="timetable", school_year="2026-2027", title="A")
        send_form(f"/{plan.getId()}/edit", {"title": "B", "week_start": "2026-11-16"})
        transaction.begin()
        assert (plan.title, plan.week_start) == ("B", None)

    def test_heading_and_members(self, make, page, portal, anon_request):
        menu = make(schedule_kind="menu", week_start=date(2026, 11, 16))
        assert heading(page(f"/{menu.getId()}/edit")) == "Sửa Thực đơn"
        transaction.begin()
        menu.manage_permission("View", ["Manager"], acquire=0)
        transaction.commit()
        answer = anon_request.get(f"/{menu.getId()}/edit", headers={"Accept": "text/html"})
        assert "form.widgets.week_start" not in answer.text
