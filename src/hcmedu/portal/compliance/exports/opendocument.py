"""A text document as one XML file (Flat OpenDocument): paragraphs and tables on A4. Pure.

Office programs of all kinds open it, LibreOffice makes the PDF of it. Every text is escaped here.
"""

from collections.abc import Iterable
from collections.abc import Sequence
from html import escape

import re


_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SPACES = {
    "office": "office:1.0",
    "style": "style:1.0",
    "text": "text:1.0",
    "table": "table:1.0",
    "fo": "xsl-fo-compatible:1.0",
}
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_NAMESPACES = " ".join(f'xmlns:{key}="{_OASIS}:{name}"' for key, name in _SPACES.items())
_MIME = "application/vnd.oasis.opendocument.text"
#: Named so that Windows, macOS and Linux each have one of them, with all signs of Vietnamese.
_FONT = "'Times New Roman', 'Liberation Serif', 'Noto Serif', 'DejaVu Serif'"
#: Name → attributes of the paragraph, of its letters.
_STYLES = {
    "Standard": ('fo:margin-bottom="1.5mm"', 'fo:font-size="13pt"'),
    "Head": ('fo:text-align="center"', 'fo:font-size="10.5pt"'),
    "HeadBold": ('fo:text-align="center"', 'fo:font-size="10.5pt" fo:font-weight="bold"'),
    "Right": ('fo:text-align="end" fo:margin-top="4mm"', 'fo:font-style="italic"'),
    "Title": (
        'fo:text-align="center" fo:margin-top="6mm" fo:margin-bottom="4mm"',
        'fo:font-size="15pt" fo:font-weight="bold"',
    ),
    "Heading": (
        'fo:margin-top="5mm" fo:margin-bottom="2mm" fo:keep-with-next="always"',
        'fo:font-weight="bold"',
    ),
    "Cell": ("", 'fo:font-size="11pt"'),
    "CellBold": ("", 'fo:font-size="11pt" fo:font-weight="bold"'),
    "Number": ('fo:text-align="end"', 'fo:font-size="11pt"'),
    "NumberBold": ('fo:text-align="end"', 'fo:font-size="11pt" fo:font-weight="bold"'),
    "Small": ("", 'fo:font-size="9.5pt" fo:font-style="italic"'),
    # On the page of what follows: nobody signs an empty page
    "Kept": ('fo:margin-bottom="1.5mm" fo:keep-with-next="always"', 'fo:font-size="13pt"'),
    "SmallKept": (
        'fo:keep-with-next="always"',
        'fo:font-size="9.5pt" fo:font-style="italic"',
    ),
    "Sign": ('fo:text-align="center" fo:keep-with-next="always"', ""),
    "SignBold": (
        'fo:text-align="center" fo:keep-with-next="always"',
        'fo:font-weight="bold"',
    ),
    "SignSmall": (
        'fo:text-align="center" fo:keep-with-next="always"',
        'fo:font-size="11pt" fo:font-style="italic"',
    ),
    "Room": ('fo:margin-top="22mm" fo:text-align="center"', ""),
}
#: Text of a cell, or several paragraphs with their styles.
Cell = str | Sequence[tuple[str, str]]
WIDTH = 170.0


def safe(text: str) -> str:
    """No markup of the writer's; a line end is one in the document, too."""
    return escape(_NO_CHARACTER.sub("", text)).replace("\n", "<text:line-break/>")


def paragraph(text: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{safe(text)}</text:p>'


class Document:
    """``body``: markup of paragraphs and tables; ``text`` is the whole file."""

    def __init__(self, title: str) -> None:
        self.title = title
        self._body: list[str] = []
        self._styles: dict[str, str] = {}

    def add(self, text: str, style: str = "Standard") -> None:
        self._body.append(paragraph(text, style))

    def table(
        self,
        widths: Sequence[float],
        rows: Iterable[Sequence[Cell]],
        head: Sequence[str] = (),
        lined: bool = True,
    ) -> None:
        """``widths``: parts of the line; ``head`` stands again on each page."""
        cell = "Lined" if lined else "Plain"
        columns = "".join(self._column(width / sum(widths)) for width in widths)
        first = f"<table:table-header-rows>{_row([[(t, 'CellBold')] for t in head], cell)}"
        heads = f"{first}</table:table-header-rows>" if head else ""
        body = "".join(_row(row, cell) for row in rows)
        made = f'<table:table table:style-name="Full">{columns}{heads}{body}</table:table>'
        self._body.append(made)

    def _column(self, part: float) -> str:
        name = f"C{round(part * 1000)}"
        size = f'<style:table-column-properties style:column-width="{part * WIDTH:.1f}mm"/>'
        self._styles[name] = _style(name, "table-column", size)
        return f'<table:table-column table:style-name="{name}"/>'

    @property
    def text(self) -> str:
        title = (
            f'<dc:title xmlns:dc="http://purl.org/dc/elements/1.1/">{safe(self.title)}</dc:title>'
        )
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<office:document {_NAMESPACES} office:version="1.3" office:mimetype="{_MIME}">'
            f"<office:meta>{title}</office:meta>"
            f"<office:styles>{_paragraphs()}</office:styles>"
            f"<office:automatic-styles>{_PAGE}{_TABLES}{''.join(self._styles.values())}"
            f"</office:automatic-styles>{_MASTER}"
            f"<office:body><office:text>{''.join(self._body)}</office:text></office:body>"
            "</office:document>"
        )


def _row(cells: Sequence[Cell], style: str) -> str:
    made = "".join(_cell(each, style) for each in cells)
    return f'<table:table-row table:style-name="Row">{made}</table:table-row>'


def _cell(cell: Cell, style: str) -> str:
    parts = [(cell, "Cell")] if isinstance(cell, str) else cell
    inner = "".join(paragraph(text, name) for text, name in parts)
    return f'<table:table-cell table:style-name="{style}">{inner}</table:table-cell>'


def _style(name: str, family: str, inner: str) -> str:
    return f'<style:style style:name="{name}" style:family="{family}">{inner}</style:style>'


def _paragraphs() -> str:
    """The styles of all paragraphs; letters of the language that the document is in."""
    made = []
    for name, (shape, letters) in _STYLES.items():
        font = f'fo:font-family="{_FONT}" fo:language="vi" fo:country="VN"'
        size = letters if "font-size" in letters else f'fo:font-size="13pt" {letters}'
        inner = f"<style:paragraph-properties {shape}/><style:text-properties {font} {size}/>"
        made.append(_style(name, "paragraph", inner))
    return "".join(made)


_EDGES = 'fo:padding="1.2mm" fo:border="0.5pt solid #444444"'
_TABLES = (
    _style("Full", "table", f'<style:table-properties style:width="{WIDTH}mm"/>')
    + _style("Row", "table-row", '<style:table-row-properties fo:keep-together="always"/>')
    + _style("Lined", "table-cell", f"<style:table-cell-properties {_EDGES}/>")
    + _style("Plain", "table-cell", '<style:table-cell-properties fo:border="none"/>')
)
_PAGE = (
    '<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="210mm"'
    ' fo:page-height="297mm" fo:margin-top="20mm" fo:margin-bottom="20mm" fo:margin-left="25mm"'
    ' fo:margin-right="15mm"/></style:page-layout>'
)
_MASTER = (
    '<office:master-styles><style:master-page style:name="Standard"'
    ' style:page-layout-name="A4"><style:footer><text:p text:style-name="Head">'
    "<text:page-number/></text:p></style:footer></style:master-page></office:master-styles>"
)
