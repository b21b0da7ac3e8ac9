"""Columns side by side, as for years: the number above each, its name below."""

from hcmedu.portal.charts import drawing
from hcmedu.portal.charts.drawing import NAME_SIZE
from hcmedu.portal.charts.drawing import VALUE_SIZE
from hcmedu.portal.charts.drawing import WIDTH
from hcmedu.portal.charts.model import Bar
from hcmedu.portal.charts.model import Chart


HEIGHT = 180.0
#: Where the columns stand, and how high the longest is; above is room for its number.
GROUND, LONGEST = HEIGHT - 22, HEIGHT - 22 - 24
WIDEST = 46.0
#: Part of its place that a column fills.
FILLED = 0.62


def columns(chart: Chart) -> str:
    """SVG of the chart; the last column stands out. Empty when there is none to draw."""
    if not chart.bars:
        return ""
    place = WIDTH / len(chart.bars)
    ends = len(chart.bars) - 1
    drawn = (
        _column(bar, share, at * place, place, at == ends)
        for at, (bar, share) in enumerate(zip(chart.bars, chart.shares(), strict=True))
    )
    body = "".join(drawn) + drawing.line("hcmedu-chart-ground", GROUND)
    return drawing.svg(chart, HEIGHT, body)


def _column(bar: Bar, share: float | None, left: float, place: float, is_last: bool) -> str:
    height = LONGEST * (share or 0.0)
    width = min(WIDEST, place * FILLED)
    middle, room = left + place / 2, place * 0.94
    css = "hcmedu-chart-bar hcmedu-chart-bar-last" if is_last else "hcmedu-chart-bar"
    column = drawing.rect(css, middle - width / 2, GROUND - height, width, height)
    value = ("hcmedu-chart-value", middle, GROUND - height - 6, bar.text, VALUE_SIZE, room)
    name = ("hcmedu-chart-name", middle, GROUND + 16, bar.name, NAME_SIZE, room)
    return (
        ("" if share is None else column)
        + drawing.label(*value, "middle")
        + drawing.label(*name, "middle")
    )
