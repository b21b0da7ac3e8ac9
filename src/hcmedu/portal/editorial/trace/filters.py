"""What a reader asks the log for: read from the query string, told again in links."""

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from hcmedu.portal import _
from hcmedu.portal.editorial.trace.entry import Entry
from hcmedu.portal.editorial.trace.reading import entries
from hcmedu.portal.editorial.trace.titles import ACTIONS
from hcmedu.portal.vietnamese import InvalidDate
from hcmedu.portal.vietnamese import parse_date
from plone.app.event.base import default_timezone
from typing import Any
from urllib.parse import urlencode
from zope.i18nmessageid import Message


FIELDS = ("since", "until", "who", "action", "section", "text")
MAX_LENGTH = 100
NO_DATE = _("Write the date as dd/mm/yyyy, for example 20/11/2026.")
NO_SUCH_DAY = _("There is no such day.")
WRONG_ORDER = _("The last day lies before the first one.")


@dataclass(frozen=True)
class Filter:
    """``values``: what was typed, by field; ``errors``: what is wrong with it, by field."""

    values: Mapping[str, str] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    errors: Mapping[str, Message] = field(default_factory=dict)

    def query(self) -> str:
        """The query string that leads to the same filter."""
        return urlencode({name: value for name, value in self.values.items() if value})

    def entries(self, root: Any) -> Iterator[Entry]:
        """Entries that pass; both days count as a whole, in the zone of the site."""
        asked = {
            name: self.values.get(name) or None for name in ("who", "action", "section", "text")
        }
        day = timedelta(days=1)
        return entries(
            root,
            since=midnight(self.since) if self.since else None,
            until=midnight(self.until + day) if self.until else None,
            **asked,
        )


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=default_timezone(as_tzinfo=True))


def read_filter(form: Mapping[str, Any]) -> Filter:
    """Never raises: what can't be read is an error at its field."""
    values = {name: typed(form.get(name)) for name in FIELDS}
    if values["action"] and values["action"] not in ACTIONS:
        values["action"] = ""
    errors: dict[str, Message] = {}
    days = {name: read_day(values[name], name, errors) for name in ("since", "until")}
    since, until = days["since"], days["until"]
    if since and until and until < since:
        errors["until"] = WRONG_ORDER
    return Filter(values, since, until, errors)


def typed(value: object) -> str:
    return value.strip()[:MAX_LENGTH] if isinstance(value, str) else ""


def read_day(text: str, name: str, errors: dict[str, Message]) -> date | None:
    if not text:
        return None
    try:
        day = parse_date(text)
    except InvalidDate as error:
        errors[name] = NO_SUCH_DAY if error.kind == "calendar" else NO_DATE
        return None
    if not 1970 <= day.year <= 2200:
        errors[name] = NO_SUCH_DAY
        return None
    return day
