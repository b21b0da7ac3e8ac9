"""Display ``article``: a section that is one page, shown at once (A01, A02, A03)."""

from functools import cached_property
from hcmedu.portal.browser.sections.base import Display
from hcmedu.portal.listing import brains
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
    image_beside: Any | None = None
    article_template = ViewPageTemplateFile("article.pt")

    def main(self) -> str:
        if self.page > 1 or not self.batch:
            return super().main()
        rest = [self.card(brain) for brain in list(self.batch)[1:]]
        return self.article_template() + (self.cards_template(cards=rest) if rest else "")

    @cached_property
    def article(self) -> dict[str, Any]:
        brain = self.batch[0]
        self.others  # noqa: B018 - tells which image illustrates the page
        text = getattr(brain.getObject(), "text", None)
        return {
            "title": brain.Title,
            "url": brain.getURL(),
            "description": brain.Description,
            "picture": brains.picture(brain, "large") or self.picture_beside(),
            "text": text.output_relative_to(self.context)
            if IRichTextValue.providedBy(text)
            else "",
            "date": brains.published(brain),
        }

    def find_others(self) -> list[Any]:
        """What lies beside the page, without the image that illustrates it."""
        found = super().find_others()
        if not self.batch or brains.picture(self.batch[0]):
            return found
        self.image_beside = next((each for each in found if each.portal_type == "Image"), None)
        return [each for each in found if each is not self.image_beside]

    def picture_beside(self) -> dict[str, Any] | None:
        """The first image beside a page that has none of its own."""
        return brains.picture(self.image_beside, "large") if self.image_beside else None
