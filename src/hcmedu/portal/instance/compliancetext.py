"""What ``hcmedu compliance`` says at the terminal: a report, or many schools in their order. Pure.

Out of ``compliance.serial.report_data``; one line each, as wide as they get.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import datetime
from hcmedu.portal.vietnamese import format_date
from hcmedu.portal.vietnamese import sort_key
from typing import Any
from unicodedata import combining

import re


Data = Mapping[str, Any]
#: Status → heading, in the order in which they are told; what is met needs no words.
TOLD = {
    "not_met": "Chưa đạt",
    "partial": "Đạt một phần",
    "to_attest": "Cần người xác nhận",
}
MET, NOT_APPLICABLE = "met", "not_applicable"
#: Signs that a terminal obeys, and what turns the direction of a text.
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+")


def report_lines(data: Data) -> Iterator[str]:
    """The whole report: scores by criterion, then what is missing."""
    yield from head_lines(data)
    yield ""
    yield from table([CRITERIA, *criteria_rows(data)])
    for status, heading in TOLD.items():
        rows = [row for row in data["results"] if row["status"] == status]
        if rows:
            yield ""
            yield f"{heading} ({len(rows)})"
            yield from (line for row in rows for line in result_lines(row))


def head_lines(data: Data) -> Iterator[str]:
    yield clean(data["school"])
    moment = datetime.fromisoformat(data["moment"])
    yield f"Thời điểm:   {moment:%H:%M}, {format_date(moment.date())}"
    if data["assumed"]:
        yield f"Giả định:    {circular(data)}"
    yield f"Điểm chung:  {number(data['overall'])} / 100"


def circular(data: Data) -> str:
    titles = {row["id"]: row["title"] for row in data["regulations"]}
    return clean(titles.get(data["assumed"], data["assumed"]))


CRITERIA = ("Tiêu chí", "Điểm", "Đạt", "Một phần", "Chưa đạt", "Chờ xác nhận", "Không áp dụng")


def criteria_rows(data: Data) -> Iterator[list[str]]:
    for row in data["criteria"]:
        own = [each["status"] for each in data["results"] if each["criterion"] == row["id"]]
        counts = [own.count(status) for status in (MET, "partial", "not_met", "to_attest")]
        numbers = [*counts, own.count(NOT_APPLICABLE)]
        yield [clean(row["title"]), number(row["percent"]), *map(str, numbers)]


def result_lines(row: Data) -> Iterator[str]:
    yield f"  {row['section']['code']:<6}{clean(row['demand'])}"
    told = [clean(row["missing"] or ""), due(row["due"])]
    text = " ".join(filter(None, told))
    if text:
        yield f"        {text}"


def due(text: str | None) -> str:
    """A day or a moment in ISO 8601, as people read it."""
    if not text:
        return ""
    moment = datetime.fromisoformat(text)
    hour = f"{moment:%H:%M}, " if "T" in text else ""
    return f"Hạn: {hour}{format_date(moment.date())}."


# Many schools


def ranked(reports: Iterable[Data]) -> list[tuple[int, Data]]:
    """Best first (D02); equal scores share a place, what has no score comes last."""
    ordered = sorted(reports, key=lambda data: (-worth(data), sort_key(data["school"])))
    places: list[tuple[int, Data]] = []
    for place, data in enumerate(ordered, 1):
        same = places and worth(places[-1][1]) == worth(data)
        places.append((places[-1][0] if same else place, data))
    return places


def worth(data: Data) -> float:
    return -1.0 if data["overall"] is None else data["overall"]


def ranking_lines(reports: Sequence[Data]) -> Iterator[str]:
    """A line each school: place, name, score in all and by criterion, whose names stand below."""
    criteria = reports[0]["criteria"] if reports else []
    letters = [f"({place})" for place, _row in enumerate(criteria, 1)]
    rows = [
        [str(place), clean(data["school"]), number(data["overall"]), *percents(data)]
        for place, data in ranked(reports)
    ]
    yield from table([("Hạng", "Trường", "Điểm chung", *letters), *rows], texts=2)
    yield ""
    yield from (
        f"{letter} {clean(row['title'])}" for letter, row in zip(letters, criteria, strict=True)
    )


def percents(data: Data) -> list[str]:
    return [number(row["percent"]) for row in data["criteria"]]


# Cells


def table(rows: Iterable[Sequence[str]], texts: int = 1) -> Iterator[str]:
    """Columns as wide as their longest cell; the first ``texts`` to the left, others right."""
    held = [tuple(row) for row in rows]
    widths = [max(map(width, column)) for column in zip(*held, strict=True)]
    for row in held:
        cells = [pad(cell, widths[place], right=place >= texts) for place, cell in enumerate(row)]
        yield "  ".join(cells).rstrip()


def pad(cell: str, to: int, right: bool) -> str:
    blanks = " " * (to - width(cell))
    return blanks + cell if right else cell + blanks


def width(text: str) -> int:
    """Columns at the terminal: a composed letter takes one."""
    return sum(not combining(sign) for sign in text)


def number(value: float | None) -> str:
    """As it is written here: 82,5; a dash where nothing was counted."""
    return "–" if value is None else f"{value:.1f}".replace(".", ",")


def clean(text: str) -> str:
    """One line, nothing that a terminal would obey."""
    return CONTROLS.sub(" ", text).strip()
