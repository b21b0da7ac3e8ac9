"""Reads the tables of cases (``cases/*.yaml``): school, content and moment → expected result.

A file is a mapping of ``shared`` (anything, for YAML anchors) and ``cases``. A case:

``case``      what it is about, in one line; unique
``cites``     the place in the regulation from which it is written (``289 VIII``)
``check``     key of the result (``A31.friday``)
``at``        the moment, ``2026-11-20 15:59`` of the portal's zone; left out: 20 November, 10:00
``school``    ``levels`` ([thcs] if left out), ``boarding``, ``founding_year``, ``profile``,
              ``regulations``, ``days_off``, ``second_term`` ([day, month]), ``board`` ({heads,
              editors, administrators}), ``feeds`` ([{title, url, read}]), ``alive`` ({url: true}),
              ``attested`` ({key: day}), ``own`` ([{section, id, kind, demand, params}])
``assumed``   id of a circular that is taken to be in force
``content``   rows: ``in`` (code of the section; those above it are added), ``type``, ``published``
              (moment; left out: a day before ``at``), ``state`` (published), ``expires``,
              ``lacks``, ``title``, ``times`` (so many alike); everything else is a value of the
              item, by name of the column. What no visitor sees at that moment is left out.
``hidden``    codes of sections that visitors can't see
``expect``    met, partial, not_met, to_attest, not_applicable; ``unbound``: no such check for it
``missing``   key of the sentence (optional); ``says``: values in it that are compared (optional)
``found``     ``2/4``: fulfilled of total (optional); ``due``: day or moment (optional)
``mend``      attributes of the mend that are compared (optional): action, portal_type, values ...
"""

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import timezone
from hcmedu.portal.compliance.evaluation import Attestation
from hcmedu.portal.compliance.evaluation import Board
from hcmedu.portal.compliance.evaluation import evaluate
from hcmedu.portal.compliance.evaluation import Fact
from hcmedu.portal.compliance.evaluation import FeedFact
from hcmedu.portal.compliance.evaluation import Report
from hcmedu.portal.compliance.evaluation import Rows
from hcmedu.portal.compliance.evaluation import SchoolFacts
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.regulations.model import Check
from hcmedu.portal.regulations.model import CheckKind
from hcmedu.portal.regulations.model import Citation
from pathlib import Path
from typing import Any

import re
import yaml


ZONE = timezone(timedelta(hours=7))
MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")
DIRECTORY = Path(__file__).parent / "cases"
#: Keys of a row of content that are no values of the item.
OWN_KEYS = {"in", "type", "published", "state", "expires", "lacks", "title", "times"}
#: The one state in which visitors see an item.
VISIBLE = "published"


@dataclass(frozen=True)
class Row:
    """One case of a table; ``file`` is where it stands."""

    file: str
    case: str
    cites: str
    check: str
    expect: str
    at: datetime = datetime(2026, 11, 20, 10, 0, tzinfo=ZONE)
    school: Mapping[str, Any] = field(default_factory=dict)
    content: tuple[Mapping[str, Any], ...] = ()
    hidden: tuple[str, ...] = ()
    assumed: str | None = None
    missing: str | None = None
    says: Mapping[str, Any] = field(default_factory=dict)
    found: str | None = None
    due: date | datetime | None = None
    mend: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.check}: {self.case}"


def all_rows() -> tuple[Row, ...]:
    """Of all files, in the order of their names."""
    return tuple(row for path in sorted(DIRECTORY.glob("*.yaml")) for row in rows_of(path))


def rows_of(path: Path) -> Iterator[Row]:
    table = moments(yaml.safe_load(path.read_text(encoding="utf-8")))
    for case in table["cases"]:
        yield Row(file=path.name, **{**case, "content": tuple(case.get("content") or ())})


def moments(value: Any) -> Any:
    """The same with all moments aware; YAML reads days, and moments with seconds."""
    if isinstance(value, dict):
        return {key: moments(each) for key, each in value.items()}
    if isinstance(value, list):
        return [moments(each) for each in value]
    if isinstance(value, datetime):
        return value.replace(tzinfo=ZONE)
    if isinstance(value, str) and MOMENT.fullmatch(value):
        return datetime.fromisoformat(value).replace(tzinfo=ZONE)
    return value


def report(row: Row) -> Report:
    """The whole report of the school of a case."""
    source = Rows(visible(row.content, row.at), sections(row.hidden))
    return evaluate(catalogue(), school(row.school), source, row.at, row.assumed)


def school(stated: Mapping[str, Any]) -> SchoolFacts:
    plain = {"boarding", "founding_year", "profile", "alive"} & stated.keys()
    return SchoolFacts(
        levels=frozenset(stated.get("levels", ["thcs"])),
        regulations=frozenset(stated.get("regulations", ())),
        days_off=frozenset(stated.get("days_off", ())),
        second_term=tuple(stated.get("second_term", (15, 1))),
        board=Board(**stated["board"]) if "board" in stated else None,
        feeds=tuple(FeedFact(**each) for each in stated["feeds"]) if "feeds" in stated else None,
        attestations={
            key: Attestation("Nguyễn Thị Minh Hà", day)
            for key, day in stated.get("attested", {}).items()
        },
        own=tuple(own_check(**each) for each in stated.get("own", ())),
        **{name: stated[name] for name in plain},
    )


def own_check(section: str, id: str, kind: str, demand: str, params: Mapping) -> tuple[str, Check]:
    cited = catalogue().section(section).citations or (Citation("289", "1"),)
    levels = tuple(catalogue().levels)
    return section, Check(id, CheckKind(kind), demand, tuple(cited), levels, params)


def sections(hidden: tuple[str, ...] = ()) -> dict[str, Fact]:
    """The sections as a visitor sees them."""
    rows = catalogue().sections.values()
    return {
        row.code: Fact(row.code, row.title, f"/{row.id}", "Folder", (row.code,))
        for row in rows
        if row.code not in hidden
    }


def visible(content: tuple[Mapping[str, Any], ...], at: datetime) -> list[Fact]:
    """Facts of what a visitor sees at a moment: published, not to come, not expired."""
    facts = []
    for number, row in enumerate(content):
        published = row.get("published", at - timedelta(days=1))
        expires = row.get("expires")
        shown = row.get("state", VISIBLE) == VISIBLE and published <= at
        if shown and (expires is None or at < expires):
            copies = range(row.get("times", 1))
            facts.extend(fact(row, f"{number}-{copy}", published) for copy in copies)
    return facts


def fact(row: Mapping[str, Any], uid: str, published: datetime) -> Fact:
    return Fact(
        uid=uid,
        title=row.get("title", f"{row['type']} {uid}"),
        url=f"/{row['in']}/{uid}",
        portal_type=row["type"],
        sections=tuple(with_parents(row["in"])),
        published=published,
        values={name: value for name, value in row.items() if name not in OWN_KEYS},
        lacks=frozenset(row.get("lacks", ())),
    )


def with_parents(code: str) -> Iterator[str]:
    """The section and those above it, nearest first."""
    known: str | None = code
    while known:
        yield known
        known = catalogue().section(known).parent
