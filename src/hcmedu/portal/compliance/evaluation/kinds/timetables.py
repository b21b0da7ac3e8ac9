"""The timetable is there when the school year, or the term, begins (289 VII; A29)."""

from dataclasses import dataclass
from datetime import date
from hcmedu.portal.compliance.evaluation.asking import Case
from hcmedu.portal.compliance.evaluation.asking import evidence
from hcmedu.portal.compliance.evaluation.kinds import times
from hcmedu.portal.compliance.evaluation.kinds.findings import adding
from hcmedu.portal.compliance.evaluation.model import Fact
from hcmedu.portal.compliance.evaluation.model import Finding
from hcmedu.portal.compliance.evaluation.model import Mend
from hcmedu.portal.compliance.evaluation.model import Missing
from hcmedu.portal.compliance.evaluation.model import Status
from hcmedu.portal.vietnamese import SchoolYear


KIND = "Schedule"
#: The term that begins with the school year.
FIRST = "1"
#: Luật Giáo dục 2019, Điều 28. Kindergartens name their groups, centres teach what is asked for.
GRADES = {"tieu-hoc": range(1, 6), "thcs": range(6, 10), "thpt": range(10, 13)}


@dataclass(frozen=True)
class Beginning:
    """A school year or term that begins on a day; ``term``: token, empty for the whole year."""

    year: SchoolYear
    day: date
    term: str = ""


def timetable_in_time(case: Case) -> Finding:
    """'Cập nhật đầu năm học (học kỳ)': on the first day at the latest; a later one is a late one.

    289 lets a school choose between the year and the term: a timetable of the whole year is one of
    each of its terms, and that of term I opens the year. The running year or term decides; of a
    term only the second, since term I begins with the year, and what is late then is told once.
    """
    running, coming = begun(case)
    found = schedules(case, running)
    due = None if schedules(case, coming) else coming.day
    if running.term == FIRST or running.year.start < times.founded(case):
        return Finding(Status.NOT_APPLICABLE, due=due)
    values = {"year": running.year.title, "due": running.day}
    if not found:
        told = Missing("timetable_missing", values)
        return Finding(Status.NOT_MET, told, due=due, mend=mend(case, running))
    missing = grades_without(case, running, found)
    if missing:
        told = Missing("timetable_grades", {**values, "grades": ", ".join(missing)})
        start = mend(case, running, missing[0])
        return Finding(Status.PARTIAL, told, evidence(found), due=due, mend=start)
    whole = complete_on(case, running, found)
    if whole <= running.day:
        good = [each for each in found if times.came_day(case, each) <= running.day]
        return Finding(Status.MET, evidence=evidence(good), due=due)
    told = Missing("timetable_late", {**values, "published": whole})
    return Finding(Status.PARTIAL, told, evidence(found), due=due)


def grades_without(case: Case, beginning: Beginning, found: list[Fact]) -> list[str]:
    """The school's grades that none of them is for; one that names no grade is for all.

    'Thời khóa biểu … của các khối lớp' (289 VII): that of one grade is not that of the school.
    """
    stated = {str(each.values.get("grade") or "") for each in found}
    return [] if "" in stated else [each for each in grades(case, beginning) if each not in stated]


def grades(case: Case, beginning: Beginning) -> list[str]:
    """Those that the school surely has: a new one begins with the first grade of a level."""
    years = beginning.year.start - times.founded(case) + 1
    return [
        str(grade)
        for level, known in GRADES.items()
        if level in case.school.levels
        for grade in known[:years]
    ]


def complete_on(case: Case, beginning: Beginning, found: list[Fact]) -> date:
    """The day on which each grade had one, of those that have one by now."""
    came = sorted(found, key=lambda each: times.came_day(case, each))
    counts = range(1, len(came) + 1)
    enough = next(n for n in counts if not grades_without(case, beginning, came[:n]))
    return times.came_day(case, came[enough - 1])


def mend(case: Case, beginning: Beginning, grade: str = "") -> Mend:
    values = {"schedule_kind": case.param("schedule_kind"), "school_year": beginning.year.title}
    values |= {"grade": grade} if grade else {}
    return adding(case, KIND, **values, **({"term": beginning.term} if beginning.term else {}))


def begun(case: Case) -> tuple[Beginning, Beginning]:
    """What has begun last, today included, and what begins next and is judged by this check."""
    year = SchoolYear.of(case.today)
    around = [each for step in (1, 0, -1) for each in beginnings(case, year.previous(step))]
    past = [each for each in around if each.day <= case.today]
    coming = [each for each in around if each.day > case.today and each.term != FIRST]
    return past[-1], coming[0]


def beginnings(case: Case, year: SchoolYear) -> list[Beginning]:
    """Of a school year: itself, or its two terms."""
    if case.param("before") == "school_year":
        return [Beginning(year, year.begins)]
    return [
        Beginning(year, year.begins, FIRST),
        Beginning(year, times.second_term(case, year), "2"),
    ]


def schedules(case: Case, beginning: Beginning) -> list[Fact]:
    """The schedules that are there for it by now."""
    having = {
        "schedule_kind": (case.param("schedule_kind"),),
        "school_year": (beginning.year.title,),
    }
    accepted = (None, "", "year", beginning.term or FIRST)
    found = times.seen(case, case.items(types=(KIND,), having=having))
    return [fact for fact in found if fact.values.get("term") in accepted]
