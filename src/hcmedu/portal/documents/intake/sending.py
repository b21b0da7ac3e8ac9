"""What was read out of a file, as scripts of pages take it."""

from hcmedu.portal.content.officialdocument import IOfficialDocument
from hcmedu.portal.content.vocabularies import title_of
from hcmedu.portal.documents.intake.changes import shown_value
from hcmedu.portal.documents.intake.record import Found
from hcmedu.portal.documents.intake.record import Record
from typing import Any
from zope.i18n import translate


def as_json(context: Any, known: Record, request: Any) -> dict[str, Any]:
    """``fields`` by name: ``value`` as stored, ``text`` as people read it, ``quote``, ``page``."""
    return {
        "fields": {
            name: _field(context, name, found, request) for name, found in known.fields.items()
        },
        "references": [_mention(found) for found in known.references],
        "replaces": [_mention(found) for found in known.replaces],
    }


def _field(context: Any, name: str, found: Found, request: Any) -> dict[str, Any]:
    text = shown_value(name, found)
    if name == "document_form":
        text = translate(title_of(context, "hcmedu.document_forms", text), context=request)
    title = translate(IOfficialDocument[name].title, context=request)
    return {"title": title, "value": found.value, "text": text, **_place(found)}


def _mention(found: Found) -> dict[str, Any]:
    return {"text": found.value, **_place(found)}


def _place(found: Found) -> dict[str, Any]:
    return {"quote": found.quote, "page": found.page}
