"""Write one text source (see ``demo_pdf``) as a small Word document.

Only what forms and lesson plans need of Office Open XML is written: paragraphs and tables. The zip
entries carry a fixed date, so that each run gives the same bytes.
"""

from demo_pdf import COUNTRY
from demo_pdf import MOTTO
from demo_pdf import Source
from pathlib import Path
from xml.sax.saxutils import escape

import re
import zipfile


TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/>\
<Override PartName="/word/document.xml" ContentType=\
"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>\
<Override PartName="/docProps/core.xml" ContentType=\
"application/vnd.openxmlformats-package.core-properties+xml"/></Types>"""
RELS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
<Relationship Id="rId1" Type=\
"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" \
Target="word/document.xml"/><Relationship Id="rId2" Type=\
"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" \
Target="docProps/core.xml"/></Relationships>"""
CORE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp=\
"http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>\
<dc:creator>Trường THCS Hướng Dương</dc:creator><dc:language>vi-VN</dc:language>\
</cp:coreProperties>"""
DOCUMENT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}\
<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1020" w:bottom="1134" \
w:left="1701" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>"""
FONT = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:color="444444"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
#: Width between the margins, in twentieths of a point
WIDTH = 9185
SIZE = 26


def run(text: str, bold: bool = False, italic: bool = False) -> str:
    marks = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    props = f'<w:rPr>{FONT}{marks}<w:sz w:val="{SIZE}"/><w:lang w:val="vi-VN"/></w:rPr>'
    return f'<w:r>{props}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def runs(text: str, italic: bool = False) -> str:
    parts = re.split(r"\*\*(.+?)\*\*", text)
    return "".join(
        run(part, bold=i % 2 == 1, italic=italic) for i, part in enumerate(parts) if part
    )


def paragraph(inner: str, align: str = "both", after: int = 100) -> str:
    props = f'<w:pPr><w:spacing w:after="{after}"/><w:jc w:val="{align}"/></w:pPr>'
    return f"<w:p>{props}{inner}</w:p>"


def table(rows: list[list[str]], shares: list[float], border: bool = True) -> str:
    total = sum(shares)
    widths = [round(WIDTH * share / total) for share in shares]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    edges = f"<w:tblBorders>{BORDERS}</w:tblBorders>" if border else ""
    body = "".join(f"<w:tr>{''.join(map(cell, row, widths))}</w:tr>" for row in rows)
    props = f'<w:tblPr><w:tblW w:w="{WIDTH}" w:type="dxa"/>{edges}</w:tblPr>'
    return f"<w:tbl>{props}<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>{paragraph('')}"


def cell(inner: str, width: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inner}</w:tc>'


def head(source: Source) -> str:
    country = [] if source.head.get("plain") else [COUNTRY, MOTTO, ""]
    lines = [*country, source.head["form"].upper(), ""]
    found = [paragraph(run(line, bold=True), "center", 40) for line in lines]
    to = source.head.get("to")
    if not to:
        return "".join(found)
    label = "Kính gửi: " if len(to) == 1 else "Kính gửi:"
    found.append(paragraph(run(label + (to[0] if len(to) == 1 else "")), "center"))
    found += [paragraph(run(f"- {line}"), "center", 40) for line in (to if len(to) > 1 else [])]
    return "".join(found)


def cells(line: str) -> list[str]:
    return [part.strip() for part in line.strip()[1:-1].split("|")]


def body(lines: tuple[str, ...]) -> str:
    found: list[str] = []
    rows: list[list[str]] = []
    shares: list[float] = []
    for line in (*lines, ""):
        if line.startswith("| "):
            rows.append([paragraph(run(text, bold=not rows), "center", 40) for text in cells(line)])
            continue
        if rows:
            found.append(table(rows, shares))
            rows = []
        if line.startswith("|:"):
            shares = [float(share) for share in line[2:].split()]
        elif line.startswith("<<"):
            texts = [part.strip() for part in line.strip("<> ").split("|")]
            row = [paragraph(run(text, bold=True), "center", 1400) for text in texts]
            found.append(table([row], [1.0] * len(row), border=False))
        elif line:
            italic = line.startswith("^ ")
            text = line.removeprefix("^ ")
            found.append(paragraph(runs(text, italic), "right" if italic else "both"))
    return "".join(found)


def make_docx(source: Source, target: Path) -> None:
    """Write the form to ``target``, byte for byte the same in every run."""
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELS,
        "docProps/core.xml": CORE.format(title=escape(source.head["title"])),
        "word/document.xml": DOCUMENT.format(body=head(source) + body(source.lines)),
    }
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text)
