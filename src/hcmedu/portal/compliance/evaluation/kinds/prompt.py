"""Published within so many working days of what happened (289 II.2, VI.2, VI.3, VI.5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from hcmedu.portal.compliance.evaluation.asking import Case
from hcmedu.portal.compliance.evaluation.asking import evidence
from hcmedu.portal.compliance.evaluation.kinds import times
from hcmedu.portal.compliance.evaluation.kinds.articles import year_after
from hcmedu.portal.compliance.evaluation.kinds.findings import absent
from hcmedu.portal.compliance.evaluation.kinds.findings import number_filled
from hcmedu.portal.compliance.evaluation.kinds.findings import types_of
from hcmedu.portal.compliance.evaluation.model import Fact
from hcmedu.portal.compliance.evaluation.model import Finding
from hcmedu.portal.compliance.evaluation.model import Mend
from hcmedu.portal.compliance.evaluation.model import Missing
from hcmedu.portal.compliance.evaluation.model import Status
from hcmedu.portal.compliance.evaluation.school import Attestation
from hcmedu.portal.vietnamese import fold
from hcmedu.portal.vietnamese.workdays import add_working_days


#: What is judged is what happened in the latest twelve months.
WINDOW = 12
#: Of these so many that were published last, so that a report costs the same for any archive.
MOST = 200


@dataclass(frozen=True)
class Timed:
    """An item, the day by which it had to come, and the day on which it came."""

    fact: Fact
    happened: date
    due: date
    came: date

    @property
    def late(self) -> int:
        """Days of the calendar after the deadline; 0: in time."""
        return max(0, (self.came - self.due).days)


def within_working_days(case: Case) -> Finding:
    """By the days of issue or activity of the items; what else happens is known to people only.

    The day after the event is the first that counts (Điều 147 Bộ luật Dân sự); the day of
    publication counts whole. What is announced before it happens is never late. Of more than 200
    items of a year those count that were published last.
    """
    if case.param("of") == "issue":
        return share(list(issued(case)))
    if case.param("of") == "activity":
        return share(list(held(case)))
    return attested(case)


def share(found: list[Timed]) -> Finding:
    """How many came in time; the latest first where some did not."""
    late = sorted(
        (each for each in found if each.late), key=lambda each: (-each.late, each.fact.url)
    )
    total, good = len(found), len(found) - len(late)
    if not found:
        return Finding(Status.NOT_APPLICABLE)
    if not late:
        return Finding(Status.MET, None, evidence([each.fact for each in found[:3]]), good, total)
    worst = late[0]
    values = {
        "number": len(late),
        "total": total,
        "title": worst.fact.title,
        "due": worst.due,
        "published": worst.came,
        "days": worst.late,
    }
    status = Status.PARTIAL if good else Status.NOT_MET
    facts = evidence([each.fact for each in late])
    mend = Mend("open", worst.fact.sections[0] if worst.fact.sections else "")
    return Finding(status, Missing("published_late", values), facts, good, total, mend=mend)


def issued(case: Case) -> Iterator[Timed]:
    """What was issued in the latest twelve months, or is to be.

    Where the same owner has a rule for what others issue (`receipt`, 289 VI.3), only what the
    school itself issued is looked at.
    """
    spans = {"issue_date": (times.add_months(case.today, -WINDOW), None)}
    others = any(check.params.get("of") == "receipt" for check in case.owner.checks)
    for fact in times.seen(case, case.items(MOST, spans=spans)):
        day = fact.values["issue_date"]
        if isinstance(day, date) and not (others and is_foreign(case, fact)):
            yield timed(case, fact, max(day, entry_into_force(case, fact) or day))


def entry_into_force(case: Case, fact: Fact) -> date | None:
    """289 VI.2: 'sau ngày văn bản ban hành/ngày có hiệu lực'; the later of them counts."""
    begins = fact.values.get("in_force_from") if case.param("or_in_force") else None
    return begins if isinstance(begins, date) else None


def is_foreign(case: Case, fact: Fact) -> bool:
    """Whether somebody else than the school issued it, as far as both names are known."""
    own = fold(str(case.school.profile.get("school_name") or "")).strip()
    issuer = fold(str(fact.values.get("issuer") or "")).strip()
    return bool(own and issuer) and own not in issuer and issuer not in own


def held(case: Case) -> Iterator[Timed]:
    """Events that ended in the latest twelve months; of other items no one noted the day."""
    spans = {"end": (times.add_months(case.today, -WINDOW), case.today)}
    for fact in times.seen(case, case.items(MOST, types=("Event",), spans=spans)):
        end = fact.values["end"]
        if isinstance(end, datetime) and end <= case.now:
            yield timed(case, fact, times.day_of(case, end))


def timed(case: Case, fact: Fact, happened: date) -> Timed:
    """What is still to happen, be it in the year 9999, is due no sooner than it happens."""
    due = happened
    if happened <= case.today:
        due = add_working_days(happened, int(case.param("days")), case.days_off)
    return Timed(fact, happened, due, times.came_day(case, fact))


def attested(case: Case) -> Finding:
    """A change, a receipt, a request: no machine sees it, so the head answers for it, once a year.

    For a section that is empty against the law nobody can answer; so that filling it makes nothing
    worse, it counts as not done. A request may come while there is nothing (289: the ticker).
    ``due``: when the head's word runs out.
    """
    seen = {"published": (None, case.now)}
    if case.param("of") != "request" and not number_filled(case, types_of(case), spans=seen):
        return absent(case)
    word = word_of(case)
    if word is None:
        told = Missing("to_be_attested_yearly", {"demand": case.check.demand})
        return Finding(Status.TO_ATTEST, told, mend=attesting(case))
    return Finding(Status.MET, due=year_after(word.on), attestation=word)


def attesting(case: Case) -> Mend:
    """The page on which the head gives the word for a check."""
    return Mend("attest", case.codes[0] if case.codes else "", values={"key": case.key})


def word_of(case: Case) -> Attestation | None:
    """The head's word for a check, if given in the twelve months before."""
    word = (case.school.attestations or {}).get(case.key)
    if word is None or not word.on <= case.today < year_after(word.on):
        return None
    return word
