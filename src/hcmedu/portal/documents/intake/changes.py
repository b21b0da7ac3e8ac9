"""What a person changed in a row since the page was shown to him: nothing typed is lost.

The page carries a mark of each text as it was shown, so that an untouched field is told from a
changed one without a script too, also when the worker or somebody else wrote meanwhile.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from datetime import date
from hcmedu.portal.content.officialdocument import IOfficialDocument
from hcmedu.portal.documents.intake.record import Found
from hcmedu.portal.documents.intake.record import Record
from hcmedu.portal.documents.intake.values import NAMES
from hcmedu.portal.documents.intake.values import shown
from hcmedu.portal.vietnamese import format_date
from typing import Any
from zlib import crc32
from zope.schema.interfaces import IDate


def current(doc: Any, name: str, known: Record) -> tuple[str, bool]:
    """The text of a field, and whether it is a suggestion that nobody has taken yet."""
    stored, found = shown(getattr(doc, name, None)), known.fields.get(name)
    if stored or found is None:
        return stored, False
    return shown_value(name, found), True


def shown_value(name: str, found: Found) -> str:
    """A suggestion as the field of the table has it: days as people write them."""
    if IDate.providedBy(IOfficialDocument[name]):
        return format_date(date.fromisoformat(found.value))
    return found.value


def marks(texts: Iterable[str]) -> str:
    """What the page carries of the texts that it shows, in the order of ``NAMES``."""
    return " ".join(map(_mark, texts))


def changed(
    typed: Mapping[str, str], base: str, now: Mapping[str, str] | None = None
) -> frozenset[str]:
    """Names of the fields whose text is neither that of the page nor that of ``now``.

    ``base``: the ``marks`` of the page; empty when it sent none.
    """
    before = dict(zip(NAMES, base.split(), strict=False))
    now = {name: _mark(text) for name, text in (now or {}).items()}
    return frozenset(
        name for name, text in typed.items() if _mark(text) not in (before.get(name), now.get(name))
    )


def _mark(text: str) -> str:
    """Spaces don't count, lines do: they part the documents that a field names."""
    lines = "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
    return f"{crc32(lines.encode('utf-8', 'replace')):08x}"
