"""Cells of files for spreadsheets: none is a formula, whatever hides its first sign."""

from hcmedu.portal.listing.spreadsheets import csv_bytes
from hcmedu.portal.listing.spreadsheets import DROPPED
from hcmedu.portal.listing.spreadsheets import FORMULA
from hcmedu.portal.listing.spreadsheets import harmless
from hcmedu.portal.listing.spreadsheets import xlsx_bytes
from hypothesis import given
from hypothesis import strategies as st
from io import BytesIO
from openpyxl import load_workbook

import csv
import pytest
import sys
import unicodedata


HIDING = [
    chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) in DROPPED
] + ["\u115f", "\u1160", "\u2800", "\u3164", "\ufe0f", "\uffa0"]
SIGNS = ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\ufe63"]


@pytest.mark.parametrize("sign", ["\u00ad", "\u180e", "\u200e", "\u202e", "\u2061", "\U000e0001"])
def test_signs_that_nobody_sees_hide_no_formula(sign):
    assert harmless(f"{sign}=cmd()") == f"'{sign}=cmd()"


def test_no_blank_and_no_sign_without_width_hides_a_formula():
    assert [sign for sign in HIDING if not harmless(f"{sign}=1").startswith("'")] == []


@given(st.text(st.sampled_from(HIDING), max_size=8), st.sampled_from(SIGNS), st.text(max_size=5))
def test_nor_do_several(hidden, sign, rest):
    assert harmless(hidden + sign + rest) == f"'{hidden}{sign}{rest}"


@pytest.mark.parametrize(
    "text",
    ["", " ", "\u200b", "Trường = lớp", "a\u200d=b", "\u200eThực đơn", "\u00ad6A1", "½", "“=1”"],
)
def test_any_other_text_stays_as_it_is(text):
    assert harmless(text) == text


@given(st.text(max_size=20))
def test_the_text_itself_never_changes(text):
    assert harmless(text) in (text, f"'{text}")
    assert not harmless(text).startswith(FORMULA)


def test_csv():
    [_, row] = csv.reader(csv_bytes(["Tên"], [["\u202e=cmd()"]]).decode("utf-8-sig").splitlines())
    assert row == ["'\u202e=cmd()"]


def test_xlsx_cells_are_texts():
    raw = xlsx_bytes("A", ["=A1"], [9], [["=cmd()"], ["\u202e=cmd()"]])
    [*cells] = load_workbook(BytesIO(raw)).active["A"]
    assert [(cell.data_type, cell.value) for cell in cells] == [
        ("s", "=A1"),
        ("s", "=cmd()"),
        ("s", "\u202e=cmd()"),
    ]
