"""The picture of an article with its caption, between the summary and the text."""

from functools import cached_property
from hcmedu.portal.browser.scales import scales
from plone.app.layout.viewlets import ViewletBase
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any


class NoPicture(ViewletBase):
    """In place of the stock picture, which stands above the title."""

    def render(self) -> str:
        return ""


class LeadPicture(ViewletBase):
    """Drawn as large as the screen needs; nothing where there is none."""

    index = ViewPageTemplateFile("leadimage.pt")

    def render(self) -> str:
        return self.index() if self.picture else ""

    @property
    def caption(self) -> str:
        return getattr(self.context, "image_caption", None) or ""

    @cached_property
    def picture(self) -> dict[str, Any] | None:
        return scales(self.context, self.request, "image", "large", ("preview", "large", "great"))
