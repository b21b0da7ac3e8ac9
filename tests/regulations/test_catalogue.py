"""The catalogue that the package carries: what must be in it, for whom, under which law."""

from datetime import date
from datetime import timedelta
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.regulations import CheckKind
from hcmedu.portal.regulations import Display
from hcmedu.portal.regulations import load
from hcmedu.portal.regulations import Obligation
from hcmedu.portal.regulations.loader import DATA
from hcmedu.portal.vietnamese import normalize

import copy
import pickle
import pytest
import re


# Every code that the requirements mark C
SECTION_CODES = [f"A{number:02}" for number in range(1, 37)] + ["C02"]
ITEM_CODES = ["A08", "B01", "B11"]
SUB_SECTIONS = {
    "A05": ["A05.1", "A05.2", "A05.3", "A05.4"],
    "A19": ["A19.1", "A19.2"],
    "A27": ["A27.1", "A27.2"],
    "A28": ["A28.1"],
}
LEVELS = ["mam-non", "tieu-hoc", "thcs", "thpt", "gdtx"]
# What a level does without: A21 and A22 by 3082 3.9, A30 by 289 VII
ABSENT = [
    (["mam-non"], False, {"A21", "A22"}),
    (["mam-non"], True, {"A21", "A22"}),
    (["tieu-hoc"], False, {"A22", "A30"}),
    (["tieu-hoc"], True, {"A22"}),
    (["thcs"], False, {"A30"}),
    (["thcs"], True, set()),
    (["thpt"], False, {"A30"}),
    (["thpt"], True, set()),
    (["gdtx"], False, {"A30"}),
    (["gdtx"], True, set()),
    (["mam-non", "tieu-hoc"], False, {"A22"}),
    (["tieu-hoc", "thcs"], False, {"A30"}),
    (["thcs", "thpt"], False, {"A30"}),
    (["mam-non", "thpt"], False, set()),
    ([], False, set()),
]
# The column 'display, limits and deadlines' of the requirements, as (check kind, parameters)
DEMANDS = [
    ("A01", "length", {}),
    ("A01", "picture_present", {"number": 1}),
    ("A01", "yearly_deadline", {"before": "school_year"}),
    ("A04", "within_working_days", {"days": 0, "of": "change"}),
    ("A05.2", "within_working_days", {"days": 1, "of": "activity"}),
    ("A06", "viewable_in_place", {}),
    ("A06", "nothing_expired", {}),
    ("A07", "viewable_in_place", {}),
    ("A07", "nothing_expired", {}),
    ("A07", "within_working_days", {"days": 1, "of": "issue"}),
    ("A13", "viewable_in_place", {}),
    ("A13", "yearly_deadline", {"period": "june", "month": 6, "day": 30}),
    ("A13", "yearly_deadline", {"period": "september", "month": 9, "day": 30}),
    ("A13", "years_covered", {"number": 3, "unit": "school_year"}),
    ("A13", "nothing_expired", {}),
    ("A13", "within_working_days", {"days": 10, "of": "change"}),
    ("A13", "kept_for", {"years": 5}),
    ("A14", "within_working_days", {"days": 1, "of": "issue"}),
    ("A15", "years_covered", {"number": 5, "or_since_founding": True}),
    ("A16", "viewable_in_place", {}),
    ("A16", "within_working_days", {"days": 1, "of": "issue"}),
    ("A19.2", "minimum_number", {"number": 3, "per": "school_year"}),
    ("A20", "links_present", {"match": "all"}),
    ("A24", "minimum_number", {"number": 1, "per": "month"}),
    ("A25", "freshness", {"max_age": 1, "unit": "month"}),
    ("A28.1", "on_home_page", {"place": "column"}),
    ("A29", "yearly_deadline", {"before": "school_year"}),
    ("A29", "yearly_deadline", {"before": "term"}),
    ("A30", "weekly_deadline", {"weekday": "friday", "time": "16:00"}),
    ("A31", "weekly_deadline", {"weekday": "friday", "time": "16:00", "or_valid_for": ()}),
    ("A31", "viewable_in_place", {}),
    ("A32", "within_working_days", {"days": 0, "of": "request"}),
    ("A34", "on_home_page", {"place": "foot"}),
    ("A34", "profile_field", {"landline": True}),
]


@pytest.fixture(scope="module")
def rows():
    return catalogue()


def codes(sections):
    return {section.code for section in sections}


def test_catalogue_is_read_once(rows):
    assert catalogue() is rows


def test_nothing_of_it_can_be_changed(rows):
    with pytest.raises(TypeError):
        rows.sections["A01"] = None
    with pytest.raises(AttributeError):
        rows.section("A01").title = "Khác"
    with pytest.raises(TypeError):
        rows.section("A24").checks[1].params["number"] = 0


def test_sections_and_checks_can_be_hashed(rows):
    assert len(set(rows.sections.values())) == len(rows.sections)


@pytest.mark.parametrize("code", SECTION_CODES)
def test_every_code_has_a_section(rows, code):
    assert rows.section(code).code == code


def test_no_unknown_section(rows):
    known = SECTION_CODES + [sub for subs in SUB_SECTIONS.values() for sub in subs]
    assert sorted(rows.sections) == sorted(known)
    with pytest.raises(KeyError):
        rows.section("A99")


@pytest.mark.parametrize("code", ITEM_CODES)
def test_every_other_code_has_an_item(rows, code):
    assert rows.items[code].checks


def test_documents_are_looked_up_over_the_sections_that_hold_them(rows):
    assert rows.items["A08"].sections == ("A06", "A07", "A13", "A14", "A16")
    assert rows.section("A08").display is Display.DOCUMENT_SEARCH


@pytest.mark.parametrize(("parent", "children"), SUB_SECTIONS.items())
def test_sub_sections_follow_their_parent_and_are_in_its_group(rows, parent, children):
    assert [row.code for row in rows.children(parent)] == children
    order = list(rows.sections)
    at = order.index(parent)
    assert order[at + 1 : at + 1 + len(children)] == children
    assert {rows.section(code).group for code in children} == {rows.section(parent).group}


@pytest.mark.parametrize(("levels", "boarding", "absent"), ABSENT)
def test_a_level_gets_the_sections_of_the_law(rows, levels, boarding, absent):
    assert set(rows.sections) - codes(rows.sections_for(levels, boarding)) == absent


def test_an_unknown_level_is_no_level(rows):
    with pytest.raises(KeyError, match="dai-hoc"):
        rows.sections_for({"thcs", "dai-hoc"})
    with pytest.raises(KeyError, match="dai-hoc"):
        rows.disclosure_forms(["dai-hoc"])


@pytest.mark.parametrize("boarding", [False, True])
@pytest.mark.parametrize("level", LEVELS)
def test_every_section_of_a_level_can_be_reached(rows, level, boarding):
    found = rows.sections_for([level], boarding)
    for row in found:
        assert row.group in rows.groups
        assert row.parent is None or row.parent in codes(found)


def test_a_parent_goes_before_its_group_order_ends(rows):
    groups = [row.group for row in rows.sections.values()]
    assert groups == sorted(groups, key=list(rows.groups).index)
    assert [row.code for group in rows.groups for row in rows.sections_of(group)] == list(
        rows.sections
    )


def test_few_first_level_entries_all_of_them_used(rows):
    assert len(rows.groups) <= 8
    assert {row.group for row in rows.sections.values()} == set(rows.groups)


def test_only_music_may_be_missing(rows):
    by_obligation = {row.code: row.obligation for row in rows.sections.values()}
    assert [c for c, o in by_obligation.items() if o is Obligation.OPTIONAL] == ["A26"]
    assert [c for c, o in by_obligation.items() if o is Obligation.RECOMMENDED] == ["A05.4"]


def test_the_ticker_is_no_entry_of_the_menu(rows):
    assert [row.code for row in rows.sections.values() if not row.navigation] == ["A32"]


def test_ids_are_short_unique_and_ascii(rows):
    ids = [row.id for row in rows.sections.values()] + list(rows.groups)
    assert len(set(ids)) == len(ids)
    tables = [rows.regulations, rows.document_forms, rows.document_fields, rows.disclosure_groups]
    tables += [rows.all_disclosure_forms, rows.procedures, rows.links, rows.levels]
    for token in ids + [token for table in tables for token in table]:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", token) and len(token) <= 40


def test_texts_are_normalized_vietnamese(rows):
    tables = [getattr(rows, name) for name in rows.__dataclass_fields__]
    everything = [row for table in tables for row in table.values()]
    texts = [row.title for row in everything]
    texts += [getattr(row, "description", "") for row in everything]
    texts += [c.demand for row in everything for c in getattr(row, "checks", ())]
    wrong = [(text, normalize(text)) for text in texts if text != normalize(text)]
    assert not wrong


def test_no_two_sections_have_the_same_title(rows):
    titles = [row.title for row in rows.sections.values()]
    assert len(set(titles)) == len(titles)


def test_only_the_search_and_nothing_else_holds_no_content(rows):
    assert [row.code for row in rows.sections.values() if not row.addable_types] == ["A08"]


@pytest.mark.parametrize(("code", "kind", "wanted"), DEMANDS)
def test_every_limit_and_deadline_is_a_check(rows, code, kind, wanted):
    checks = [check for check in rows.section(code).checks if check.kind == kind]
    assert any(wanted.items() <= check.params.items() for check in checks)


def test_no_section_may_stay_empty_except_those_that_show_other_content(rows):
    for row in rows.sections.values():
        asked = any(check.kind is CheckKind.NOT_EMPTY for check in row.checks)
        assert asked == (row.code not in {"A08", "A32", "A33", "A34"})


def test_every_demand_is_cited_and_binds_somebody(rows):
    for row in (*rows.sections.values(), *rows.items.values()):
        assert row.citations
        for check in row.checks:
            assert check.citations and check.levels and check.demand.endswith(".")
            assert all(citation.regulation in rows.regulations for citation in check.citations)


def test_every_kind_of_check_is_used(rows):
    owners = (*rows.sections.values(), *rows.items.values())
    assert {check.kind for row in owners for check in row.checks} == set(CheckKind)


def test_the_forms_of_documents(rows):
    administrative = [
        row
        for row in rows.document_forms.values()
        if any(str(c) == "nd-30-2020 Điều 7" for c in row.citations)
    ]
    assert len(administrative) == 29
    without = [row.id for row in administrative if row.abbreviation is None]
    assert without == ["cong-van", "thu-cong"]
    short = [r.abbreviation for r in rows.document_forms.values() if r.abbreviation]
    assert len(set(short)) == len(short)
    wanted = {"nghi-dinh": "NĐ", "thong-tu": "TT", "thong-tu-lien-tich": "TTLT", "chi-thi": "CT"}
    wanted |= {"quyet-dinh": "QĐ", "quy-dinh": "QyĐ", "chuong-trinh": "CTr", "to-trinh": "TTr"}
    assert {form: rows.document_forms[form].abbreviation for form in wanted} == wanted


NUMBERED = [("mam-non", 1), ("tieu-hoc", 5), ("thcs", 9), ("thpt", 9), ("gdtx", 9)]


@pytest.mark.parametrize(("level", "first"), NUMBERED)
def test_forms_of_36_2017_by_level(rows, level, first):
    forms = rows.disclosure_forms([level], "tt-36-2017")
    numbers = [form.number for form in forms if form.number.startswith("Biểu mẫu")]
    assert numbers == [f"Biểu mẫu {number:02}" for number in range(first, first + 4)]
    assert {form.group for form in forms} == {"chat-luong", "dieu-kien", "tai-chinh"}


ARTICLES = [("mam-non", (6, 7)), ("tieu-hoc", (8, 9)), ("thpt", (8, 9)), ("gdtx", (10, 11))]


@pytest.mark.parametrize(("level", "articles"), ARTICLES)
def test_articles_of_09_2024_by_level(rows, level, articles):
    forms = rows.disclosure_forms([level], "tt-09-2024")
    assert [form.number for form in forms] == [f"Điều {n}" for n in (4, 5, *articles, 14)]
    assert [form.kept_years for form in forms] == [None] * 4 + [5]


def test_a_school_of_two_levels_discloses_for_both(rows):
    numbers = [f.number for f in rows.disclosure_forms(["tieu-hoc", "thcs"], "tt-36-2017")]
    assert [n for n in numbers if n[-2:].isdigit()] == [f"Biểu mẫu {n:02}" for n in range(5, 13)]


def test_disclosure_forms_of_all_and_of_an_unknown_circular(rows):
    assert len(rows.disclosure_forms()) == len(rows.all_disclosure_forms)
    assert rows.disclosure_forms([], "4210") == ()
    with pytest.raises(KeyError):
        rows.disclosure_forms([], "tt-99-2099")


IN_FORCE = [
    (date(2009, 5, 6), None),
    (date(2009, 5, 7), "tt-09-2009"),
    (date(2017, 12, 27), "tt-09-2009"),
    (date(2017, 12, 28), "tt-36-2017"),
    (date(2024, 7, 18), "tt-36-2017"),
    (date(2024, 7, 19), "tt-09-2024"),
    (date(2026, 11, 20), "tt-09-2024"),
]


@pytest.mark.parametrize(("day", "wanted"), IN_FORCE)
def test_the_circular_on_disclosure_of_a_day(rows, day, wanted):
    found = rows.disclosure_regulation(day)
    assert (found and found.id) == wanted


def test_a_letter_ends_the_day_before_its_successor(rows):
    assert rows.in_force("3082", date(2020, 12, 15))
    assert not rows.in_force("3082", date(2020, 12, 16))
    assert not rows.in_force("3082", date(2016, 9, 12))
    assert rows.in_force("4210", date(2020, 12, 16))
    assert rows.last_day("3082") == date(2020, 12, 15)
    assert rows.last_day("4210") is None
    current = {row.id for row in rows.regulations_in_force(date(2026, 11, 20))}
    assert {"4210", "2326", "289", "tt-09-2024"} <= current
    assert current.isdisjoint({"3082", "3429", "tt-53-2012", "tt-09-2009", "tt-36-2017"})


def test_a_presentation_without_a_date_counts_as_begun(rows):
    assert rows.regulations["q8"].begins is None
    assert rows.in_force("q8", date(1990, 1, 1))


def test_checks_bind_under_the_regulations_that_a_school_follows(rows):
    disclosure = rows.section("A13")
    named = {check.id for check in rows.checks_for(disclosure, ["thcs"], {"tt-36-2017"})}
    assert named == {"tt-36-2017-forms", "tt-36-2017-june", "tt-36-2017-september"}
    assert rows.checks_for(disclosure, ["thcs"], set()) == ()
    assert rows.checks_for(disclosure) == disclosure.checks
    with pytest.raises(KeyError):
        rows.checks_for(disclosure, ["dai-hoc"])


def test_checks_bind_at_their_level(rows):
    results = rows.section("A21")
    assert {c.id for c in rows.checks_for(results, ["tieu-hoc"])} == {"not-empty", "good-pupils"}
    assert len(rows.checks_for(results, ["tieu-hoc", "thpt"])) == len(results.checks)


REAL = [
    ("3082", "3082/GDĐT-TTTT", date(2016, 9, 13)),
    ("4210", "4210/GDĐT-TTTT", date(2020, 12, 16)),
    ("2326", "2326/GDĐT-THCS", date(2023, 10, 6)),
    ("289", "289/VP-CNTT", date(2017, 10, 9)),
    ("780", "780/GDĐT", date(2017, 5, 23)),
    ("69", "69/TTTT-CTGD", date(2016, 9, 15)),
    ("72", "72/TTTT-CTGD", date(2016, 9, 29)),
    ("86", "86/TTTT-CTGD", date(2016, 11, 30)),
    ("05", "05/TTTT-CTGD", date(2017, 2, 7)),
    ("tt-09-2009", "09/2009/TT-BGDĐT", date(2009, 5, 7)),
    ("tt-36-2017", "36/2017/TT-BGDĐT", date(2017, 12, 28)),
    ("tt-37-2020", "37/2020/TT-BGDĐT", date(2020, 10, 5)),
    ("tt-53-2012", "53/2012/TT-BGDĐT", date(2012, 12, 20)),
    ("nd-43-2011", "43/2011/NĐ-CP", date(2011, 6, 13)),
]


@pytest.mark.parametrize(("key", "number", "issued"), REAL)
def test_numbers_and_dates_of_the_sources(rows, key, number, issued):
    assert (rows.regulations[key].number, rows.regulations[key].issued) == (number, issued)


def test_loading_twice_gives_the_same(rows):
    assert load(DATA) == rows
    assert load(str(DATA)) == rows


def test_rows_survive_copying(rows):
    regulation = rows.regulations["4210"]
    assert copy.deepcopy(regulation) == regulation
    assert pickle.loads(pickle.dumps(regulation)) == regulation


@pytest.mark.parametrize("year", range(2025, 2029))
def test_each_year_has_the_holidays_of_the_labour_code(rows, year):
    """Điều 112: 11 days; each of them on a weekday, or made up for by a weekday (Điều 111)."""
    days = [row for day, row in rows.holidays.items() if day.year == year]
    weekdays = [row for row in days if row.day.weekday() < 5]
    exchanged = [row for row in weekdays if "hoán đổi" in row.title]
    assert len(weekdays) - len(exchanged) == 11
    for fixed in ((1, 1), (4, 30), (5, 1), (9, 2)):
        assert date(year, *fixed) in rows.holidays


@pytest.mark.parametrize(
    ("first", "tet"),
    [
        (date(2025, 1, 29), "Ất Tỵ"),
        (date(2026, 2, 17), "Bính Ngọ"),
        (date(2027, 2, 6), "Đinh Mùi"),
        (date(2028, 1, 26), "Mậu Thân"),
    ],
)
def test_tet_stands_round_the_first_day_of_the_year(rows, first, tet):
    assert tet in rows.holidays[first].title
    assert rows.holidays[first - timedelta(days=1)].title == rows.holidays[first].title
