"""From the HTML of a rich text to the files and images of this portal that it points to."""

from Acquisition import aq_base
from Acquisition import aq_inner
from Acquisition import aq_parent
from collections.abc import Iterator
from collections.abc import Sequence
from hcmedu.portal.school.root import school_root
from lxml import etree
from plone import api
from plone.app.contenttypes.interfaces import IFile
from plone.app.contenttypes.interfaces import IImage
from plone.app.uuid.utils import uuidToObject
from plone.dexterity.interfaces import IDexterityContent
from typing import Any
from urllib.parse import SplitResult
from urllib.parse import unquote
from urllib.parse import urlsplit
from zope.globalrequest import getRequest

import lxml.html
import re


#: Most texts point to nothing: they are not parsed.
_MAY_LINK = re.compile(r"(?:href|src|srcset|poster|data)\s*=|url\s*\(", re.IGNORECASE)
_SCHEMES = frozenset({"", "http", "https"})
_RESOLVERS = ("resolveuid", "resolveUid")


def is_resource(content: Any) -> bool:
    return IFile.providedBy(content) or IImage.providedBy(content)


def links_in(html: str) -> Iterator[str]:
    """Every address that an HTML text points to, in links, pictures, media and styles."""
    if not _MAY_LINK.search(html):
        return
    try:
        tree = lxml.html.fragment_fromstring(html, create_parent="div")
    except (etree.ParserError, ValueError):
        # Nothing in it but comments, or signs that no HTML may hold: nothing is shown of it.
        return
    for _element, _attribute, link, _position in tree.iterlinks():
        yield link
    yield from tree.xpath("//@poster")
    for value in tree.xpath("//@srcset"):
        yield from _in_srcset(value)


def _in_srcset(value: str) -> Iterator[str]:
    """``a.jpg 400w, b.jpg 800w`` → both addresses."""
    yield from (part.split()[0] for part in value.split(",") if part.strip())


def resource_at(item: Any, link: str) -> Any | None:
    """The File or Image of this site at an address in a text of the item; else None.

    What follows it in the address (``@@images/image/large``, ``view``) does not matter. No view is
    traversed: an address of another's choice would run it.
    """
    try:
        parts = urlsplit(link.strip())
        if parts.scheme not in _SCHEMES or not _is_own(item, parts):
            return None
    except ValueError:
        # No address at all, such as http://[
        return None
    names = [unquote(name) for name in parts.path.split("/") if name not in ("", ".")]
    uid = _uid_in(names)
    if uid is not None:
        return by_uid(uid)
    if parts.netloc or parts.path.startswith("/"):
        return descend(api.portal.get(), _below_portal(parts.path, names))
    return descend(item, names) or descend(aq_parent(aq_inner(item)), names)


def _is_own(item: Any, parts: SplitResult) -> bool:
    """Whether an address with a host is one of this portal's: as asked for, or as published."""
    if not parts.netloc:
        return True
    domain = getattr(aq_base(school_root(item)), "domain", None) or ""
    request = getRequest()
    addresses = (
        api.portal.get().absolute_url(),
        request.get("SERVER_URL", "") if request is not None else "",
        f"//{domain}",
        f"//www.{domain}" if domain else "",
    )
    return parts.hostname in {urlsplit(address).hostname for address in addresses} - {None}


def _uid_in(names: Sequence[str]) -> str | None:
    for resolver in _RESOLVERS:
        if resolver in names[:-1]:
            return names[names.index(resolver) + 1]
    return None


def by_uid(uid: str) -> Any | None:
    """The File or Image with this UID, whoever may see it."""
    try:
        found = uuidToObject(uid, unrestricted=True)
    except (AttributeError, KeyError):
        # The catalog knows an object that is gone.
        return None
    return found if is_resource(found) else None


def _below_portal(path: str, names: list[str]) -> list[str]:
    """The names below the portal of an absolute path, with or without virtual hosting."""
    prefix = list(api.portal.get().getPhysicalPath())
    request = getRequest()
    try:
        physical = request.physicalPathFromURL(path)
    except (AttributeError, ValueError):
        # No request of a browser, or an address outside of the virtual host.
        return names
    physical = ["", *(name for name in physical if name)]
    return physical[len(prefix) :] if physical[: len(prefix)] == prefix else names


def descend(start: Any, names: Sequence[str]) -> Any | None:
    """Follow ids of content, acquired ones too, as the publisher does, to a File or Image."""
    here = start
    for name in names:
        if is_resource(here):
            break
        if name == "..":
            here = aq_parent(aq_inner(here))
        elif not name.startswith("++"):
            here = _child(here, name)
        if here is None:
            return None
    return here if is_resource(here) else None


def _child(container: Any, name: str) -> Any | None:
    if name.startswith("_"):
        return None
    child = container._getOb(name, None) if hasattr(aq_base(container), "_getOb") else None
    if child is None:
        child = getattr(container, name, None)
    return child if IDexterityContent.providedBy(child) else None
