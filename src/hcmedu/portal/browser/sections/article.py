"""Display ``article``: a section that is one page, shown at once (A01, A02, A03)."""

from functools import cached_property
from hcmedu.portal.browser import brains
from hcmedu.portal.browser.sections.base import Display
from plone.app.textfield.interfaces import IRichTextValue
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any


class Article(Display):
    """The first page in full, its picture before it; all others as cards.

    This is the one display that wakes an object: the page whose text it shows.
    """

    types = ("Document", "News Item")
    sort_on = "getObjPositionInParent"
    descending = False
    article_template = ViewPageTemplateFile("article.pt")

    def main(self) -> str:
        rest = list(self.batch)[1:] if self.page == 1 else list(self.batch)
        first = self.article_template() if self.page == 1 else ""
        cards = [self.card(brain) for brain in rest]
        return first + (self.cards_template(cards=cards) if cards else "")

    @cached_property
    def article(self) -> dict[str, Any]:
        brain = self.batch[0]
        text = getattr(brain.getObject(), "text", None)
        return {
            "title": brain.Title,
            "url": brain.getURL(),
            "description": brain.Description,
            "picture": brains.picture(brain, "large") or self.first_picture(),
            "text": text.output_relative_to(self.context)
            if IRichTextValue.providedBy(text)
            else "",
            "date": brains.published(brain),
        }

    def first_picture(self) -> dict[str, Any] | None:
        """A picture that lies beside a page that has none of its own."""
        images = (brain for brain in self.others if brain.portal_type == "Image")
        return next((brains.picture(brain, "large") for brain in images), None)
