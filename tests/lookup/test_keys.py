"""What is typed and what stands in a table mean the same person, however it is written."""

from datetime import date
from hcmedu.portal.lookup.rows.keys import Kind
from hcmedu.portal.lookup.rows.keys import normalised
from hcmedu.portal.lookup.rows.keys import record_key
from hcmedu.portal.lookup.rows.keys import row_key
from hcmedu.portal.lookup.rows.keys import Unreadable
from hypothesis import given
from hypothesis import strategies as st

import pytest
import traceback
import unicodedata


SECRET, OTHER = b"s" * 32, b"t" * 32
LETTERS = "aàáạảãăâbcdđeêghiklmnoôơpqrstuưvxyAÀĐÊƠƯY0123456789-./ "
texts = st.text(LETTERS, min_size=1, max_size=20).filter(str.strip)
days = st.dates(date(1900, 1, 1), date(2099, 12, 31))


class TestRefused:
    @pytest.mark.parametrize("cell", ["", None, "   ", "\u200b", "\ufeff", "\x00\x07", "\u00a0"])
    @pytest.mark.parametrize("kind", Kind)
    def test_nothing(self, kind, cell):
        with pytest.raises(Unreadable, match="empty"):
            normalised(kind, cell)

    @pytest.mark.parametrize(
        ("cell", "kind"),
        [
            *(("1/9/11", "date"), ("2011", "date"), ("hôm qua", "date"), ("12345678901", "date")),
            *((2011, "date"), (60000.5, "date"), (float("nan"), "date"), ("9/2011", "date")),
            *(("31/02/2011", "calendar"), ("13/13/2011", "calendar"), ("2011-02-30", "calendar")),
            *(("01/01/0001", "calendar"), (date(1800, 1, 1), "calendar"), ("32132011", "calendar")),
        ],
    )
    def test_days(self, cell, kind):
        with pytest.raises(Unreadable, match=kind):
            normalised(Kind.DATE, cell)

    @pytest.mark.parametrize("cell", ["abc", "1,2,3", "1.2.3", "12a", "--1", "1e5", "٣"])
    def test_numbers(self, cell):
        with pytest.raises(Unreadable, match="number"):
            normalised(Kind.NUMBER, cell)

    def test_a_traceback_tells_nothing_of_what_was_typed(self):
        typed = "/".join(["31", "02", "2011"])  # lines of this test stand in the traceback
        with pytest.raises(Unreadable) as caught:
            normalised(Kind.DATE, typed)
        assert typed not in "".join(traceback.format_exception(caught.value))


class TestAlike:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            *(
                ("HD9014", "hd 9014"),
                ("HD-9014", "hd – 9014"),
                ("HD-9014", "hd9014"),
                ("B.12/3", "b123"),
                ("Hoà", "hòa"),
                ("thuý", "THÚY"),
            ),
            *((" Nguyễn  Văn An ", "nguyễn văn an"), ("９０１４", "9014"), ("đ 1", "Đ1")),
            *(("a\u200bb", "ab"), (9014, "9014"), (9014.0, "9014"), (8.5, "8,5")),
            (date(2011, 9, 1), "01/09/2011"),
            (unicodedata.normalize("NFD", "Lê Thị Thuỷ"), "lê thị thủy"),
        ],
    )
    def test_texts(self, one, other):
        assert normalised(Kind.TEXT, one) == normalised(Kind.TEXT, other)

    @pytest.mark.parametrize(
        ("one", "other"),
        [("007", "7"), ("An", "Ân"), ("X-A", "XA"), ("an ha", "anha"), ("Dung", "Đung")],
    )
    def test_texts_that_differ(self, one, other):
        assert normalised(Kind.TEXT, one) != normalised(Kind.TEXT, other)

    @pytest.mark.parametrize(
        "cell",
        [
            *("1/9/2011", "01/09/2011", "1-9-2011", "01.09.2011", "1 / 9 / 2011", "2011-09-01"),
            *("2011-9-1", "01092011", "ngày 1 tháng 9 năm 2011", "2011-09-01 00:00:00", "40787"),
            *(40787, 40787.0, date(2011, 9, 1), "01/09/2011 ", "０１/０９/２０１１"),
        ],
    )
    def test_days(self, cell):
        assert normalised(Kind.DATE, cell) == "2011-09-01"

    @pytest.mark.parametrize(
        ("cell", "text"),
        [
            *((8, "8"), (8.0, "8"), ("8", "8"), ("08", "8"), ("8,50", "8.5"), ("8.5", "8.5")),
            *((8.5, "8.5"), ("1.234", "1234"), ("1.234,5", "1234.5"), ("0", "0"), ("-0", "0")),
            *(("000123", "123"), ("1 234", "1234"), (100, "100"), ("1000000", "1000000")),
        ],
    )
    def test_numbers(self, cell, text):
        assert normalised(Kind.NUMBER, cell) == text


class TestProperties:
    @given(texts)
    def test_case_and_blanks_never_matter(self, text):
        seen = normalised(Kind.TEXT, text)
        assert normalised(Kind.TEXT, f"  {text.upper().replace(' ', '   ')} ") == seen

    @given(texts)
    def test_composition_never_matters(self, text):
        seen = normalised(Kind.TEXT, text)
        assert normalised(Kind.TEXT, unicodedata.normalize("NFD", text)) == seen

    @given(texts)
    def test_it_changes_nothing_any_more(self, text):
        seen = normalised(Kind.TEXT, text)
        assert normalised(Kind.TEXT, seen) == seen

    @given(st.text(max_size=60))
    def test_any_text_is_read_or_refused(self, text):
        for kind in Kind:
            try:
                assert "\0" not in normalised(kind, text)
            except Unreadable as error:
                assert error.kind in {"empty", "date", "calendar", "number"}

    @given(days)
    def test_every_way_to_write_a_day(self, day):
        ways = (f"{day:%d/%m/%Y}", f"{day.day}.{day.month}.{day.year}", day.isoformat(), day)
        assert {normalised(Kind.DATE, way) for way in ways} == {day.isoformat()}

    @given(st.lists(texts, min_size=1, max_size=4), st.lists(texts, min_size=1, max_size=4))
    def test_keys_are_equal_for_equal_values_only(self, one, other):
        ones = [normalised(Kind.TEXT, each) for each in one]
        others = [normalised(Kind.TEXT, each) for each in other]
        assert (row_key(SECRET, ones) == row_key(SECRET, others)) == (ones == others)


class TestKeys:
    def test_values_do_not_reach_over(self):
        assert row_key(SECRET, ["12", "3"]) != row_key(SECRET, ["1", "23"])

    def test_another_table_another_key(self):
        assert row_key(SECRET, ["1"]) != row_key(OTHER, ["1"])

    def test_tries_are_not_counted_under_the_key_of_a_row(self):
        assert record_key(SECRET, 0, "1") != row_key(SECRET, ["0", "1"]).hex()

    def test_tries_at_the_same_value_of_two_columns_do_not_meet(self):
        assert record_key(SECRET, 0, "1") != record_key(SECRET, 1, "1")

    def test_they_tell_nothing(self):
        assert b"9014" not in row_key(SECRET, ["9014"])
        assert len(row_key(SECRET, ["9014"])) == 32
