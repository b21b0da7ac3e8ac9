"""Elements of SVG. Every text is escaped here, every number rounded here."""

from hcmedu.portal.charts.model import Chart
from html import escape

import re


WIDTH = 340
#: Height of the letters, as in the style sheet.
NAME_SIZE, VALUE_SIZE = 11, 13
#: Width of a letter, in parts of its height; rather too wide than too narrow.
LETTER = 0.58
#: What XML cannot hold.
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def safe(text: str) -> str:
    return escape(_NO_CHARACTER.sub("", text))


def number(value: float) -> str:
    """At most one decimal: a tenth of a pixel is enough."""
    return f"{value:.1f}".removesuffix(".0")


def svg(chart: Chart, height: float, body: str) -> str:
    """The whole drawing: an image with a name and a description."""
    key = f"hcmedu-chart-{chart.key}"
    return (
        f'<svg class="hcmedu-chart-drawing" xmlns="http://www.w3.org/2000/svg" role="img"'
        f' viewBox="0 0 {WIDTH} {number(height)}"'
        f' aria-labelledby="{key}-title {key}-text">'
        f'<title id="{key}-title">{safe(chart.title)}</title>'
        f'<desc id="{key}-text">{safe(chart.summary)}</desc>{body}</svg>'
    )


def rect(css: str, x: float, y: float, width: float, height: float) -> str:
    return (
        f'<rect class="{css}" x="{number(x)}" y="{number(y)}"'
        f' width="{number(width)}" height="{number(height)}" rx="2"></rect>'
    )


def line(css: str, y: float, left: float = 0) -> str:
    """From the left edge, or so far from it, to the right one."""
    ends = f'x1="{number(left)}" x2="{WIDTH}" y1="{number(y)}" y2="{number(y)}"'
    return f'<line class="{css}" {ends}></line>'


def label(
    css: str, x: float, y: float, text: str, size: float, room: float, anchor: str = "start"
) -> str:
    """A text that keeps within ``room``: one that would not is drawn narrower."""
    fitted = ""
    if width_of(text, size) > room:
        fitted = f' textLength="{number(room)}" lengthAdjust="spacingAndGlyphs"'
    return (
        f'<text class="{css}" x="{number(x)}" y="{number(y)}" text-anchor="{anchor}"{fitted}>'
        f"{safe(text)}</text>"
    )


def width_of(text: str, size: float) -> float:
    """How wide a text is at most, as far as that can be told without the font."""
    return len(text) * size * LETTER
