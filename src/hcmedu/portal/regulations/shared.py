"""Readers that rows and checks have in common: citations, school levels, portal types."""

from hcmedu.portal.regulations.model import Citation
from hcmedu.portal.regulations.nodes import Context
from hcmedu.portal.regulations.nodes import Field
from hcmedu.portal.regulations.nodes import INVALID
from hcmedu.portal.regulations.nodes import list_of
from hcmedu.portal.regulations.nodes import one_of
from hcmedu.portal.regulations.nodes import Reference
from hcmedu.portal.regulations.nodes import reference
from hcmedu.portal.regulations.nodes import text
from yaml.nodes import Node
from yaml.nodes import SequenceNode


# Types that a section may allow: ours, then Plone's own
PORTAL_TYPES = (
    "OfficialDocument",
    "Disclosure",
    "Procedure",
    "YearbookEntry",
    "ConsultationTopic",
    "StaffMember",
    "LearningResource",
    "Schedule",
    "Project",
    "ResultTable",
    "Document",
    "News Item",
    "Event",
    "Link",
    "File",
    "Image",
    "Folder",
    "Collection",
    "EasyForm",
)
ALL = "all"
# Stands for `levels: all` until the loader knows which levels there are
EVERY_LEVEL = ("*",)

portal_type = one_of("portal type", *PORTAL_TYPES)


def citation(context: Context, node: Node) -> object:
    """`<regulation id> <place>`, as in `4210 III.3`."""
    value = text(context, node)
    if value is INVALID:
        return INVALID
    regulation, _, place = str(value).partition(" ")
    if not place:
        return context.complain(node, f"{value!r} names no place: write '<regulation> <place>'")
    position = context.position(node)
    context.references.append(Reference(("regulations",), regulation, position))
    context.citations.append((regulation, place, position))
    return Citation(regulation, place)


def levels(context: Context, node: Node) -> object:
    """`all`, or a list of level ids."""
    if isinstance(node, SequenceNode):
        return list_of(reference("levels"))(context, node)
    value = text(context, node)
    if value is INVALID or value == ALL:
        return value if value is INVALID else EVERY_LEVEL
    return context.complain(node, f"{value!r}: write 'all' or a list of levels")


CITATIONS = Field(list_of(citation))
LEVELS = Field(levels)
LEVELS_OR_ALL = Field(levels, required=False, default=EVERY_LEVEL)
