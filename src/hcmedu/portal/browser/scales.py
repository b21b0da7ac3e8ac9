"""Pictures of an item at hand in fitting sizes; rows of lists have ``listing.brains``."""

from collections.abc import Sequence
from typing import Any
from zope.component import getMultiAdapter


def scales(
    item: Any, request: Any, field: str, main: str, names: Sequence[str] = ()
) -> dict[str, Any] | None:
    """``src``, ``width``, ``height`` of the scale ``main``, all ``names`` as ``srcset``.

    None where the field is empty or holds no picture.
    """
    if not getattr(item, field, None):
        return None
    images = getMultiAdapter((item, request), name="images")
    found = [images.scale(field, scale=name) for name in dict.fromkeys((main, *names))]
    if not found[0]:
        return None
    widths = {scale.width: scale.url for scale in found if scale}
    return {
        "src": found[0].url,
        "width": found[0].width,
        "height": found[0].height,
        "srcset": ", ".join(f"{url} {width}w" for width, url in sorted(widths.items())),
    }
