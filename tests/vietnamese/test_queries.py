"""What a person types: which words of a text it finds, and that nothing typed does any harm."""

from hcmedu.portal.vietnamese import atoms
from hcmedu.portal.vietnamese import fold
from hcmedu.portal.vietnamese import matches
from hcmedu.portal.vietnamese import normalize
from hcmedu.portal.vietnamese import parse_query
from hcmedu.portal.vietnamese import query_atoms
from hcmedu.portal.vietnamese.letters import SPLIT
from hcmedu.portal.vietnamese.letters import syllables
from hcmedu.portal.vietnamese.letters import with_tone
from hcmedu.portal.vietnamese.queries import MAX_WORDS
from hypothesis import given
from hypothesis import strategies as st

import pytest
import re
import time
import unicodedata


SYLLABLES = [with_tone(onset + rhyme, tone) for onset, rhyme, tone in syllables()]
WORDS = st.sampled_from(SYLLABLES)
TYPED = st.lists(WORDS | st.text(max_size=8) | st.sampled_from('"*/-.% '), max_size=30).map("".join)

FOUND = [
    ("hoà bình", "Hòa Bình"),
    ("hoa binh", "Hòa Bình"),
    ("HÒA BÌNH", "hoa\u0300 bi\u0300nh"),
    ("uỷ ban", "Ủy ban nhân dân"),
    ("uy ban", "ủy ban"),
    ("ung dung", "ứng dụng"),
    ("kĩ năng", "kỹ năng"),
    ("ki nang", "kỹ năng"),
    ("ky nang", "kĩ năng"),
    ("quí", "quý"),
    ("don", "đơn"),
    ("kế hoạch năm", "năm học có kế hoạch"),
    ('"kế hoạch"', "KẾ  HOẠCH"),
    ("“kế hoạch” năm", "kế hoạch năm"),
    ('"ke hoach', "hoạch kế"),
    ("tuyển*", "tuyển sinh"),
    ("tuyể*", "tuyển"),
    ("tuyê*", "tuyển"),
    ("tuye*", "tuyển"),
    ("hoà*", "hoàng"),
    ("nguyễn thị tr*", "Nguyễn Thị Trâm"),
    ('"tuyển si*"', "tuyển sinh"),
    ("ki*", "kỹ"),
    ("ki*", "kiểm"),
    ("kí*", "ký"),
    ("qui*", "quỳnh"),
    ("quí*", "quý"),
    ("ré*", "résumé"),
    ("résu*", "résumé"),
    ("05/TTTT-CTGD", "5/TTTT-CTGD"),
    ("5/TTTT", "05/TTTT-CTGD"),
    ("4210/GDĐT-TTTT", "Số: 4210 /GDĐT-TTTT"),
    ("4210 / GDÐT-tttt", "4210/GDĐT-TTTT"),
    ("4210", "4210/GDĐT-TTTT"),
    ("4210/GD", "4210/GDĐT-TTTT"),
    ("4210/gddt", "4210/GDĐT-TTTT"),
    ("36/2017/TT-BGDĐT", "36/2017/TT-BGDĐT"),
    ("36/2017", "36/2017/TT-BGDĐT"),
    ("GDĐT-TTTT", "4210/GDĐT-TTTT"),
    ("gddt tttt", "4210/GDĐT-TTTT"),
    ("tttt*", "4210/GDĐT-TTTT"),
    ("421*", "4210/GDĐT-TTTT"),
    ("TB/QU", "410 – TB/QU"),
    ("ke hoach 12/QĐ", "Kế hoạch theo 12/QĐ-UBND"),
    ("thầy/cô", "thầy, cô"),
    ("tu*yen", "tuyển yên"),
    ("a@b.edu.vn", "thư: a@b.edu.vn"),
    ("日本", "近日本校"),
]

NOT_FOUND = [
    ("hòa", "hoa hóa hoạt hoàn"),
    ("ban", "Bảo vệ"),
    ("bàn", "ban bán bản"),
    ("đơn", "don dơn đon"),
    ("kĩ thuật", "ký thuật"),
    ("thúi", "thúy"),
    ("vy", "vi phạm"),
    ("kế hoạch ban", "kế hoạch bàn"),
    ('"kế hoạch"', "hoạch kế; kế và hoạch"),
    ("“ke hoach” năm", "kế hoạch năm"),
    ('"ke hoach nam"', "kế hoạch của năm"),
    ("hoà*", "hoạt hoặc hoa hoan"),
    ("tuyển*", "tuyến tuyên tuyền"),
    ("tuye*", "tuy"),
    ("ky*", "kiểm kinh"),
    ("nă*", "nam"),
    ("4210/GDĐT-TTTT", "4210/GDĐT-THCS và 1234/GDĐT-TTTT"),
    ("36/2017", "2017/36 và 36 của 2017"),
    ("421", "4210"),
    ("NĐ-CP", "ND-CP"),
    ("50", "05"),
    ("日本", "本日"),
    ("", "gì cũng được"),
    ("*", "gì cũng được"),
    ('""', "gì cũng được"),
]

HOSTILE = [
    *("", "*", "**", '"', '""', '"""', "'", "-", "--", "/", "?", "(", ")", "()", "\\", "%", "_"),
    *("' OR 1=1 --", "'; DROP TABLE x; --", "(a+)+$", "[a-", "a{1000000}", "$^", "\x00", "\ud800"),
    *(
        "AND OR NOT",
        "NOT",
        "-word",
        "a AND",
        "((((",
        "* * *",
        '"*"',
        "*a",
        "a*b*c*",
        "hoa:*",
        "a:b",
    ),
]
HUGE = [
    *("*" * 10_000, '"' * 10_000, "'" * 10_000, "a" * 10_000, "ế" * 10_000, "a\u0301" * 5_000),
    *("a*" * 5_000, "a b " * 2_500, '"a" ' * 2_500, "1/" * 5_000, "1 / " * 2_500, "1-" * 5_000),
    *(" " * 10_000, "/" * 10_000, "(" * 10_000, "\u0301" * 10_000, "4210/A-A" + "-A" * 5_000),
    *("_" * 10_000, "a" + " " * 9_998 + "/", "1" + " " * 9_998 + "b", "a_" * 5_000),
]


@pytest.mark.parametrize("query, text", FOUND)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_finds(query, text, form):
    assert matches(unicodedata.normalize(form, text), query)
    assert matches(text, unicodedata.normalize(form, query))


@pytest.mark.parametrize("query, text", NOT_FOUND)
def test_does_not_find(query, text):
    assert not matches(text, query)


def letters_and_tone(word: str) -> tuple[str, str]:
    pairs = [SPLIT.get(letter, (letter, "")) for letter in word]
    return "".join(letter for letter, _ in pairs), "".join(tone for _, tone in pairs)


def same(word: str) -> str:
    """The truth about i and y, apart from the module."""
    letters, tone = letters_and_tone(word)
    letters = re.sub("^([hklmst]|qu)i$", r"\1y", letters)
    return re.sub("^qui(ch|nh?|[ptu])$", r"quy\1", letters) + tone


@given(WORDS, WORDS)
def test_a_marked_word_finds_itself_only(word, other):
    if parse_query(word).terms[0].is_exact:
        expected = same(normalize(word)) == same(normalize(other))
        assert matches(other, word) == expected


@given(WORDS, WORDS)
def test_a_bare_word_finds_every_variant(word, other):
    bare = fold(word)
    assert matches(word, bare)
    assert matches(other, bare) == (same(fold(other)) == same(bare))


@given(WORDS, st.data())
def test_a_prefix_finds_what_begins_so(word, data):
    letters, _ = letters_and_tone(normalize(word))
    length = data.draw(st.integers(1, len(word)))
    assert matches(word, f"{fold(word)[:length]}*")
    assert matches(word, f"{letters[:length]}*")
    assert matches(word, f"{normalize(word)[:length]}*")
    other = data.draw(WORDS)
    begins = any(fold(each)[:length] == fold(word)[:length] for each in spellings(other))
    assert matches(other, f"{fold(word)[:length]}*") == begins


def spellings(word: str) -> set[str]:
    """A word with i and y, where both are written."""
    bare = fold(word)
    both = re.fullmatch("([hklmst]|qu)[iy](|(?<=qui|quy)(?:ch|nh?|[ptu]))", bare)
    return {bare, *(f"{both[1]}{letter}{both[2]}" for letter in "iy")} if both else {bare}


@given(st.lists(WORDS, min_size=2, max_size=4), st.lists(WORDS, max_size=4))
def test_phrases(words, others):
    phrase = '"' + " ".join(words) + '"'
    assert matches(" ".join([*others, *words]), phrase)
    assert matches(fold(" ".join([*words, *others])), fold(phrase))
    assert not matches(" x ".join(words), phrase)


@given(TYPED)
def test_globs_and_matches_agree(text):
    """A lexicon answers by the globs alone, as ZCTextIndex reads them."""
    sample = [*SYLLABLES[::97], "tuyển", "ky", "resume", "résumé", "5", "4210", *text.split()]
    words = [atom for word in sample for atom in atoms(word)]
    for term in parse_query(text).terms:
        patterns = [re.escape(glob).replace(r"\*", ".*") + "$" for glob in term.globs]
        for atom in words:
            assert term.matches(atom) == any(re.match(pattern, atom) for pattern in patterns)


@given(TYPED)
def test_every_glob_begins_with_a_word(text):
    for term in parse_query(text).terms:
        assert all(re.fullmatch(r"[^\s:*?]+\*?(:[^\s:?]+)?", glob) for glob in term.globs)


@given(TYPED)
def test_what_was_typed_finds_itself(text):
    query = parse_query(text)
    if query and len(query.terms) < MAX_WORDS:
        assert matches(text, query)


@given(TYPED)
def test_query_atoms_are_idempotent(text):
    once = query_atoms(text)
    assert [twice for atom in once for twice in query_atoms(atom)] == once


@pytest.mark.parametrize(
    "token, expected",
    [
        ("hoà", ["hoa:hoaF"]),
        ("hoa", ["hoa:*"]),
        ("hoa*", ["hoa*"]),
        ("tuyển*", ["tuyen*:tuyên*R*"]),
        ("GDĐT-TTTT", ["gddt:gdđt", "tttt:tttt"]),
        ("hoa:hoaF", ["hoa:hoaF"]),
        ("hoa:*", ["hoa:*"]),
        ("*", []),
    ],
)
def test_query_atoms(token, expected):
    assert query_atoms(token) == expected


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_typed_is_an_error(text):
    query = parse_query(text)
    assert all(group for group in query.groups)
    assert isinstance(matches("Kế hoạch a b hoa năm 2020", query), bool)


@pytest.mark.parametrize("text", HUGE, ids=[repr(text[:6]) for text in HUGE])
def test_huge_queries_are_bounded(text):
    begin = time.process_time()
    query = parse_query(text)
    matches("Kế hoạch a b 1/2 hoa năm 2020 " * 300, query)
    assert len(query.terms) <= MAX_WORDS
    assert sum(len(glob) for term in query.terms for glob in term.globs) < 100 * MAX_WORDS * 8
    assert time.process_time() - begin < 1


@given(TYPED)
def test_any_text_is_a_query(text):
    query = parse_query(text)
    assert bool(query) == bool(query.groups)
    assert sum(map(len, query.groups)) <= MAX_WORDS
    assert parse_query(text) == query


@pytest.mark.parametrize(
    "text, exact",
    [
        ("kế hoạch nam", [True, True, True]),
        ("ke hoach nam", [False, False, False]),
        ("ke hoach nam ế", [True, True, True, True]),
        ("ke hoach QĐ", [False, False, True]),
        ("QĐ UBND", [True, True]),
        ("4210/GDĐT", [True, True]),
        ("Müller", [True]),
    ],
)
def test_exact_is_decided_for_the_query(text, exact):
    assert [term.is_exact for term in parse_query(text).terms] == exact


def test_the_last_word_may_be_unfinished():
    assert matches("Kế hoạch tuyển sinh", parse_query("ke hoach tu", unfinished=True))
    assert matches("tuyển sinh", parse_query('"tuyển si', unfinished=True))
    assert not matches("Kế hoạch tuyển sinh", parse_query("ke hoach tu ", unfinished=True))
    assert not matches("Kế hoạch tuyển sinh", parse_query("ke hoach tu"))
    assert not parse_query("", unfinished=True)


def test_words_that_come_twice_count_once():
    assert len(parse_query("hoà hòa HOÀ").groups) == 1


def test_the_form_typed_is_known():
    assert [term.atom for term in parse_query("ban ke*").terms] == ["ban:ban", "ke:ke"]
