"""Sentences for what is missing in content, profile, links and board."""

from collections.abc import Callable
from collections.abc import Mapping
from hcmedu.portal import _
from hcmedu.portal.compliance.wording.titles import field_title
from hcmedu.portal.compliance.wording.titles import PROFILE_TITLES
from hcmedu.portal.compliance.wording.titles import ROLE_TITLES
from hcmedu.portal.compliance.wording.titles import value_title
from typing import Any
from zope.i18nmessageid import Message


SENTENCES: Mapping[str, str] = {
    "empty": _("Nothing is published in the section ${section}."),
    "section_hidden": _("Visitors can't see the section ${section}."),
    "too_few": _("${found} of at least ${number} are published."),
    "too_few_month": _("${found} of at least ${number} were published in the last 31 days."),
    "too_few_school_year": _(
        "${found} of at least ${number} were published in the school year ${year}."
    ),
    "empty_blank": _(
        "Nothing is published in the section ${section}; ${blank} without content do not count."
    ),
    "too_few_blank": _(
        "${found} of at least ${number} are published; ${blank} without content do not count."
    ),
    "too_few_month_blank": _(
        "${found} of at least ${number} were published in the last 31 days; ${blank} without "
        "content do not count."
    ),
    "too_few_school_year_blank": _(
        "${found} of at least ${number} were published in the school year ${year}; ${blank} "
        "without content do not count."
    ),
    "fields_empty": _("${number} of ${total} items lack: ${fields}."),
    "values_absent": _("Nobody or nothing is listed for: ${values}."),
    "documents_absent": _("Documents that are not published: ${documents}."),
    "procedures_absent": _("Procedures that are not published: ${procedures}."),
    "too_short": _("The article has only ${words} words; ${least} to ${most} are expected."),
    "too_long": _("The article has ${words} words; ${least} to ${most} are expected."),
    "no_picture": _("At least ${number} picture must be shown in the article or beside it."),
    "to_attest": _("A person has to confirm that visitors find: ${topics}."),
    "attested_long_ago": _(
        "Confirmed last on ${day}, more than a year ago; to be confirmed again: ${topics}."
    ),
    "not_viewable": _(
        "${number} of ${total} items can't be read on their page: the file is missing or can't "
        "be shown."
    ),
    "expired": _(
        "${number} of ${total} items are still listed and have to be taken down by the head of the "
        "board: ${expiries}."
    ),
    "profile_empty": _("The information about the school lacks: ${profile_fields}."),
    "domain_shape": _("The domain ${domain} has none of the prescribed forms."),
    "emails_private": _(
        "${number} of ${total} e-mail addresses are private ones or wrong: ${names}."
    ),
    "emails_other": _("${number} of ${total} e-mail addresses are not under edu.vn: ${names}."),
    "board_unseen": _("Who has an account of the editorial board can't be seen from outside."),
    "board_lacks": _("In the editorial board nobody has an account as: ${roles}."),
    "feeds_unseen": _("Whether the feeds of the authority work can't be seen from outside."),
    "no_feed": _("No feed of the authority is read: none is set up, or all are paused."),
    "feeds_stale": _("Feeds that could not be read in the last ${days} days: ${feeds}."),
    "links_absent": _("Links that are missing: ${links}."),
    "no_link_of": _("There is no link to any of these: ${links}."),
    "links_dead": _("${number} of ${total} links don't answer: ${links}."),
}

#: Why a document may stand there no longer, see ``evaluation.kinds.documents``.
EXPIRIES: Mapping[str, str] = {
    "replaced": _("“${title}” was replaced"),
    "ended": _("“${title}” is no longer in force"),
    "outlived": _("“${title}” was to be shown for a time that is over"),
}


def expiry(token: str, values: Mapping[str, Any]) -> Message:
    reason, _colon, title = token.partition(":")
    return Message(str(EXPIRIES[reason]), "hcmedu.portal", mapping={"title": title})


#: Name of a value that lists tokens → title of each; the other values of the sentence are told.
TITLES: Mapping[str, Callable[[str, Mapping[str, Any]], str]] = {
    "expiries": expiry,
    "fields": lambda name, values: field_title(str(values.get("type")), name),
    "profile_fields": lambda name, values: PROFILE_TITLES.get(name, name),
    "roles": lambda name, values: ROLE_TITLES[name],
    "values": lambda token, values: value_title(str(values.get("field")), token),
}
