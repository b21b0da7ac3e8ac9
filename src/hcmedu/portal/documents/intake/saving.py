"""Save and submit rows of the table: one by one, what fails leaves the others as they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from hcmedu.portal import _
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

    title: str
    url: str


def answer_of(doc: Any, form: Mapping[str, Any], ticked: set[str]) -> Answer:
    """What the request says of a row; names are ``UID.field``."""
    uid = IUUID(doc)
    typed = {name: form.get(f"{uid}.{name}") for name in NAMES}
    texts = {name: text for name, text in typed.items() if isinstance(text, str)}
    return Answer(texts, ticked=uid in ticked)


def save(doc: Any, answer: Answer, revision: object, *, submit: bool) -> Done | None:
    """Store what was typed, and submit it; None: ``answer`` tells what was wrong."""
    answer.error = _hindrance(doc, revision)
    if answer.error:
        return None
    answer.found = read(doc, answer.typed, complete=submit)
    if answer.found.errors:
        answer.error = MEND
        return None
    savepoint = transaction.savepoint(optimistic=True)
    try:
        store(doc, answer.found.values)
        if submit:
            api.portal.get_tool("portal_workflow").doActionFor(doc, "submit")
    except WorkflowException as refused:
        savepoint.rollback()
        answer.error = refused.args[0] if refused.args else LOCKED
        return None
    return Done(doc.Title(), doc.absolute_url())


def _hindrance(doc: Any, revision: object) -> str:
    if not api.user.has_permission(MODIFY, obj=doc):
        return LOCKED
    if str(authorship(doc).revision) != revision:
        return CHANGED
    lockable = ILockable(doc, None)
    return LOCKED if lockable is not None and not lockable.can_safely_unlock() else ""
