"""Document numbers, as the five source documents and their scans write them."""

from hcmedu.portal.vietnamese import DocumentNumber
from hcmedu.portal.vietnamese import InvalidDocumentNumber
from hypothesis import given
from hypothesis import strategies as st

import pytest
import unicodedata


#: Text as found, canonical text, number, year, code.
SEEDS = [
    ("Số: 4210 /GDĐT-TTTT", "4210/GDĐT-TTTT", 4210, None, "GDĐT-TTTT"),
    ("Số: 2326/GDĐT-THCS", "2326/GDĐT-THCS", 2326, None, "GDĐT-THCS"),
    ("289 /VP-CNTT", "289/VP-CNTT", 289, None, "VP-CNTT"),
    ("Số: 780/GDĐT", "780/GDĐT", 780, None, "GDĐT"),
    ("410 – TB/QU", "410-TB/QU", 410, None, "TB/QU"),
    ("Thông tư số 36/2017/TT-BGDĐT", "36/2017/TT-BGDĐT", 36, 2017, "TT-BGDĐT"),
    ("09/2024/TT-BGDĐT", "09/2024/TT-BGDĐT", 9, 2024, "TT-BGDĐT"),
    ("53/2012/TT-BGDDT", "53/2012/TT-BGDĐT", 53, 2012, "TT-BGDĐT"),
    ("3082/GDDT-TTTT", "3082/GDĐT-TTTT", 3082, None, "GDĐT-TTTT"),
    ("34/2008/CT-TTg", "34/2008/CT-TTg", 34, 2008, "CT-TTg"),
    ("64/2007/NĐ-CP", "64/2007/NĐ-CP", 64, 2007, "NĐ-CP"),
    ("194/2012/TT-BTC", "194/2012/TT-BTC", 194, 2012, "TT-BTC"),
    ("văn bản số 05/TTTT-CTGD", "05/TTTT-CTGD", 5, None, "TTTT-CTGD"),
    ("3326/QĐ-UBND", "3326/QĐ-UBND", 3326, None, "QĐ-UBND"),
    ("1072/STTTT-CNTT", "1072/STTTT-CNTT", 1072, None, "STTTT-CNTT"),
    ("478/UBND-KT", "478/UBND-KT", 478, None, "UBND-KT"),
    ("2364/GDĐT-DT", "2364/GDĐT-DT", 2364, None, "GDĐT-DT"),
]

SPELLINGS = [
    ("4210/GDĐT-TTTT", "4210/gdđt-tttt"),
    ("4210/GDĐT-TTTT", "4210 / GDÐT – TTTT."),
    ("4210/GDĐT-TTTT", "SỐ : 4210/GDđT−TTTT;"),
    ("4210/GDĐT-TTTT", "4210⁄GDĐT‑TTTT"),
    ("4210/GDĐT-TTTT", "4210/\u200bGDĐT-\u00a0TTTT"),
    ("4210/GDĐT-TTTT", "So\u0302\u0301: 4210/GDĐT-TTTT"),
    ("4210/GDĐT-TTTT", "04210/GDĐT-TTTT"),
    ("09/2024/TT-BGDĐT", "9/2024/tt-bgddt"),
    ("36/2017/TT-BGDĐT", "Số, ký hiệu: 36/2017/TT-BGDĐT"),
    ("34/2008/CT-TTg", "34/2008/ct-ttg"),
    ("1234/SGDĐT-GDTrH", "1234/SGDÐT-GDTrH"),
    ("12a/QĐ-THCS", "12a/QD-THCS"),
    ("12/QĐ-SGD&ĐT", "12/qđ-sgd&đt"),
    ("07/TTLT-BGDĐT-BTC", "7/TTLT-BGDĐT-BTC"),
    ("01/KH-TH Lê Lợi", "1/KH-TH  Lê Lợi"),
    ("15-NQ/TW", "15 - NQ/TW"),
    ("90-CP", "90-CP"),
]

INVALID = [
    ("", "empty"),
    (" \t\u200b", "empty"),
    ("Số:", "empty"),
    ("/GDĐT-TTTT", "number"),
    ("Số:      /GDĐT", "number"),
    ("…/QĐ-UBND", "number"),
    ("0/QĐ-UBND", "number"),
    ("GDĐT", "number"),
    ("<script>alert(1)</script>", "number"),
    ("4210", "code"),
    ("4210/", "code"),
    ("4210 GDĐT", "slash"),
    ("15 KH-THCSHD", "slash"),
    ("15KH-THCSHD", "slash"),
    ("Số: 15 kế hoạch", "slash"),
    ("4210 -", "code"),
    ("36/2017", "code"),
    ("36/2017/", "code"),
    ("12/A--B", "code"),
    ("12/QĐ-", "code"),
    ("36/1017/TT-BGDĐT", "year"),
    ("36/20177/TT-BGDĐT", "year"),
    ("36/17/TT-BGDĐT", "year"),
    ("12/<b>QĐ</b>", "characters"),
    ("12/QĐ_UBND", "characters"),
    ("12/QĐ, KH", "characters"),
    ("12/QĐ\x00", "characters"),
    ("12/QĐ-UBND ngày 16/12/2020", "trailing"),
    ("12/QĐ-UBND của Chủ tịch", "trailing"),
    ("1234567/QĐ", "length"),
    ("12/" + "A" * 200, "length"),
    ("9" * 5000, "length"),
]


@pytest.mark.parametrize("text, kind", INVALID)
def test_invalid(text, kind):
    with pytest.raises(InvalidDocumentNumber) as caught:
        DocumentNumber.parse(text)
    assert caught.value.kind == kind
    assert caught.value.kind in InvalidDocumentNumber.kinds
    assert caught.value.text == text
    assert caught.value.suggestion is None


@pytest.mark.parametrize(
    "text, suggestion",
    [
        ("4210/GD§T-TTTT", "4210/GDĐT-TTTT"),
        ("4210/GDÑT-TTTT", "4210/GDĐT-TTTT"),
        ("12/Q§-UBND", "12/QĐ-UBND"),
        ("GD§T", None),
    ],
)
def test_legacy_encodings_are_told_and_mended(text, suggestion):
    with pytest.raises(InvalidDocumentNumber) as caught:
        DocumentNumber.parse(text)
    assert caught.value.kind == "legacy"
    assert caught.value.suggestion == suggestion


@pytest.mark.parametrize("text, canonical, number, year, code", SEEDS)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_numbers_of_the_sources(text, canonical, number, year, code, form):
    parsed = DocumentNumber.parse(unicodedata.normalize(form, text))
    assert parsed.text == str(parsed) == canonical
    assert (parsed.number, parsed.year, parsed.code) == (number, year, code)


@pytest.mark.parametrize("canonical, spelling", SPELLINGS)
def test_real_life_spelling(canonical, spelling):
    assert DocumentNumber.parse(spelling).text == canonical


def test_equal_when_written_alike():
    left, right = DocumentNumber.parse("9/2024/TT-BGDĐT"), DocumentNumber.parse("09/2024/tt-bgdđt")
    assert left == right
    assert len({left, right}) == 1
    assert left != DocumentNumber.parse("09/2025/TT-BGDĐT")
    assert DocumentNumber(410, "TB/QU") != DocumentNumber(410, "TB/QU", separator="-")


SEGMENT = st.text(alphabet="ABCDĐGHKLNPQSTUV", min_size=1, max_size=6)
CODE = st.lists(SEGMENT, min_size=1, max_size=3).map("-".join)
NUMBERS = st.builds(
    DocumentNumber,
    number=st.integers(min_value=1, max_value=999999),
    code=CODE,
    year=st.none() | st.integers(min_value=1945, max_value=2100),
    suffix=st.sampled_from(["", "a", "đ"]),
    separator=st.sampled_from("/-"),
)


@given(NUMBERS)
def test_numbers_come_back(made):
    # the canonical form may put Đ where an abbreviation is known: parse twice
    once = DocumentNumber.parse(made.text)
    again = DocumentNumber.parse(once.text)
    assert (again, again.code, again.year) == (once, once.code, once.year)
    assert (once.number, once.year, once.suffix) == (made.number, made.year, made.suffix)


@given(NUMBERS, st.sampled_from(["NFC", "NFD"]), st.sampled_from([str.lower, str.upper, str]))
def test_spelling_does_not_matter(made, form, case):
    typed = unicodedata.normalize(form, case(made.text.replace("/", " / ").replace("-", " – ")))
    assert DocumentNumber.parse(f"Số: {typed} ") == DocumentNumber.parse(made.text)


@given(st.text())
def test_any_text_parses_or_says_why(text):
    try:
        parsed = DocumentNumber.parse(text)
    except InvalidDocumentNumber as error:
        assert error.kind in InvalidDocumentNumber.kinds
    else:
        assert DocumentNumber.parse(parsed.text) == parsed
