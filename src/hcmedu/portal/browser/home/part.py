"""What all parts of the home page share: each asks the catalog once."""

from datetime import date
from functools import cached_property
from hcmedu.portal.listing import brains
from typing import Any


class Part:
    """Some sections and what is newest in them; ``items`` are dicts that the template draws."""

    #: What the administrator reads where the home page is arranged.
    label: str
    #: Class of the part and id of its heading in the page, behind ``hcmedu-``.
    css: str
    #: ``main`` (two thirds), ``side`` (one third) or ``wide`` (a row of its own).
    place = "main"
    #: Its template: ``part_<name>.pt``.
    template = "list"
    #: A line below the title.
    note = ""
    shown = True
    codes: tuple[str, ...] = ()
    #: With False only the first of the codes that the school has is asked.
    all_codes = True
    #: How many items at most by standard; 0: the part has no number.
    limit = 6

    def __init__(
        self, sections: dict[str, Any], today: date, limit: int = 0, root: Any = None
    ) -> None:
        """``root``: the school root, for parts that show more than sections hold."""
        self.today = today
        self.root = root
        self.limit = limit or self.limit
        found = [sections[code] for code in self.codes if code in sections]
        self.sections = found if self.all_codes else found[:1]

    @property
    def title(self) -> str:
        """Of the section, which a school may rename."""
        return self.sections[0].Title if self.sections else ""

    @property
    def url(self) -> str:
        return self.sections[0].getURL() if self.sections else ""

    @cached_property
    def items(self) -> list[dict[str, Any]]:
        return [self.item(brain) for brain in self.find()]

    def find(self) -> list[Any]:
        """Brains of the part. Abstract: each part says itself what it shows."""
        raise NotImplementedError

    def item(self, brain: Any) -> dict[str, Any]:
        return {
            "title": brain.Title,
            "url": brains.url(brain),
            "description": brain.Description,
            "date": brains.published(brain),
            "note": "",
        }
