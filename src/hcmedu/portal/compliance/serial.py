"""A report as plain data, the same for REST, files, commands and history: JSON can hold it."""

from collections.abc import Callable
from datetime import date
from hcmedu.portal.compliance.evaluation import Attestation
from hcmedu.portal.compliance.evaluation import Mend
from hcmedu.portal.compliance.evaluation import Report
from hcmedu.portal.compliance.evaluation import Result
from hcmedu.portal.compliance.wording import sentence
from hcmedu.portal.compliance.wording import STATUS_TITLES
from hcmedu.portal.compliance.wording.citations import citations_text
from hcmedu.portal.compliance.wording.citations import regulation_text
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.regulations.model import Criterion
from hcmedu.portal.regulations.model import Item
from hcmedu.portal.regulations.model import Section
from typing import Any


#: Of the data below; raised when a reader of the old form could misunderstand the new one.
SCHEMA_VERSION = 1
Translate = Callable[[Any], str]
Urls = Callable[[Mend | None], str]


def report_data(
    report: Report, translate: Translate, urls: Urls | None = None, school: str = ""
) -> dict[str, Any]:
    """The whole report: texts, numbers, lists; moments and days in ISO 8601.

    ``translate``: message → text in the language of the reader. ``urls``: where mending begins;
    without it none is told. ``school``: its name.
    """
    return {
        "schema_version": SCHEMA_VERSION,
        "school": school,
        "moment": report.moment.isoformat(timespec="seconds"),
        "overall": report.overall,
        "criteria": [criterion_data(report, each) for each in catalogue().criteria.values()],
        "regulations": [regulation_data(each) for each in report.regulations],
        "catalogue_version": report.version,
        "assumed": report.assumed,
        "results": [
            result_data(each, translate, urls, report.moment.date()) for each in report.results
        ],
    }


def criterion_data(report: Report, criterion: Criterion) -> dict[str, Any]:
    score = report.scores[criterion.id]
    return {
        "id": criterion.id,
        "title": criterion.title,
        "weight": criterion.weight,
        "points": score.points,
        "counted": score.counted,
        "to_attest": score.to_attest,
        "percent": score.percent,
    }


def regulation_data(key: str) -> dict[str, Any]:
    law = catalogue()
    row = law.regulations[key]
    name = regulation_text(law, row)
    return {"id": row.id, "number": row.number, "name": name, "title": row.title}


def result_data(
    result: Result, translate: Translate, urls: Urls | None = None, on: date | None = None
) -> dict[str, Any]:
    """``on``: the day that the legal basis is told of."""
    finding = result.finding
    return {
        "key": result.key,
        "section": {"code": result.owner, "title": owner_title(result.owner)},
        "criterion": result.criterion,
        "kind": result.check.kind.value,
        "demand": result.check.demand,
        "status": result.status.value,
        "status_title": translate(STATUS_TITLES[result.status]),
        "missing": translate(sentence(finding.missing)) if finding.missing else None,
        "fulfilled": finding.fulfilled,
        "total": finding.total,
        "due": as_text(finding.due),
        "evidence": [
            {"uid": each.uid, "title": each.title, "url": each.url} for each in finding.evidence
        ],
        "citations": [
            {"regulation": each.regulation, "place": each.place} for each in result.check.citations
        ],
        "basis": citations_text(catalogue(), result.check.citations, on),
        "own": result.is_own,
        "attested": attestation_data(finding.attestation),
        "mend_url": (urls(finding.mend) if urls else "") or None,
    }


def attestation_data(attestation: Attestation | None) -> dict[str, Any] | None:
    if attestation is None:
        return None
    return {
        "by": attestation.by,
        "on": attestation.on.isoformat(),
        "note": attestation.note,
    }


def owner_of(code: str) -> Section | Item | None:
    """What a code names in the catalogue; None for one that it has no more."""
    law = catalogue()
    return law.sections.get(code) or law.items.get(code)


def owner_title(code: str) -> str:
    """Title by the catalogue; the code itself where there is none any more."""
    owner = owner_of(code)
    return owner.title if owner else code


def as_text(value: date | None) -> str | None:
    """ISO 8601 of a day or a moment."""
    return value.isoformat() if value else None
