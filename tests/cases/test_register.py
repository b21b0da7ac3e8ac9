"""The register of cases: taken in once, moved by the rules, gone when deleted."""

from dataclasses import replace
from datetime import date
from datetime import timedelta
from hcmedu.portal.cases import register
from hcmedu.portal.cases.model import About
from hcmedu.portal.cases.model import Answer
from hcmedu.portal.cases.model import MOVES
from hcmedu.portal.cases.model import NewCase
from hcmedu.portal.cases.model import State
from hcmedu.portal.cases.model import Step
from hcmedu.portal.content.moments import now
from hcmedu.portal.submissions.files import checked_file
from io import BytesIO

import pytest


TRANSFER = NewCase(
    about=About.APPLICATION,
    form="uid",
    form_title="Đơn xin chuyển trường",
    name="Trần Văn An",
    phone="0903123456",
    due=date(2026, 12, 4),
    answers=(Answer("lop", "Lớp", "6A1"),),
)


@pytest.fixture
def receipt(portal):
    return register.take_in(portal, TRANSFER, [], "nonce")


def step(state, **values):
    return Step(now(), state, **values)


def test_what_was_sent_is_what_is_found(portal, receipt):
    case = register.find(portal, receipt)
    assert (case.row.name, case.phone, case.row.due) == ("Trần Văn An", "0903123456", TRANSFER.due)
    assert case.answers == TRANSFER.answers
    assert [each.state for each in case.steps] == [State.RECEIVED]
    assert abs(case.row.created - now()) < timedelta(minutes=1)


def test_the_same_form_sent_twice_is_one_case(portal, receipt):
    later = replace(TRANSFER, due=date(2026, 12, 7))
    assert register.take_in(portal, later, [], "nonce") == receipt
    assert len(list(register.rows(portal))) == 1


@pytest.mark.parametrize(
    ("new", "files", "nonce"),
    [
        (replace(TRANSFER, name="Trần Văn Bình"), [], "nonce"),
        (TRANSFER, [b"%PDF-1.4\n%%EOF\n"], "nonce"),
        (TRANSFER, [], "other"),
    ],
)
def test_anything_else_is_another_case(portal, receipt, new, files, nonce):
    scans = [checked_file(BytesIO(data), "don.pdf") for data in files]
    assert register.take_in(portal, new, scans, nonce) != receipt


@pytest.mark.parametrize("was", State)
@pytest.mark.parametrize("to", State)
def test_only_the_moves_of_the_rules_are_possible(portal, receipt, was, to):
    cases = register.shelf_to_fill(portal, "case")
    cases.change(receipt, {}, {"state": was.value})
    if to == was or to in MOVES[was]:
        register.move(portal, receipt, step(to), was)
        assert register.find(portal, receipt).row.state == to
    else:
        with pytest.raises(register.WrongMove):
            register.move(portal, receipt, step(to), was)


def test_who_saw_an_older_state_is_told(portal, receipt):
    register.move(portal, receipt, step(State.DONE, by="thuky"), State.RECEIVED)
    with pytest.raises(register.WrongMove):
        register.move(portal, receipt, step(State.REFUSED), State.RECEIVED)


def test_a_step_keeps_who_and_what_was_said(portal, receipt):
    register.move(
        portal, receipt, step(State.DONE, by="thuky", message="Mời đến", note="gấp"), State.RECEIVED
    )
    case = register.find(portal, receipt)
    assert (case.row.handler, case.steps[-1].message, case.steps[-1].note) == (
        "thuky",
        "Mời đến",
        "gấp",
    )
    assert case.row.ended is not None


def test_overdue_is_what_has_not_ended(portal, receipt):
    row = register.find(portal, receipt).row
    assert not row.overdue(TRANSFER.due)
    assert row.overdue(TRANSFER.due + timedelta(days=1))
    register.move(portal, receipt, step(State.DONE), State.RECEIVED)
    assert not register.find(portal, receipt).row.overdue(TRANSFER.due + timedelta(days=1))


def test_what_is_deleted_is_gone(portal, receipt):
    register.delete(portal, [receipt, "KHONGCO"])
    assert register.find(portal, receipt) is None
    assert not list(register.rows(portal))


def test_a_case_that_is_not_there_cannot_be_moved(portal):
    with pytest.raises(KeyError):
        register.move(portal, "KHONGCO", step(State.DONE), State.RECEIVED)
