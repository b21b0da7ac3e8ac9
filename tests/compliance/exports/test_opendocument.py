"""The document behind the PDF is XML, whatever it is told."""

from hcmedu.portal.compliance.exports.opendocument import Document
from hypothesis import given
from hypothesis import strategies as st
from xml.etree import ElementTree


TEXTS = st.text(st.characters(codec=None), max_size=40)


@given(TEXTS, TEXTS)
def test_any_text_is_a_text(title, text):
    made = Document(title)
    made.add(text)
    made.table([1, 2], [[text, [(text, "Small")]]], [title, text])
    tree = ElementTree.fromstring(made.text.encode())
    assert len(list(tree.iter("{urn:oasis:names:tc:opendocument:xmlns:table:1.0}table-cell"))) == 4


def test_markup_of_a_writer_is_none():
    made = Document("a")
    made.add("</text:p><script/> & 'x'\nzweite")
    assert "<script" not in made.text
    assert "<text:line-break/>zweite" in made.text
