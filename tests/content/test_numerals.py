"""Numbers as Vietnamese write them."""

from hcmedu.portal.content.numerals import format_number
from hcmedu.portal.content.numerals import is_area
from hcmedu.portal.content.numerals import is_count
from hcmedu.portal.content.numerals import LARGEST
from hcmedu.portal.content.numerals import parse_number
from hypothesis import given
from hypothesis import strategies as st

import pytest


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "x", "12x", "-5", "+5", "1e3", "0x10", "NaN", "∞", "1/2", "½"),
        *("1.23", "12.5", "1.2345", "1.23.456", ".5", ",5", "5,", "1,234", "1,2,3", "1.234,567"),
        *("1..234", "1.234.", "٣٥", "1" * 30, "<script>1</script>"),
    ],
)
def test_no_number(text):
    with pytest.raises(ValueError):
        parse_number(text)


@pytest.mark.parametrize(
    "text, number",
    [
        ("0", 0),
        ("35", 35),
        (" 1.250 ", 1250),
        ("1 250", 1250),
        ("1\u00a0250", 1250),
        ("1.234.567", 1234567),
        ("48,5", 48.5),
        ("5.235,50", 5235.5),
        ("48,00", 48),
    ],
)
def test_number(text, number):
    assert parse_number(text) == number
    assert type(parse_number(text)) is type(number)


@pytest.mark.parametrize(
    "number, text",
    [
        *((0, "0"), (999, "999"), (1234, "1.234"), (1234567, "1.234.567")),
        *((5235.5, "5.235,5"), (48.0, "48"), (0.126, "0,13"), (None, "")),
    ],
)
def test_format(number, text):
    assert format_number(number) == text


@given(st.integers(0, LARGEST))
def test_whole_numbers_survive(number):
    assert parse_number(format_number(number)) == number


@given(st.integers(0, LARGEST * 100).map(lambda cents: round(cents / 100, 2)))
def test_numbers_with_decimals_survive(number):
    assert parse_number(format_number(number)) == number


@given(st.text(alphabet="0123456789., ", max_size=12))
def test_what_is_read_is_written_the_same_way(text):
    try:
        number = parse_number(text)
    except ValueError:
        return
    assert parse_number(format_number(number)) == number


@pytest.mark.parametrize("value", [True, False, -1, LARGEST + 1, 1.0, "1", None, [], 10**400])
def test_no_count(value):
    assert not is_count(value)


@pytest.mark.parametrize("value", [True, -0.5, float("nan"), float("inf"), "1", None, 10**400])
def test_no_area(value):
    assert not is_area(value)


def test_counts_and_areas():
    assert is_count(0)
    assert is_count(LARGEST)
    assert is_area(0)
    assert is_area(48.5)
