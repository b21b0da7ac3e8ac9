"""What a working copy changes: field by field, then its attachments."""

from collections.abc import Iterator
from dataclasses import dataclass
from hcmedu.portal import _
from hcmedu.portal.editorial.alike import alike
from hcmedu.portal.editorial.copies.attachments import attachments
from hcmedu.portal.editorial.copies.attachments import Pair
from hcmedu.portal.editorial.copies.attachments import partners_of
from hcmedu.portal.editorial.copies.copier import pairs_of
from hcmedu.portal.editorial.copies.fields import OWN_FIELDS
from hcmedu.portal.editorial.copies.relations import references
from hcmedu.portal.editorial.copies.values import carried
from hcmedu.portal.editorial.copies.values import References
from hcmedu.portal.editorial.desk import textdiff
from hcmedu.portal.editorial.desk.values import Reader
from plone.app.textfield.interfaces import IRichTextValue
from plone.dexterity.utils import iterSchemata
from plone.namedfile.interfaces import INamed
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.i18n import translate
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IField


#: Fields of the object, not of its content; the note on a save is in the history.
NOT_CONTENT = OWN_FIELDS | {"section_kind"}
SAID = {textdiff.ADDED: _("added"), textdiff.REMOVED: _("removed")}
LOOKS_ONLY = _("The words are the same; only their appearance changed.")
OTHER_DATA = _("The file has other content under the same name.")
NAMESAKE = _("A picture became another one of the same name.")
MISSING = object()


@dataclass(frozen=True)
class Change:
    """One field: its title, the difference as safe HTML, a remark where words tell too little."""

    name: str
    title: str
    html: str
    note: str = ""


@dataclass(frozen=True)
class AttachmentChange:
    """``kind``: added, removed or changed; addresses are of what still exists."""

    kind: str
    title: str
    old_url: str
    new_url: str
    fields: tuple[Change, ...] = ()


class Changes:
    """The difference between a published item and its working copy; nothing without a baseline.

    References between a copy and its own attachments are read as they will be in the original, so
    that a picture that stayed is no change.
    """

    def __init__(self, baseline: Any | None, copy: Any, request: Any) -> None:
        self.baseline = baseline
        self.fields: list[Change] = []
        self.attachments: list[AttachmentChange] = []
        if baseline is not None:
            pairs = pairs_of(copy)
            partners = partners_of(copy, baseline, pairs)
            known = references([(copy, baseline), *partners])
            self.fields = changes(baseline, copy, request, known)
            self.attachments = attachment_changes(baseline, copy, set(pairs.values()), partners)
            self.attachments += changed_attachments(partners, request, known)

    @property
    def empty(self) -> bool:
        return not self.fields and not self.attachments

    @property
    def baseline_url(self) -> str:
        return address(self.baseline) if self.baseline is not None else ""


def changes(old: Any, new: Any, request: Any, known: References | None = None) -> list[Change]:
    """The fields in which two items of a type differ, in the order of the form."""
    return list(_changes(old, new, request, known or References()))


def _changes(old: Any, new: Any, request: Any, known: References) -> Iterator[Change]:
    reader = Reader(old, request)
    for schema in iterSchemata(new):
        for name, field in getFieldsInOrder(schema):
            if name in NOT_CONTENT or field.readonly:
                continue
            one, other = value_of(schema, name, old), value_of(schema, name, new)
            if one is MISSING or other is MISSING:
                continue
            other = carried(other, known)
            if not alike(one, other):
                change = make(field, reader.text(field, one), reader.text(field, other), request)
                change = remarked(change, one, other, reader)
                if change.html or change.note:
                    yield change


def value_of(schema: Any, name: str, item: Any) -> Any:
    return getattr(schema(item, None), name, MISSING)


def make(field: IField, before: str, after: str, request: Any) -> Change:
    def say(kind: str) -> str:
        return translate(SAID[kind], context=request)

    pieces = textdiff.compare(before, after) if before != after else []
    html = textdiff.draw(textdiff.shortened(pieces), say)
    return Change(field.__name__, field.title, html)


def remarked(change: Change, one: Any, other: Any, reader: Reader) -> Change:
    """With a remark where both values, or pictures in them, read the same and are not."""
    texts = IRichTextValue.providedBy(one) and IRichTextValue.providedBy(other)
    if texts and textdiff.has_namesakes(reader.html(one), reader.html(other)):
        return Change(change.name, change.title, change.html, NAMESAKE)
    if change.html:
        return change
    if INamed.providedBy(one) and INamed.providedBy(other):
        return Change(change.name, change.title, "", OTHER_DATA)
    if texts:
        return Change(change.name, change.title, "", LOOKS_ONLY)
    return change


def attachment_changes(
    old: Any, new: Any, known: set[str], partners: list[Pair]
) -> list[AttachmentChange]:
    """Files and images that went or came; ``known``: UIDs of those that were there to be copied."""
    mine = {IUUID(each) for each, _partner in partners}
    theirs = {IUUID(partner) for _each, partner in partners}
    gone = (each for each in attachments(old) if IUUID(each) in known - theirs)
    came = (each for each in attachments(new) if IUUID(each) not in mine)
    return [
        *(AttachmentChange("removed", each.Title(), address(each), "") for each in gone),
        *(AttachmentChange("added", each.Title(), "", address(each)) for each in came),
    ]


def changed_attachments(
    partners: list[Pair], request: Any, known: References
) -> list[AttachmentChange]:
    """Those that are others than the ones they were made from."""
    found = ((new, old, changes(old, new, request, known)) for new, old in partners)
    return [
        AttachmentChange("changed", new.Title(), address(old), address(new), tuple(fields))
        for new, old, fields in found
        if fields
    ]


def address(item: Any) -> str:
    return f"{item.absolute_url()}/view"
