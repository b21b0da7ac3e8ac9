"""The labelled set, and the least share of fields that must be right in it."""

from importlib.util import module_from_spec
from importlib.util import spec_from_file_location
from pathlib import Path

import pytest
import sys


TOOL = Path(__file__).resolve().parents[2] / "tools" / "bench_extraction.py"
spec = spec_from_file_location("bench_extraction", TOOL)
bench = sys.modules["bench_extraction"] = module_from_spec(spec)
spec.loader.exec_module(bench)

#: Of all documents, those held out among them; a change of rules that loses more is a step back.
LEAST = 0.93


@pytest.fixture(scope="module")
def found():
    return bench.measure()


def test_the_set_is_large_and_a_part_is_held_out():
    labels = [document.label for document in bench.labelled()]
    held_out = sum(label["set"] == "held-out" for label in labels)
    assert len(labels) > 100
    assert len(labels) * 0.15 < held_out < len(labels) * 0.4


@pytest.mark.parametrize("document", list(bench.labelled()), ids=lambda document: document.name)
def test_labels_have_known_fields_only(document):
    known = {"source", "text", "set", *bench.EXACT, *bench.FREE, "references", "replaces"}
    assert set(document.label) <= known
    assert document.label["set"] in bench.SETS


@pytest.mark.parametrize("field", bench.FIELDS)
def test_shares(found, field):
    right, of = bench.shares(found)[field]
    assert right / of >= LEAST


def test_the_table_tells_each_field(found):
    lines = bench.table(found).splitlines()
    assert lines[0] == "field | right | of | share"
    assert [line.partition(" | ")[0] for line in lines[1:]] == list(bench.FIELDS)


def test_a_wrong_value_counts_as_wrong():
    document = next(bench.labelled())
    wrong = bench.Labelled("x", "", {**document.label, "number": "1/X", "text": "ocr"})
    outcomes = {one.field: one.right for one in bench.outcomes(wrong, bench.extract(""))}
    assert not outcomes["number"]
    assert outcomes["replaces"] == (document.label.get("replaces", []) == [])
