"""No file of an expired item leaves the house, whatever its address: asked where it is handed out.

Every view that hands out files is asked for here, after the publisher has found it and knows the
user, and before anything answers in its place: a cache, say, with 'not modified'.
"""

from collections.abc import Sequence
from contextlib import suppress
from DateTime import DateTime
from hcmedu.portal.content.filetext import IFileClosing
from hcmedu.portal.content.filetext import IFileReading
from hcmedu.portal.editorial.resources.wall import requested_item
from hcmedu.portal.editorial.timing.notices import ClosedFile
from hcmedu.portal.editorial.timing.public import closed_since
from hcmedu.portal.editorial.timing.public import may
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from plone.app.versioningbehavior.browser import DownloadVersion
from plone.dexterity.interfaces import IDexterityContent
from plone.namedfile.browser import Download
from plone.namedfile.scaling import ImageScale
from plone.namedfile.scaling import ImageScaling
from typing import Any
from zExceptions import Unauthorized
from zope.component import adapter
from zope.interface import implementer


#: Views that hand out files. Sub-classes: ``display-file``, the files of widgets, logo, icon.
FILE_VIEWS = (Download, ImageScale, ImageScaling, DownloadVersion)
#: Stock Plone hands out the file of any version to whoever sees the present one.
SEE_VERSIONS = "CMFEditions: Access previous versions"


def traversal_begins(site: Any, event: Any) -> None:
    """Subscriber: have the publisher ask once it knows what is wanted, and by whom."""
    # Who goes to the site without a publisher (worker, scripts) hands out nothing.
    with suppress(RuntimeError):
        event.request.post_traverse(guard_files, (event.request,))


def guard_files(request: Any) -> Any | None:
    """What is published instead of a file that this user may not have; None: the file."""
    if not IHcmeduPortalLayer.providedBy(request):
        return None
    published = request.other.get("PUBLISHED")
    parents = request.other.get("PARENTS", ())
    view = file_view(published, parents)
    if view is None:
        return None
    item = requested_item(request)
    if item is None:
        return None
    if isinstance(view, DownloadVersion):
        require(SEE_VERSIONS, item)
    return refusal(item, request)


def file_view(published: Any, parents: Sequence[Any]) -> Any | None:
    """``published`` may be a method of the view, which is the first of its parents then."""
    candidates = (published, getattr(published, "__self__", None), *parents[:1])
    return next((each for each in candidates if hands_out(each)), None)


def hands_out(view: Any) -> bool:
    """Whether it is a view of files, or of the pages and words in one."""
    return isinstance(view, FILE_VIEWS) or IFileReading.providedBy(view)


def refusal(item: Any, request: Any, now: DateTime | None = None) -> Any | None:
    """Raises Unauthorized for what may not be seen: scales are handed out without being asked."""
    require("View", item)
    since = closed_since(item, now)
    if since is None:
        return None
    notice = ClosedFile(item, request).since(since)
    request.other["PUBLISHED"] = notice
    return notice


def require(permission: str, item: Any) -> None:
    if not may(permission, item):
        raise Unauthorized(f"{permission}: {item.absolute_url()}")


@implementer(IFileClosing)
@adapter(IDexterityContent)
class FileClosing:
    """What visitors can't download they don't read in place either."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def is_closed(self) -> bool:
        return closed_since(self.context) is not None
