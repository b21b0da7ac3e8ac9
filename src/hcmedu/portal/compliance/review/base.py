"""What list, form, paper and sheet of the self-review share: measures, findings, texts."""

from collections.abc import Iterator
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.compliance.asked import Asked
from hcmedu.portal.compliance.evaluation import Result
from hcmedu.portal.compliance.exports.told import OPEN
from hcmedu.portal.compliance.office import CompliancePage
from hcmedu.portal.compliance.review import store
from hcmedu.portal.compliance.review.measures import in_order
from hcmedu.portal.compliance.review.measures import Measure
from hcmedu.portal.compliance.review.measures import Show
from hcmedu.portal.compliance.serial import owner_of
from hcmedu.portal.compliance.serial import owner_title
from hcmedu.portal.compliance.wording import sentence
from hcmedu.portal.compliance.wording import STATUS_TITLES
from hcmedu.portal.school.root import section_brains
from hcmedu.portal.vietnamese import format_date
from typing import Any
from urllib.parse import urlencode


SHOW, PERSON = "show", "person"
PAGE = "hcmedu-compliance-review"


class ReviewPage(CompliancePage):
    """The report is always that of now: measures are about what is missing now."""

    asked = Asked()

    @cached_property
    def measures(self) -> list[Measure]:
        return in_order(store.measures(self.context))

    # Choice of the list --------------------------------------------------------------------------

    @cached_property
    def show(self) -> Show:
        wanted = self.text(SHOW)
        return Show(wanted) if wanted in set(Show) else self.shown_at_first

    shown_at_first = Show.OPEN

    @cached_property
    def person(self) -> str:
        """Name of the person whose measures are shown; empty for all."""
        wanted = self.text(PERSON)
        return wanted if wanted in self.names_in_charge else ""

    @cached_property
    def names_in_charge(self) -> list[str]:
        return sorted({each.name for each in self.measures})

    @cached_property
    def shown(self) -> list[Measure]:
        return [
            each
            for each in self.measures
            if each.shown_in(self.show, self.today) and self.person in ("", each.name)
        ]

    def count(self, show: Show) -> int:
        return sum(
            each.shown_in(show, self.today) and self.person in ("", each.name)
            for each in self.measures
        )

    def query(self, show: Show) -> str:
        values = {SHOW: show.value, PERSON: self.person}
        return urlencode({name: value for name, value in values.items() if value})

    # What was found ------------------------------------------------------------------------------

    @cached_property
    def results(self) -> dict[str, Result]:
        """By key, as of now."""
        return {each.key: each for each in self.report.results}

    def open_results(self) -> Iterator[Result]:
        """Findings of now for which no measure is open; what is only to be confirmed comes last."""
        busy = {each.key for each in self.measures if each.done is None}
        for status in OPEN:
            yield from (each for each in self.report.of(status) if each.key not in busy)

    def found(self, result: Result) -> str:
        """What is missing, in a sentence; the demand where there is none."""
        missing = result.finding.missing
        return self.say(sentence(missing)) if missing else result.check.demand

    def demand(self, result: Result) -> str:
        """What is demanded, where the sentence tells something else."""
        return result.check.demand if result.finding.missing else ""

    def title_of(self, result: Result) -> Any:
        return STATUS_TITLES[result.status]

    def section(self, result: Result) -> str:
        return self.section_name(result.owner)

    @cached_property
    def titles(self) -> dict[str, str]:
        """Of the sections, by code, as the school calls them."""
        return {each.section_code: each.Title for each in section_brains(self.context)}

    def section_name(self, code: str) -> str:
        """As the school calls it; the code alone of what there is no more."""
        return self.titles.get(code) or owner_title(code)

    def named(self, section: str) -> str:
        """What a measure tells of its section: a code, or a code and its name of then."""
        code, _space, title = section.partition(" ")
        if not title:
            return self.section_name(section) if section else ""
        return title if owner_of(code) is not None else section

    # Rows ----------------------------------------------------------------------------------------

    def rows(self) -> list[dict[str, Any]]:
        return [self.row(each) for each in self.shown]

    def row(self, measure: Measure) -> dict[str, Any]:
        result = self.results.get(measure.key)
        return {
            "id": measure.id,
            "section": self.named(measure.section),
            "demand": result.check.demand if result else "",
            "found": measure.found,
            "found_on": format_date(measure.found_on),
            "what": measure.what,
            "name": measure.name,
            "due": format_date(measure.due),
            "done": format_date(measure.done) if measure.done else "",
            "note": measure.note,
            "level": self.level(measure),
            "state": self.state(measure),
            "status": result.status.value if result else "",
            "status_title": STATUS_TITLES[result.status] if result else None,
            "still": self.still(measure, result),
        }

    def level(self, measure: Measure) -> str:
        """``late``, ``done`` or ``open``: how it catches the eye."""
        if measure.done:
            return "done"
        return "late" if measure.is_overdue(self.today) else "open"

    def state(self, measure: Measure) -> Any:
        if measure.done:
            return _("Done on ${day}", mapping={"day": format_date(measure.done)})
        days = (self.today - measure.due).days
        if days > 0:
            return _("Overdue by ${number} days", mapping={"number": days})
        if days == 0:
            return _("Due today")
        return _("${number} days left", mapping={"number": -days})

    def still(self, measure: Measure, result: Result | None) -> bool:
        """Whether it is said to be done though the portal still misses it."""
        return bool(measure.done and result and result.status in OPEN[:2])
