"""What is asked of the register, as it stands in an address. Pure.

Parameters: ``text``, ``number``, ``from``, ``to`` (dd/mm/yyyy or yyyy-mm-dd), ``force``, and as
often as wanted ``form``, ``issuer``, ``field``, ``year``, ``section``; ``sort_on``, ``sort_order``.
What is unknown or no text counts as not given; a date that is none is told in ``errors``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from dataclasses import replace
from datetime import date
from hcmedu.portal.vietnamese import format_date
from hcmedu.portal.vietnamese import normalize
from hcmedu.portal.vietnamese import parse_date
from typing import Any
from urllib.parse import urlencode

import re


#: Facets, in the order of the page; each is a parameter and an attribute of the filter.
FACETS = ("section", "form", "issuer", "field", "year", "force")
#: States of force by which one filters (tình trạng hiệu lực).
IN_FORCE, NOT_YET, ENDED = "in_force", "not_yet", "ended"
FORCES = (IN_FORCE, NOT_YET, ENDED)
SORTS = ("relevance", "date", "number", "issuer", "form")
#: Order of each at first: the newest and the best stand above.
DESCENDING = frozenset({"relevance", "date"})
MAX_TEXT, MAX_VALUES = 500, 20
#: What an address may hold and no text: halves of characters, controls.
_NO_CHARACTER = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Filter:
    """One question to the register. Values of facets are tuples without duplicates."""

    text: str = ""
    number: str = ""
    issued_from: date | None = None
    issued_to: date | None = None
    section: tuple[str, ...] = ()
    form: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    field: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    force: tuple[str, ...] = ()
    sort_on: str = ""
    sort_order: str = ""
    #: Parameter → what was typed and is no date.
    errors: Mapping[str, str] = attribute(default_factory=dict, compare=False)

    @property
    def sort(self) -> str:
        """What it is sorted by; the best first where words were typed."""
        if self.sort_on == "relevance" and not self.text:
            return "date"
        return self.sort_on or ("relevance" if self.text else "date")

    @property
    def descending(self) -> bool:
        if self.sort_order:
            return self.sort_order == "descending"
        return self.sort in DESCENDING

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the order was asked for."""
        return replace(self, sort_on="", sort_order="") != Filter()

    def parameters(self) -> list[tuple[str, str]]:
        """As they stand in an address, only those that are given."""
        single = [
            ("text", self.text),
            ("number", self.number),
            ("from", format_date(self.issued_from) if self.issued_from else ""),
            ("to", format_date(self.issued_to) if self.issued_to else ""),
        ]
        several = [(name, value) for name in FACETS for value in getattr(self, name)]
        order = [("sort_on", self.sort_on), ("sort_order", self.sort_order)]
        return [(name, value) for name, value in (*single, *several, *order) if value]

    def query(self) -> str:
        return urlencode(self.parameters())

    def toggled(self, facet: str, value: str) -> "Filter":
        """The same with a value of a facet put to it, or taken away."""
        values = getattr(self, facet)
        kept = tuple(each for each in values if each != value)
        return replace(self, **{facet: kept if value in values else (*values, value)})

    def without(self, *names: str) -> "Filter":
        empty = Filter()
        return replace(self, **{name: getattr(empty, name) for name in names})

    def sorted_by(self, name: str) -> "Filter":
        """Sorted by a column; by the same one again: the other way round."""
        down = not self.descending if name == self.sort else name in DESCENDING
        return replace(self, sort_on=name, sort_order="descending" if down else "ascending")


def read_filter(form: Mapping[str, Any]) -> Filter:
    """The filter of an address. Never an error: see the module."""
    errors: dict[str, str] = {}
    return Filter(
        text=one(form, "text"),
        number=one(form, "number"),
        issued_from=day(form, "from", errors),
        issued_to=day(form, "to", errors),
        section=several(form, "section"),
        form=several(form, "form"),
        issuer=several(form, "issuer"),
        field=several(form, "field"),
        year=tuple(year for year in several(form, "year") if _YEAR.fullmatch(year)),
        force=tuple(each for each in several(form, "force") if each in FORCES),
        sort_on=known(form, "sort_on", SORTS),
        sort_order=known(form, "sort_order", ("ascending", "descending")),
        errors=errors,
    )


def one(form: Mapping[str, Any], name: str) -> str:
    given = form.get(name, "")
    return clean(given) if isinstance(given, str) else ""


def clean(text: str) -> str:
    """One text, composed; bytes that were no UTF-8 are gone."""
    return normalize(_NO_CHARACTER.sub("", text[:MAX_TEXT])).strip()


def several(form: Mapping[str, Any], name: str) -> tuple[str, ...]:
    given = form.get(name, ())
    values = given if isinstance(given, list | tuple) else [given]
    texts = (clean(each) for each in values if isinstance(each, str))
    return tuple(dict.fromkeys(filter(None, texts)))[:MAX_VALUES]


def known(form: Mapping[str, Any], name: str, values: tuple[str, ...]) -> str:
    given = form.get(name, "")
    return given if isinstance(given, str) and given in values else ""


def day(form: Mapping[str, Any], name: str, errors: dict[str, str]) -> date | None:
    typed = one(form, name)
    if not typed:
        return None
    try:
        return date.fromisoformat(typed) if typed[4:5] == "-" else parse_date(typed)
    except ValueError:
        errors[name] = typed
        return None
