"""What is asked of a list with facets, as it stands in an address, and how many answer. Pure.

Parameters: ``text``; as often as wanted the name of each facet; ``sort_on``, ``sort_order``. What
is unknown counts as not given.
"""

from collections import Counter
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from hcmedu.portal.documents.register.filters import known
from hcmedu.portal.documents.register.filters import one
from hcmedu.portal.documents.register.filters import several
from typing import Any
from urllib.parse import urlencode


ORDERS = ("ascending", "descending")


@dataclass(frozen=True)
class Asked:
    """One question. ``chosen``: facet → its chosen values, every facet of the list in its order."""

    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort_on: str = ""
    sort_order: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the order was asked for."""
        return bool(self.text or any(self.chosen.values()))

    def parameters(self) -> list[tuple[str, str]]:
        """As they stand in an address, only those that are given."""
        facets = [(name, value) for name, values in self.chosen.items() for value in values]
        order = [("sort_on", self.sort_on), ("sort_order", self.sort_order)]
        return [(name, value) for name, value in [("text", self.text), *facets, *order] if value]

    def url(self, base: str) -> str:
        query = urlencode(self.parameters())
        return f"{base}?{query}" if query else base

    def toggled(self, facet: str, value: str) -> "Asked":
        """The same with a value of a facet put to it, or taken away."""
        values = self.chosen.get(facet, ())
        kept = tuple(each for each in values if each != value)
        changed = kept if value in values else (*values, value)
        return replace(self, chosen={**self.chosen, facet: changed})

    def holds(self, values: Mapping[str, str], but: str = "") -> bool:
        """Whether an item of these values is meant, whatever it has for the facet ``but``."""
        return all(
            not chosen or name == but or values.get(name, "") in chosen
            for name, chosen in self.chosen.items()
        )


def read_asked(form: Mapping[str, Any], facets: Sequence[str], sorts: Sequence[str]) -> Asked:
    """The question of an address. Never an error: see the module."""
    return Asked(
        text=one(form, "text"),
        chosen={name: several(form, name) for name in facets},
        sort_on=known(form, "sort_on", tuple(sorts)),
        sort_order=known(form, "sort_order", ORDERS),
    )


def counts(rows: Iterable[Mapping[str, str]], asked: Asked) -> dict[str, Counter[str]]:
    """Facet → value → number of items that have it among those that the other facets leave.

    So the values beside the chosen one can be chosen as well. What has no value is not counted.
    """
    rows = list(rows)
    return {
        name: Counter(row[name] for row in rows if row.get(name) and asked.holds(row, name))
        for name in asked.chosen
    }
