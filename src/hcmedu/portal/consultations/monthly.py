"""Opinions in the leader's report of the month (C05, 3082/GDĐT-TTTT 4.2): numbers of each topic."""

from collections.abc import Iterator
from hcmedu.portal import _
from hcmedu.portal.cases.desk.interfaces import IMonthTable
from hcmedu.portal.cases.desk.report import Month
from hcmedu.portal.consultations.model import State
from hcmedu.portal.consultations.overview import topics
from hcmedu.portal.consultations.register import rows
from hcmedu.portal.consultations.totals import counted
from hcmedu.portal.consultations.totals import deleted
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.school.interfaces import ISchoolRoot
from hcmedu.portal.viewer.browser.images import is_public
from typing import Any
from zope.component import adapter
from zope.interface import implementer


@implementer(IMonthTable)
@adapter(ISchoolRoot)
class MonthlyOpinions:
    """Topics that were open in the month, or got an opinion in it; states are those of today."""

    title = _("Opinions on topics")
    row_title = _("Topic")
    columns = (
        _("Received in the month"),
        _("Received in all"),
        _("Not yet decided"),
        _("Shown to visitors"),
        _("Not shown to visitors"),
        _("Answered"),
    )

    def __init__(self, root: Any) -> None:
        self.root = root

    def lines(self, month: Month) -> Iterator[tuple[str, list[int]]]:
        for topic in topics(self.root):
            found = rows(topic)
            now = sum(month.holds(in_zone(row.created).date()) for row in found)
            if now or is_of(topic, month):
                yield topic.Title(), [now, *_numbers(topic, found)]


def _numbers(topic: Any, found: list[Any]) -> list[int]:
    totals = counted(found, deleted(topic))
    states = (State.WAITING, State.PUBLISHED, State.REJECTED)
    told = [totals.states[state] for state in states]
    return [totals.received.total(), *told, totals.answered]


def is_of(topic: Any, month: Month) -> bool:
    """Whether it is public, and was open on a day of that month."""
    opens, closes = in_zone(topic.opens), in_zone(topic.closes)
    if opens is None or closes is None or not is_public(topic):
        return False
    return opens.date() <= month.last and closes.date() >= month.first
