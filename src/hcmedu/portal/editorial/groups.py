"""The editorial board of a school root and its clerks: groups with local roles on the root.

Roles are granted on the school root and below, never on the whole site. Groups come once: local
roles that people changed afterwards stay as they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hcmedu.portal import _
from persistent.mapping import PersistentMapping
from plone import api
from plone.base.interfaces import IPloneSiteRoot
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.i18n import translate


GROUPS_KEY = "hcmedu.portal.groups"


@dataclass(frozen=True)
class Board:
    """One group of the board: the name that callers use, its title and its local role."""

    name: str
    title: str
    role: str


BOARD = (
    Board("bien-tap-vien", _("Editors"), "School Editor"),
    Board("truong-ban", _("Editorial board head"), "Reviewer"),
    Board("quan-tri-vien", _("Portal administrators"), "Site Administrator"),
    # No member of the board: the office (văn thư), that handles what visitors send in.
    Board("tiep-nhan", _("Intake clerks"), "School Clerk"),
    # No member of the board either: Phòng, Sở, UBND read the self-assessment of the school (D03).
    Board("co-quan-quan-ly", _("Supervising authority"), "School Supervisor"),
)


def group_ids(root: Any) -> Mapping[str, str]:
    """Group id by name (``bien-tap-vien`` ...) of this school root; empty before the first build.

    A copy of a school carries the annotation of its original, but not its groups.
    """
    stored = IAnnotations(root).get(GROUPS_KEY)
    if stored is None or stored["root"] != IUUID(root):
        return {}
    return stored["groups"]


def ensure_groups(root: Any) -> list[str]:
    """Create the groups that miss; return their ids. A second run changes nothing."""
    known = group_ids(root)
    missing = [board for board in BOARD if not _exists(known.get(board.name))]
    for board in missing:
        _create(root, board)
    if missing:
        root.reindexObjectSecurity()
    return [board.name for board in missing]


def _exists(group_id: str | None) -> bool:
    return group_id is not None and api.group.get(groupname=group_id) is not None


def _create(root: Any, board: Board) -> None:
    group_id = _free_id(root, board.name)
    if not _exists(group_id):
        api.group.create(groupname=group_id, title=_title(root, board))
    roles = {*root.get_local_roles_for_userid(group_id), board.role}
    root.manage_setLocalRoles(group_id, sorted(roles))
    _remember(root, board.name, group_id)


def _free_id(root: Any, name: str) -> str:
    """The site's own group is the one of that name; a school never takes over a foreign group."""
    if IPloneSiteRoot.providedBy(root):
        return name
    number, wanted = 1, f"{root.getId()}-{name}"
    candidate = wanted
    while _exists(candidate):
        number += 1
        candidate = f"{wanted}-{number}"
    return candidate


def _title(root: Any, board: Board) -> str:
    """Stored text, so in the site's language; a school's groups name their school."""
    language = api.portal.get_default_language()
    title = translate(board.title, target_language=language)
    return title if IPloneSiteRoot.providedBy(root) else f"{title} – {root.Title()}"


def _remember(root: Any, name: str, group_id: str) -> None:
    annotations = IAnnotations(root)
    stored = annotations.get(GROUPS_KEY)
    if stored is None or stored["root"] != IUUID(root):
        stored = annotations[GROUPS_KEY] = PersistentMapping(
            {"root": IUUID(root), "groups": PersistentMapping()}
        )
    stored["groups"][name] = group_id


def remove_groups(root: Any) -> None:
    """Take the board's groups and their local roles away from a school root."""
    ids = list(group_ids(root).values())
    for group_id in ids:
        if _exists(group_id):
            api.group.delete(groupname=group_id)
    root.manage_delLocalRoles(ids)
    IAnnotations(root).pop(GROUPS_KEY, None)


def school_built(root: Any, event: Any) -> None:
    ensure_groups(root)


def school_removed(root: Any, event: Any) -> None:
    """A later school of the same id must not inherit the members of these groups."""
    if not IPloneSiteRoot.providedBy(root):
        remove_groups(root)
