"""What the report says as rows of texts, the same on paper, in the PDF and in spreadsheets. Pure.

Made of ``serial.report_data``; nothing here is escaped, who writes it does that.
"""

from collections.abc import Iterator
from collections.abc import Mapping
from datetime import date
from datetime import datetime
from hcmedu.portal.compliance.evaluation import Status
from hcmedu.portal.vietnamese import format_date
from typing import Any


Data = Mapping[str, Any]
#: What is to be mended, the most urgent first.
OPEN = (Status.NOT_MET, Status.PARTIAL, Status.TO_ATTEST)
#: Without a date by which: after all that have one.
NEVER = "9999"


def counts(data: Data) -> dict[str, int]:
    """How many results have each status; zeros too."""
    found = {each.value: 0 for each in Status}
    for row in data["results"]:
        found[row["status"]] += 1
    return found


def by_criterion(data: Data) -> Iterator[tuple[Data, list[Data]]]:
    """Each criterion with its results, without those that don't apply."""
    for criterion in data["criteria"]:
        own = [row for row in applying(data) if row["criterion"] == criterion["id"]]
        yield criterion, own


def applying(data: Data) -> list[Data]:
    return [row for row in data["results"] if row["status"] != Status.NOT_APPLICABLE]


def to_mend(data: Data) -> list[Data]:
    """What is not met, by the date by which, then the worst first."""
    found = [row for row in data["results"] if row["status"] in OPEN]
    return sorted(found, key=lambda row: (row["due"] or NEVER, OPEN.index(row["status"])))


def day(value: str | None) -> date | None:
    """The day of an ISO 8601 text; of a moment, the day in its own zone."""
    return datetime.fromisoformat(value).date() if value else None


def due(row: Data) -> str:
    """``30/06/2027`` or ``16:00, 27/11/2026``; empty without one."""
    text = row["due"]
    if not text:
        return ""
    moment = datetime.fromisoformat(text)
    shown = format_date(moment.date())
    return f"{moment:%H:%M}, {shown}" if "T" in text else shown


def counted(row: Data) -> str:
    """``2/3``; empty where nothing was counted."""
    return "" if row["total"] is None else f"{row['fulfilled'] or 0}/{row['total']}"
