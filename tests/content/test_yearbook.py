"""YearbookEntry in a site: one a year and school, on every way in; what visitors see."""

from hcmedu.portal.content.yearbook_rules import other_entry
from hcmedu.portal.school.profile import ISchoolProfile
from plone import api
from plone.app.testing import logout
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.dexterity.content import Item
from plone.dexterity.utils import createContentInContainer
from zExceptions import BadRequest
from zope.component import getUtility
from zope.lifecycleevent import modified
from zope.schema.interfaces import IVocabularyFactory

import json
import pytest
import transaction


GRADES = [
    {"grade": "6", "classes": 10, "pupils": 1420, "girls": 700, "boarders": 300},
    {"grade": "7", "classes": 9, "pupils": 380, "girls": None, "boarders": 200},
]
FULL = {
    "school_year": "2025-2026",
    "grades": GRADES,
    "staff": [{"role": "giao-vien", "qualification": "dai-hoc", "count": 70, "women": 48}],
    "rooms": [{"kind": "phong-hoc", "count": 38, "area": 1824.5}],
    "sites": [
        {"name": "Cơ sở chính", "address": "12 Nguyễn Trãi", "area": 5235.5},
        {"name": "Cơ sở 2", "address": None, "area": 1000},
    ],
    "computers": 1250,
    "library_books": 12450,
}
TOTALS = {"total_classes": 19, "total_pupils": 1800, "total_staff": 70, "land_area": 6235.5}
XSS = "<script>alert(1)</script><b onclick=x>"


def make(container, year: str = "2025-2026", **fields):
    with api.env.adopt_roles(["Manager"]):
        return createContentInContainer(container, "YearbookEntry", school_year=year, **fields)


def folder(container, name: str):
    with api.env.adopt_roles(["Manager"]):
        return api.content.create(container, "Folder", name, title=name)


def school(portal, name: str):
    with api.env.adopt_roles(["Manager"]):
        return api.content.create(portal, "School", name, title=name)


@pytest.fixture
def manager(portal):
    setRoles(portal, TEST_USER_ID, ["Manager"])


class TestDenied:
    @pytest.mark.parametrize("roles", [["Anonymous"], ["Member"], ["Contributor", "Editor"]])
    def test_own_add_permission(self, portal, roles):
        setRoles(portal, TEST_USER_ID, roles)
        assert not portal.portal_types.YearbookEntry.isConstructionAllowed(portal)

    def test_draft_is_not_for_visitors(self, portal):
        entry = make(portal)
        logout()
        assert not api.user.has_permission("View", obj=entry)


class TestOneAYear:
    def test_second_by_script(self, portal):
        make(portal)
        with pytest.raises(BadRequest, match="Năm học 2025-2026 đã có niên giám"):
            make(folder(portal, "nien-giam"))

    def test_hidden_entry_counts_too(self, portal):
        make(portal)
        logout()
        with pytest.raises(BadRequest):
            make(portal)

    def test_second_by_copy(self, portal, manager):
        entry = make(portal)
        with pytest.raises(BadRequest):
            api.content.copy(entry, target=folder(portal, "b"))

    def test_second_by_move_from_another_school(self, portal, manager):
        make(portal)
        other = make(school(portal, "truong-b"))
        with pytest.raises(BadRequest):
            api.content.move(other, portal)

    def test_second_by_moving_its_folder(self, portal, manager):
        make(portal)
        inner = folder(school(portal, "truong-b"), "nien-giam")
        make(inner)
        with pytest.raises(BadRequest):
            api.content.move(inner, portal)

    def test_empty_school_is_a_school(self, portal):
        make(portal)
        empty = school(portal, "truong-b")
        with api.env.adopt_roles(["Manager"]):
            empty.manage_delObjects(list(empty.objectIds()))
        assert other_entry(empty, "2025-2026") is None
        assert make(empty).school_year == "2025-2026"

    def test_each_school_has_its_own(self, portal):
        make(portal)
        for name in ("truong-b", "truong-c"):
            assert make(school(portal, name)).school_year == "2025-2026"

    def test_move_and_rename_within_the_school(self, portal, manager):
        entry = api.content.move(make(portal), folder(portal, "b"))
        assert api.content.rename(entry, new_id="moi").getId() == "moi"

    def test_copy_of_a_whole_school(self, portal, manager):
        make(school(portal, "truong-b"))
        assert api.content.copy(portal["truong-b"], portal, "truong-c")

    def test_change_of_the_year(self, portal):
        entry = make(portal)
        assert other_entry(entry, "2025-2026", entry) is None
        assert other_entry(entry, "2024-2025", entry) is None
        make(portal, "2024-2025")
        assert other_entry(entry, "2024-2025", entry) is not None

    def test_brain_without_object_does_not_count(self, portal):
        entry = make(portal)
        portal._delOb(entry.getId())
        assert other_entry(portal, "2025-2026") is None


class TestPaste:
    @pytest.fixture
    def cut(self, portal, manager, http_request):
        """Put an object into the clipboard of the request."""

        def put(obj, copy: bool):
            parent = obj.aq_parent
            grab = parent.manage_copyObjects if copy else parent.manage_cutObjects
            http_request["__cp"] = grab([obj.getId()])
            return http_request

        return put

    @pytest.fixture
    def paste(self, portal):
        def view(target, request):
            return api.content.get_view("object_paste", target, request)

        return view

    def test_a_copy_is_refused_with_a_message(self, portal, cut, paste):
        target = folder(portal, "b")
        request = cut(make(portal), copy=True)
        paste(target, request).do_action()
        assert target.objectIds() == []
        assert "Năm học 2025-2026 đã có niên giám" in shown_messages(request)

    def test_a_move_from_another_school_is_refused(self, portal, cut, paste):
        target = folder(portal, "b")
        make(portal)
        request = cut(make(school(portal, "truong-b")), copy=False)
        paste(target, request).do_action()
        assert target.objectIds() == []

    def test_a_move_within_the_school_goes_on(self, portal, cut, paste):
        target = folder(portal, "b")
        paste(target, cut(make(portal), copy=False)).do_action()
        assert target.objectIds() == ["nien-giam-2025-2026"]

    def test_other_content_is_pasted_as_ever(self, portal, cut, paste):
        target = folder(portal, "b")
        page = api.content.create(portal, "Document", "trang", title="Trang")
        paste(target, cut(page, copy=True)).do_action()
        assert target.objectIds() == ["trang"]

    @pytest.mark.parametrize("clipboard", ["", "xyz", "eJwrSS0uAQAEXQHB"])
    def test_broken_clipboard_is_left_to_plone(self, portal, manager, http_request, clipboard):
        http_request["__cp"] = clipboard
        api.content.get_view("object_paste", portal, http_request).do_action()
        assert shown_messages(http_request)

    def test_folder_contents(self, portal, cut):
        folder(portal, "b")
        request = cut(make(portal), copy=True)
        request.form["folder"] = "/b"
        view = api.content.get_view("fc-paste", portal, request)
        view.protect = lambda: None
        answer = json.loads(view())
        assert answer["status"] == "warning"
        assert "Năm học 2025-2026 đã có niên giám" in answer["msg"]


def shown_messages(request) -> str:
    from Products.statusmessages.interfaces import IStatusMessage

    return " ".join(message.message for message in IStatusMessage(request).show())


class TestDerived:
    def test_stock_class(self, portal):
        assert type(make(portal).aq_base) is Item

    def test_title_and_id_from_the_year(self, portal):
        entry = make(portal)
        assert entry.title == "Niên giám thống kê năm học 2025-2026"
        assert entry.getId() == "nien-giam-2025-2026"

    def test_title_follows_the_year(self, portal):
        entry = make(portal)
        entry.school_year = "2024-2025"
        modified(entry)
        assert entry.title.endswith("2024-2025")

    def test_totals_are_filled(self, portal):
        entry = make(portal, **{k: v for k, v in FULL.items() if k != "school_year"})
        assert {name: getattr(entry, name) for name in TOTALS} == TOTALS

    def test_catalog(self, portal):
        entry = make(portal, grades=GRADES)
        [brain] = api.content.find(portal_type="YearbookEntry", school_year="2025-2026")
        assert entry.UID() == brain.UID
        assert (brain.total_pupils, brain.total_classes) == (1800, 19)

    @pytest.mark.parametrize(
        "levels, first, last, number",
        [
            (set(), "nha-tre", "xoa-mu-chu", 17),
            ({"mam-non"}, "nha-tre", "la", 4),
            ({"tieu-hoc"}, "1", "5", 5),
            ({"thcs", "thpt"}, "6", "12", 7),
        ],
    )
    def test_grades_of_the_school(self, portal, levels, first, last, number):
        ISchoolProfile(portal).levels = levels
        terms = [term.value for term in getUtility(IVocabularyFactory, "hcmedu.grades")(portal)]
        assert (terms[0], terms[-1], len(terms)) == (first, last, number)

    def test_grades_in_use_stay_valid(self, portal):
        entry = make(portal, grades=GRADES)
        ISchoolProfile(portal).levels = {"mam-non"}
        terms = [term.value for term in getUtility(IVocabularyFactory, "hcmedu.grades")(entry)]
        assert terms[-2:] == ["6", "7"]


class TestView:
    def show(self, entry) -> str:
        return api.content.get_view("view", entry, entry.REQUEST)()

    def test_numbers_and_totals(self, portal, manager):
        html = self.show(make(portal, **{k: v for k, v in FULL.items() if k != "school_year"}))
        for text in ("1.420", "1.800", "12.450", "6.235,5 m²", "1.824,5", "Khối 6", "Đại học"):
            assert text in html
        assert "Niên giám thống kê năm học 2025-2026" in html

    def test_a_sum_is_not_told_where_a_number_is_missing(self, portal, manager):
        view = api.content.get_view("view", make(portal, grades=GRADES), portal.REQUEST)
        [table] = view.tables()
        assert [cell.text for cell in table.sums][1:] == ["19", "1.800", "–", "500"]

    def test_columns_without_numbers_are_left_out(self, portal, manager):
        rows = [row | {"girls": None, "boarders": None} for row in GRADES]
        view = api.content.get_view("view", make(portal, grades=rows), portal.REQUEST)
        [table] = view.tables()
        assert len(table.head) == 3

    def test_empty(self, portal, manager):
        assert "Chưa có số liệu" in self.show(make(portal))

    def test_script_is_text(self, portal, manager):
        sites = [{"name": XSS, "address": XSS, "area": 1}]
        html = self.show(make(portal, sites=sites))
        assert XSS not in html
        assert "&lt;script&gt;alert(1)" in html


class TestRest:
    @pytest.fixture
    def portal(self, functional_portal):
        setRoles(functional_portal, TEST_USER_ID, ["Manager"])
        return functional_portal

    @pytest.fixture
    def made(self, portal, manager_request):
        response = manager_request.post("/", json={"@type": "YearbookEntry", **FULL})
        assert response.status_code == 201, response.text
        return response.json()

    @pytest.fixture
    def path(self, portal, made):
        return made["@id"][len(portal.absolute_url()) :]

    def test_anonymous_may_not(self, portal, anon_request, path):
        assert anon_request.post("/", json={"@type": "YearbookEntry", **FULL}).status_code == 401
        assert anon_request.get(path).status_code == 401

    def test_round_trip(self, made, manager_request, path):
        assert {name: made[name] for name in FULL if name != "school_year"} == {
            name: value for name, value in FULL.items() if name != "school_year"
        }
        assert made["school_year"]["token"] == "2025-2026"
        assert {name: made[name] for name in TOTALS} == TOTALS
        again = {name: made[name] for name in [*FULL, *TOTALS]}
        assert manager_request.patch(path, json=again).status_code == 204
        after = manager_request.get(path).json()
        assert {name: after[name] for name in again} == again

    def test_second_of_the_year(self, made, manager_request):
        response = manager_request.post("/", json={"@type": "YearbookEntry", **FULL})
        assert response.status_code == 400
        assert "Năm học 2025-2026 đã có niên giám" in response.json()["message"]

    def test_change_to_a_taken_year(self, portal, made, path, manager_request):
        other = FULL | {"school_year": "2024-2025"}
        manager_request.post("/", json={"@type": "YearbookEntry", **other})
        response = manager_request.patch(path, json={"school_year": "2024-2025"})
        assert response.status_code == 400
        assert manager_request.get(path).json()["school_year"]["token"] == "2025-2026"

    def test_copy_through_rest(self, made, manager_request):
        response = manager_request.post("/@copy", json={"source": made["@id"]})
        assert response.status_code == 400, response.text

    def test_patch_of_rows_against_a_stored_total(self, made, path, manager_request):
        response = manager_request.patch(path, json={"grades": GRADES[:1]})
        assert response.status_code == 400
        assert "1.800" in response.json()["message"]
        fresh = {"grades": GRADES[:1], "total_pupils": None, "total_classes": None}
        assert manager_request.patch(path, json=fresh).status_code == 204
        assert manager_request.get(path).json()["total_pupils"] == 1420

    def test_title_cannot_be_written(self, made, path, manager_request):
        manager_request.patch(path, json={"title": "Khác"})
        assert manager_request.get(path).json()["title"] == "Niên giám thống kê năm học 2025-2026"


class TestForm:
    """The form itself was tried in a browser; here its rules, with rows as a browser sends them."""

    @pytest.fixture
    def portal(self, functional_portal):
        return functional_portal

    def row(self, number: int, grade: str, classes: str, pupils: str, girls: str = "") -> dict:
        prefix = f"grades.{number}"
        return {
            f"{prefix}-empty-marker": "1",
            f"{prefix}.widgets.grade:list": grade,
            f"{prefix}.widgets.grade-empty-marker": "1",
            f"{prefix}.widgets.classes": classes,
            f"{prefix}.widgets.pupils": pupils,
            f"{prefix}.widgets.girls": girls,
            f"{prefix}.widgets.boarders": "",
        }

    def test_second_of_the_year(self, portal, send_form, error_at):
        make(portal)
        transaction.commit()
        answer = send_form("/++add++YearbookEntry", {"school_year:list": "2025-2026"})
        assert error_at(answer, "school_year") == "Năm học 2025-2026 đã có niên giám."

    def test_bad_cells(self, portal, send_form):
        rows = {"school_year:list": "2025-2026", "grades.count": "1"} | self.row(0, "6", "x", "-5")
        answer = send_form("/++add++YearbookEntry", rows).text
        assert answer.count("Nhập một số nguyên từ 0 trở lên") == 2
        assert "Vui lòng sửa các ô được đánh dấu" in answer
        transaction.begin()
        assert "nien-giam-2025-2026" not in portal

    def test_sums(self, portal, send_form, error_at):
        rows = {"school_year:list": "2025-2026", "grades.count": "1", "total_pupils": "9.999"}
        rows |= self.row(0, "6", "10", "1.420", "2.000")
        answer = send_form("/++add++YearbookEntry", rows)
        assert "2.000 học sinh nữ nhiều hơn 1.420" in error_at(answer, "grades")
        assert "9.999 học sinh, nhưng tổng các khối là 1.420" in error_at(answer, "total_pupils")

    def test_saved(self, portal, send_form):
        rows = {"school_year:list": "2025-2026", "grades.count": "1"}
        rows |= self.row(0, "6", "10", "1.420", "")
        send_form("/++add++YearbookEntry", rows)
        transaction.begin()
        entry = portal["nien-giam-2025-2026"]
        assert entry.grades == [GRADES[0] | {"girls": None, "boarders": None}]
        assert entry.total_pupils == 1420

    def test_a_stored_mistake_can_be_mended(self, portal, send_form):
        """z3c.form lends each fieldset the stored values of the others: told once, in its own."""
        entry = make(portal, grades=[GRADES[0]])
        entry.total_pupils = 7
        transaction.commit()
        rows = {"school_year:list": "2025-2026", "grades.count": "1", "total_pupils": ""}
        rows |= self.row(0, "6", "10", "1.420", "")
        answer = send_form("/nien-giam-2025-2026/edit", rows)
        transaction.begin()
        assert portal["nien-giam-2025-2026"].total_pupils == 1420, answer.text
