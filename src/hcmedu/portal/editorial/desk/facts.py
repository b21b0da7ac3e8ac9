"""What the page of a decision tells about an item besides its content."""

from dataclasses import dataclass
from functools import cached_property
from hcmedu.portal.content.views import file_link
from hcmedu.portal.editorial.desk.rows import Row
from hcmedu.portal.editorial.desk.rows import Rows
from hcmedu.portal.editorial.resources import used_by_item
from hcmedu.portal.editorial.trace import entries
from hcmedu.portal.editorial.trace.listing import Listing
from itertools import islice
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any


#: Entries of the log that the page shows.
HISTORY_ROWS = 30


@dataclass(frozen=True)
class UsedFile:
    """A file or image of the item: title, address, what it is, address of a small picture."""

    title: str
    url: str
    note: str
    thumbnail: str


class Facts:
    """Facts of one item, for one request."""

    def __init__(self, item: Any, root: Any, request: Any) -> None:
        self.item, self.root, self.request = item, root, request

    @cached_property
    def row(self) -> Row | None:
        """The item as the desk lists it."""
        brains = api.portal.get_tool("portal_catalog")(
            UID=IUUID(self.item), show_inactive=True, sort_limit=1
        )
        return Rows(self.root, self.request).make(brains[0]) if brains else None

    def files(self) -> list[UsedFile]:
        """Files and images that the item uses: inside of it, in its texts, by relation."""
        found = map(used_file, used_by_item(self.item))
        return [each for each in found if each is not None]

    def history(self) -> list[dict[str, Any]]:
        """What happened to the item, newest first, as the log tells it."""
        found = islice(entries(self.root, uid=IUUID(self.item)), HISTORY_ROWS)
        return Listing(self.root, self.request).rows(found)


def used_file(resource: Any) -> UsedFile | None:
    """A file or image as the page lists it; None for one without a file, or out of sight."""
    field = "image" if resource.portal_type == "Image" else "file"
    link = file_link(resource, field, resource.Title())
    if link is None or not api.user.has_permission("View", obj=resource):
        return None
    thumbnail = f"{resource.absolute_url()}/@@images/image/tile" if field == "image" else ""
    return UsedFile(link.title, link.url, link.note, thumbnail)
