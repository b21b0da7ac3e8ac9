"""Registers as schools have them: any encoding, delimiter, heading; and what is no register."""

from datetime import date
from datetime import datetime
from hcmedu.portal.documents.ledger import guess_mapping
from hcmedu.portal.documents.ledger import read_rows
from hcmedu.portal.documents.ledger import read_table
from hcmedu.portal.documents.ledger import RegisterError
from hcmedu.portal.documents.ledger import tables
from hcmedu.portal.documents.ledger.columns import field_of
from hcmedu.portal.vietnamese.legacy_data import TCVN3
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from io import BytesIO
from openpyxl import Workbook
from zipfile import ZIP_DEFLATED
from zipfile import ZipFile

import codecs
import csv
import io
import pytest
import time
import unicodedata


HEADER = ["STT", "Số, ký hiệu VB", "Ngày ban hành", "Trích yếu nội dung", "Cơ quan ban hành", "Tệp"]
ROWS = [
    [
        "1",
        "4210/GDĐT-TTTT",
        "16/12/2020",
        "Về hướng dẫn tổ chức, quản lý cổng thông tin điện tử",
        "Sở Giáo dục và Đào tạo",
        "4210.pdf",
    ],
    [
        "2",
        "12/KH-THCSHD",
        "5/9/24",
        "Kế hoạch thực hiện nhiệm vụ năm học, của Trường Trung học cơ sở",
        "Trường THCS Hướng Dương",
        "kế hoạch.docx",
    ],
]


def as_csv(rows, delimiter=","):
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter).writerows(rows)
    return target.getvalue()


def as_xlsx(rows, *others):
    book = Workbook()
    for number, each in enumerate((rows, *others)):
        sheet = book.active if not number else book.create_sheet()
        for row in each:
            sheet.append(row)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def tcvn3(text):
    codes = {letter: code for code, letter in TCVN3.items()}
    # Capitals with a tone have no code of their own; fonts draw the small letter.
    spelt = "".join(codes.get(c) or codes.get(c.lower()) or c for c in text)
    return spelt.encode("cp1252")


def cp1258(text):
    """Vietnamese Windows: the vowel with its quality mark, the tone behind it."""
    spelt = []
    for letter in unicodedata.normalize("NFC", text):
        try:
            spelt.append(letter.encode("cp1258"))
            continue
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
        tones = [c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323"]
        base = unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones))
        spelt.append(f"{base}{''.join(tones)}".encode("cp1258"))
    return b"".join(spelt)


ENCODINGS = {
    "utf-8": lambda text: text.encode(),
    "utf-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "utf-8 decomposed": lambda text: unicodedata.normalize("NFD", text).encode(),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16-be with a mark": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "utf-16-le without a mark": lambda text: text.encode("utf-16-le"),
    "utf-16-be without a mark": lambda text: text.encode("utf-16-be"),
    "cp1258": cp1258,
    "tcvn3": tcvn3,
    "tcvn3 in utf-8": lambda text: tcvn3(text).decode("cp1252").encode(),
}


def rows_of(raw, **options):
    table = read_table(raw)
    return list(read_rows(table, guess_mapping(table.header), **options))


def check(rows):
    assert [row.problems for row in rows] == [(), ()]
    first, second = rows
    assert first.values["number"] == "4210/GDĐT-TTTT"
    assert first.values["issue_date"] == date(2020, 12, 16)
    assert first.values["abstract"] == ROWS[0][3]
    assert first.values["issuer"] == "Sở Giáo dục và Đào tạo"
    assert first.values["document_form"] == "cong-van"
    assert first.filename == "4210.pdf"
    assert second.values["issue_date"] == date(2024, 9, 5)
    assert second.values["document_form"] == "ke-hoach"
    assert second.filename == "kế hoạch.docx"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_csv_in_any_encoding(encoding, delimiter):
    check(rows_of(ENCODINGS[encoding](as_csv([HEADER, *ROWS], delimiter))))


def test_xlsx():
    typed = [[*row[:2], day, *row[3:]] for row, day in zip(ROWS, DAYS, strict=True)]
    check(rows_of(as_xlsx([["Sổ văn bản"], [], HEADER, *typed])))


DAYS = (datetime(2020, 12, 16), date(2024, 9, 5))


def test_the_sheet_with_a_header_is_taken():
    check(rows_of(as_xlsx([["Hướng dẫn"], ["Điền vào trang sau"]], [HEADER, *ROWS])))


def test_days_that_a_spreadsheet_shows_as_numbers():
    rows = rows_of(as_xlsx([HEADER, ["1", "5/QĐ-TH", 44181, "Về việc này", "Trường", ""]]))
    assert rows[0].values["issue_date"] == date(2020, 12, 16)


def test_lines_are_those_of_the_file():
    text = "Sổ văn bản\n\n" + as_csv([HEADER, ROWS[0], [""] * 6, ROWS[1]])
    assert [row.line for row in rows_of(text.encode())] == [4, 6]


def test_number_in_two_columns():
    rows = rows_of("Số;Ký hiệu;Trích yếu\n12;KH-THCSHD;Kế hoạch năm học\n".encode())
    assert rows[0].values["number"] == "12/KH-THCSHD"


HEADINGS = {
    "Số, ký hiệu": "number",
    "Số/ký hiệu VB": "number",
    "SỐ KÝ HIỆU VĂN BẢN": "number",
    "Số hiệu": "number",
    "Ngày, tháng, năm ban hành": "issue_date",
    "Ngày văn bản": "issue_date",
    "Ngày tháng của văn bản": "issue_date",
    "Ngày ký": "issue_date",
    "Trích yếu": "abstract",
    "Tên loại và trích yếu nội dung văn bản": "abstract",
    "Nội dung": "abstract",
    "Cơ quan ban hành": "issuer",
    "Nơi ban hành": "issuer",
    "Tác giả": "issuer",
    "Loại văn bản": "document_form",
    "Hình thức VB": "document_form",
    "Người ký": "signer",
    "Chức vụ người ký": "signer_position",
    "Ngày hiệu lực": "in_force_from",
    "Ngày có hiệu lực": "in_force_from",
    "Ngày hết hiệu lực": "in_force_until",
    "Tên tệp": "filename",
    "File đính kèm": "filename",
    "Tệp văn bản": "filename",
    "Căn cứ": "legal_bases",
    "Căn cứ pháp lý": "legal_bases",
    "Văn bản căn cứ": "legal_bases",
    "Thay thế": "replaced_numbers",
    "Thay thế văn bản": "replaced_numbers",
    "Văn bản bị thay thế": "replaced_numbers",
    "Số VB được thay thế": "replaced_numbers",
    "Được thay thế bởi": None,
    "Bị thay thế bằng văn bản": None,
    "STT": None,
    "Số đến": None,
    "Ngày đến": None,
    "Ghi chú": None,
    "Nơi nhận": None,
    "Số lượng bản": None,
    "": None,
}


@pytest.mark.parametrize("heading", HEADINGS)
def test_headings(heading):
    assert field_of(heading) == HEADINGS[heading]
    assert field_of(unicodedata.normalize("NFD", f"  {heading.upper()} ")) == HEADINGS[heading]


PROBLEMS = [
    ("Ngày ban hành", "hôm qua", "date_format", "issue_date"),
    ("Ngày ban hành", "31/02/2020", "date_calendar", "issue_date"),
    ("Ngày ban hành", "01/01/0202", "date_year", "issue_date"),
    ("Loại văn bản", "Thơ", "form_unknown", "document_form"),
    ("Số ký hiệu", "4210", "number_code", "number"),
    ("Số ký hiệu", "abc/QĐ", "number_number", "number"),
    ("Người ký", "a" * 500, "too_long", "signer"),
    ("Thay thế", "3082/GDĐT; văn bản cũ", "names_none", "replaced_numbers"),
    ("Căn cứ", f"Luật Giáo dục; {'a' * 500}", "too_long", "legal_bases"),
]


@pytest.mark.parametrize(("heading", "cell", "kind", "field"), PROBLEMS)
def test_what_is_wrong_stands_at_its_cell(heading, cell, kind, field):
    rows = rows_of(as_xlsx([[heading, "Trích yếu"], [cell, "Về việc này"], ["", "Việc khác"]]))
    assert [(p.kind, p.field) for p in rows[0].problems] == [(kind, field)]
    assert field not in rows[0].values
    assert rows[1].problems == ()


def test_a_document_that_stands_twice_is_told():
    rows = rows_of(as_xlsx([HEADER, ROWS[0], ROWS[1], ROWS[0]]))
    assert [p.kind for row in rows for p in row.problems] == ["doubled"]
    assert rows[2].problems[0].value == "2"


def test_issuer_for_rows_that_name_none():
    text = "Số ký hiệu,Trích yếu\n1/QĐ-TH,Về việc này\n".encode()
    assert rows_of(text, issuer="Trường THCS")[0].values["issuer"] == "Trường THCS"


def test_end_of_force_before_its_begin():
    head = ["Số ký hiệu", "Ngày ban hành", "Ngày hết hiệu lực", "Trích yếu"]
    row = ["1/QĐ-TH", "02/01/2024", "01/01/2024", "Về việc này"]
    assert [p.kind for p in rows_of(as_xlsx([head, row]))[0].problems] == ["date_order"]


@pytest.mark.parametrize("sign", [";", "\n", " ;\r\n- "])
def test_several_documents_in_a_cell(sign):
    head = ["Số ký hiệu", "Trích yếu", "Căn cứ", "Thay thế"]
    bases = ["Luật Giáo dục", "Thông tư 36/2017/TT-BGDĐT", "Luật Giáo dục"]
    row = ["1/QĐ-TH", "Việc", sign.join(bases) + ";", sign.join(["3082/GDĐT-TTTT", "5/QĐ-TH"])]
    for raw in (as_xlsx([head, row]), as_csv([head, row]).encode()):
        found = rows_of(raw)[0]
        assert found.problems == ()
        assert found.values["legal_bases"] == bases[:2]
        assert found.values["replaced_numbers"] == ["3082/GDĐT-TTTT", "5/QĐ-TH"]


def far_away(*cells):
    """A register in which somebody once typed at the very end of the sheet."""
    book = Workbook()
    for row in (HEADER, *ROWS):
        book.active.append(row)
    for cell in cells:
        book.active[cell] = "x"
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_far_away_cell_costs_no_time():
    raw = far_away("XFD1048576")
    begun = time.process_time()
    table = read_table(raw)
    assert time.process_time() - begun < 1
    assert [line for line, _cells in table.rows] == [2, 3]


def test_after_some_blank_rows_the_register_goes_on():
    near, far = tables.MAX_BLANK, tables.HEADER_WITHIN + tables.MAX_BLANK + 2
    assert [line for line, _cells in read_table(far_away(f"B{near}")).rows] == [2, 3, near]
    assert [line for line, _cells in read_table(far_away(f"B{far}")).rows] == [2, 3]


# What is no register


def bomb():
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", b"<x/>")
        packed.writestr("xl/worksheets/sheet1.xml", b" " * (tables.MAX_UNPACKED + 1))
    return target.getvalue()


def crowded():
    """More markup than a register has, in a small file."""
    target = BytesIO()
    sound = as_xlsx([HEADER, *ROWS])
    with ZipFile(BytesIO(sound)) as source, ZipFile(target, "w", ZIP_DEFLATED) as packed:
        for name in source.namelist():
            more = b"<xf/>" * (tables.MARKUP.others + 1) if name == "xl/styles.xml" else b""
            packed.writestr(name, source.read(name) + more)
    return target.getvalue()


NONE = {
    "nothing": (b"", "empty"),
    "blanks": (b" \r\n\r\n", "empty"),
    "only a mark": (codecs.BOM_UTF8, "empty"),
    "a text": ("Kính gửi các trường\nVề việc nộp báo cáo\n".encode(), "no_header"),
    "a PDF": (b"%PDF-1.7\n", "not_a_table"),
    "an old Excel file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "not_a_table"),
    "a cut XLSX": (as_xlsx([HEADER, *ROWS])[:2000], "damaged"),
    "a bomb": (bomb(), "too_large"),
    "too much markup": (crowded(), "too_large"),
    "an empty sheet": (as_xlsx([]), "empty"),
}


@pytest.mark.parametrize("name", NONE)
def test_what_is_no_register(name):
    raw, kind = NONE[name]
    with pytest.raises(RegisterError) as error:
        read_table(raw)
    assert error.value.kind == kind


def test_a_zip_of_something_else():
    target = BytesIO()
    with ZipFile(target, "w") as packed:
        packed.writestr("a.txt", "a")
    with pytest.raises(RegisterError, match="not_a_table"):
        read_table(target.getvalue())


def test_a_register_that_is_too_long():
    text = "Số ký hiệu,Trích yếu\n" + "1/QĐ,a\n" * (tables.MAX_ROWS + 1)
    with pytest.raises(RegisterError) as error:
        read_table(text.encode())
    assert (error.value.kind, error.value.limit) == ("too_many_rows", tables.MAX_ROWS)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=600))
def test_any_bytes_are_a_table_or_refused(raw):
    try:
        table = read_table(raw)
    except RegisterError:
        return
    for row in read_rows(table, guess_mapping(table.header)):
        assert row.line > 0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.text(max_size=30), min_size=3, max_size=3), max_size=8))
def test_any_cells_below_a_header(cells):
    text = as_csv([["Số ký hiệu", "Ngày ban hành", "Trích yếu"], *cells])
    try:
        table = read_table(text.encode("utf-8", "replace"))
    except RegisterError as error:
        assert error.kind in {"damaged", "no_header"}
        return
    for row in read_rows(table, guess_mapping(table.header)):
        assert all(problem.field and problem.kind for problem in row.problems)


@settings(max_examples=60, deadline=None)
@given(raw=st.binary(max_size=40), at=st.integers(min_value=0, max_value=4000))
def test_a_damaged_xlsx_is_read_or_refused(raw, at):
    whole = as_xlsx([HEADER, *ROWS])
    try:
        table = read_table(whole[:at] + raw + whole[at + len(raw) :])
    except RegisterError:
        return
    list(read_rows(table, guess_mapping(table.header)))
