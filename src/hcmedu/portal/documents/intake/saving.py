"""Save and submit rows of the table: one by one, what fails leaves the others as they are.

Of a ticked row all is saved, what was read out of the file too: whoever ticks it has checked it. Of
another one only what was typed is saved, and the rest stays a suggestion.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hcmedu.portal import _
from hcmedu.portal.documents.intake.changes import changed
from hcmedu.portal.documents.intake.changes import current
from hcmedu.portal.documents.intake.record import decline
from hcmedu.portal.documents.intake.record import Record
from hcmedu.portal.documents.intake.record import record
from hcmedu.portal.documents.intake.rows import Answer
from hcmedu.portal.documents.intake.rows import MODIFY
from hcmedu.portal.documents.intake.values import NAMES
from hcmedu.portal.documents.intake.values import read
from hcmedu.portal.documents.intake.values import store
from hcmedu.portal.editorial.authorship import authorship
from plone import api
from plone.locking.interfaces import ILockable
from plone.uuid.interfaces import IUUID
from Products.CMFCore.WorkflowCore import WorkflowException
from typing import Any

import transaction


CHANGED = _("It was changed by somebody after this page was shown: reload the page.")
LOCKED = _("Somebody is working on it at this moment.")
MEND = _("Please mend the marked fields.")


@dataclass(frozen=True)
class Done:
    """A row that was saved or submitted."""

    uid: str
    title: str
    url: str
    submitted: bool = False


def answer_of(doc: Any, form: Mapping[str, Any], ticked: set[str]) -> Answer:
    """What the request says of a row; names are ``UID.field``."""
    uid = IUUID(doc)
    known = record(doc) or Record()
    typed, base = typed_into(uid, form)
    now = {name: current(doc, name, known)[0] for name in typed}
    return Answer(typed, changed(typed, base, now), ticked=uid in ticked)


def typed_into(uid: str, form: Mapping[str, Any]) -> tuple[dict[str, str], str]:
    """The texts of a row by field, and the marks of those that the page had shown."""
    typed = {name: form.get(f"{uid}.{name}") for name in NAMES}
    base = form.get(f"{uid}.shown")
    texts = {name: text for name, text in typed.items() if isinstance(text, str)}
    return texts, base if isinstance(base, str) else ""


def save(doc: Any, answer: Answer, revision: object, *, submit: bool) -> Done | None:
    """Store what was typed, and submit it; None: ``answer`` tells what was wrong."""
    answer.error = _hindrance(doc, revision)
    if answer.error:
        return None
    texts = {
        name: text for name, text in answer.typed.items() if answer.ticked or name in answer.changed
    }
    answer.found = read(doc, texts, complete=submit)
    if answer.found.errors:
        answer.error = MEND
        return None
    savepoint = transaction.savepoint(optimistic=True)
    try:
        store(doc, answer.found.values)
        decline(doc, {name for name in answer.changed if not texts[name].strip()})
        if submit:
            api.portal.get_tool("portal_workflow").doActionFor(doc, "submit")
    except WorkflowException as refused:
        savepoint.rollback()
        answer.error = refused.args[0] if refused.args else LOCKED
        return None
    return Done(IUUID(doc), doc.Title(), doc.absolute_url(), submit)


def _hindrance(doc: Any, revision: object) -> str:
    if not api.user.has_permission(MODIFY, obj=doc):
        return LOCKED
    if str(authorship(doc).revision) != revision:
        return CHANGED
    lockable = ILockable(doc, None)
    return LOCKED if lockable is not None and not lockable.can_safely_unlock() else ""
