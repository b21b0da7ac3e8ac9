"""Lay out one text source as a PDF in the form of Nghị định 30/2020/NĐ-CP, Phụ lục I.

A source is YAML front matter between two lines ``---``, then the body, one paragraph a line:

    # centred heading     ## heading     ^ centred italic     **bold** inside a line
    |: 8 62 30            widths (per cent) of the table that follows
    | a | b |             rows of a table, the first one is its head
    ===                   new page
    << left | right >>    two signatures side by side (forms)

Front matter: ``title``, ``superior`` and ``issuer`` (lines), ``number``, ``place``, ``date``,
``subject`` (official letters), ``form`` and ``about`` (every other form), ``to``,
``recipients``, ``attachments``, ``capacity`` (lines) and ``signer``, ``landscape``, ``plain``
(Word: no head of state). What follows the line ``=== annex`` stands behind the signature.
Output is the same byte for byte in every run.
"""

from dataclasses import dataclass
from html import escape
from pathlib import Path
from reportlab import rl_config
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.pagesizes import landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable
from reportlab.platypus import HRFlowable
from reportlab.platypus import KeepTogether
from reportlab.platypus import PageBreak
from reportlab.platypus import Paragraph
from reportlab.platypus import SimpleDocTemplate
from reportlab.platypus import Spacer
from reportlab.platypus import Table
from reportlab.platypus import TableStyle

import re
import yaml


FONTS = Path("/usr/share/fonts/truetype/noto")
FACES = {"": "Regular", "-B": "Bold", "-I": "Italic"}
FAMILY = "NotoSerif"
COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
# Nghị định 30/2020/NĐ-CP, Phụ lục I: top and bottom 20–25 mm, left 30–35 mm, right 15–20 mm
MARGINS = {
    "topMargin": 20 * mm,
    "bottomMargin": 20 * mm,
    "leftMargin": 30 * mm,
    "rightMargin": 18 * mm,
}
GRID = TableStyle(
    [
        ("GRID", (0, 0), (-1, -1), 0.5, "#444444"),
        ("BACKGROUND", (0, 0), (-1, 0), "#eef3ee"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
)
PLAIN = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)])


@dataclass(frozen=True)
class Source:
    """A parsed text source: its front matter and the lines of its body."""

    head: dict
    lines: tuple[str, ...]

    @classmethod
    def read(cls, path: Path) -> "Source":
        _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
        lines = tuple(line.rstrip() for line in body.splitlines() if line.strip())
        return cls(yaml.safe_load(head), lines)


def register_fonts() -> None:
    rl_config.invariant = 1
    rl_config.useA85 = 0  # binary streams: a fifth smaller
    rl_config.ttfAsciiReadable = 0  # embed no glyph that the text does not use
    for suffix, face in FACES.items():
        pdfmetrics.registerFont(TTFont(FAMILY + suffix, FONTS / f"NotoSerif-{face}.ttf"))
    pdfmetrics.registerFontFamily(FAMILY, FAMILY, FAMILY + "-B", FAMILY + "-I", FAMILY + "-B")


def style(size: float = 11.5, **options) -> ParagraphStyle:
    options.setdefault("leading", size * 1.38)
    return ParagraphStyle("hcmedu", fontName=FAMILY, fontSize=size, **options)


BODY = style(alignment=TA_JUSTIFY, firstLineIndent=10 * mm, spaceAfter=4)
HEADING = style(firstLineIndent=10 * mm, spaceBefore=4, spaceAfter=4, keepWithNext=1)
CENTRE = style(alignment=TA_CENTER, spaceAfter=4, keepWithNext=1)
HEAD = style(9.8, alignment=TA_CENTER, leading=13.4)
CELL = style(9.2, leading=12)
CELL_CENTRE = style(9.2, leading=12, alignment=TA_CENTER)
SMALL = style(9, leading=12)


def rich(text: str) -> str:
    """Escape; ``**x**`` becomes bold."""
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(text, quote=False))


def bold(text: str) -> str:
    return f"<b>{rich(text)}</b>"


def rule(width: str) -> Flowable:
    return HRFlowable(width=width, thickness=0.6, color="#000000", spaceBefore=1, spaceAfter=4)


def heading(head: dict, width: float) -> list[Flowable]:
    """The two columns on top: issuer and number, country and date; forms carry the country only."""
    country = [Paragraph(bold(COUNTRY), HEAD), Paragraph(bold(MOTTO), HEAD), rule("62%")]
    if not head.get("issuer"):
        return [] if head.get("landscape") else [*country, Spacer(1, 10)]
    left = [Paragraph(rich(line), HEAD) for line in head.get("superior", [])]
    left += [Paragraph(bold(line), HEAD) for line in head["issuer"]] + [rule("38%")]
    if head.get("number"):
        left.append(Paragraph(rich(f"Số: {head['number']}"), HEAD))
    if head.get("subject"):
        left.append(Paragraph(rich(head["subject"]), HEAD))
    if head.get("date"):
        country.append(Paragraph(f"<i>{rich(head['place'])}, {rich(head['date'])}</i>", HEAD))
    table = Table([[left, country]], colWidths=[width * 0.44, width * 0.56], style=PLAIN)
    return [table, Spacer(1, 8)]


def opening(head: dict) -> list[Flowable]:
    """Form and subject, then whom the document addresses."""
    found: list[Flowable] = []
    if head.get("form"):
        found.append(Paragraph(bold(head["form"].upper()), style(13, alignment=TA_CENTER)))
    found += [Paragraph(bold(line), CENTRE) for line in head.get("about", [])]
    if found:
        found.append(rule("22%"))
    to = head.get("to", [])
    if len(to) == 1:
        found.append(Paragraph(f"Kính gửi: {rich(to[0])}", CENTRE))
    elif to:
        found.append(Paragraph("Kính gửi:", style(leftIndent=30 * mm)))
        found += [Paragraph(rich(f"- {line}"), style(leftIndent=42 * mm)) for line in to]
    return [*found, Spacer(1, 6)]


def table_of(rows: list[str], widths: list[float] | None, total: float) -> Table:
    cells = [[cell.strip() for cell in row.strip()[1:-1].split("|")] for row in rows]
    count = len(cells[0])
    shares = widths or [100 / count] * count
    body = [[Paragraph(bold(cell), CELL_CENTRE) for cell in cells[0]]]
    for row in cells[1:]:
        if len(row) != count:
            raise ValueError(f"a table row has {len(row)} cells, its head has {count}: {row}")
        body.append([Paragraph(rich(c), CELL_CENTRE if len(c) < 9 else CELL) for c in row])
    return Table(
        body, colWidths=[total * s / sum(shares) for s in shares], style=GRID, repeatRows=1
    )


def signatures(line: str, width: float) -> Flowable:
    cells = [part.strip() for part in line.strip("<> ").split("|")]
    row = [[Paragraph(bold(cell), CENTRE), Spacer(1, 46)] for cell in cells]
    return KeepTogether([Spacer(1, 8), Table([row], colWidths=[width / len(row)] * len(row))])


def paragraph(line: str) -> Flowable:
    if line == "===":
        return PageBreak()
    if line.startswith("# "):
        return Paragraph(bold(line[2:]), CENTRE)
    if line.startswith("## "):
        return Paragraph(bold(line[3:]), HEADING)
    if line.startswith("^ "):
        return Paragraph(f"<i>{rich(line[2:])}</i>", CENTRE)
    return Paragraph(rich(line), BODY)


def body(lines: tuple[str, ...], width: float) -> list[Flowable]:
    found: list[Flowable] = []
    rows: list[str] = []
    widths: list[float] | None = None
    for line in (*lines, ""):
        if line.startswith("| "):
            rows.append(line)
            continue
        if rows:
            found += [table_of(rows, widths, width), Spacer(1, 6)]
            rows, widths = [], None
        if line.startswith("|:"):
            widths = [float(share) for share in line[2:].split()]
        elif line.startswith("<<"):
            found.append(signatures(line, width))
        elif line:
            found.append(paragraph(line))
    return found


def closing(head: dict, width: float) -> list[Flowable]:
    """Recipients on the left, the signer on the right; attachments below."""
    left = [Paragraph("<i>Nơi nhận:</i>", SMALL)] if head.get("recipients") else []
    left += [Paragraph(rich(f"- {line}"), SMALL) for line in head.get("recipients", [])]
    if head.get("attachments"):
        left += [Spacer(1, 4), Paragraph("<i>Đính kèm:</i>", SMALL)]
        left += [Paragraph(rich(f"- {line}"), SMALL) for line in head["attachments"]]
    right = [Paragraph(bold(line), style(alignment=TA_CENTER)) for line in head.get("capacity", [])]
    if head.get("signer"):
        right += [Spacer(1, 44), Paragraph(bold(head["signer"]), style(alignment=TA_CENTER))]
    if not left and not right:
        return []
    table = Table([[left or "", right or ""]], colWidths=[width * 0.5] * 2, style=PLAIN)
    return [Spacer(1, 10), KeepTogether([table])]


def page_number(canvas, document) -> None:
    """From page 2 on, centred on top (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục I.7)."""
    if document.page > 1:
        canvas.setFont(FAMILY, 10)
        canvas.drawCentredString(
            document.pagesize[0] / 2, document.pagesize[1] - 12 * mm, str(document.page)
        )


def split_annex(lines: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What follows the line ``=== annex`` stands behind the signature."""
    if "=== annex" not in lines:
        return lines, ()
    at = lines.index("=== annex")
    return lines[:at], ("===", *lines[at + 1 :])


def make_pdf(source: Source, target: Path) -> None:
    """Write ``source`` to ``target``; raises ``ValueError`` on a malformed table."""
    size = landscape(A4) if source.head.get("landscape") else A4
    document = SimpleDocTemplate(
        str(target),
        pagesize=size,
        title=str(source.head["title"]),
        author=", ".join(source.head.get("issuer", [])) or "Trường THCS Hướng Dương",
        lang="vi",
        **MARGINS,
    )
    width = document.width - 12
    main, annex = split_annex(source.lines)
    story = heading(source.head, width) + opening(source.head) + body(main, width)
    story += closing(source.head, width) + body(annex, width)
    document.build(story, onFirstPage=page_number, onLaterPages=page_number)
