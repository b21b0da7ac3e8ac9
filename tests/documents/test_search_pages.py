"""The site search, its suggestions and the listings: words as typed, only what may be seen."""

from hcmedu.portal.documents.search import pages
from hcmedu.portal.school import find_section
from plone.app.testing import logout
from plone.app.textfield.value import RichTextValue
from zope.component import getMultiAdapter

import doctest
import json
import pytest


TITLES = {"ubnd": "Ủy ban nhân dân phường", "hoa": "Hoà bình", "hoat": "Hoạt động ngoại khoá"}


@pytest.fixture
def site(school, make):
    for name, title in TITLES.items():
        make("A05", "Document", name, public=name != "hoat", title=title)
    return school


@pytest.fixture
def search(site, http_request):
    def ask(view="search", **form):
        http_request.form.clear()
        http_request.form.update(form)
        return getMultiAdapter((site, http_request), name=view)

    return ask


def ids(batch):
    return [brain.getId for brain in batch if brain.getId in TITLES]


def test_drafts_are_not_told_to_visitors(search):
    assert ids(search(SearchableText="hoạt động ngoại khóa").batch) == ["hoat"]
    logout()
    assert ids(search(SearchableText="hoạt động ngoại khóa").batch) == []
    items = json.loads(search("ajax-search", SearchableText="ngoại kho")())["items"]
    assert [item["title"] for item in items if item["title"] in TITLES.values()] == []


def test_words_stay_as_they_were_typed(search):
    assert ids(search(SearchableText="hoà").batch) == ["hoa"]
    assert set(ids(search(SearchableText="hoa*").batch)) == {"hoa", "hoat"}
    assert set(ids(search(SearchableText="hoạ*").batch)) == {"hoat"}


def test_suggestions_take_the_last_word_for_a_beginning(search):
    items = json.loads(search("ajax-search", SearchableText="nhân d")())["items"]
    assert "Ủy ban nhân dân phường" in [item["title"] for item in items]


def test_a_listing_takes_words_as_they_are(search):
    row = {"i": "SearchableText", "o": "plone.app.querystring.operation.string.contains"}
    listing = search("querybuilderresults")
    assert ids(listing(query=[{**row, "v": "hoà"}], brains=True)) == ["hoa"]


def test_hits_are_marked_and_nothing_else_is_markup(search, site):
    page = find_section(site, "A05")["ubnd"]
    page.title, page.description = "Ủy ban <script>", "Họp <b>ủy ban</b> & khác"
    page.reindexObject()
    html = search(SearchableText="uy ban")()
    assert "<mark>Ủy</mark> <mark>ban</mark> &lt;script&gt;" in html
    assert "Họp &lt;b&gt;<mark>ủy</mark> <mark>ban</mark>&lt;/b&gt; &amp; khác" in html


def test_the_passage_comes_out_of_the_text(search, site):
    page = find_section(site, "A05")["ubnd"]
    page.description = "Tóm tắt"
    html = "<p>" + "x " * 400 + "Chợ Lớn</p>"
    page.text = RichTextValue(html, "text/html", "text/x-html-safe")
    page.reindexObject()
    assert "<mark>Chợ</mark> <mark>Lớn</mark>" in search(SearchableText="cho lon")()


ODD = [
    {"SearchableText": ["a", "b"]},
    {"SearchableText": "*" * 10_000},
    {"SearchableText": '"""' + "'; DROP TABLE--(.*"},
    {"SearchableText": "ban", "sort_on": "bogus", "since": "x", "b_start": "-1"},
    {"SearchableText": "ban", "portal_type": {"query": "x"}, "path": "/", "created": "x"},
    {"SearchableText": "ban", "Subject": [1, {}], "b_start": "99999999"},
]


@pytest.mark.parametrize("form", ODD)
def test_any_parameters_are_answered(search, form):
    assert "hcmedu-search-form" in search(**form)()


def test_nothing_asked_finds_nothing(search):
    assert len(search().batch) == 0


def test_examples():
    assert doctest.testmod(pages).failed == 0
