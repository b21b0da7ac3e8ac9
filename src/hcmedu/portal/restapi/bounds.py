"""How much a visitor gets at once: one answer must not hold a thread of the server for a minute."""

from hcmedu.portal.interfaces import IHcmeduPortalLayer
from plone import api
from plone.rest.interfaces import IAPIRequest
from typing import Any

import json


#: Rows of the catalog, and whole items, each of which is woken.
ROWS, WHOLE = 500, 25
SIZE, FULL = "b_size", "fullobjects"


def before(event: Any) -> None:
    """``IPubAfterTraversal``: a larger page becomes the largest one; the answer links the next."""
    request = event.request
    is_service = IHcmeduPortalLayer.providedBy(request) and IAPIRequest.providedBy(request)
    if not is_service or not api.user.is_anonymous():
        return
    bound(request.form)
    body = body_of(request)
    if body is not None and bound(body):
        request.set("BODY", json.dumps(body))


def bound(asked: dict[str, Any]) -> bool:
    """Whether the size that is asked for had to be changed."""
    most = WHOLE if asked.get(FULL) not in (None, False, "0", "false") else ROWS
    size = str(asked.get(SIZE, ""))
    if not size.isdecimal() or (len(size) < 9 and int(size) <= most):
        return False
    asked[SIZE] = str(most)
    return True


def body_of(request: Any) -> dict[str, Any] | None:
    """The object that was sent as JSON; None where there is none."""
    try:
        found = json.loads(request.get("BODY") or "null")
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
