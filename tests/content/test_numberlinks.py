"""Numbers in texts lead to the documents, where every visitor may see them."""

from datetime import date
from hcmedu.portal.content.numberlinks import linked
from hcmedu.portal.content.numberlinks import NumberLinks
from hcmedu.portal.school import find_section
from hcmedu.portal.vietnamese import number_keys
from hcmedu.portal.vietnamese import numbers_in_text
from hypothesis import given
from hypothesis import strategies as st
from plone.app.testing import login
from plone.app.testing import SITE_OWNER_NAME
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from Products.CMFCore.indexing import processQueue

import pytest


TT36, CV = "36/2017/TT-BGDĐT", "4210/GDĐT-TTTT"


@pytest.fixture
def page(portal):
    login(portal.aq_parent, SITE_OWNER_NAME)
    section = find_section(portal, "A06")
    for name, number in (("tt", TT36), ("cv", CV)):
        values = {"number": number, "issue_date": date(2017, 12, 28), "abstract": "Về"}
        doc = createContent("OfficialDocument", id=name, **values)
        doc = addContentToContainer(section, doc, checkConstraints=False)
        if name == "tt":
            for permission in ("View", "Access contents information"):
                doc.manage_permission(permission, ["Anonymous"], acquire=0)
            doc.reindexObject()
    processQueue()
    return section


def href(page, name="tt"):
    return f'href="{page[name].absolute_url()}"'


def test_a_draft_is_no_link_even_for_its_author(page):
    assert linked(f"Công văn {CV}", page) == f"Công văn {CV}"


def test_a_plain_text(page):
    html = linked(f"<b> Theo {TT36} & {TT36}.", page)
    assert html.count(href(page)) == 2
    assert html.startswith("&lt;b&gt; Theo <a ")
    assert html.endswith(f">{TT36}</a>.")


@pytest.mark.parametrize("written", ["36/2017/TT-BGDDT", "36 / 2017 / TT-BGDĐT", TT36.lower()])
def test_other_spellings(page, written):
    assert href(page) in linked(f"theo {written}", page)


def filtered(page, html):
    return NumberLinks(page, None)(html)


def test_a_rich_text(page):
    html = filtered(page, f"<p>Theo <strong>{TT36}</strong> &amp; khác</p>")
    assert f'<strong><a class="hcmedu-number" {href(page)}>{TT36}</a></strong> &amp; khác' in html


LEFT = [
    f'<p><a href="https://x">{TT36}</a></p>',
    f'<p title="{TT36}">x</p>',
    f"<script>var a = '{TT36}';</script>",
    f"<!-- {TT36} -->",
    f"<p>{CV} và 99/2017/TT-BGDĐT</p>",
    "<p>Không có số nào, ngày 1/2/2026</p>",
]


@pytest.mark.parametrize("html", LEFT)
def test_what_stays_to_the_letter(page, html):
    assert filtered(page, html) is None


@given(st.text())
def test_any_text(text):
    for found in numbers_in_text(text):
        assert text[found.start : found.end]
        assert "/" in found.key


@pytest.mark.parametrize("number", [TT36, CV, "12/QĐ-UBND", "1/2024/NĐ-CP", "43/2019/QH14"])
def test_numbers_are_found_whole(number):
    (found,) = numbers_in_text(f"Căn cứ số {number}, ngày 1/2/2026")
    assert found.key == number_keys(number)[0]
