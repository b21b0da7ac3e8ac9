"""Displays of articles and links: cards with a picture or an icon."""

from functools import cached_property
from hcmedu.portal.browser import icons
from hcmedu.portal.browser.articles.when import event_time
from hcmedu.portal.browser.sections.base import Display
from hcmedu.portal.listing import brains
from hcmedu.portal.listing import queries
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from urllib.parse import urlsplit


class Articles(Display):
    """News, pages, events and whatever else was put there, newest first.

    The newest with a picture stands large before all others.
    """

    def main(self) -> str:
        cards = [self.card(brain) for brain in self.batch]
        lead = next((at for at, brain in enumerate(self.batch) if brains.picture(brain)), None)
        if self.page == 1 and lead is not None and len(cards) > 1:
            cards.insert(0, {**cards.pop(lead), "is_lead": True})
            cards[0]["picture"] = brains.picture(self.batch[lead], "large")
        return self.cards_template(cards=cards)

    def card(self, brain: Any) -> dict[str, Any]:
        row = super().card(brain)
        if brain.portal_type == "Event":
            # what counts is the day on which it takes place, not that of publication
            row["date"] = event_time(brain)
        row["place"] = self.place(brain)
        return row

    def place(self, brain: Any) -> str:
        """Title of the sub-section that it stands in; the way there is at the head of the page."""
        return self.places.get(brain.getPath().rpartition("/")[0], "")

    @cached_property
    def places(self) -> dict[str, str]:
        found = queries.folders_in(self.path, self.request)
        return {each.getPath(): each.Title for each in found}


class Ordered(Display):
    """Items in the order that the school gave them: forms, look-ups."""

    sort_on = "getObjPositionInParent"
    descending = False


class Links(Ordered):
    """Links to other sites, one line each, with the host that it leads to."""

    links_template = ViewPageTemplateFile("links.pt")

    def main(self) -> str:
        return self.links_template(links=[self.card(brain) for brain in self.batch])

    def card(self, brain: Any) -> dict[str, Any]:
        row = super().card(brain)
        address = brains.value(brain, "getRemoteUrl")
        if address:
            row.update(icon=icons.icon("box-arrow-up-right"), date="", note=host(address))
        return row


def host(address: str) -> str:
    """``vanban.moet.gov.vn``: so that people know where they are led; empty within the site."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


class Group(Display):
    """A first-level entry holds nothing but its sections, which every section page shows."""

    with_others = False

    def update(self) -> None:
        self.results = []
        self.batch = None
