"""The order of the Vietnamese dictionary."""

from hcmedu.portal.vietnamese import normalize
from hcmedu.portal.vietnamese import sort_key
from hypothesis import given
from hypothesis import strategies as st

import pytest
import random
import unicodedata


ORDERED = [
    "a à ả ã á ạ ă ằ ẳ ẵ ắ ặ â ầ ẩ ẫ ấ ậ b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y",
    "am ám an ăm ăn âm ấm ân",
    "da đa đà đe đê",
    "hoa hòa hóa hoàn hoàng",
    "ma Ma mà Mà",
    "1 2 a",
]
NAMES = ["An", "An Bình", "Ân", "Bình Tân", "Đan", "Đông", "Lê", "Lệ", "Lê An", "Ô Môn", "Ý Yên"]


@pytest.mark.parametrize("words", [line.split() for line in ORDERED] + [NAMES])
def test_order(words):
    shuffled = random.Random(1).sample(words, len(words))
    assert sorted(shuffled, key=sort_key) == words


def test_spellings_sort_together():
    assert sort_key("hoà  thuỷ") == sort_key(" hòa thủy ")


def test_other_letters_stand_with_their_kin():
    assert sorted(["zeta", "ñandu", "Москва", "oa", "-"], key=sort_key) == [
        *("-", "ñandu", "oa", "zeta", "Москва")
    ]


@given(st.text())
def test_the_form_does_not_matter(text):
    assert sort_key(unicodedata.normalize("NFD", text)) == sort_key(text)


@given(st.text(), st.text())
def test_only_equal_texts_tie(left, right):
    tie = sort_key(left) == sort_key(right)
    assert tie == (" ".join(normalize(left).split()) == " ".join(normalize(right).split()))
