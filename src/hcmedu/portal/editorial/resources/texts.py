"""A text shows nobody what he may not view: no broken picture, no title, no dead link.

Plone resolves the links of a text without asking: the page of a published item would tell the title
and the caption of a picture that was taken down.
"""

from AccessControl import getSecurityManager
from bs4 import BeautifulSoup
from bs4 import Tag
from hcmedu.portal.editorial.resources.links import by_uid
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from plone.app.textfield.interfaces import ITransformer
from plone.app.textfield.transform import PortalTransformsTransformer
from plone.app.textfield.value import RichTextValue
from plone.dexterity.interfaces import IDexterityContent
from typing import Any
from zope.component import adapter
from zope.globalrequest import getRequest
from zope.interface import implementer

import re


_UID = re.compile(r"resolve[uU]id/([^/\"'?#\s,]+)")
_ADDRESSES = ("href", "src", "srcset", "poster", "data")


@implementer(ITransformer)
@adapter(IDexterityContent)
class VisibleOnly(PortalTransformsTransformer):
    """The stock transformer, which keeps its result for everybody and for an hour.

    So what this user may not view is taken out before, and such a result is not kept.
    """

    def __call__(self, value: Any, mimeType: str) -> str:
        hidden = hidden_in(value.raw) if IHcmeduPortalLayer.providedBy(getRequest()) else set()
        if hidden:
            seen = without(value.raw, hidden)
            value = RichTextValue(seen, value.mimeType, mimeType, value.encoding)
        return super().__call__(value, mimeType)


def hidden_in(raw: str | None) -> set[str]:
    """UIDs of the files and pictures in a text that the user may not view."""
    return {uid for uid in set(_UID.findall(raw or "")) if is_hidden(uid)}


def is_hidden(uid: str) -> bool:
    resource = by_uid(uid)
    return resource is not None and not getSecurityManager().checkPermission("View", resource)


def without(html: str, hidden: set[str]) -> str:
    """The text without these pictures and media; of a link its words are left."""
    soup = BeautifulSoup(html, "html.parser")
    for element in soup.find_all(True):
        if not element.decomposed and hidden & _uids_of(element):
            _take_out(element)
    return str(soup)


def _uids_of(element: Tag) -> set[str]:
    values = (element.get(name) or "" for name in _ADDRESSES)
    return {uid for value in values for uid in _UID.findall(str(value))}


def _take_out(element: Tag) -> None:
    if element.name in ("a", "area"):
        element.unwrap()
        return
    picture = element.find_parent("picture")
    (picture or element).decompose()
