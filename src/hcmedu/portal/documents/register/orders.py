"""In which order the documents found are shown, by what the indexes hold of them."""

from collections.abc import Callable
from collections.abc import Mapping
from hcmedu.portal.content.vocabularies import title_of
from hcmedu.portal.documents.register.facets import entries
from hcmedu.portal.vietnamese import sort_key
from plone import api
from typing import Any

import re


_DIGITS = re.compile(r"\d+")


def arranged(scores: Mapping[int, int], sort: str, descending: bool) -> list[int]:
    """Record numbers in order; what has no value stands last, the latest first among equals."""
    newest = entries("issue_date")
    if sort == "relevance":
        return sorted(scores, key=lambda n: (scores[n], newest.get(n, 0), n), reverse=True)
    numbers = sorted(scores, key=lambda n: (newest.get(n, 0), n), reverse=True)
    if sort == "date":
        known = [number for number in numbers if number in newest]
        return (known if descending else known[::-1]) + [n for n in numbers if n not in newest]
    return by_rank(numbers, *RANKS[sort], descending)


def by_rank(
    numbers: list[int], name: str, key: Callable[[str], Any], descending: bool
) -> list[int]:
    """By the rank of their values: there are fewer values than documents."""
    held = entries(name)
    values = {value for value in map(held.get, numbers) if value}
    ranks = {value: rank for rank, value in enumerate(sorted(values, key=key))}
    known = [number for number in numbers if held.get(number)]
    rest = [number for number in numbers if not held.get(number)]
    known.sort(key=lambda number: ranks[held[number]], reverse=descending)
    return known + rest


def number_order(text: str) -> tuple[Any, ...]:
    """9/QĐ before 10/QĐ; what has no digits last."""
    found = _DIGITS.match(text)
    return (int(found[0]) if found else float("inf"), sort_key(text))


def form_order(token: str) -> Any:
    return sort_key(str(title_of(api.portal.get(), "hcmedu.document_forms", token)))


RANKS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "number": ("document_number", number_order),
    "issuer": ("issuer", sort_key),
    "form": ("document_form", form_order),
}
