"""The tables of cases in ``cases/``: what each school gets told, by the articles cited."""

from hcmedu.portal.compliance.evaluation import Finding
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.regulations.model import CheckKind
from tests.compliance.evaluation.tables import all_rows
from tests.compliance.evaluation.tables import report
from tests.compliance.evaluation.tables import Row

import pytest
import re


ROWS = all_rows()
LAW = catalogue()
OWNERS = (*LAW.sections.values(), *LAW.items.values())
KINDS = {f"{owner.code}.{check.id}": check.kind for owner in OWNERS for check in owner.checks}


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_case(row: Row):
    found = {each.key: each.finding for each in report(row).results}
    assert (row.check in found) is (row.expect != "unbound")
    if row.check in found:
        agrees(row, found[row.check])


def agrees(row: Row, finding: Finding) -> None:
    assert finding.status == row.expect, finding
    key = finding.missing and finding.missing.key
    assert row.missing in (None, key), finding
    values = finding.missing.values if finding.missing else {}
    assert {name: plain(values.get(name)) for name in row.says} == dict(row.says)
    assert row.found in (None, f"{finding.fulfilled}/{finding.total}")
    assert row.due in (None, finding.due)
    assert {name: getattr(finding.mend, name) for name in row.mend} == dict(row.mend)


def plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def test_each_case_says_what_it_is_about_once():
    names = [str(row) for row in ROWS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_case_cites_a_place_that_is_there(row: Row):
    regulation, place = re.fullmatch(r"(\S+) (.+)", row.cites).groups()
    places = LAW.regulations[regulation].places
    assert not places or place in places


def test_there_are_cases_of_every_kind_of_check():
    """At least 150 in all, and of each kind some with and some without fault."""
    found: dict[CheckKind, set[str]] = {}
    for row in ROWS:
        if row.check in KINDS:
            found.setdefault(KINDS[row.check], set()).add(row.expect)
    assert len(ROWS) >= 150
    assert set(found) == set(CheckKind)
    assert [kind for kind, expected in found.items() if "met" not in expected] == []
    assert [kind for kind, expected in found.items() if expected <= {"met"}] == []


def test_each_check_of_its_own_has_a_case():
    """All of the catalogue but the general one, which is the same for every section."""
    found = {row.check for row in ROWS}
    wanted = {key for key, kind in KINDS.items() if kind is not CheckKind.NOT_EMPTY}
    assert wanted - found == set()
