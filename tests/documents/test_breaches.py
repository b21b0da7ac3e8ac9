"""What an attack on the documents found: each way in is tried again."""

from datetime import date
from hcmedu.portal.content.force import force_state
from hcmedu.portal.content.relations import named
from hcmedu.portal.content.relations import related
from hcmedu.portal.documents.register.filters import read_filter
from hcmedu.portal.documents.register.service import page_of
from hcmedu.portal.listing.feeds import clean as clean_feed
from hcmedu.portal.vietnamese import parse_query
from hcmedu.portal.vietnamese.queries import MAX_PHRASES
from hypothesis import given
from hypothesis import strategies as st
from plone import api
from plone.app.testing import logout
from plone.restapi.interfaces import ISerializeToJsonSummary
from Products.CMFCore.indexing import processQueue
from urllib.parse import urlencode
from xml.etree import ElementTree as ET
from zope.component import getMultiAdapter

import json
import pytest
import time


TODAY = date(2026, 11, 1)


@pytest.fixture
def replaced(document):
    """31/KH, replaced by number by 95/QĐ, which is also based on 97/TB."""
    old = document("cu", number="31/KH-X", issue_date=date(2026, 1, 1))
    base = document("can-cu", number="97/TB-X", issue_date=date(2026, 1, 1))
    new = document(
        "moi",
        number="95/QĐ-R",
        issue_date=date(2026, 10, 3),
        replaced_numbers=["31/KH-X"],
        legal_bases=["Thông báo 97/TB-X"],
    )
    processQueue()
    return old, base, new


def what_visitors_see(old, base, new):
    groups = [
        [(g.name, [d.url for d in g.documents]) for g in related(d, TODAY)] for d in (old, base)
    ]
    lines = [
        (each.line, each.document and each.document.url)
        for group in named(new, TODAY)
        for each in group.documents
    ]
    return force_state(old, TODAY), groups, lines


def test_a_draft_with_the_same_number_changes_nothing_for_visitors(replaced, document):
    logout()
    before = what_visitors_see(*replaced)
    assert before[0] == "replaced"
    with api.env.adopt_roles(["Manager"]):
        document("nhap-1", public=False, number="31/KH-X", issue_date=date(2026, 10, 2))
        document("nhap-2", public=False, number="97/TB-X", issue_date=date(2026, 10, 2))
    assert what_visitors_see(*replaced) == before


def test_a_public_document_with_the_same_number_is_meant_from_then_on(replaced, document):
    old, _base, _new = replaced
    rival = document("khac", number="31/KH-X", issue_date=date(2026, 10, 2))
    brains = {brain.getId: brain for brain in api.content.find(portal_type="OfficialDocument")}
    assert force_state(rival, TODAY) == "replaced"
    assert force_state(old, TODAY) == "in_force"
    assert force_state(brains["khac"], TODAY) == "replaced"
    assert force_state(brains["cu"], TODAY) == "in_force"


BAD = "a\udcffb\ud800\x00c"


@pytest.mark.parametrize("name", ["text", "number", "issuer", "form", "section", "from"])
def test_halves_of_characters_in_an_address(name):
    asked = read_filter({name: BAD})
    assert urlencode(asked.parameters()) or name == "from"


@pytest.mark.parametrize("view", ["documents.rss", "documents.atom", "documents-print", "search"])
def test_halves_of_characters_on_a_page(school, http_request, view):
    http_request.form.update(text=BAD, SearchableText=BAD)
    assert getMultiAdapter((school, http_request), name=view)()


@given(st.text(st.characters(exclude_categories=[])))
def test_a_feed_is_xml_whatever_the_text(text):
    element = ET.Element("title")
    element.text = clean_feed(text)
    assert ET.fromstring(ET.tostring(element)).tag == "title"


def test_phrases_of_prefixes_are_bounded():
    query = parse_query(" ".join(f'"t* {letter}*"' for letter in "nhcgkmd" * 10))
    phrases = [group for group in query.groups if len(group) > 1]
    assert len(phrases) <= MAX_PHRASES
    assert not any(term.stem for group in phrases for term in group)


@pytest.mark.parametrize(
    "text",
    [
        " ".join(f'"t* {letter}*"' for letter in "nhcgkmdnhcgkmd" * 3),
        " ".join(f'"th* {letter}a*"' for letter in "nhcgkmdnhcgkmd" * 3),
        " ".join(f"{letter}*" for letter in "abcdeghiklmnopqrstuvxy" * 2),
    ],
)
def test_no_query_holds_the_server(school, document, http_request, text):
    for number in range(5):
        document(f"d{number}", abstract="Tháng năm nhà trường hướng dẫn tổ chức " * 20)
    begin = time.process_time()
    http_request.form.update(SearchableText=text[:500])
    assert getMultiAdapter((school, http_request), name="search").batch is not None
    assert time.process_time() - begin < 3


def test_rest_does_not_tell_who_approved(document, http_request):
    document("cv")
    http_request.form.update(metadata_fields=["editorial", "document_number", "_all"])
    brain = api.content.find(id="cv")[0]
    told = json.dumps(getMultiAdapter((brain, http_request), ISerializeToJsonSummary)())
    assert "document_number" in told
    assert "editorial" not in told


@pytest.mark.parametrize(
    ("start", "size"), [("-1", "-1"), ("x", "9" * 30), (["a"], {}), ("0", "0")]
)
def test_a_page_of_any_size(start, size):
    page = page_of({"b_start": start, "b_size": size})
    assert int(page["b_start"]) >= 0
    assert 1 <= int(page["b_size"]) <= 500


def test_suggestions_are_json_and_nothing_else(school, http_request):
    http_request.form.update(SearchableText="x")
    getMultiAdapter((school, http_request), name="ajax-search")()
    response = http_request.response
    assert response.getHeader("Content-Type").startswith("application/json")
    assert response.getHeader("X-Content-Type-Options") == "nosniff"
