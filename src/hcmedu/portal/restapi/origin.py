"""No page of another site makes a browser decide here with the cookie of whoever is logged in.

plone.restapi asks for no token of a form. That is safe as long as a request has something that a
browser sends to another site only after asking (a preflight): a JSON body, or the header of an
upload in pieces. A form can post JSON as plain text, too, so that is refused.
"""

from hcmedu.portal.interfaces import IHcmeduPortalLayer
from plone.rest.interfaces import IAPIRequest
from typing import Any
from zExceptions import Forbidden


#: Methods of plain forms; all others are asked for first.
SIMPLE_METHOD = "POST"
COOKIE = "__ac"
JSON = "application/json"
#: Of the tus protocol for uploads in pieces; no form sends it.
UPLOAD_HEADER = "Tus-Resumable"


def request_authenticated(event: Any) -> None:
    """``IPubAfterTraversal``: refuse before the service runs."""
    request = event.request
    if not IHcmeduPortalLayer.providedBy(request) or not IAPIRequest.providedBy(request):
        return
    if request.method == SIMPLE_METHOD and is_by_cookie(request) and not is_asked_for(request):
        raise Forbidden(f"Send {JSON}")


def is_by_cookie(request: Any) -> bool:
    """The browser adds the cookie by itself; who sends a token or a password does it on purpose."""
    return COOKIE in request.cookies and not request._auth


def is_asked_for(request: Any) -> bool:
    kind = request.getHeader("Content-Type", "").partition(";")[0].strip().lower()
    return kind == JSON or bool(request.getHeader(UPLOAD_HEADER))
