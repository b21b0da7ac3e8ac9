"""Reading YAML nodes with their line marks: typed readers that gather every problem.

A reader is a function `(Context, Node) -> value`. It never raises on bad data: it notes the problem
with file and line and returns INVALID, so that one run finds all errors of all files.
"""

from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from enum import StrEnum
from hcmedu.portal.regulations.problems import Position
from hcmedu.portal.regulations.problems import Problem
from yaml.nodes import MappingNode
from yaml.nodes import Node
from yaml.nodes import ScalarNode
from yaml.nodes import SequenceNode

import re
import unicodedata


INVALID = object()
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
CODE = re.compile(r"[A-Z]\d{2}(\.\d+)?", re.ASCII)
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
NUMBER = re.compile(r"-?\d{1,9}", re.ASCII)
DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
TAG = "tag:yaml.org,2002:"


@dataclass(frozen=True)
class Reference:
    """A use of an id: to be found among the definitions of `kinds` once all files are read."""

    kinds: tuple[str, ...]
    value: str
    position: Position


@dataclass
class Context:
    """What one reading of a directory gathers."""

    file: str = ""
    problems: list[Problem] = field(default_factory=list)
    definitions: dict[str, dict[str, Position]] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)
    citations: list[tuple[str, str, Position]] = field(default_factory=list)

    def position(self, node: Node) -> Position:
        return Position(self.file, node.start_mark.line + 1)

    def complain(self, node: Node, message: str) -> object:
        """Note a problem at the node's line; returns INVALID."""
        self.problems.append(Problem(self.position(node), message))
        return INVALID

    def define(self, kind: str, value: str, node: Node) -> str | object:
        """Note that `value` is an id of `kind`; a second definition is a problem."""
        known = self.definitions.setdefault(kind, {})
        if value in known:
            return self.complain(node, f"duplicate {kind} {value!r}, first in {known[value]}")
        known[value] = self.position(node)
        return value


Reader = Callable[[Context, Node], object]


@dataclass(frozen=True)
class Field:
    """A key of a mapping; a missing key that is not required gets `default`."""

    read: Reader
    required: bool = True
    default: object = None


def text(context: Context, node: Node) -> object:
    """A text of one or more words, in NFC, without blanks at its ends."""
    if not isinstance(node, ScalarNode) or node.tag != f"{TAG}str":
        return context.complain(node, "a text is expected (quote numbers and dates)")
    value = " ".join(node.value.split())
    if not value:
        return context.complain(node, "the text is empty")
    if not unicodedata.is_normalized("NFC", value):
        return context.complain(node, "the text is not in Unicode form NFC")
    return value


def boolean(context: Context, node: Node) -> object:
    """`true` or `false`."""
    if node.tag != f"{TAG}bool" or node.value not in ("true", "false"):
        return context.complain(node, "true or false is expected")
    return node.value == "true"


def null(context: Context, node: Node) -> object:
    """`null`, said on purpose."""
    return None if node.tag == f"{TAG}null" else context.complain(node, "null is expected")


def or_null(read: Reader) -> Reader:
    """`null`, or what `read` reads."""

    def reader(context: Context, node: Node) -> object:
        return None if node.tag == f"{TAG}null" else read(context, node)

    return reader


def integer(minimum: int, maximum: int) -> Reader:
    """A whole number between the two, both included."""

    def reader(context: Context, node: Node) -> object:
        if node.tag != f"{TAG}int" or not NUMBER.fullmatch(str(node.value)):
            return context.complain(node, "a whole number is expected")
        value = int(node.value)
        if not minimum <= value <= maximum:
            return context.complain(node, f"{value} is not between {minimum} and {maximum}")
        return value

    return reader


def day(context: Context, node: Node) -> object:
    """A date written 2020-12-16, unquoted or quoted."""
    if isinstance(node, ScalarNode) and DATE.fullmatch(node.value):
        try:
            return date.fromisoformat(node.value)
        except ValueError as error:
            return context.complain(node, f"{node.value} is no date: {error}")
    return context.complain(node, "a date like 2020-12-16 is expected, or null if unknown")


def matching(pattern: re.Pattern[str], what: str) -> Reader:
    """A text that matches as a whole; `what` says in the message what is expected."""

    def reader(context: Context, node: Node) -> object:
        value = text(context, node)
        if value is INVALID or pattern.fullmatch(str(value)):
            return value
        return context.complain(node, f"{value!r} is no {what}")

    return reader


slug = matching(SLUG, "id (lower-case ASCII letters, digits and hyphens)")
code = matching(CODE, "code like A05 or A05.1")
clock = matching(TIME, 'time like "16:00"')


def identifier(kind: str, read: Reader = slug) -> Reader:
    """An id that its row defines, unique among all of `kind`."""

    def reader(context: Context, node: Node) -> object:
        value = read(context, node)
        return value if value is INVALID else context.define(kind, str(value), node)

    return reader


def reference(*kinds: str) -> Reader:
    """The id of another row, which must exist as one of `kinds`."""

    def reader(context: Context, node: Node) -> object:
        value = text(context, node)
        if value is not INVALID:
            context.references.append(Reference(kinds, str(value), context.position(node)))
        return value

    return reader


def choice(enum: type[StrEnum]) -> Reader:
    """One of the values of an enumeration."""

    def reader(context: Context, node: Node) -> object:
        value = text(context, node)
        if value is INVALID:
            return value
        if value not in {member.value for member in enum}:
            known = ", ".join(member.value for member in enum)
            return context.complain(node, f"unknown {enum.__name__} {value!r}; known: {known}")
        return enum(value)

    return reader


def one_of(what: str, *values: str) -> Reader:
    """One of a few words."""

    def reader(context: Context, node: Node) -> object:
        value = text(context, node)
        if value is INVALID or value in values:
            return value
        return context.complain(node, f"unknown {what} {value!r}; known: {', '.join(values)}")

    return reader


def list_of(read: Reader, minimum: int = 1) -> Reader:
    """A list of at least `minimum` different entries, as a tuple."""

    def reader(context: Context, node: Node) -> object:
        if not isinstance(node, SequenceNode):
            return context.complain(node, "a list is expected")
        if len(node.value) < minimum:
            return context.complain(node, f"the list needs at least {minimum} entries")
        values = [read(context, entry) for entry in node.value]
        if INVALID in values:
            return INVALID
        for index, entry in enumerate(node.value):
            if values[index] in values[:index]:
                return context.complain(entry, f"{values[index]} stands twice in the list")
        return tuple(values)

    return reader


def entries(context: Context, node: Node, allowed: Mapping[str, object]) -> dict[str, Node] | None:
    """The mapping's values by key; None if it is none. Unknown and double keys are problems."""
    if not isinstance(node, MappingNode):
        context.complain(node, "a mapping is expected")
        return None
    found: dict[str, Node] = {}
    for key, value in node.value:
        if not isinstance(key, ScalarNode) or key.value not in allowed:
            known = ", ".join(sorted(allowed))
            context.complain(key, f"unknown key {key.value!r}; known: {known}")
        elif key.value in found:
            context.complain(key, f"the key {key.value!r} stands twice")
        else:
            found[key.value] = value
    return found


def record(build: Callable[..., object], fields: Mapping[str, Field]) -> Reader:
    """A mapping with exactly these keys, handed to `build` as keyword arguments."""

    def reader(context: Context, node: Node) -> object:
        before = len(context.problems)
        nodes = entries(context, node, fields)
        if nodes is None:
            return INVALID
        values = {key: read_field(context, node, nodes, key, fields[key]) for key in fields}
        return build(**values) if len(context.problems) == before else INVALID

    return reader


def read_field(
    context: Context, node: Node, nodes: Mapping[str, Node], key: str, spec: Field
) -> object:
    """The value of one key of a mapping, its default, or INVALID."""
    if key in nodes:
        return spec.read(context, nodes[key])
    if spec.required:
        return context.complain(node, f"the key {key!r} is missing")
    return spec.default
