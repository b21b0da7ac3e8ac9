"""Display ``pictures``: an album as a grid, and each picture large at an address of its own.

``?anh=7`` is the seventh picture; 289/VP-CNTT III.3 (A25) wants albums and a slide show.
"""

from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.browser.published import is_album
from hcmedu.portal.browser.sections.base import Display
from hcmedu.portal.browser.statics import script_url
from hcmedu.portal.content.picturetitles import caption
from hcmedu.portal.listing import brains
from hcmedu.portal.vietnamese import format_date
from plone import api
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zExceptions import NotFound
from zope.i18n import translate


PARAMETER = "anh"
#: Pictures of a page of the grid: a phone loads those that are looked at.
PAGE = 48
WORDS = {
    "data-close": _("Close"),
    "data-full": _("Full screen"),
    "data-label": _("Slide show"),
    "data-pause": _("Pause"),
    "data-play": _("Play"),
}
LARGE = ("preview", "large", "great", "huge")


class Pictures(Display):
    """Pictures in the order of the album, those that a text uses among them."""

    types = ("Image",)
    sort_on = "getObjPositionInParent"
    descending = False
    with_used = True
    batch_size = PAGE
    grid_template = ViewPageTemplateFile("grid.pt")
    slide_template = ViewPageTemplateFile("slide.pt")

    def update(self) -> None:
        super().update()
        if self.number is not None:
            # one picture needs no page numbers, and nothing that lies beside it
            self.batch = None

    def render(self) -> str:
        if self.number is not None:
            return self.slide()
        return super().render() if self.batch or self.others else ""

    def main(self) -> str:
        return self.grid_template()

    @property
    def empty(self) -> bool:
        return not self.results and not self.others

    @property
    def url(self) -> str:
        return self.context.absolute_url()

    @property
    def script(self) -> str:
        return script_url(api.portal.get().absolute_url())

    @property
    def words(self) -> dict[str, str]:
        """What the script says, as attributes."""
        return {name: translate(text, context=self.request) for name, text in WORDS.items()}

    # The grid

    @property
    def total(self) -> int:
        return len(self.results)

    @property
    def date(self) -> str:
        day = brains.as_date(self.context.effective_date)
        return format_date(day) if day else ""

    def tiles(self) -> list[dict[str, Any]]:
        first = (self.page_shown - 1) * self.batch_size + 1
        return [self.tile(number, brain) for number, brain in enumerate(self.batch, first)]

    @property
    def page_shown(self) -> int:
        last = max(1, -(-self.total // self.batch_size))
        return min(self.page, last)

    def tile(self, number: int, brain: Any) -> dict[str, Any]:
        return {
            "number": number,
            "url": self.address(number),
            "caption": caption(brain.Title),
            "picture": brains.picture(brain),
        }

    def address(self, number: int) -> str:
        return f"{self.url}?{PARAMETER}={number}"

    # One picture

    @cached_property
    def number(self) -> int | None:
        """The picture asked for, from 1; None: the grid. Raises NotFound for what is none."""
        asked = self.request.form.get(PARAMETER)
        if asked is None:
            return None
        asked = str(asked)
        number = int(asked) if asked.isdecimal() and len(asked) < 6 else 0
        if not 1 <= number <= self.total:
            raise NotFound(f"{PARAMETER}={asked[:20]}")
        return number

    def slide(self) -> str:
        return self.slide_template()

    @property
    def shown(self) -> dict[str, Any]:
        brain = self.results[self.number - 1]
        return {
            "picture": brains.sources(brain, "great", LARGE),
            "caption": caption(brain.Title),
            "description": brain.Description,
        }

    def neighbour(self, step: int) -> dict[str, str] | None:
        """Address of the picture before or after, and of its file; None at either end."""
        number = self.number + step
        if not 1 <= number <= self.total:
            return None
        found = brains.picture(self.results[number - 1], "great")
        return {"url": self.address(number), "picture": found["src"] if found else ""}

    @property
    def back(self) -> str:
        """The page of the grid on which the picture stands."""
        start = (self.number - 1) // self.batch_size * self.batch_size
        return f"{self.url}?b_start:int={start}" if start else self.url


class Slide(BrowserView):
    """``@@hcmedu-slide?anh=7``: one picture without the page around it, for the script."""

    def __call__(self) -> str:
        if not is_album(self.context):
            raise NotFound(self.__name__)
        pictures = Pictures(self.context, self.request)
        pictures.update()
        if pictures.number is None:
            raise NotFound(PARAMETER)
        response = self.request.response
        response.setHeader("Content-Type", "text/html; charset=utf-8")
        response.setHeader("X-Robots-Tag", "noindex")
        return pictures.slide()
