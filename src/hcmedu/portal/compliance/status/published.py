"""What visitors can see of the disclosures of a school: forms by year, yearbooks."""

from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import UTC
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.content.vocabularies import chosen_circulars
from hcmedu.portal.documents.disclosures import matrices
from hcmedu.portal.documents.disclosures import Matrix
from hcmedu.portal.documents.disclosures import Published
from hcmedu.portal.listing import brains
from hcmedu.portal.listing import queries
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.regulations.model import CheckKind
from hcmedu.portal.school.profile import ISchoolProfile
from hcmedu.portal.vietnamese import SchoolYear
from typing import Any


YEARBOOK, DISCLOSURE = "YearbookEntry", "Disclosure"


@dataclass(frozen=True)
class Yearbook:
    """One school year; ``url`` is empty where its yearbook is missing."""

    year: str
    title: str
    url: str


def items(root: Any, portal_type: str) -> list[Any]:
    return list(queries.public(portal_type=portal_type, path="/".join(root.getPhysicalPath())))


def forms(root: Any, today: date) -> list[Matrix]:
    """The circulars of the latest years, with what is there and what is missing."""
    profile = ISchoolProfile(root, None)
    known = catalogue().levels
    return matrices(
        catalogue(),
        map(published, items(root, DISCLOSURE)),
        today,
        levels=[each for each in getattr(profile, "levels", None) or () if each in known],
        chosen=chosen_circulars(profile),
    )


def published(brain: Any) -> Published:
    return Published(
        brains.value(brain, "disclosure_form") or "",
        brains.value(brain, "school_year") or "",
        brains.value(brain, "period") or "",
        first_day(brain),
        brain,
    )


def first_day(brain: Any) -> date | None:
    """The day on which it really came (``facts.beginning``)."""
    seen = (brains.value(brain, "compliance") or {}).get("seen")
    if seen is not None:
        return in_zone(datetime.fromtimestamp(seen, UTC)).date()
    return brains.as_date(brains.value(brain, "effective"))


def yearbooks(root: Any, today: date) -> list[Yearbook]:
    """The school years that the catalogue demands, the newest first; none before the founding.

    The running year is one of them once its yearbook is there: it has no numbers before.
    """
    found = {brains.value(brain, "school_year"): brain for brain in items(root, YEARBOOK)}
    founded = getattr(ISchoolProfile(root, None), "founding_year", None) or 0
    running = SchoolYear.of(today)
    newest = running if running.title in found else running.previous()
    years = [year for year in newest.latest(years_demanded()) if year.start >= founded]
    return [yearbook(year.title, found.get(year.title)) for year in years]


def yearbook(year: str, brain: Any | None) -> Yearbook:
    return (
        Yearbook(year, "", "") if brain is None else Yearbook(year, brain.Title, brains.url(brain))
    )


def years_demanded() -> int:
    """Of yearbooks, by the catalogue (3082 3.7)."""
    numbers = [
        int(str(check.params["number"]))
        for section in catalogue().sections.values()
        if YEARBOOK in section.addable_types
        for check in section.checks
        if check.kind is CheckKind.YEARS_COVERED
    ]
    return max(numbers, default=1)
