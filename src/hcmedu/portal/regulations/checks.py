"""The kinds of checks and the parameters of each; a later room evaluates them."""

from collections.abc import Mapping
from enum import StrEnum
from hcmedu.portal.regulations.model import Check
from hcmedu.portal.regulations.model import CheckKind
from hcmedu.portal.regulations.nodes import boolean
from hcmedu.portal.regulations.nodes import choice
from hcmedu.portal.regulations.nodes import clock
from hcmedu.portal.regulations.nodes import Context
from hcmedu.portal.regulations.nodes import entries
from hcmedu.portal.regulations.nodes import Field
from hcmedu.portal.regulations.nodes import integer
from hcmedu.portal.regulations.nodes import INVALID
from hcmedu.portal.regulations.nodes import list_of
from hcmedu.portal.regulations.nodes import one_of
from hcmedu.portal.regulations.nodes import read_field
from hcmedu.portal.regulations.nodes import reference
from hcmedu.portal.regulations.nodes import slug
from hcmedu.portal.regulations.nodes import text
from hcmedu.portal.regulations.shared import CITATIONS
from hcmedu.portal.regulations.shared import LEVELS_OR_ALL
from hcmedu.portal.regulations.shared import portal_type
from types import MappingProxyType
from yaml.nodes import Node


class Weekday(StrEnum):
    """Days of the week, as `date.isoweekday()` counts them from 1."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


def optional(field: Field, default: object = None) -> Field:
    """The same key, which may be missing."""
    return Field(field.read, required=False, default=default)


NAMES = Field(list_of(text))
TYPE = Field(portal_type)
PER = one_of("period", "total", "month", "school_year")
UNIT = one_of("unit", "day", "month", "school_year")
SCHEDULE = one_of("schedule", "timetable", "menu", "weekly")
EVENT = one_of("event", "issue", "activity", "change", "receipt", "request")

PARAMETERS: Mapping[CheckKind, Mapping[str, Field]] = {
    # The portal's accounts: one head who approves, editors who write, one administrator
    CheckKind.BOARD_FOUNDED: {
        "heads": Field(integer(1, 1)),
        "editors": Field(integer(1, 100)),
        "administrators": Field(integer(1, 1)),
    },
    # Every disclosure form of this circular that the school's level needs is published
    CheckKind.DISCLOSURE_FORMS_PRESENT: {"regulation": Field(reference("regulations"))},
    # A document of each form is published
    CheckKind.DOCUMENTS_PRESENT: {"forms": Field(list_of(reference("document_forms")))},
    # The profile's domain has one of these shapes; {school}, {unit}, {city} are labels
    CheckKind.DOMAIN_PATTERN: {"patterns": NAMES},
    # Addresses in these fields (of the profile, or of items of the type) are official
    CheckKind.EMAIL_OFFICIAL: {
        "fields": NAMES,
        "portal_type": optional(TYPE),
        "preferred_domains": NAMES,
    },
    # News of the authority above comes in by itself: the feeds that are set were read lately
    CheckKind.FEEDS_WORKING: {"max_age": Field(integer(1, 400))},
    # Each item of the type has these fields filled
    CheckKind.FIELDS_FILLED: {"portal_type": TYPE, "fields": NAMES},
    # The newest item is not older than this; `school_year`: dated in the running one
    CheckKind.FRESHNESS: {"max_age": Field(integer(1, 400)), "unit": Field(UNIT)},
    # What was published stays so for as many years
    CheckKind.KEPT_FOR: {"years": Field(integer(1, 50))},
    # The article's words, counted by blanks
    CheckKind.LENGTH: {
        "min_words": Field(integer(1, 100_000)),
        "max_words": Field(integer(1, 100_000)),
    },
    # The links of the section answer, as far as somebody has looked
    CheckKind.LINKS_ALIVE: {},
    # Links to all, or to any, of these targets and of the URLs in these profile fields
    CheckKind.LINKS_PRESENT: {
        "targets": optional(Field(list_of(reference("links"))), ()),
        "match": optional(Field(one_of("match", "all", "any")), "all"),
        "profile_fields": optional(NAMES, ()),
    },
    CheckKind.MINIMUM_NUMBER: {
        "number": Field(integer(1, 1000)),
        "per": optional(Field(PER), "total"),
        "portal_types": optional(Field(list_of(portal_type)), ()),
    },
    CheckKind.NOT_EMPTY: {},
    CheckKind.NOTHING_EXPIRED: {},
    CheckKind.ON_HOME_PAGE: {"place": Field(one_of("place", "column", "foot", "ticker"))},
    CheckKind.PICTURE_PRESENT: {"number": optional(Field(integer(1, 100)), 1)},
    # Each of these procedures that the school's level has is published
    CheckKind.PROCEDURES_PRESENT: {"procedures": Field(list_of(reference("procedures")))},
    # These fields of the profile are filled; `landline`: one of the numbers is of a fixed line
    CheckKind.PROFILE_FIELD: {"fields": NAMES, "landline": optional(Field(boolean), False)},
    # What the text or the items have to speak of, each a heading that an editor confirms
    CheckKind.TOPICS_COVERED: {"topics": NAMES},
    # At least one item of the type has each of these values in the field
    CheckKind.VALUES_PRESENT: {
        "portal_type": TYPE,
        "field": Field(text),
        "values": NAMES,
    },
    # The visitor reads the document's file without downloading it
    CheckKind.VIEWABLE_IN_PLACE: {},
    # What covers the next week is published before this time; or what covers a longer time is
    CheckKind.WEEKLY_DEADLINE: {
        "weekday": Field(choice(Weekday)),
        "time": Field(clock),
        "or_valid_for": optional(Field(list_of(one_of("time", "term", "school_year"))), ()),
        "schedule_kind": optional(Field(SCHEDULE)),
    },
    # Published within so many working days of the event; 0: on the same day. `or_in_force`: or of
    # the day on which a document enters into force
    CheckKind.WITHIN_WORKING_DAYS: {
        "days": Field(integer(0, 60)),
        "of": Field(EVENT),
        "or_in_force": optional(Field(boolean), False),
    },
    # Done by that day of each year, or before a school year or term begins; schedules of the kind:
    # by the first day of it
    CheckKind.YEARLY_DEADLINE: {
        "month": optional(Field(integer(1, 12))),
        "day": optional(Field(integer(1, 31))),
        "before": optional(Field(one_of("beginning", "school_year", "term"))),
        "period": optional(Field(one_of("period", "june", "september"))),
        "schedule_kind": optional(Field(SCHEDULE)),
    },
    # Something is there for each of the latest so many years
    CheckKind.YEARS_COVERED: {
        "number": Field(integer(1, 50)),
        "unit": Field(one_of("unit", "school_year")),
        "or_since_founding": optional(Field(boolean), False),
    },
}
COMMON: Mapping[str, Field] = {
    "id": Field(slug),
    "kind": Field(choice(CheckKind)),
    "demand": Field(text),
    "citations": CITATIONS,
    "levels": LEVELS_OR_ALL,
}


def check(context: Context, node: Node, **extra: Field) -> object:
    """One check of any kind; with `extra` keys a pair of the check and their values."""
    before = len(context.problems)
    kind = kind_of(context, node)
    parameters = PARAMETERS[kind] if isinstance(kind, CheckKind) else {}
    if kind is INVALID:
        return INVALID
    fields = {**COMMON, **extra, **parameters}
    nodes = entries(context, node, fields) or {}
    values = {key: read_field(context, node, nodes, key, fields[key]) for key in fields}
    params = {key: values.pop(key) for key in parameters}
    others = {key: values.pop(key) for key in extra}
    consistent(context, node, kind, params)
    if len(context.problems) > before:
        return INVALID
    made = Check(params=MappingProxyType(params), **values)
    return (made, others) if extra else made


def kind_of(context: Context, node: Node) -> object:
    """The kind that a check states, or INVALID with a problem noted."""
    pairs = node.value if isinstance(node.value, list) else []
    for pair in pairs:
        if isinstance(pair, tuple) and pair[0].value == "kind":
            return choice(CheckKind)(context, pair[1])
    return context.complain(node, "a check is a mapping with the key 'kind'")


def consistent(context: Context, node: Node, kind: object, params: Mapping[str, object]) -> None:
    """Note parameters that are right one by one and wrong together."""
    if kind is CheckKind.YEARLY_DEADLINE:
        dated = params["month"] is not None, params["day"] is not None
        if dated not in ((True, True), (False, False)) or dated[0] == bool(params["before"]):
            context.complain(node, "either 'month' and 'day' or 'before' is needed")
    if kind is CheckKind.LINKS_PRESENT and not (params["targets"] or params["profile_fields"]):
        context.complain(node, "either 'targets' or 'profile_fields' is needed")
    if kind is CheckKind.LENGTH:
        least, most = params["min_words"], params["max_words"]
        if isinstance(least, int) and isinstance(most, int) and least > most:
            context.complain(node, "'min_words' is above 'max_words'")
