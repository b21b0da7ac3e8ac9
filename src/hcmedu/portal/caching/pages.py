"""Pages of visitors: 'not modified' as well when something was stored that this page does not show.

The state of the site changes with each draft that an editor saves. So an ETag tells two things, the
state and the text that was drawn: ``"|state|...~text"``. With the same state nothing is drawn; with
another one the page is drawn, and sent only if its text is another.
"""

from collections.abc import Iterable
from hashlib import blake2b
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from plone.app.caching.operations.default import WeakCaching
from plone.app.caching.operations.utils import doNotCache
from plone.app.caching.operations.utils import parseETags
from plone.caching.hooks import X_CACHE_OPERATION_HEADER
from plone.caching.interfaces import ICachingOperationType
from plone.transformchain.interfaces import ITransform
from typing import Any
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface
from zope.interface import provider


OPERATION = "hcmedu.portal.pages"
MARK = "~"
ASKED = "hcmedu.portal.asked"
#: Where plone.app.caching puts an answer into memory; what it puts there must be the whole.
STORED = 90000


#: Cookies that change no page but by what the tag knows.
HARMLESS_COOKIES = frozenset({"I18N_LANGUAGE"})


@provider(ICachingOperationType)
class PageCaching(WeakCaching):
    """Weak caching, with tags that know the text of the page."""

    title = "Weak caching by text"
    description = "As weak caching, and 'not modified' also where a change did not touch the page."
    sort = 6

    def interceptResponse(self, rulename: str, response: Any, class_: Any = None) -> Any:
        if has_own_cookies(self.request):
            return None
        environ = self.request.environ
        asked = parseETags(environ.get("HTTP_IF_NONE_MATCH", ""))
        environ[ASKED] = asked
        if asked:  # the operation compares states
            states = (tag.rpartition(MARK)[0] or tag for tag in asked)
            environ["HTTP_IF_NONE_MATCH"] = ", ".join(f'"{state}"' for state in states)
        body = super().interceptResponse(rulename, response, class_)
        if body is None:
            return None
        if response.getStatus() == 304:
            state = tag_of(response)
            tag = next((tag for tag in asked if tag.rpartition(MARK)[0] == state), state)
            response.setHeader("ETag", f'"{tag}"', literal=1)
            return body
        return "" if is_known(self.request) and not_modified(response) else body

    def modifyResponse(self, rulename: str, response: Any, class_: Any = None) -> None:
        if has_own_cookies(self.request):
            doNotCache(self.published, self.request, response)
        elif not is_for_nobody_else(response):
            super().modifyResponse(rulename, response, class_)


def has_own_cookies(request: Any) -> bool:
    """Whether a page may have been drawn otherwise than its address says.

    Zope reads parameters of a request from cookies, too: with ``Cookie: ajax_load=1`` anybody could
    put a page without its layout into the memory that all visitors are served from.
    """
    return not HARMLESS_COOKIES.issuperset(request.cookies)


def is_for_nobody_else(response: Any) -> bool:
    """Whether the page said so itself, as one with a form that is to be sent once."""
    return "no-store" in (response.getHeader("Cache-Control") or "")


class Transform:
    """What both steps share: they look at answers of the operation alone."""

    def __init__(self, published: Any, request: Any) -> None:
        self.request = request
        self.response = request.response

    @property
    def concerned(self) -> bool:
        operation = self.response.getHeader(X_CACHE_OPERATION_HEADER)
        tagged = operation == OPERATION and tag_of(self.response)
        return bool(tagged) and self.response.getStatus() == 200

    def transformUnicode(self, result: str, encoding: str) -> bytes | None:
        return self.transformBytes(result.encode(encoding), encoding)

    def transformIterable(self, result: Iterable[bytes], encoding: str) -> bytes | None:
        return self.transformBytes(b"".join(result), encoding) if self.concerned else None

    def transformBytes(self, result: bytes, encoding: str) -> bytes | None:
        raise NotImplementedError


@implementer(ITransform)
@adapter(Interface, IHcmeduPortalLayer)
class Tagging(Transform):
    """Put the text into the tag, before the answer goes into memory."""

    order = STORED - 1

    def transformBytes(self, result: bytes, encoding: str) -> bytes | None:
        if not self.concerned:
            return None
        state = tag_of(self.response)
        text = blake2b(result, digest_size=10).hexdigest()
        self.response.setHeader("ETag", f'"{state}{MARK}{text}"', literal=1)
        return result


@implementer(ITransform)
@adapter(Interface, IHcmeduPortalLayer)
class Sparing(Transform):
    """Send nothing to a browser that has the text, once it is in memory."""

    order = STORED + 1

    def transformBytes(self, result: bytes, encoding: str) -> bytes | None:
        if self.concerned and is_known(self.request):
            not_modified(self.response)
            return b""
        return None


def tag_of(response: Any) -> str:
    """The ETag without its quotes; plone.app.caching writes its name literally."""
    return (response.getHeader("ETag", literal=1) or "").strip('"')


def is_known(request: Any) -> bool:
    """Whether the browser asked with the text that it would get."""
    text = tag_of(request.response).rpartition(MARK)[2]
    return any(tag.endswith(f"{MARK}{text}") for tag in request.environ.get(ASKED, ()))


def not_modified(response: Any) -> bool:
    """Make an answer that was 200 one without a body; the browser keeps headers and text it has."""
    response.setStatus(304)
    response.body = b""
    for name in ("content-length", "content-type", "last-modified", "expires"):
        response.headers.pop(name, None)
    return True
