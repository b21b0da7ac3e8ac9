"""Arbitrary schools and facts for properties, and complete items of each section."""

from collections.abc import Mapping
from datetime import datetime
from datetime import timedelta
from hcmedu.portal.compliance.evaluation import Attestation
from hcmedu.portal.compliance.evaluation import Board
from hcmedu.portal.compliance.evaluation import Fact
from hcmedu.portal.compliance.evaluation import FeedFact
from hcmedu.portal.compliance.evaluation import SchoolFacts
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.vietnamese import SchoolYear
from hypothesis import strategies as st
from tests.compliance.evaluation.tables import with_parents
from tests.compliance.evaluation.tables import ZONE
from typing import Any


LAW = catalogue()
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=ZONE)
LEVELS = sorted(LAW.levels)
CODES = sorted(LAW.sections)
TYPES = sorted({kind for each in LAW.sections.values() for kind in each.addable_types})
FORMS = sorted(LAW.all_disclosure_forms)
YEARS = [SchoolYear.of(NOW.date()).previous(step).title for step in range(-1, 7)]
FLAWS = [
    *("file", "not-viewable", "no-content", "photo", "phone", "email", "duties", "steps", "text"),
    *("dossier", "number", "issue_date", "in_force_from", "author", "term", "rooms", "closes"),
]
URLS = [*(row.url for row in LAW.links.values()), "https://ward.example", "mailto:a@b.vn", "x"]
ADDRESSES = ["lan@hcm.edu.vn", "lan@gmail.com", "lan@truong.vn", "lan", "", None, 7]
UNITS = ["ban-giam-hieu", "van-phong", "to-chuyen-mon", "to-bao-ve", "doan-the", "khac"]

moments = st.integers(-900 * 24, 0).map(lambda hours: NOW + timedelta(hours=hours))
days = st.integers(-1500, 1500).map(lambda number: NOW.date() + timedelta(days=number))


def seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def maybe(several: list[Any]) -> st.SearchStrategy[Any]:
    return st.sampled_from([None, *several])


VALUES: Mapping[str, st.SearchStrategy[Any]] = {
    "code": maybe([*LAW.procedures, "tu-dat"]),
    "created": moments,
    "disclosure_form": maybe(FORMS),
    "document_form": maybe(["quyet-dinh", "quy-che", "cong-van"]),
    "email": st.sampled_from(ADDRESSES),
    "end": moments,
    "getRemoteUrl": maybe(URLS),
    "in_force_from": days,
    "in_force_until": days,
    "issue_date": days,
    "issuer": maybe(["Sở Giáo dục và Đào tạo", "Trường THCS Lê Lợi"]),
    "kept_until": days,
    "modified": moments,
    "period": maybe(["june", "september", "change"]),
    "pictures": st.integers(0, 3),
    "replaced_from": days,
    "seen": st.sampled_from([None, "x", True, -1, 10**30, 1.5, {}]) | moments.map(seconds),
    "schedule_kind": maybe(["timetable", "menu", "weekly"]),
    "school_year": maybe([*YEARS, "năm nay"]),
    "start": moments,
    "term": maybe(["1", "2", "year"]),
    "unit": maybe(UNITS),
    "week_start": days,
    "words": st.integers(0, 2000),
}


@st.composite
def facts(draw: st.DrawFn, uid: str = "") -> Fact:
    """Something that somebody published, of any type, anywhere, with whatever in it."""
    code = draw(st.sampled_from(CODES))
    own = list(LAW.section(code).addable_types)
    kind = draw(st.sampled_from(own * 3 + TYPES))
    names = draw(st.lists(st.sampled_from(sorted(VALUES)), unique=True, max_size=6))
    stated = {name: draw(VALUES[name]) for name in names}
    lacks = draw(st.lists(st.sampled_from(FLAWS), max_size=2))
    place = tuple(with_parents(code))
    values = {name: value for name, value in stated.items() if value is not None}
    return Fact(uid, "Bài", f"/{uid}", kind, place, draw(moments), values, frozenset(lacks))


@st.composite
def worlds(draw: st.DrawFn) -> list[Fact]:
    number = draw(st.integers(0, 16))
    return [draw(facts(uid=f"x{each}")) for each in range(number)]


@st.composite
def schools(draw: st.DrawFn) -> SchoolFacts:
    small = st.integers(0, 2)
    words = st.dictionaries(
        st.sampled_from(["A01.topics", "A16.notice", "A04.on-change", "A32.at-once"]),
        days.map(lambda day: Attestation("Hà", day)),
    )
    feed = st.builds(FeedFact, st.just("Sở"), st.just("https://a.vn"), st.none() | moments)
    return SchoolFacts(
        levels=frozenset(draw(st.sets(st.sampled_from(LEVELS)))),
        boarding=draw(st.booleans()),
        founding_year=draw(st.none() | st.integers(2018, 2026)),
        profile=draw(profiles),
        board=draw(st.none() | st.builds(Board, small, small, small)),
        feeds=draw(st.none() | st.lists(feed, max_size=3).map(tuple)),
        attestations=draw(st.none() | words),
        alive=draw(st.none() | st.dictionaries(st.sampled_from(URLS), st.booleans())),
    )


profiles = st.fixed_dictionaries(
    {},
    optional={
        "school_name": st.just("Trường THCS Lê Lợi"),
        "address": st.sampled_from(["", "12 Lê Lợi"]),
        "phones": st.sampled_from([None, [], ["0903 123 456"], ["(028) 3829 1875"], ["?"]]),
        "fax": st.sampled_from([None, "(028) 3829 1875"]),
        "official_email": st.sampled_from(ADDRESSES),
        "domain": st.sampled_from([None, "leloihcm.edu.vn", "leloi.vn", "://"]),
        "spokesperson": st.sampled_from([None, " ", "Hà"]),
        "authority_url": st.sampled_from([None, "https://ward.example"]),
    },
)


@st.composite
def complete_items(draw: st.DrawFn) -> Fact:
    """What the law wants of a section, whole and in time."""
    code = draw(st.sampled_from([code for code in CODES if LAW.section(code).addable_types]))
    kind = draw(st.sampled_from(LAW.section(code).addable_types))
    values = {"created": NOW, "modified": NOW, **draw(COMPLETE.get(kind, st.just({})))}
    return Fact("new", "Mới", "/new", kind, tuple(with_parents(code)), NOW, values)


def of(**strategies: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(strategies)


today = st.just(NOW.date())
article = of(words=st.integers(250, 900), pictures=st.integers(1, 3))
COMPLETE: Mapping[str, st.SearchStrategy[dict[str, Any]]] = {
    "Disclosure": of(
        disclosure_form=st.sampled_from(FORMS),
        school_year=st.sampled_from(YEARS),
        kept_until=st.just(NOW.date() + timedelta(days=1000)),
    ),
    "Document": article,
    "Event": of(start=st.just(NOW), end=st.just(NOW)),
    "Link": of(getRemoteUrl=st.sampled_from([row.url for row in LAW.links.values()])),
    "News Item": article,
    "OfficialDocument": of(
        document_form=st.sampled_from(["quyet-dinh", "quy-che", "cong-van"]),
        issue_date=today,
        in_force_from=today,
        issuer=st.just("Trường THCS Lê Lợi"),
    ),
    "Procedure": of(code=st.sampled_from(sorted(LAW.procedures))),
    "Schedule": of(
        schedule_kind=st.sampled_from(["timetable", "menu", "weekly"]),
        school_year=st.sampled_from(YEARS),
        week_start=st.integers(-3, 3).map(
            lambda weeks: NOW.date() - timedelta(days=NOW.weekday()) + timedelta(weeks=weeks)
        ),
    ),
    "StaffMember": of(unit=st.sampled_from(UNITS[:5]), email=st.just("ha@hcm.edu.vn")),
    "YearbookEntry": of(school_year=st.sampled_from(YEARS)),
}
