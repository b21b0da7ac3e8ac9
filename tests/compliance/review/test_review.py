"""Measures of the self-review: written by head and administrator, told on paper, never lost."""

from datetime import date
from datetime import timedelta
from hcmedu.portal.compliance.evaluation import Status
from hcmedu.portal.compliance.facts import report_of
from hcmedu.portal.compliance.removal import remove_compliance
from hcmedu.portal.compliance.review import store
from hcmedu.portal.compliance.review.measures import Measure
from hcmedu.portal.content.moments import now
from hcmedu.portal.vietnamese import format_date
from io import BytesIO
from openpyxl import load_workbook

import pytest


PAGE = "hcmedu-compliance-review"
EVIL = "=cmd|'/c calc'!A1<script>alert(1)</script>"
DUE = date.today() + timedelta(days=7)
GOOD = {"what": "Đăng kế hoạch tuần", "other": "Cô Lan", "due": format_date(DUE)}
FASTER = "Người khác vừa"


@pytest.fixture
def key(board):
    """Of a check that a school without content does not meet."""
    return report_of(board.root).of(Status.NOT_MET)[0].key


def measure(root, **changes):
    today = now().date()
    values = {"key": "", "section": "", "found": "Trang chủ chậm", "found_on": today}
    values |= {"what": "Nén ảnh", "person": "", "name": "Cô Lan", "due": today}
    (found,) = store.add(root, Measure(id="", **{**values, **changes}))
    return found


class TestDenied:
    @pytest.mark.parametrize("page", [PAGE, f"{PAGE}-print", f"{PAGE}.xlsx"])
    @pytest.mark.parametrize("user", [None, "nguoila", "phongvien", "thuky"])
    def test_to_read(self, board, page, user):
        assert board.page(page, user) == "refused"

    @pytest.mark.parametrize(
        "form", [{"new": ""}, {"edit": "x"}, {"edit": "x", "action": "delete"}]
    )
    def test_who_may_only_read_writes_nothing(self, board, form):
        kept = measure(board.root)
        form = {**form, "edit": kept} if "edit" in form else form
        board.root.manage_permission("hcmedu.portal: View compliance", ["Member"], acquire=1)
        assert board.page(PAGE, "phongvien", **form) == "refused"
        assert board.post(PAGE, "phongvien", revision="1", **GOOD, **form) == "refused"
        assert [each.what for each in store.measures(board.root)] == ["Nén ảnh"]

    @pytest.mark.parametrize("action", ["save", "delete"])
    def test_another_page_sends_the_form(self, board, action):
        kept = measure(board.root)
        form = {"edit": kept, "revision": "1", "action": action, **GOOD}
        text = board.post(PAGE, "hieutruong", token=False, **form)
        assert board.answer.getStatus() == 403
        assert store.find(board.root, kept).what == "Nén ảnh"
        assert "Đăng kế hoạch tuần" in text

    def test_another_page_sends_a_new_one(self, board, key):
        text = board.post(PAGE, "hieutruong", token=False, new=key, **GOOD)
        assert store.measures(board.root) == []
        assert "Đăng kế hoạch tuần" in text

    def test_reading_writes_nothing(self, board, key):
        kept = measure(board.root)
        board.page(PAGE, "hieutruong", token=True, new=key, action="save", **GOOD)
        board.page(PAGE, "hieutruong", token=True, edit=kept, action="delete", revision="1")
        assert [each.what for each in store.measures(board.root)] == ["Nén ảnh"]

    @pytest.mark.parametrize(
        "form",
        [
            {"new": "Z9.nothing"},
            {"new": EVIL},
            {"new": ["a"] * 10_000},
            {"new": {"a": 1}},
            {"edit": EVIL},
            {"edit": "9" * 100_000},
            {"edit": ["a"]},
            {"show": EVIL, "person": EVIL},
        ],
    )
    def test_hostile_ids(self, board, form):
        text = board.page(PAGE, "hieutruong", **form)
        assert "<script>alert" not in text
        if not {"show"} & set(form):
            board.post(PAGE, "hieutruong", revision="1", **GOOD, **form)
        assert store.measures(board.root) == []

    @pytest.mark.parametrize("revision", ["", "x", "-1", "²", "9" * 5000, "1.0", "2"])
    def test_a_revision_that_nobody_saw(self, board, revision):
        kept = measure(board.root)
        text = board.post(PAGE, "hieutruong", edit=kept, revision=revision, found="Chậm", **GOOD)
        assert FASTER in text
        assert store.find(board.root, kept).what == "Nén ảnh"

    def test_no_more_than_there_is_room(self, board, key, monkeypatch):
        monkeypatch.setattr(store, "MOST", 1)
        measure(board.root)
        text = board.post(PAGE, "hieutruong", new=key, **GOOD)
        assert "Đăng kế hoạch tuần" in text
        assert len(store.measures(board.root)) == 1


class TestWritten:
    def test_for_a_finding(self, board, key):
        assert key in board.page(PAGE, "hieutruong")
        board.post(PAGE, "hieutruong", new=key, **{**GOOD, "other": "", "person": "phongvien"})
        (made,) = store.measures(board.root)
        assert (made.key, made.what, made.due) == (key, GOOD["what"], DUE)
        assert (made.person, made.name, made.changed_by) == ("phongvien",) * 2 + ("hieutruong",)
        assert made.found
        assert board.answer.getStatus() == 303
        text = board.page(PAGE, "quantri", show="all")
        assert "Đăng kế hoạch tuần" in text
        assert f'value="{key}"' not in text

    def test_for_several_at_once(self, board):
        keys = [each.key for each in report_of(board.root).of(Status.NOT_MET)[:3]]
        board.post(PAGE, "quantri", new=[*keys, keys[0], "Z9.nothing"], **GOOD)
        assert sorted(each.key for each in store.measures(board.root)) == sorted(keys)

    def test_once_for_a_finding(self, board, key):
        board.post(PAGE, "hieutruong", new=key, **GOOD)
        text = board.post(PAGE, "quantri", new=key, **{**GOOD, "what": "Việc khác"})
        assert "Việc khác" in text
        assert len(store.measures(board.root)) == 1

    def test_for_what_people_found(self, board):
        board.post(PAGE, "hieutruong", new="", found=f"Ảnh mờ {EVIL}", **GOOD)
        (made,) = store.measures(board.root)
        assert (made.key, made.found) == ("", f"Ảnh mờ {EVIL}")

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"what": ""}, "what"),
            ({"other": ""}, "person"),
            ({"due": "31/02/2026"}, "due"),
            ({"done": "01/01/2199"}, "done"),
            ({"note": "a" * 2001}, "note"),
        ],
    )
    def test_nothing_typed_is_lost(self, board, key, changes, field):
        sent = {**GOOD, "note": "Ghi chú đã gõ", **changes}
        text = board.post(PAGE, "hieutruong", new=key, **sent)
        assert f"hcmedu-{field}-error" in text
        assert all(value in text for value in sent.values())
        assert store.measures(board.root) == []

    def test_done_with_a_note(self, board):
        kept = measure(board.root)
        form = {
            **GOOD,
            "found": "Trang chủ chậm",
            "done": format_date(now().date()),
            "note": "xong",
        }
        board.post(PAGE, "quantri", edit=kept, revision="1", action="save", **form)
        found = store.find(board.root, kept)
        assert (found.done, found.note, found.revision) == (now().date(), "xong", 2)
        assert "Đăng kế hoạch tuần" not in board.page(PAGE, "quantri")
        assert "Đăng kế hoạch tuần" in board.page(PAGE, "quantri", show="done")

    def test_somebody_was_faster(self, board):
        kept = measure(board.root)
        form = {"edit": kept, "revision": "1", "found": "Trang chủ chậm"}
        board.post(PAGE, "quantri", **form, **GOOD)
        text = board.post(PAGE, "hieutruong", **form, **{**GOOD, "what": "Bản thứ hai"})
        assert FASTER in text
        assert "Bản thứ hai" in text and "Đăng kế hoạch tuần" in text
        assert 'name="revision"' in text and 'value="2"' in text
        assert store.find(board.root, kept).what == "Đăng kế hoạch tuần"

    def test_somebody_deleted_it(self, board):
        kept = measure(board.root)
        form = {"edit": kept, "revision": "1", "found": "Trang chủ chậm"}
        board.post(PAGE, "quantri", action="delete", **form)
        assert store.measures(board.root) == []
        text = board.post(PAGE, "hieutruong", **form, **GOOD)
        assert FASTER in text
        assert "Đăng kế hoạch tuần" in text

    def test_nobody_deletes_what_was_changed_meanwhile(self, board):
        kept = measure(board.root)
        form = {"edit": kept, "found": "Trang chủ chậm", "revision": "1"}
        board.post(PAGE, "quantri", **form, **GOOD)
        assert FASTER in board.post(PAGE, "hieutruong", action="delete", **form)
        assert store.find(board.root, kept) is not None

    def test_who_left_the_board_stays_in_charge(self, board):
        kept = measure(board.root, person="da-nghi", name="Thầy Đã Nghỉ")
        assert "Thầy Đã Nghỉ" in board.page(PAGE, "hieutruong", edit=kept)
        form = {**GOOD, "other": "", "person": "da-nghi", "found": "Trang chủ chậm"}
        board.post(PAGE, "hieutruong", edit=kept, revision="1", **form)
        assert store.find(board.root, kept).name == "Thầy Đã Nghỉ"


class TestTold:
    @pytest.fixture
    def full(self, board):
        today = now().date()
        measure(board.root, what=EVIL, name=EVIL, note=EVIL, due=today - timedelta(days=3))
        measure(board.root, what="Việc đã xong", done=today)
        return board

    def test_overdue_in_words(self, full):
        text = full.page(PAGE, "hieutruong")
        assert "Quá hạn 3 ngày" in text
        assert "hcmedu-measure-late" in text
        assert "<script>alert" not in text
        assert "Việc đã xong" not in text

    def test_of_one_person(self, full):
        assert "Quá hạn 3" not in full.page(PAGE, "hieutruong", show="all", person="Cô Lan")

    def test_on_paper(self, full):
        text = full.page(f"{PAGE}-print", "hieutruong")
        told = (
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "HIỆU TRƯỞNG",
            "Việc đã xong",
            "Quá hạn 3 ngày",
        )
        for part in told:
            assert part in text
        assert "<script>alert" not in text

    def test_no_cell_is_a_formula(self, full):
        body = full.page(f"{PAGE}.xlsx", "hieutruong")
        cells = [cell for row in load_workbook(BytesIO(body)).active.iter_rows() for cell in row]
        assert EVIL in {cell.value for cell in cells}
        assert all(cell.data_type != "f" for cell in cells)

    def test_nothing_stays_when_the_add_on_goes(self, full):
        remove_compliance(full.root)
        assert store.measures(full.root) == []

    def test_another_school_has_its_own(self, full):
        store._kept(full.root)["owner"] = "another"
        assert store.measures(full.root) == []
