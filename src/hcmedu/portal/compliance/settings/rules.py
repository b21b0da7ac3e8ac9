"""Rules that a school gives itself, as rows of its settings → checks of the evaluation. Pure.

A school's own rule cites no regulation; it counts for the criterion that names its section or its
kind, as any check does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hcmedu.portal import _
from hcmedu.portal.regulations.checks import PARAMETERS
from hcmedu.portal.regulations.model import Check
from hcmedu.portal.regulations.model import CheckKind
from typing import Any


#: Longest age that the kind ``freshness`` takes, largest number of ``minimum_number``.
MOST_AGE, MOST_ITEMS = 400, 1000
#: Deadlines come each year: a day that only leap years have is none.
COMMON_YEAR = 2027


@dataclass(frozen=True)
class Kind:
    """What a row may demand. ``unit``: period or unit of its number; empty: a day of the year."""

    title: str
    check: CheckKind
    unit: str

    @property
    def most(self) -> int:
        return MOST_ITEMS if self.check is CheckKind.MINIMUM_NUMBER else MOST_AGE


YEARLY = "yearly"
KINDS: Mapping[str, Kind] = {
    "number": Kind(_("At least so many items in all"), CheckKind.MINIMUM_NUMBER, "total"),
    "number-month": Kind(_("At least so many items a month"), CheckKind.MINIMUM_NUMBER, "month"),
    "number-year": Kind(
        _("At least so many items a school year"), CheckKind.MINIMUM_NUMBER, "school_year"
    ),
    "age-days": Kind(
        _("The newest item is not older than so many days"), CheckKind.FRESHNESS, "day"
    ),
    "age-months": Kind(
        _("The newest item is not older than so many months"), CheckKind.FRESHNESS, "month"
    ),
    YEARLY: Kind(_("By a day of each year"), CheckKind.YEARLY_DEADLINE, ""),
}


def problem_of(row: Mapping[str, Any], codes: Any) -> str:
    """What is wrong with a row, as a message; empty where it can be used.

    ``codes``: of the sections that the school has.
    """
    kind = KINDS.get(str(row.get("kind")))
    if kind is None or row.get("section") not in codes:
        return _("Choose a section of this school and what is demanded.")
    if not str(row.get("demand") or "").strip():
        return _("Say in one sentence what is demanded.")
    if kind.check is CheckKind.YEARLY_DEADLINE:
        return "" if is_day(row.get("day"), row.get("month")) else _NO_DAY
    number = row.get("number")
    if type(number) is not int or not 1 <= number <= kind.most:
        return _(
            "Enter a whole number from ${min} to ${max}.", mapping={"min": 1, "max": kind.most}
        )
    return ""


_NO_DAY = _("Enter a day that each year has, such as 30 and 6 for 30 June.")


def is_day(day: Any, month: Any) -> bool:
    """Whether each year has that day."""
    try:
        date(COMMON_YEAR, month, day)
    except (TypeError, ValueError):
        return False
    return True


def check_of(row: Mapping[str, Any], levels: tuple[str, ...]) -> Check:
    """The check of a row that has no problem."""
    kind = KINDS[row["kind"]]
    return Check(row["id"], kind.check, row["demand"].strip(), (), levels, params_of(kind, row))


def params_of(kind: Kind, row: Mapping[str, Any]) -> dict[str, object]:
    """What the row says, and the catalogue's defaults for all else that the kind knows."""
    defaults = {name: field.default for name, field in PARAMETERS[kind.check].items()}
    if kind.check is CheckKind.MINIMUM_NUMBER:
        return {**defaults, "number": row["number"], "per": kind.unit}
    if kind.check is CheckKind.FRESHNESS:
        return {**defaults, "max_age": row["number"], "unit": kind.unit}
    return {**defaults, "month": row["month"], "day": row["day"]}
