"""Feeds of sections and of the school: what visitors may see, and nothing else, whoever asks."""

from DateTime import DateTime
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from hcmedu.portal.school import find_section
from lxml import html as parser
from plone import api
from plone.app.testing import logout
from tests.browser.conftest import news
from xml.etree import ElementTree as ET
from zExceptions import NotFound
from zope.interface import alsoProvides

import email.utils
import pytest


ATOM = "{http://www.w3.org/2005/Atom}"
SECRET = "BẢN-NHÁP-KÍN"


def ask(context, name, **headers):
    """Status, headers and body of a feed as a visitor gets it."""
    request = context.REQUEST.clone()
    request.environ.update({f"HTTP_{key}": value for key, value in headers.items()})
    alsoProvides(request, IHcmeduPortalLayer)
    body = api.content.get_view(name, context, request)()
    return request.response, body


def titles(body):
    return [node.text for node in ET.fromstring(body).findall("channel/item/title")]


def read(context, name="rss.xml"):
    logout()
    return ask(context, name)[1]


@pytest.mark.parametrize("code", [None, "A05", "A24", "A25", "A28", "G-tin-tuc"])
@pytest.mark.parametrize("name", ["rss.xml", "atom.xml"])
def test_no_draft_even_for_who_may_see_it(root, code, name):
    context = find_section(root, code) if code else root
    with api.env.adopt_roles(["Manager"]):
        body = ask(context, name)[1]
    assert SECRET.encode() not in body
    assert len(ET.fromstring(body)) > 0


@pytest.mark.parametrize("date", ["effective_date", "expiration_date"])
def test_neither_what_is_to_come_nor_what_has_expired(site, make, date):
    item = make(find_section(site, "A05"), **news("Ngoài thời hạn"))
    assert "Ngoài thời hạn" in titles(read(find_section(site, "A05")))
    setattr(item, date, DateTime() + (1 if date == "effective_date" else -1))
    item.reindexObject(idxs=["effective", "effectiveRange", "expires"])
    assert "Ngoài thời hạn" not in titles(read(find_section(site, "A05")))
    assert "Ngoài thời hạn" not in titles(read(site))


def test_no_other_school(site, school):
    own = find_section(school, "A05").absolute_url()
    for body in (read(school), read(find_section(school, "A05"))):
        links = [node.text for node in ET.fromstring(body).findall("channel/item/link")]
        assert links and all(link.startswith(school.absolute_url()) for link in links)
    links = [node.text for node in ET.fromstring(read(site)).findall("channel/item/link")]
    assert links and not [link for link in links if link.startswith(own)]


def test_the_line_at_the_top_of_the_page_is_no_news(site):
    for context in (site, find_section(site, "G-tin-tuc")):
        assert "Lễ khai giảng lần thứ 1" in titles(read(context))
        assert "Nghỉ học ngày 20/11" not in titles(read(context))


def test_a_section_with_its_subsections_newest_first(root, make):
    item = make(find_section(root, "A05.2"), **news('Thi "Đố & vui" <lớp 6>'))
    body = read(find_section(root, "A05"))
    assert titles(body)[0] == 'Thi "Đố & vui" <lớp 6>'
    moments = [
        email.utils.parsedate_to_datetime(node.text) for node in ET.fromstring(body).iter("pubDate")
    ]
    assert moments == sorted(moments, reverse=True)
    guid = ET.fromstring(body).findtext("channel/item/guid")
    assert guid == f"urn:uuid:{item.UID()}"


def test_albums_are_told_as_albums(site):
    body = read(find_section(site, "A25"))
    assert "Hội trại truyền thống" in titles(body)
    assert "Lửa trại" not in titles(body)


def test_atom_says_the_same(site):
    section = find_section(site, "A05")
    found = ET.fromstring(read(section, "atom.xml")).findall(f"{ATOM}entry/{ATOM}title")
    assert [node.text for node in found] == titles(read(section))


def test_documents_have_the_feed_of_the_register(site):
    logout()
    response, body = ask(find_section(site, "A06"), "rss.xml")
    assert (response.getStatus(), body) == (302, b"")
    assert response.getHeader("Location").endswith("/@@documents.rss")


def test_a_reader_that_has_it_gets_nothing_more(site):
    logout()
    section = find_section(site, "A05")
    response, body = ask(section, "rss.xml")
    assert response.getHeader("Content-Type") == "application/rss+xml; charset=utf-8"
    assert email.utils.parsedate_to_datetime(response.getHeader("Last-Modified"))
    again, nothing = ask(section, "rss.xml", IF_NONE_MATCH=response.getHeader("ETag"))
    assert (again.getStatus(), nothing) == (304, b"")
    assert body


@pytest.mark.parametrize("name", ["rss.xml", "atom.xml", "RSS", "itunes.xml", "newsml.xml"])
def test_a_plain_folder_has_no_feed(site, make, name):
    folder = make(site, "Folder", title="Kho")
    with pytest.raises(NotFound):
        ask(folder, name)


@pytest.mark.parametrize("name", ["itunes.xml", "newsml.xml"])
def test_no_second_truth(site, name):
    for context in (site, find_section(site, "A05")):
        with pytest.raises(NotFound):
            ask(context, name)


def test_pages_lead_to_the_feeds(root, visit):
    section = find_section(root, "A05")
    links = parser.fromstring(visit(section, "section_view")).xpath('//link[@rel="alternate"]')
    assert {link.get("href") for link in links} == {
        f"{place.absolute_url()}/{name}.xml"
        for place in (root, section)
        for name in ("rss", "atom")
    }
    assert len(links) == 4
