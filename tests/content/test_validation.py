"""Checks that types share: pure, without a site."""

from dataclasses import dataclass
from datetime import date
from hcmedu.portal.content.errors import FieldInvalid
from hcmedu.portal.content.errors import MessageError
from hcmedu.portal.content.relations import reaches
from hcmedu.portal.content.tidying import tidy_value
from hcmedu.portal.content.validation import canonical_number
from hcmedu.portal.content.validation import in_order
from hcmedu.portal.content.validation import is_document_number
from hcmedu.portal.content.validation import NUMBER_MESSAGES
from hcmedu.portal.content.validation import sensible_date
from hcmedu.portal.vietnamese import InvalidDocumentNumber
from hypothesis import given
from hypothesis import strategies as st
from plone.app.textfield.value import RichTextValue
from zope.i18n import translate

import pytest
import unicodedata


days = st.none() | st.dates(date(1950, 1, 1), date(2100, 1, 1))


@dataclass
class Dates:
    issue_date: date | None
    in_force_from: date | None
    in_force_until: date | None


STEPS = (("issue_date", "a"), ("in_force_from", "b"), ("in_force_until", "c"))


@given(days, days, days)
def test_in_order_accepts_exactly_what_is_in_order(first, second, third):
    given_days = [day for day in (first, second, third) if day]
    try:
        in_order(Dates(first, second, third), *STEPS)
    except FieldInvalid as error:
        assert given_days != sorted(given_days)
        assert error.field in ("in_force_from", "in_force_until")
    else:
        assert given_days == sorted(given_days)


def test_the_message_belongs_to_the_later_date():
    with pytest.raises(FieldInvalid) as caught:
        in_order(Dates(date(2020, 1, 2), None, date(2020, 1, 1)), *STEPS)
    assert (caught.value.field, caught.value.args[0]) == ("in_force_until", "c")


@pytest.mark.parametrize("year, ok", [(1, 0), (202, 0), (1899, 0), (1945, 1), (2199, 1), (9999, 0)])
def test_sensible_date(year, ok):
    if ok:
        assert sensible_date(date(year, 1, 1))
    else:
        with pytest.raises(MessageError) as caught:
            sensible_date(date(year, 1, 1))
        assert "1900" in translate(caught.value.doc())


@pytest.mark.parametrize(
    "number",
    ["", "  ", "GDĐT-TTTT", "4210", "0/QĐ", "36/9999/TT-BGDĐT", "12/QĐ<script>", "12/QĐ ngày 3/4"],
)
def test_bad_numbers_are_refused_with_a_message(number):
    with pytest.raises(MessageError) as caught:
        is_document_number(number)
    assert caught.value.doc() in NUMBER_MESSAGES.values()


def test_legacy_encoding_is_named_with_the_probable_spelling():
    with pytest.raises(MessageError) as caught:
        is_document_number("4210/GD§T-TTTT")
    assert "4210/GDĐT-TTTT" in translate(caught.value.doc())


def test_every_kind_of_error_has_a_message():
    assert set(NUMBER_MESSAGES) | {"legacy"} == InvalidDocumentNumber.kinds


@pytest.mark.parametrize(
    "typed, stored",
    [
        ("4210 /GDĐT-TTTT", "4210/GDĐT-TTTT"),
        ("Số: 4210/GDDT–TTTT", "4210/GDĐT-TTTT"),
        (unicodedata.normalize("NFD", "36/2017/TT-BGDĐT"), "36/2017/TT-BGDĐT"),
        ("5/KH-THCSHD", "05/KH-THCSHD"),
        ("no number", "no number"),
        ("", ""),
        (None, None),
    ],
)
def test_canonical_number(typed, stored):
    assert canonical_number(typed) == stored


@given(st.text(max_size=60))
def test_canonical_number_is_stable(text):
    once = canonical_number(text)
    assert canonical_number(once) == once


nodes = st.integers(0, 6)


@given(st.dictionaries(nodes, st.lists(nodes, max_size=3)), nodes, nodes)
def test_reaches_is_reachability(graph, start, goal):
    closure = {start}
    while True:
        grown = closure | {target for node in closure for target in graph.get(node, ())}
        if grown == closure:
            break
        closure = grown
    assert reaches(start, goal, lambda node: graph.get(node, ())) == (goal in closure)


HOA = unicodedata.normalize("NFD", "hoà bình")


@pytest.mark.parametrize(
    "value, tidied",
    [
        (HOA, "hòa bình"),
        ([HOA, 3, None], ["hòa bình", 3, None]),
        ((HOA,), ("hòa bình",)),
        ({HOA}, {"hòa bình"}),
        ([{"title": HOA, "copies": 2}], [{"title": "hòa bình", "copies": 2}]),
        (None, None),
        (5, 5),
    ],
)
def test_tidy_value(value, tidied):
    assert tidy_value(value) == tidied


def test_tidy_rich_text_keeps_its_type():
    value = RichTextValue(f"<p>{HOA}</p>", "text/html", "text/x-html-safe")
    tidied = tidy_value(value)
    assert tidied.raw == "<p>hòa bình</p>"
    assert (tidied.mimeType, tidied.outputMimeType) == ("text/html", "text/x-html-safe")
    assert tidy_value(tidied) is tidied
