"""What is written as a feed can be read as one, whatever people typed."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hcmedu.portal.listing import feeds
from hypothesis import given
from hypothesis import strategies as st
from xml.etree import ElementTree as ET

import email.utils


ATOM = f"{{{feeds.ATOM}}}"
NOW = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)


def feed(*entries):
    return feeds.Feed(
        title="Tin tức & Sự kiện",
        url="https://truong.edu.vn/tin-tuc",
        own_url="https://truong.edu.vn/tin-tuc/rss.xml",
        description="",
        author="Trường",
        entries=entries,
    )


def entry(title="Khai giảng", days=0, **more):
    url = "https://truong.edu.vn/tin-tuc/khai-giang"
    return feeds.Entry("0a1b", title, url, NOW - timedelta(days=days), **more)


def test_nothing_to_tell_is_a_feed_too():
    assert ET.fromstring(feeds.rss(feed())).findall("channel/item") == []
    root = ET.fromstring(feeds.atom(feed(), NOW))
    assert root.findtext(f"{ATOM}updated") == NOW.isoformat()


def test_markup_in_a_title_stays_text():
    body = feeds.rss(feed(entry("<b>&amp; </title><script>")))
    assert b"<script>" not in body
    assert ET.fromstring(body).findtext("channel/item/title") == "<b>&amp; </title><script>"


@given(st.text(), st.text())
def test_any_text_can_be_read_again(title, summary):
    for body in (
        feeds.rss(feed(entry(title, summary=summary))),
        feeds.atom(feed(entry(title)), NOW),
    ):
        ET.fromstring(body)


def test_identity_is_the_uid():
    rss = ET.fromstring(feeds.rss(feed(entry())))
    guid = rss.find("channel/item/guid")
    assert (guid.text, guid.get("isPermaLink")) == ("urn:uuid:0a1b", "false")
    atom = ET.fromstring(feeds.atom(feed(entry()), NOW))
    assert atom.findtext(f"{ATOM}entry/{ATOM}id") == "urn:uuid:0a1b"


def test_dates_of_rss_and_atom():
    rss = ET.fromstring(feeds.rss(feed(entry(), entry(days=3))))
    dates = [email.utils.parsedate_to_datetime(node.text) for node in rss.iter("pubDate")]
    assert dates == [NOW, NOW - timedelta(days=3)]
    assert email.utils.parsedate_to_datetime(rss.findtext("channel/lastBuildDate")) == NOW
    atom = ET.fromstring(feeds.atom(feed(entry(days=3)), NOW))
    assert datetime.fromisoformat(atom.findtext(f"{ATOM}updated")) == NOW - timedelta(days=3)


def test_pictures_go_along_with_their_type():
    file = feeds.Enclosure("https://truong.edu.vn/a.jpeg", "image/jpeg")
    rss = ET.fromstring(feeds.rss(feed(entry(enclosure=file))))
    assert rss.find("channel/item/enclosure").attrib == {
        "url": file.url,
        "type": "image/jpeg",
        "length": "0",
    }


def test_rss_leaves_out_a_file_whose_type_nobody_knows():
    rss = ET.fromstring(feeds.rss(feed(entry(enclosure=feeds.Enclosure("https://a.vn/b")))))
    assert rss.find("channel/item/enclosure") is None


def test_the_tag_changes_with_the_feed():
    first, second = feeds.rss(feed(entry())), feeds.rss(feed(entry("Bế giảng")))
    assert feeds.entity_tag(first) == feeds.entity_tag(bytes(first))
    assert feeds.entity_tag(first) != feeds.entity_tag(second)
