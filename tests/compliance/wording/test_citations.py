"""Articles are cited as an office cites them."""

from hcmedu.portal.compliance.wording.citations import citation_text
from hcmedu.portal.compliance.wording.citations import citations_text
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.regulations.model import Citation

import pytest


@pytest.mark.parametrize(
    ("regulation", "place", "text"),
    [
        ("289", "VIII", "289/VP-CNTT, mục VIII"),
        ("289", "VI.4", "289/VP-CNTT, mục VI.4"),
        ("289", "dòng chữ chạy", "289/VP-CNTT, dòng chữ chạy"),
        ("3082", "3.11", "3082/GDĐT-TTTT, mục 3.11"),
        ("tt-09-2024", "Điều 15", "Thông tư 09/2024/TT-BGDĐT, Điều 15"),
        ("q8", "2.13", "Hướng dẫn của Phòng Giáo dục và Đào tạo Quận 8, mục 2.13"),
    ],
)
def test_number_and_place(regulation, place, text):
    assert citation_text(catalogue(), Citation(regulation, place)) == text


def test_every_citation_of_the_catalogue_has_a_text():
    law = catalogue()
    for owner in (*law.sections.values(), *law.items.values()):
        for check in owner.checks:
            assert citations_text(law, check.citations)
