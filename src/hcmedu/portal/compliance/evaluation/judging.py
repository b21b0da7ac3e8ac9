"""The evaluation as a whole: which checks bind the school, their results, the scores. Pure."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import date
from datetime import datetime
from hcmedu.portal.compliance.evaluation.asking import Case
from hcmedu.portal.compliance.evaluation.kinds import JUDGES
from hcmedu.portal.compliance.evaluation.model import percent_of
from hcmedu.portal.compliance.evaluation.model import POINTS
from hcmedu.portal.compliance.evaluation.model import Report
from hcmedu.portal.compliance.evaluation.model import Result
from hcmedu.portal.compliance.evaluation.model import Score
from hcmedu.portal.compliance.evaluation.model import Source
from hcmedu.portal.compliance.evaluation.model import Status
from hcmedu.portal.compliance.evaluation.school import SchoolFacts
from hcmedu.portal.regulations.model import Check
from hcmedu.portal.regulations.model import Item
from hcmedu.portal.regulations.model import Section
from hcmedu.portal.regulations.queries import Catalogue


def evaluate(
    law: Catalogue,
    school: SchoolFacts,
    source: Source,
    now: datetime,
    assumed: str | None = None,
) -> Report:
    """Every check that binds the school at that moment (aware, in the zone of the portal).

    ``assumed``: a circular on disclosure that is taken to be in force in place of any other.
    Raises KeyError on an unknown level or regulation.
    """
    ids = applied(law, school, now.date(), assumed)
    cases = [
        Case(law, school, source, now, ids, owner, check)
        for owner, check in binding(law, school, ids)
    ]
    results = tuple(map(judge, cases))
    scores = {each: score(results, each) for each in law.criteria}
    used = rested_on(results, ids, assumed)
    return Report(now, results, scores, overall(law, scores), used, law.version, assumed)


def rested_on(
    results: Iterable[Result], ids: frozenset[str], assumed: str | None
) -> tuple[str, ...]:
    """Of the regulations that count, those that something that applies to the school cites."""
    applying = (each for each in results if each.status is not Status.NOT_APPLICABLE)
    cited = {citation.regulation for each in applying for citation in each.check.citations}
    return tuple(sorted(ids & cited | ({assumed} if assumed else set())))


def applied(
    law: Catalogue, school: SchoolFacts, on: date, assumed: str | None = None
) -> frozenset[str]:
    """Ids of the regulations that count: those the school chose, else those in force."""
    ids = school.regulations or {row.id for row in law.regulations_in_force(on)}
    if assumed is None:
        return frozenset(ids)
    law.regulations[assumed]
    return frozenset(ids) - circulars(law) | {assumed}


def circulars(law: Catalogue) -> frozenset[str]:
    """Ids of all circulars on public disclosure."""
    return frozenset(form.regulation for form in law.all_disclosure_forms.values())


def binding(
    law: Catalogue, school: SchoolFacts, ids: frozenset[str]
) -> Iterator[tuple[Section | Item, Check]]:
    """Owner and check, in the catalogue's order; a school's own checks come last."""
    sections = law.sections_for(school.levels, school.boarding)
    for owner in (*sections, *law.items.values()):
        for check in law.checks_for(owner, school.levels, ids):
            yield owner, check
    for code, check in school.own:
        if code in law.sections:
            yield law.sections[code], check


def judge(case: Case) -> Result:
    finding = JUDGES[case.check.kind](case)
    criterion = case.law.criterion_of(case.owner, case.check).id
    return Result(case.key, case.owner.code, case.check, criterion, finding)


def score(results: Iterable[Result], criterion: str) -> Score:
    """Points of a criterion; each check of the law that applies counts alike."""
    of_law = [each for each in results if each.criterion == criterion and not each.is_own]
    points = [POINTS[each.status] for each in of_law]
    counted = [each for each in points if each is not None]
    waiting = sum(each.status is Status.TO_ATTEST for each in of_law)
    return Score(sum(counted), len(counted), waiting)


def overall(law: Catalogue, scores: Mapping[str, Score]) -> float | None:
    """0 to 100 in tenths: the criteria by their weights, those without a check left out."""
    known = [(law.criteria[key].weight, each.share) for key, each in scores.items()]
    counted = [(weight, share) for weight, share in known if share is not None]
    if not counted:
        return None
    total = sum(weight * share for weight, share in counted)
    return percent_of(total / sum(weight for weight, _share in counted))
