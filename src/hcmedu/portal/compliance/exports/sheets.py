"""``@@hcmedu-compliance.xlsx`` and ``.json``: the report to be taken along, no cell a formula."""

from collections.abc import Iterator
from hcmedu.portal import _
from hcmedu.portal.compliance.calendar.entries import OWN
from hcmedu.portal.compliance.exports import told
from hcmedu.portal.compliance.exports.dues import Dues
from hcmedu.portal.compliance.office import CompliancePage
from hcmedu.portal.listing.spreadsheets import Sheet
from hcmedu.portal.listing.spreadsheets import Value
from hcmedu.portal.listing.spreadsheets import workbook_bytes
from hcmedu.portal.listing.spreadsheets import XLSX_TYPE

import json


#: A file to be stored, not a page: a browser never reads it as markup.
JSON_TYPE = "application/json; charset=utf-8"
CRITERIA = (
    (_("Criterion"), 52),
    (_("Score (of 100)"), 16),
    (_("Points"), 12),
    (_("Checks counted"), 16),
    (_("To be confirmed"), 16),
)
RESULTS = (
    (_("No."), 8),
    (_("Criterion"), 32),
    (_("Code"), 10),
    (_("Section or item"), 32),
    (_("Demand"), 60),
    (_("Result"), 22),
    (_("What is missing"), 60),
    (_("Counted"), 12),
    (_("To be done by"), 20),
    (_("Legal basis"), 40),
    (_("Confirmed by"), 26),
    (_("Confirmed on"), 16),
)


class JsonFile(CompliancePage):
    """The data of ``serial.report_data``."""

    def answer(self) -> bytes:
        body = json.dumps(self.data, ensure_ascii=False, indent=2).encode()
        return self.answer_file(body, f"{file_name(self)}.json", JSON_TYPE)


class XlsxFile(Dues):
    """Two sheets: scores by criterion, and all results."""

    def answer(self) -> bytes:
        body = workbook_bytes([self.summary(), self.results()])
        return self.answer_file(body, f"{file_name(self)}.xlsx", XLSX_TYPE)

    def summary(self) -> Sheet:
        return self.sheet(_("Scores"), CRITERIA, self.criteria())

    def results(self) -> Sheet:
        return self.sheet(_("Results"), RESULTS, self.rows())

    def sheet(self, title: str, columns: tuple, table: Iterator[list[Value]]) -> Sheet:
        head = [self.say(name) for name, _width in columns]
        return Sheet(self.say(title), head, [width for _name, width in columns], table)

    def criteria(self) -> Iterator[list[Value]]:
        for row in self.data["criteria"]:
            numbers = (row["percent"], row["points"], row["counted"], row["to_attest"])
            yield [row["title"], *numbers]
        yield [self.say(_("In all")), self.data["overall"]]
        yield []
        yield [self.say(_("School")), self.school]
        yield [self.say(_("As of")), self.format_moment(self.report.moment)]
        for row in self.data["regulations"]:
            yield [self.say(_("Regulation applied")), row["name"], row["title"]]
        yield [self.say(_("Code to compare the set of demands")), self.data["catalogue_version"]]

    def rows(self) -> Iterator[list[Value]]:
        titles = {row["id"]: row["title"] for row in self.data["criteria"]}
        for place, row in enumerate(self.data["results"], 1):
            attested = row["attested"] or {}
            yield [
                place,
                titles[row["criterion"]],
                row["section"]["code"],
                row["section"]["title"],
                row["demand"],
                row["status_title"],
                row["missing"],
                told.counted(row),
                self.due(row),
                row["basis"] or self.say(OWN),
                attested.get("by"),
                told.day(attested.get("on")),
            ]


def file_name(page: CompliancePage) -> str:
    """Of letters that every system keeps."""
    return f"tu-danh-gia-{page.report.moment:%Y%m%d}"
