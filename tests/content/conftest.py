"""Files of every kind, made in memory, and shortcuts to make content."""

from datetime import date
from io import BytesIO
from lxml.html import fromstring
from PIL import Image
from plone import api
from plone.dexterity.utils import createContentInContainer
from plone.namedfile.file import NamedBlobFile

import pytest
import requests
import struct
import zipfile


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
HTML = b"<!DOCTYPE html>\n<html><body>Please log in</body></html>"


def zipped(*members: tuple[str, bytes]) -> bytes:
    """A zip archive; as ODF demands, a member named mimetype is not compressed."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            plain = name == "mimetype"
            archive.writestr(name, data, zipfile.ZIP_STORED if plain else zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def odf(kind: str) -> bytes:
    mimetype = f"application/vnd.oasis.opendocument.{kind}".encode()
    return zipped(("mimetype", mimetype), ("content.xml", b"<office:document/>" * 9))


def ooxml(folder: str) -> bytes:
    text = "<w:document>văn bản</w:document>".encode() * 500
    return zipped(("[Content_Types].xml", b"<Types/>" * 50), (f"{folder}/document.xml", text))


def ole(stream: str) -> bytes:
    """The skeleton of an old Office file: header, allocation table, directory, data."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<H", header, 0x1E, 9)
    struct.pack_into("<I", header, 0x2C, 1)
    struct.pack_into("<I", header, 0x30, 1)
    struct.pack_into("<I", header, 0x4C, 3)
    directory = stream.encode("utf-16-le").ljust(512, b"\0")
    return bytes(header) + b"x" * 512 + directory + b"x" * 512 + b"\xfd\xff\xff\xff" * 128


def picture(format: str, size: tuple[int, int] = (300, 200)) -> bytes:
    buffer = BytesIO()
    noise = bytes((x * 7 + x // 3) % 256 for x in range(size[0] * size[1] * 3))
    Image.frombytes("RGB", size, noise).save(buffer, format)
    return buffer.getvalue()


SAMPLES: dict[str, bytes] = {
    "pdf": PDF,
    "doc": ole("WordDocument"),
    "docx": ooxml("word"),
    "xls": ole("Workbook"),
    "xlsx": ooxml("xl"),
    "ppt": ole("PowerPoint Document"),
    "pptx": ooxml("ppt"),
    "odt": odf("text"),
    "ods": odf("spreadsheet"),
    "odp": odf("presentation"),
    "rtf": b"{\\rtf1\\ansi Quyet dinh\\par " + b"Dieu 1. " * 20 + b"}\n",
    "jpg": picture("JPEG"),
    "png": picture("PNG"),
    "gif": picture("GIF"),
    "webp": picture("WEBP"),
    "zip": zipped(("mau.txt", "đơn xin nghỉ học".encode() * 9)),
    "rar": b"Rar!\x1a\x07\x01\x00" + b"x" * 60,
    "7z": b"7z\xbc\xaf\x27\x1c\x00\x04" + b"x" * 60,
    "mp3": b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\xff\xfb" * 40,
    "wav": b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\0" * 40,
    "ogg": b"OggS\x00\x02" + b"\0" * 60,
    "mp4": b"\x00\x00\x00\x18ftypmp42" + b"\0" * 60,
    "webm": b"\x1a\x45\xdf\xa3" + b"\0" * 60,
}


@pytest.fixture(scope="session")
def samples() -> dict[str, bytes]:
    """Sound files by the name of their kind."""
    return SAMPLES


@pytest.fixture(scope="session")
def html_page() -> bytes:
    return HTML


@pytest.fixture
def make_file(samples):
    """A named file of a kind: ``make_file("pdf", filename="a.pdf", data=b"...")``."""

    def make(kind: str = "pdf", filename: str | None = None, data: bytes | None = None):
        return NamedBlobFile(
            data=samples[kind] if data is None else data,
            filename=filename or f"van-ban.{kind}",
        )

    return make


def create(container, portal_type: str, values: dict):
    """As a form does: the type's own rule finds the id."""
    with api.env.adopt_roles(["Manager"]):
        return createContentInContainer(container, portal_type, **values)


@pytest.fixture
def make_document(make_file):
    """Create an OfficialDocument as a site administrator would."""

    def make(container, number: str = "4210/GDĐT-TTTT", **fields):
        values = {
            "document_form": "cong-van",
            "number": number,
            "issuer": "Sở Giáo dục và Đào tạo Thành phố Hồ Chí Minh",
            "issue_date": date(2020, 12, 16),
            "abstract": "Về hướng dẫn tổ chức, xây dựng, vận hành trang thông tin điện tử",
            "file": make_file(),
        }
        return create(container, "OfficialDocument", {**values, **fields})

    return make


@pytest.fixture
def make_disclosure(make_file):
    """Create a Disclosure as a site administrator would."""

    def make(container, **fields):
        values = {
            "school_year": "2023-2024",
            "disclosure_group": "chat-luong",
            "disclosure_form": "tt-36-2017-bieu-mau-09",
            "period": "june",
            "file": make_file(),
        }
        return create(container, "Disclosure", {**values, **fields})

    return make


@pytest.fixture
def send_form(functional_portal, manager_request):
    """Fill in an add or edit form as a browser does: ``send_form("/++add++Link", {"title": "A"})``.

    Every input keeps what it holds unless ``values`` names it. Answers with the page.
    """

    def send(path: str, values: dict) -> requests.Response:
        page = manager_request.get(path, headers={"Accept": "text/html"})
        [form] = [each for each in fromstring(page.text).forms if each.get("id") == "form"]
        data = {name: value for name, value in form.form_values() if "buttons" not in name}
        data |= {f"form.widgets.{name}": value for name, value in values.items()}
        data["form.buttons.save"] = "save"
        return manager_request.post(path, data=data, headers={"Accept": "text/html"})

    return send


@pytest.fixture
def error_at():
    """Text of the error message at a field of a form; empty when there is none."""

    def find(page: requests.Response, field: str) -> str:
        path = f"#formfield-form-widgets-{field} > .invalid-feedback"
        nodes = fromstring(page.text).cssselect(path)
        return " ".join(" ".join(node.text_content().split()) for node in nodes)

    return find
