"""The image of one page: ``…/@@hcmedu-page/3.jpg``, for whoever may view the item."""

from AccessControl.PermissionRole import rolesForPermissionOn
from Acquisition import aq_chain
from Acquisition import aq_inner
from DateTime import DateTime
from hcmedu.portal.content.filetext import IFileReading
from hcmedu.portal.viewer.reading import reading
from plone.dexterity.interfaces import IDexterityContent
from Products.Five.browser import BrowserView
from typing import Any
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from ZPublisher.Iterators import filestream_iterator

import os
import re


_NAME = re.compile(r"([1-9]\d{0,4})\.jpg")
#: Nobody may keep what not everybody may see, and each time it is asked whether it is so still.
PRIVATE = "private, max-age=0, must-revalidate"
#: Everybody may see it: proxies keep it an hour, so that what is withdrawn is soon gone.
PUBLIC = "public, max-age=3600"


@implementer(IFileReading, IPublishTraverse)
class PageImage(BrowserView):
    """Answers 200, 304 when the browser has it already, 404; the item's View permission is asked
    before, by the permission of the view."""

    page: int | None = None

    def publishTraverse(self, request: Any, name: str) -> "PageImage":
        match = _NAME.fullmatch(name)
        if match is None or self.page is not None:
            raise NotFound(name)
        self.page = int(match[1])
        return self

    def __call__(self) -> Any:
        found = reading(self.context)
        blob = found.pages.blob(self.page) if found.pages and self.page else None
        if blob is None:
            raise NotFound(f"{self.page}.jpg")
        response = self.request.response
        tag = f'"{found.digest[:32]}-{self.page}"'
        response.setHeader("ETag", tag)
        response.setHeader("Cache-Control", PUBLIC if is_public(self.context) else PRIVATE)
        response.setHeader("X-Content-Type-Options", "nosniff")
        if tag in (self.request.getHeader("If-None-Match") or ""):
            response.setStatus(304)
            return ""
        path = blob.committed()
        response.setHeader("Content-Type", "image/jpeg")
        response.setHeader("Content-Length", str(os.path.getsize(path)))
        return filestream_iterator(path, "rb")


def is_public(obj: Any) -> bool:
    """Whether a visitor without an account may view it, and it is shown now: neither it nor what it
    stands in has expired, or is to appear later."""
    if "Anonymous" not in rolesForPermissionOn("View", obj):
        return False
    now = DateTime()
    around = filter(IDexterityContent.providedBy, aq_chain(aq_inner(obj)))
    return all(each.effective() <= now < each.expires() for each in around)
