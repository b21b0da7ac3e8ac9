"""Workbooks of ``hcmedu compliance --xlsx``: the report of a school, or all schools in order."""

from collections.abc import Iterator
from collections.abc import Sequence
from datetime import datetime
from hcmedu.portal.compliance.exports.sheets import XlsxFile
from hcmedu.portal.instance.compliancetext import Data
from hcmedu.portal.instance.compliancetext import ranked
from hcmedu.portal.listing.spreadsheets import Sheet
from hcmedu.portal.listing.spreadsheets import Value
from hcmedu.portal.listing.spreadsheets import workbook_bytes
from typing import Any
from zope.i18n import translate


class TerminalBook(XlsxFile):
    """The workbook of the pages, in Vietnamese: no browser says what its reader reads."""

    def say(self, message: Any) -> str:
        return translate(message, target_language="vi")


def report_book(root: Any) -> bytes:
    """Of one school, by what the form of its request asks for (``asked``)."""
    page = TerminalBook(root, root.REQUEST)
    return workbook_bytes([page.summary(), page.results()])


def ranking_book(reports: Sequence[Data]) -> bytes:
    """A row each school, best first (D02)."""
    titles = [row["title"] for row in reports[0]["criteria"]] if reports else []
    head = ["Hạng", "Trường", "Điểm chung", *titles, "Chưa đạt", "Chờ xác nhận", "Thời điểm"]
    widths = [8, 50, 14, *(28 for _title in titles), 12, 14, 20]
    return workbook_bytes([Sheet("Xếp hạng", head, widths, rows(reports))])


def rows(reports: Sequence[Data]) -> Iterator[list[Value]]:
    for place, data in ranked(reports):
        statuses = [row["status"] for row in data["results"]]
        yield [
            place,
            data["school"],
            data["overall"],
            *(row["percent"] for row in data["criteria"]),
            statuses.count("not_met"),
            statuses.count("to_attest"),
            f"{datetime.fromisoformat(data['moment']):%d/%m/%Y %H:%M}",
        ]
