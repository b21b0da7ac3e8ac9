"""A draft that was made from a file lacks fields; nobody submits it so."""

from hcmedu.portal import _
from hcmedu.portal.content.officialdocument import IOfficialDocument
from hcmedu.portal.documents.intake.record import record
from hcmedu.portal.editorial.authorship import APPROVED_STATES
from hcmedu.portal.editorial.chains import APPROVAL_WORKFLOWS
from Products.CMFCore.WorkflowCore import WorkflowException
from typing import Any
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IField


#: States in which others rely on the fields.
COMPLETE_STATES = APPROVED_STATES | {"pending"}


def required() -> list[IField]:
    return [field for _name, field in getFieldsInOrder(IOfficialDocument) if field.required]


def missing(doc: Any) -> list[IField]:
    """The required fields of a document that are empty."""
    return [field for field in required() if getattr(doc, field.__name__, None) in (None, "")]


def require_complete(doc: Any, event: Any) -> None:
    """Veto to submit, approve or publish it; forms and REST see to it for all other documents.

    The message is translated here, since the workflow tool hands exceptions on as bare text.
    """
    if event.transition is None or event.workflow.id not in APPROVAL_WORKFLOWS:
        return
    if event.new_state.id not in COMPLETE_STATES or record(doc) is None:
        return
    lacking = missing(doc)
    if not lacking:
        return
    request = getRequest()
    titles = ", ".join(translate(field.title, context=request) for field in lacking)
    message = _("Not complete yet, please fill in: ${fields}.", mapping={"fields": titles})
    raise WorkflowException(translate(message, context=request))
