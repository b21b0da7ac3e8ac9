"""What a feed says becomes plain text, a link and a time, whatever it is written in."""

from datetime import datetime
from datetime import UTC
from hcmedu.portal.feeds.decoding import decode
from hcmedu.portal.feeds.decoding import spelled
from hcmedu.portal.feeds.entries import link
from hcmedu.portal.feeds.entries import LONGEST_TITLE
from hcmedu.portal.feeds.entries import moment
from hcmedu.portal.feeds.entries import MOST
from hcmedu.portal.feeds.entries import plain
from hcmedu.portal.feeds.parsing import parse
from hcmedu.portal.feeds.testing import item
from hcmedu.portal.feeds.testing import rss
from hypothesis import given
from hypothesis import strategies as st

import pytest
import re
import unicodedata


NOW = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)
TEXT = "Trường học kính mời quý phụ huynh dự họp, năm học 2026-2027"
TCVN3 = "Trêng häc th«ng b¸o tuyÓn sinh líp 6 n¨m häc"
TCVN3_READ = "Trường học thông báo tuyển sinh lớp 6 năm học"
PIECES = ("<", ">", "&lt;", "&gt;", "&amp;", "script", "!--", "]]>", "a", " ", "/")
TONES = "\u0300\u0301\u0303\u0309\u0323"


def windows_1258(text):
    """Letters with their hat or horn, tones behind them: as Windows writes Vietnamese."""
    written = b""
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        base = "".join(part for part in parts if part not in TONES)
        tones = "".join(part for part in parts if part in TONES)
        written += (unicodedata.normalize("NFC", base) + tones).encode("cp1258")
    return written


def read(text, content_type="", url="https://sgd.vn/rss"):
    body = text if isinstance(text, bytes) else text.encode()
    return parse(body, content_type, url, NOW)


class TestCharacters:
    def test_utf_8_whatever_is_said(self):
        for said in ("utf-8", "iso-8859-1", "windows-1258", "klingon"):
            body = rss(item(TEXT), encoding=said).encode()
            for header in ("", "text/xml; charset=iso-8859-1", "text/xml; charset=rot13"):
                assert read(body, header)[0]["title"] == TEXT

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
    def test_more_bytes_a_sign(self, encoding):
        assert read(rss(item(TEXT), encoding="utf-16").encode(encoding))[0]["title"] == TEXT

    @pytest.mark.parametrize(
        ("declared", "header"),
        [
            ("windows-1258", ""),
            ("utf-8", "text/xml; charset=windows-1258"),
            ("windows-1258", "text/xml; charset=utf-8"),
            ("utf-8", "text/xml; charset=utf-8"),
        ],
    )
    def test_windows_1258(self, declared, header):
        body = rss(item("@"), encoding=declared).encode().replace(b"@", windows_1258(TEXT))
        assert read(body, header)[0]["title"] == TEXT

    @pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
    @pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "windows-1252"])
    def test_tcvn3(self, encoding, declared):
        body = rss(item("@"), encoding=declared).encode().replace(b"@", TCVN3.encode(encoding))
        assert read(body)[0]["title"] == TCVN3_READ

    def test_some_broken_bytes(self):
        body = rss(item(TEXT)).encode().replace("ờ".encode(), b"\xff", 1)
        assert read(body)[0]["title"].startswith("Trư\ufffdng học kính mời")

    def test_correct_text_stays(self):
        for text in (TEXT, "Café Müller", "日本語", "Đại hội Đảng", "Điểm thi: 8,5"):
            assert spelled(text) == unicodedata.normalize("NFC", text)

    @given(st.binary(max_size=200), st.text(max_size=40))
    def test_any_bytes_are_some_text(self, body, content_type):
        assert "\x00" not in decode(body, content_type)


class TestEntries:
    def test_an_entry(self):
        found = read(rss(item("Tin", description="&lt;p&gt;Một&lt;/p&gt;&lt;p&gt;Hai&lt;/p&gt;")))
        assert found[0] | {"key": ""} == {
            "key": "",
            "title": "Tin",
            "summary": "Một Hai",
            "link": "https://sgd.example.vn/1",
            "time": int(datetime(2026, 11, 20, 1, 0, tzinfo=UTC).timestamp()),
        }

    def test_atom(self):
        text = (
            '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">A &amp;amp; B'
            '</title><id>x</id><link href="https://sgd.vn/a"/><summary>C</summary>'
            "<updated>2026-11-20T08:00:00Z</updated></entry></feed>"
        )
        entry = read(text)[0]
        assert (entry["title"], entry["link"], entry["summary"]) == (
            "A & B",
            "https://sgd.vn/a",
            "C",
        )

    def test_rdf(self):
        text = (
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
            'xmlns="http://purl.org/rss/1.0/"><item><title>A</title>'
            "<link>https://sgd.vn/a</link></item></rdf:RDF>"
        )
        assert [entry["title"] for entry in read(text)] == ["A"]

    def test_relative_links_are_completed(self):
        assert read(rss(item(link="/tin/1")))[0]["link"] == "https://sgd.vn/tin/1"

    def test_once_by_guid_and_by_link(self):
        found = read(
            rss(
                item("A", "https://sgd.vn/1", guid="g1"),
                item("A (sửa)", "https://sgd.vn/9", guid="g1"),
                item("A", "https://sgd.vn/1", guid="g2"),
                item("B", "https://sgd.vn/2", guid="g3"),
            )
        )
        assert [entry["title"] for entry in found] == ["A", "B"]

    def test_the_newest_thirty(self):
        items = [
            item(f"Tin {n}", f"https://sgd.vn/{n}", f"2026-10-{n % 28 + 1:02}T01:00:00Z")
            for n in range(60)
        ]
        found = read(rss(*items))
        assert len(found) == MOST
        assert [entry["time"] for entry in found] == sorted(
            (entry["time"] for entry in found), reverse=True
        )

    def test_nothing_without_a_title(self):
        assert read(rss(item(""), item("&lt;b&gt;&lt;/b&gt;", "https://sgd.vn/2"))) == []

    def test_an_empty_feed(self):
        assert read(rss()) == []

    def test_titles_are_cut_between_words(self):
        title = read(rss(item("Trường học " * 200)))[0]["title"]
        assert len(title) <= LONGEST_TITLE
        assert title.endswith(("Trường…", "học…"))

    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            ("Fri, 20 Nov 2026 08:00:00 +0700", (1, 0)),
            ("Fri, 20 Nov 2026 08:00:00 GMT", (8, 0)),
            ("2026-11-20T08:00:00Z", (8, 0)),
            ("2026-11-20T08:00:00", (1, 0)),
            ("Fri, 20 Nov 2026 08:00:00", (1, 0)),
            ("20/11/2026 08:00", (1, 0)),
            ("20-11-2026 08:00:15", (1, 0)),
        ],
    )
    def test_times(self, written, expected):
        time = datetime.fromtimestamp(read(rss(item(day=written)))[0]["time"], UTC)
        assert (time.date().isoformat(), time.hour, time.minute) == ("2026-11-20", *expected)

    @pytest.mark.parametrize(
        "written",
        [
            "",
            "hôm qua",
            "Fri, 01 Jan 2100 00:00:00 GMT",
            "9999-12-31T23:59:59Z",
            "0001-01-01T00:00:00Z",
            "Thu, 01 Jan 1970 00:00:00 GMT",
            "31/02/2026",
            "99/99/9999",
            "1" * 5000,
        ],
    )
    def test_no_times(self, written):
        assert read(rss(item(day=written)))[0]["time"] is None

    def test_a_clock_that_goes_before(self):
        written = "Fri, 27 Nov 2026 03:10:00 GMT"
        assert read(rss(item(day=written)))[0]["time"] == int(NOW.timestamp())

    @given(st.text(max_size=40), st.tuples(*[st.integers()] * 6) | st.none())
    def test_any_time_is_bounded(self, written, parsed):
        found = moment(written, parsed, NOW)
        assert found is None or 946_000_000 < found <= NOW.timestamp()


class TestPlainText:
    @given(st.text(max_size=200))
    def test_one_line_that_is_cut(self, text):
        found = plain(text, 50)
        assert len(found) <= 50
        assert found == " ".join(found.split())
        assert all(sign.isprintable() for sign in found)

    @given(st.lists(st.sampled_from(PIECES)))
    def test_no_tag_is_left(self, pieces):
        found = plain("".join(pieces), 200)
        assert not re.search("<[a-z/!][^<>]*>", found)

    @pytest.mark.parametrize(
        ("markup", "text"),
        [
            ("<b>Tin</b> mới<br>hôm nay", "Tin mới hôm nay"),
            ("a &lt;b&gt;đậm&lt;/b&gt;", "a đậm"),
            ("<style>p{}</style><script>x()</script>Tin", "Tin"),
            ("&amp;amp;lt;script&amp;amp;gt;x&amp;amp;lt;/script&amp;amp;gt;", "x"),
            ("Đạt 5 &lt; 6 &amp; 7", "Đạt 5 < 6 & 7"),
            ("Tin\u202enib\u200b\x00\x07", "Tinnib"),
            ("Ho\u0300a", "Hòa"),
            (None, ""),
        ],
    )
    def test_texts(self, markup, text):
        assert plain(markup, 200) == text

    @pytest.mark.parametrize(
        "address",
        [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "//sgd.vn/x",
            "/x",
            "http://",
            "http://a@b/",
            'http://sgd.vn/" onclick="x',
            "http://sgd.vn/<script>",
            "http://sgd.vn/a b",
            "http://[::1",
            "http://sgd.vn/\u202e",
            "x" * 3000,
            None,
        ],
    )
    def test_no_links(self, address):
        assert link(address) == ""

    def test_links(self):
        assert link(" https://sgd.vn/tin?a=1&b=2 ") == "https://sgd.vn/tin?a=1&b=2"
