"""The map of the house holds: arrows between the rooms, size of the code, the law as data.

Only the sources are read; the rooms, their order and what each may import stand in the table of
``docs/architecture.md``.
"""

from collections.abc import Iterator
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.vietnamese import fold
from html.parser import HTMLParser
from pathlib import Path

import ast
import graphlib
import pytest
import re
import sys


PROJECT = Path(__file__).parent.parent
PACKAGE = PROJECT / "src" / "hcmedu" / "portal"
NAME = "hcmedu.portal"
PURE = {"charts", "vietnamese", "regulations"}
#: Pure parts of rooms that know Plone elsewhere.
PURE_PARTS = {
    "hcmedu.portal.cases.desk.report",
    "hcmedu.portal.compliance.evaluation",
    "hcmedu.portal.content.tables",
    "hcmedu.portal.documents.disclosures",
    "hcmedu.portal.documents.extraction",
    "hcmedu.portal.documents.ledger",
    "hcmedu.portal.lookup.rows",
    "hcmedu.portal.theme.colours",
}
#: Rooms below Plone that read the world: files, tools of the system, images.
WITHOUT_PLONE = {"conversion"}
PURE_LIBRARIES = {*sys.stdlib_module_names, "openpyxl", "yaml", "hcmedu"}
#: Groups of one noun, which means no group elsewhere, and what one module may say for its own ends.
NOUNS = {"Văn bản", "Công khai", "Giới thiệu"}
OTHER_MEANING = {
    "hcmedu.portal.content.terms": {"Âm nhạc"},  # a subject of the timetable
    "hcmedu.portal.feeds.kinds": {"Thông báo"},  # what a feed of the authority brings
}
MODULE_LINES, FUNCTION_LINES = 300, 50

PATHS = sorted(PACKAGE.rglob("*.py"))
TEMPLATES = sorted(
    path for ending in ("pt", "zcml", "xml") for path in PACKAGE.rglob(f"*.{ending}")
)


def rooms_in_order() -> dict[str, set[str]]:
    """Each room → the rooms that it may import, from the table of docs/architecture.md."""
    text = (PROJECT / "docs" / "architecture.md").read_text(encoding="utf-8")
    allowed: dict[str, set[str]] = {}
    for first, third in re.findall(r"^\| (`[^|]+) \|[^|]*\| ([^|]+) \|$", text, re.MULTILINE):
        rooms = [name.strip("/").removesuffix(".py") for name in re.findall("`([^`]+)`", first)]
        named = set(re.findall("`([^`]+)`", third))
        # the message factory is free to all but the pure rooms
        above = set(allowed) if third.startswith("above") else named | {"__init__", "interfaces"}
        for room in rooms:
            allowed[room] = (named if room in PURE else above) | set(rooms)
    return allowed


def module_name(path: Path) -> str:
    parts = [NAME, *path.relative_to(PACKAGE).with_suffix("").parts]
    return ".".join(part for part in parts if part != "__init__")


def room(module: str) -> str:
    """``hcmedu.portal.school.builder`` → ``school``; the package itself → ``__init__``."""
    return module.removeprefix(NAME).lstrip(".").partition(".")[0] or "__init__"


TREES = {module_name(path): ast.parse(path.read_text(encoding="utf-8")) for path in PATHS}
IS_PACKAGE = {module_name(path) for path in PATHS if path.name == "__init__.py"}
ALLOWED = rooms_in_order()


def absolute(module: str, node: ast.ImportFrom) -> str:
    """The module that a ``from`` names, relative ones resolved."""
    if not node.level:
        return node.module or ""
    parts = module.split(".") + ([""] if module in IS_PACKAGE else [])
    return ".".join([*parts[: len(parts) - node.level], *filter(None, [node.module])])


def imports(module: str) -> Iterator[str]:
    """The full names of what a module imports, inside functions too.

    ``from package import name`` counts for the submodule where ``name`` is one.
    """
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = absolute(module, node)
            for alias in node.names:
                submodule = f"{base}.{alias.name}"
                yield submodule if submodule in TREES else base


def test_the_table_names_every_room():
    assert list(ALLOWED)[:4] == ["__init__", "interfaces", "vietnamese", "regulations"]
    assert {room(module) for module in TREES} - set(ALLOWED) == set()


@pytest.mark.parametrize("module", TREES)
def test_arrows_run_upwards_only(module):
    own = {name for name in imports(module) if name == NAME or name.startswith(f"{NAME}.")}
    forbidden = {name for name in own if room(name) not in ALLOWED[room(module)]}
    assert forbidden == set(), f"{room(module)} may import {sorted(ALLOWED[room(module)])}"


def in_pure_part(module: str) -> bool:
    return any(f"{module}.".startswith(f"{part}.") for part in PURE_PARTS)


@pytest.mark.parametrize(
    "module", [name for name in TREES if room(name) in PURE or in_pure_part(name)]
)
def test_pure_rooms_know_no_plone(module):
    libraries = {name.partition(".")[0] for name in imports(module)}
    assert libraries <= PURE_LIBRARIES


@pytest.mark.parametrize("module", [name for name in TREES if room(name) in WITHOUT_PLONE])
def test_rooms_below_plone_know_none_of_it(module):
    libraries = {name.partition(".")[0] for name in imports(module)}
    assert libraries <= {*PURE_LIBRARIES, "PIL"}


@pytest.mark.parametrize("module", [name for name in TREES if in_pure_part(name)])
def test_pure_parts_know_pure_rooms_only(module):
    own = {name for name in imports(module) if name.startswith(f"{NAME}.")}
    assert {name for name in own if room(name) not in PURE and not in_pure_part(name)} == set()


def test_no_circles_between_modules():
    graph = {module: {name for name in imports(module) if name in TREES} for module in TREES}
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


@pytest.mark.parametrize("path", PATHS, ids=[module_name(path) for path in PATHS])
def test_modules_stay_small(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MODULE_LINES


@pytest.mark.parametrize("module", TREES)
def test_functions_stay_small(module):
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    functions = [node for node in ast.walk(TREES[module]) if isinstance(node, kinds)]
    sizes = {node.name: node.end_lineno - node.lineno + 1 for node in functions}
    assert {name: size for name, size in sizes.items() if size > FUNCTION_LINES} == {}


#: Tells the machine's day beside the portal's, since Plone's own lists go by it.
ASKS_THE_MACHINE = {"hcmedu.portal.caching.state"}


@pytest.mark.parametrize("module", TREES)
def test_the_day_is_that_of_the_portal(module):
    """``behaviors.clock`` knows its zone; a machine in UTC has yesterday until seven o'clock."""
    calls = {
        ast.unparse(node.func)
        for node in ast.walk(TREES[module])
        if isinstance(node, ast.Call) and not node.args and not node.keywords
    }
    asked = calls & {"date.today", "datetime.today", "datetime.now", "datetime.utcnow"}
    assert asked == ({"date.today"} if module in ASKS_THE_MACHINE else set())


class Texts(HTMLParser):
    """Collects what a template or an XML file says: texts and values of attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for _, value in attrs:
            for part in re.split(r"[;|]", value or ""):
                self.found.append(part.partition("string:")[2] or part)

    handle_startendtag = handle_starttag

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def texts_of_template(path: Path) -> list[str]:
    parser = Texts()
    parser.feed(path.read_text(encoding="utf-8"))
    parser.close()
    return parser.found


def texts_of_module(module: str) -> list[str]:
    """The string constants of a module, without docstrings."""
    tree = TREES[module]
    statements = [node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)]
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return [
        node.value
        for node in constants
        if isinstance(node.value, str) and not any(node is statement for statement in statements)
    ]


def words(text: str) -> str:
    """A text as folded words with a space around each: what the comparison sees."""
    return " ".join(["", *re.findall(r"[^\W_]+", fold(text)), ""])


#: Titles that are a plain English word as well (Video) can't be told from a message id.
TITLES = {
    words(titled.title): titled.title
    for titled in (*catalogue().sections.values(), *catalogue().groups.values())
    if not titled.title.isascii() and titled.title not in NOUNS
}


def titles_in(texts: list[str]) -> set[str]:
    """Titles that stand in these texts: alone, or, when they are four words or more, inside."""
    found = set()
    for seen in {words(text) for text in texts}:
        found |= {TITLES[seen]} if seen in TITLES else set()
        found |= {title for key, title in TITLES.items() if key.count(" ") > 4 and key in seen}
    return found


def test_there_are_titles_to_look_for():
    assert len(TITLES) > 36


@pytest.mark.parametrize("module", TREES)
def test_no_section_title_in_python(module):
    assert titles_in(texts_of_module(module)) == OTHER_MEANING.get(module, set())


@pytest.mark.parametrize(
    "path", TEMPLATES, ids=[str(path.relative_to(PACKAGE)) for path in TEMPLATES]
)
def test_no_section_title_in_templates(path):
    assert titles_in(texts_of_template(path)) == set()
