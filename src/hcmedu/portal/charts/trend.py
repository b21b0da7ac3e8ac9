"""A line over time, as for a score from week to week: 0 below, the full score above."""

from collections.abc import Sequence
from hcmedu.portal.charts import drawing
from hcmedu.portal.charts.drawing import NAME_SIZE
from hcmedu.portal.charts.drawing import number
from hcmedu.portal.charts.drawing import VALUE_SIZE
from hcmedu.portal.charts.drawing import WIDTH
from hcmedu.portal.charts.model import Bar
from hcmedu.portal.charts.model import Chart
from hcmedu.portal.charts.model import ChartError
from hcmedu.portal.charts.model import checked


HEIGHT = 150.0
#: Where 0 and the full score lie; above is room for a number, below for the names.
GROUND, TOP = HEIGHT - 22, 22.0
#: On the left stands the scale; on both sides is room for half a dot.
SCALE = 24.0
LEFT, RIGHT = SCALE + 10, WIDTH - 6.0
DOT = 3.5
#: With more points than that only the last one is dotted.
DOTTED = 30


def trend(chart: Chart, places: Sequence[float], full: float = 100.0) -> str:
    """SVG of the chart. ``places``: of each bar, 0 (left end) to 1 (right end), rising.

    A bar without a value breaks the line. The first and the last have their names and numbers.
    """
    if not chart.bars:
        return ""
    if len(places) != len(chart.bars) or not all(0 <= each <= 1 for each in places):
        raise ChartError("a place from 0 to 1 for each bar")
    points = [_point(bar, place, full) for bar, place in zip(chart.bars, places, strict=True)]
    body = _grid(full) + _lines(points) + _dots(points) + _ends(chart, points)
    return drawing.svg(chart, HEIGHT, body)


Point = tuple[float, float] | None


def _point(bar: Bar, place: float, full: float) -> Point:
    value = checked(bar.value)
    if value is None:
        return None
    share = min(value / full, 1.0)
    return LEFT + place * (RIGHT - LEFT), GROUND - share * (GROUND - TOP)


def _grid(full: float) -> str:
    """Nothing, half and all, each with its number."""
    half = ("hcmedu-chart-grid", (GROUND + TOP) / 2, full / 2)
    heights = (("hcmedu-chart-grid", TOP, full), half, ("hcmedu-chart-ground", GROUND, 0.0))
    return "".join(_height(css, y, value) for css, y, value in heights)


def _height(css: str, y: float, value: float) -> str:
    told = number(value).replace(".", ",")
    scale = drawing.label("hcmedu-chart-name", SCALE, y + 4, told, NAME_SIZE, SCALE, "end")
    return scale + drawing.line(css, y, SCALE + 4)


def _lines(points: Sequence[Point]) -> str:
    runs: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return "".join(_line(run) for run in runs if len(run) > 1)


def _line(run: Sequence[tuple[float, float]]) -> str:
    path = " ".join(f"{number(x)},{number(y)}" for x, y in run)
    return f'<polyline class="hcmedu-chart-trend" fill="none" points="{path}"></polyline>'


def _dots(points: Sequence[Point]) -> str:
    known = [point for point in points if point is not None]
    shown = known if len(known) <= DOTTED else known[-1:]
    return "".join(
        f'<circle class="hcmedu-chart-dot" cx="{number(x)}" cy="{number(y)}" r="{DOT}"></circle>'
        for x, y in shown
    )


def _ends(chart: Chart, points: Sequence[Point]) -> str:
    """Name below and number above of the first and of the last; one alone is the last."""
    room = (RIGHT - LEFT) / 2 - 4
    last = _end(chart.bars[-1], points[-1], RIGHT, "end", room)
    return last if len(points) == 1 else _end(chart.bars[0], points[0], LEFT, "start", room) + last


def _end(bar: Bar, point: Point, x: float, anchor: str, room: float) -> str:
    name = drawing.label("hcmedu-chart-name", x, GROUND + 16, bar.name, NAME_SIZE, room, anchor)
    height = (point[1] if point else GROUND) - 8
    return name + drawing.label("hcmedu-chart-value", x, height, bar.text, VALUE_SIZE, room, anchor)
