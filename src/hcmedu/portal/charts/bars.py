"""Bars below each other, as for kinds: name and number above each."""

from hcmedu.portal.charts import drawing
from hcmedu.portal.charts.drawing import VALUE_SIZE
from hcmedu.portal.charts.drawing import WIDTH
from hcmedu.portal.charts.drawing import width_of
from hcmedu.portal.charts.model import Bar
from hcmedu.portal.charts.model import Chart


#: Height of a row, where its texts stand in it, where its bar begins, and how thick that is.
ROW, BASE, TOP, THICK = 36.0, 13.0, 19.0, 10.0
GAP = 8.0


def bars(chart: Chart) -> str:
    """SVG of the chart, as high as it has rows. Empty when there is none to draw."""
    if not chart.bars:
        return ""
    rows = enumerate(zip(chart.bars, chart.shares(), strict=True))
    body = "".join(_row(bar, share, at * ROW) for at, (bar, share) in rows)
    return drawing.svg(chart, ROW * len(chart.bars), body)


def _row(bar: Bar, share: float | None, top: float) -> str:
    """The number keeps its room, up to half of the row; the name has the rest."""
    room = min(width_of(bar.text, VALUE_SIZE), WIDTH / 2)
    base = top + BASE
    name = drawing.label("hcmedu-chart-kind", 0, base, bar.name, VALUE_SIZE, WIDTH - room - GAP)
    value = ("hcmedu-chart-value", WIDTH, base, bar.text, VALUE_SIZE, room, "end")
    track = drawing.rect("hcmedu-chart-track", 0, top + TOP, WIDTH, THICK)
    length = WIDTH * (share or 0.0)
    filled = "" if share is None else _filled(top, length)
    return name + drawing.label(*value) + track + filled


def _filled(top: float, length: float) -> str:
    css = "hcmedu-chart-bar hcmedu-chart-bar-last"
    return drawing.rect(css, 0, top + TOP, length, THICK)
