"""Office formats: their text without LibreOffice, their pages with it."""

from hcmedu.portal import conversion
from hcmedu.portal.conversion import tools
from hcmedu.portal.conversion.testing import docx_body
from hcmedu.portal.conversion.testing import docx_of
from hcmedu.portal.conversion.testing import zip_of
from openpyxl import Workbook

import pytest


#: One member of each format that has to be there for its reader.
OFFICE = 'xmlns:office="o" xmlns:text="t" xmlns:table="b" xmlns:draw="d"'


def run(text: str) -> str:
    return f"<w:p><w:r>{text}</w:r></w:p>"


def text(data: bytes, kind: str, stored) -> tuple[str, ...]:
    return conversion.text_of(stored(data), kind).pages


def odf(body: str) -> bytes:
    content = f"<office:document {OFFICE}><office:body>{body}</office:body></office:document>"
    return zip_of({"content.xml": content})


def test_word(stored):
    body = run("<w:t>Điều 1.</w:t><w:tab/><w:t> Nghỉ &lt;học&gt;</w:t>") + run("<w:t>Điều 2</w:t>")
    assert text(docx_body(body), "docx", stored) == ("Điều 1.\t Nghỉ <học>\nĐiều 2",)


def test_word_leaves_out_what_nobody_sees(stored):
    body = (
        run("<w:t>Còn</w:t><w:delText>Xoá</w:delText><w:instrText>PAGE</w:instrText>")
        + '<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr></w:p>'
        + '<mc:AlternateContent xmlns:mc="m"><mc:Choice>'
        + run("<w:t>Khung</w:t>")
        + "</mc:Choice><mc:Fallback>"
        + run("<w:t>Khung</w:t>")
        + "</mc:Fallback></mc:AlternateContent>"
    )
    assert text(docx_body(body), "docx", stored)[0].split() == ["Còn", "Khung"]


def test_word_pages(stored):
    broken = run('<w:br w:type="page"/><w:lastRenderedPageBreak/><w:t>hai</w:t>')
    rendered = run("<w:lastRenderedPageBreak/><w:t>ba</w:t>")
    pages = text(docx_body(run("<w:t>một</w:t>") + broken + rendered), "docx", stored)
    assert pages == ("một", "hai", "ba")


def test_excel(stored, tmp_path):
    book = Workbook()
    book.active.title = "Học phí"
    book.active.append(["Lớp", "Số tiền", True])
    book.active.append(["6/1", 1200000, "Lớp"])
    book.create_sheet("Ẩn").sheet_state = "hidden"
    book.create_sheet("Hai").append(["trang hai"])
    book.save(tmp_path / "book")
    pages = text((tmp_path / "book").read_bytes(), "xlsx", stored)
    assert [page.split() for page in pages] == [
        ["Học", "phí", "Lớp", "Số", "tiền", "1", "6/1", "1200000", "Lớp"],
        ["Hai", "trang", "hai"],
    ]


def test_slides_in_their_order(stored):
    slide = '<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:sld>'
    names = {f"ppt/slides/slide{number}.xml": slide.format(f"s{number}") for number in (10, 2, 1)}
    assert text(zip_of(names), "pptx", stored) == ("s1", "s2", "s10")


def test_open_document(stored):
    written = odf(
        "<office:text><text:tracked-changes><text:p>xoá</text:p></text:tracked-changes>"
        "<text:h>Đề mục</text:h><text:p>một<text:s/>hai<text:tab/>ba"
        "<office:annotation><text:p>ghi chú</text:p></office:annotation></text:p></office:text>"
    )
    assert text(written, "odt", stored) == ("Đề mục\nmột hai\tba",)


def test_open_sheets_and_slides(stored):
    row = (
        "<table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell>"
        "</table:table-row>"
    )
    sheets = "".join(
        f'<table:table table:name="T{n}">{row.format(n)}</table:table>' for n in (1, 2)
    )
    book = odf(f"<office:spreadsheet>{sheets}</office:spreadsheet>")
    assert text(book, "ods", stored) == ("T1\n1", "T2\n2")
    show = odf("".join(f"<draw:page><text:p>{n}</text:p></draw:page>" for n in (1, 2)))
    assert text(show, "odp", stored) == ("1", "2")


def test_encrypted_open_document(stored):
    data = zip_of({"META-INF/manifest.xml": "<m:encryption-data/>", "content.xml": "\0\1"})
    with pytest.raises(conversion.ConversionError) as caught:
        conversion.text_of(stored(data), "odt")
    assert caught.value.reason == "encrypted"


def test_pages_of_a_word_file(stored, target):
    page = conversion.render(stored(docx_of(["Thông báo nghỉ học"])), "docx", target).pages[0]
    assert page.text.strip() == "Thông báo nghỉ học"
    assert page.image
    assert len(page.words) == 4


def test_rich_text_by_libreoffice(stored):
    data = rb"{\rtf1\ansi\deff0 {\fonttbl {\f0 Times;}}\f0 Th\u244?ng b\u225?o}"
    assert text(data, "rtf", stored)[0].strip() == "Thông báo"


def test_libreoffice_reads_no_file_of_the_server(stored, tmp_path):
    (tmp_path / "bimat.txt").write_text("mat khau la 123456")
    field = f'INCLUDETEXT "{tmp_path / "bimat.txt"}"'
    data = rb"{\rtf1\ansi Mo {\field{\*\fldinst " + field.encode() + rb"}{\fldrslt cu}}}"
    assert "123456" not in conversion.text_of(stored(data), "rtf").text


def test_without_libreoffice_there_is_the_text(stored, target, monkeypatch):
    found = tools.find
    monkeypatch.setattr(tools, "find", lambda name: None if name == "soffice" else found(name))
    found = conversion.render(stored(docx_of(["Thông báo"])), "docx", target)
    assert [(page.text, page.image) for page in found.pages] == [("Thông báo", None)]
    with pytest.raises(conversion.ConversionError) as caught:
        conversion.render(stored(b"\xd0\xcf\x11\xe0"), "doc", target)
    assert caught.value.reason == "no_tool"
