"""What is kept of a text: values that a form takes, each with words of that very text."""

from datetime import date
from hcmedu.portal.documents.extraction import Reference
from hcmedu.portal.documents.intake.suggesting import LONGEST
from hcmedu.portal.documents.intake.suggesting import quote
from hcmedu.portal.documents.intake.suggesting import reference_text
from hcmedu.portal.documents.intake.suggesting import told
from hcmedu.portal.vietnamese import DocumentNumber
from hypothesis import given
from hypothesis import strategies as st
from pathlib import Path

import json
import pytest


LABELLED = sorted((Path(__file__).parents[1] / "labelled").glob("*.txt"))[::9]
texts = st.text(alphabet="aăB1 \n\f-/", max_size=200)


@pytest.mark.parametrize("path", LABELLED, ids=lambda path: path.stem)
def test_places_are_words_of_the_text(path):
    text = path.read_text(encoding="utf-8")
    found = told(text)
    words = " ".join(text.split())
    places = [*found["fields"].values(), *found["references"], *found["replaces"]]
    for place in places:
        assert place["quote"].removesuffix(" …") in words
        assert 1 <= place["page"] <= text.count("\f") + 1
    assert json.loads(json.dumps(found)) == found


@pytest.mark.parametrize("path", LABELLED, ids=lambda path: path.stem)
def test_values_are_those_that_fields_take(path):
    fields = told(path.read_text(encoding="utf-8"))["fields"]
    for name in ("issue_date", "in_force_from"):
        if name in fields:
            date.fromisoformat(fields[name]["value"])
    if "number" in fields:
        assert DocumentNumber.parse(fields["number"]["value"]).text == fields["number"]["value"]
    for line in fields.get("replaced_numbers", {"value": ""})["value"].splitlines():
        assert any(letter.isdigit() for letter in line)


@given(texts, st.integers(0, 200), st.integers(0, 200))
def test_a_quote_is_one_line_of_the_text_around_its_place(text, one, other):
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    found = quote(text, start, end)
    assert "\n" not in found
    assert len(found) <= LONGEST + 60
    assert found.removesuffix("…").strip() in " ".join(text.split())
    if end - start <= LONGEST:
        assert " ".join(text[start:end].split()) in found


REFERENCES = {
    Reference(number="36/2017/TT-BGDĐT", form="thong-tu"): "Thông tư 36/2017/TT-BGDĐT",
    Reference(number="3082/GDĐT-TTTT"): "3082/GDĐT-TTTT",
    Reference(title="Luật Giáo dục", issue_date=date(2019, 6, 14)): "Luật Giáo dục, 14/06/2019",
    Reference(title="Luật Viên chức"): "Luật Viên chức",
}


@pytest.mark.parametrize("reference", REFERENCES, ids=lambda each: each.identity)
def test_references_as_people_write_them(reference):
    assert reference_text(reference) == REFERENCES[reference]
