"""Documents and disclosures: can they be read where they stand, are they still in force."""

from dataclasses import replace
from datetime import date
from datetime import timedelta
from hcmedu.portal.compliance.evaluation.asking import Case
from hcmedu.portal.compliance.evaluation.asking import EVIDENCE
from hcmedu.portal.compliance.evaluation.asking import evidence
from hcmedu.portal.compliance.evaluation.kinds.findings import by_share
from hcmedu.portal.compliance.evaluation.kinds.findings import editing
from hcmedu.portal.compliance.evaluation.kinds.findings import types_of
from hcmedu.portal.compliance.evaluation.kinds.presence import complete
from hcmedu.portal.compliance.evaluation.model import Fact
from hcmedu.portal.compliance.evaluation.model import Finding
from hcmedu.portal.compliance.evaluation.model import Missing


#: Flaws by which a visitor has to download a file, or has none at all (``facts.indexers``).
NOT_VIEWABLE = ("file", "not-viewable")
DATED = ("OfficialDocument", "Disclosure")
#: Why a document goes → the day that tells it; the first goes on its day, others after it.
FIRST = "replaced"
REASONS = {FIRST: "replaced_from", "ended": "in_force_until", "outlived": "kept_until"}
Span = dict[str, tuple[object, object]]


def viewable_in_place(case: Case) -> Finding:
    """The visitor reads each of them on its page (289 VI)."""
    return complete(case, types_of(case), NOT_VIEWABLE, "not_viewable")


def nothing_expired(case: Case) -> Finding:
    """No document that has lost its force remains (289 VI.1), no disclosure past its time."""
    types = tuple(kind for kind in types_of(case) if kind in DATED)
    total = case.count(types=types) if types else 0
    ended, replaced, outlived = spans_of(case)
    # A document that has ended and was replaced is one
    expired = sum(case.count(types=types, spans=each) for each in (ended, replaced, outlived))
    expired -= case.count(types=types, spans={**ended, **replaced})
    good = total - expired
    status = by_share(good, total)
    if not expired or not total:
        return Finding(status, fulfilled=good, total=total)
    found = first_of(case, types, (ended, replaced, outlived))
    reasons = tuple(reason_of(case, fact) for fact in found)
    missing = Missing("expired", {"number": expired, "total": total, "expiries": reasons})
    mend = replace(editing(found[0]), action="withdraw")
    return Finding(status, missing, evidence(found), good, total, mend=mend)


def reason_of(case: Case, fact: Fact) -> str:
    """Why it may stand there no longer, and its number, else its title: ``replaced:3082/GDĐT``."""
    name = fact.values.get("document_number") or fact.title
    held = {reason: fact.values.get(column) for reason, column in REASONS.items()}
    days = {reason: day for reason, day in held.items() if isinstance(day, date)}
    today = case.today
    over = [each for each, day in days.items() if day < today or (each, day) == (FIRST, today)]
    return f"{next(iter(over), FIRST)}:{name}"


def spans_of(case: Case) -> tuple[Span, Span, Span]:
    """By the last day of force, by the day from which another replaces it, by the day until which
    a disclosure is kept."""
    yesterday = case.today - timedelta(days=1)
    return (
        {"in_force_until": (None, yesterday)},
        {"replaced_from": (None, case.today)},
        {"kept_until": (None, yesterday)},
    )


def first_of(case: Case, types: tuple[str, ...], spans: tuple[Span, ...]) -> list[Fact]:
    found: dict[str, Fact] = {}
    for each in spans:
        for fact in case.items(EVIDENCE, types=types, spans=each):
            found.setdefault(fact.uid, fact)
    return list(found.values())[:EVIDENCE]
