"""What a circular on disclosure orders: its forms, its days, how long they are kept (A13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hcmedu.portal.compliance.evaluation.asking import Case
from hcmedu.portal.compliance.evaluation.asking import EVIDENCE
from hcmedu.portal.compliance.evaluation.asking import evidence
from hcmedu.portal.compliance.evaluation.kinds import times
from hcmedu.portal.compliance.evaluation.kinds.findings import adding
from hcmedu.portal.compliance.evaluation.model import Fact
from hcmedu.portal.compliance.evaluation.model import Finding
from hcmedu.portal.compliance.evaluation.model import Mend
from hcmedu.portal.compliance.evaluation.model import Missing
from hcmedu.portal.compliance.evaluation.model import Query
from hcmedu.portal.compliance.evaluation.model import Status
from hcmedu.portal.documents import disclosures
from hcmedu.portal.regulations.model import DisclosureForm
from hcmedu.portal.regulations.model import Display
from hcmedu.portal.vietnamese import SchoolYear


KIND = "Disclosure"


@dataclass(frozen=True)
class Place:
    """One form for one school year, and what is published as such by now, the first first."""

    form: DisclosureForm
    year: SchoolYear
    found: tuple[Fact, ...]

    @property
    def title(self) -> str:
        """``Điều 5 – Thu, chi tài chính (2025-2026)``."""
        return f"{self.form.number} – {self.form.title} ({self.year.title})"


def published_in_time(case: Case) -> Finding:
    """Each form of the school's levels was published by the deadline that was the last to pass.

    A circular governs the school years that begin while it is in force. The day itself is in time:
    36/2017 says 'vào tháng 6', and 'trước ngày 30/6' of 09/2024 is taken as the page of disclosures
    takes it. A form that is missing is late for ever; what came late is there.
    """
    regulation = regulation_of(case)
    years = governed(case, regulation, disclosures.years_covered(case.law))
    passed = [year for year in years if due_day(case, year) < case.today]
    due = next_day(case, regulation)
    if not passed:
        return Finding(Status.NOT_APPLICABLE, due=due)
    year, limit = passed[0], due_day(case, passed[0])
    found = [of_period(case, each) for each in places(case, forms(case, regulation), (year,))]
    good = [each for each in found if each.found and first_day(case, each) <= limit]
    late = [each for each in found if each.found and each not in good]
    missing = [each for each in found if not each.found]
    return told(case, found, good, late, missing, limit, due)


def told(
    case: Case,
    found: Sequence[Place],
    good: Sequence[Place],
    late: Sequence[Place],
    missing: Sequence[Place],
    limit: date,
    due: date | None,
) -> Finding:
    """The finding on forms that came in time, late, or not at all."""
    counted = {"fulfilled": len(good), "total": len(found), "due": due}
    if not found:
        return Finding(Status.NOT_APPLICABLE, due=due)
    if len(good) == len(found):
        return Finding(Status.MET, evidence=facts_of(good), **counted)
    values = {"due": limit, "number": len(missing) or len(late), "total": len(found)}
    if missing:
        said = Missing("disclosures_missing", {**values, "forms": titles(missing)})
    else:
        worst = max(late, key=lambda each: first_day(case, each))
        more = {"forms": titles(late), "published": first_day(case, worst)}
        said = Missing("disclosures_late", {**values, **more})
    status = Status.PARTIAL if good or late else Status.NOT_MET
    mend = filling(case, missing[0]) if missing else None
    return Finding(status, said, facts_of([*late, *good]), mend=mend, **counted)


def disclosure_forms_present(case: Case) -> Finding:
    """Every form of the levels, for each governed school year whose first deadline has passed.

    Of the years that the portal has to cover (2326 1) and in which the school existed. Whether it
    came in time is asked by other checks.
    """
    regulation = str(case.param("regulation"))
    years = demanded_years(case, regulation, disclosures.years_covered(case.law), min)
    return present(case, places(case, forms(case, regulation), years), "forms_missing")


def kept_for(case: Case) -> Finding:
    """What the circular wants kept (báo cáo thường niên, 09/2024 Điều 14) is there for each year.

    For the latest so many school years that it governs, whose last deadline has passed.
    """
    regulation = regulation_of(case)
    kept = tuple(form for form in forms(case, regulation) if form.kept_years)
    years = demanded_years(case, regulation, int(case.param("years")), max)
    return present(case, places(case, kept, years), "not_kept")


def present(case: Case, found: Sequence[Place], key: str) -> Finding:
    """How many of the places are filled, and which are not."""
    due = next_day(case, regulation_of(case))
    if not found:
        return Finding(Status.NOT_APPLICABLE, due=due)
    good, missing = [each for each in found if each.found], [e for e in found if not e.found]
    counted = {"fulfilled": len(good), "total": len(found), "due": due}
    if not missing:
        return Finding(Status.MET, evidence=facts_of(good), **counted)
    values = {"number": len(missing), "total": len(found), "forms": titles(missing)}
    status = Status.PARTIAL if good else Status.NOT_MET
    mend = filling(case, missing[0])
    return Finding(status, Missing(key, values), facts_of(good), mend=mend, **counted)


def filling(case: Case, place: Place) -> Mend:
    """The add form for a form that is missing, in the period whose deadline passed last."""
    days = disclosures.deadlines(case.law, place.form.regulation, place.year)
    passed = {period: day for period, day in days.items() if day < case.today} or days
    latest = max(passed, key=lambda period: passed[period], default="")
    wanted = {
        "disclosure_form": place.form.id,
        "school_year": place.year.title,
        "period": str(case.param("period") or latest),
        "disclosure_group": place.form.group,
    }
    return adding(case, KIND, **{name: value for name, value in wanted.items() if value})


def titles(places: Sequence[Place]) -> tuple[str, ...]:
    """Of the first of them; the number of all stands beside them."""
    return tuple(each.title for each in places[:EVIDENCE])


def facts_of(places: Sequence[Place]) -> tuple:
    return evidence([each.found[0] for each in places if each.found])


def first_day(case: Case, place: Place) -> date:
    return min(times.came_day(case, fact) for fact in place.found)


def of_period(case: Case, place: Place) -> Place:
    """Only what is of the period of the check; one without a deadline of its own fits each."""
    others = set(disclosures.deadlines(case.law, place.form.regulation, place.year))
    others.discard(str(case.param("period")))
    found = tuple(fact for fact in place.found if fact.values.get("period") not in others)
    return Place(place.form, place.year, found)


def regulation_of(case: Case) -> str:
    """The circular that the check names or cites; empty: none."""
    named = case.param("regulation")
    circulars = {row.id for row in case.law.circulars}
    cited = (each.regulation for each in case.check.citations if each.regulation in circulars)
    return str(named or next(cited, ""))


def forms(case: Case, regulation: str) -> tuple[DisclosureForm, ...]:
    if not regulation:
        return ()
    return case.law.disclosure_forms(case.school.levels, regulation)


def governed(case: Case, regulation: str, number: int) -> tuple[SchoolYear, ...]:
    """Of the latest school years, the newest first, those that it governs since the founding."""
    years = SchoolYear.of(case.today).latest(number)
    return tuple(year for year in years if is_governed(case, regulation, year))


def is_governed(case: Case, regulation: str, year: SchoolYear) -> bool:
    """Whether the school exists, and it is the circular in force, when the school year begins.

    A circular that is not in force today is here because somebody chose or assumed it: for all.
    """
    if year.start < times.founded(case):
        return False
    return not governs(case, regulation, case.today) or governs(case, regulation, year.begins)


def governs(case: Case, regulation: str, day: date) -> bool:
    current = case.law.disclosure_regulation(day)
    return current is not None and current.id == regulation


def demanded_years(case: Case, regulation: str, number: int, pick: object) -> tuple:
    """The latest so many governed years whose first (``min``) or last deadline has passed."""
    years = governed(case, regulation, number + 1)
    return tuple(year for year in years if has_passed(case, regulation, year, pick))[:number]


def has_passed(case: Case, regulation: str, year: SchoolYear, pick: object) -> bool:
    days = disclosures.deadlines(case.law, regulation, year).values()
    return bool(days) and pick(days) < case.today


def due_day(case: Case, year: SchoolYear) -> date:
    """The deadline of the check for a school year."""
    return disclosures.day_of(case.check.params, year)


def next_day(case: Case, regulation: str) -> date | None:
    """The next deadline, today included: of the check, else of any of the circular."""
    year = SchoolYear.of(case.today)
    years = [year.previous(step) for step in (0, -1)]
    if case.param("period"):
        days = [due_day(case, each) for each in years]
    else:
        every = [disclosures.deadlines(case.law, regulation, each) for each in years]
        days = [day for each in every for day in each.values()]
    return min((day for day in days if day >= case.today), default=None)


def places(
    case: Case, wanted: Sequence[DisclosureForm], years: Sequence[SchoolYear]
) -> list[Place]:
    """Each form in each year, the newest year first."""
    found: dict[tuple[object, object], list[Fact]] = {}
    for fact in published(case, wanted, years):
        key = fact.values.get("disclosure_form"), fact.values.get("school_year")
        found.setdefault(key, []).append(fact)
    return [
        Place(form, year, tuple(found.get((form.id, year.title), ())))
        for year in years
        for form in wanted
    ]


def published(
    case: Case, wanted: Sequence[DisclosureForm], years: Sequence[SchoolYear]
) -> list[Fact]:
    """What is there of these forms for these years: in any section that shows disclosures.

    Công khai thu chi has a section of its own (A14), whose forms are forms of the circular too.
    """
    if not wanted or not years:
        return []
    ids, titled = tuple(form.id for form in wanted), tuple(year.title for year in years)
    having = {"disclosure_form": ids, "school_year": titled}
    found: dict[str, Fact] = {}
    for code in dict.fromkeys((*case.codes, *showing(case))):
        for fact in case.source.items(Query(code, types=(KIND,), having=having)):
            found.setdefault(fact.uid, fact)
    first = sorted(found.values(), key=lambda fact: (times.came_day(case, fact), fact.url))
    return times.seen(case, first)


def showing(case: Case) -> list[str]:
    """Codes of the sections of disclosures."""
    sections = case.law.sections.values()
    return [each.code for each in sections if each.display == Display.DISCLOSURE_TABLE]
