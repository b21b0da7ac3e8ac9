"""Rich text: whether it says anything, and how it is shown."""

from hcmedu.portal import _
from hcmedu.portal.content.errors import MessageError
from html import unescape
from typing import Any

import re


_SILENT = re.compile(r"<(script|style)\b.*?(</\1\s*>|$)|<!--.*?(-->|$)", re.IGNORECASE | re.DOTALL)
#: Elements that say something without any letter.
_TELLING = re.compile(r"<(img|picture|video|audio|iframe|object|embed)\b", re.IGNORECASE)
_PLAIN_TABLE = re.compile(r"<table\b(?![^>]*\bclass=)", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_INVISIBLE = re.compile(r"[\s\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]+")


def plain(value: Any) -> str:
    """The words of a rich text (or of its HTML), for the full-text index."""
    html = _SILENT.sub(" ", getattr(value, "raw", value) or "")
    return _INVISIBLE.sub(" ", unescape(_TAG.sub(" ", html))).strip()


def is_empty(value: Any) -> bool:
    """Whether a rich text (or its HTML) holds neither a letter nor a picture.

    ``<p>&nbsp;</p>``, an empty table and a mere comment are empty: editors leave them behind.
    """
    html = _SILENT.sub("", getattr(value, "raw", value) or "")
    return not _TELLING.search(html) and not plain(html)


def not_empty(value: Any) -> bool:
    """Constraint of a rich text field that must say something."""
    if is_empty(value):
        raise MessageError(_("The text is empty. Please write or paste the full text."))
    return True


def shown(value: Any, context: Any) -> str:
    """Safe HTML of a rich text for ``structure`` in a template; empty when it says nothing.

    Tables that were pasted without any style are drawn like those of the portal.
    """
    html = "" if is_empty(value) else value.output_relative_to(context)
    return _PLAIN_TABLE.sub('<table class="table hcmedu-table"', html)
