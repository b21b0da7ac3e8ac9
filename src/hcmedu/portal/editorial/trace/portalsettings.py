"""Settings of the whole portal, in the log of each school: who sets where mails go could read one
that gives the board head a new password."""

from hcmedu.portal.editorial.trace.board import school_roots
from hcmedu.portal.editorial.trace.writing import record
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from plone import api
from typing import Any
from zope.globalrequest import getRequest

import transaction


_TOKEN = object()


def changed() -> set[str]:
    """Names of the records that this transaction has changed so far."""
    current = transaction.get()
    try:
        return current.data(_TOKEN)
    except KeyError:
        current.set_data(_TOKEN, made := set())
        return made


def record_changed(event: Any) -> None:
    """``IRecordModifiedEvent``; what programs change without a request is no deed of a person."""
    if event.oldValue != event.newValue and IHcmeduPortalLayer.providedBy(getRequest()):
        changed().add(event.record.__name__)


def tell(event: Any) -> None:
    """``IPubBeforeCommit``: once for all records of a form; no values, among them are passwords."""
    if not IHcmeduPortalLayer.providedBy(event.request):
        return
    names = changed()
    if names and not api.user.is_anonymous():
        for root in school_roots():
            record(root, "portal-settings", records=sorted(names))
    names.clear()
