"""The form (hình thức) of a document: its title, else what number and subject tell."""

from hcmedu.portal.documents.extraction.head import Head
from hcmedu.portal.documents.extraction.head import Kind
from hcmedu.portal.documents.extraction.head import Part
from hcmedu.portal.documents.extraction.head import title_of
from hcmedu.portal.documents.extraction.model import Suggestion
from hcmedu.portal.documents.extraction.patterns import form_abbreviations
from hcmedu.portal.documents.extraction.source import Source
from hcmedu.portal.documents.extraction.source import Span
from hcmedu.portal.vietnamese import fold

import re


#: The symbol of a number whose digits may be missing: ``/QĐ-UBND``.
_SYMBOL = re.compile(r"[/-] ?([a-z][a-z0-9&/. -]{1,60})")


def title_part(source: Source, head: Head) -> tuple[Part, str, int] | None:
    """The title of the document, its form, and the offset at which the title ends."""
    part = head.first(Kind.TITLE)
    if not part:
        return None
    cell = part.cell
    found = title_of(source.plain[cell.start : cell.end], source.text[cell.start : cell.end])
    return (part, found[0], cell.start + found[1]) if found else None


def form_of_symbol(symbol: str) -> str | None:
    """``TT-BGDĐT`` → ``thong-tu``; None when it does not begin with the abbreviation of a form."""
    first = re.search(r"[^\W\d_][\w&]*", symbol.lower())
    return form_abbreviations().get(fold(first.group())) if first else None


def find_form(source: Source, head: Head) -> Suggestion[str] | None:
    """The form; an official letter (công văn) has no title but number and subject or addressee."""
    number = head.first(Kind.NUMBER)
    symbol = _symbol(source, number) if number else ""
    titled = title_part(source, head)
    if titled:
        part, form, end = titled
        agrees = form_of_symbol(symbol) in (form, None)
        sure = _is_official(head) or _based_on_something(source, head)
        confidence = 0.3 if not sure else 0.95 if agrees else 0.75
        return source.suggest(form, Span(part.cell.start, end), confidence)
    return _untitled(source, head, number, symbol)


def _symbol(source: Source, number: Part) -> str:
    found = _SYMBOL.search(source.plain, number.cell.start, number.cell.end)
    return found[1] if found else ""


def _is_official(head: Head) -> bool:
    return any(part.kind in (Kind.NATION, Kind.NUMBER) for part in head.parts)


def _based_on_something(source: Source, head: Head) -> bool:
    return bool(re.search(r"\bcan cu\b|\bdieu 1\b", source.plain[head.end : head.end + 500]))


def _untitled(
    source: Source, head: Head, number: Part | None, symbol: str
) -> Suggestion[str] | None:
    subject = head.first(Kind.SUBJECT)
    if not number or not symbol or head.first(Kind.UNKNOWN):
        return None
    form = form_of_symbol(symbol)
    alone = re.fullmatch(r"[a-z]+[ .]{0,3}", symbol)
    if form and not (alone and subject):
        return source.suggest(form, number.cell, 0.6)
    addressed = source.plain.startswith("kinh gui", head.end) or subject
    if not addressed:
        return None
    return source.suggest("cong-van", (subject or number).cell, 0.9 if subject else 0.6)
