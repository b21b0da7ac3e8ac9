"""Words as an index keeps them: one atom for all spellings, another for every other word."""

from hcmedu.portal.vietnamese import atoms
from hcmedu.portal.vietnamese import fold
from hcmedu.portal.vietnamese import is_atom
from hcmedu.portal.vietnamese import normalize
from hcmedu.portal.vietnamese import spelling
from hcmedu.portal.vietnamese.atoms import SAME
from hcmedu.portal.vietnamese.atoms import words_in
from hcmedu.portal.vietnamese.letters import JOIN
from hcmedu.portal.vietnamese.letters import syllables
from hcmedu.portal.vietnamese.letters import with_tone
from hypothesis import given
from hypothesis import strategies as st
from itertools import pairwise
from pathlib import Path

import pytest
import re
import unicodedata


PARTS = list(syllables())
SYLLABLES = sorted({with_tone(onset + rhyme, tone) for onset, rhyme, tone in PARTS})
WORDS = st.sampled_from(SYLLABLES)
TEXTS = st.lists(WORDS | st.text(), max_size=20).map(" ".join)
CASES = st.sampled_from([str.lower, str.upper, str.capitalize])
FORMS = st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"])

ONE_ATOM = [
    ("hoa:hoaF", "hòa hoà HÒA Hoà ho\u0300a hoa\u0300 HO\u0300A"),
    ("thuy:thuyR", "thủy thuỷ THỦY thu\u0309y thuy\u0309"),
    ("uy:uyR", "ủy uỷ Ủy UỶ"),
    ("khoe:khoeR", "khỏe khoẻ"),
    ("ky:kyX", "kỹ kĩ KỸ Kĩ ky\u0303 ki\u0303"),
    ("ly:lyS", "lý lí"),
    ("my:myX", "Mỹ mĩ"),
    ("sy:syX", "sỹ sĩ"),
    ("ty:tyR", "tỷ tỉ"),
    ("hy:hy", "hy hi"),
    ("quy:quyS", "quý quí qúy qúi"),
    ("quyt:quytS", "quýt quít"),
    ("quynh:quynhF", "quỳnh quình qùynh"),
    ("quyet:quyêtS", "quyết qúyêt quye\u0301\u0302t quye\u0302\u0301t"),
    ("duoc:đươcJ", "được đựơc ðược ĐƯỢC đu\u031bo\u031b\u0323c"),
    ("gddt:gdđt", "GDĐT gdđt GDÐT"),
    ("5:5", "5 05"),
    ("file:file", "file ﬁle ＦＩＬＥ fi\u00adle fi\u200ble"),
    ("m2:m2", "m2 m²"),
]

#: Words that look alike and are not the same; each has its own atom.
APART = [
    "hoa hòa hóa hỏa họa hoạt hoặc",
    "ban bàn bán bản bạn băn bân",
    "ai ay",
    "thúi thúy",
    "tui tuy",
    "mai may",
    "tai tay",
    "vi vy",
    "thi thy",
    "i y",
    "đi di",
    "ke kê kế kẻ",
    "don đơn đón đồn",
    "yêu1 yếu",
    "yêus yếu",
    "005 5",
    "50 5",
    "resume résumé résume resumé",
    "nd nđ",
]


@pytest.mark.parametrize("atom, spellings", ONE_ATOM)
def test_one_atom_for_all_spellings(atom, spellings):
    assert {tuple(atoms(spelling)) for spelling in spellings.split()} == {(atom,)}


@pytest.mark.parametrize("words", APART)
def test_other_words_have_other_atoms(words):
    assert len(set(atoms(words))) == len(words.split())


@pytest.mark.parametrize(
    "text, expected",
    [
        ("", ""),
        (" \t\n–…*?\"'%;()[]\\", ""),
        ("Số: 4210 /GDĐT-TTTT", "so:sôS 4210:4210 gddt:gdđt tttt:tttt"),
        ("36/2017/TT-BGDĐT", "36:36 2017:2017 tt:tt bgddt:bgdđt"),
        ("ke_hoach.pdf", "ke:ke hoach:hoach pdf:pdf"),
        ("H'Mông, K’Ho", "h:h mong:mông k:k ho:ho"),
        ("Đắk Lắk", "dak:đăSk lak:lăSk"),
        ("Căn• cứ Yêu1.", "can:căn cu:cưS yeu1:yêu1"),
        ("日本 Nhật", "日:日 本:本 nhat:nhâtJ"),
        ("日本abc", "日:日 本:本 abc:abc"),
        ("か\u3099 हिन्दी", "が:が हिन्दी:हिन्दी"),
        ("Москва İstanbul", "москва:москва istanbul:i\u0307stanbul"),
        ("\u0301a \ufeffb", "a:a b:b"),
        ("½", "12:12"),
    ],
)
def test_atoms_of_a_text(text, expected):
    assert atoms(text) == expected.split()


def test_letters_of_an_atom_are_those_of_the_contract():
    for atom in map(atoms, SYLLABLES):
        assert len(atom) == 1
        assert re.fullmatch("[a-z]+:[a-zăâđêôơư]+[FRXSJ]?", atom[0])


def test_syllables_have_one_atom_each_but_for_i_and_y():
    """Truth apart from the module: the laws' spelling, i for y where both are written."""

    def meant(word: str) -> str:
        bare = "".join(dict(zip(JOIN.values(), JOIN, strict=True)).get(c, (c,))[0] for c in word)
        i_for_y = re.match("(?:[hklmst]|qu)[iy]$|qu[iy](?:ch|nh?|[ptu])$", bare)
        if not i_for_y:
            return normalize(word)
        at = 2 if bare.startswith("qu") else 1
        tone = unicodedata.normalize("NFD", word[at])[1:]
        return word[:at] + unicodedata.normalize("NFC", "y" + tone) + word[at + 1 :]

    pairs = {(meant(word), atoms(word)[0]) for word in SYLLABLES}
    assert len(pairs) == len(dict(pairs)) == len({atom for _, atom in pairs})
    assert len(pairs) > 20_000


def test_syllables_fold_as_text_does():
    for word in SYLLABLES:
        assert atoms(word)[0].partition(":")[0] == SAME.get(fold(word), fold(word))


@given(WORDS, CASES, FORMS)
def test_case_and_form_do_not_count(word, case, form):
    assert atoms(unicodedata.normalize(form, case(word))) == atoms(word)


@given(st.sampled_from([parts for parts in PARTS if parts[2]]), st.data())
def test_the_place_of_the_tone_does_not_count(parts, data):
    onset, rhyme, tone = parts
    spots = [at for at, letter in enumerate(rhyme) if (letter, tone) in JOIN]
    spot = data.draw(st.sampled_from(spots))
    typed = onset + rhyme[: spot + 1] + tone + rhyme[spot + 1 :]
    assert atoms(typed) == atoms(with_tone(onset + rhyme, tone))


def test_an_atom_can_be_spelled():
    for word in SYLLABLES:
        if fold(word) not in SAME:
            assert spelling(atoms(word)[0]) == normalize(word)
    words = ["đắk", "résumé", "kỹ", "quỳnh", "gddt", "4210", "5"]
    assert [spelling(atom) for atom in atoms("Đắk Résumé kĩ Quình GDDT 4210 05")] == words


@given(TEXTS)
def test_atoms_are_idempotent(text):
    once = atoms(text)
    assert [twice for atom in once for twice in atoms(atom)] == once
    assert all(map(is_atom, once))


@given(TEXTS)
def test_atoms_are_safe_in_a_lexicon(text):
    for atom in atoms(text):
        assert re.fullmatch(r"[^\s:*?]+:[^\s:*?]+", atom)
        assert len(atom) < 400


@given(TEXTS, FORMS)
def test_the_form_of_a_text_does_not_count(text, form):
    """Compatible forms may turn a sign into several words (½), composed ones may not."""
    if form in ("NFC", "NFD"):
        assert atoms(unicodedata.normalize(form, text)) == atoms(text)


@given(TEXTS)
def test_words_have_their_place(text):
    found = list(words_in(text))
    if not is_atom(text):
        assert [word.atom for _, _, word in found] == atoms(text)
    places = [place for start, end, _ in found for place in (start, end)]
    assert places == sorted(places)
    assert all(start < end for start, end, _ in found)


@given(st.lists(WORDS, min_size=1, max_size=30), st.sampled_from([" ", ", ", "/", "-", "\n", "_"]))
def test_words_stand_in_order(words, separator):
    assert atoms(separator.join(words)) == [atom for word in words for atom in atoms(word)]


@pytest.mark.parametrize("text", ["hoa:hoa hoa:hoa", "hoa:hoà", "hoà:hoaF", "a:b", ":", "a:", ":a"])
def test_what_is_no_atom(text):
    assert not is_atom(text)


def test_huge_words_are_cut():
    assert atoms("a" * 5_000_000) == [f"{'a' * 64}:{'a' * 64}"]
    assert len(atoms("ẵ" * 100_000)[0]) <= 64 * 3 + 1
    assert len(atoms("a" + "\u0301" * 1_000_000)) == 1


def test_the_regulations_are_cut_into_words():
    """Whatever is between the words of the law's texts is no letter."""
    folder = Path(__file__).parents[2] / "tools" / "demo_sources" / "regulations"
    for path in folder.glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        spans = [(start, end) for start, end, _ in words_in(text)]
        rest = "".join(text[end:start] for (_, end), (start, _) in pairwise(spans))
        assert not any(letter.isalnum() for letter in rest)
        assert len(spans) > 200
