"""By what a second run knows again what the first one made."""

from datetime import date
from hcmedu.portal.documents.ledger import file_key
from hcmedu.portal.documents.ledger import Row
from hcmedu.portal.documents.ledger import row_key
from hypothesis import given
from hypothesis import strategies as st
from io import BytesIO

import pytest
import unicodedata


VALUES = {
    "number": "4210/GDĐT-TTTT",
    "issuer": "Sở Giáo dục và Đào tạo",
    "issue_date": date(2020, 12, 16),
    "abstract": "Về hướng dẫn",
}


def key(**changes):
    return row_key(Row(2, {**VALUES, **changes}))


SAME = [
    {"number": "số: 4210 / gdđt-tttt"},
    {"number": unicodedata.normalize("NFD", "4210/GDĐT-TTTT")},
    {"issuer": "  SỞ GIÁO DỤC VÀ ĐÀO TẠO."},
    {"abstract": "Viết khác đi"},
    {"signer": "Nguyễn Văn A"},
]
OTHER = [
    {"number": "4211/GDĐT-TTTT"},
    {"issuer": "Phòng Giáo dục và Đào tạo"},
    {"issue_date": date(2021, 12, 16)},
]


@pytest.mark.parametrize("changes", SAME)
def test_the_same_document(changes):
    assert key(**changes) == key()


@pytest.mark.parametrize("changes", OTHER)
def test_another_document(changes):
    assert key(**changes) != key()


def test_without_a_number_the_abstract_tells():
    assert key(number="") == key(number=None, abstract="VỀ HƯỚNG DẪN")
    assert key(number="") != key(number="", abstract="Về việc khác")
    assert row_key(Row(2, {"signer": "Ai"})) is None


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_files_are_the_same_by_content_only(one, other):
    assert (file_key(BytesIO(one)) == file_key(BytesIO(other))) == (one == other)
