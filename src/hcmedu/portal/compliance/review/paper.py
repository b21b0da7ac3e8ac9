"""The report on what was found and mended (289), on paper and as a spreadsheet."""

from collections.abc import Iterator
from hcmedu.portal import _
from hcmedu.portal.compliance.exports.paper import place_of
from hcmedu.portal.compliance.review.base import ReviewPage
from hcmedu.portal.compliance.review.measures import Show
from hcmedu.portal.interfaces import ITitledPage
from hcmedu.portal.listing.spreadsheets import Value
from hcmedu.portal.listing.spreadsheets import xlsx_bytes
from hcmedu.portal.listing.spreadsheets import XLSX_TYPE
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.interface import implementer


COLUMNS = (
    (_("No."), 8),
    (_("Section or item"), 36),
    (_("What was found"), 60),
    (_("Found on"), 14),
    (_("Measure to be taken"), 60),
    (_("In charge"), 28),
    (_("To be done by"), 16),
    (_("Done on"), 14),
    (_("Note"), 40),
)


@implementer(ITitledPage)
class ReviewPrint(ReviewPage):
    """All measures, or those that the address asks for as the list does."""

    heading = _("Report on what was found and mended")
    template = ViewPageTemplateFile("paper.pt")
    shown_at_first = Show.ALL

    def answer(self) -> str:
        return self.template()

    @property
    def place(self) -> str:
        return place_of(self.profile("address"))


class ReviewSheet(ReviewPage):
    """No cell is a formula, whatever was written into a measure."""

    shown_at_first = Show.ALL

    def answer(self) -> bytes:
        head = [self.say(title) for title, _width in COLUMNS]
        widths = [width for _title, width in COLUMNS]
        body = xlsx_bytes(self.say(_("Measures")), head, widths, self.table())
        return self.answer_file(body, f"ra-soat-khac-phuc-{self.today:%Y%m%d}.xlsx", XLSX_TYPE)

    def table(self) -> Iterator[list[Value]]:
        for place, each in enumerate(self.shown, 1):
            found = (self.named(each.section), each.found, each.found_on)
            yield [place, *found, each.what, each.name, each.due, each.done, each.note]
