"""The catalogue's groups and sections as one kind of row: what the builder places in the tree."""

from dataclasses import dataclass
from hcmedu.portal.behaviors.section import GROUP_PREFIX
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.regulations.model import Group
from hcmedu.portal.regulations.model import Section


GROUP_KIND = "group"


@dataclass(frozen=True)
class Node:
    """A folder of the tree; ``container`` is the code of the node above, None: the school root.

    ``section`` is the catalogue's row; None for a group, which is a first-level entry only.
    """

    code: str
    id: str
    title: str
    description: str
    container: str | None
    kind: str
    types: tuple[str, ...]
    navigation: bool
    section: Section | None = None


def group_code(group_id: str) -> str:
    return f"{GROUP_PREFIX}{group_id}"


def group_node(group: Group) -> Node:
    """A group takes no content of its own; visitors find its sections in it."""
    code = group_code(group.id)
    return Node(code, group.id, group.title, group.description, None, GROUP_KIND, ("Folder",), True)


def section_node(section: Section) -> Node:
    container = section.parent or group_code(section.group)
    return Node(
        section.code,
        section.id,
        section.title,
        section.description,
        container,
        str(section.display),
        section.addable_types,
        section.navigation,
        section,
    )


def nodes() -> dict[str, Node]:
    """Every node by code, in the order of the tree: groups, then sections."""
    rows = [group_node(group) for group in catalogue().groups.values()]
    rows += [section_node(section) for section in catalogue().sections.values()]
    return {node.code: node for node in rows}
