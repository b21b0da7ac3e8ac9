"""What is said of results: titles, and one plain sentence for what is missing."""

from collections.abc import Mapping
from collections.abc import Sequence
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

EMPTY: Mapping[str, Any] = {}

#: Key of ``Missing`` → sentence with its values in ``${…}``; by the judges of each family.
SENTENCES: Mapping[str, str] = {**content.SENTENCES, **timing.SENTENCES}


#: Of a long list so many are named; how many there are stands in the sentence.
MOST_NAMED = 8


def sentence(missing: Missing) -> str:
    """The message for what is missing; translate it where it is shown.

    Dates and moments become text, lists are joined, field names and types become their titles.
    """
    text = SENTENCES[missing.key]
    values = {name: shown(value, name, missing.values) for name, value in missing.values.items()}
    return Message(str(text), "hcmedu.portal", text.default, values)


def shown(value: Any, name: str = "", among: Mapping[str, Any] = EMPTY) -> Any:
    """A value as people read it; ``name`` tells what its tokens are, ``among`` of which type."""
    if isinstance(value, datetime):
        return format_moment(value)
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, tuple | list | frozenset):
        return joined([shown(each, name, among) for each in value])
    title = content.TITLES.get(name)
    return title(value, among) if title and isinstance(value, str) else value


def joined(values: Sequence[Any]) -> str:
    """Titles in a row; a message if one of them is, so that it is translated with the whole."""
    named = list(values[:MOST_NAMED])
    mark = "; " if any("," in str(each) for each in named) else ", "
    slots = {f"item{number}": each for number, each in enumerate(named)}
    text = mark.join(f"${{{slot}}}" for slot in slots)
    if len(values) > MOST_NAMED:
        text += " ${rest}"
        slots["rest"] = _("and ${count} more", mapping={"count": len(values) - MOST_NAMED})
    if not any(isinstance(each, Message) for each in slots.values()):
        return mark.join(map(str, named))
    return Message(text, "hcmedu.portal", text, slots)
