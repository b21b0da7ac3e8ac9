"""What a school decides about its cases: how long they are kept, days off, standard answers.

An annotation of the school root, as in ``editorial.settings``: a central portal holds many schools.
"""

from collections.abc import Iterable
from datetime import date
from hcmedu.portal import _
from hcmedu.portal.cases.timelimits import DAYS_OFF
from hcmedu.portal.cases.timelimits import SETTINGS_KEY
from hcmedu.portal.content.errors import FieldInvalid
from hcmedu.portal.content.fields import Bounded
from hcmedu.portal.vietnamese import format_date
from hcmedu.portal.vietnamese import InvalidDate
from hcmedu.portal.vietnamese import parse_date
from persistent.mapping import PersistentMapping
from plone import api
from plone.supermodel import model
from typing import Any
from zope import schema
from zope.annotation.interfaces import IAnnotations
from zope.i18n import translate
from zope.interface import invariant
from zope.schema import getFieldsInOrder


MOST_DAYS, FIRST_YEAR, LAST_YEAR = 200, 2020, 2100
#: Lines that an error names.
MOST_TOLD = 20
#: Sentences that stand ready, by the name of their setting: one a line.
STANDARD = {
    "answers_handling": (
        _("The school has received your application and is handling it."),
        _("Please bring the original documents to the school office during office hours."),
        _("Your application lacks a document. Please send it to the school office."),
    ),
    "answers_done": (
        _("Your application has been settled. Please come to the school office for the result."),
        _("The school thanks you for your opinion and has taken it up."),
        _("The result has been sent to your e-mail address."),
    ),
    "answers_refused": (
        _("The application can't be accepted since it lacks the required documents."),
        _("The application is not within the competence of the school."),
        _("The time for handing in this application is over."),
    ),
}


def days_of(text: str | None) -> tuple[date, ...]:
    """Days written one a line; raises ``InvalidDate`` for a line that is none."""
    days = {parse_date(line) for line in (text or "").splitlines() if line.strip()}
    if any(not FIRST_YEAR <= day.year <= LAST_YEAR for day in days):
        raise InvalidDate("calendar", text or "")
    return tuple(sorted(days))


def text_of(days: Iterable[date]) -> str:
    return "\n".join(format_date(day) for day in days)


def bad_lines(text: str) -> list[str]:
    """Lines that are no day, as they were written."""
    return [line.strip() for line in text.splitlines() if not _is_day(line)]


def _is_day(line: str) -> bool:
    try:
        days_of(line)
    except InvalidDate:
        return False
    return True


class ICaseSettings(model.Schema):
    """Settings of the intake desk of one school (3082/GDĐT-TTTT 4.2; law on personal data)."""

    months_ended = Bounded(
        title=_("Keep a case after its end (months)"),
        description=_(
            "After that time the case and its files are deleted by themselves, for good "
            "(personal data is kept no longer than its purpose needs)."
        ),
        default=12,
        min=1,
        max=120,
    )
    months_open = Bounded(
        title=_("Keep a case that never ended (months)"),
        description=_("Counted from the day on which it came in."),
        default=24,
        min=1,
        max=120,
    )
    days_off = schema.Text(
        title=_("Further days off"),
        description=_(
            "One day a line, such as 20/11/2026. Saturdays, Sundays and public holidays are known."
        ),
        required=False,
        max_length=4000,
    )
    contact = schema.TextLine(
        title=_("Contact for questions about cases"),
        description=_("Shown to who has sent something; empty: phone and e-mail of the school."),
        required=False,
        max_length=200,
    )
    remind = schema.Bool(
        title=_("Remind the clerks by e-mail"),
        description=_(
            "Each working day at 7:30, when something is due or overdue: one mail with numbers "
            "only. On the first day of a month the leader is told that the report is there."
        ),
        default=True,
        required=False,
    )
    answers_handling = schema.Text(
        title=_("Standard answers while a case is handled"),
        description=_("One sentence a line; the clerk inserts it and may change it."),
        required=False,
        max_length=8000,
    )
    answers_done = schema.Text(
        title=_("Standard answers when a case is done"), required=False, max_length=8000
    )
    answers_refused = schema.Text(
        title=_("Standard answers when a case is refused"), required=False, max_length=8000
    )

    @invariant
    def days_can_be_read(data: Any) -> None:
        bad = bad_lines(getattr(data, "days_off", None) or "")
        if bad:
            lines = "”, “".join(line[:40] for line in bad[:MOST_TOLD])
            message = _("“${line}” is no date such as 20/11/2026.", mapping={"line": lines})
            raise FieldInvalid(message, "days_off")


FIELDS = dict(getFieldsInOrder(ICaseSettings))


class CaseSettings:
    """Reads defaults where nothing was set. ``days_off``: a tuple of dates; answers: texts."""

    def __init__(self, root: Any) -> None:
        self.__dict__["root"] = root

    def __getattr__(self, name: str) -> Any:
        if name not in FIELDS:
            raise AttributeError(name)
        stored = IAnnotations(self.root).get(SETTINGS_KEY) or {}
        value = stored.get(name, FIELDS[name].default)
        if name == DAYS_OFF:
            return value or ()
        return default_answers(name) if name in STANDARD and value is None else value

    def __setattr__(self, name: str, value: Any) -> None:
        annotations = IAnnotations(self.root)
        if SETTINGS_KEY not in annotations:
            annotations[SETTINGS_KEY] = PersistentMapping()
        annotations[SETTINGS_KEY][name] = value

    def answers(self, name: str) -> list[str]:
        """The sentences of one setting."""
        return [line.strip() for line in (getattr(self, name) or "").splitlines() if line.strip()]


def settings(root: Any) -> CaseSettings:
    return CaseSettings(root)


def default_answers(name: str) -> str:
    """In the language of the site: what is sent has no reader's language yet."""
    language = api.portal.get_default_language()
    return "\n".join(translate(each, target_language=language) for each in STANDARD[name])


def forget_settings(root: Any) -> None:
    IAnnotations(root).pop(SETTINGS_KEY, None)
