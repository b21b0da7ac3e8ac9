"""What an address may fill into an add form, and what it may not."""

from hcmedu.portal.compliance.prefill import LONGEST
from hcmedu.portal.compliance.prefill import value_of
from plone.app.textfield import RichText
from plone.namedfile.field import NamedBlobFile
from zope import schema
from zope.schema.vocabulary import SimpleVocabulary

import pytest


KINDS = SimpleVocabulary.fromItems([("menu", "menu"), ("weekly", "weekly")])


@pytest.mark.parametrize(
    ("field", "asked", "value"),
    [
        (schema.Choice(vocabulary=KINDS), "menu", "menu"),
        (schema.TextLine(), "Bộ <b>Giáo</b> dục", "Bộ <b>Giáo</b> dục"),
        (schema.TextLine(), "hai\r\ndòng\x00", "haidòng"),
        (schema.Int(min=1), "7", 7),
        (schema.List(value_type=schema.Choice(vocabulary=KINDS)), "menu", ["menu"]),
        (schema.List(value_type=schema.Choice(vocabulary=KINDS)), ["menu", "x"], ["menu"]),
        (schema.Set(value_type=schema.Choice(vocabulary=KINDS)), ["menu"], {"menu"}),
    ],
)
def test_plain_values_are_taken(field, asked, value):
    assert value_of(field.bind(None), asked) == value


def test_days_are_iso():
    assert value_of(schema.Date().bind(None), "2026-11-30").isoformat() == "2026-11-30"


@pytest.mark.parametrize(
    ("field", "asked"),
    [
        (schema.Choice(vocabulary=KINDS), "lunch"),
        (schema.Choice(vocabulary=KINDS), ["menu"]),
        (schema.TextLine(), "x" * (LONGEST + 1)),
        (schema.TextLine(max_length=3), "dài quá"),
        (schema.TextLine(), {"a": "b"}),
        (schema.Int(), "7 OR 1=1"),
        (schema.Int(min=1), "0"),
        (schema.Date(), "30/11/2026"),
        (schema.Date(), "0001-01-01"),
        (schema.Date(), "9999-12-31"),
        # Markup, files and passwords are nobody's to send by a link
        (RichText(), "<script>alert(1)</script>"),
        (NamedBlobFile(), "filenameb64:YS5odG1s;datab64:PGI+"),
        (schema.Text(), "nhiều dòng"),
        (schema.List(value_type=RichText()), ["<b>x</b>"]),
    ],
)
def test_anything_else_is_not(field, asked):
    assert not value_of(field.bind(None), asked)
