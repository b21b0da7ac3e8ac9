"""Documents and disclosures: can they be read where they stand, are they still in force."""

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
    missing = Missing("expired", {"number": expired, "total": total})
    return Finding(status, missing, evidence(found), good, total, mend=editing(found[0]))


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
