"""Errors in one line, without what an attacker would like to know of the machine."""

from hcmedu.portal.worker.errors import describe
from hcmedu.portal.worker.errors import LONGEST
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from smtplib import SMTPRecipientsRefused

import pytest


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (ValueError("no"), "ValueError: no"),
        (ValueError(), "ValueError"),
        (ConnectionRefusedError(111, "Connection refused"), "refused"),
        (
            OSError(2, "No such file", "/srv/my data/x.txt"),
            "FileNotFoundError: No such file: x.txt",
        ),
        (ValueError("can't read '/srv/plone/var/x.txt'"), "ValueError: can't read '…/x.txt'"),
        (ValueError("https://truong.edu.vn/a/b is down"), "https://truong.edu.vn/a/b"),
        (ValueError("36/2017/TT-BGDĐT"), "36/2017/TT-BGDĐT"),
        (ValueError("one\n  two"), "ValueError: one two"),
        (SMTPRecipientsRefused({"a@b.vn": (550, b"unknown")}), "a@b.vn"),
    ],
)
def test_errors_are_described(error, text):
    assert text in describe(error)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["srv", "plone", "var-1", "thư-mục"]), min_size=2, max_size=6))
def test_no_folder_is_told(names):
    path = "/" + "/".join(names)
    said = describe(RuntimeError(f"in {path}: no"))
    assert f"/{names[0]}/" not in said and f"…/{names[-1]}" in said


@settings(deadline=None)
@given(st.text())
def test_it_is_one_line_of_a_bearable_length(text):
    said = describe(RuntimeError(text))
    assert len(said) <= LONGEST and len(said.splitlines()) == 1
