"""Bad catalogues: every error is named with its file and line, and nothing else is raised."""

from hcmedu.portal.regulations import CatalogueError
from hcmedu.portal.regulations import load
from hcmedu.portal.regulations.__main__ import main
from hcmedu.portal.regulations.checks import COMMON
from hcmedu.portal.regulations.checks import PARAMETERS
from hcmedu.portal.regulations.loader import DATA
from hcmedu.portal.regulations.model import CheckKind
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import re
import shutil


LEVELS = "kind: levels\nrows:\n  - {id: thcs, title: Trung học cơ sở, citations: [r 1]}\n"
REGULATIONS = """\
kind: regulations
rows:
  - {id: r, number: 1/QĐ, form: null, issuer: Sở, issued: 2020-01-31, title: Một, places: ["1"]}
"""
GROUPS = "kind: groups\nrows:\n  - {id: nhom, title: Nhóm, description: Mô tả.}\n"
SECTION = """\
kind: sections
rows:
  - code: A01
    id: mot
    title: Một
    description: Mô tả.
    group: nhom
    citations: [r 1]
    levels: all
    obligation: mandatory
    display: articles
    addable_types: [Document]
    checks:
      - id: a
        kind: freshness
        max_age: 1
        unit: month
        demand: Mới.
        citations: [r 1]
"""
SMALL = {"l.yaml": LEVELS, "r.yaml": REGULATIONS, "g.yaml": GROUPS, "s.yaml": SECTION}


def write(directory, files):
    for name, content in files.items():
        raw = content if isinstance(content, bytes) else content.encode("utf-8")
        (Path(directory) / name).write_bytes(raw)
    return Path(directory)


def problems_of(directory):
    with pytest.raises(CatalogueError) as caught:
        load(directory)
    found = [(p.position.file, p.position.line, p.message) for p in caught.value.problems]
    assert all(f"{file}:{line}: " in str(caught.value) for file, line, _ in found)
    return found


def small_with(tmp_path, **changes):
    """The small catalogue with one file changed: `old=new` pairs on the sections, or files."""
    return write(tmp_path, {**SMALL, **changes})


def changed(old, new, text=SECTION):
    assert text.count(old) >= 1
    return text.replace(old, new, 1)


def test_the_small_catalogue_is_valid(tmp_path):
    rows = load(write(tmp_path, SMALL))
    assert rows.section("A01").levels == ("thcs",)
    assert rows.section("A01").checks[0].levels == ("thcs",)


# (what stands in the section, what is written instead, line of the error, words of the message)
WRONG = [
    ("title: Một", "title: Một\n    colour: red", 6, "unknown key 'colour'"),
    ("    title: Một\n", "", 3, "'title' is missing"),
    ("    citations: [r 1]\n", "", 3, "'citations' is missing"),
    ("    citations: [r 1]", "    citations: []", 8, "at least 1"),
    ("    citations: [r 1]", "    citations: r 1", 8, "a list is expected"),
    ("    citations: [r 1]", "    citations: [r]", 8, "names no place"),
    ("    citations: [r 1]", "    citations: [q 1]", 8, "'q' is not among regulations"),
    ("    citations: [r 1]", '    citations: ["r 2"]', 8, "no place '2'"),
    ("    citations: [r 1]", "    citations: [r 1, r 1]", 8, "twice"),
    ("code: A01", "code: B1", 3, "is no code"),
    ("code: A01", "code: [A01]", 3, "a text is expected"),
    ("id: mot", "id: Một", 4, "is no id"),
    ("id: mot", "id: ''", 4, "empty"),
    ("id: mot", "id: nhom", 4, "duplicate places 'nhom'"),
    ("title: Một", "title: 5", 5, "a text is expected"),
    ("title: Một", "title: null", 5, "a text is expected"),
    ("title: Một", "title: Mo\u0323\u0302t", 5, "NFC"),
    ("title: Một", "title: Một\n    title: Hai", 6, "stands twice"),
    ("group: nhom", "group: khac", 7, "'khac' is not among groups"),
    ("    group: nhom\n", "", 3, "neither group nor parent"),
    ("group: nhom", "group: nhom\n    parent: A09", 8, "'A09' is not among sections"),
    ("group: nhom", "parent: A01", 3, "comes back to itself"),
    ("levels: all", "levels: every", 9, "'all' or a list"),
    ("levels: all", "levels: [thcs, dai-hoc]", 9, "'dai-hoc' is not among levels"),
    ("levels: all", "levels: []", 9, "at least 1"),
    ("levels: all", "levels: all\n    boarding: maybe", 10, "true or false"),
    ("levels: all", "levels: all\n    boarding: yes", 10, "true or false"),
    ("obligation: mandatory", "obligation: must", 10, "unknown Obligation 'must'"),
    ("display: articles", "display: carousel", 11, "unknown Display 'carousel'"),
    ("[Document]", "[Dokument]", 12, "unknown portal type 'Dokument'"),
    ("[Document]", "Document", 12, "a list is expected"),
    ("kind: freshness", "kind: smell", 15, "unknown CheckKind 'smell'"),
    ("        kind: freshness\n", "", 14, "the key 'kind'"),
    ("        max_age: 1\n", "", 14, "'max_age' is missing"),
    ("max_age: 1", "max_age: one", 16, "a whole number"),
    ("max_age: 1", "max_age: 0", 16, "not between"),
    ("max_age: 1", "max_age: 1.5", 16, "a whole number"),
    ("max_age: 1", "max_age: !!int [1]", 16, "a whole number"),
    ("unit: month", "unit: fortnight", 17, "unknown unit"),
    ("unit: month", "unit: month\n        weekday: friday", 18, "unknown key 'weekday'"),
    ("        citations: [r 1]\n", "", 14, "'citations' is missing"),
    ("        citations: [r 1]", "        citations: [x 9]", 19, "'x' is not among regulations"),
    ("    checks:", "    checks: &c [*c]\n    boarding: false\n#", 13, "a check is a mapping"),
]


@pytest.mark.parametrize(("old", "new", "line", "words"), WRONG)
def test_an_error_is_named_with_file_and_line(tmp_path, old, new, line, words):
    text = changed(old, new)
    if new.startswith("    checks: &c"):
        text = text.split("#")[0] + "\n"
    found = problems_of(small_with(tmp_path, **{"s.yaml": text}))
    assert [(file, at) for file, at, message in found if words in message] == [("s.yaml", line)]


def test_all_errors_of_all_files_are_named_at_once(tmp_path):
    text = changed("title: Một", "colour: red")
    text = changed("levels: all", "levels: [x]", text)
    text = changed("max_age: 1", "max_age: many", text)
    groups = changed("title: Nhóm, ", "", GROUPS)
    found = problems_of(small_with(tmp_path, **{"s.yaml": text, "g.yaml": groups}))
    assert [(file, line) for file, line, _ in found] == [
        ("g.yaml", 3),
        ("s.yaml", 3),
        ("s.yaml", 5),
        ("s.yaml", 9),
        ("s.yaml", 16),
    ]


# (a file's text, line, words)
FILES = [
    ("", 1, "empty"),
    ("# nothing\n", 1, "empty"),
    ("rows: []\n", 1, "no 'kind'"),
    ("- kind\n", 1, "no 'kind'"),
    ("kind\n", 1, "no 'kind'"),
    ("kind: planets\nrows: []\n", 1, "unknown kind 'planets'"),
    ("kind: [sections]\nrows: []\n", 1, "a text is expected"),
    ("kind: sections\n", 1, "holds no rows"),
    ("kind: sections\nrow: []\n", 2, "unknown key 'row'"),
    ("kind: sections\nrows: {}\n", 2, "a list is expected"),
    ("kind: sections\nrows: [A01]\n", 2, "a mapping is expected"),
    ("kind: sections\nrows: [{[a]: 1}]\n", 2, "unknown key"),
    ("kind: circular\n", 1, "holds no rows"),
    ("kind: circular\nrows: []\n", 2, "unknown key 'rows'"),
    ("kind: sections\nrows: [\n", 3, "no valid YAML"),
    ("kind: sections\n---\nkind: sections\n", 2, "no valid YAML"),
    ("kind: sections\nrows: *a\n", 2, "no valid YAML"),
    ("kind: sections\nrows: \x07\n", 1, "no valid YAML"),
    ("kind: sections\nrows: !!python/object/apply:os.system [echo]\n", 2, ""),
    ("kind: checks\nrows: [{owner: A09, id: b, kind: not_empty}]\n", 2, "'A09' is not among"),
    (b"kind: sections\nrows: \xe1\xbb\n", 2, "not in UTF-8"),
    ("kind: sections\nrows:\n".encode("utf-16"), 1, "not in UTF-8"),
]


@pytest.mark.parametrize(("text", "line", "words"), FILES)
def test_a_bad_file_is_named(tmp_path, text, line, words):
    found = problems_of(small_with(tmp_path, **{"x.yaml": text}))
    assert next((f, at) for f, at, message in found if words in message) == ("x.yaml", line)


def test_an_empty_or_missing_directory(tmp_path):
    assert problems_of(tmp_path)[0][2] == "no YAML file in here"
    assert problems_of(tmp_path / "nowhere")[0][2] == "no YAML file in here"


# (a check of A01, line, words)
CHECKS = [
    ("kind: yearly_deadline, month: 6", "either 'month' and 'day' or 'before'"),
    ("kind: yearly_deadline", "either 'month' and 'day' or 'before'"),
    ("kind: yearly_deadline, month: 6, day: 1, before: term", "either 'month' and 'day'"),
    ("kind: yearly_deadline, month: 13, day: 1", "not between 1 and 12"),
    ("kind: links_present", "either 'targets' or 'profile_fields'"),
    ("kind: links_present, targets: [nowhere]", "'nowhere' is not among links"),
    ("kind: length, min_words: 9, max_words: 8", "above 'max_words'"),
    ("kind: weekly_deadline, weekday: friday, time: 16:00", "a text is expected"),
    ("kind: weekly_deadline, weekday: friday, time: '25:00'", "is no time"),
    ("kind: weekly_deadline, weekday: freitag, time: '16:00'", "unknown Weekday"),
    ("kind: procedures_present, procedures: [x]", "'x' is not among procedures"),
    ("kind: documents_present, forms: [x]", "'x' is not among document_forms"),
    ("kind: disclosure_forms_present, regulation: x", "'x' is not among regulations"),
    ("kind: not_empty, levels: [x]", "'x' is not among levels"),
    ("kind: not_empty, number: 1", "unknown key 'number'"),
]


@pytest.mark.parametrize(("body", "words"), CHECKS)
def test_a_bad_check_of_a_circular_is_named(tmp_path, body, words):
    row = f"{{owner: A01, id: b, {body}, demand: D., citations: [r 1]}}"
    text = f"kind: circular\nchecks:\n  - {row}\n"
    found = problems_of(small_with(tmp_path, **{"x.yaml": text}))
    assert [(file, at) for file, at, message in found if words in message] == [("x.yaml", 3)]


def test_a_new_circular_is_a_new_file(tmp_path):
    text = """\
kind: circular
regulations:
  - {id: new, number: 2/TT, form: null, issuer: Bộ, issued: 2027-01-01, title: Hai}
sections:
  - {code: A37, id: ba, title: Ba, description: Mô tả., parent: A01, citations: [new Điều 1],
     levels: [thcs], obligation: optional, display: links, addable_types: [Link]}
checks:
  - {owner: A01, id: b, kind: not_empty, demand: D., citations: [new Điều 2]}
"""
    rows = load(small_with(tmp_path, **{"new.yaml": text}))
    assert [check.id for check in rows.section("A01").checks] == ["a", "b"]
    assert rows.section("A37").group == "nhom"
    assert [row.code for row in rows.sections_of("nhom")] == ["A01", "A37"]


def test_general_checks_reach_every_section_but_those_left_out(tmp_path):
    row = "id: g, kind: not_empty, demand: D., citations: [r 1]"
    for displays, wanted in (("[links]", ["g", "a"]), ("[articles]", ["a"])):
        text = f"kind: general_checks\nrows:\n  - {{{row}, unless_displays: {displays}}}\n"
        rows = load(small_with(tmp_path, **{"x.yaml": text}))
        assert [check.id for check in rows.section("A01").checks] == wanted


def test_two_checks_of_a_section_do_not_share_an_id(tmp_path):
    row = "{owner: A01, id: a, kind: not_empty, demand: D., citations: [r 1]}"
    found = problems_of(small_with(tmp_path, **{"x.yaml": f"kind: checks\nrows: [{row}]\n"}))
    assert found == [("s.yaml", 3, "A01 has two checks 'a'")]


def test_a_general_check_may_not_share_an_id_either(tmp_path):
    row = "{id: a, kind: not_empty, demand: D., citations: [r 1]}"
    text = f"kind: general_checks\nrows: [{row}]\n"
    found = problems_of(small_with(tmp_path, **{"x.yaml": text}))
    assert found == [("s.yaml", 3, "A01 has two checks 'a'")]


def test_the_ninth_group_is_one_too_many(tmp_path):
    rows = [f"  - {{id: g{n}, title: Nhóm, description: Mô tả.}}\n" for n in range(8)]
    found = problems_of(small_with(tmp_path, **{"g.yaml": GROUPS + "".join(rows)}))
    assert [(file, line) for file, line, message in found] == [("g.yaml", 11)]
    assert "at most 8" in found[0][2]


def test_a_sub_section_stays_in_its_parents_group(tmp_path):
    other = "  - {id: khac, title: Khác, description: Mô tả.}\n"
    row = changed("A01", "A01.1").split("rows:\n")[1].replace("group: nhom", "group: khac")
    row = row.replace("id: mot", "id: hai\n    parent: A01")
    files = {"g.yaml": GROUPS + other, "s.yaml": SECTION + row}
    found = problems_of(small_with(tmp_path, **files))
    assert found == [("s.yaml", 20, "section A01.1 is not in its parent's group")]


def test_duplicate_codes_name_the_first_place(tmp_path):
    found = problems_of(small_with(tmp_path, **{"t.yaml": changed("id: mot", "id: hai")}))
    assert found == [("t.yaml", 3, "duplicate sections 'A01', first in s.yaml:3")]


DATES = [
    ("2020-01-31", "2020-02-30", "is no date"),
    ("2020-01-31", "31/01/2020", "a date like"),
    ("2020-01-31", "2020-1-31", "a date like"),
    ("2020-01-31", "[2020-01-31]", "a date like"),
    ("2020-01-31", "2020-01-31, valid_from: 2020-01-30", "out of order"),
    ("2020-01-31", "2020-01-31, valid_from: 2021-01-01, valid_until: 2020-12-31", "out of order"),
    ("2020-01-31", "2020-01-31, replaced_by: r", "comes back to itself"),
    ("2020-01-31", "2020-01-31, replaced_by: x", "'x' is not among regulations"),
]


@pytest.mark.parametrize(("old", "new", "words"), DATES)
def test_bad_dates_of_a_regulation(tmp_path, old, new, words):
    found = problems_of(small_with(tmp_path, **{"r.yaml": changed(old, new, REGULATIONS)}))
    assert [(file, at) for file, at, message in found if words in message] == [("r.yaml", 3)]


HOLIDAYS = """\
kind: holidays
rows:
  - {day: 2026-09-02, title: Quốc khánh, basis: law, citations: [r 1]}
"""


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("2026-09-02", "2026-09-31", "is no date"),
        ("2026-09-02", "null", "a date like"),
        ("basis: law", "basis: rumour", "unknown HolidayBasis"),
        (", basis: law", "", "'basis' is missing"),
        (", citations: [r 1]", "", "'citations' is missing"),
    ],
)
def test_bad_holidays(tmp_path, old, new, words):
    found = problems_of(small_with(tmp_path, **{"h.yaml": changed(old, new, HOLIDAYS)}))
    assert [(file, at) for file, at, message in found if words in message] == [("h.yaml", 3)]


def test_a_day_is_a_holiday_once(tmp_path):
    twice = HOLIDAYS + HOLIDAYS.splitlines()[-1] + "\n"
    found = problems_of(small_with(tmp_path, **{"h.yaml": twice}))
    assert [(at, "duplicate" in message) for _file, at, message in found] == [(4, True)]


def test_parameters_never_hide_the_keys_that_all_checks_have():
    assert set(PARAMETERS) == set(CheckKind)
    for fields in PARAMETERS.values():
        assert not set(fields) & (set(COMMON) | {"owner", "unless_displays"})


def test_the_command_prints_tables_or_every_error(tmp_path, capsys):
    assert main([]) == 0
    assert "| A01 |" in capsys.readouterr().out
    assert main([str(small_with(tmp_path, **{"x.yaml": "kind: x\n"}))]) == 1
    printed = capsys.readouterr()
    assert printed.err.startswith("x.yaml:1: unknown kind") and not printed.out
    assert main(["--help"]) == 2


# --- the real files, mutated -------------------------------------------------------------

TEXTS = {path.name: path.read_text(encoding="utf-8").splitlines() for path in DATA.glob("*.yaml")}


def lines_like(pattern):
    """Every (file, index of a line) of the real files that matches."""
    expression = re.compile(pattern)
    return [
        (file, index)
        for file, lines in sorted(TEXTS.items())
        for index, line in enumerate(lines)
        if expression.fullmatch(line)
    ]


def row_start(file, index):
    """The line of the dash of the row that this line of a block belongs to."""
    indent = len(TEXTS[file][index]) - len(TEXTS[file][index].lstrip())
    while not re.fullmatch(rf" {{{indent - 2}}}- .*", TEXTS[file][index]):
        index -= 1
    return index


def load_mutated(file, lines):
    with TemporaryDirectory() as directory:
        for path in DATA.glob("*.yaml"):
            shutil.copy(path, directory)
        write(directory, {file: "\n".join(lines) + "\n"})
        return load(Path(directory))


def errors_of(file, lines):
    with pytest.raises(CatalogueError) as caught:
        load_mutated(file, lines)
    return [(p.position.file, p.position.line, p.message) for p in caught.value.problems]


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(lines_like(r" +- (id|code|owner): .*")),
    st.from_regex(r"[a-z]{3,9}_x", fullmatch=True),
)
def test_an_unknown_key_anywhere_is_named(place, key):
    file, index = place
    lines = list(TEXTS[file])
    indent = " " * (lines[index].index("-") + 2)
    lines.insert(index + 1, f"{indent}{key}: 1")
    found = errors_of(file, lines)
    assert [at[:2] for at in found] == [(file, index + 2)]
    assert f"unknown key '{key}'" in found[0][2]


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(lines_like(r" +citations: (\[.*\]|\*\w+)")))
def test_a_removed_citation_anywhere_is_named(place):
    file, index = place
    lines = list(TEXTS[file])
    del lines[index]
    start = row_start(file, index)
    named = [at for at in errors_of(file, lines) if "'citations' is missing" in at[2]]
    assert [at[:2] for at in named] == [(file, start + 1)]


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(lines_like(r" +citations: \[.*\]")),
    st.sampled_from(["nothing 1", "4210 IX", "289", "tt-09-2024 Điều 99", ""]),
)
def test_a_citation_that_points_to_nothing_is_named(place, citation):
    file, index = place
    lines = list(TEXTS[file])
    lines[index] = re.sub(r"\[.*\]", f"['{citation}']", lines[index])
    assert {at[:2] for at in errors_of(file, lines)} == {(file, index + 1)}


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(lines_like(r" +(kind|display|obligation|levels|group): [\w\[].*")))
def test_an_unknown_word_anywhere_is_named(place):
    file, index = place
    lines = list(TEXTS[file])
    lines[index] = re.sub(r": .*", ": no-such-word", lines[index])
    assert (file, index + 1) in {at[:2] for at in errors_of(file, lines)}


VALUES = ["null", "[]", "{}", "5", "true", "2020-13-45", "&a [*a]", "!!int [1]", '"x"', "? x"]
VALUES += ["!!set {a}", "[[1], {b: 2}]", "- x", "'", "*none", "!!binary aGk=", "all", "<<: {}"]


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(lines_like(r" *(- )?\w+: .+|.*:")), st.sampled_from(VALUES))
def test_any_value_anywhere_is_accepted_or_named(place, value):
    file, index = place
    lines = list(TEXTS[file])
    lines[index] = re.sub(r":( .*)?$", f": {value}", lines[index])
    try:
        load_mutated(file, lines)
    except CatalogueError as error:
        assert all(p.position.file.endswith(".yaml") for p in error.problems)
        assert all(p.position.line >= 1 and p.message for p in error.problems)


@settings(max_examples=80, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=80), st.text(max_size=80).map(lambda t: t.encode("utf-8", "ignore"))
    )
)
def test_any_bytes_at_all_are_named(raw):
    with TemporaryDirectory() as directory:
        write(directory, {"x.yaml": raw})
        assert {file for file, _, _ in problems_of(directory)} == {"x.yaml"}
