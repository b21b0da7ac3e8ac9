"""Fields read out of texts: what is told, where it stands, and what is not told."""

from datetime import date
from hcmedu.portal.documents.extraction import extract
from hcmedu.portal.documents.extraction import Extraction
from hcmedu.portal.vietnamese import fold
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

import dataclasses
import pytest
import unicodedata


HEAD = """\
     UBND QUẬN 8                        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
 TRƯỜNG TIỂU HỌC LÊ LAI                       Độc lập - Tự do - Hạnh phúc
    Số: {number}                            Quận 8, ngày 05 tháng 9 năm 2023
"""
DECISION = """\

                         QUYẾT ĐỊNH
             Ban hành Quy chế chi tiêu nội bộ

            HIỆU TRƯỞNG TRƯỜNG TIỂU HỌC LÊ LAI
     Căn cứ Thông tư số 28/2020/TT-BGDĐT ngày 04 tháng 9 năm 2020 của Bộ Giáo dục và
Đào tạo ban hành Điều lệ Trường tiểu học;
                         QUYẾT ĐỊNH:
     Điều 1. Ban hành Quy chế chi tiêu nội bộ.
     Điều 2. {force}

Nơi nhận:                                         HIỆU TRƯỞNG
- Như Điều 1;
- Lưu: VT.
                                              Trần Ngọc Bảo Châu
"""


def decision(force="Quyết định này có hiệu lực kể từ ngày ký.", number="12/QĐ-LL"):
    return extract(HEAD.format(number=number) + DECISION.format(force=force))


def values(found: Extraction) -> dict[str, object]:
    """Field → its value or None."""
    singles = (getattr(found, field.name) for field in dataclasses.fields(found)[:-2])
    names = (field.name for field in dataclasses.fields(found))
    return {name: one and one.value for name, one in zip(names, singles, strict=False)}


def spans(found: Extraction):
    """All suggestions, those of lists too."""
    for field in dataclasses.fields(found):
        value = getattr(found, field.name)
        yield from value if isinstance(value, tuple) else [value] if value else []


def test_nothing_is_told_of_nothing():
    assert extract("") == Extraction()


@pytest.mark.parametrize(
    "text", ["Xin chào", "Thực đơn: 12/10/2024 Cơm", "\x0c\n\t", "số 12/3 đường 5"]
)
def test_nothing_is_told_of_other_texts(text):
    assert extract(text) == Extraction()


def test_a_decision():
    assert values(decision()) == {
        "number": "12/QĐ-LL",
        "document_form": "quyet-dinh",
        "issuer": "Trường Tiểu học Lê Lai",
        "issue_date": date(2023, 9, 5),
        "abstract": "Ban hành Quy chế chi tiêu nội bộ",
        "signer": "Trần Ngọc Bảo Châu",
        "signer_position": "Hiệu trưởng",
        "in_force_from": date(2023, 9, 5),
    }


def test_a_reference_tells_all_that_is_told():
    (reference,) = decision().references
    assert dataclasses.astuple(reference.value) == (
        "28/2020/TT-BGDĐT",
        None,
        "thong-tu",
        date(2020, 9, 4),
        "Bộ Giáo dục và Đào tạo",
    )


@pytest.mark.parametrize("number", ["      /QĐ-LL", ".../QĐ-LL", "", "12"])
def test_a_number_that_is_not_filled_in_is_not_told(number):
    assert decision(number=number).number is None


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("12 /QĐ-LL", "12/QĐ-LL"),
        ("**12**/QĐ-LL", "12/QĐ-LL"),
        ("l2/QĐ-LL", "12/QĐ-LL"),
        ("12/QD-LL", "12/QĐ-LL"),
        ("12 QĐ/LL", "12/QĐ/LL"),
        ("12/2023/QĐ-LL", "12/2023/QĐ-LL"),
    ],
)
def test_numbers_as_people_and_scanners_write_them(written, number):
    assert decision(number=written).number.value == number


FORCE = [
    ("Quyết định này có hiệu lực kể từ ngày 01 tháng 10 năm 2023.", date(2023, 10, 1)),
    ("Quyết định này có hiệu lực thi hành từ ngày 1/10/2023.", date(2023, 10, 1)),
    ("Quyết định có hiệu lực kể từ ngày ký ban hành.", date(2023, 9, 5)),
    ("Quyết định này có hiệu lực sau 45 ngày, kể từ ngày ký.", date(2023, 10, 20)),
    ("Quyết định này có hiệu lực sau mười lăm ngày kể từ ngày ký.", date(2023, 9, 20)),
    ("Quyết định này có hiệu lực thi hành sau 07 (bảy) ngày kể từ ngày ký.", date(2023, 9, 12)),
    ("Quyết định này có hiệu lực sau 15 ngày, kể từ ngày đăng Công báo.", None),
    ("Quyết định này có hiệu lực từ năm học 2023 - 2024.", None),
    ("Quyết định này có hiệu lực kể từ ngày 31 tháng 02 năm 2024.", None),
    ("Quyết định này có hiệu lực kể từ ngày 01 tháng 01 năm 2020.", None),
    ("Thông tư số 28/2020/TT-BGDĐT có hiệu lực kể từ ngày 20 tháng 10 năm 2023.", None),
    ("Quyết định số 7/QĐ-LL hết hiệu lực từ ngày 01 tháng 10 năm 2023.", None),
]


@pytest.mark.parametrize(("force", "expected"), FORCE)
def test_force(force, expected):
    found = decision(force).in_force_from
    assert (found and found.value) == expected


REPLACED = [
    ("Quyết định này thay thế Quyết định số 7/QĐ-LL.", ["07/QĐ-LL"]),
    ("Quyết định này có hiệu lực từ ngày ký, thay thế cho Quyết định số 7/QĐ-LL.", ["07/QĐ-LL"]),
    ("Quyết định số 7/QĐ-LL và Quyết định số 8/QĐ-LL hết hiệu lực.", ["07/QĐ-LL", "08/QĐ-LL"]),
    ("Bãi bỏ Quyết định số 7/QĐ-LL ngày 1/2/2020.", ["07/QĐ-LL"]),
    ("Bãi bỏ các văn bản sau:\n1. Quyết định số 7/QĐ-LL;\n2. Kế hoạch số 8/KH-LL.",
     ["07/QĐ-LL", "08/KH-LL"]),
    ("Quyết định này thay thế các Quyết định: số 7/QĐ-LL, số 8/QĐ-LL.", ["07/QĐ-LL", "08/QĐ-LL"]),
    ("Bãi bỏ Điều 3 của Quyết định số 7/QĐ-LL.", []),
    ("Bãi bỏ khoản 2 Điều 3 Quyết định số 7/QĐ-LL.", []),
    ("Thay thế cụm từ “A” bằng cụm từ “B” tại Quyết định số 7/QĐ-LL.", []),
    ("Các quy định trước đây trái với Quyết định này đều bãi bỏ.", []),
    ("Khi Quyết định số 7/QĐ-LL được sửa đổi hoặc thay thế thì thực hiện theo văn bản mới.", []),
    ("Thông tư số 9/2024/TT-BGDĐT thay thế Thông tư số 36/2017/TT-BGDĐT.", []),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), REPLACED)
def test_what_is_replaced_as_a_whole(sentence, expected):
    assert [one.value.number for one in decision(sentence).replaces] == expected


def test_what_follows_the_signature_is_another_document():
    other = HEAD.format(number="99/TB-LL") + DECISION.format(
        force="Quyết định này thay thế Quyết định số 7/QĐ-LL."
    )
    text = HEAD.format(number="12/QĐ-LL") + DECISION.format(force="Hết.") + "\f" + other
    found = extract(text)
    assert (found.number.value, found.replaces, found.in_force_from) == ("12/QĐ-LL", (), None)


def test_a_document_without_a_signature_has_not_that_of_the_next():
    unsigned = HEAD.format(number="12/QĐ-LL") + "\nKính gửi: Phòng\nNơi nhận:\n- Lưu: VT.\n\n"
    assert extract(unsigned + HEAD.format(number="13/QĐ-LL") + DECISION).signer is None


def test_a_stamp_of_receipt_is_no_number():
    text = "ĐẾN\nSố: 962\nNgày: 15/9/2016\n\nKính gửi: Hiệu trưởng\n"
    assert values(extract(text))["number"] is None
    assert values(extract(text))["issue_date"] is None


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKD"])
def test_spans_lead_to_the_text_given(form):
    text = unicodedata.normalize(form, HEAD.format(number="**12**/QĐ-LL") + DECISION)
    found = extract(text)
    for name in ("issuer", "abstract", "signer"):
        one = getattr(found, name)
        told = " ".join(text[one.start : one.end].split())
        assert fold(told) == fold(one.value), name
    assert text[found.number.start : found.number.end].replace("*", "").startswith("12/Q")


def test_line_ends_of_windows_change_nothing():
    text = HEAD.format(number="12/QĐ-LL") + DECISION
    windows = text.replace("\n", "\r\n")
    found = extract(windows)
    assert values(found) == values(extract(text))
    assert windows[found.signer.start : found.signer.end] == found.signer.value


PIECES = """
Số: 12/QĐ-UBND QUYẾT ĐỊNH CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do Căn cứ Luật
Giáo dục ngày 5 tháng 9 năm 2023 V/v Nơi nhận: HIỆU TRƯỞNG KT. PHÓ Nguyễn Văn An này thay thế
bãi bỏ hết hiệu lực có hiệu lực Thông tư số 36/2017/TT-BGDĐT kể từ ký sau 45 của Bộ Điều 1.
"""
SIGNS = [";", ",", ":", "(", ")", "\n", "\n\n", "\f", "   ", "\t", "\r\n", "e\u0302\u0323", "**"]
WORDS = st.sampled_from([*PIECES.split(), *SIGNS])
TEXTS = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=120).map(" ".join))


@settings(deadline=None)  # the first text waits for the catalogue
@given(TEXTS)
def test_any_text_gives_spans_inside_it(text):
    for one in spans(extract(text)):
        assert 0 <= one.start <= one.end <= len(text)
        assert 0 < one.confidence <= 1
        assert text[one.start : one.end].strip()


@settings(deadline=None)
@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_composed_and_decomposed_text_tell_the_same(text):
    composed = extract(unicodedata.normalize("NFC", text))
    decomposed = extract(unicodedata.normalize("NFD", text))
    assert values(composed) == values(decomposed)
