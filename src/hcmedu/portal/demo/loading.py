"""Read the content of the demo school: one YAML file per section, named by the section's code.

No Plone here. A file is a list of items:

    - type: News Item            # portal type
      id: le-khai-giang          # the item is known by it in later runs
      effective: !day today-3    # from when visitors see it; default: the day of the build
      state: published           # or draft, pending, returned (with `comment`)
      values: {title: ..., text: !md "Markdown"}
      children: [...]            # attachments, pictures of an album
      table: {file: a.csv, asked: {Heading: text}, shown: [Heading]}  # of a ResultTable

Tags: ``!day today-3``, ``!day monday+7`` (a date), ``!moment today+21 17:00``, ``!md``
(Markdown to HTML), ``!html`` (a file below ``content/``), ``!file`` and ``!image`` (below
``files/``), ``!ref A06/id``, ``!fill`` (a plain text with dates), ``!form chuyen-truong`` (all
values of a standard form). In texts ``{{monday+7}}`` becomes 23/11 and ``{{today}}`` 20/11/2026. A
day is moved off Saturday and Sunday unless it was counted from Monday: into the past when it lies
there, else into the future.
"""

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from hcmedu.portal.cases.forms.models import form_values
from hcmedu.portal.cases.forms.templates import form_templates
from hcmedu.portal.vietnamese import format_date
from pathlib import Path
from typing import Any

import functools
import markdown
import re
import yaml


HERE = Path(__file__).parent
CONTENT = HERE / "content"
FILES = HERE / "files"
STATES = ("published", "pending", "returned", "draft")
_DAY = re.compile(r"(today|monday)([+-]\d+)?")
_PLACEHOLDER = re.compile(r"\{\{(.*?)\}\}")


class DemoDataError(ValueError):
    """Something is wrong in the data; the message names file and item."""


@dataclass(frozen=True)
class Html:
    """HTML of a rich text."""

    source: str


@dataclass(frozen=True)
class FileRef:
    """A file below ``files/``; ``image`` tells which kind of value it becomes."""

    path: Path
    image: bool


@dataclass(frozen=True)
class ItemRef:
    """Another item, by the code of its section and its id."""

    code: str
    id: str


@dataclass(frozen=True)
class Item:
    """One object to create."""

    type: str
    id: str
    values: dict[str, Any]
    effective: date | None = None
    state: str = "published"
    comment: str = ""
    table: dict[str, Any] | None = None
    children: tuple["Item", ...] = field(default=())


def parse_day(text: str, today: date) -> date:
    """``today-3``, ``monday+7`` or an ISO date."""
    match = _DAY.fullmatch(text.strip())
    if match is None:
        return date.fromisoformat(text.strip())
    days = timedelta(days=int(match[2] or 0))
    if match[1] == "monday":
        return today - timedelta(days=today.weekday()) + days
    return off_weekend(today + days, today)


def off_weekend(day: date, today: date) -> date:
    """The next working day, on the side of ``today`` on which the day lies."""
    if day.weekday() < 5 or day == today:
        return day
    past, future = day.weekday() - 4, 7 - day.weekday()
    return day - timedelta(days=past) if day < today else day + timedelta(days=future)


def fill(text: str, today: date) -> str:
    """Replace ``{{...}}`` by dates: a day of a week as 23/11, any other as 20/11/2026."""

    def shown(match: re.Match) -> str:
        day = parse_day(match[1], today)
        return f"{day:%d/%m}" if match[1].strip().startswith("monday") else format_date(day)

    return _PLACEHOLDER.sub(shown, text)


def to_html(text: str) -> str:
    """Markdown with tables, as HTML that the editor of the portal could have written."""
    html = markdown.markdown(text, extensions=["tables", "sane_lists"], output_format="html")
    return html.replace("<table>", '<table class="table">')


def loader(today: date) -> type[yaml.SafeLoader]:
    """A YAML loader that knows the tags, for the day of the build."""

    class DemoLoader(yaml.SafeLoader):
        """A SafeLoader: nothing but the tags below is added."""

    def tag(name: str, make: Callable[[str], Any]) -> None:
        DemoLoader.add_constructor(name, lambda self, node: make(self.construct_scalar(node)))

    tag("!day", lambda text: parse_day(text, today))
    tag("!moment", lambda text: parse_moment(text, today))
    tag("!md", lambda text: Html(to_html(fill(text, today))))
    tag("!html", lambda text: Html(fill(read_html(text), today)))
    tag("!file", lambda text: file_ref(text, image=False))
    tag("!image", lambda text: file_ref(text, image=True))
    tag("!ref", lambda text: ItemRef(*text.split("/", 1)))
    tag("!fill", lambda text: fill(text, today))
    tag("!form", lambda text: form_values(form_templates()[text]))
    return DemoLoader


def parse_moment(text: str, today: date) -> datetime:
    """``today+21 17:00``: a naive time, meant in the zone of the site."""
    day, clock = text.rsplit(" ", 1)
    return datetime.combine(parse_day(day, today), time.fromisoformat(clock))


def read_html(name: str) -> str:
    return (CONTENT / name).read_text(encoding="utf-8")


def file_ref(name: str, image: bool) -> FileRef:
    path = FILES / name
    if not path.is_file():
        raise DemoDataError(f"there is no file {name}")
    return FileRef(path, image)


def make_item(row: dict[str, Any], place: str) -> Item:
    """One item of a file; an unknown key is an error, so that no slip passes in silence."""
    data = dict(row)
    children = tuple(make_item(child, place) for child in data.pop("children", ()))
    try:
        item = Item(children=children, **data)
    except TypeError as error:
        raise DemoDataError(f"{place}: {data.get('id')}: {error}") from error
    if item.state not in STATES:
        raise DemoDataError(f"{place}: {item.id}: unknown state {item.state}")
    return item


def load_file(path: Path, today: date) -> list[Item]:
    with path.open(encoding="utf-8") as stream:
        rows = yaml.load(stream, loader(today))
    return [make_item(row, path.name) for row in rows]


@functools.cache
def load_profile() -> dict[str, Any]:
    """The school's profile: values of ``ISchoolProfile``."""
    return yaml.safe_load((HERE / "profile.yaml").read_text(encoding="utf-8"))


def load(today: date) -> dict[str, list[Item]]:
    """Items by section code, in the order in which they are created."""
    paths = sorted(CONTENT.glob("*.yaml"), key=lambda path: path.stem)
    return {path.stem: load_file(path, today) for path in paths}
