"""Articles are cited as an office cites them."""

from datetime import date
from hcmedu.portal.compliance.wording.citations import citation_text
from hcmedu.portal.compliance.wording.citations import citations_text
from hcmedu.portal.compliance.wording.citations import places_text
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


AFTER_4210 = date(2026, 11, 27)
BEFORE_4210 = date(2019, 1, 1)
BOTH = [Citation("3082", "3.1"), Citation("4210", "III.3")]


@pytest.mark.parametrize(
    ("citations", "on", "text"),
    [
        (BOTH, AFTER_4210, "4210/GDĐT-TTTT, mục III.3"),
        (BOTH, BEFORE_4210, "3082/GDĐT-TTTT, mục 3.1"),
        (BOTH, None, "3082/GDĐT-TTTT, mục 3.1; 4210/GDĐT-TTTT, mục III.3"),
        (BOTH[:1], AFTER_4210, "3082/GDĐT-TTTT, mục 3.1 (đã được thay thế)"),
    ],
)
def test_what_was_replaced_gives_way_or_says_so(citations, on, text):
    assert citations_text(catalogue(), citations, on) == text


@pytest.mark.parametrize(
    ("places", "text"),
    [
        (["Điều 14", *(f"Điều {each}" for each in range(4, 12))], "Điều 4–11, 14"),
        (["Điều 4", "Điều 5", "Điều 4"], "Điều 4, 5"),
        (["2.3", "VIII", "dòng chữ chạy"], "mục 2.3, VIII, dòng chữ chạy"),
        (["Điều 4", "2"], "Điều 4, mục 2"),
    ],
)
def test_places_of_one_regulation_stand_together(places, text):
    assert places_text(places) == text
