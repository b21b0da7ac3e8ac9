"""Compare a school's portal with a stock Classic site of Plone: `make bench`.

    python tools/bench.py [--rounds 7] [--pages 40] [--transitions 30] [--queue 20]
                          [--register 15] [--reading 12] [--visitor 5] [--feeds 60]
                          [--lookup 30] [--compliance 30]
                          [--only sites pages ...] [--json FILE]

Everything happens in this process, in a database of its own (FileStorage and blobs in a temporary
directory). Stock and school runs are interleaved, since two sets that run one after the other
differ by up to a quarter on the same machine; what counts is the ratio of the medians. Prints
``figure | measured | limit | ok``; exit status 1 when a limit is missed. See docs/bench.md.
"""

from bench_compliance import change
from bench_compliance import fresh_report
from bench_compliance import make_schools as make_law_schools
from bench_compliance import memory_growth
from bench_compliance import newest_items
from bench_compliance import report_of
from bench_compliance import taken
from bench_desk import make_queues
from bench_desk import queue
from bench_feeds import feeds_page
from bench_feeds import make_schools
from bench_feeds import WITH
from bench_feeds import WITHOUT
from bench_lookup import form
from bench_lookup import look_up
from bench_lookup import make_pages as make_lookup_pages
from bench_lookup import measured_upload
from bench_search import index_runs
from bench_search import make_registers
from bench_search import percentile
from bench_search import Question
from bench_search import QUESTIONS
from bench_search import questions
from bench_search import register
from bench_search import search
from bench_sites import apply_profile
from bench_sites import create_school
from bench_sites import create_stock
from bench_sites import fill_school
from bench_sites import furnish_stock
from bench_sites import get
from bench_sites import instance
from bench_sites import is_linked
from bench_sites import menu
from bench_transitions import make_pages
from bench_transitions import SCHOOL
from bench_transitions import STOCK
from bench_transitions import transitions
from bench_viewer import convert_anew
from bench_viewer import forms
from bench_viewer import make_document
from bench_viewer import make_file
from bench_viewer import make_sites
from bench_viewer import plain_tools
from bench_viewer import prepare
from bench_viewer import save
from bench_visitor import middle
from bench_visitor import served
from bench_visitor import visits
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import argparse
import gc
import json
import platform
import sys
import tempfile
import time


#: Round trips before transitions count.
WARM_UPS = 3


@dataclass(frozen=True)
class Figure:
    """A ratio of medians and what it may be at most; the samples are in seconds."""

    name: str
    limit: float
    samples: list[float]
    baseline: list[float]
    #: What is compared of the samples.
    of: Callable[[list[float]], float] = median

    @property
    def measured(self) -> float:
        return self.of(self.samples) / self.of(self.baseline)

    @property
    def ok(self) -> bool:
        return self.measured <= self.limit

    def report(self) -> dict[str, object]:
        return {"name": self.name, "samples": self.samples, "baseline": self.baseline}


@dataclass(frozen=True)
class Share:
    """A part of a whole that must not be less."""

    name: str
    limit: float
    part: int
    whole: int

    @property
    def measured(self) -> float:
        return self.part / self.whole

    @property
    def ok(self) -> bool:
        return self.measured >= self.limit

    def report(self) -> dict[str, object]:
        return {"name": self.name, "part": self.part, "whole": self.whole}


@dataclass(frozen=True)
class Amount:
    """So many of something, and no more."""

    name: str
    limit: float
    measured: float

    @property
    def ok(self) -> bool:
        return self.measured <= self.limit

    def report(self) -> dict[str, object]:
        return {"name": self.name}


def seconds(action: Callable[[], object]) -> float:
    """How long an action takes; garbage of the one before is not counted."""
    gc.collect()
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def measure_sites(rounds: int) -> list[Figure]:
    """Create sites, and apply the profile twice to each stock one; the first round warms up."""
    stock, school, first, second = [], [], [], []
    for number in range(rounds + 1):
        say(f"sites: round {number} of {rounds}" + ("" if number else " (warms up)"))
        name = f"stock{number}"
        runs = [
            (stock, lambda name=name: create_stock(name)),
            (school, lambda number=number: create_school(f"school{number}")),
        ]
        # the one that goes first changes, so that neither always finds the larger database
        for samples, action in runs if number % 2 else reversed(runs):
            samples.append(seconds(action))
        first.append(seconds(lambda name=name: apply_profile(name)))
        second.append(seconds(lambda name=name: apply_profile(name)))
    return [
        Figure("create a school portal with its tree / a stock site", 2.0, school[1:], stock[1:]),
        Figure("second application of the profile / first", 0.1, second[1:], first[1:]),
    ]


def measure_pages(rounds: int) -> list[Figure]:
    """Anonymous requests to warm pages, one of each in turn."""
    say("pages: two sites with the same navigation")
    create_school("school")
    paths = fill_school("school")
    create_stock("stock", setup_content=True)
    entries = furnish_stock("stock", "school")
    say(f"pages: {len(entries)} entries in the menu of each")
    stock = "/stock"
    samples: dict[str, list[float]] = {path: [] for path in (stock, *paths.values())}
    for path in samples:
        check_navigation(path, entries)
    for number in range(rounds):
        if number % 10 == 0:
            say(f"pages: round {number} of {rounds}")
        order = list(samples)[:: 1 if number % 2 else -1]
        for path in order:
            samples[path].append(seconds(lambda path=path: get(path)))
    return [
        Figure(f"{name} / stock front page", 1.5, samples[path], samples[stock])
        for name, path in paths.items()
    ]


def measure_transitions(rounds: int) -> list[Figure]:
    """Round trips through the states, on both sites in turn; the first ones warm up."""
    say("transitions")
    make_pages("school", "stock")
    school, stock = [], []
    for number in range(rounds + WARM_UPS):
        runs = [(school, "school", SCHOOL), (stock, "stock", STOCK)]
        for samples, site, names in runs if number % 2 else reversed(runs):
            found = list(transitions(site, names, seconds))
            samples += found if number >= WARM_UPS else []
    return [Figure("a transition / a stock transition", 1.5, school, stock)]


def measure_queue(rounds: int) -> list[Figure]:
    """The head's desk in a school with few and in one with many items, in turn."""
    say("review queue: 22,220 items in two schools")
    authorization = make_queues()
    few, many = [], []
    for number in range(rounds + WARM_UPS):
        runs = [(few, "few"), (many, "many")]
        for samples, site in runs if number % 2 else reversed(runs):
            taken = seconds(lambda site=site: queue(site, authorization))
            samples += [taken] if number >= WARM_UPS else []
    return [Figure("review queue 2,000/20,000 : 20/200", 2.0, many, few)]


def measure_register(rounds: int) -> list[Figure | Share]:
    """The register and the full-text index with few and with many documents."""
    say("register: 20,200 documents in two schools")
    texts = make_registers()
    # What is in memory by now stays there: looking through it would take longer than a page.
    gc.collect()
    gc.freeze()
    few, many = [], []
    for number in range(rounds + WARM_UPS):
        runs = [(few, "docs-few"), (many, "docs-many")]
        for samples, site in runs if number % 2 else reversed(runs):
            for asked in QUESTIONS:
                taken = seconds(lambda site=site, asked=asked: register(site, asked))
                samples += [taken] if number >= WARM_UPS else []
    say("full text: what is found, and how fast")
    hits, found, wanted, wrong = search("docs-many", texts["docs-many"], queries(texts))
    for text in wrong:
        say(f"  {text}")
    runs = index_runs("docs-many", rounds * 4, seconds)
    return [
        Figure("documents page, p95: 20,000 / 200 documents", 1.5, many, few, percentile),
        Share("full text, 20,000 documents: precision", 1.0, hits, found),
        Share("full text, 20,000 documents: recall", 1.0, hits, wanted),
        Figure("common word: our index / stock", 1.0, runs["ask ours"], runs["ask stock"]),
        Figure("index a document: ours / stock", 1.5, runs["write ours"], runs["write stock"]),
    ]


def measure_reading(rounds: int) -> list[Figure]:
    """A file of 30 pages: drawn by the worker and by the bare tools, saved here and in Plone."""
    say("reading in place: a document of 30 pages")
    make_sites()
    ours, tools = [], []
    saved: dict[str, list[float]] = {"reading": [], "reading-stock": []}
    with tempfile.TemporaryDirectory() as place:
        path = make_file(Path(place))
        uid = make_document(path)
        for number in range(rounds + 1):
            tools += [seconds(lambda: plain_tools(path))] if number else []
            taken = convert_anew(uid, seconds)
            ours += [taken] if number else []
        asked = forms(path)
        for number in range(2 * (rounds + WARM_UPS)):
            site, form, values = next(asked)
            request = prepare(form, values, path)
            taken = seconds(lambda form=form, request=request: save(form, request))
            saved[site] += [taken] if number >= 2 * WARM_UPS else []
    return [
        Figure("pages of a 30-page PDF / pdftoppm + pdftotext", 2.0, ours, tools),
        Figure(
            "saving a 30-page document / a stock File",
            1.2,
            saved["reading"],
            saved["reading-stock"],
        ),
    ]


def measure_visitor(rounds: int) -> list[Figure | Share | Amount]:
    """The demo school's home page on a phone, in a browser."""
    say("visitor: the demo school and a phone")
    with served() as url:
        visits(url, 1)  # scales that nobody has asked for yet are made
        found = visits(url, rounds)
    first, second, slow = found["first"], found["second"], found["slow"]
    return [
        Amount("first visit: kB over the wire", 300, middle(first, "kilobytes")),
        Amount("first visit: requests", 25, middle(first, "requests")),
        Amount("second visit: answers that bring anything", 0, middle(second, "fresh")),
        Amount("second visit: kB over the wire", 30, middle(second, "kilobytes")),
        Amount("slow 4G, slow phone: largest part drawn, s", 2.5, middle(slow, "lcp")),
        Amount("slow 4G, slow phone: layout shift", 0.1, middle(slow, "cls")),
    ]


def measure_feeds(rounds: int) -> list[Figure]:
    """Pages of a school with four feeds and of one without, in turn."""
    say("feeds: two schools with the same content")
    paths = make_schools()
    found: dict[str, dict[str, list[float]]] = {
        name: {WITH: [], WITHOUT: []} for name in paths[WITH]
    }
    for number in range(rounds + WARM_UPS):
        for name, samples in found.items():
            for site in (WITH, WITHOUT) if number % 2 else (WITHOUT, WITH):
                path, shows = paths[site][name], site == WITH
                taken = seconds(lambda path=path, shows=shows: feeds_page(path, shows))
                samples[site] += [taken] if number >= WARM_UPS else []
    return [
        Figure(f"{name}: with four feeds / without", 1.1, samples[WITH], samples[WITHOUT])
        for name, samples in found.items()
    ]


def measure_lookup(rounds: int) -> list[Figure | Share | Amount]:
    """A right look-up in a table of few and in one of many rows; an upload of 100,000 rows."""
    say("look-up: tables of 1,000 and of 100,000 rows")
    paths = make_lookup_pages()
    taken: dict[str, list[float]] = {"few": [], "many": []}
    for number in range(rounds + WARM_UPS):
        for name in list(taken)[:: 1 if number % 2 else -1]:
            body = form(paths[name], number * 7 % 1000)
            seen = seconds(lambda name=name, body=body: look_up(paths[name], body))
            taken[name] += [seen] if number >= WARM_UPS else []
    figures: list[Figure | Share | Amount] = [
        Figure("look-up among 100,000 rows / 1,000 rows", 1.2, taken["many"], taken["few"])
    ]
    for kind in ("csv", "xlsx"):
        say(f"look-up: upload of 100,000 rows, {kind}")
        found = measured_upload(kind)
        figures.append(Amount(f"upload of 100,000 rows ({kind}): s", 60, found["seconds"]))
        figures.append(Amount(f"upload of 100,000 rows ({kind}): MB more", 300, found["growth"]))
    return figures


def measure_compliance(rounds: int) -> list[Figure | Share | Amount]:
    """Reports of three schools, made anew, in turn with a query of the newest items."""
    say("compliance: 27,000 items in three schools")
    make_law_schools()
    gc.collect()
    gc.freeze()
    asked = {"few": "law-2000", "middle": "law-5000", "many": "law-20000"}
    found: dict[str, list[float]] = {name: [] for name in (*asked, "query", "changed", "kept")}
    for number in range(rounds + WARM_UPS):
        for name in list(found)[:: 1 if number % 2 else -1]:
            if name == "changed":
                change(asked["middle"])
            if name == "kept":
                taken(asked["middle"], report_of, seconds)
            action = {"query": newest_items, "kept": report_of}.get(name, fresh_report)
            seen = taken(asked.get(name, asked["middle"]), action, seconds)
            found[name] += [seen] if number >= WARM_UPS else []
    say(", ".join(f"{name} {median(samples) * 1000:.1f} ms" for name, samples in found.items()))
    return [
        Figure(
            "report of 5,000 items / query of the newest 20", 10.0, found["middle"], found["query"]
        ),
        Figure("the same after one change", 10.0, found["changed"], found["query"]),
        Figure("the same report, kept / query", 10.0, found["kept"], found["query"]),
        Figure("report of 20,000 items / 2,000 items", 1.5, found["many"], found["few"]),
        Amount("report of 5,000 items: MB more", 50, memory_growth(asked["middle"], rounds)),
    ]


def queries(texts: dict[str, list[str]]) -> list[Question]:
    return list(questions(texts["docs-many"]))


def check_navigation(path: str, entries: list[str]) -> None:
    """Warm a page and see that its menu has every entry, else nothing would be compared."""
    for _ in range(5):
        page = get(path)
    site = path.split("/")[1]
    missing = [entry for entry in entries if not is_linked(entry, site, menu(page))]
    if missing or not entries:
        raise RuntimeError(f"{path}: {len(missing)} of {len(entries)} entries are not in its menu")


def table(figures: list[Figure | Share | Amount]) -> str:
    rows = [("figure", "measured", "limit", "ok")]
    rows += [
        (figure.name, f"{figure.measured:.2f}", f"{figure.limit:.2f}", "yes" if figure.ok else "NO")
        for figure in figures
    ]
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return "\n".join(
        " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )


def report(figures: list[Figure | Share | Amount]) -> dict[str, object]:
    """Everything that was measured, for comparisons over time."""
    return {
        "python": platform.python_version(),
        "figures": [
            {**figure.report(), "limit": figure.limit, "measured": figure.measured, "ok": figure.ok}
            for figure in figures
        ],
    }


#: What is measured, in this order: transitions need the sites of the pages.
MEASURES: dict[str, Callable[[int], list[Figure | Share | Amount]]] = {
    "sites": measure_sites,
    "pages": measure_pages,
    "transitions": measure_transitions,
    "queue": measure_queue,
    "register": measure_register,
    "reading": measure_reading,
    "visitor": measure_visitor,
    "feeds": measure_feeds,
    "lookup": measure_lookup,
    "compliance": measure_compliance,
}
OPTIONS = {"sites": "rounds"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7, help="rounds of creating sites")
    parser.add_argument("--pages", type=int, default=40, help="rounds of requests")
    parser.add_argument("--transitions", type=int, default=30, help="round trips of a page")
    parser.add_argument("--queue", type=int, default=20, help="rounds of the review queue")
    parser.add_argument("--register", type=int, default=15, help="rounds of the register")
    parser.add_argument("--reading", type=int, default=12, help="rounds of a 30-page document")
    parser.add_argument("--visitor", type=int, default=5, help="visits with a phone")
    parser.add_argument("--feeds", type=int, default=60, help="rounds of pages with feeds")
    parser.add_argument("--lookup", type=int, default=30, help="look-ups in each table")
    parser.add_argument("--compliance", type=int, default=30, help="reports of each school")
    parser.add_argument("--only", nargs="+", choices=MEASURES, help="these figures only")
    parser.add_argument("--json", type=Path, help="write all samples to this file")
    options = parser.parse_args()
    prefix = "hcmedu-bench-"
    with tempfile.TemporaryDirectory(prefix=prefix) as place, instance(Path(place)):
        figures = []
        for name in options.only or MEASURES:
            figures += MEASURES[name](getattr(options, OPTIONS.get(name, name)))
    print(table(figures))
    if options.json:
        options.json.write_text(json.dumps(report(figures), indent=1), encoding="utf-8")
    return 0 if all(figure.ok for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
