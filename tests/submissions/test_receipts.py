"""Receipt numbers and tickets: not guessed, not mistyped, counted once."""

from hcmedu.portal.submissions.clients import network_of
from hcmedu.portal.submissions.receipts import derived_receipt
from hcmedu.portal.submissions.receipts import LENGTH
from hcmedu.portal.submissions.receipts import read_receipt
from hcmedu.portal.submissions.receipts import shown_receipt
from hcmedu.portal.submissions.receipts import SIGNS
from hcmedu.portal.submissions.tickets import Fault
from hcmedu.portal.submissions.tickets import LATEST
from hcmedu.portal.submissions.tickets import new_ticket
from hcmedu.portal.submissions.tickets import read_ticket
from hypothesis import given
from hypothesis import strategies as st

import pytest


RECEIPTS = st.text(SIGNS, min_size=LENGTH, max_size=LENGTH)
SECRET = b"s" * 32


@given(RECEIPTS)
def test_what_is_shown_is_read(receipt):
    assert read_receipt(shown_receipt(receipt)) == receipt
    assert read_receipt(f" {shown_receipt(receipt).lower()} ") == receipt


@given(RECEIPTS)
def test_signs_that_look_alike_are_read_as_meant(receipt):
    written = receipt.replace("0", "o").replace("1", "l")
    assert read_receipt(written) == receipt


@given(st.text())
def test_any_text_is_a_receipt_or_none(text):
    found = read_receipt(text)
    assert found is None or (len(found) == LENGTH and set(found) <= set(SIGNS))


@given(st.lists(st.binary(), min_size=1, max_size=4), st.lists(st.binary(), min_size=1, max_size=4))
def test_other_parts_have_another_receipt(one, other):
    same = derived_receipt(SECRET, *one) == derived_receipt(SECRET, *other)
    assert same == (one == other)


@given(st.binary(max_size=8))
def test_another_school_has_another_receipt(part):
    assert derived_receipt(SECRET, part) != derived_receipt(b"t" * 32, part)


def test_a_ticket_counts_for_a_day():
    ticket = new_ticket(SECRET, 1000.0)
    assert read_ticket(SECRET, ticket, 1000.5).fault is Fault.TOO_SOON
    assert read_ticket(SECRET, ticket, 1001.0).fault is None
    assert read_ticket(SECRET, ticket, 1000.0 + LATEST).fault is None
    assert read_ticket(SECRET, ticket, 1000.1 + LATEST).fault is Fault.TOO_OLD


def test_tickets_differ():
    tickets = {read_ticket(SECRET, new_ticket(SECRET, 0.0), 9.0).nonce for _turn in range(100)}
    assert len(tickets) == 100


@given(st.text())
def test_what_nobody_signed_is_forged(text):
    assert read_ticket(SECRET, text).fault is Fault.FORGED


@given(st.integers(0, 55), st.sampled_from("0123456789abcdef.x"))
def test_a_changed_ticket_is_forged(place, sign):
    ticket = new_ticket(SECRET, 1000.0)
    changed = ticket[:place] + sign + ticket[place + 1 :]
    if changed != ticket:
        assert read_ticket(SECRET, changed, 1009.0).fault is Fault.FORGED


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.113.131.1", "203.113.131.1"),
        ("::ffff:203.113.131.1", "203.113.131.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", "unknown"),
        ("unix", "unknown"),
    ],
)
def test_one_subscriber_is_one_client(address, network):
    assert network_of(address) == network
