"""The section builder: makes the tree that the catalogue demands below a school root.

It knows sections by their code. A second run changes nothing; what people renamed, reordered or
moved stays; a mandatory section that vanished comes back; an optional one that the school removed
stays removed; nothing is ever deleted. A run that fails leaves nothing behind.
"""

from Acquisition import aq_base
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.school.events import SchoolBuilt
from hcmedu.portal.school.profile import ISchoolProfile
from hcmedu.portal.school.root import find_section
from hcmedu.portal.school.root import section_brains
from persistent.mapping import PersistentMapping
from plone import api
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.event import notify

import transaction


HISTORY_KEY = "hcmedu.portal.sections_built"
#: What becomes of a section in the next run.
CREATE, EXISTS, REMOVED, UNDEMANDED = "create", "exists", "removed", "undemanded"
#: Values of the stock constrain-types behavior: inherit, or only the listed types.
ONLY_LISTED_TYPES = 1
SECTION_LAYOUT = "section_view"


@dataclass(frozen=True)
class PlanEntry:
    """One row of the preview; ``row`` is the catalogue's Section or Group."""

    row: Any
    status: str
    title: str
    url: str | None = None

    @property
    def code(self) -> str:
        return self.row.code


@dataclass
class BuildReport:
    """What a run did; ``changes`` is 0 when the tree was complete."""

    created: list[str] = field(default_factory=list)
    existing: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    undemanded: list[str] = field(default_factory=list)

    @property
    def changes(self) -> int:
        return len(self.created)


def built_before(root: Any) -> PersistentMapping | None:
    """Codes that the builder once made here; None when it never ran on this root."""
    return IAnnotations(root).get(HISTORY_KEY)


def demanded(root: Any) -> tuple:
    """Sections of the catalogue for this school's levels; all of them while none is stated."""
    profile = ISchoolProfile(root)
    levels = frozenset(profile.levels or ())
    return catalogue().sections_for(levels, bool(profile.boarding) if levels else None)


def plan(root: Any) -> list[PlanEntry]:
    """What ``build`` would do, in the order of the catalogue; changes nothing."""
    brains = {brain.section_code: brain for brain in section_brains(root)}
    history = built_before(root) or {}
    wanted = demanded(root)
    codes = {section.code for section in wanted}
    entries = []
    for row in catalogue().sections.values():
        entry = _plan_row(row, brains.get(row.code), row.code in codes, history)
        if entry is not None:
            entries.append(entry)
    return _plan_groups(entries, brains) + entries


def _plan_row(row: Any, brain: Any, is_demanded: bool, history: Any) -> PlanEntry | None:
    if brain is not None:
        status = EXISTS if is_demanded else UNDEMANDED
        return PlanEntry(row, status, brain.Title, brain.getURL())
    if not is_demanded:
        return None
    if row.obligation != "mandatory" and row.code in history:
        return PlanEntry(row, REMOVED, row.title)
    return PlanEntry(row, CREATE, row.title)


def _plan_groups(entries: list[PlanEntry], brains: dict) -> list[PlanEntry]:
    """A group is made when a section without parent needs it; one that exists is listed."""
    needed = {e.row.group for e in entries if e.status == CREATE and not e.row.parent}
    groups = []
    for group in catalogue().groups.values():
        brain = brains.get(group.code)
        if brain is not None:
            groups.append(PlanEntry(group, EXISTS, brain.Title, brain.getURL()))
        elif group.id in needed:
            groups.append(PlanEntry(group, CREATE, group.title))
    return groups


def build(root: Any, progress: Callable[[str], None] | None = None) -> BuildReport:
    """Create what ``plan`` lists; all of it or nothing. Notifies ``SchoolBuilt``."""
    fresh = built_before(root) is None and not root.contentIds()
    savepoint = transaction.savepoint(optimistic=True)
    try:
        report = _apply(root, plan(root), progress)
        notify(SchoolBuilt(root, report, fresh))
    except BaseException:
        savepoint.rollback()
        raise
    return report


def _apply(root: Any, entries: list[PlanEntry], progress: Any) -> BuildReport:
    report = BuildReport()
    lists = {EXISTS: report.existing, REMOVED: report.removed, UNDEMANDED: report.undemanded}
    made: dict[str, Any] = {}
    for entry in entries:
        if entry.status != CREATE:
            lists[entry.status].append(entry.code)
            continue
        made[entry.code] = _create(_container(root, entry.row, made), entry.row)
        report.created.append(entry.code)
        if progress is not None:
            progress(entry.title)
    _remember(root, report)
    return report


def _remember(root: Any, report: BuildReport) -> None:
    """Note which codes were ever here, to tell 'removed by the school' from 'never made'."""
    annotations = IAnnotations(root)
    history = annotations.get(HISTORY_KEY)
    if history is None:
        history = annotations[HISTORY_KEY] = PersistentMapping()
    for code in report.created + report.existing:
        if code not in history:
            history[code] = True


def _container(root: Any, row: Any, made: dict[str, Any]) -> Any:
    """Where a new section goes: below its parent, else its group; a group below the root."""
    group = getattr(row, "group", None)
    if group is None:
        return root
    code = row.parent or catalogue().groups[group].code
    return made.get(code) or find_section(root, code) or root


def _create(container: Any, row: Any) -> Any:
    """Add one section folder; its workflow starts published, see ``hcmedu_section``."""
    types = list(row.addable_types)
    folder = createContent(
        "Folder",
        id=_free_id(container, row.id),
        title=row.title,
        description=row.description,
        language=api.portal.get_default_language(),
        section_code=row.code,
        section_kind=row.display,
        layout=SECTION_LAYOUT,
        constrain_types_mode=ONLY_LISTED_TYPES,
        locally_allowed_types=types,
        immediately_addable_types=types,
        exclude_from_nav=not row.navigation,
    )
    added = addContentToContainer(container, folder, checkConstraints=False)
    _place(container, added, row)
    return added


def _free_id(container: Any, wanted: str) -> str:
    """The catalogue's id, with a number behind it where other content has taken it."""
    number, candidate = 1, wanted
    while candidate in container or hasattr(aq_base(container), candidate):
        number += 1
        candidate = f"{wanted}-{number}"
    return candidate


def _place(container: Any, added: Any, row: Any) -> None:
    """Put a section that came late behind its nearest predecessor of the catalogue."""
    order = list(catalogue().groups.values()) + list(catalogue().sections.values())
    rank = {entry.code: index for index, entry in enumerate(order)}
    ids = list(container.objectIds(ordered=True))
    ranked = [
        (position, rank.get(getattr(container[oid], "section_code", None), -1))
        for position, oid in enumerate(ids)
        if oid != added.getId()
    ]
    before = [position for position, value in ranked if 0 <= value < rank[row.code]]
    later = [position for position, value in ranked if value > rank[row.code]]
    if later and (not before or max(before) < len(ids) - 2):
        container.moveObjectToPosition(added.getId(), max(before, default=-1) + 1)
