"""A line over time: within its drawing, whatever the numbers."""

from hcmedu.portal.charts import Bar
from hcmedu.portal.charts import Chart
from hcmedu.portal.charts import ChartError
from hcmedu.portal.charts import trend
from hypothesis import given
from hypothesis import strategies as st
from xml.etree import ElementTree

import pytest


SVG = "{http://www.w3.org/2000/svg}"
VALUES = st.none() | st.floats(0, 1e9)


def drawn(values, places=None):
    bars = [Bar(f"Tuần {n}", value, str(value)) for n, value in enumerate(values)]
    steps = max(len(values) - 1, 1)
    return trend(Chart("diem", "Điểm", bars), places or [n / steps for n in range(len(values))])


@given(st.lists(VALUES, min_size=1, max_size=60))
def test_points_keep_within(values):
    tree = ElementTree.fromstring(drawn(values))
    _x, _y, width, height = map(float, tree.get("viewBox").split())
    for line in tree.iter(f"{SVG}polyline"):
        for pair in line.get("points").split():
            x, y = map(float, pair.split(","))
            assert 0 <= x <= width
            assert 0 <= y <= height


@pytest.mark.parametrize("places", [[0.0], [0.0, 1.5], [-0.1, 1.0], [0.0, 0.5, 1.0]])
def test_each_has_a_place(places):
    with pytest.raises(ChartError):
        drawn([1, 2], places)


@pytest.mark.parametrize("value", [-1, float("nan"), float("inf"), "5"])
def test_no_number(value):
    with pytest.raises(ChartError):
        drawn([50, value])


def test_the_full_score_is_above_and_nothing_below():
    tree = ElementTree.fromstring(drawn([0, 100]))
    (line,) = tree.iter(f"{SVG}polyline")
    (_x, low), (_x2, high) = (pair.split(",") for pair in line.get("points").split())
    assert float(low) > float(high)


def test_what_nobody_knows_breaks_the_line():
    tree = ElementTree.fromstring(drawn([10, 20, None, 30, 40]))
    assert len(list(tree.iter(f"{SVG}polyline"))) == 2


def test_texts_are_texts():
    made = trend(Chart("x", "<script>", [Bar("<b>", 1, "&")]), [1.0])
    assert "<script>" not in made
    assert "<b>" not in made


def test_nothing_to_draw():
    assert trend(Chart("x", "y", []), []) == ""
