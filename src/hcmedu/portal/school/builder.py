"""The section builder: makes the tree that the catalogue demands below a school root.

It knows sections by their code. A second run changes nothing; what people renamed, reordered or
moved stays; a mandatory section that vanished comes back; an optional one that the school removed
stays removed; nothing is ever deleted. A run that fails leaves nothing behind: it
dooms its transaction.
"""

from Acquisition import aq_base
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.school.events import SchoolBuilt
from hcmedu.portal.school.nodes import Node
from hcmedu.portal.school.nodes import nodes
from hcmedu.portal.school.profile import ISchoolProfile
from hcmedu.portal.school.root import find_section
from hcmedu.portal.school.root import section_brains
from hcmedu.portal.school.uploads import allowed_types
from persistent.mapping import PersistentMapping
from plone import api
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from Products.CMFCore.indexing import processQueue
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
    """One row of the preview: a node of the tree and what becomes of it."""

    node: Node
    status: str
    title: str
    url: str | None = None

    @property
    def code(self) -> str:
        return self.node.code


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


def demanded(root: Any) -> frozenset[str]:
    """Codes of the sections for this school's levels; of all of them while none is stated."""
    profile = ISchoolProfile(root)
    levels = frozenset(profile.levels or ())
    rows = catalogue().sections_for(levels, bool(profile.boarding))
    return frozenset(row.code for row in rows)


def plan(root: Any) -> list[PlanEntry]:
    """What ``build`` would do, groups first, in the order of the catalogue; changes nothing."""
    brains = {brain.section_code: brain for brain in section_brains(root)}
    history = built_before(root) or {}
    codes = demanded(root)
    found = [_plan_node(node, brains.get(node.code), codes, history) for node in nodes().values()]
    entries = [entry for entry in found if entry is not None]
    needed = {entry.node.container for entry in entries if entry.status == CREATE}
    return [e for e in entries if e.node.section or e.status == EXISTS or e.code in needed]


def _plan_node(node: Node, brain: Any, codes: frozenset[str], history: Any) -> PlanEntry | None:
    """A group is listed as to be made here; ``plan`` drops it when no section needs it."""
    is_demanded = node.section is None or node.code in codes
    if brain is not None:
        return PlanEntry(node, EXISTS if is_demanded else UNDEMANDED, brain.Title, brain.getURL())
    if not is_demanded:
        return None
    if node.section and node.section.obligation != "mandatory" and node.code in history:
        return PlanEntry(node, REMOVED, node.title)
    return PlanEntry(node, CREATE, node.title)


def build(root: Any, progress: Callable[[str], None] | None = None) -> BuildReport:
    """Create what ``plan`` lists; all of it or nothing. Notifies ``SchoolBuilt``.

    A run that fails dooms the transaction: whoever catches the error cannot commit half a tree.
    (A savepoint would do the same at a sixth of the time of a whole new site.)
    """
    fresh = built_before(root) is None and not root.contentIds()
    try:
        report = _apply(root, plan(root), progress)
        notify(SchoolBuilt(root, report, fresh))
        # Now, while the site is set: types are looked up in it, and a commit may come later. After
        # the board has got its rights: new sections are cataloged once then.
        processQueue()
    except BaseException:
        transaction.doom()
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
        made[entry.code] = _create(_container(root, entry.node, made), entry.node)
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


def _container(root: Any, node: Node, made: dict[str, Any]) -> Any:
    """Where a new node goes; straight below the root when its container was removed by people."""
    if node.container is None:
        return root
    return made.get(node.container) or find_section(root, node.container) or root


def _create(container: Any, node: Node) -> Any:
    """Add one section folder; its workflow starts published, see ``hcmedu_section``."""
    types = list(node.types)
    folder = createContent(
        "Folder",
        id=_free_id(container, node.id),
        title=node.title,
        description=node.description,
        language=api.portal.get_default_language(),
        section_code=node.code,
        section_kind=node.kind,
        layout=SECTION_LAYOUT,
        constrain_types_mode=ONLY_LISTED_TYPES,
        locally_allowed_types=allowed_types(types),
        immediately_addable_types=types,
        exclude_from_nav=not node.navigation,
    )
    added = addContentToContainer(container, folder, checkConstraints=False)
    _place(container, added, node)
    return added


def _free_id(container: Any, wanted: str) -> str:
    """The catalogue's id, with a number behind it where other content has taken it."""
    number, candidate = 1, wanted
    while candidate in container or hasattr(aq_base(container), candidate):
        number += 1
        candidate = f"{wanted}-{number}"
    return candidate


def _place(container: Any, added: Any, node: Node) -> None:
    """Put a node that came late before the first sibling that follows it in the catalogue."""
    order = {code: index for index, code in enumerate(nodes())}
    siblings = [oid for oid in container.objectIds(ordered=True) if oid != added.getId()]
    for position, oid in enumerate(siblings):
        code = getattr(aq_base(container[oid]), "section_code", None)
        if order.get(code, -1) > order[node.code]:
            container.moveObjectToPosition(added.getId(), position)
            return
