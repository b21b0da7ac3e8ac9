"""For tests: small files, made in memory, that behave like large, real, broken or evil ones."""

from collections.abc import Iterable
from html import escape
from io import BytesIO
from PIL import Image

import textwrap
import zipfile


A4 = (595, 842)


def pdf_of(
    pages: Iterable[str], size: tuple[float, float] = A4, font: str = "Helvetica", extra: str = ""
) -> bytes:
    """A PDF with a text layer, in any letters; its font is named but not embedded.

    ``extra``: entries of its trailer.
    """
    pages = list(pages)
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>"}
    kids = " ".join(f"{number} 0 R" for number in range(6, 6 + 2 * len(pages), 2))
    objects[2] = f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode()
    objects[3] = (
        f"<</Type/Font/Subtype/Type0/BaseFont/{font}/Encoding/Identity-H"
        "/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>"
    ).encode()
    objects[4] = (
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{font}/CIDSystemInfo"
        "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 500"
        "/FontDescriptor<</Type/FontDescriptor/Flags 32/ItalicAngle 0/Ascent 800/Descent -200"
        f"/CapHeight 700/StemV 80/FontBBox[0 -200 1000 800]/FontName/{font}>>>>"
    ).encode()
    objects[5] = _stream(_letters(set("".join(pages))))
    for place, text in enumerate(pages):
        number = 6 + 2 * place
        objects[number] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {size[0]} {size[1]}]"
            f"/Resources<</Font<</F 3 0 R>>>>/Contents {number + 1} 0 R>>"
        ).encode()
        objects[number + 1] = _stream(_lines(text, size[1]))
    return assemble(objects, extra)


def _letters(letters: set[str]) -> bytes:
    """The map from the codes of the font, which are those of UTF-16, to Unicode."""
    rows = sorted(f"<{ord(letter):04x}> <{ord(letter):04x}>" for letter in letters - {"\n"})
    blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    body = "".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{body}endcmap end end"
    ).encode()


def _lines(text: str, height: float) -> bytes:
    shown = "\n".join(
        f"<{line.encode('utf-16-be').hex()}> Tj T*"
        for paragraph in text.split("\n")
        for line in textwrap.wrap(paragraph, 70) or [""]
    )
    return f"BT /F 12 Tf 14 TL 50 {height - 60} Td\n{shown}\nET".encode()


def _stream(data: bytes) -> bytes:
    return b"<</Length %d>>stream\n%s\nendstream" % (len(data), data)


def assemble(objects: dict[int, bytes], extra: str = "") -> bytes:
    """A PDF of these objects, its table and trailer; object 1 is the catalog."""
    parts, places = [b"%PDF-1.5\n"], {}
    for number, body in sorted(objects.items()):
        places[number] = sum(map(len, parts))
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start, size = sum(map(len, parts)), max(objects) + 1
    rows = "".join(
        f"{places[number]:010d} 00000 n \n" if number in places else "0000000000 65535 f \n"
        for number in range(size)
    )
    parts.append(f"xref\n0 {size}\n{rows}".encode())
    parts.append(f"trailer<</Size {size}/Root 1 0 R{extra}>>\nstartxref\n{start}\n".encode())
    return b"".join([*parts, b"%%EOF\n"])


def encrypted_pdf() -> bytes:
    """One that asks for a password before it opens."""
    key = "<" + "5a" * 32 + ">"
    lock = f"/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -44/O{key}/U{key}>>"
    return pdf_of(["secret"], extra=f"{lock}/ID[<{'00' * 16}><{'00' * 16}>]")


def scanned_pdf(picture: Image.Image, pages: int = 1) -> bytes:
    """Pages without a text layer, the same picture on each."""
    buffer = BytesIO()
    picture.convert("L").save(buffer, "PDF", save_all=True, append_images=[picture] * (pages - 1))
    return buffer.getvalue()


def zip_of(members: dict[str, str | bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def docx_body(body: str, head: str = "", **members: str) -> bytes:
    """A Word file around the XML of a body; ``head`` stands before the document's element."""
    document = f'{head}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    return zip_of(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_TYPE}"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
            "</Relationships>",
            "word/document.xml": document,
            **members,
        }
    )


def docx_of(paragraphs: Iterable[str]) -> bytes:
    return docx_body(
        "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in paragraphs)
    )
