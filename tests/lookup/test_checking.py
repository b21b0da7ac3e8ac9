"""Every row of a table: what is wrong is said by row and column, and nobody sees another's row."""

from datetime import date
from hcmedu.portal.lookup.columns import ChoiceError
from hcmedu.portal.lookup.columns import columns
from hcmedu.portal.lookup.columns import read_choice
from hcmedu.portal.lookup.rows import checking
from hcmedu.portal.lookup.rows.checking import Asked
from hcmedu.portal.lookup.rows.checking import Check
from hcmedu.portal.lookup.rows.checking import Choice
from hcmedu.portal.lookup.rows.checking import guess_kind
from hcmedu.portal.lookup.rows.checking import Shown
from hcmedu.portal.lookup.rows.keys import Kind
from hypothesis import given
from hypothesis import strategies as st

import pytest


HEAD = ("STT", "SBD", "Ngày sinh", "Điểm")
CHOICE = Choice(
    (Asked(1, "Số báo danh", Kind.TEXT), Asked(2, "Ngày sinh", Kind.DATE)),
    (Shown(3, "Điểm"), Shown(1, "SBD")),
    4,
)
GOOD = (1, "0012", date(2011, 9, 1), 8.5)


def check(*rows) -> Check:
    found = Check(CHOICE, b"secret")
    for place, row in enumerate(rows):
        found.take(place, place + 2, row)
    return found


class TestWrongRows:
    @pytest.mark.parametrize(
        ("row", "kind", "label"),
        [
            ((1, "", date(2011, 9, 1), 8), "empty", "Số báo danh"),
            ((1, "0012", None, 8), "empty", "Ngày sinh"),
            ((1, "0012", "31/02/2011", 8), "calendar", "Ngày sinh"),
            ((1, "0012", "2011", 8), "date", "Ngày sinh"),
            ((1, "0012", date(2011, 9, 1)), "short", ""),
            ((1, "0012", date(2011, 9, 1), 8, "?"), "long", ""),
        ],
    )
    def test_it_is_told_and_left_out(self, row, kind, label):
        found = check(row, GOOD)
        [problem] = found.problems
        assert (problem.line, problem.kind, problem.label) == (2, kind, label)
        assert (found.wrong, list(found.places.values())) == (1, [1])

    def test_two_of_one_row(self):
        found = check((1, "", "x", 8))
        assert [each.kind for each in found.problems] == ["empty", "date"]
        assert found.wrong == 1

    def test_rows_of_the_same_values_are_all_left_out(self):
        other = (2, "0012 ", "1/9/2011", 3)
        found = check(GOOD, (3, "0013", date(2011, 9, 1), 4), other, other)
        assert [(each.line, each.kind, each.other) for each in found.problems] == [
            (4, "doubled", 2),
            (5, "doubled", 2),
        ]
        assert list(found.places.values()) == [1]
        assert found.wrong == 3

    def test_no_value_stands_in_a_problem(self):
        found = check((1, "Bí mật", "Bí mật", "Bí mật"), (1, "Bí mật"))
        assert "mật" not in repr(found.problems)

    def test_the_report_has_an_end(self, monkeypatch):
        monkeypatch.setattr(checking, "MOST_PROBLEMS", 3)
        found = check(*[(1, "", "", 8)] * 5)
        assert len(found.problems) == 3
        assert found.counts["empty"] == 10

    @given(st.lists(st.tuples(st.sampled_from("ABC"), st.integers(1, 3)), max_size=12))
    def test_whoever_is_found_is_alone(self, pairs):
        rows = [(0, name, date(2011, 1, day), at) for at, (name, day) in enumerate(pairs)]
        found = check(*rows)
        assert sorted(found.places.values()) == [
            at for at, pair in enumerate(pairs) if pairs.count(pair) == 1
        ]
        assert found.wrong == len(pairs) - len(found.places)


def test_shown_cells_alone_and_in_order():
    assert CHOICE.cells(GOOD) == ("8,5", "0012")


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ([date(2011, 9, 1), None], Kind.DATE),
        (["1/9/2011", "2/9/2011"], Kind.DATE),
        (["1/9/2011", "31/02/2011", "2/9/2011"], Kind.DATE),
        (["01092011"], Kind.TEXT),
        (["40787"], Kind.TEXT),
        (["0012", "0013"], Kind.TEXT),
        ([12, 13.0], Kind.NUMBER),
        ([None, ""], Kind.TEXT),
        ([], Kind.TEXT),
    ],
)
def test_guessed_kinds(cells, kind):
    assert guess_kind(cells) is kind


def form(**fields) -> dict[str, str]:
    """``ask_1="text"`` → ``ask.1``."""
    return {name.replace("_", "."): value for name, value in fields.items()}


class TestChoice:
    @pytest.mark.parametrize(
        ("fields", "text"),
        [
            ({"place_3": "1"}, "at least one column that visitors"),
            ({"ask_1": "text", "ask_2": "date"}, "at least one column that is shown"),
            ({"ask_1": "text", "place_3": "1"}, "can be guessed"),
            ({"ask_1": "script", "place_3": "1"}, "at least one column that visitors"),
            ({"ask_1": "text", "ask_2": "date", "place_3": "0"}, "that is shown"),
            ({"ask_1": "text", "ask_2": "date", "place_3": "x"}, "that is shown"),
            ({"ask_9": "text", "place_9": "1"}, "at least one column that visitors"),
        ],
    )
    def test_refused(self, fields, text):
        with pytest.raises(ChoiceError, match=text):
            read_choice(HEAD, form(**fields))

    def test_more_than_four(self):
        fields = {f"ask_{at}": "text" for at in range(5)}
        with pytest.raises(ChoiceError, match="four"):
            read_choice("abcde", form(**fields, place_0="1"))

    def test_one_alone_is_confirmed(self):
        fields = form(ask_1="text", place_3="1", alone="1")
        assert len(read_choice(HEAD, fields).asked) == 1

    def test_what_is_not_text_counts_for_nothing(self):
        with pytest.raises(ChoiceError):
            read_choice(HEAD, {"ask.1": ["text"], "place.3": object()})

    def test_order_and_names(self):
        fields = {"ask_1": "text", "ask_2": "date", "place_3": "2", "place_1": "9", "place_2": "1"}
        choice = read_choice(HEAD, form(**fields, label_3="Kết quả"))
        assert [each.label for each in choice.asked] == ["SBD", "Ngày sinh"]
        assert [each.label for each in choice.shown] == ["Ngày sinh", "Kết quả", "SBD"]
        assert choice.width == 4


class TestForm:
    def test_it_is_filled_in_by_what_the_columns_seem_to_be(self):
        found = columns(HEAD, [GOOD], None, {})
        assert [each.ask for each in found] == ["", "text", "date", ""]
        assert [each.place for each in found] == ["", "1", "2", "3"]
        assert [each.sample for each in found] == [("1",), ("0012",), ("01/09/2011",), ("8,5",)]

    def test_it_keeps_what_was_chosen(self):
        found = columns(HEAD, [GOOD], CHOICE, {})
        assert [each.label for each in found] == ["STT", "Số báo danh", "Ngày sinh", "Điểm"]
        assert [each.place for each in found] == ["", "2", "", "1"]

    def test_it_keeps_what_was_typed(self):
        typed = {"label.0": "X", "ask.3": "number", "place.0": "7"}
        found = columns(HEAD, [GOOD], CHOICE, typed)
        assert (found[0].label, found[0].place, found[3].ask) == ("X", "7", "number")
