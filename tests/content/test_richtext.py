"""Whether a rich text says anything."""

from hcmedu.portal.content.errors import MessageError
from hcmedu.portal.content.richtext import is_empty
from hcmedu.portal.content.richtext import not_empty
from hcmedu.portal.content.richtext import plain
from plone.app.textfield.value import RichTextValue

import pytest


EMPTY = [
    None,
    "",
    " \n\t",
    "<p>&nbsp;</p>",
    "<p>\u00a0\u200b\ufeff</p>",
    "<p><br /></p><p><strong> </strong></p>",
    "<p>&#160;&zwnj;&#xFEFF;</p>",
    "<table><tbody><tr><td>&nbsp;</td><td></td></tr></tbody></table>",
    "<!-- nội dung -->",
    "<script>alert('nội dung')</script>",
    "<style>p { color: red }</style>",
    "<script>alert(1)",
]
TELLING = ["a", "<p>Điều 1</p>", "<p><img src='a.png' /></p>", "<p>0</p>", "<td>&amp;</td>"]


@pytest.mark.parametrize("html", EMPTY)
def test_empty(html):
    assert is_empty(html)
    value = None if html is None else RichTextValue(html, "text/html", "text/x-html-safe")
    assert is_empty(value)
    with pytest.raises(MessageError):
        not_empty(value)


@pytest.mark.parametrize("html", TELLING)
def test_telling(html):
    assert not is_empty(html)
    assert not_empty(RichTextValue(html, "text/html", "text/x-html-safe"))


def test_plain_keeps_words_apart_and_code_out():
    html = "<p>Điều&nbsp;1</p><p>Điều 2</p><script>alert(1)</script>"
    assert plain(html) == "Điều 1 Điều 2"
