"""Display ``statistics``: the yearbooks of the five latest school years side by side (A15)."""

from collections.abc import Sequence
from hcmedu.portal import _
from hcmedu.portal.browser.sections.base import Display
from hcmedu.portal.content.numerals import format_number
from hcmedu.portal.listing import brains
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any


#: 3082/GDĐT-TTTT 3.7 wants the five latest years.
YEARS_A_PAGE = 5
#: Rows of the table: catalog column, label.
MEASURES = (
    ("total_classes", _("Classes in all")),
    ("total_pupils", _("Pupils in all")),
    ("total_staff", _("Staff in all")),
)
NOTHING = "–"


class Statistics(Display):
    """Years as columns, the oldest left, so that a development reads from left to right."""

    types = ("YearbookEntry",)
    sort_on = "school_year"
    batch_size = YEARS_A_PAGE
    statistics_template = ViewPageTemplateFile("statistics.pt")

    def main(self) -> str:
        self.entries = list(self.batch)[::-1]
        return self.statistics_template()

    def years(self) -> list[dict[str, str]]:
        return [
            {"title": brains.value(brain, "school_year") or brain.Title, "url": brain.getURL()}
            for brain in self.entries
        ]

    def measures(self) -> list[dict[str, Any]]:
        """Rows that have a number in at least one year."""
        rows = [
            {"title": title, "numbers": [number(brain, name) for brain in self.entries]}
            for name, title in MEASURES
        ]
        return [row for row in rows if has_number(row["numbers"])]


def number(brain: Any, name: str) -> str:
    found = brains.value(brain, name)
    return NOTHING if found is None else format_number(found)


def has_number(texts: Sequence[str]) -> bool:
    return any(text != NOTHING for text in texts)
