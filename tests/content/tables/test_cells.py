"""Tables out of cells, pasted or uploaded: edges, merges, limits, and what is no table."""

from datetime import date
from datetime import datetime
from datetime import time
from hcmedu.portal.content.tables.grid import Grid
from hcmedu.portal.content.tables.grid import make_grid
from hcmedu.portal.content.tables.grid import MAX_COLUMNS
from hcmedu.portal.content.tables.grid import MAX_ROWS
from hcmedu.portal.content.tables.grid import TableError
from hcmedu.portal.content.tables.markup import pieces
from hcmedu.portal.content.tables.pasted import MAX_TEXT
from hcmedu.portal.content.tables.pasted import read_pasted
from hcmedu.portal.content.tables.rendering import Marks
from hcmedu.portal.content.tables.rendering import plain_table
from hcmedu.portal.content.tables.rendering import shown_table
from hcmedu.portal.content.tables.workbook import read_workbook
from hypothesis import example
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from io import BytesIO
from openpyxl import Workbook
from time import monotonic
from zipfile import ZIP_DEFLATED
from zipfile import ZipFile

import csv
import html.parser
import io
import pytest
import unicodedata


TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12).map(
    lambda text: unicodedata.normalize("NFC", " ".join(text.split()))
)
LINES = st.lists(st.lists(TEXTS, min_size=1, max_size=6), min_size=1, max_size=8)
SPOT = st.integers(-2, 9)


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.full]


def workbook(*sheets, title: str = "Sheet") -> bytes:
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"{title}{number or ''}")
        for row in rows:
            sheet.append(row)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


SOUND = workbook([["Ngày", "Món"], ["Thứ Hai", "Cơm"]])


def kind_of(call, *args) -> str:
    with pytest.raises(TableError) as caught:
        call(*args)
    return caught.value.kind


class Balance(html.parser.HTMLParser):
    """Which elements stand open at the end, and every tag that was met."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open, self.tags = [], set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_startendtag(self, tag, attrs):
        self.tags.add(tag)


class TestPasted:
    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("", "empty"),
            (" \n\t", "empty"),
            ("\t\n\t\n\t \t", "empty"),
            ("Thứ Hai\nCơm", "one_column"),
            ("a\tb\n" * (MAX_ROWS + 1), "too_many_rows"),
            ("x\t" * (MAX_COLUMNS + 1) + "x", "too_many_columns"),
            ("a\t" * MAX_TEXT, "too_large"),
        ],
    )
    def test_no_table(self, text, kind):
        assert kind_of(read_pasted, text) == kind

    def test_cells_of_several_lines(self):
        grid = read_pasted('Thứ\tMón\r\nThứ Hai\t"Cơm\nCanh ""chua"""\r\n')
        assert texts(grid) == [["Thứ", "Món"], ["Thứ Hai", 'Cơm\nCanh "chua"']]

    def test_a_lonely_quote_swallows_nothing(self):
        grid = read_pasted('Thứ\tMón\nThứ Hai\t"Cơm\nThứ Ba\tPhở')
        assert texts(grid)[2] == ["Thứ Ba", "Phở"]

    def test_a_day_has_the_empty_cells_below_it(self):
        grid = read_pasted("Ngày\tViệc\nThứ Hai\tChào cờ\n\tHọp\nThứ Ba\tDự giờ")
        assert [cell.rows for cell in (grid.rows[1][0], grid.rows[3][0])] == [2, 1]
        assert grid.rows[2][0] is None

    def test_lines_over_the_head_are_the_caption(self):
        grid = read_pasted("TRƯỜNG THCS A\t\nTHỰC ĐƠN TUẦN 12\t\nNgày\tMón\nThứ Hai\tCơm")
        assert grid.caption == "TRƯỜNG THCS A\nTHỰC ĐƠN TUẦN 12"
        assert texts(grid)[0] == ["Ngày", "Món"]

    @settings(deadline=None)
    @given(LINES)
    def test_what_excel_copies_comes_back(self, lines):
        buffer = io.StringIO()
        csv.writer(buffer, delimiter="\t").writerows([["Ngày", "Món"], *lines])
        grid = read_pasted(buffer.getvalue())
        found = [line[: len(told)] for line, told in zip(texts(grid)[1:], lines, strict=False)]
        told = [[*line, *[""] * (2 - len(line))] for line in lines]
        assert [[t for t in line if t] for line in found] == [
            [t for t in line if t] for line in told[: len(found)]
        ]
        assert not any(text for line in told[len(found) :] for text in line)

    @settings(deadline=None)
    @given(st.text(max_size=200))
    def test_any_text_is_a_table_or_none(self, text):
        try:
            grid = read_pasted(text)
        except TableError:
            return
        assert grid.rows
        assert {len(row) for row in grid.rows} == {grid.width}


class TestGrid:
    @settings(deadline=None)
    @given(LINES)
    def test_edges_are_cut(self, lines):
        grid = make_grid(lines)
        if grid is None:
            assert not any(text for line in lines for text in line)
            return
        first, last = texts(grid)[0], texts(grid)[-1]
        assert any(first)
        assert any(last) or grid.rows[-1][0] is None
        assert any(line[-1] for line in texts(grid))

    @settings(deadline=None)
    @given(LINES, st.lists(st.tuples(SPOT, SPOT, SPOT, SPOT), max_size=5))
    def test_merges_cover_each_place_once(self, lines, merges):
        grid = make_grid(lines, merges)
        if grid is None:
            return
        covered = sum(cell.rows * cell.columns for row in grid.rows for cell in row if cell)
        assert covered == len(grid.rows) * grid.width

    @settings(deadline=None)
    @example([["0"], ["0"]], [(0, 0, 1, 0)])
    @given(LINES, st.lists(st.tuples(SPOT, SPOT, SPOT, SPOT), max_size=5))
    def test_markup_is_whole_and_read_back(self, lines, merges):
        grid = make_grid(lines, merges)
        if grid is None:
            return
        table = plain_table(grid)
        allowed = {"table", "caption", "thead", "tbody", "tr", "th", "td", "br"}
        assert Balance(table).tags <= allowed
        [again] = pieces(table)
        assert texts(again) == texts(grid)
        assert again.heads == grid.heads
        assert Balance(shown_table(grid, Marks(0, "<Hôm nay>", '"'))).open == []

    def test_everything_is_escaped(self):
        evil = "<script>alert(1)</script>\"'&"
        grid = make_grid([[evil, "Thứ Hai", "Thứ Ba"], ["Tiết 1", evil, evil]], title=evil)
        for markup in (plain_table(grid), shown_table(grid, Marks(0, evil, evil))):
            assert "<script" not in markup
            assert "\"'" not in markup


class TestWorkbook:
    def test_no_workbook(self):
        for raw in (b"", b"PK", b"%PDF-1.4", b"PK\x03\x04" + b"\0" * 100):
            assert kind_of(read_workbook, raw) == "damaged"

    def test_another_zip(self):
        buffer = BytesIO()
        with ZipFile(buffer, "w") as packed:
            packed.writestr("a.txt", "a")
        assert kind_of(read_workbook, buffer.getvalue()) == "not_a_table"

    def test_empty(self):
        assert kind_of(read_workbook, workbook([])) == "empty"

    def test_too_much(self):
        assert kind_of(read_workbook, workbook([["a", "b"]] * (MAX_ROWS + 1))) == "too_many_rows"
        wide = [["x"] * (MAX_COLUMNS + 1)] * 2
        assert kind_of(read_workbook, workbook(wide)) == "too_many_columns"
        assert kind_of(read_workbook, workbook(*[[["a", "b"]]] * 61)) == "too_many_sheets"
        full = [["x"] * MAX_COLUMNS] * (MAX_ROWS - 1)
        assert kind_of(read_workbook, workbook(full, full, full, full)) == "too_large"

    def test_a_bomb(self):
        buffer = BytesIO()
        with ZipFile(buffer, "w", ZIP_DEFLATED) as packed:
            packed.writestr("[Content_Types].xml", b" " * (40 * 1024 * 1024))
        assert kind_of(read_workbook, buffer.getvalue()) == "too_large"

    def test_merged_cells_of_a_whole_sheet_cost_nothing(self):
        book = Workbook()
        book.active.append(["Ngày", "Món"])
        book.active.append(["Thứ Hai", "Cơm"])
        buffer = BytesIO()
        book.save(buffer)
        sheet = b'<mergeCells><mergeCell ref="A2:XFD1048576"/></mergeCells>'
        raw = replaced(buffer.getvalue(), b"</sheetData>", b"</sheetData>" + sheet)
        [grid] = read_workbook(raw)
        assert grid.rows[1][0].columns == 2

    @pytest.mark.parametrize(
        "sheet",
        [
            b'<row r="9">' + b"<c><v>1</v></c>" * 150_000 + b"</row></sheetData>",
            b"<row/>" * 500_000 + b"</sheetData>",
            b"</sheetData><mergeCells>" + b'<mergeCell ref="A1:B2"/>' * 80_000 + b"</mergeCells>",
            b"</sheetData><rowBreaks>" + b'<brk id="1"/>' * 80_000 + b"</rowBreaks>",
        ],
    )
    def test_markup_that_takes_minutes_is_not_parsed(self, sheet):
        begun = monotonic()
        assert kind_of(read_workbook, replaced(SOUND, b"</sheetData>", sheet)) == "too_large"
        assert monotonic() - begun < 5

    def test_values_as_vietnamese_write_them(self):
        rows = [
            ["Ngày", "Giờ", "Số", "Nửa", "Lúc", "Lỗi"],
            [date(2026, 11, 23), time(7, 30), 3.0, 1.5, datetime(2026, 1, 2, 13, 5), "#REF!"],
        ]
        [grid] = read_workbook(workbook(rows))
        assert texts(grid)[1] == ["23/11/2026", "07:30", "3", "1,5", "02/01/2026 13:05", ""]

    def test_merged_cells(self):
        book = Workbook()
        sheet = book.active
        sheet.title = "6A1"
        for row in (
            ["TKB", None, None],
            ["Buổi", "Tiết", "Thứ 2"],
            ["Sáng", 1, "Toán"],
            [None, 2, "Văn"],
        ):
            sheet.append(row)
        sheet.merge_cells("A1:C1")
        sheet.merge_cells("A3:A4")
        buffer = BytesIO()
        book.save(buffer)
        [grid] = read_workbook(buffer.getvalue())
        assert (grid.title, grid.caption, grid.heads) == ("6A1", "TKB", 1)
        assert grid.rows[1][0].rows == 2
        assert texts(grid)[2] == ["Sáng", "2", "Văn"]

    def test_a_sheet_each_but_no_hidden_one(self):
        book = Workbook()
        book.active.title = "6A1"
        book.active.append(["a", "b"])
        hidden = book.create_sheet("Nháp")
        hidden.append(["KÍN", "KÍN"])
        hidden.sheet_state = "hidden"
        buffer = BytesIO()
        book.save(buffer)
        assert [grid.title for grid in read_workbook(buffer.getvalue())] == ["6A1"]

    @settings(max_examples=25, deadline=None)
    @given(st.data())
    def test_damaged_files_are_told(self, data):
        raw = bytearray(SOUND)
        for _ in range(data.draw(st.integers(1, 20))):
            raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
        try:
            assert read_workbook(bytes(raw))
        except TableError as error:
            assert error.kind


def replaced(raw: bytes, old: bytes, new: bytes) -> bytes:
    """The same file with something else in its sheets."""
    buffer = BytesIO()
    with ZipFile(BytesIO(raw)) as source, ZipFile(buffer, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(old, new))
    return buffer.getvalue()


class TestMarkup:
    def test_what_stands_around_stays(self):
        html = "<p>Trước</p><table><tr><td>Thứ Hai</td></tr></table><p>Sau</p>"
        before, grid, after = pieces(html)
        assert (before, after) == ("<p>Trước</p>", "<p>Sau</p>")
        assert texts(grid) == [["Thứ Hai"]]

    def test_cells_keep_their_markup(self):
        [grid] = pieces('<table><tr><td><a href="/x">A</a></td><td>B<br>C</td></tr></table>')
        assert grid.rows[0][0].markup == '<a href="/x">A</a>'
        assert grid.rows[0][1].text == "B\nC"

    def test_spans(self):
        [grid] = pieces(
            "<table><thead><tr><th>Thứ</th><th>Tiết</th></tr></thead>"
            "<tr><th rowspan=2>Thứ Hai</th><td>1</td></tr><tr><td>2</td></tr></table>"
        )
        assert texts(grid)[2] == ["Thứ Hai", "2"]
        assert grid.heads == 1

    def test_a_row_that_cells_above_cover_is_one(self):
        cell = "<table><thead><tr><th rowspan=2>a</th></tr><tr></tr></thead><tr></tr>"
        [grid] = pieces(f"{cell}<tr><td>b</td></tr></table>")
        assert texts(grid) == [["a"], ["a"], ["b"]]
        assert grid.heads == 2

    def test_a_table_in_a_cell_is_part_of_it(self):
        inner = "<table><tr><td>x</td></tr></table>"
        [grid] = pieces(f"<table><tr><td>{inner}</td><td>y</td></tr></table>")
        assert grid.rows[0][0].markup == inner

    def test_class_above_the_table_is_its_title(self):
        found = pieces("<h2>Lớp 6A1</h2><table><tr><td>a</td></tr></table>")
        assert found[1].title == "Lớp 6A1"

    def test_too_large_a_table_is_left_as_it_is(self):
        html = "<table>" + "<tr><td>a</td></tr>" * (MAX_ROWS + 1) + "</table>"
        assert pieces(html) == [html]

    @pytest.mark.parametrize("span", ["99999999999", "-1", "0", "x", "", "60000"])
    def test_wild_spans(self, span):
        [grid] = pieces(f'<table><tr><td colspan="{span}" rowspan="{span}">a</td></tr></table>')
        assert len(grid.rows) == 1
        assert grid.width <= MAX_COLUMNS

    @settings(deadline=None)
    @given(st.text(alphabet="<>/tablerdh \n=\"'colspan3", max_size=300))
    def test_nothing_of_any_markup_is_lost(self, html):
        found = pieces(html)
        assert sum(len(piece) for piece in found if isinstance(piece, str)) <= len(html)
        if not any(isinstance(piece, Grid) for piece in found):
            assert "".join(found) == html
