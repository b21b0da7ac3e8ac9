"""Open Graph and the card of X: what people see of a page that is sent to them."""

from functools import cached_property
from hcmedu.portal.browser.head.about import About
from hcmedu.portal.browser.published import ARTICLE_TYPES
from hcmedu.portal.browser.published import portal_type
from plone.app.layout.viewlets import ViewletBase
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class OpenGraph(ViewletBase):
    """In place of Plone's tags. Of a draft, and of what is no page of an item, nothing is told."""

    template = ViewPageTemplateFile("opengraph.pt")

    def render(self) -> str:
        return self.template() if self.about.is_public else ""

    @cached_property
    def about(self) -> About:
        return About(self.context, self.request)

    def tags(self) -> list[dict[str, str]]:
        """Attributes of each ``meta``; the template escapes them."""
        about = self.about
        is_article = portal_type(self.context) in ARTICLE_TYPES
        picture = about.picture
        named = {"twitter:card": "summary_large_image" if picture else "summary"}
        told = {
            "og:site_name": about.school.name,
            "og:locale": "vi_VN",
            "og:type": "article" if is_article else "website",
            "og:title": about.title,
            "og:description": about.description,
            "og:url": about.url,
            **self.pictured(),
        }
        if is_article and about.published:
            told["article:published_time"] = about.published.isoformat()
        if is_article and about.changed:
            told["article:modified_time"] = about.changed.isoformat()
        tags = [{"property": name, "content": text} for name, text in told.items() if text]
        return tags + [{"name": name, "content": text} for name, text in named.items()]

    def pictured(self) -> dict[str, str]:
        found = self.about.picture
        if found is None:
            return {"og:image": "" if self.about.logo.endswith(".svg") else self.about.logo}
        return {
            "og:image": found["src"],
            "og:image:width": str(found["width"]),
            "og:image:height": str(found["height"]),
        }


class NoTags(ViewletBase):
    """In place of Plone's tags in the body, which say the same once more."""

    def render(self) -> str:
        return ""
