"""Read catalog brains: columns, dates, pictures, addresses. Nothing here wakes an object."""

from collections.abc import Sequence
from DateTime import DateTime
from datetime import date
from datetime import datetime
from hcmedu.portal.content.moments import format_moment
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.listing import youtube
from hcmedu.portal.vietnamese import format_date
from Missing import MV
from typing import Any


#: Fields that may hold the picture of an item, the best first.
PICTURE_FIELDS = ("image", "preview_image", "photo", "poster")
#: Before that year no content was published: Plone's 'no date' is 1969.
FIRST_YEAR = 1970
LISTED_BY_VIEW = ("File", "Image")
#: Addresses that mean the same on every page.
LEADING_OUT = ("http://", "https://", "mailto:", "tel:")
#: Pictures of fewer pixels in width are for lists of Plone, not for ours.
SMALLEST = 150
#: What a column holds that has nothing to tell.
EMPTY = (MV, "", (), [])


def value(brain: Any, name: str) -> Any:
    """A column of the brain; None when it is missing or empty."""
    found = getattr(brain, name, None)
    return None if found in EMPTY else found


def as_date(stored: Any) -> date | None:
    """The calendar day of what a column holds, in the portal's time zone; None for 'no date'."""
    moment_of = as_moment(stored)
    found = moment_of.date() if moment_of else stored
    return found if isinstance(found, date) and found.year >= FIRST_YEAR else None


def day(brain: Any, name: str) -> str:
    """A date column as dd/mm/yyyy; empty when it holds none."""
    found = as_date(value(brain, name))
    return format_date(found) if found else ""


def moment(brain: Any, name: str) -> str:
    """A date and time column in the portal's time zone: ``17:00, 30/11/2026``."""
    return format_moment(as_moment(value(brain, name)))


def as_moment(stored: Any) -> datetime | None:
    """What a column holds as a date and time of the portal's time zone; None for anything else."""
    if isinstance(stored, DateTime):
        stored = stored.asdatetime()
    return in_zone(stored) if isinstance(stored, datetime) else None


def published(brain: Any) -> str:
    """The day an item was published, else created."""
    return day(brain, "effective") or day(brain, "created")


def url(brain: Any) -> str:
    """Where a listing links to: Plone's own rule, a file shows its page and not its download."""
    suffix = "/view" if brain.portal_type in LISTED_BY_VIEW else ""
    return f"{brain.getURL()}{suffix}"


def target(brain: Any) -> str:
    """Where a link leads: the foreign address of a Link, else the item.

    A film of YouTube has a page of the school's, which asks nothing of that site by itself.
    """
    address = value(brain, "getRemoteUrl")
    return url(brain) if not address or youtube.video_id(address) else address


def picture(brain: Any, scale: str = "preview") -> dict[str, Any] | None:
    """``src``, ``width``, ``height`` of the item's picture in a scale, or the picture itself.

    ``srcset``: the same in every width up to that, of which a browser takes what fits its screen.
    """
    found = _stored(brain)
    if found is None:
        return None
    data = found["scales"].get(scale) or found
    return {
        "src": f"{brain.getURL()}/{data['download']}",
        "width": data["width"],
        "height": data["height"],
        "srcset": srcset(brain.getURL(), found["scales"], data),
    }


def srcset(address: str, scales: dict[str, Any], largest: dict[str, Any]) -> str | None:
    """Value of ``srcset`` for pictures of the same shape; None where there is nothing to choose."""
    shape = largest["width"] / max(largest["height"], 1)
    by_width = {largest["width"]: largest["download"]}
    for data in scales.values():
        alike = abs(data["width"] / max(data["height"], 1) - shape) < 0.05 * shape
        if alike and SMALLEST <= data["width"] < largest["width"]:
            by_width[data["width"]] = data["download"]
    listed = [f"{address}/{by_width[width]} {width}w" for width in sorted(by_width)]
    return ", ".join(listed) if len(listed) > 1 else None


def sources(brain: Any, main: str, names: Sequence[str]) -> dict[str, Any] | None:
    """The picture in the scale ``main``, and all ``names`` that it is large enough for: srcset."""
    row, found = picture(brain, main), _stored(brain)
    if row is None or found is None:
        return None
    scales = [found["scales"][name] for name in names if name in found["scales"]]
    widths = {data["width"]: data["download"] for data in scales or [found]}
    widths.setdefault(row["width"], row["src"].removeprefix(f"{brain.getURL()}/"))
    row["srcset"] = ", ".join(
        f"{brain.getURL()}/{name} {width}w" for width, name in sorted(widths.items())
    )
    return row


def _stored(brain: Any) -> dict[str, Any] | None:
    """What the catalog keeps of the first picture of the item."""
    fields = value(brain, "image_scales") or {}
    return next((fields[name][0] for name in PICTURE_FIELDS if fields.get(name)), None)
