"""What can be chosen in the register: facets with their counts, what was chosen, the order."""

from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.documents.register import filters
from hcmedu.portal.documents.register.filters import Filter
from hcmedu.portal.documents.register.lookup import Found
from hcmedu.portal.documents.register.rows import Rows
from hcmedu.portal.vietnamese import format_date
from typing import Any


#: Values of a facet that stand open; the others unfold.
OPEN_VALUES = 8
FACET_TITLES = {
    "section": _("Section"),
    "form": _("Form of document"),
    "issuer": _("Issuing authority"),
    "field": _("Fields of work"),
    "year": _("Year of issue"),
    "force": _("State of force"),
}
SORT_TITLES = {
    "date": _("The newest first"),
    "relevance": _("The best first"),
    "number": _("By number"),
    "issuer": _("By issuing authority"),
    "form": _("By form"),
}


@dataclass(frozen=True)
class Value:
    """One value of a facet: what it is called, how many have it, where choosing it leads."""

    title: str
    count: int
    url: str
    chosen: bool


@dataclass(frozen=True)
class Facet:
    name: str
    title: str
    open: list[Value]
    more: list[Value]


class Choices:
    """For one page. ``url`` makes the address of a filter; ``within`` is the path of the section,
    None for the whole school.
    """

    def __init__(
        self,
        asked: Filter,
        found: Found,
        rows: Rows,
        url: Callable[[Filter], str],
        within: str | None,
    ) -> None:
        self.asked, self.found, self.rows, self.url, self.within = asked, found, rows, url, within

    @cached_property
    def facets(self) -> list[Facet]:
        """The facets that tell documents apart, or of which a value was chosen."""
        found = (self.facet(name) for name in filters.FACETS)
        return [each for each in found if len(each.open) > 1 or getattr(self.asked, each.name)]

    def facet(self, name: str) -> Facet:
        chosen = getattr(self.asked, name)
        counts = {**dict.fromkeys(chosen, 0), **self.found.facets[name]}
        if name == "section":
            counts = self.sections_below(counts)
        values = [self.value(name, value, counts[value]) for value in ordered(name, counts)]
        # What was chosen is never hidden.
        top = [each for at, each in enumerate(values) if at < OPEN_VALUES or each.chosen]
        return Facet(name, FACET_TITLES[name], top, [each for each in values if each not in top])

    def sections_below(self, counts: Mapping[str, int]) -> dict[str, int]:
        """Sections that narrow the list: neither this one nor one above it."""
        found = self.rows.sections_by_code
        own = self.within and f"{self.within}/"
        return {
            code: number
            for code, number in counts.items()
            if code in found and (own is None or found[code].getPath().startswith(own))
        }

    def value(self, facet: str, value: str, count: int) -> Value:
        chosen = value in getattr(self.asked, facet)
        url = self.url(self.asked.toggled(facet, value))
        return Value(self.rows.facet_title(facet, value), count, url, chosen)

    @property
    def chosen(self) -> list[dict[str, str]]:
        """What narrows the list: label, and the address without it."""
        asked = self.asked
        typed = [
            ("text", asked.text and f"“{asked.text}”"),
            ("number", asked.number),
            ("issued_from", asked.issued_from and self.span("from", asked.issued_from)),
            ("issued_to", asked.issued_to and self.span("to", asked.issued_to)),
        ]
        chips = [
            {"title": title, "url": self.url(asked.without(name))} for name, title in typed if title
        ]
        for facet in filters.FACETS:
            for value in getattr(asked, facet):
                title = self.rows.facet_title(facet, value)
                chips.append({"title": title, "url": self.url(asked.toggled(facet, value))})
        return chips

    def span(self, name: str, day: Any) -> str:
        mapping = {"day": format_date(day)}
        text = (
            _("from ${day}", mapping=mapping) if name == "from" else _("to ${day}", mapping=mapping)
        )
        return self.rows.say(text)

    def kept(self) -> list[dict[str, str]]:
        """What the form carries along unseen: the facets chosen."""
        typed = {"text", "number", "from", "to", "sort_on"}
        return [
            {"name": name, "value": value}
            for name, value in self.asked.without("sort_order").parameters()
            if name not in typed
        ]

    def sort_options(self) -> list[dict[str, Any]]:
        """The order by default has no value: it changes once words are typed."""
        default = self.asked.without("sort_on").sort
        names = [default, *(name for name in SORT_TITLES if name != default)]
        return [
            {
                "value": "" if name == default else name,
                "title": SORT_TITLES[name],
                "selected": name == self.asked.sort,
            }
            for name in names
            if name != "relevance" or self.asked.text
        ]

    def typed_day(self, name: str) -> str:
        """A date as it was typed, right or wrong."""
        day = getattr(self.asked, f"issued_{name}")
        return format_date(day) if day else self.asked.errors.get(name, "")

    @property
    def is_unfolded(self) -> bool:
        """Whether number and dates stand open: one of them was filled in."""
        asked = self.asked
        return bool(asked.number or asked.issued_from or asked.issued_to or asked.errors)


def ordered(facet: str, counts: Mapping[str, int]) -> list[str]:
    """Years from the newest, states as they follow each other, all else by how many there are."""
    if facet == "year":
        return sorted(counts, reverse=True)
    if facet == "force":
        return [each for each in filters.FORCES if each in counts]
    return sorted(counts, key=lambda value: (-counts[value], value))
