"""The resources that are asked for, as files: ``@@resources.csv|xlsx`` of their section (A19)."""

from collections.abc import Iterator
from hcmedu.portal import _
from hcmedu.portal.browser.exports import Export
from hcmedu.portal.browser.sections.resources import Resources
from hcmedu.portal.listing import brains
from hcmedu.portal.listing.spreadsheets import Value


HEAD = (
    _("Title"),
    _("Summary"),
    _("Kind of resource"),
    _("School subject"),
    _("Grade"),
    _("Term"),
    _("Author"),
    _("Publication date"),
    _("Address"),
)


class ResourceExport(Export):
    """All pages of what the address asks for, in the order of the page."""

    sheet = _("Digital resources")
    filename = "danh-sach-tai-nguyen"

    def update(self) -> None:
        self.only_for("resources")
        self.display = Resources(self.context, self.request)
        self.display.update()

    def head(self) -> list[str]:
        return [self.say(title) for title in HEAD]

    def table(self) -> Iterator[list[Value]]:
        for brain in self.display.results:
            told = [self.display.title_of(facet, brain) for facet in self.display.facets]
            day = brains.as_date(brains.value(brain, "effective"))
            yield [brain.Title, brain.Description, *told, day, brain.getURL()]


class ResourcesCSV(ResourceExport):
    def __call__(self) -> bytes:
        self.update()
        return self.csv()


class ResourcesXLSX(ResourceExport):
    def __call__(self) -> bytes:
        self.update()
        return self.xlsx()
