"""Files of results: every encoding and separator that schools use, bounds, what is no table."""

from datetime import date
from datetime import datetime
from hcmedu.portal.content.tables import workbook
from hcmedu.portal.content.tables.grid import TableError
from hcmedu.portal.lookup.rows import reading
from hcmedu.portal.lookup.rows import sheets
from hcmedu.portal.lookup.rows.cells import cell_of
from hcmedu.portal.lookup.rows.cells import decode
from hcmedu.portal.lookup.rows.cells import encode
from hcmedu.portal.lookup.rows.cells import MAX_CELL
from hcmedu.portal.lookup.rows.reading import read
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from io import BytesIO
from openpyxl import Workbook

import pytest
import re
import unicodedata
import zipfile


HEAD = ("Số báo danh", "Họ và tên", "Ngày sinh", "Điểm")
ROW = ("0012", "Nguyễn Thị Hòa", "01/09/2011", "8,5")
CSV = ";".join(HEAD) + "\r\n" + ";".join(ROW) + "\r\n"


def book_of(*sheets) -> bytes:
    """Sheets as (state, rows)."""
    book = Workbook()
    book.remove(book.active)
    for number, (state, rows) in enumerate(sheets):
        sheet = book.create_sheet(f"T{number}")
        sheet.sheet_state = state
        for row in rows:
            sheet.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def visible(*rows) -> bytes:
    return book_of(("visible", rows))


class TestRefused:
    @pytest.mark.parametrize(
        ("raw", "kind"),
        [
            *((b"", "empty"), (b"\xef\xbb\xbf \r\n", "empty"), (b"%PDF-1.4", "not_a_table")),
            *((b"\xd0\xcf\x11\xe0" * 9, "not_a_table"), (b"<html><table>", "not_a_table")),
            *((b"\x89PNG\r\n", "not_a_table"), (b"PK\x03\x04 nothing", "damaged")),
            *((b"mot cot\n1\n2\n", "one_column"), (b" <svg onload=a(1)>", "not_a_table")),
            # a photo whose bytes happen to hold commas and line ends
            (b"\xff\xd8\xff\xe0\x00\x10JFIF,a\n1,2\n" * 9, "not_a_table"),
            *((b"RIFF;WAVE\x10\n1;2\n", "not_a_table"), (b"a;b\x02\n1;2\n", "not_a_table")),
        ],
    )
    def test_what_is_no_table(self, raw, kind):
        with pytest.raises(TableError) as caught:
            read(raw)
        assert caught.value.kind == kind

    def test_too_many_bytes_are_not_looked_at(self, monkeypatch):
        monkeypatch.setattr(reading, "MAX_BYTES", 10)
        with pytest.raises(TableError, match="too_large"):
            read(b"a;b\n1;2\n3;4\n")

    def test_too_many_rows(self, monkeypatch):
        monkeypatch.setattr(reading, "MAX_ROWS", 3)
        with pytest.raises(TableError) as caught:
            list(read(b"a;b\n" + b"1;2\n" * 4).rows)
        assert (caught.value.kind, caught.value.limit) == ("too_many_rows", 3)

    def test_too_many_columns(self):
        with pytest.raises(TableError, match="too_many_columns"):
            read(b";".join(b"c%d" % number for number in range(41)) + b"\n1;2\n")

    def test_a_bomb(self):
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("[Content_Types].xml", "<Types/>")
            packed.writestr("xl/worksheets/sheet1.xml", b"\0" * (170 * 1024 * 1024))
        with pytest.raises(TableError, match="too_large"):
            read(stream.getvalue())

    def test_entities(self):
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w") as packed:
            packed.writestr("[Content_Types].xml", "<Types/>")
            packed.writestr("xl/worksheets/sheet1.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
        with pytest.raises(TableError, match="damaged"):
            read(stream.getvalue())

    def test_a_hidden_sheet_is_not_read(self):
        raw = book_of(("visible", [("Ghi chú",)]), ("hidden", [HEAD, ROW]))
        with pytest.raises(TableError, match="one_column"):
            read(raw)


class TestText:
    @pytest.mark.parametrize(
        "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1258"]
    )
    def test_encodings(self, encoding):
        # The code page of Vietnamese Windows has tones as signs of their own
        text = CSV if encoding != "cp1258" else tones_apart(CSV)
        source = read(text.encode(encoding))
        assert source.head == HEAD
        assert list(source.rows) == [(2, ROW)]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16", "cp1258"])
    def test_a_long_file(self, encoding, monkeypatch):
        monkeypatch.setattr(reading, "SAMPLE", 60)
        text = CSV + "0013;Trần Bình;02/09/2011;7\r\n" * 5
        text = text if encoding != "cp1258" else tones_apart(text)
        rows = list(read(text.encode(encoding)).rows)
        assert len(rows) == 6
        assert {row[1][1] for row in rows} == {"Nguyễn Thị Hòa", "Trần Bình"}

    @pytest.mark.parametrize("sign", [";", "\t", "|"])
    def test_separators(self, sign):
        source = read(CSV.replace(";", sign).encode())
        assert (source.head, list(source.rows)) == (HEAD, [(2, ROW)])

    def test_a_comma(self):
        source = read(b'sbd,ten,diem\n1,"An, Ba","8,5"\n')
        assert list(source.rows) == [(2, ("1", "An, Ba", "8,5"))]

    def test_rows_keep_their_length_and_number(self):
        source = read(b"a;b;c\n1;2\n\n1;2;3;4\n")
        assert list(source.rows) == [(2, ("1", "2")), (4, ("1", "2", "3", "4"))]

    def test_titles_above_the_table(self):
        source = read(("TRƯỜNG THCS;;;\n\nKẾT QUẢ;;;\n" + CSV).encode())
        assert source.head == HEAD
        assert list(source.rows) == [(5, ROW)]


class TestWorkbook:
    def test_values_keep_their_kind(self):
        raw = visible(HEAD, ("0012", "Hòa", datetime(2011, 9, 1), 8.5))
        assert list(read(raw).rows) == [(2, ("0012", "Hòa", date(2011, 9, 1), 8.5))]

    def test_rows_are_as_long_as_the_head(self):
        raw = visible(HEAD, ("0012",), (None, None), ("0013", "Ba"))
        assert list(read(raw).rows) == [
            (2, ("0012", None, None, None)),
            (4, ("0013", "Ba", None, None)),
        ]

    def test_the_first_sheet_with_a_table(self):
        raw = book_of(("visible", [("Bìa",)]), ("visible", [HEAD, ROW]))
        assert read(raw).head == HEAD

    def test_titles_above_the_table(self):
        raw = visible(("TRƯỜNG THCS HƯỚNG DƯƠNG",), (), ("KẾT QUẢ THI",), HEAD, ROW)
        source = read(raw)
        assert source.head == HEAD
        assert list(source.rows) == [(5, ROW)]


class TestSheets:
    """As openpyxl reads them."""

    @given(
        st.lists(
            st.lists(
                st.one_of(
                    st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"])),
                    st.integers(-(10**9), 10**9),
                    st.floats(-1000, 1000, allow_nan=False),
                    st.datetimes(datetime(1950, 1, 1), datetime(2050, 1, 1)),
                    st.dates(date(1950, 1, 1), date(2050, 1, 1)),
                    st.booleans(),
                    st.none(),
                ),
                max_size=6,
            ),
            max_size=6,
        )
    )
    @settings(max_examples=60, deadline=None)
    def test_every_value(self, rows):
        raw = visible(*rows)
        [sheet] = workbook.worksheets(raw, 10**8)
        found = {number: trimmed(cells) for number, cells in sheets.lines(sheet, 9)}
        [sheet] = workbook.worksheets(raw, 10**8)
        expected = dict(enumerate(map(trimmed, workbook.lines(sheet, 9)), start=1))
        assert {number: cells for number, cells in found.items() if cells} == {
            number: cells for number, cells in expected.items() if cells
        }

    def test_what_excel_writes(self):
        """Shared texts, rich texts, gaps, errors, formulas, texts of readings aloud."""
        raw = patched(
            visible(("a", "b")),
            "<row r='1'><c r='A1' t='s'><v>1</v></c><c r='C1' t='e'><v>#N/A</v></c></row>"
            "<row r='5'><c t='inlineStr'><is><r><t>Hò</t></r><r><t>a</t></r>"
            "<rPh><t>x</t></rPh></is></c><c><f>1+1</f><v>2</v></c>"
            "<c t='str'><f>A1</f><v>ba</v></c><c t='b'><v>1</v></c><c/></row>"
            "<row><c><v>1.5E2</v></c></row>",
        )
        [sheet] = workbook.worksheets(raw, 10**8)
        sheet._shared_strings = ["a", "b"]
        assert list(sheets.lines(sheet, 9)) == [
            (1, ["b", None, None]),
            (5, ["Hòa", 2, "ba", True]),
            (6, [150.0]),
        ]

    @pytest.mark.parametrize(
        "rows",
        [
            *("<row><c t='s'><v>99</v></c></row>", "<row><c><v>x</v></c></row>", "<row>"),
            *("<row><c s='x'><v>1</v></c></row>", "<row><c t='s'><v>-x</v></c></row>"),
        ],
    )
    def test_what_is_damaged(self, rows):
        [sheet] = workbook.worksheets(patched(visible(("a", "b")), rows), 10**8)
        with pytest.raises(TableError, match="damaged"):
            list(sheets.lines(sheet, 9))

    @pytest.mark.parametrize(
        ("place", "column"), [("A1", 0), ("Z9", 25), ("AA1", 26), ("XFD7", 16383)]
    )
    def test_columns(self, place, column):
        assert sheets.column_of(place) == column

    def test_cells_far_to_the_right_cost_nothing(self):
        raw = patched(visible(("a", "b")), "<row r='1'><c r='XFD1'><v>1</v></c></row>" * 9)
        [sheet] = workbook.worksheets(raw, 10**8)
        assert [cells for _number, cells in sheets.lines(sheet, 9)] == [[]] * 9


def trimmed(cells) -> list:
    found = list(cells)
    while found and found[-1] in (None, ""):
        found.pop()
    return found


def patched(raw: bytes, rows: str) -> bytes:
    """A workbook whose first sheet has other rows."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = re.sub(rb"<sheetData>.*</sheetData>", b"<sheetData>@</sheetData>", data)
                data = data.replace(b"@", rows.encode())
            new.writestr(name, data)
    return stream.getvalue()


cells = st.one_of(
    st.text(max_size=30), st.integers(-9999, 99999), st.dates(), st.none(), st.floats(0, 100)
)


class TestLines:
    @given(st.integers(1, 200_000), st.lists(cells, max_size=8))
    def test_they_come_back(self, number, found):
        kept = tuple(map(cell_of, found))
        line = encode(number, kept)
        assert decode(line) == (number, kept)
        assert line.count(b"\n") == 1

    def test_long_texts_are_cut(self):
        assert len(cell_of("a" * 5000)) == MAX_CELL


def tones_apart(text: str) -> str:
    """As cp1258 has it: letters with their hats composed, tones behind them."""
    found = []
    for letter in text:
        try:
            letter.encode("cp1258")
        except UnicodeEncodeError:
            bare = unicodedata.normalize("NFD", letter)
            tone = next(sign for sign in bare if sign in "\u0300\u0301\u0303\u0309\u0323")
            found.append(unicodedata.normalize("NFC", bare.replace(tone, "")) + tone)
        else:
            found.append(letter)
    return "".join(found)
