"""``@@images``: pictures that caches have to ask for again each time.

A scale has an address of its own, so that Plone's caching lets browsers and proxies keep it for a
year; a picture that was taken down would stay with them. It is treated as the picture itself is:
asked for again, and 'not modified' as long as it is public.
"""

from plone.namedfile.interfaces import IStableImageScale
from plone.namedfile.scaling import ImageScaling
from typing import Any
from zope.interface import noLongerProvides


class Pictures(ImageScaling):
    """The stock view, its scales no longer marked as what never changes."""

    def publishTraverse(self, request: Any, name: str) -> Any:
        scale = super().publishTraverse(request, name)
        if IStableImageScale.providedBy(scale):
            noLongerProvides(scale, IStableImageScale)
        return scale
