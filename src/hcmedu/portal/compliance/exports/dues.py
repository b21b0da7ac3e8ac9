"""By when: the next deadline, and since when what was missed is overdue."""

from datetime import date
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.compliance.exports import told
from hcmedu.portal.compliance.office import CompliancePage
from hcmedu.portal.compliance.page.todo import due_day
from hcmedu.portal.compliance.page.todo import missed


class Dues(CompliancePage):
    """For the files of the report, which tell both in one cell."""

    @cached_property
    def missed(self) -> dict[str, date]:
        """By key, the day on which it was due, of what was missed and can still be done."""
        found = {each.key: due_day(each) for each in self.report.results if missed(each)}
        return {key: day for key, day in found.items() if day <= self.report.moment.date()}

    def due(self, row: told.Data) -> str:
        since, coming = self.missed.get(row["key"]), told.due(row)
        if since is None:
            return coming
        overdue = self.say(_("overdue since ${day}", mapping={"day": self.format_date(since)}))
        if not coming or coming == self.format_date(since):
            return overdue
        following = self.say(_("next: ${day}", mapping={"day": coming}))
        return f"{overdue}; {following}"
