"""The pages of a file within the view of its item."""

from dataclasses import dataclass
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.content.filetext import is_closed
from hcmedu.portal.conversion import Reason
from hcmedu.portal.viewer.browser.reasons import reason_text
from hcmedu.portal.viewer.browser.rights import may_ask_again
from hcmedu.portal.viewer.browser.statics import static_url
from hcmedu.portal.viewer.holders import FIELD
from hcmedu.portal.viewer.reading import Reading
from hcmedu.portal.viewer.reading import reading
from hcmedu.portal.viewer.reading import State
from plone.app.layout.viewlets.common import ViewletBase
from urllib.parse import quote
from zope.i18n import translate

import json


#: Pages without any image of which the text is shown at once.
TEXT_PAGES = 5
#: Browsers can't show such files either: they ask for a password, in English, or say nothing.
HOPELESS = (Reason.ENCRYPTED, Reason.DAMAGED)

#: What the script says; it fills in what stands in braces.
TEXTS_OF_SCRIPT = {
    "hits": _("${hits} hits", mapping={"hits": "{hits}"}),
    "page": _("Page ${page}", mapping={"page": "{page}"}),
    "wait": _("Searching …"),
    "none": _("Nothing found. Words may be typed with or without diacritics."),
    "incomplete": _("There are more pages with hits; please search for more words."),
}


@dataclass(frozen=True)
class Sheet:
    """A page to draw: its image or, without one, its text; ``text_url`` is the text version."""

    number: int
    image: str | None
    width: int
    height: int
    text: str
    text_url: str


class PagesViewlet(ViewletBase):
    """Drawn only where the item is shown by its own view."""

    def render(self) -> str:
        if self.reading.state == State.NOTHING or is_closed(self.context):
            return ""
        return self.index()

    @cached_property
    def reading(self) -> Reading:
        return reading(self.context)

    @cached_property
    def url(self) -> str:
        return self.context.absolute_url()

    def count(self) -> int:
        return len(self.reading.pages)

    def texts_of_script(self) -> str:
        said = {
            name: translate(text, context=self.request) for name, text in TEXTS_OF_SCRIPT.items()
        }
        return json.dumps(said, ensure_ascii=False)

    def page_title(self, number: int) -> str:
        """Of an image, for those who can't see it; its text is one link further."""
        title = _("Page ${page} of ${count}", mapping={"page": number, "count": self.count()})
        return translate(title, context=self.request)

    def sheets(self) -> list[Sheet]:
        """The pages that are drawn: all with images; the first ones of a file that has none."""
        return [self._sheet(number) for number in range(1, self.shown() + 1)]

    def shown(self) -> int:
        return self.reading.pages.images or min(self.count(), TEXT_PAGES)

    def _sheet(self, number: int) -> Sheet:
        pages, version = self.reading.pages, self.reading.digest[:12]
        size = pages.size(number)
        image = f"{self.url}/@@hcmedu-page/{number}.jpg?v={version}" if size else None
        text = "" if size else pages.text(number).strip()
        width, height = (size.width, size.height) if size else (0, 0)
        return Sheet(number, image, width, height, text, f"{self.text_version}?trang={number}")

    @property
    def text_version(self) -> str:
        return f"{self.url}/@@ban-chu"

    def is_cut(self) -> bool:
        """Whether there are pages that are not drawn."""
        return self.count() > self.shown()

    def is_pdf(self) -> bool:
        return self.reading.held.kind == "pdf"

    def opens_by_itself(self) -> bool:
        """Whether the browser's own viewer stands in the page, where there are no pages."""
        return self.reading.state == State.FAILED and self.reading.reason not in HOPELESS

    def file_url(self) -> str:
        """For the browser's own view of a PDF."""
        filename = quote(self.reading.held.value.filename or FIELD)
        return f"{self.url}/@@display-file/{FIELD}/{filename}"

    def download_url(self) -> str:
        filename = quote(self.reading.held.value.filename or FIELD)
        return f"{self.url}/@@download/{FIELD}/{filename}"

    def reason(self) -> str:
        """Why there are no pages; visitors are told only that there are none."""
        if self.may_ask_again:
            return reason_text(self.reading.reason)
        return _("The pages of this file can't be shown here. Please download it.")

    @cached_property
    def may_ask_again(self) -> bool:
        return may_ask_again(self.context)

    def static(self, name: str) -> str:
        return static_url(self.site_url, name)
