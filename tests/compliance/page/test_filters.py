"""What the page is asked for, whatever stands in the address."""

from hcmedu.portal.compliance.asked import Asked
from hcmedu.portal.compliance.evaluation import Finding
from hcmedu.portal.compliance.evaluation import Result
from hcmedu.portal.compliance.evaluation import Status
from hcmedu.portal.compliance.page.filters import FIELDS
from hcmedu.portal.compliance.page.filters import read
from hcmedu.portal.regulations.model import Check
from hcmedu.portal.regulations.model import CheckKind
from hypothesis import given
from hypothesis import strategies
from urllib.parse import parse_qs

import pytest


def result(status, owner="A31", criterion="timeliness"):
    check = Check("friday", CheckKind.NOT_EMPTY, "Có lịch tuần sau", (), ())
    return Result(f"{owner}.friday", owner, check, criterion, Finding(status))


def asked(**form):
    return read(form, Asked(), {"coverage", "timeliness"}, {"A31", "A30"})


@pytest.mark.parametrize(
    ("form", "statuses"),
    [
        ({}, set(Status)),
        ({"status": "open"}, {Status.NOT_MET, Status.PARTIAL, Status.TO_ATTEST}),
        ({"status": "met"}, {Status.MET}),
        # A half is no pass
        ({"status": "partial"}, {Status.PARTIAL}),
        ({"status": "nonsense"}, set(Status)),
    ],
)
def test_by_status(form, statuses):
    shown = asked(**form)
    assert {each for each in Status if shown.passes(result(each), str)} == statuses


@pytest.mark.parametrize(
    ("form", "passes"),
    [
        ({"section": "A31"}, True),
        ({"section": "A30"}, False),
        ({"criterion": "coverage"}, False),
        ({"text": "lich TUAN"}, True),
        ({"text": "thực đơn"}, False),
        ({"text": "tuần lịch", "section": "A31"}, True),
    ],
)
def test_by_place_and_words(form, passes):
    assert asked(**form).passes(result(Status.MET), lambda _r: "Lịch công tác tuần") is passes


def test_the_choices_stay_in_links():
    query = asked(status="open", text='a&b"<script>', view="criteria").query(view="")
    assert parse_qs(query[1:]) == {"status": ["open"], "text": ['a&b"<script>']}
    assert "<" not in query and '"' not in query


hostile = ["", "open", "A31", "x" * 200, "<b>", "\x00\u200b", "\ud800", ["met"], {"a": "b"}]
hostile += [None, b"met", 7]


@given(strategies.dictionaries(strategies.sampled_from(FIELDS), strategies.sampled_from(hostile)))
def test_whatever_is_sent_is_read(form):
    shown = asked(**form)
    shown.passes(result(Status.MET), lambda _result: "x")
    assert set(shown.values) == set(FIELDS)
    assert all(value.isprintable() and len(value) <= 100 for value in shown.values.values())
