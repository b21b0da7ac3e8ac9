"""Colours of the look: known contrasts, and what holds for every colour."""

from hcmedu.portal.theme import colours
from hypothesis import given
from hypothesis import strategies as st

import pytest
import re


COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
HERE = __file__.rpartition("/tests/")[0]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#767676", "#ffffff", 4.54)],
)
def test_contrast_as_wcag_counts(one, other, expected):
    assert colours.contrast(one, other) == pytest.approx(expected, abs=0.006)


@given(COLOURS, COLOURS)
def test_contrast_has_no_direction_and_its_bounds(one, other):
    found = colours.contrast(one, other)
    assert found == colours.contrast(other, one)
    assert 1 <= found <= 21.001


@given(COLOURS)
def test_what_is_suggested_can_be_read(colour):
    dark = colours.dark_enough(colour)
    assert colours.readable_on_paper(dark)
    assert colours.readable_on(colours.WHITE, dark)
    assert colours.readable_on(colours.light_enough(colour, dark), dark)


@given(COLOURS)
def test_what_can_be_read_stays(colour):
    if colours.readable_on_paper(colour):
        assert colours.dark_enough(colour) == colour
        assert colours.contrast(colours.scaled(colour, 0.7), colours.WHITE) >= 4.5


@pytest.mark.parametrize("name", colours.PALETTES)
def test_palettes_can_be_read(name):
    palette = colours.PALETTES[name]
    assert colours.readable_on_paper(palette.primary)
    assert colours.readable_on(palette.accent, palette.primary)
    assert colours.readable_on(palette.accent, palette.dark)
    assert colours.readable_on(colours.WHITE, palette.dark)


def test_first_palette_is_what_the_style_sheet_says():
    with open(f"{HERE}/src/hcmedu/portal/browser/static/css/00-base.css") as sheet:
        stated = dict(re.findall(r"(--[\w-]+): ([^;]+);", sheet.read()))
    palette = colours.PALETTES["blue"]
    assert stated["--hcmedu-primary"] == palette.primary
    assert stated["--hcmedu-accent"] == palette.accent
    assert stated["--hcmedu-soft"] == colours.SOFT
    assert palette.variables().keys() <= stated.keys()


@given(st.text(max_size=12))
def test_tidied_text_is_a_colour_or_as_it_was(text):
    found = colours.tidy(text)
    assert colours.is_colour(found) or found == text.strip()
    assert colours.tidy(found) == found


@pytest.mark.parametrize("text", ["0B4F8A", " #0b4f8a", "#0B4F8a "])
def test_ways_to_write_a_colour(text):
    assert colours.tidy(text) == "#0b4f8a"


@pytest.mark.parametrize("text", ["#0b4f8", "red", "#0b4f8a;}", "#0b4f8a\n", "url(x)", ""])
def test_no_colour(text):
    assert not colours.is_colour(text)


def test_page_shows_every_palette_as_it_is():
    with open(f"{HERE}/src/hcmedu/portal/browser/static/css/52-appearance.css") as sheet:
        shown = dict(re.findall(r'value="(\w+)"[^}]+gradient\(90deg, ([^)]+)\)', sheet.read()))
    assert shown == {
        name: f"{palette.primary} 65%, {palette.accent} 65%"
        for name, palette in colours.PALETTES.items()
    }
