"""Parts of the home page: each asks the catalog once and is left out when it has nothing to show.

Sections are found by their code; titles come from the section objects, since a school may rename
them.
"""

from DateTime import DateTime
from datetime import date
from datetime import timedelta
from functools import cached_property
from hcmedu.portal.browser import icons
from hcmedu.portal.listing import brains
from hcmedu.portal.listing import queries
from typing import Any


NEWS_TYPES = ("News Item", "Event", "Link", "Document")
NOTICE_TYPES = ("News Item", "Document", "File")
PICTURE_TYPES = ("Image", "Document", "News Item")


class Part:
    """Some sections and what is newest in them; ``items`` are dicts that the template draws."""

    codes: tuple[str, ...] = ()
    #: With False only the first of the codes that the school has is asked.
    all_codes = True
    limit = 6

    def __init__(self, sections: dict[str, Any], today: date) -> None:
        self.today = today
        found = [sections[code] for code in self.codes if code in sections]
        self.sections = found if self.all_codes else found[:1]

    @property
    def title(self) -> str:
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
        }


class News(Part):
    """Tin tức – sự kiện: the newest with its picture large, the others beside it."""

    codes = ("A05",)
    limit = 5

    def find(self) -> list[Any]:
        return queries.newest(self.sections, self.limit, portal_type=NEWS_TYPES)

    def item(self, brain: Any) -> dict[str, Any]:
        row = super().item(brain)
        row.update(
            picture=brains.picture(brain, "preview"),
            large_picture=brains.picture(brain, "large"),
            icon=icons.type_icon(brain.portal_type),
        )
        return row


class Notices(Part):
    """Thông báo for parents, a column of the home page: 289/VP-CNTT V."""

    codes = ("A28.1", "A28")
    all_codes = False

    def find(self) -> list[Any]:
        return queries.newest(self.sections, self.limit, portal_type=NOTICE_TYPES)


class Documents(Part):
    """Newest documents of the school and of the authorities above."""

    codes = ("A07", "A06")

    def find(self) -> list[Any]:
        return queries.newest(
            self.sections, self.limit, sort_on="issue_date", portal_type="OfficialDocument"
        )

    def item(self, brain: Any) -> dict[str, Any]:
        row = super().item(brain)
        row.update(
            number=brains.value(brain, "document_number") or brain.Title,
            date=brains.day(brain, "issue_date"),
            abstract=brain.Description or brain.Title,
        )
        return row


class Schedules(Part):
    """Schedule and menu that cover today; next week's stand below once they are out."""

    codes = ("A31", "A30")
    limit = 8

    def find(self) -> list[Any]:
        monday = self.today - timedelta(days=self.today.weekday())
        return queries.newest(
            self.sections,
            self.limit,
            sort_on="week_start",
            portal_type="Schedule",
            week_start={"query": (monday, monday + timedelta(days=7)), "range": "min:max"},
        )[::-1]


class Disclosures(Part):
    """What the school made public for the newest school year that it disclosed anything for."""

    codes = ("A13",)

    def find(self) -> list[Any]:
        found = queries.newest(
            self.sections, self.limit, sort_on="school_year", portal_type="Disclosure"
        )
        newest = brains.value(found[0], "school_year") if found else None
        return [brain for brain in found if brains.value(brain, "school_year") == newest]

    def item(self, brain: Any) -> dict[str, Any]:
        row = super().item(brain)
        row["school_year"] = brains.value(brain, "school_year") or ""
        return row


class Consultations(Part):
    """Topics on which people are asked and may still answer."""

    codes = ("A11",)
    limit = 3

    def find(self) -> list[Any]:
        now = DateTime()
        found = queries.newest(
            self.sections,
            self.limit,
            sort_on="closes",
            portal_type="ConsultationTopic",
            closes={"query": now, "range": "min"},
            opens={"query": now, "range": "max"},
        )
        return found[::-1]

    def item(self, brain: Any) -> dict[str, Any]:
        row = super().item(brain)
        row["closes"] = brains.moment(brain, "closes")
        return row


class Album(Part):
    """The newest pictures of the albums."""

    codes = ("A25",)

    def find(self) -> list[Any]:
        found = queries.newest(
            self.sections, self.limit, sort_on="created", with_used=True, portal_type="Image"
        )
        return [brain for brain in found if brains.picture(brain)]

    def item(self, brain: Any) -> dict[str, Any]:
        row = super().item(brain)
        row["picture"] = brains.picture(brain, "preview")
        return row


class SchoolPicture(Part):
    """A picture of the school from its introduction: 289/VP-CNTT I.1 wants at least one."""

    codes = ("A01",)
    limit = 3

    def find(self) -> list[Any]:
        return self.pictures() or self.pictures(with_used=True)

    def pictures(self, with_used: bool = False) -> list[Any]:
        """The newest picture; ``with_used``: one that stands in a text will do."""
        found = queries.newest(
            self.sections, self.limit, with_used=with_used, portal_type=PICTURE_TYPES
        )
        return [brain for brain in found if brains.picture(brain, "large")][:1]

    def item(self, brain: Any) -> dict[str, Any]:
        return {"title": brain.Title, "picture": brains.picture(brain, "large")}
