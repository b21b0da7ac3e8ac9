"""What the answers tell: items of the school, its sections, its profile."""

from collections.abc import Mapping
from datetime import date
from datetime import datetime
from datetime import tzinfo
from hcmedu.portal.compliance.evaluation import Fact
from hcmedu.portal.compliance.evaluation import Rows
from hcmedu.portal.compliance.evaluation import SchoolFacts
from hcmedu.portal.compliance.external.asking import Visitor
from hcmedu.portal.compliance.facts.columns import COLUMNS
from hcmedu.portal.compliance.facts.columns import DAYS
from hcmedu.portal.compliance.facts.columns import EXTRA
from hcmedu.portal.compliance.facts.columns import MOMENTS
from hcmedu.portal.compliance.facts.indexers import PART
from hcmedu.portal.listing.brains import FIRST_YEAR
from typing import Any


SCHOOL = "School"


def rows_of(visitor: Visitor, moment: datetime) -> Rows:
    """The items of this school that are shown at a moment, and its sections."""
    found = list(visitor.items())
    others = [f"{url_of(row)}/" for row in found if row.get("portal_type") == SCHOOL]
    others = [each for each in others if each != f"{visitor.address}/"]
    own = [row for row in found if not url_of(row).startswith(tuple(others))]
    facts = [
        fact_of(row, moment.tzinfo)
        for row in own
        if not row.get("section_code") and PART not in texts(row, "lacks") and shown(row, moment)
    ]
    sections = {str(row["section_code"]): row for row in own if row.get("section_code")}
    return Rows(facts, {code: fact_of(row, moment.tzinfo) for code, row in sections.items()})


def fact_of(row: Mapping[str, Any], zone: tzinfo | None) -> Fact:
    return Fact(
        uid=str(row.get("UID") or ""),
        title=str(row.get("Title") or ""),
        url=url_of(row),
        portal_type=str(row.get("portal_type") or ""),
        sections=texts(row, "in_sections"),
        published=moment_of(row.get("effective"), zone),
        values=values_of(row, zone),
        lacks=frozenset(texts(row, "lacks")),
    )


def values_of(row: Mapping[str, Any], zone: tzinfo | None) -> dict[str, object]:
    found: dict[str, object] = {name: row.get(name) for name in COLUMNS}
    found.update({name: day_of(row.get(name)) for name in DAYS})
    found.update({name: moment_of(row.get(name), zone) for name in MOMENTS})
    extra = row.get(EXTRA)
    found.update(extra if isinstance(extra, dict) else {})
    return {name: value for name, value in found.items() if value not in (None, "", [], {})}


def url_of(row: Mapping[str, Any]) -> str:
    return str(row.get("@id") or "")


def texts(row: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """What stands in a list of texts."""
    found = row.get(name)
    return tuple(map(str, found)) if isinstance(found, list) else ()


def shown(row: Mapping[str, Any], moment: datetime) -> bool:
    begins = moment_of(row.get("effective"), moment.tzinfo)
    ends = moment_of(row.get("expires"), moment.tzinfo)
    return (begins is None or begins <= moment) and (ends is None or moment < ends)


def moment_of(value: Any, zone: tzinfo | None) -> datetime | None:
    """Aware, in a zone; None for Plone's 'no date' and for what is none."""
    try:
        found = datetime.fromisoformat(str(value))
        found = found.astimezone(zone) if found.tzinfo else found.replace(tzinfo=zone)
    except (OverflowError, ValueError):
        return None
    return found if found.year >= FIRST_YEAR else None


def day_of(value: Any) -> date | None:
    try:
        found = date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
    return found if found.year >= FIRST_YEAR else None


def school_of(visitor: Visitor) -> SchoolFacts:
    """The profile; of board, feeds, the head's word, the school's own days and checks nobody sees
    anything from outside."""
    profile = {name: plain(value) for name, value in visitor.profile().items()}
    founded = profile.get("founding_year")
    return SchoolFacts(
        levels=tokens(profile, "levels"),
        boarding=profile.get("boarding") is True,
        founding_year=founded if isinstance(founded, int) else None,
        profile=profile,
        regulations=tokens(profile, "regulations_in_force"),
    )


def tokens(profile: Mapping[str, Any], name: str) -> frozenset[str]:
    found = profile.get(name)
    return frozenset(map(str, found)) if isinstance(found, list) else frozenset()


def plain(value: Any) -> Any:
    """Tokens of vocabularies in place of what REST tells of them."""
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.get("token") if isinstance(value, dict) and "token" in value else value
