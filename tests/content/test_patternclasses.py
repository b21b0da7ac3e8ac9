"""What an author writes sets off no script of the editing interface."""

from hcmedu.portal.content.patternclasses import PatternClasses
from hcmedu.portal.content.patternclasses import tamed
from hypothesis import given
from hypothesis import strategies as st
from plone.app.textfield.value import RichTextValue

import pytest
import re


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ('<a class="pat-inject" href="/a#b">x</a>', '<a class="" href="/a#b">x</a>'),
        ("<a id='x' class='btn pat-plone-modal'>x</a>", "<a id='x' class='btn'>x</a>"),
        ('<p CLASS="a pat-b  c">pat-d</p>', '<p CLASS="a c">pat-d</p>'),
        ('<p class="compat-a">x</p>', '<p class="compat-a">x</p>'),
        ('<p title="pat-a">class="pat-b"</p>', '<p title="pat-a">class="pat-b"</p>'),
    ],
)
def test_classes(html, told):
    assert tamed(html) == told


@given(st.text("abc pat-\"'<>=\n", max_size=60))
def test_any_text_is_tamed_once(text):
    html = f'<p class="{text}">'
    assert tamed(tamed(html)) == tamed(html)


@given(st.lists(st.sampled_from(["pat-inject", "pat-", "a", "b-pat-c", "\n", "\t"]), max_size=9))
def test_no_class_of_a_pattern_is_left(names):
    (kept,) = re.findall('class="([^"]*)"', tamed(f'<a class="{" ".join(names)}" href="/x">'))
    assert not [each for each in kept.split() if each.startswith("pat-")]


def test_a_text_without_any_is_left_as_it_is():
    assert PatternClasses(None, None)('<p class="a">Lớp 6A1</p>') is None


def test_a_rich_text_is_shown_without(portal, http_request):
    html = '<p><a class="pat-inject btn" href="/a.html#b">Xem</a></p>'
    value = RichTextValue(html, "text/html", "text/x-html-safe")
    assert value.output_relative_to(portal) == '<p><a class="btn" href="/a.html#b">Xem</a></p>'
