"""What stands in an address, as a filter; and back again."""

from datetime import date
from hcmedu.portal.documents.register.filters import FACETS
from hcmedu.portal.documents.register.filters import Filter
from hcmedu.portal.documents.register.filters import FORCES
from hcmedu.portal.documents.register.filters import MAX_VALUES
from hcmedu.portal.documents.register.filters import read_filter
from hcmedu.portal.documents.register.filters import SORTS
from hypothesis import given
from hypothesis import strategies as st
from urllib.parse import parse_qs

import pytest


NAMES = ("text", "number", "from", "to", *FACETS, "sort_on", "sort_order")
WORDS = st.text(max_size=20) | st.sampled_from(["2026", "in_force", "date", "01/02/2026", "*", '"'])
ODD = WORDS | st.integers() | st.none() | st.lists(WORDS | st.integers(), max_size=4) | st.just({})
FORMS = st.dictionaries(st.sampled_from(NAMES), ODD)


@given(FORMS)
def test_any_address_is_a_filter(form):
    read_filter(form)


@given(FORMS)
def test_an_address_says_all_of_a_filter(form):
    asked = read_filter(form)
    again = read_filter(parse_qs(asked.query(), keep_blank_values=True) | single(asked))
    assert again == asked


def single(asked):
    """What a form holds of parameters that came once."""
    found = {}
    for name, value in asked.parameters():
        found[name] = value if name not in found else [*listed(found[name]), value]
    return found


def listed(value):
    return value if isinstance(value, list) else [value]


@given(FORMS, st.sampled_from(FACETS), st.text(min_size=1, max_size=5))
def test_a_value_goes_as_it_came(form, facet, value):
    asked = read_filter(form).without(facet)
    assert asked.toggled(facet, value).toggled(facet, value) == asked
    assert getattr(asked.toggled(facet, value), facet) == (value,)


@pytest.mark.parametrize("typed", ["31/12/2026", "2026-12-31", " 31/12/2026 ", "31-12-2026"])
def test_days(typed):
    assert read_filter({"from": typed}).issued_from == date(2026, 12, 31)


@pytest.mark.parametrize("typed", ["31/02/2026", "hôm qua", "2026", "0/0/0", "2026-13-01"])
def test_what_is_no_day_is_told(typed):
    asked = read_filter({"to": typed, "text": "tuyển"})
    assert asked.issued_to is None
    assert asked.errors == {"to": typed}
    assert asked.text == "tuyển"


def test_unknown_values_count_as_not_given():
    form = {"year": ["2026", "20x6", "1"], "force": ["in_force", "x"], "sort_on": "path"}
    asked = read_filter(form)
    assert (asked.year, asked.force, asked.sort_on) == (("2026",), ("in_force",), "")


def test_a_filter_is_bounded():
    asked = read_filter({"issuer": [str(n) for n in range(999)], "text": "x" * 10_000})
    assert len(asked.issuer) == MAX_VALUES
    assert len(asked.text) == 500


def test_the_best_first_where_words_were_typed():
    assert Filter().sort == "date"
    assert Filter(text="x").sort == "relevance"
    assert Filter(text="x", sort_on="number").sort == "number"
    assert Filter(sort_on="relevance").sort == "date"


@pytest.mark.parametrize("name", SORTS[1:])
def test_sorting_again_turns_it_round(name):
    once = Filter(text="x", sort_on="relevance").sorted_by(name)
    assert once.sorted_by(name).descending is not once.descending
    assert once.sorted_by(name).sorted_by(name) == once


def test_only_the_order_narrows_nothing():
    assert not Filter(sort_on="date", sort_order="ascending").is_narrowed
    assert all(Filter(**{name: ("x",)}).is_narrowed for name in FACETS)
    assert FORCES == ("in_force", "not_yet", "ended")
