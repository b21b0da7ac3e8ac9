"""Settings of a school root: an annotation of plain values, as in ``editorial.settings``."""

from collections.abc import Iterable
from collections.abc import Mapping
from hcmedu.portal.compliance.settings.rules import check_of
from hcmedu.portal.compliance.settings.rules import problem_of
from hcmedu.portal.compliance.settings.schema import IComplianceSettings
from hcmedu.portal.compliance.settings.schema import IOwnRule
from hcmedu.portal.compliance.settings.schema import sections_of_school
from hcmedu.portal.content.rows import stored
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.regulations.model import Check
from persistent.mapping import PersistentMapping
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.interface import implementer
from zope.schema import getFieldsInOrder


KEY = "hcmedu.portal.compliance.settings"
#: Rows of own rules; the number of the last one that was ever made.
OWN, LAST = "own", "last_own"
#: UID of the school whose settings they are.
OWNER = "owner"
FIELDS = dict(getFieldsInOrder(IComplianceSettings))


@implementer(IComplianceSettings)
class ComplianceSettings:
    """Reads defaults where nothing was set; the first change makes the annotation."""

    def __init__(self, root: Any) -> None:
        self.__dict__["root"] = root

    def __getattr__(self, name: str) -> Any:
        if name not in FIELDS:
            raise AttributeError(name)
        kept = _kept(self.root) or {}
        value = kept.get(name, FIELDS[name].default)
        return [dict(row) for row in value or ()] if name == OWN else value

    def __setattr__(self, name: str, value: Any) -> None:
        kept = _kept(self.root)
        if kept is None:
            kept = PersistentMapping({OWNER: IUUID(self.root)})
            IAnnotations(self.root)[KEY] = kept
        kept[name] = numbered(stored(value), kept) if name == OWN else value

    @property
    def second_term(self) -> tuple[int, int]:
        """Day and month on which it begins."""
        return (self.second_term_day, self.second_term_month)


def numbered(rows: Iterable[dict[str, Any]], kept: Any) -> tuple[dict[str, Any], ...]:
    """The rows with their ids: a known one stays, a new row gets a number that no row ever had.

    An id that is not this school's, or that a row before it has, counts as none.
    """
    free = {row["id"] for row in kept.get(OWN) or ()}
    made = []
    for row in rows:
        plain = {name: row.get(name) for name in IOwnRule.names()}
        if plain["id"] not in free:
            kept[LAST] = kept.get(LAST, 0) + 1
            plain["id"] = f"own-{kept[LAST]}"
        free.discard(plain["id"])
        made.append(plain)
    return tuple(made)


def settings_of(root: Any) -> ComplianceSettings:
    return ComplianceSettings(root)


def own_checks(root: Any) -> tuple[tuple[str, Check], ...]:
    """Section code and check of each rule of the school, in its order.

    A rule on a section that the school has no longer, since its level changed, rests.
    """
    rows: list[Mapping[str, Any]] = settings_of(root).own
    if not rows:
        return ()
    codes = {each.code for each in sections_of_school(root)}
    levels = tuple(catalogue().levels)
    return tuple(
        (row["section"], check_of(row, levels)) for row in rows if not problem_of(row, codes)
    )


def _kept(root: Any) -> PersistentMapping | None:
    """A copy of a school carries the annotation of its original; its head decided nothing yet."""
    kept = IAnnotations(root).get(KEY)
    return kept if kept is not None and kept.get(OWNER) == IUUID(root) else None
