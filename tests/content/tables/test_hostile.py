"""Text and markup that was made to keep the server busy: work grows as the input does."""

from collections.abc import Callable
from hcmedu.portal.content.tables.grid import make_grid
from hcmedu.portal.content.tables.grid import MAX_COLUMNS
from hcmedu.portal.content.tables.grid import MAX_ROWS
from hcmedu.portal.content.tables.grid import spans_of
from hcmedu.portal.content.tables.grid import TableError
from hcmedu.portal.content.tables.markup import pieces
from hcmedu.portal.content.tables.markup import plain
from hcmedu.portal.content.tables.pasted import MAX_ABOVE
from hcmedu.portal.content.tables.pasted import MAX_TEXT
from hcmedu.portal.content.tables.pasted import read_pasted
from hcmedu.portal.content.tables.workbook import check_tags
from hcmedu.portal.content.tables.workbook import Markup
from hcmedu.portal.content.tables.workbook import MAX_ATTRIBUTES
from hcmedu.portal.content.tables.workbook import MAX_UNPACKED
from hcmedu.portal.content.tables.workbook import OF_PAGE
from io import BytesIO
from openpyxl import Workbook
from time import process_time
from zipfile import ZIP_DEFLATED
from zipfile import ZipFile

import pytest


SMALL, LARGE = 250, 4000
#: Sixteen times the input: sixteen times the work, or 256 times where it is looked through anew
#: for each of its lines.
MOST = 80
SHEET = "xl/worksheets/sheet1.xml"
TABLE = "<table><tr><td>a</td></tr></table>"


def sound() -> bytes:
    book = Workbook()
    book.active.append(["Ngày", "Món"])
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


SOUND = sound()


def seconds(call: Callable[[], object]) -> float:
    """Of this process alone, whatever else the machine does; the best of some."""
    found = []
    for _ in range(3):
        begun = process_time()
        call()
        found.append(process_time() - begun)
    return max(min(found), 1e-4)


def growth(call: Callable[[int], object]) -> float:
    return seconds(lambda: call(LARGE)) / seconds(lambda: call(SMALL))


class TestPasted:
    def test_blank_lines_at_either_end_are_no_rows(self):
        blank = "\n" * 3000
        grid = read_pasted(f"{blank}a\tb{blank} \t \n{blank}")
        assert [[cell.text for cell in row] for row in grid.full] == [["a", "b"]]

    def test_no_more_lines_are_read_than_a_table_has(self):
        begin, rest = "a\tb\n", '"' * 2
        for between in ("\n", "x\n", "a\tb\n"):
            text = begin + between * (MAX_ROWS + MAX_ABOVE) + "a\tb\n" + rest
            with pytest.raises(TableError, match="too_many_rows"):
                read_pasted(text)

    def test_as_many_rows_as_a_table_has_below_its_title(self):
        grid = read_pasted("\nTHỰC ĐƠN\nTUẦN 12\n" + "a\tb\n" * MAX_ROWS + "\n\n")
        assert (len(grid.rows), grid.caption) == (MAX_ROWS, "THỰC ĐƠN\nTUẦN 12")

    def test_blank_lines_within_stay(self):
        assert len(read_pasted("a\tb\n\n\nc\td").rows) == 4

    @pytest.mark.parametrize("line", ["\n", "x\n", "\t\n", "Thứ Hai\n"])
    def test_the_longest_text_is_soon_refused_or_read(self, line):
        text = line * ((MAX_TEXT - 4) // len(line)) + "a\tb"
        begun = process_time()
        outcome(text)
        assert process_time() - begun < 10


def outcome(text: str) -> object:
    try:
        return read_pasted(text)
    except TableError as error:
        return error


class TestGrid:
    def test_each_line_is_looked_at_once(self):
        assert growth(lambda size: make_grid([[""]] * size + [["a", "b"]])) < MOST

    def test_titles_over_the_head(self):
        grid = make_grid([[], ["", "A"], [""], ["B", "B"], ["Ngày", "Món"], ["1", "2"]])
        assert grid.caption == "A\nB"
        assert len(grid.rows) == 2

    def test_a_day_is_no_title(self):
        grid = make_grid([["TUẦN 1"], ["Thứ Hai", ""], ["Thứ Ba", "Phở"]])
        assert (grid.caption, len(grid.rows)) == ("TUẦN 1", 2)


class TestMerges:
    def test_the_same_merge_counts_once(self):
        whole = (0, 0, MAX_ROWS - 1, MAX_COLUMNS - 1)
        assert spans_of([whole] * 5000, MAX_ROWS, MAX_COLUMNS) == {(0, 0): (MAX_ROWS, MAX_COLUMNS)}

    def test_what_overlaps_is_left_out(self):
        merges = [(1, 1, 2, 2), (0, 0, 1, 1), (2, 2, 3, 3), (1, 3, 2, 3), (0, 0, 0, 3)]
        assert spans_of(merges, 4, 4) == {(1, 1): (2, 2), (1, 3): (2, 1), (0, 0): (1, 4)}

    def test_as_many_as_a_table_can_have(self):
        pairs = [(row, column, row, column + 1) for row in range(300) for column in range(0, 60, 2)]
        assert len(spans_of(pairs, 300, 60)) == len(pairs)
        high = [(0, column, 299, column) for column in range(60)]
        assert len(spans_of(high, 300, 60)) == 60

    def test_what_overlaps_at_its_end_is_not_looked_at_for_ever(self):
        last = (MAX_ROWS - 1, 58, MAX_ROWS - 1, 59)
        bomb = [(r, c, MAX_ROWS - 1, 59) for r in range(200) for c in range(58)]
        after = (MAX_ROWS - 1, 0, MAX_ROWS - 1, 1)
        found = spans_of([last, *bomb, after], MAX_ROWS, MAX_COLUMNS)
        assert set(found) == {last[:2]}
        assert seconds(lambda: spans_of([last, *bomb], MAX_ROWS, MAX_COLUMNS)) < 1


class TestMarkup:
    @pytest.mark.parametrize(
        "text",
        [
            lambda size: "<p>" * size * 2 + TABLE,
            lambda size: "<p" * size * 2 + TABLE,
            lambda size: "<p>a</p " * size * 2 + TABLE,
            lambda size: "</p" + " " * size * 8 + TABLE,
            lambda size: "<table><tr><td>a</td></tr>" + "<caption>" * size * 2 + "</table>",
            lambda size: "<table><tr><td>a</td></tr>" + "<caption" * size * 2 + "</table>",
            lambda size: "<p>a</p>" * size + "<table></table>" * size,
            lambda size: TABLE + "<a " * size,
            lambda size: TABLE + "<!--" * size,
            lambda size: TABLE + "<td" * size * 2,
        ],
    )
    def test_each_sign_is_looked_at_some_few_times(self, text):
        assert growth(lambda size: pieces(text(size))) < MOST

    @pytest.mark.parametrize("text", ["<", "<br", "</p", "<!--"])
    def test_tags_without_end_are_text(self, text):
        assert growth(lambda size: plain(text * size * 2)) < MOST
        assert plain(f"a<b>b</b>{text}") == f"ab{text}"

    @pytest.mark.parametrize(
        ("above", "title"),
        [
            ("<p>x</p><h3 class='a'>Lớp <b>6A1</b></h3>\n", "Lớp 6A1"),
            ("<p>Lớp 6A2</P >", "Lớp 6A2"),
            ("<h2>Lớp 6A1</h2><p>x</p>", ""),
            ("<p>Lớp 6A1", ""),
            ("Lớp 6A1</p>", ""),
            ("<pre>Lớp 6A1</p>", ""),
            ("<p><p>Lớp 6A1</p>", "Lớp 6A1"),
            ("<p>x</p>Lớp 6A1</p>", ""),
        ],
    )
    def test_title_above_a_table(self, above, title):
        assert pieces(above + TABLE)[-1].title == title

    @pytest.mark.parametrize(
        ("inside", "caption"),
        [
            ("<caption>Thực <b>đơn</b></caption>", "Thực đơn"),
            ("<CAPTION class='a'>Thực đơn</Caption >", "Thực đơn"),
            ("<caption>Thực đơn", ""),
            ("</caption>", ""),
        ],
    )
    def test_caption(self, inside, caption):
        [grid] = pieces(f"<table>{inside}<tr><td>a</td></tr></table>")
        assert grid.caption == caption


def refused(sheet: bytes, name: str = SHEET, most: Markup = OF_PAGE) -> str:
    """Why a workbook is not parsed in which one file is this; empty when it would be."""
    buffer = BytesIO()
    with ZipFile(BytesIO(SOUND)) as source, ZipFile(buffer, "w", ZIP_DEFLATED) as target:
        for each in {*source.namelist()} - {name}:
            target.writestr(each, source.read(each))
        target.writestr(name, sheet)
    try:
        check_tags(buffer.getvalue(), most)
    except TableError as error:
        return error.kind
    return ""


def attributes(count: int) -> bytes:
    return b" ".join(b"a%d=''" % number for number in range(count))


class TestWorkbook:
    """Nothing here is parsed: counts decide."""

    few = Markup(MAX_UNPACKED, 10_000, 2000)

    def test_a_sound_one(self):
        assert refused(b"<worksheet/>") == ""
        check_tags(SOUND)

    def test_cells_may_be_many(self):
        assert refused(b"<c><v>1</v></c>" * 2000, most=self.few) == ""
        assert refused(b"<x:c><x:v>1</x:v></x:c>" * 2000, most=self.few) == ""
        assert refused(b"<si><t>1</t></si>" * 2000, "xl/sharedStrings.xml", self.few) == ""
        assert refused(b"<c><v>1</v></c>" * 2501, most=self.few) == "too_large"

    @pytest.mark.parametrize("tag", [b"<xf/>", b"<mergeCell/>", b"<cols/>", b"<col/>", b"<r/>"])
    def test_any_other_tag_is_a_costly_one_wherever_it_stands(self, tag):
        hidden = b"<!--sheetData-->" + tag * 2001 + b"<!--sheetData-->"
        for name in (SHEET, "xl/styles.xml", "xl/workbook.xml"):
            assert refused(hidden, name, self.few) == "too_large"

    @pytest.mark.parametrize("tag", [b"<c/>", b"<row/>", b"<si/>"])
    def test_only_sheets_have_cells(self, tag):
        assert refused(tag * 2001, "xl/styles.xml", self.few) == "too_large"
        assert refused(tag * 2001, SHEET, self.few) == ""

    @pytest.mark.parametrize("name", [SHEET, "xl/styles.xml", "xl/sharedStrings.xml"])
    def test_a_tag_with_very_many_attributes(self, name):
        for begin in (b"<row ", b"<c x='>' "):
            assert refused(begin + attributes(MAX_ATTRIBUTES + 1) + b"/>", name) == "too_large"
        assert refused(b"<row " + attributes(MAX_ATTRIBUTES) + b"/>", name) == ""

    def test_rows_of_a_few_attributes_are_none(self):
        assert refused((b"<row " + attributes(12) + b"/>") * 1000) == ""

    def test_in_utf_16_tags_count_as_well(self):
        tags = "<xf/>" * 2001
        assert refused(tags.encode("utf-16"), "xl/styles.xml", self.few) == "too_large"
        assert refused(f"<row {attributes(501).decode()}/>".encode("utf-16")) == "too_large"

    @pytest.mark.parametrize(
        "text",
        [
            b'<!DOCTYPE a [<!ENTITY b "<c/><c/>">]><a>&b;</a>',
            '<!DOCTYPE a [<!ENTITY b "<c/>">]><a>&b;</a>'.encode("utf-16"),
            b"<?xml version='1.0' encoding='cp037'?><a/>",
            "<?xml version='1.0' encoding='cp037'?><a/>".encode("cp037"),
            b'<?xml version="1.0" encoding = "UTF-7"?><a/>',
        ],
    )
    def test_what_would_hide_tags_is_damaged(self, text):
        assert refused(text) == "damaged"

    @pytest.mark.parametrize("name", ["UTF-8", "utf-8", "UTF-16", "us-ascii", "ISO-8859-1"])
    def test_encodings_of_programs(self, name):
        assert refused(f'<?xml version="1.0" encoding="{name}"?><a/>'.encode()) == ""

    def test_the_bombs_that_were_found(self):
        styles = b"<!--sheetData-->" + b"<xf/>" * 200_000 + b"<!--sheetData-->"
        assert refused(styles, "xl/styles.xml") == "too_large"
        assert refused(b"<row " + attributes(300_000) + b"/>") == "too_large"
