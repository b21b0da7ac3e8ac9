"""Sources that mean harm, and people who would use the portal for it.

Each name says what is tried; all of it is refused, or does no harm.
"""

from datetime import datetime
from datetime import UTC
from hcmedu.portal.feeds import deadline
from hcmedu.portal.feeds.addresses import judge_address
from hcmedu.portal.feeds.addresses import PUBLIC
from hcmedu.portal.feeds.addresses import read_allowed
from hcmedu.portal.feeds.bounded import parse_bounded
from hcmedu.portal.feeds.errors import FeedError
from hcmedu.portal.feeds.errors import Reason
from hcmedu.portal.feeds.fetching import fetch
from hcmedu.portal.feeds.settings import feeds_of
from hcmedu.portal.feeds.settings import FeedSettings
from hcmedu.portal.feeds.states import read_state
from hcmedu.portal.feeds.store import records
from hcmedu.portal.feeds.testing import http
from hcmedu.portal.feeds.testing import item
from hcmedu.portal.feeds.testing import row
from hcmedu.portal.feeds.testing import rss
from hcmedu.portal.worker.testing import jobs
from hcmedu.portal.worker.testing import run_jobs
from itertools import count

import gzip
import pytest
import socket
import struct
import time
import transaction


NOW = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n"


def tell(connection, first, piece, pause=0.0):
    """Send something, then a piece again and again until the other side has had enough."""
    connection.sendall(first)
    while True:
        connection.sendall(piece)
        time.sleep(pause)


def reset(connection, _asked):
    connection.sendall(HEAD + b"Content-Length: 100\r\n\r\n<rss>")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def endless_numbers(connection, _asked):
    connection.sendall(HEAD)
    for number in count():
        connection.sendall(b"X-%d: a\r\n" % number)


SLOW, LARGE, BROKEN = {Reason.TIMED_OUT}, {Reason.TOO_LARGE}, {Reason.BROKEN_OFF}


def bomb(size):
    """So many bytes of nothing, packed."""
    return gzip.compress(bytes(size), 1)


SOURCES = {
    "endless body": (lambda c, _: tell(c, HEAD + b"\r\n", b"x" * 65536), LARGE),
    "endless chunks": (
        lambda c, _: tell(c, HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"4\r\nxxxx\r\n"),
        LARGE | SLOW,
    ),
    "endless headers": (endless_numbers, BROKEN),
    "one endless header": (lambda c, _: tell(c, HEAD + b"X: ", b"x" * 65536), BROKEN),
    "endless greeting": (lambda c, _: tell(c, b"HTTP/1.1 200 ", b"x" * 65536), BROKEN),
    "endless answers before the answer": (
        lambda c, _: tell(c, b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.001),
        BROKEN | SLOW,
    ),
    "body slow by the byte": (lambda c, _: tell(c, HEAD + b"\r\n", b"x", 0.05), SLOW),
    "headers slow by the byte": (lambda c, _: tell(c, HEAD + b"X: ", b"x", 0.05), SLOW),
    "greeting slow by the byte": (lambda c, _: tell(c, b"HTTP/1.1 200 ", b"O", 0.05), SLOW),
    "chunk size slow by the byte": (
        lambda c, _: tell(c, HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"0", 0.05),
        SLOW,
    ),
    "no answer at all": (lambda c, _: time.sleep(5), SLOW),
    "connection reset": (reset, BROKEN),
    "connection closed": (lambda c, _: None, BROKEN),
    "less than was said": (http(b"<rss/>", Content_Length="60"), BROKEN),
    "huge length": (http(b"<rss/>", Content_Length="99999999999999"), LARGE),
    "length below nothing": (http(b"<rss/>", Content_Length="-1"), BROKEN | {None}),
    "two lengths": (HEAD + b"Content-Length: 6\r\nContent-Length: 9\r\n\r\n<rss/>", BROKEN),
    "gzip bomb": (http(bomb(50_000_000), Content_Encoding="gzip"), LARGE),
    "gzip that is none": (http(b"<rss/>", Content_Encoding="gzip"), {Reason.COMPRESSION}),
    "gzip broken off": (http(bomb(9_000)[:-9], Content_Encoding="gzip"), BROKEN),
    "packed twice": (
        http(gzip.compress(bomb(9)), Content_Encoding="gzip, gzip"),
        {Reason.COMPRESSION},
    ),
    "unknown packing": (http(b"x", Content_Encoding="br"), {Reason.COMPRESSION}),
    "no HTTP": (b"SSH-2.0-OpenSSH_9.2\r\n" * 9, BROKEN),
    "old HTTP": (b"<rss/>", BROKEN),
    "redirect without a place": (http(status="302 Found"), {Reason.REDIRECTS}),
}


@pytest.mark.parametrize("name", SOURCES)
def test_hostile_source(serve, name):
    answer, expected = SOURCES[name]
    source = serve(answer)
    seconds = 1.5 if expected & SLOW else 20.0
    begin = time.monotonic()
    try:
        fetch(source.url, source.rules, seconds=seconds)
        found = None
    except FeedError as error:
        found = error.reason
    assert found in expected
    assert time.monotonic() - begin < seconds + 4


LOCATIONS = {
    "http://127.0.0.1/": Reason.INTERNAL,
    "http://127.0.0.1:22/": Reason.PORT,
    "http://localhost/": Reason.INTERNAL,
    "http://[::1]/": Reason.INTERNAL,
    "http://[::ffff:127.0.0.1]/": Reason.INTERNAL,
    "http://10.0.0.1/": Reason.INTERNAL,
    "http://169.254.169.254/latest/meta-data/": Reason.INTERNAL,
    "http://2130706433/": Reason.BAD_ADDRESS,
    "http://0x7f.1/": Reason.BAD_ADDRESS,
    "//127.0.0.1/": Reason.INTERNAL,
    "http://sgd.vn@127.0.0.1/": Reason.CREDENTIALS,
    "http://u:p@8.8.8.8/": Reason.CREDENTIALS,
    "file:///etc/passwd": Reason.FOREIGN_SCHEME,
    "ftp://127.0.0.1/": Reason.FOREIGN_SCHEME,
    "gopher://127.0.0.1:70/x": Reason.FOREIGN_SCHEME,
    "data:text/xml,<rss/>": Reason.FOREIGN_SCHEME,
    "javascript:alert(1)": Reason.FOREIGN_SCHEME,
    "http://127.0.0.1\\@sgd.vn/": Reason.BAD_ADDRESS,
}


@pytest.mark.parametrize("location", LOCATIONS)
def test_redirect_to(serve, location):
    source = serve(http(status="302 Found", Location=location))
    with pytest.raises(FeedError) as caught:
        fetch(source.url, source.rules, seconds=3)
    assert caught.value.reason is LOCATIONS[location]


class TestNames:
    """The name server is the attacker's: what it says is judged, and asked once."""

    @pytest.fixture
    def answers(self, monkeypatch):
        """What the system's resolver says, one after the other."""
        said, asked = [], []

        def resolver(host, port, *_args, **_options):
            asked.append(host)
            found = said[min(len(asked), len(said)) - 1]
            return [
                (socket.AF_INET6 if ":" in each else socket.AF_INET, 1, 6, "", (each, port))
                for each in found
            ]

        monkeypatch.setattr(deadline.socket, "getaddrinfo", resolver)
        return said, asked

    @pytest.mark.parametrize(
        "found",
        [
            ["127.0.0.1"],
            ["8.8.8.8", "127.0.0.1"],
            ["::1"],
            ["::ffff:10.0.0.1"],
            ["64:ff9b::7f00:1"],
            ["2002:7f00:1::1"],
            ["fe80::1%2"],
            ["169.254.169.254"],
            ["100.100.100.200"],
        ],
    )
    def test_public_name_with_private_address(self, answers, found):
        answers[0].append(found)
        with pytest.raises(FeedError) as caught:
            fetch("http://sgd.example.vn/", PUBLIC, seconds=3)
        assert caught.value.reason is Reason.INTERNAL

    def test_rebinding(self, answers, serve):
        """The first answer is allowed, the second one would be another machine."""
        source = serve(http(b"<rss/>"))
        answers[0].extend([["127.0.0.1"], ["127.0.0.2"]])
        rules = read_allowed([f"sgd.example.vn:{source.port}"])
        assert fetch(f"http://sgd.example.vn:{source.port}/", rules).body == b"<rss/>"
        asked = [host for host in answers[1] if host == "sgd.example.vn"]
        assert len(asked) == 1
        assert f"Host: sgd.example.vn:{source.port}".encode() in source.asked[0]

    def test_metadata_even_of_an_allowed_host(self, answers):
        answers[0].append(["169.254.169.254"])
        with pytest.raises(FeedError) as caught:
            fetch("http://sgd.local/", read_allowed(["sgd.local"]), seconds=3)
        assert caught.value.reason is Reason.INTERNAL

    def test_name_server_that_never_answers(self, monkeypatch):
        monkeypatch.setattr(deadline.socket, "getaddrinfo", lambda *_a, **_o: time.sleep(4) or [])
        begin = time.monotonic()
        with pytest.raises(FeedError) as caught:
            fetch("http://sgd.example.vn/", PUBLIC, seconds=0.5)
        assert caught.value.reason is Reason.TIMED_OUT
        assert time.monotonic() - begin < 2.5


def laughs(depth):
    """The bomb of a billion laughs."""
    lines = ['<!ENTITY l0 "ha">']
    lines += [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, depth)]
    return (
        f'<?xml version="1.0"?><!DOCTYPE rss [{"".join(lines)}]>'
        f'<rss version="2.0"><channel><item><title>&l{depth - 1};</title></item></channel></rss>'
    )


def external(what):
    return rss(item("&x;")).replace("<rss", f"<!DOCTYPE rss [<!ENTITY x {what}>]><rss")


TEXTS = {
    "billion laughs": (laughs(12).encode(), {Reason.ENTITIES}),
    "billion laughs in UTF-16": (laughs(12).encode("utf-16"), {Reason.ENTITIES}),
    "quadratic blow-up": (
        external(f'"{"a" * 50_000}"').replace("&x;", "&x;" * 10_000).encode(),
        {Reason.ENTITIES, Reason.NO_FEED},
    ),
    "file as entity": (external('SYSTEM "file:///etc/passwd"').encode(), {Reason.ENTITIES}),
    "address as entity": (external('SYSTEM "http://127.0.0.1/"').encode(), {Reason.ENTITIES}),
    "parameter entities": (
        rss(item()).replace("<rss", "<!DOCTYPE rss [<!ENTITY % x SYSTEM 'x'> %x;]><rss").encode(),
        {Reason.ENTITIES},
    ),
    "entities behind a long comment": (
        laughs(9).replace("<!DOCTYPE", f"<!--{'x' * 30_000}--><!DOCTYPE").encode(),
        {Reason.ENTITIES, Reason.NO_FEED},
    ),
    "tags one in the other": (b"<rss>" + b"<a>" * 300_000, {Reason.TOO_HEAVY, Reason.NO_FEED}),
    "100,000 attributes": (
        b"<rss " + b" ".join(b'a%d="x"' % n for n in range(80_000)) + b">",
        {Reason.TOO_HEAVY, Reason.NO_FEED},
    ),
    "half a megabyte of <": (b"<rss>" + b"<" * 500_000, {Reason.TOO_HEAVY, Reason.NO_FEED}),
    "half a megabyte of comments": (b"<!--" * 125_000, {Reason.NO_FEED}),
    "HTML": (b"<html><script>alert(1)</script></html>", {Reason.NO_FEED}),
}


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_text(name):
    text, expected = TEXTS[name]
    seconds = 3.0 if Reason.TOO_HEAVY in expected else 30.0
    with pytest.raises(FeedError) as caught:
        parse_bounded(text, "text/xml", "https://sgd.vn/rss", NOW, seconds=seconds)
    assert caught.value.reason in expected


MANY = {
    "100,000 entries": "<item><title>Tin</title></item>" * 30_000,
    "entries without anything": "<item/>" * 100_000,
    "a title of a megabyte": item("Tin " * 200_000),
    "a title of entities": item("&amp;lt;" * 100_000),
    "a summary of tags": item(description="&lt;p&gt;" * 100_000),
    "a link of a megabyte": item(link="https://sgd.vn/" + "x" * 900_000),
    "a guid of a megabyte": item(guid="x" * 900_000),
    "a date of a megabyte": item(day="2026 " * 180_000),
}


@pytest.mark.parametrize("name", MANY)
def test_too_much_of(name):
    found = parse_bounded(rss(MANY[name]).encode(), "", "https://sgd.vn/rss", NOW, seconds=60)
    assert len(found) <= 30
    for entry in found:
        assert len(entry["title"]) <= 250 and len(entry["summary"]) <= 400
        assert len(entry["link"]) <= 2000 and len(entry["key"]) == 16


SCRIPT = "<script>alert(1)</script>"
MARKUP = [
    f"{SCRIPT}Tin",
    "<img src=x onerror=alert(1)>Tin",
    "<svg onload=alert(1)>Tin",
    '"><script>alert(1)</script>',
    "' onmouseover='alert(1)",
    "<a href='javascript:alert(1)'>Tin</a>",
    "<iframe srcdoc='&lt;script&gt;'></iframe>Tin",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>Tin",
    "${structure: context}",
    "<tal:x content='python:1'>Tin",
    "&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;Tin",
]


class TestPages:
    """What a source writes reaches the pages as text, and nothing else does."""

    @pytest.mark.parametrize("markup", MARKUP)
    def test_script_in_every_field(self, site, configure, serve, visit, markup):
        escaped = markup.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        feed = rss(
            item(f"Tin &amp; {escaped}", description=escaped, guid=escaped),
            item(f"Hai {escaped}", f"javascript:alert(1)//{escaped}", author=escaped),
            item(f"Ba {escaped}", f"https://sgd.vn/{escaped}"),
        )
        source = serve(http(feed.encode()))
        configure(row(source.url), hosts=[source.host])
        run_jobs()
        page = visit().get(f"{site.absolute_url()}/@@tu-cap-tren").text
        shown = page.partition('class="hcmedu-feeds"')[2].partition('id="portal-footer')[0]
        assert "Tin &amp;" in shown
        for harm in ("<script", "<img", "<svg", "<iframe", "javascript:", "<tal:", "<math"):
            assert harm not in shown

    def test_script_in_the_name_of_a_source(self, site, configure, serve, visit):
        source = serve(http(rss(item("Tin")).encode()))
        configure(row(source.url, source=SCRIPT), hosts=[source.host])
        run_jobs()
        for page in ("", "/@@tu-cap-tren"):
            assert SCRIPT not in visit().get(f"{site.absolute_url()}{page}").text
        assert SCRIPT not in visit("quantri").get(f"{site.absolute_url()}/@@hcmedu-feeds").text

    def test_what_a_server_says_in_its_error(self, site, configure, serve, visit):
        source = serve(http(b"<svg onload=alert(1)>", Content_Encoding=f"{SCRIPT}"))
        (feed,) = configure(row(source.url), hosts=[source.host])
        run_jobs()
        assert read_state(site, feed).reason == "compression"
        assert SCRIPT not in visit("quantri").get(f"{site.absolute_url()}/@@hcmedu-feeds").text

    @pytest.mark.parametrize(
        "asked", ["<script>alert(1)</script>", "../../x", "tin-tuc'", "0", "%00"]
    )
    def test_kinds_that_are_none(self, site, visit, asked):
        answer = visit().get(f"{site.absolute_url()}/@@tu-cap-tren?loai={asked}")
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text

    @pytest.mark.parametrize("start", ["-1", "99999999999", "x", "1e9", "%F0", "20&b_start=40"])
    def test_pages_that_are_none(self, site, visit, start):
        answer = visit().get(f"{site.absolute_url()}/@@tu-cap-tren?b_start={start}")
        assert answer.status_code == 200

    def test_entries_are_not_republished(self, site, configure, serve, visit):
        source = serve(http(rss(item("Tin của Sở hôm nay")).encode()))
        configure(row(source.url), hosts=[source.host])
        run_jobs()
        home = site.absolute_url()
        assert "Tin của Sở hôm nay" in visit().get(home).text
        for page in ("rss.xml", "atom.xml", "sitemap.xml.gz", "@search?SearchableText=Sở", ""):
            session = visit().session
            headers = {"Accept": "application/json" if "@" in page or not page else "*/*"}
            answer = session.get(f"{home}/{page}", headers=headers, timeout=60)
            assert "Tin của Sở hôm nay" not in answer.text


class TestPeople:
    @pytest.mark.parametrize("name", [None, "bientapvien", "truongban"])
    @pytest.mark.parametrize("page", ["@@hcmedu-feeds", "@@hcmedu-feeds-fetch"])
    def test_pages_of_the_administrator(self, site, configure, visit, name, page):
        configure(row("https://sgd.vn/rss"))
        answer = visit(name).get(f"{site.absolute_url()}/{page}")
        assert answer.status_code in (302, 401)
        assert "sgd.vn" not in answer.text

    @pytest.mark.parametrize("name", ["bientapvien", "truongban"])
    def test_settings_by_others(self, site, configure, visit, name):
        configure(row("https://sgd.vn/rss"))
        data = {
            "form.widgets.rows.count": "0",
            "form.widgets.internal_allowed:list": "selected",
            "form.buttons.save": "1",
        }
        answer = visit(name).post(f"{site.absolute_url()}/@@hcmedu-feeds", **data)
        assert answer.status_code in (302, 401)
        transaction.begin()
        assert len(feeds_of(site)) == 1
        assert not FeedSettings(site).internal_allowed

    def test_settings_without_a_token(self, site, configure, visit):
        configure(row("https://sgd.vn/rss"))
        data = {"form.widgets.rows.count": "0", "form.buttons.save": "1"}
        visit("quantri").post(f"{site.absolute_url()}/@@hcmedu-feeds", token=False, **data)
        transaction.begin()
        assert len(feeds_of(site)) == 1

    def test_fetch_now_without_a_token(self, site, configure, visit):
        (feed,) = configure(row("https://sgd.vn/rss"))
        url = f"{site.absolute_url()}/@@hcmedu-feeds-fetch"
        assert visit("quantri").post(url, token=False, feed=feed).status_code == 403
        assert visit("quantri").get(f"{url}?feed={feed}").status_code in (403, 405)
        assert jobs() == []

    def test_fetch_now_by_others(self, site, configure, visit):
        (feed,) = configure(row("https://sgd.vn/rss"))
        url = f"{site.absolute_url()}/@@hcmedu-feeds-fetch"
        assert visit("bientapvien").post(url, feed=feed).status_code in (302, 401)
        assert jobs() == []

    @pytest.mark.parametrize("feed", ["", "x", "../../etc/passwd", "0" * 16])
    def test_fetch_now_of_what_is_no_feed(self, site, configure, visit, feed):
        configure(row("https://sgd.vn/rss"))
        url = f"{site.absolute_url()}/@@hcmedu-feeds-fetch"
        visit("quantri").post(url, feed=feed)
        assert jobs() == []

    def test_fetching_without_end_by_pressing_the_button(self, site, configure, visit):
        (feed,) = configure(row("https://sgd.vn/rss"))
        admin = visit("quantri")
        for _time in range(5):
            admin.post(f"{site.absolute_url()}/@@hcmedu-feeds-fetch", feed=feed)
        assert len(jobs()) == 1

    @pytest.mark.parametrize("page", ["@@hcmedu-feeds", "@@tu-cap-tren", ""])
    def test_reading_writes_nothing(self, site, configure, visit, page):
        configure(row("https://sgd.vn/rss"))
        admin = visit("quantri")
        # Plone's own portlets write when they are drawn for the first time.
        admin.get(f"{site.absolute_url()}/{page}")
        before = site._p_jar.db().lastTransaction()
        assert admin.get(f"{site.absolute_url()}/{page}").status_code == 200
        assert site._p_jar.db().lastTransaction() == before

    def test_private_addresses_in_settings_that_were_tampered_with(self, site, configure, serve):
        """Whatever got into the database: the address is judged again when it is fetched."""
        source = serve(http(rss(item()).encode()))
        (feed,) = configure(row(source.url))
        run_jobs()
        assert source.asked == []
        assert read_state(site, feed).reason == "port"
        assert not records(site)

    def test_a_host_that_was_allowed_once(self, site, configure, serve):
        source = serve(http(rss(item()).encode()))
        configure(row(source.url), hosts=[source.host])
        run_jobs()
        FeedSettings(site).internal_allowed = False
        with pytest.raises(FeedError):
            judge_address(source.url, PUBLIC)
        (feed,) = feeds_of(site)
        assert records(site)[feed.id]["entries"]
