"""Parts of articles: news, notices, news of the authorities, coming events."""

from DateTime import DateTime
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.browser import icons
from hcmedu.portal.browser.home.part import Part
from hcmedu.portal.browser.profile import site_host
from hcmedu.portal.feeds import shown
from hcmedu.portal.feeds.kinds import KINDS
from hcmedu.portal.feeds.kinds import NEWS as NEWS_KIND
from hcmedu.portal.listing import brains
from hcmedu.portal.listing import queries
from typing import Any


NEWS_TYPES = ("News Item", "Event", "Link", "Document")
NOTICE_TYPES = ("News Item", "Document", "File")
#: Tin cấp trên has a part of its own.
FROM_ABOVE = "A05.4"


class News(Part):
    """Tin tức – sự kiện: the newest with its picture large, the others beside it."""

    label = _("News with pictures")
    css = "news"
    template = "news"
    codes = ("A05",)
    limit = 5

    def find(self) -> list[Any]:
        return queries.newest(
            self.sections,
            self.limit,
            portal_type=NEWS_TYPES,
            in_sections={"not": [FROM_ABOVE]},
        )

    @cached_property
    def items(self) -> list[dict[str, Any]]:
        """The newest that has a picture leads, the others follow by date."""
        found = [self.item(brain) for brain in self.find()]
        return sorted(found, key=lambda row: row is not lead(found))

    def item(self, brain: Any) -> dict[str, Any]:
        row = super().item(brain)
        if brain.portal_type == "Event":  # when it is, not when it was announced
            row["date"] = brains.day(brain, "start") or row["date"]
        row.update(
            picture=brains.picture(brain, "preview"),
            large_picture=brains.picture(brain, "large"),
            icon=icons.type_icon(brain.portal_type),
        )
        return row


def lead(rows: list[dict[str, Any]]) -> dict[str, Any] | None:
    return next((row for row in rows if row["large_picture"]), None)


class Notices(Part):
    """Thông báo for parents, a column of the home page: 289/VP-CNTT V."""

    label = _("Notices to parents")
    css = "notices"
    place = "side"
    codes = ("A28.1", "A28")
    all_codes = False

    def find(self) -> list[Any]:
        return queries.newest(self.sections, self.limit, portal_type=NOTICE_TYPES)

    def item(self, brain: Any) -> dict[str, Any]:
        row = super().item(brain)
        row["note"] = row["date"]
        return row


class FromAbove(Part):
    """Tin cấp trên: news of Sở and of the authority above (B07), each with where it comes from.

    What the school wrote or linked itself, and what came in by feeds, the newest first.
    """

    label = _("News of the authorities above")
    css = "above"
    template = "headlines"
    codes = (FROM_ABOVE,)
    limit = 5

    @property
    def title(self) -> str:
        return super().title or self.label

    @property
    def url(self) -> str:
        return super().url or self.more_url

    @property
    def more_url(self) -> str:
        """Where all that came in by feeds stands; empty while nothing did."""
        return f"{self.root.absolute_url()}/{shown.PAGE}" if self.fetched else ""

    @property
    def note(self) -> str:
        """Told when a source has not been heard of lately."""
        old = [entry.as_of for entry in self.fetched if entry.as_of]
        return _("As of ${time}", mapping={"time": old[0]}) if old else ""

    @cached_property
    def fetched(self) -> list[shown.Entry]:
        return shown.entries(self.root, most=self.limit)

    @cached_property
    def items(self) -> list[dict[str, Any]]:
        found = [*(self.item(brain) for brain in self.find()), *map(fetched_row, self.fetched)]
        return sorted(found, key=lambda row: -row["time"])[: self.limit]

    def find(self) -> list[Any]:
        return queries.newest(self.sections, self.limit, portal_type=NEWS_TYPES)

    def item(self, brain: Any) -> dict[str, Any]:
        row = super().item(brain)
        address = brains.value(brain, "getRemoteUrl")
        row.update(
            url=brains.target(brain),
            source=site_host(address) if address else "",
            kind="",
            rel=None,
            time=published_at(brain),
        )
        return row


def published_at(brain: Any) -> float:
    """Seconds since 1970, to be compared with what feeds tell."""
    moment = brains.as_moment(brains.value(brain, "effective"))
    return moment.timestamp() if moment else 0.0


def fetched_row(entry: shown.Entry) -> dict[str, Any]:
    return {
        "title": entry.title,
        "url": entry.url,
        "date": entry.day,
        "source": entry.source,
        "kind": "" if entry.kind == NEWS_KIND else KINDS.get(entry.kind, ""),
        "rel": shown.REL,
        "time": entry.time,
    }


class Events(Part):
    """What comes: events of the whole school, from today on, the next first."""

    label = _("Coming events")
    css = "events"
    template = "events"
    place = "side"
    codes = ("A05", "A28", "A27", "A16")
    limit = 5

    def find(self) -> list[Any]:
        """Running events, too: what counts is when they end."""
        containers = queries.highest(self.sections)
        if not containers:
            return []
        return list(
            queries.search(
                path=queries.below(containers),
                portal_type="Event",
                end={"query": DateTime(self.today.isoformat()), "range": "min"},
                sort_on="start",
                sort_limit=self.limit,
            )
        )

    @property
    def title(self) -> str:
        return _("Coming up")

    @property
    def url(self) -> str:
        return ""

    def item(self, brain: Any) -> dict[str, Any]:
        row = super().item(brain)
        start = brains.as_moment(brains.value(brain, "start"))
        row.update(
            day=f"{start.day:02d}" if start else "",
            month=f"{start.month:02d}" if start else "",
            begins=brains.moment(brain, "start"),
            location=brains.value(brain, "location") or "",
        )
        return row
