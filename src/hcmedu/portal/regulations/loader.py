"""Reading a directory of YAML files into a `Catalogue`, or into every error that they hold."""

from functools import cache
from hcmedu.portal.regulations.assembly import assemble
from hcmedu.portal.regulations.nodes import Context
from hcmedu.portal.regulations.nodes import entries
from hcmedu.portal.regulations.nodes import INVALID
from hcmedu.portal.regulations.nodes import list_of
from hcmedu.portal.regulations.nodes import text
from hcmedu.portal.regulations.problems import CatalogueError
from hcmedu.portal.regulations.problems import Position
from hcmedu.portal.regulations.problems import Problem
from hcmedu.portal.regulations.queries import Catalogue
from hcmedu.portal.regulations.rows import ROWS
from hcmedu.portal.regulations.validation import validate
from pathlib import Path
from yaml.nodes import Node
from yaml.nodes import SequenceNode

import yaml


DATA = Path(__file__).parent / "data"
CIRCULAR = "circular"
SUFFIXES = (".yaml", ".yml")
# The C parser of PyYAML where it is built in: ten times as fast, with the same marks
SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Rows = dict[str, list[object]]


@cache
def catalogue() -> Catalogue:
    """The catalogue that this package carries, read once per process."""
    return load(DATA)


def load(directory: Path | str) -> Catalogue:
    """The catalogue of all YAML files of a directory, in the order of their names.

    Raises CatalogueError with every problem of every file.
    """
    context = Context()
    rows: Rows = {kind: [] for kind in ROWS}
    paths = sorted(path for path in Path(directory).glob("*") if path.suffix in SUFFIXES)
    for path in paths:
        read_file(context, path, rows)
    if not paths:
        context.problems.append(Problem(Position(str(directory), 1), "no YAML file in here"))
    validate(context, rows)
    if context.problems:
        raise CatalogueError(context.problems)
    return assemble(rows)


def read_file(context: Context, path: Path, rows: Rows) -> None:
    """Add the rows of one file to `rows`, its problems to the context."""
    context.file = path.name
    node = parse(context, path)
    if node is not None:
        read_document(context, node, rows)


def parse(context: Context, path: Path) -> Node | None:
    """The file as a node with marks; None, with a problem noted, if it is no YAML in UTF-8."""
    raw = path.read_bytes()
    try:
        node: Node | None = yaml.compose(raw.decode("utf-8"), Loader=SafeLoader)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        context.problems.append(Problem(Position(path.name, line), "the file is not in UTF-8"))
        return None
    except yaml.YAMLError as error:
        context.problems.append(syntax_problem(path.name, error))
        return None
    if node is None:
        context.problems.append(Problem(Position(path.name, 1), "the file is empty"))
    return node


def syntax_problem(file: str, error: yaml.YAMLError) -> Problem:
    """What the parser found, at the line where it found it."""
    mark = getattr(error, "problem_mark", None)
    message = getattr(error, "problem", None) or " ".join(str(error).split())
    return Problem(Position(file, mark.line + 1 if mark else 1), f"no valid YAML: {message}")


def read_document(context: Context, node: Node, rows: Rows) -> None:
    """Read `kind: <rows>` with its `rows`, or `kind: circular` with lists of several kinds."""
    kind = kind_of(context, node)
    if kind is None:
        return
    allowed = ("kind", *ROWS) if kind == CIRCULAR else ("kind", "rows")
    found = entries(context, node, dict.fromkeys(allowed)) or {}
    found.pop("kind", None)
    if not found:
        context.complain(node, f"the file of kind {kind!r} holds no rows")
    for name, listed in found.items():
        read_rows(context, listed, name if kind == CIRCULAR else kind, rows)


def kind_of(context: Context, node: Node) -> str | None:
    """The kind that a file declares, or None with a problem noted."""
    pairs = node.value if isinstance(node.value, list) else []
    for pair in pairs:
        if isinstance(pair, tuple) and pair[0].value == "kind":
            value = text(context, pair[1])
            if value is INVALID or value in ROWS or value == CIRCULAR:
                return None if value is INVALID else str(value)
            known = ", ".join((*ROWS, CIRCULAR))
            context.complain(pair[1], f"unknown kind {value!r}; known: {known}")
            return None
    context.complain(node, "the file declares no 'kind'")
    return None


def read_rows(context: Context, node: Node, kind: str, rows: Rows) -> None:
    """Add the valid rows of one list."""
    if not isinstance(node, SequenceNode):
        list_of(ROWS[kind])(context, node)
        return
    made = [ROWS[kind](context, entry) for entry in node.value]
    rows[kind].extend(row for row in made if row is not INVALID)
