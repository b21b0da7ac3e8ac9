"""The fields of a document out of the text of its file, as plain values to be kept or sent."""

from datetime import date
from hcmedu.portal.conversion import FileText
from hcmedu.portal.conversion import recognise
from hcmedu.portal.conversion import text_of
from hcmedu.portal.documents.extraction import extract
from hcmedu.portal.documents.extraction import Reference
from hcmedu.portal.documents.extraction import Suggestion
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.vietnamese import format_date
from hcmedu.portal.vietnamese import suggest
from pathlib import Path
from typing import Any


FIELDS = (
    "number",
    "document_form",
    "issuer",
    "issue_date",
    "abstract",
    "signer",
    "signer_position",
    "in_force_from",
)
#: Fields of several lines, each naming a document: what the text bases itself on, what it replaces.
LINES = {"legal_bases": "references", "replaced_numbers": "replaces"}
#: Kinds that may be scans, and how few letters a page of a scan has at most: a number, a stamp.
SCANNED, FEW_LETTERS = frozenset({"pdf", "jpg", "png"}), 12
PAGE_BREAK = "\n\f"
#: Pages of a scan that are read.
FIRST_PAGES, LAST_PAGES, MOST_PAGES = 3, 2, 10_000
#: Letters before and behind a value that are quoted with it, and of the value itself.
AROUND, LONGEST = 24, 120


def read_file(
    path: Path, kind: str, *, ocr: bool = True, most: int | None = None
) -> dict[str, Any]:
    """What the file tells, as ``record.finish`` takes it; raises ``ConversionError``.

    ``most``: pages that are looked at. ``letters``: how many its text has. Text of before Unicode,
    as files with old fonts have it, is converted first.
    """
    read = _text(path, kind, ocr)
    whole = PAGE_BREAK.join(read.pages[:most])
    old = suggest(whole)
    text = old.text if old else whole
    encoding = old.encoding.value if old else ""
    return {**told(text), "by_ocr": read.by_ocr, "encoding": encoding, "letters": _letters(text)}


def _text(path: Path, kind: str, ocr: bool) -> FileText:
    """OCR takes seconds a page: of a scan the pages of the head and of the signature do."""
    read = text_of(path, kind, ocr=False)
    blank = [number for number, page in enumerate(read.pages, 1) if _letters(page) < FEW_LETTERS]
    ends = {*range(1, FIRST_PAGES + 1), *range(len(read.pages) - LAST_PAGES + 1, MOST_PAGES)}
    wanted = sorted(ends.intersection(blank))
    if not ocr or not wanted or kind not in SCANNED:
        return read
    found = recognise(path, kind, wanted)
    pages = (found.get(number) or page for number, page in enumerate(read.pages, 1))
    return FileText(tuple(pages), by_ocr=any(found.values()), fonts=read.fonts)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def told(text: str) -> dict[str, Any]:
    """Fields, references and replaced documents that a text tells, with their places."""
    found = extract(text)
    offered = {name: getattr(found, name) for name in FIELDS}
    fields = {
        name: _plain(text, suggestion)
        for name, suggestion in offered.items()
        if suggestion is not None and suggestion.offered
    }
    mentions = {
        "references": [_plain(text, each) for each in found.references],
        "replaces": [_plain(text, each) for each in found.replaces if each.value.number],
    }
    lines = {name: _joined(mentions[kind]) for name, kind in LINES.items() if mentions[kind]}
    return {"fields": {**fields, **lines}, **mentions}


def _joined(mentions: list[dict[str, Any]]) -> dict[str, Any]:
    """One a line; the place is that of the first."""
    value = "\n".join(dict.fromkeys(each["value"] for each in mentions))
    return {**mentions[0], "value": value, "sure": min(each["sure"] for each in mentions)}


def _plain(text: str, suggestion: Suggestion) -> dict[str, Any]:
    return {
        "value": _value(suggestion.value),
        "quote": quote(text, suggestion.start, suggestion.end),
        "page": text.count("\f", 0, suggestion.start) + 1,
        "sure": suggestion.confidence,
    }


def _value(value: object) -> str:
    if isinstance(value, Reference):
        return reference_text(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def reference_text(reference: Reference) -> str:
    """``Thông tư 36/2017/TT-BGDĐT``, ``Luật Giáo dục, 14/06/2019``."""
    form = catalogue().document_forms.get(reference.form or "")
    if not reference.number:
        day = format_date(reference.issue_date) if reference.issue_date else ""
        return ", ".join(part for part in (reference.title, day) if part)
    return f"{form.title if form else ''} {reference.number}".strip()


def quote(text: str, start: int, end: int) -> str:
    """One line: the place in the text, with whole words around it."""
    before = text[max(0, start - AROUND) : start].partition(" ")
    behind = text[end : end + AROUND].rpartition(" ")
    lead = before[2] if start > AROUND else text[:start]
    trail = behind[0] if end + AROUND < len(text) else text[end:]
    middle = text[start:end]
    if len(middle) > LONGEST:
        middle, trail = f"{middle[:LONGEST].rpartition(' ')[0]} …", ""
    return " ".join(f"{lead}{middle}{trail}".split())
