"""Charts of one school year: its pupils by grade, its staff by qualification.

For the yearbook's own page and for the newest year of the section.
"""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from hcmedu.portal import _
from hcmedu.portal.charts import Bar
from hcmedu.portal.charts import Chart
from hcmedu.portal.content.numerals import format_number
from hcmedu.portal.content.terms import ALL_GRADES
from hcmedu.portal.content.terms import QUALIFICATIONS
from typing import Any


Number = int | float
#: Turns a message into text.
Say = Callable[[str], str]


def year_charts(figures: Mapping[str, Any], say: Say) -> list[Chart]:
    """Those that compare something: two bars at least. ``figures``: see ``yearbook_figures``."""
    charts = [
        Chart("grades", say(_("Pupils by grade")), grade_bars(figures, say)),
        Chart("qualifications", say(_("Staff by qualification")), qualification_bars(figures, say)),
    ]
    return [chart for chart in charts if len(chart.bars) > 1]


def grade_bars(figures: Mapping[str, Any], say: Say) -> tuple[Bar, ...]:
    """Grades by age."""
    found = ordered(figures.get("grades") or {}, ALL_GRADES)
    return tuple(Bar(say(title), value, format_number(value)) for title, value in found)


def qualification_bars(figures: Mapping[str, Any], say: Say) -> tuple[Bar, ...]:
    """The highest first, each with its share: ``56 (67,5 %)``."""
    found = list(ordered(figures.get("qualifications") or {}, dict(QUALIFICATIONS)))
    total = sum(value for _title, value in found)
    return tuple(Bar(say(title), value, shared(value, total)) for title, value in found)


def shared(value: Number, total: Number) -> str:
    """A number with its share of all; alone where there is no share."""
    text = format_number(value)
    return f"{text} ({format_number(round(100 * value / total, 1))} %)" if total else text


def ordered(
    numbers: Mapping[str, Number], titles: Mapping[str, str]
) -> Iterable[tuple[str, Number]]:
    """(title, number) in the order of the titles; a token without a title stands last, itself."""
    for token in [*titles, *(token for token in numbers if token not in titles)]:
        if token in numbers:
            yield titles.get(token, token), numbers[token]
