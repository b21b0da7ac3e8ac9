"""Subject and body of a mail, in the language of the site; each title is one line of text."""

from collections.abc import Iterator
from collections.abc import Sequence
from datetime import datetime
from hcmedu.portal import _
from hcmedu.portal.compliance.calendar.entries import Entries
from hcmedu.portal.compliance.calendar.entries import Entry
from hcmedu.portal.compliance.evaluation import Report
from hcmedu.portal.compliance.evaluation import Result
from hcmedu.portal.compliance.evaluation import Status
from hcmedu.portal.compliance.evaluation.deadlines import Deadline
from hcmedu.portal.compliance.wording import sentence
from hcmedu.portal.editorial.notify.people import one_line
from hcmedu.portal.editorial.notify.people import Person
from hcmedu.portal.editorial.notify.texts import school_name
from plone import api
from typing import Any


#: Longer lists end with how many more there are.
MOST = 25


class Writer:
    """``moment``: when it is sent."""

    def __init__(self, root: Any, moment: datetime) -> None:
        self.root, self.moment = root, moment
        self.entries = Entries(root, moment, api.portal.get_default_language())

    def say(self, message: Any) -> str:
        return self.entries.say(message)

    def mail(
        self, to: Person, soon: Sequence[Deadline], digest: Sequence[Deadline], report: Any
    ) -> tuple[str, str]:
        """``digest``: what was missed; ``report``: None for who gets no digest."""
        due = [self.entries.make(each) for each in soon]
        parts = [self.say(_("Dear ${name},", mapping={"name": to.name}))]
        if due:
            parts += [self.say(_("Soon due:")), *map(self.told, due)]
        if report is not None:
            parts += self.digest([self.entries.make(each) for each in digest], report)
        parts.append(self.foot())
        return self.subject(due, report), "\n\n".join(parts) + "\n"

    def subject(self, due: Sequence[Entry], report: Report | None) -> str:
        if report is not None:
            number = len(report.of(Status.NOT_MET, Status.PARTIAL))
            mapping = {"number": number, "school": school_name(self.root)}
            return self.say(_("Portal of ${school}: ${number} things to mend", mapping=mapping))
        first = f"{one_line(due[0].place)}: {self.when(due[0])}"
        if len(due) == 1:
            return first
        mapping = {"first": first, "number": len(due) - 1}
        return self.say(_("${first}, and ${number} more", mapping=mapping))

    def when(self, entry: Entry) -> str:
        """``trước 16:00 thứ Sáu, 27/11/2026``."""
        weekday = entry.weekday[:1].lower() + entry.weekday[1:]
        mapping = {"time": entry.time, "weekday": weekday, "day": entry.day_text}
        if entry.time:
            return self.say(_("before ${time} on ${weekday}, ${day}", mapping=mapping))
        return self.say(_("by ${weekday}, ${day}", mapping=mapping))

    def told(self, entry: Entry) -> str:
        lines = [
            f"- {one_line(entry.place)}: {self.when(entry)}",
            one_line(entry.what),
            f"{one_line(entry.demand)} ({entry.article})",
            entry.mend_url or entry.place_url,
        ]
        return "\n  ".join(line for line in lines if line)

    # The digest of the week

    def digest(self, missed: Sequence[Entry], report: Report) -> Iterator[str]:
        if missed:
            yield self.say(_("Overdue:"))
            yield from self.limited([self.told(each) for each in missed[::-1]])
        open_ones = report.of(Status.NOT_MET, Status.PARTIAL)
        if open_ones:
            yield self.say(_("Still missing:"))
            # Two demands may miss the same
            yield from self.limited(list(dict.fromkeys(map(self.result, open_ones))))
        waiting = len(report.of(Status.TO_ATTEST))
        if waiting:
            yield self.say(
                _("${number} demands wait for the word of the head.", mapping={"number": waiting})
            )
        url = f"{self.root.absolute_url()}/@@hcmedu-compliance"
        yield self.say(_("The self-review: ${url}", mapping={"url": url}))

    def limited(self, lines: Sequence[str]) -> Iterator[str]:
        yield "\n".join(lines[:MOST])
        if len(lines) > MOST:
            yield self.say(_("… and ${count} more", mapping={"count": len(lines) - MOST}))

    def result(self, result: Result) -> str:
        missing = result.finding.missing
        text = self.say(sentence(missing)) if missing else result.check.demand
        return f"- {one_line(self.entries.place(result.owner)[0])}: {one_line(text)}"

    def foot(self) -> str:
        url = f"{self.root.absolute_url()}/@@hcmedu-compliance-settings"
        mapping = {"school": school_name(self.root), "url": url}
        return self.say(
            _(
                "The portal of ${school} sends this by itself. The board head and the "
                "administrator can switch it off: ${url}",
                mapping=mapping,
            )
        )
