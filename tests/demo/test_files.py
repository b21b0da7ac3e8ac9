"""The files of the demo school: whole, small, and their text Unicode in one normal form."""

from hcmedu.portal.demo.loading import FILES
from hcmedu.portal.vietnamese import normalize
from PIL import Image

import pytest
import re
import unicodedata
import xml.etree.ElementTree as ElementTree
import zipfile
import zlib


PDFS = sorted(FILES.rglob("*.pdf"))
WORDS = sorted(FILES.rglob("*.docx"))
PICTURES = sorted([*FILES.rglob("*.jpg"), *FILES.rglob("*.png")])
KILOBYTE = 1000
#: What each regulation must say: number, date and a sentence from its end.
REGULATIONS = {
    "3082-gddt-tttt": ("3082/GDĐT-TTTT", "ngày 13 tháng 9 năm 2016", "Hỗ trợ và xử lý kỹ thuật."),
    "4210-gddt-tttt": (
        "4210/GDĐT-TTTT",
        "ngày 16 tháng 12 năm 2020",
        "có hiệu lực thay cho văn bản số 3082/GDĐT-TTTT",
    ),
    "2326-gddt-thcs": (
        "2326/GDĐT-THCS",
        "ngày 06 tháng 10 năm 2023",
        "mẫu đơn chỉnh sửa bằng tốt nghiệp THCS",
    ),
    "289-vp-cntt": ("289/VP-CNTT", "ngày 09 tháng 10 năm 2017", "Dòng chữ chạy"),
    "780-gddt": ("780/GDĐT", "ngày 23 tháng 05 năm 2017", "http://nhapdiem.vn"),
    "69-tttt-ctgd": ("69/TTTT-CTGD", "ngày 15 tháng 9 năm 2016", "vietschool.vn"),
    "72-tttt-ctgd": ("72/TTTT-CTGD", "ngày 29 tháng 9 năm 2016", "DANH SÁCH CÁC ĐƠN VỊ ĐĂNG KÝ"),
    "86-tttt-ctgd": ("86/TTTT-CTGD", "ngày 30 tháng 11 năm 2016", "313 đơn vị"),
    "05-tttt-ctgd": ("05/TTTT-CTGD", "ngày 07 tháng 02 năm 2017", "Eschool – Quảng Ích"),
}
#: Marks of the scans' recognition errors.
NOISE = ("moit", "308/QĐĐT", "PTTT-CTGD", "@hem.edu", "CÀN GIỚI", "cảm nang", "Công thông tin")

# --- the text of a PDF, without a tool: knows only what reportlab writes -----------------------
_OBJECT = re.compile(rb"(\d+) 0 obj\r?\n(.*?)endobj", re.DOTALL)
_STREAM = re.compile(rb"/Length (\d+).*?>>\r?\nstream\r?\n", re.DOTALL)
_SHOWN = re.compile(rb"(/F\d+(?:\+\d+)?) [\d.]+ Tf|\(((?:\\.|[^\\()])*)\) Tj|(T\*|Tm)", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_PLAIN = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def objects(data: bytes) -> dict[int, bytes]:
    return {int(number): body for number, body in _OBJECT.findall(data)}


def stream(body: bytes) -> bytes:
    head = _STREAM.search(body)
    return zlib.decompress(body[head.end() : head.end() + int(head[1])])


def mapping(cmap: bytes) -> dict[int, str]:
    """Code → letters, from the ``bfchar`` of a ToUnicode map."""
    pairs = re.findall(rb"(?m)^<(\w{2})> <(\w{4,})>\s*$", cmap)
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def unescaped(text: bytes) -> bytes:
    def plain(match: re.Match) -> bytes:
        code = match[1]
        return bytes([int(code, 8)]) if code.isdigit() else _PLAIN.get(code, code)

    return _ESCAPE.sub(plain, text)


def fonts(found: dict[int, bytes]) -> dict[bytes, dict[int, str]]:
    """Maps by the font's name in the page streams."""
    maps = {}
    for body in found.values():
        unicode_map = re.search(rb"/ToUnicode (\d+) 0 R", body)
        name = re.search(rb"/Name (/F\d+\+\d+)", body)
        if unicode_map and name:
            maps[name[1]] = mapping(stream(found[int(unicode_map[1])]))
    return maps


def pdf_text(data: bytes) -> str:
    """All text of the document; a letter without a mapping raises ``KeyError``."""
    found = objects(data)
    maps, parts = fonts(found), []
    for body in found.values():
        if b"/FlateDecode" not in body or b"stream" not in body or b"/Length1" in body:
            continue
        font = b""
        for name, text, moved in _SHOWN.findall(stream(body)):
            font = name or font
            if moved:
                parts.append(" ")
            elif text:
                parts.append("".join(maps[font][code] for code in unescaped(text)))
    return " ".join("".join(parts).split())


# --- tests -------------------------------------------------------------------------------------
def name(path):
    return path.relative_to(FILES).as_posix()


def test_budget():
    sizes = {path: path.stat().st_size for path in FILES.rglob("*.*")}
    assert sum(sizes.values()) < 3000 * KILOBYTE
    assert max(path.stat().st_size for path in PDFS) < 200 * KILOBYTE


@pytest.mark.parametrize("path", PDFS, ids=name)
def test_text_of_pdf(path):
    """The text can be copied out: Vietnamese, in NFC, no letter without its code point."""
    text = pdf_text(path.read_bytes())
    assert len(text) > 150
    assert unicodedata.is_normalized("NFC", text)
    assert not [char for char in text if unicodedata.category(char) in ("Co", "Cn", "Cc")]
    assert "\ufffd" not in text
    assert re.search("[ăâđêôơưạảấầ]", text)


@pytest.mark.parametrize("path", PDFS, ids=name)
def test_pdf_is_harmless_and_complete(path):
    data = path.read_bytes()
    assert data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF")
    for forbidden in (b"/JavaScript", b"/JS ", b"/Launch", b"/EmbeddedFile", b"/OpenAction"):
        assert forbidden not in data
    assert b"/Lang (vi)" in data
    assert b"/FontFile2" in data, "fonts are embedded"


@pytest.mark.parametrize("stem", sorted(REGULATIONS))
def test_regulation_is_whole_and_clean(stem):
    text = pdf_text((FILES / "regulations" / f"{stem}.pdf").read_bytes())
    for part in REGULATIONS[stem]:
        assert part in text
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc" in text
    assert not [noise for noise in NOISE if noise in text]


@pytest.mark.parametrize("path", WORDS, ids=name)
def test_word_document(path):
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    text = "".join(root.itertext())
    assert len(text) > 150
    assert text == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("path", PICTURES, ids=name)
def test_picture(path):
    with Image.open(path) as image:
        image.load()
        assert 200 <= image.width <= 1200
    assert path.stat().st_size < 60 * KILOBYTE


def test_tone_marks_of_the_content_stand_where_the_portal_puts_them():
    """``hòa`` and ``hoà`` do not mix in the data."""
    for path in (FILES.parent / "content").glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        assert normalize(text) == text, path.name
