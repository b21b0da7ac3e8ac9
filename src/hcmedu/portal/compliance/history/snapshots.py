"""A snapshot of a report: what it said, in few words. Pure.

It holds its own texts: the catalogue of a later version may have other checks, or other words.
"""

from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from hcmedu.portal.compliance.evaluation import Report
from hcmedu.portal.compliance.evaluation import Result
from hcmedu.portal.compliance.evaluation import Score
from hcmedu.portal.compliance.evaluation import Status
from hcmedu.portal.compliance.serial import owner_title
from hcmedu.portal.compliance.wording import sentence
from typing import Any


class Kind(StrEnum):
    """Why it was kept: by the clock, or by a person for an assessment."""

    WEEKLY = "weekly"
    ASSESSMENT = "assessment"


@dataclass(frozen=True)
class Line:
    """One result as it was told. ``missing``: the sentence, empty where nothing was."""

    key: str
    status: Status
    criterion: str
    owner: str
    owner_title: str
    demand: str
    missing: str = ""


@dataclass(frozen=True)
class Snapshot:
    """``id``: of its time, unique in its school. ``by``: full name, empty for the clock."""

    id: str
    at: datetime
    kind: Kind
    title: str
    by: str
    overall: float | None
    scores: Mapping[str, Score]
    regulations: tuple[str, ...]
    version: str
    lines: tuple[Line, ...] = field(default=(), repr=False)


def snapshot_of(
    report: Report, say: Callable[[Any], str], kind: Kind, title: str = "", by: str = ""
) -> Snapshot:
    """``say``: message → text in the language in which it is kept."""
    return Snapshot(
        id=f"{report.moment:%Y%m%dT%H%M%S}",
        at=report.moment,
        kind=kind,
        title=title,
        by=by,
        overall=report.overall,
        scores=report.scores,
        regulations=report.regulations,
        version=report.version,
        lines=tuple(line_of(each, say) for each in report.results),
    )


def line_of(result: Result, say: Callable[[Any], str]) -> Line:
    missing = result.finding.missing
    return Line(
        key=result.key,
        status=result.status,
        criterion=result.criterion,
        owner=result.owner,
        owner_title=owner_title(result.owner),
        demand=result.check.demand,
        missing=say(sentence(missing)) if missing else "",
    )
