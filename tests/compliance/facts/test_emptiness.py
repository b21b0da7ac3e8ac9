"""What a reader would call empty."""

from hcmedu.portal.compliance.facts.emptiness import is_blank
from hcmedu.portal.compliance.facts.emptiness import pictures
from hcmedu.portal.compliance.facts.emptiness import says_nothing
from hcmedu.portal.compliance.facts.emptiness import words
from hypothesis import given
from hypothesis import strategies as st

import pytest


EMPTY = [
    None,
    "",
    " \n\t",
    "<p></p>",
    "<p>&nbsp;</p><p>\xa0</p><br/>",
    "<p>&#160;&#x200b;\u200b\ufeff</p>",
    "<!-- Bài viết --><p> </p>",
    "<style>p { color: red }</style>",
    "<script>viết()</script>",
    "<table><tr><td>&nbsp;</td></tr></table>",
    "<p title='Bài viết'></p>",
    "<!-- <img src='a'/> -->",
]
FILLED = [
    "<p>0</p>",
    "Chữ",
    "<p><b>C</b></p>",
    "<img src='resolveuid/1'/>",
    "<IFRAME src='https://www.youtube.com/embed/1'></IFRAME>",
    "<p>&lt;p&gt;</p>",
]


@pytest.mark.parametrize("markup", EMPTY)
def test_says_nothing(markup):
    assert says_nothing(markup)
    assert words(markup) == []


@pytest.mark.parametrize("markup", FILLED)
def test_says_something(markup):
    assert not says_nothing(markup)


@given(st.text(alphabet=" \t\xa0\u200b<>/pbr&;nsp", max_size=40), st.sampled_from(["Chữ", "12"]))
def test_a_word_among_whatever_is_found(noise, word):
    assert word in words(f"<p>{noise.replace('<', '').replace('&', '')} {word} </p>")


def test_words_are_counted_by_blanks():
    assert len(words("<h2>Trường THCS</h2><p>Bình&nbsp;Minh,<br/>Quận&#32;1</p>")) == 6


def test_pictures_are_counted():
    assert pictures("<p><img src='a'/><IMG src='b'><!-- <img> --><image/></p>") == 2
    assert pictures(None) == 0


@pytest.mark.parametrize(
    "value",
    [
        *(None, "", " \u200b\xa0", [], (), {}, set(), [None], [" "]),
        *([{}], [{"title": " ", "copies": 1}], [{"grade": None, "pupils": 0}]),
    ],
)
def test_blank(value):
    assert is_blank(value)


@pytest.mark.parametrize(
    "value", [0, False, 1.5, "x", ["", "x"], [{"title": "Đơn"}, {}], {"a": "b"}, frozenset({"x"})]
)
def test_not_blank(value):
    assert not is_blank(value)
