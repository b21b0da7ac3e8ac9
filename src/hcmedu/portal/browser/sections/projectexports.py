"""The projects that are asked for, as files: ``@@projects.csv|xlsx`` of their section."""

from collections.abc import Iterator
from hcmedu.portal import _
from hcmedu.portal.browser.exports import Export
from hcmedu.portal.browser.sections.projects import facts
from hcmedu.portal.browser.sections.projects import Projects
from hcmedu.portal.listing.spreadsheets import Value


HEAD = (
    _("Title"),
    _("Contractor"),
    _("Kind"),
    _("How far it is"),
    _("Amount (đồng)"),
    _("Begins on"),
    _("Ends on"),
    _("Address"),
)


class ProjectExport(Export):
    """All pages of what the address asks for, in the order of the page."""

    sheet = _("Projects")
    filename = "du-an-dau-thau"

    def update(self) -> None:
        self.only_for("register")
        self.display = Projects(self.context, self.request)
        self.display.update()

    def head(self) -> list[str]:
        return [self.say(title) for title in HEAD]

    def table(self) -> Iterator[list[Value]]:
        state, kind = self.display.facets
        for brain in self.display.results:
            known = facts(brain)
            yield [
                brain.Title,
                known.get("contractor", ""),
                self.display.title_of(kind, brain),
                self.display.title_of(state, brain),
                known.get("amount"),
                known.get("begins"),
                known.get("ends"),
                brain.getURL(),
            ]


class ProjectsCSV(ProjectExport):
    def __call__(self) -> bytes:
        self.update()
        return self.csv()


class ProjectsXLSX(ProjectExport):
    def __call__(self) -> bytes:
        self.update()
        return self.xlsx()
