"""View ``school_home`` of a school root, on the site and on a ``School`` alike."""

from collections.abc import Iterator
from functools import cached_property
from hcmedu.portal.browser import icons
from hcmedu.portal.browser.home.arrangement import arrange
from hcmedu.portal.browser.home.arrangement import stored
from hcmedu.portal.browser.home.media import SchoolPicture
from hcmedu.portal.browser.home.part import Part
from hcmedu.portal.browser.home.parts import PARTS
from hcmedu.portal.browser.home.parts import STANDARD
from hcmedu.portal.browser.profile import SchoolIdentity
from hcmedu.portal.content.moments import now
from hcmedu.portal.listing import queries
from hcmedu.portal.theme.appearance import IAppearance
from hcmedu.portal.theme.pictures import own_pictures
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import BoundPageTemplate
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any


TEMPLATES = {
    name: ViewPageTemplateFile(f"part_{name}.pt")
    for name in sorted({part.template for part in PARTS.values()})
}


class SchoolHome(BrowserView):
    """Parts that have nothing to show are left out; every text but labels comes from the school."""

    def __call__(self) -> str:
        return self.index()

    @cached_property
    def school(self) -> SchoolIdentity:
        return SchoolIdentity(self.context)

    @cached_property
    def sections(self) -> dict[str, Any]:
        return queries.sections_of_school(self.context, self.request)

    @property
    def motto(self) -> str:
        return IAppearance(self.context).motto or ""

    def parts(self) -> Iterator[Part]:
        """The parts that the school shows and that have something to show, in its order."""
        today = now().date()
        for entry in arrange(stored(self.context), STANDARD):
            if entry.shown:
                part = PARTS[entry.name](self.sections, today, entry.number, self.context)
                if part.items:
                    yield part

    def draw(self, part: Part) -> str:
        """HTML of a part."""
        return BoundPageTemplate(TEMPLATES[part.template], self)(part=part)

    def hero(self) -> dict[str, Any] | None:
        """Picture at the head: ``src width height alt srcset sizes``, and whether it is a banner.

        The banner of the school, else a picture of its introduction.
        """
        banner = own_pictures(self.context, "banner")
        if banner:
            sizes = ", ".join(f"{row['src']} {row['width']}w" for row in banner)
            return {**banner[-1], "alt": "", "srcset": sizes, "sizes": "100vw", "banner": True}
        found = SchoolPicture(self.sections, now().date()).items
        if not found:
            return None
        sizes = "(max-width: 767px) 94vw, 32rem"
        return {**found[0]["picture"], "alt": found[0]["title"], "sizes": sizes, "banner": False}

    def hero_class(self, hero: dict[str, Any] | None) -> str:
        if hero is None:
            return "hcmedu-hero"
        return f"hcmedu-hero hcmedu-hero-{'banner' if hero['banner'] else 'pictured'}"

    def story_class(self, large: bool, image: Any) -> str:
        """Of an article in the news: the first is large, beside its picture where it has one."""
        if not large:
            return "hcmedu-story"
        bare = "" if image else " hcmedu-story-bare"
        return f"hcmedu-story hcmedu-story-large{bare}"

    def icon(self, name: str) -> str:
        return icons.icon(name)
