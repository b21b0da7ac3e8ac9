"""What is said of results: titles, and one plain sentence for what is missing."""

from collections.abc import Mapping
from datetime import date
from datetime import datetime
from hcmedu.portal import _
from hcmedu.portal.compliance.evaluation import Missing
from hcmedu.portal.compliance.evaluation import Status
from hcmedu.portal.compliance.wording import content
from hcmedu.portal.compliance.wording import timing
from hcmedu.portal.content.moments import format_moment
from hcmedu.portal.vietnamese import format_date
from typing import Any
from zope.i18nmessageid import Message


STATUS_TITLES: Mapping[Status, str] = {
    Status.MET: _("Met"),
    Status.PARTIAL: _("Partly met"),
    Status.NOT_MET: _("Not met"),
    Status.TO_ATTEST: _("To be confirmed by a person"),
    Status.NOT_APPLICABLE: _("Does not apply"),
}

#: Key of ``Missing`` → sentence with its values in ``${…}``; by the judges of each family.
SENTENCES: Mapping[str, str] = {**content.SENTENCES, **timing.SENTENCES}


def sentence(missing: Missing) -> str:
    """The message for what is missing; translate it where it is shown.

    Dates and moments become text, lists are joined, field names and types become their titles.
    """
    text = SENTENCES[missing.key]
    values = {name: shown(value) for name, value in missing.values.items()}
    return Message(str(text), "hcmedu.portal", text.default, values)


def shown(value: Any) -> Any:
    """A value as people read it."""
    if isinstance(value, datetime):
        return format_moment(value)
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, tuple | list | frozenset):
        return ", ".join(str(shown(each)) for each in value)
    return value
