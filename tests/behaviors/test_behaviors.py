"""School year and source: the field sets that several types share."""

from datetime import date
from hcmedu.portal.behaviors.school_year import ISchoolYear
from hcmedu.portal.behaviors.school_year import school_year_titles
from hcmedu.portal.behaviors.school_year import school_years
from hcmedu.portal.behaviors.source import ISource
from hcmedu.portal.behaviors.source import SourceViewlet
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from zope.schema.interfaces import ConstraintNotSatisfied
from zope.schema.interfaces import ValidationError

import pytest


@pytest.mark.parametrize(
    "today, first, last",
    [
        (date(2026, 11, 20), "2027-2028", "2011-2012"),
        (date(2026, 8, 31), "2026-2027", "2010-2011"),
        (date(2026, 9, 1), "2027-2028", "2011-2012"),
    ],
)
def test_from_next_year_to_fifteen_years_back(today, first, last):
    titles = school_year_titles(today)
    assert (titles[0], titles[-1], len(titles)) == (first, last, 17)


def test_a_stored_year_stays_valid():
    class Old:
        school_year = "1998-1999"

    assert "1998-1999" in school_years(Old())
    assert "1998-1999" not in school_years(None)


@pytest.mark.parametrize("value", ["2023", "2023-2025", "1990-1991", "", "2023–2024"])
def test_bad_years_are_refused(portal, value):
    with pytest.raises(ConstraintNotSatisfied):
        ISchoolYear["school_year"].bind(portal).validate(value)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "ftp://a.vn/x", "tuoitre.vn", "//a.vn", ""]
)
def test_only_web_addresses_are_sources(url):
    with pytest.raises(ValidationError):
        ISource["source_url"].validate(url)


@pytest.mark.parametrize("url", ["https://tuoitre.vn/a-b.htm", "HTTP://moet.gov.vn"])
def test_web_addresses(url):
    ISource["source_url"].validate(url)


@pytest.fixture
def news(portal):
    setRoles(portal, TEST_USER_ID, ["Manager"])
    return lambda **fields: api.content.create(portal, "News Item", title="Tin", **fields)


@pytest.mark.parametrize("portal_type", ["News Item", "Document", "Event"])
def test_enabled_on_stock_types(portal, get_behaviors, portal_type):
    behaviors = get_behaviors(portal_type)
    assert "hcmedu.source" in behaviors
    assert "plone.dublincore" in behaviors or "plone.basic" in behaviors


def rendered(item) -> str:
    viewlet = SourceViewlet(item, item.REQUEST, None, None)
    viewlet.update()
    return viewlet.render().strip()


def test_own_content_says_nothing(news):
    assert rendered(news()) == ""


def test_stored_script_is_never_a_link(news):
    html = rendered(news(source_name="<b>x</b>", source_url="javascript:alert(1)"))
    assert "javascript" not in html
    assert "&lt;b&gt;x&lt;/b&gt;" in html


def test_source_and_author_are_named(news):
    html = rendered(
        news(source_name="Tuổi Trẻ", source_author="Lan Anh", source_url="https://tuoitre.vn/a")
    )
    assert 'href="https://tuoitre.vn/a"' in html
    assert "Tuổi Trẻ" in html
    assert "Lan Anh" in html
