"""The schema of every kind of row that a catalogue file may hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from hcmedu.portal.regulations.checks import check
from hcmedu.portal.regulations.model import Check
from hcmedu.portal.regulations.model import CheckKind
from hcmedu.portal.regulations.model import Criterion
from hcmedu.portal.regulations.model import DisclosureForm
from hcmedu.portal.regulations.model import Display
from hcmedu.portal.regulations.model import DocumentForm
from hcmedu.portal.regulations.model import Group
from hcmedu.portal.regulations.model import Holiday
from hcmedu.portal.regulations.model import HolidayBasis
from hcmedu.portal.regulations.model import Item
from hcmedu.portal.regulations.model import LinkTarget
from hcmedu.portal.regulations.model import Obligation
from hcmedu.portal.regulations.model import ProcedureKind
from hcmedu.portal.regulations.model import Regulation
from hcmedu.portal.regulations.model import Section
from hcmedu.portal.regulations.model import Term
from hcmedu.portal.regulations.nodes import boolean
from hcmedu.portal.regulations.nodes import choice
from hcmedu.portal.regulations.nodes import code
from hcmedu.portal.regulations.nodes import Context
from hcmedu.portal.regulations.nodes import day
from hcmedu.portal.regulations.nodes import Field
from hcmedu.portal.regulations.nodes import identifier
from hcmedu.portal.regulations.nodes import integer
from hcmedu.portal.regulations.nodes import INVALID
from hcmedu.portal.regulations.nodes import list_of
from hcmedu.portal.regulations.nodes import or_null
from hcmedu.portal.regulations.nodes import Reader
from hcmedu.portal.regulations.nodes import record
from hcmedu.portal.regulations.nodes import reference
from hcmedu.portal.regulations.nodes import text
from hcmedu.portal.regulations.shared import CITATIONS
from hcmedu.portal.regulations.shared import LEVELS
from hcmedu.portal.regulations.shared import portal_type
from yaml.nodes import Node


@dataclass(frozen=True)
class AddedCheck:
    """A check that stands apart from its section or item (in a circular's file)."""

    owner: str
    check: Check


@dataclass(frozen=True)
class GeneralCheck:
    """A check of every section, except those displayed in one of these ways."""

    check: Check
    unless_displays: tuple[Display, ...]

    def concerns(self, section: Section) -> bool:
        return section.display not in self.unless_displays


def added_check(context: Context, node: Node) -> object:
    """A check with the key `owner`: the code of the section or item that it belongs to."""
    pair = check(context, node, owner=Field(reference("sections", "items")))
    return INVALID if pair is INVALID else AddedCheck(pair[1]["owner"], pair[0])


def general_check(context: Context, node: Node) -> object:
    """A check with the key `unless_displays`."""
    pair = check(context, node, unless_displays=Field(list_of(choice(Display), 0), False, ()))
    return INVALID if pair is INVALID else GeneralCheck(pair[0], pair[1]["unless_displays"])


def holiday_day(context: Context, node: Node) -> object:
    """A date that no other row has."""
    value = day(context, node)
    known = value is INVALID or context.define("holidays", str(value), node) is INVALID
    return INVALID if known else value


TITLE = Field(text)
CHECKS = Field(list_of(check, 0), required=False, default=())
DAY = Field(or_null(day), required=False)
UNCITED = Field(CITATIONS.read, required=False, default=())


def ident(kind: str) -> Field:
    return Field(identifier(kind))


REGULATION = {
    "id": ident("regulations"),
    "number": Field(or_null(text)),
    "form": Field(or_null(reference("document_forms"))),
    "issuer": TITLE,
    "issued": Field(or_null(day)),
    "valid_from": DAY,
    "valid_until": DAY,
    "replaced_by": Field(or_null(reference("regulations")), required=False),
    "title": TITLE,
    "places": Field(list_of(text, 0), required=False, default=()),
}
SECTION = {
    "code": Field(identifier("sections", code)),
    # Groups and sections become folders of one tree: no two of them share an id
    "id": ident("places"),
    "title": TITLE,
    "description": TITLE,
    "group": Field(reference("groups"), required=False),
    "parent": Field(or_null(reference("sections")), required=False),
    "citations": CITATIONS,
    "levels": LEVELS,
    "boarding": Field(boolean, required=False, default=False),
    "obligation": Field(choice(Obligation)),
    "display": Field(choice(Display)),
    "addable_types": Field(list_of(portal_type, 0)),
    "checks": CHECKS,
    "navigation": Field(boolean, required=False, default=True),
    "disclosure_groups": Field(
        list_of(reference("disclosure_groups"), 1), required=False, default=()
    ),
}
ITEM = {
    "code": Field(identifier("items", code)),
    "title": TITLE,
    "description": TITLE,
    "citations": CITATIONS,
    "sections": Field(list_of(reference("sections"), 0), required=False, default=()),
    "checks": CHECKS,
}
DOCUMENT_FORM = {
    "id": ident("document_forms"),
    "title": TITLE,
    "abbreviation": Field(or_null(text)),
    "legislative": Field(boolean, required=False, default=False),
    "citations": UNCITED,
}
DISCLOSURE_FORM = {
    "id": ident("disclosure_forms"),
    "regulation": Field(reference("regulations")),
    "number": TITLE,
    "title": TITLE,
    "group": Field(reference("disclosure_groups")),
    "levels": LEVELS,
    "citations": CITATIONS,
    "kept_years": Field(integer(1, 50), required=False),
}
PROCEDURE = {"id": ident("procedures"), "title": TITLE, "levels": LEVELS, "citations": CITATIONS}
LINK = {
    "id": ident("links"),
    "title": TITLE,
    "url": TITLE,
    "section": Field(reference("sections")),
    "citations": CITATIONS,
}

CRITERION = {
    "id": ident("criteria"),
    "title": TITLE,
    "weight": Field(integer(1, 100), required=False, default=1),
    "citations": CITATIONS,
    "owners": Field(list_of(reference("sections", "items"), 0), required=False, default=()),
    "kinds": Field(list_of(choice(CheckKind), 0), required=False, default=()),
}
HOLIDAY = {
    "day": Field(holiday_day),
    "title": TITLE,
    "basis": Field(choice(HolidayBasis)),
    "citations": CITATIONS,
}


def group(context: Context, node: Node) -> object:
    """A first-level entry; its id is a place of the tree as well."""
    before = set(context.definitions.get("groups", ()))
    made = record(Group, {"id": ident("groups"), "title": TITLE, "description": TITLE})(
        context, node
    )
    for added in set(context.definitions.get("groups", ())) - before:
        context.define("places", added, node)
    return made


def term(kind: str, citations: Field = CITATIONS) -> Reader:
    return record(Term, {"id": ident(kind), "title": TITLE, "citations": citations})


ROWS: Mapping[str, Reader] = {
    "checks": added_check,
    "criteria": record(Criterion, CRITERION),
    "disclosure_forms": record(DisclosureForm, DISCLOSURE_FORM),
    "disclosure_groups": term("disclosure_groups"),
    "document_fields": term("document_fields", UNCITED),
    "document_forms": record(DocumentForm, DOCUMENT_FORM),
    "general_checks": general_check,
    "groups": group,
    "holidays": record(Holiday, HOLIDAY),
    "items": record(Item, ITEM),
    "levels": term("levels"),
    "links": record(LinkTarget, LINK),
    "procedures": record(ProcedureKind, PROCEDURE),
    "project_kinds": term("project_kinds"),
    "project_states": term("project_states"),
    "regulations": record(Regulation, REGULATION),
    "sections": record(Section, SECTION),
}
