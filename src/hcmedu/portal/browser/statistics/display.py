"""Display ``statistics``: the yearbooks of the five latest school years side by side (A15)."""

from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.browser.sections.base import Display
from hcmedu.portal.browser.statistics.measures import Group
from hcmedu.portal.browser.statistics.measures import groups
from hcmedu.portal.browser.statistics.measures import with_gaps
from hcmedu.portal.browser.statistics.measures import Year
from hcmedu.portal.charts import Bar
from hcmedu.portal.charts import bars
from hcmedu.portal.charts import Chart
from hcmedu.portal.charts import columns
from hcmedu.portal.content.numerals import format_number
from hcmedu.portal.content.yearbook_charts import year_charts
from hcmedu.portal.listing import brains
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zope.i18n import translate


#: 3082/GDĐT-TTTT 3.7 wants the five latest years.
YEARS_A_PAGE = 5
#: Measures that have a chart over the years.
CHARTED = (("pupils", _("Pupils")), ("classes", _("Classes")), ("staff", _("Staff")))
NOTHING = "–"


class Statistics(Display):
    """Years as columns, the oldest left, so that a development reads from left to right."""

    types = ("YearbookEntry",)
    sort_on = "school_year"
    batch_size = YEARS_A_PAGE
    statistics_template = ViewPageTemplateFile("statistics.pt")

    def main(self) -> str:
        return self.statistics_template()

    @cached_property
    def years(self) -> list[Year]:
        return with_gaps([year_of(brain) for brain in list(self.batch)[::-1]])

    def say(self, message: str) -> str:
        return translate(message, context=self.request)

    def over_years(self) -> list[dict[str, str]]:
        """Title and drawing of each chart over the years; a single year is no development."""
        known = [name for name, _title in CHARTED if self.is_told(name)]
        return [drawn(self.chart(name, title), columns) for name, title in CHARTED if name in known]

    def is_told(self, name: str) -> bool:
        numbers = [year.number("measures", name) for year in self.years]
        return sum(number is not None for number in numbers) > 1

    def chart(self, name: str, title: str) -> Chart:
        numbers = ((year.title, year.number("measures", name)) for year in self.years)
        return Chart(name, self.say(title), tuple(Bar(year, n, shown(n)) for year, n in numbers))

    @property
    def newest(self) -> Year:
        return self.years[-1]

    def of_newest(self) -> list[dict[str, str]]:
        return [drawn(chart, bars) for chart in year_charts(self.newest.figures, self.say)]

    def groups(self) -> list[Group]:
        return groups(self.years)

    def shown(self, number: int | float | None) -> str:
        return shown(number)

    def tools(self) -> list[dict[str, str]]:
        """The same numbers of all years, as files."""
        url = self.context.absolute_url()
        return [
            {"title": title, "url": f"{url}/@@yearbooks.{ending}"}
            for title, ending in ((_("Excel"), "xlsx"), (_("CSV"), "csv"))
        ]


def year_of(brain: Any) -> Year:
    figures = brains.value(brain, "yearbook_figures") or {}
    return Year(brains.value(brain, "school_year") or brain.Title, brain.getURL(), figures)


def drawn(chart: Chart, draw: Any) -> dict[str, str]:
    return {"title": chart.title, "svg": draw(chart), "kind": draw.__name__}


def shown(number: int | float | None) -> str:
    return NOTHING if number is None else format_number(number)
