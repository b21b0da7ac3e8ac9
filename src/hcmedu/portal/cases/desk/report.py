"""The month of a school office in numbers: pure, from plain facts about cases (C05, Q8 2.14)."""

from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import fields
from datetime import date
from datetime import timedelta
from hcmedu.portal.vietnamese.workdays import working_days_between


@dataclass(frozen=True, order=True)
class Month:
    """A month of a year; raises ValueError for one that there is not."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (2000 <= self.year <= 2200 and 1 <= self.number <= 12):
            raise ValueError(f"no month: {self.year}-{self.number}")

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> "Month":
        """``2026-11``; raises ValueError."""
        year, _dash, number = text.partition("-")
        plain = year + number
        if len(text) != 7 or len(year) != 4 or not (plain.isascii() and plain.isdecimal()):
            raise ValueError(f"no month: {text[:20]!r}")
        return cls(int(year), int(number))

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"

    @property
    def title(self) -> str:
        return f"{self.number:02}/{self.year}"

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return self.shifted(1).first - timedelta(days=1)

    def shifted(self, months: int) -> "Month":
        count = self.year * 12 + self.number - 1 + months
        return Month(count // 12, count % 12 + 1)

    def holds(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


@dataclass(frozen=True)
class Fact:
    """One case. ``ended``: None while it is open; ``due``: None without a time limit."""

    form: str
    created: date
    due: date | None
    ended: date | None
    refused: bool = False

    def open_on(self, day: date) -> bool:
        return self.created <= day and (self.ended is None or self.ended > day)


@dataclass(frozen=True)
class Numbers:
    """``handled`` ended in the month: ``in_time``, ``late`` or without a limit. ``open`` and
    ``overdue`` are of its last day, or of today while it runs."""

    received: int = 0
    handled: int = 0
    refused: int = 0
    in_time: int = 0
    late: int = 0
    open: int = 0
    overdue: int = 0


#: Names of the numbers, in the order of the report.
NUMBERS = tuple(field.name for field in fields(Numbers))


@dataclass(frozen=True)
class Report:
    """``days``: average of working days from receipt to end; ``before``: the month before."""

    month: Month
    total: Numbers
    before: Numbers
    days: float | None
    days_before: float | None
    history: tuple[tuple[Month, Numbers], ...]


def report(
    facts: Iterable[Fact], month: Month, today: date, holidays: Collection[date], months: int = 6
) -> Report:
    """The month's report; ``history`` are so many months, the asked one the last."""
    facts = list(facts)
    before = month.shifted(-1)
    history = [month.shifted(-back) for back in reversed(range(months))]
    return Report(
        month=month,
        total=numbers(facts, month, today),
        before=numbers(facts, before, today),
        days=average_days(facts, month, holidays),
        days_before=average_days(facts, before, holidays),
        history=tuple((each, numbers(facts, each, today)) for each in history),
    )


def numbers(facts: Sequence[Fact], month: Month, today: date) -> Numbers:
    handled = [fact for fact in facts if month.holds(fact.ended)]
    limited = [fact for fact in handled if fact.due is not None]
    late = _count(limited, lambda fact: fact.ended > fact.due)
    day = min(month.last, today)
    still = [fact for fact in facts if fact.open_on(day)] if month.first <= today else []
    return Numbers(
        received=_count(facts, lambda fact: month.holds(fact.created)),
        handled=len(handled),
        refused=_count(handled, lambda fact: fact.refused),
        in_time=len(limited) - late,
        late=late,
        open=len(still),
        overdue=_count(still, lambda fact: fact.due is not None and fact.due < day),
    )


def by_form(facts: Sequence[Fact], month: Month, today: date) -> tuple[tuple[str, Numbers], ...]:
    """Forms of which there is anything to tell, the busiest first."""
    titles = sorted({fact.form for fact in facts})
    found = [(t, numbers([f for f in facts if f.form == t], month, today)) for t in titles]
    told = [pair for pair in found if pair[1] != Numbers()]
    return tuple(sorted(told, key=lambda pair: (-pair[1].received, -pair[1].handled)))


def average_days(facts: Iterable[Fact], month: Month, holidays: Collection[date]) -> float | None:
    """Working days from the day of receipt to the end; None when nothing ended in that month."""
    days = [
        working_days_between(fact.created, fact.ended, holidays)
        for fact in facts
        if month.holds(fact.ended)
    ]
    return sum(days) / len(days) if days else None


def _count(facts: Iterable[Fact], holds: Callable[[Fact], bool]) -> int:
    return sum(1 for fact in facts if holds(fact))
