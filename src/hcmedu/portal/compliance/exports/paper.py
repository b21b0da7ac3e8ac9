"""``@@hcmedu-compliance-print``: the report of the yearly assessment on A4 (D02; Q8 4)."""

from collections.abc import Iterator
from datetime import date
from hcmedu.portal import _
from hcmedu.portal.compliance.evaluation import Status
from hcmedu.portal.compliance.exports import told
from hcmedu.portal.compliance.exports.dues import Dues
from hcmedu.portal.compliance.office import number
from hcmedu.portal.compliance.page.past import is_past
from hcmedu.portal.compliance.page.past import PAST
from hcmedu.portal.compliance.page.rows import OWN
from hcmedu.portal.compliance.wording import STATUS_TITLES
from hcmedu.portal.interfaces import ITitledPage
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zope.interface import implementer


#: Where a place or a name is written in by hand.
BY_HAND = "…" * 12


@implementer(ITitledPage)
class ReportPrint(Dues):
    """With the head of an official report and a place to sign."""

    heading = _("Report of the self-assessment")
    template = ViewPageTemplateFile("report.pt")
    number = staticmethod(number)

    def answer(self) -> str:
        return self.template()

    @property
    def place(self) -> str:
        """The last part of the school's address: where the report is signed."""
        return place_of(self.profile("address"))

    @property
    def moment(self) -> str:
        return self.format_moment(self.report.moment)

    def regulations(self) -> list[str]:
        """Those that a result rests on."""
        return [f"{each['name']}: {each['title']}" for each in self.data["regulations"]]

    past = PAST

    @property
    def is_past(self) -> bool:
        """Whether it tells of a day that is over, of which the portal knows no content."""
        return is_past(self.asked)

    def assumed(self) -> str:
        """Title of the circular that is only taken to be in force; empty without one."""
        known = {row["id"]: row for row in self.data["regulations"]}
        row = known.get(self.data["assumed"])
        return row["name"] if row else ""

    def statuses(self) -> list[tuple[Any, int]]:
        """How many checks have each result."""
        found = told.counts(self.data)
        return [(STATUS_TITLES[each], found[each.value]) for each in Status]

    def criteria(self) -> list[dict[str, Any]]:
        return [
            {
                "title": row["title"],
                "score": number(row["percent"]),
                "points": f"{number(row['points'])}/{row['counted']}" if row["counted"] else "–",
                "to_attest": row["to_attest"],
            }
            for row in self.data["criteria"]
        ]

    def groups(self) -> Iterator[dict[str, Any]]:
        """Results by criterion; a criterion without any is left out."""
        for criterion, rows in told.by_criterion(self.data):
            if rows:
                yield {"title": criterion["title"], "rows": [self.line(row) for row in rows]}

    def mendings(self) -> list[dict[str, Any]]:
        """What is overdue first, then by the date by which."""
        rows = [self.line(row) for row in told.to_mend(self.data)]
        return sorted(rows, key=lambda row: self.missed.get(row["key"], date.max))

    def line(self, row: told.Data) -> dict[str, Any]:
        """Texts of one result."""
        return {
            "key": row["key"],
            "section": row["section"]["title"],
            "demand": row["demand"],
            "article": row["basis"] or self.say(OWN),
            "status": row["status"],
            "status_title": row["status_title"],
            "counted": told.counted(row),
            "missing": row["missing"] or "",
            "due": self.due(row),
            "own": self.say(OWN) if row["own"] else "",
            "attested": self.attested(row["attested"]),
        }

    def attested(self, word: told.Data | None) -> str:
        if not word:
            return ""
        values = {"name": word["by"], "day": self.format_date(told.day(word["on"]))}
        return self.say(_("confirmed by ${name} on ${day}", mapping=values))

    def page(self, name: str) -> str:
        return f"{self.link(name)}{self.asked.query()}"


def place_of(address: str) -> str:
    """``…, Thành phố Hồ Chí Minh`` → the city; dots to write on where there is no such part."""
    _before, comma, last = address.rpartition(",")
    return last.strip(" .") if comma and last.strip(" .") else BY_HAND
