"""What a report is asked for in an address: ``on`` as of which day, ``assume`` which circular.

All pages, files and links of the report read and tell it so; what can't be read is an error at its
field, and the report is that of now.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from datetime import time
from hcmedu.portal import _
from hcmedu.portal.compliance.evaluation.judging import circulars
from hcmedu.portal.content.moments import FIRST_YEAR
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.content.moments import LAST_YEAR
from hcmedu.portal.content.moments import now
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.regulations.model import Regulation
from hcmedu.portal.vietnamese import InvalidDate
from hcmedu.portal.vietnamese import parse_date
from hcmedu.portal.vietnamese import SchoolYear
from typing import Any
from urllib.parse import urlencode


ON, ASSUME = "on", "assume"
LONGEST = 60
NO_DATE = _("Write the date as dd/mm/yyyy, for example 20/11/2026.")
NO_CIRCULAR = _("Choose one of the circulars on public disclosure.")
MESSAGES = {ON: NO_DATE, ASSUME: NO_CIRCULAR}
#: A day is asked for as it ends: what was due on it is due.
LAST_MOMENT = time(23, 59, 59)


@dataclass(frozen=True)
class Asked:
    """``moment``: aware, None for now; ``assumed``: id of a circular that there is, or None.

    ``typed``: what stands in the fields, by name; ``errors``: messages, by name.
    """

    moment: datetime | None = None
    assumed: str | None = None
    errors: Mapping[str, Any] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_plain(self) -> bool:
        """Whether the report is that of now, by the law in force."""
        return self.moment is None and self.assumed is None

    def query(self, **changes: str) -> str:
        """``?on=…&assume=…`` for a link to another page of the same report; empty for now."""
        values = {**self.typed, **changes}
        wanted = {
            name: value for name, value in values.items() if value and name not in self.errors
        }
        return f"?{urlencode(wanted)}" if wanted else ""


def asked_of(request: Any) -> Asked:
    """Read from the form of a request; never raises."""
    typed = {name: _typed(request.form.get(name)) for name in (ON, ASSUME)}
    said = {name: request.form.get(name) for name in typed if not typed[name]}
    errors = {name: MESSAGES[name] for name, value in said.items() if _is_said(value)}
    moment = _moment(typed[ON], errors)
    assumed = typed[ASSUME] or None
    if assumed and assumed not in {row.id for row in assumable()}:
        errors[ASSUME] = NO_CIRCULAR
        assumed = None
    return Asked(moment, assumed, errors, typed)


def assumable() -> list[Regulation]:
    """The circulars on public disclosure that a report may take to be in force, as listed."""
    law = catalogue()
    known = circulars(law)
    return [row for row in law.regulations.values() if row.id in known]


def _typed(value: object) -> str:
    """Without signs that no page and no address can hold."""
    if not isinstance(value, str):
        return ""
    return "".join(sign for sign in value.strip()[:LONGEST] if sign.isprintable()).strip()


def _is_said(value: object) -> bool:
    """Of what nothing is left as typed: signs that can't be shown are no empty field."""
    return isinstance(value, str) and bool(value.strip())


def _moment(text: str, errors: dict[str, Any]) -> datetime | None:
    try:
        day = parse_date(text) if text else None
    except InvalidDate:
        errors[ON] = NO_DATE
        return None
    if day is None or day == now().date():
        return None
    return _end_of(day, errors)


def _end_of(day: date, errors: dict[str, Any]) -> datetime | None:
    """A report asks for the school year after the running one, too: the last has none."""
    if not FIRST_YEAR < day.year < LAST_YEAR or SchoolYear.of(day).end >= LAST_YEAR:
        errors[ON] = NO_DATE
        return None
    return in_zone(datetime.combine(day, LAST_MOMENT))
