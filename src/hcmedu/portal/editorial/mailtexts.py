"""Texts of the board's e-mails: which there are, what may stand in them, what stands there else.

A text is a ``string.Template``: ``${title}`` ... are filled in by ``notify``. The defaults are
message ids, so that they come in the language of the site.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hcmedu.portal import _
from hcmedu.portal.content.errors import MessageError
from plone import api
from plone.autoform import directives
from plone.supermodel import model
from string import Template
from zope import schema
from zope.i18n import translate


#: In every mail: name of the school, full name of the recipient, where to look, when.
COMMON = ("school", "name", "url", "date")
GREETING = _("Dear ${name},")
FAREWELL = (
    _("Kind regards,"),
    _("The web portal of ${school}"),
    _("This mail was sent automatically; you need not answer it."),
)


@dataclass(frozen=True)
class Kind:
    """One kind of mail: its placeholders besides the common ones, and its default texts.

    ``paragraphs`` stand between greeting and farewell; each is a message of its own.
    """

    name: str
    title: str
    placeholders: tuple[str, ...]
    subject: str
    paragraphs: tuple[str, ...]

    @property
    def allowed(self) -> tuple[str, ...]:
        return (*COMMON, *self.placeholders)


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "submitted",
            _("Submission"),
            ("items", "count"),
            _("[${school}] Waiting for your approval: ${count}"),
            (
                _("the following was submitted for your approval (${count} in all):"),
                "${items}",
                _("Everything that waits for you: ${url}"),
            ),
        ),
        Kind(
            "returned",
            _("Return"),
            ("title", "actor", "reason"),
            _("[${school}] Returned to you: ${title}"),
            (
                _("“${title}” was returned by ${actor} (${date}). The reason:"),
                "${reason}",
                _("Please mend it and submit it again: ${url}"),
            ),
        ),
        Kind(
            "approved",
            _("Approval"),
            ("title", "actor", "schedule"),
            _("[${school}] Approved: ${title}"),
            (
                _("“${title}” was approved by ${actor} (${date})."),
                "${schedule}",
                "${url}",
            ),
        ),
        Kind(
            "published",
            _("Publication"),
            ("title", "actor"),
            _("[${school}] Published: ${title}"),
            (_("“${title}” was published (${date}). Visitors read it here: ${url}"),),
        ),
        Kind(
            "withdrawn",
            _("Withdrawal"),
            ("title", "actor", "reason"),
            _("[${school}] Withdrawn: ${title}"),
            (
                _(
                    "“${title}” was withdrawn by ${actor} (${date}); visitors don't see it any "
                    "more. The reason:"
                ),
                "${reason}",
                _("You can revise it here: ${url}"),
            ),
        ),
        Kind(
            "overdue",
            _("Overdue reviews"),
            ("items", "count", "days"),
            _("[${school}] Waiting for more than ${days} days: ${count}"),
            (
                _("the following waits for more than ${days} days (${count} in all):"),
                "${items}",
                _("Everything that waits for you: ${url}"),
            ),
        ),
        Kind(
            "reminder",
            _("Reminder to editors"),
            ("items", "count"),
            _("[${school}] Please look after your content: ${count}"),
            (
                _("please look after this content of yours:"),
                "${items}",
                _("Everything that you work on: ${url}"),
            ),
        ),
    )
}


def default_text(field_name: str) -> str:
    """The text of an empty field ``mail_subject_<kind>`` or ``mail_body_<kind>``.

    It is in the language of the site: mails are written where no reader's language is known.
    """
    part, name = field_name.removeprefix("mail_").split("_", 1)
    kind, language = KINDS[name], api.portal.get_default_language()
    if part == "subject":
        return translate(kind.subject, target_language=language)
    regards, sender, note = FAREWELL
    messages = (GREETING, *kind.paragraphs, regards, sender, note)
    texts = [translate(message, target_language=language) for message in messages]
    return "\n\n".join([*texts[:-3], "\n".join(texts[-3:-1]), texts[-1]])


def placeholders_of(kind: str) -> str:
    return ", ".join(f"${{{name}}}" for name in KINDS[kind].allowed)


def fits(kind: str) -> Callable[[str | None], bool]:
    """Field constraint: only placeholders of this kind of mail. Raises ``MessageError``."""

    def constraint(text: str | None) -> bool:
        template = Template(text or "")
        if not template.is_valid():
            raise MessageError(_("A $ that begins no placeholder is written twice: $$."))
        unknown = [name for name in template.get_identifiers() if name not in KINDS[kind].allowed]
        if unknown:
            mapping = {"unknown": f"${{{unknown[0]}}}", "known": placeholders_of(kind)}
            raise MessageError(
                _("There is no placeholder ${unknown}. Possible are: ${known}", mapping=mapping)
            )
        return True

    return constraint


def subject_field(kind: str, title: str) -> schema.TextLine:
    """The constraint takes the place of the stock one; a line break is made a space in the mail."""
    return schema.TextLine(title=title, required=False, max_length=200, constraint=fits(kind))


def body_field(kind: str, title: str) -> schema.Text:
    known = _("Placeholders: ${known}", mapping={"known": placeholders_of(kind)})
    return schema.Text(
        title=title, description=known, required=False, max_length=5000, constraint=fits(kind)
    )


class IMailTexts(model.Schema):
    """Subject and text by kind of mail; an empty one is the default text."""

    model.fieldset(
        "mail_texts",
        label=_("Texts of the e-mails"),
        description=_(
            "Where a placeholder stands, the mail has: ${school} the name of the school, "
            "${name} the recipient, ${title} the title, ${items} the list, ${count} how many, "
            "${actor} who did it, ${reason} the reason, ${date} when, ${schedule} when it "
            "publishes by itself, ${days} the days until a review is overdue, ${url} where to "
            "look. An emptied field takes its original text again."
        ),
        fields=[f"mail_{part}_{kind}" for kind in KINDS for part in ("subject", "body")],
    )

    mail_subject_submitted = subject_field("submitted", _("Submission: subject"))
    directives.widget("mail_body_submitted", rows=14)
    mail_body_submitted = body_field("submitted", _("Submission: text"))
    mail_subject_returned = subject_field("returned", _("Return: subject"))
    directives.widget("mail_body_returned", rows=14)
    mail_body_returned = body_field("returned", _("Return: text"))
    mail_subject_approved = subject_field("approved", _("Approval: subject"))
    directives.widget("mail_body_approved", rows=14)
    mail_body_approved = body_field("approved", _("Approval: text"))
    mail_subject_published = subject_field("published", _("Publication: subject"))
    directives.widget("mail_body_published", rows=14)
    mail_body_published = body_field("published", _("Publication: text"))
    mail_subject_withdrawn = subject_field("withdrawn", _("Withdrawal: subject"))
    directives.widget("mail_body_withdrawn", rows=14)
    mail_body_withdrawn = body_field("withdrawn", _("Withdrawal: text"))
    mail_subject_overdue = subject_field("overdue", _("Overdue reviews: subject"))
    directives.widget("mail_body_overdue", rows=14)
    mail_body_overdue = body_field("overdue", _("Overdue reviews: text"))
    mail_subject_reminder = subject_field("reminder", _("Reminder to editors: subject"))
    directives.widget("mail_body_reminder", rows=14)
    mail_body_reminder = body_field("reminder", _("Reminder to editors: text"))
