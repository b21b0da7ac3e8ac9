"""Emblem and banner: made small enough when they are stored, and handed out to everyone.

``<school root>/@@school-picture/banner-800?v=…``: ``v`` changes with the picture, so that browsers
may keep what they have.
"""

from hashlib import sha1
from hcmedu.portal.theme.appearance import IAppearance
from plone.namedfile.file import NamedBlobImage
from plone.namedfile.utils import set_headers
from plone.namedfile.utils import stream_data
from plone.scale.scale import scaleImage
from Products.Five.browser import BrowserView
from typing import Any
from zExceptions import NotFound
from zope.annotation.interfaces import IAnnotations
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


#: Widths in pixels that are kept of each picture, the largest first.
WIDTHS = {"emblem": (192,), "banner": (1600, 800)}
KEY = "hcmedu.portal.theme.{name}.{width}"
VIEW = "@@school-picture"
A_YEAR = 365 * 24 * 3600


def store_scales(root: Any, name: str, image: Any) -> None:
    """Keep the picture in the widths of its place; None takes them away."""
    annotations = IAnnotations(root)
    for width in WIDTHS[name]:
        annotations.pop(KEY.format(name=name, width=width), None)
        if image is not None:
            annotations[KEY.format(name=name, width=width)] = scaled(image, width)


def scaled(image: Any, width: int) -> NamedBlobImage:
    """A picture at most that wide, never made larger, named by what it holds."""
    wide, high = image.getImageSize()
    width = min(width, wide)
    data, kind, _size = scaleImage(image.data, width=width, height=max(1, high * width // wide))
    kind, version = kind.lower(), sha1(data).hexdigest()[:10]
    return NamedBlobImage(data, contentType=f"image/{kind}", filename=f"{version}.{kind}")


def pictures(root: Any, name: str) -> list[dict[str, Any]]:
    """``src``, ``width``, ``height`` of each stored width, the largest first; may be empty."""
    annotations = IAnnotations(root)
    found = (annotations.get(KEY.format(name=name, width=width)) for width in WIDTHS[name])
    kept = zip(WIDTHS[name], found, strict=True)
    return [row(root, name, width, image) for width, image in kept if image is not None]


def row(root: Any, name: str, width: int, image: NamedBlobImage) -> dict[str, Any]:
    wide, high = image.getImageSize()
    source = f"{root.absolute_url()}/{VIEW}/{name}-{width}?v={image.filename}"
    return {"src": source, "width": wide, "height": high}


@implementer(IPublishTraverse)
class SchoolPicture(BrowserView):
    """Hands out what ``store_scales`` kept; who may see the school root may see it."""

    name = ""

    def publishTraverse(self, request: Any, name: str) -> "SchoolPicture":
        if self.name:
            raise NotFound(name)
        self.name = name
        return self

    def __call__(self) -> Any:
        place, _dash, width = self.name.partition("-")
        image = None
        if width.isdecimal() and int(width) in WIDTHS.get(place, ()):
            image = IAnnotations(self.context).get(KEY.format(name=place, width=int(width)))
        if image is None:
            raise NotFound(self.name)
        set_headers(image, self.request.response)
        self.request.response.setHeader("Cache-Control", f"public, max-age={A_YEAR}, immutable")
        self.request.response.setHeader("X-Content-Type-Options", "nosniff")
        return stream_data(image)


def own_pictures(root: Any, name: str) -> list[dict[str, Any]]:
    """As ``pictures``, and none where there is no school root."""
    return pictures(root, name) if root is not None and IAppearance(root, None) else []
