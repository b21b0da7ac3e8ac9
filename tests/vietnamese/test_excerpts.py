"""Marked words and passages of a text."""

from hcmedu.portal.vietnamese import atoms
from hcmedu.portal.vietnamese import excerpt
from hcmedu.portal.vietnamese import find_hits
from hcmedu.portal.vietnamese import fold
from hcmedu.portal.vietnamese import highlight
from hcmedu.portal.vietnamese import parse_query
from hcmedu.portal.vietnamese.letters import syllables
from hcmedu.portal.vietnamese.letters import with_tone
from hypothesis import given
from hypothesis import strategies as st

import pytest
import time
import unicodedata


SYLLABLES = [with_tone(onset + rhyme, tone) for onset, rhyme, tone in syllables()]
FEW = st.sampled_from(
    ["kế", "hoạch", "ke", "hoach", "hoá", "hóa", "nam", "năm", "đơn", "don", "a", "12/QĐ"]
)
TEXTS = st.lists(FEW | st.sampled_from(SYLLABLES) | st.text(max_size=5)).map(" ".join)
QUERIES = st.lists(FEW | st.sampled_from(['"ke hoach"', "ho*", '"a a"', '"', "*"])).map(" ".join)


def marked(pieces) -> str:
    return "".join(f"[{piece.text}]" if piece.is_hit else piece.text for piece in pieces)


@pytest.mark.parametrize(
    "text, query, expected",
    [
        ("Kế hoạch năm", "ke hoach", "[Kế] [hoạch] năm"),
        ("Kế hoạch năm", '"ke hoach"', "[Kế hoạch] năm"),
        ("Kế, hoạch kế", '"ke hoach"', "[Kế, hoạch] kế"),
        ("Kế và hoạch", '"ke hoach"', "Kế và hoạch"),
        ("bàn bán ban", "bàn", "[bàn] bán ban"),
        ("bàn bán ban", "ban", "[bàn] [bán] [ban]"),
        ("Hoà thuỷ kĩ", "hòa thủy kỹ", "[Hoà] [thuỷ] [kĩ]"),
        ("Ho\u0300a (hòa)", "hoà", "[Ho\u0300a] ([hòa])"),
        ("tuyển sinh, tuyến", "tuyển*", "[tuyển] sinh, tuyến"),
        ("Số 4210 /GDĐT-TTTT.", "4210/gddt", "Số [4210 /GDĐT]-TTTT."),
        ("a b a b a", '"a b a"', "[a b a b a]"),
        ("kế hoạch năm", '"kế hoạch" "hoạch năm"', "[kế hoạch năm]"),
        ("<b>kế</b>", "ke", "<b>[kế]</b>"),
        ("kế", "*", "kế"),
        ("", "kế", ""),
    ],
)
def test_highlight(text, query, expected):
    assert marked(highlight(text, query)) == expected


@given(TEXTS, QUERIES)
def test_the_pieces_are_the_text(text, query):
    pieces = highlight(text, query)
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)


@given(TEXTS, QUERIES)
def test_hits_are_what_was_asked(text, query):
    """Each hit holds the words of its group, and no word of the text that fits one is left out."""
    asked = parse_query(query)
    hits = find_hits(text, asked)
    assert hits == sorted(hits, key=lambda hit: hit.start)
    for start, end, group in hits:
        found = atoms(f"{text[start:end]} ")
        assert len(found) == len(asked.groups[group])
        assert all(
            term.matches(atom) for term, atom in zip(asked.groups[group], found, strict=True)
        )
    alone = {group[0]: at for at, group in enumerate(asked.groups) if len(group) == 1}
    for term, group in alone.items():
        fitting = sum(term.matches(atom) for atom in atoms(f"{text} "))
        assert fitting == sum(hit.group == group for hit in hits)


@given(TEXTS, st.integers(0, 60))
def test_an_excerpt_is_short_and_of_the_text(text, length):
    words = text.split() or ["x"]
    pieces = excerpt(text, words[len(words) // 2], length)
    shown = "".join(piece.text for piece in pieces)
    assert len(shown) <= max(length, 10)
    whole = " ".join(text.split())
    assert shown.removeprefix("… ").removesuffix(" …") in whole or shown in whole


@given(st.lists(st.sampled_from(SYLLABLES), min_size=60), st.integers(0, 59))
def test_an_excerpt_shows_the_word(words, at):
    for query in (words[at], fold(words[at])):
        pieces = excerpt(" ".join(words), query, 80)
        assert any(piece.is_hit for piece in pieces)
        cut = [piece.text for piece in pieces]
        shown = "".join(cut).removeprefix("… ").removesuffix(" …")
        assert f" {shown} " in f" {' '.join(words)} ", "cut inside a word"


def test_an_excerpt_shows_most_of_the_query():
    text = "kế " + "x " * 300 + "hoạch\n\n của   kế, " + "y " * 300 + "hoạch"
    assert marked(excerpt(text, "ke hoach", 40)) == "… x x x x [hoạch] của [kế], y y y y y y y …"


def test_a_short_text_is_shown_whole():
    assert marked(excerpt(" Kế\n hoạch ", "ke", 40)) == "[Kế] hoạch"


def test_without_a_hit_the_beginning_is_shown():
    assert marked(excerpt("một hai ba bốn năm sáu", "xyz", 14)) == "một hai ba …"
    assert marked(excerpt("một hai ba bốn năm sáu", "", 14)) == "một hai ba …"


def test_a_hit_that_is_longer_than_the_excerpt():
    pieces = excerpt("x " * 50 + "a" * 60 + " y" * 50, "a" * 60, 20)
    assert sum(len(piece.text) for piece in pieces) <= 20
    assert any(piece.is_hit for piece in pieces)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_time_grows_with_the_text_alone(form):
    """Texts that fit a query everywhere, and a query as long as it may be."""
    text = unicodedata.normalize(form, "kế hoạch năm học a a a a 12/QĐ-UBND ")
    query = '"a a a a a a a a a a" ke hoach "hoach nam" hoc h* qd* ' * 10

    def cost(times: int) -> float:
        begin = time.process_time()
        excerpt(text * times, query)
        highlight(text * times, query)
        return time.process_time() - begin

    cost(100)
    assert cost(4_000) < 40 * max(cost(400), 0.01)
    assert cost(4_000) < 10
