"""Articles: their length and pictures, what they have to speak of, what the home page shows."""

from collections.abc import Sequence
from datetime import date
from hcmedu.portal.compliance.evaluation.asking import Case
from hcmedu.portal.compliance.evaluation.asking import evidence
from hcmedu.portal.compliance.evaluation.kinds.findings import absent
from hcmedu.portal.compliance.evaluation.kinds.findings import adding
from hcmedu.portal.compliance.evaluation.kinds.findings import articles_of
from hcmedu.portal.compliance.evaluation.kinds.findings import by_share
from hcmedu.portal.compliance.evaluation.kinds.findings import editing
from hcmedu.portal.compliance.evaluation.kinds.findings import number_filled
from hcmedu.portal.compliance.evaluation.kinds.findings import number_of
from hcmedu.portal.compliance.evaluation.kinds.findings import shown
from hcmedu.portal.compliance.evaluation.kinds.findings import types_of
from hcmedu.portal.compliance.evaluation.kinds.identity import filled
from hcmedu.portal.compliance.evaluation.kinds.presence import not_empty
from hcmedu.portal.compliance.evaluation.model import Finding
from hcmedu.portal.compliance.evaluation.model import Mend
from hcmedu.portal.compliance.evaluation.model import Missing
from hcmedu.portal.compliance.evaluation.model import Status


def length(case: Case) -> Finding:
    """One article, or all of them together, is as long as demanded (289 I.1: an A4 page)."""
    found = articles_of(case)
    if not found:
        return absent(case)
    least, most = int(case.param("min_words")), int(case.param("max_words"))
    words = {fact.uid: number_of(fact.values.get("words")) for fact in found}
    if any(least <= each <= most for each in (*words.values(), sum(words.values()))):
        return Finding(Status.MET, evidence=evidence(found))
    nearest = min(found, key=lambda fact: distance(words[fact.uid], least, most))
    number = words[nearest.uid]
    key = "too_short" if number < least else "too_long"
    missing = Missing(key, {"words": number, "least": least, "most": most})
    status = Status.PARTIAL if number else Status.NOT_MET
    return Finding(status, missing, evidence((nearest,)), mend=editing(nearest))


def distance(words: int, least: int, most: int) -> int:
    return max(least - words, words - most, 0)


def picture_present(case: Case) -> Finding:
    """So many pictures, in the articles or beside them (289 I.1)."""
    found = articles_of(case)
    number = int(case.param("number") or 1)
    beside = case.count(types=("Image",)) if "Image" in types_of(case) else 0
    there = beside + sum(number_of(fact.values.get("pictures")) for fact in found)
    if not there and not found:
        return absent(case)
    status = by_share(min(there, number), number)
    missing = None if status is Status.MET else Missing("no_picture", {"number": number})
    mend = editing(found[0]) if found else adding(case, "Image")
    told = mend if missing else None
    return Finding(status, missing, shown(case), there, number, mend=told)


def topics_covered(case: Case) -> Finding:
    """No machine can tell what a text speaks of: the head says so, once a year (D01)."""
    if not number_filled(case, types_of(case)):
        return absent(case)
    given = (case.school.attestations or {}).get(case.key)
    if given is not None and given.on <= case.today < year_after(given.on):
        due = year_after(given.on)
        return Finding(Status.MET, evidence=shown(case), due=due, attestation=given)
    return to_attest(case, given.on if given and given.on <= case.today else None)


def to_attest(case: Case, last: date | None) -> Finding:
    topics: Sequence[str] = tuple(case.param("topics") or ())
    missing = Missing("to_attest", {"topics": topics})
    if last is not None:
        missing = Missing("attested_long_ago", {"topics": topics, "day": last})
    mend = Mend("attest", case.codes[0] if case.codes else "", values={"key": case.key})
    return Finding(Status.TO_ATTEST, missing, shown(case), mend=mend)


def year_after(day: date) -> date:
    """The day on which a word given a year ago is no longer enough."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def on_home_page(case: Case) -> Finding:
    """A column of notices (289 V.1), the contact data at the foot (2326 1), the ticker (289)."""
    place = case.param("place")
    if place == "foot":
        return filled(case, ("address", "phones", "official_email"))
    if place == "ticker":
        return ticker(case)
    hidden = [code for code in case.codes if case.source.section(code) is None]
    if hidden:
        missing = Missing("section_hidden", {"section": case.owner.title})
        return Finding(Status.NOT_MET, missing, mend=Mend("open", hidden[0]))
    return not_empty(case)


def ticker(case: Case) -> Finding:
    """At once when asked: while nobody asks there is nothing to show."""
    found = not_empty(case)
    return found if found.status is Status.MET else Finding(Status.NOT_APPLICABLE)
