"""Charts: whatever the numbers and the names, the drawing is sound and keeps within its box."""

from hcmedu.portal.charts import Bar
from hcmedu.portal.charts import bars
from hcmedu.portal.charts import Chart
from hcmedu.portal.charts import ChartError
from hcmedu.portal.charts import columns
from hypothesis import given
from hypothesis import strategies as st
from xml.etree import ElementTree

import math
import pytest


DRAWN = [columns, bars]
SVG = "{http://www.w3.org/2000/svg}"
NUMBERS = st.one_of(
    st.none(),
    st.integers(0, 10**18),
    st.floats(0, 1e300, allow_nan=False, allow_infinity=False),
)
BARS = st.lists(st.builds(Bar, st.text(max_size=60), NUMBERS, st.text(max_size=40)), max_size=30)


def chart(*values, names=None) -> Chart:
    names = names or [f"{2020 + at}-{2021 + at}" for at in range(len(values))]
    texts = ["–" if value is None else str(value) for value in values]
    return Chart("hoc-sinh", "Học sinh", tuple(map(Bar, names, values, texts)))


def tree(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def box(root: ElementTree.Element) -> tuple[float, float]:
    _x, _y, width, height = map(float, root.attrib["viewBox"].split())
    return width, height


def rects(root: ElementTree.Element, css: str = "hcmedu-chart-bar") -> list[dict[str, float]]:
    return [
        {name: float(node.attrib[name]) for name in ("x", "y", "width", "height")}
        for node in root.iter(f"{SVG}rect")
        if css in node.attrib["class"].split()
    ]


def texts(root: ElementTree.Element) -> list[str]:
    return ["".join(node.itertext()) for node in root.iter(f"{SVG}text")]


class TestRefused:
    @pytest.mark.parametrize(
        "value", [-1, -0.001, math.nan, math.inf, -math.inf, True, "12", 10**400]
    )
    def test_what_has_no_length(self, value):
        with pytest.raises(ChartError):
            chart(1, value)

    @pytest.mark.parametrize("key", ["", "A", "a b", 'a"', "1a", "học-sinh", "a\n"])
    def test_a_key_that_is_none(self, key):
        with pytest.raises(ChartError):
            Chart(key, "Học sinh", ())


@pytest.mark.parametrize("draw", DRAWN)
class TestAnything:
    @given(given_bars=BARS, title=st.text(max_size=80))
    def test_keeps_within_its_box(self, draw, given_bars, title):
        svg = draw(Chart("x", title, tuple(given_bars)))
        if not given_bars:
            assert svg == ""
            return
        assert "nan" not in svg.split("<title")[0]
        root = tree(svg)
        width, height = box(root)
        for each in rects(root):
            assert all(math.isfinite(value) and value >= 0 for value in each.values())
            assert each["x"] + each["width"] <= width + 0.1
            assert each["y"] + each["height"] <= height + 0.1
        for node in root.iter(f"{SVG}text"):
            assert 0 <= float(node.attrib["x"]) <= width
            assert 0 <= float(node.attrib["y"]) <= height
            assert float(node.attrib.get("textLength", 0)) <= width

    @given(st.lists(st.integers(0, 10**9), min_size=2, max_size=12))
    def test_longer_means_more(self, draw, values):
        side = "height" if draw is columns else "width"
        drawn = [each[side] for each in rects(tree(draw(chart(*values))))]
        for one, length in zip(values, drawn, strict=True):
            for other, other_length in zip(values, drawn, strict=True):
                assert one > other or length <= other_length

    @given(st.lists(NUMBERS, min_size=1, max_size=12))
    def test_a_bar_for_each_number_that_is_known(self, draw, values):
        known = [value for value in values if value is not None]
        assert len(rects(tree(draw(chart(*values))))) == len(known)


@pytest.mark.parametrize("draw", DRAWN)
class TestCases:
    def test_zero_has_no_length_and_a_number(self, draw):
        root = tree(draw(chart(0, 0)))
        side = "height" if draw is columns else "width"
        assert [each[side] for each in rects(root)] == [0, 0]
        assert texts(root).count("0") == 2

    def test_one_year(self, draw):
        assert len(rects(tree(draw(chart(1305))))) == 1

    def test_a_gap_is_told(self, draw):
        root = tree(draw(chart(3, None, 5)))
        assert len(rects(root)) == 2
        assert "–" in texts(root)

    def test_it_says_its_numbers(self, draw):
        root = tree(draw(chart(32, 33)))
        assert root.attrib["role"] == "img"
        title, text = root.attrib["aria-labelledby"].split()
        said = {node.attrib["id"]: node.text for node in root if "id" in node.attrib}
        assert said == {title: "Học sinh", text: "2020-2021: 32; 2021-2022: 33"}

    def test_markup_is_text(self, draw):
        names = ["<script>alert(1)</script>", '"&\x00']
        svg = draw(Chart("x", "<b>", tuple(Bar(name, 1, "<i>") for name in names)))
        assert "<script" not in svg
        assert "<i>" not in svg
        assert {"<script>alert(1)</script>", '"&', "<i>"} <= set(texts(tree(svg)))

    def test_a_text_that_is_too_long_is_drawn_narrower(self, draw):
        root = tree(draw(chart(10**17, 1, names=["tên rất dài " * 9, "x"])))
        fitted = [node for node in root.iter(f"{SVG}text") if "textLength" in node.attrib]
        assert fitted
        assert all(node.attrib["lengthAdjust"] == "spacingAndGlyphs" for node in fitted)

    def test_numbers_of_two_kinds_compare(self, draw):
        side = "height" if draw is columns else "width"
        small, large = (each[side] for each in rects(tree(draw(chart(0.5, 10**15)))))
        assert small == 0 < large
