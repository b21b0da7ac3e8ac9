"""One spelling per word, and its form without diacritics."""

from hcmedu.portal.vietnamese import fold
from hcmedu.portal.vietnamese import normalize
from hcmedu.portal.vietnamese import slug
from hcmedu.portal.vietnamese.letters import JOIN
from hcmedu.portal.vietnamese.letters import syllables
from hypothesis import given
from hypothesis import strategies as st

import pytest
import unicodedata


NOT_VIETNAMESE = [
    *("café", "résumé", "déjà", "voilà", "naïve", "Noël", "Zoé", "Noé", "Chloé", "país", "río"),
    *("señor", "Dvořák", "Ångström", "straße", "İstanbul", "où", "été", "Ðakovo", "Þórður"),
    *("Москва", "Ελλάδα", "日本", "한국", "ไทย", "हिन्दी"),
]

SPELLINGS = [
    ("hòa", "hoà ho\u0300a hoa\u0300 hòa"),
    ("HÒA", "HOÀ HO\u0300A HÒA"),
    ("Hóa", "Hoá Hóa"),
    ("thủy", "thuỷ thủy"),
    ("ủy", "uỷ ủy"),
    ("Ủy", "Uỷ U\u0309y"),
    ("xòe", "xoè xòe"),
    ("khỏe", "khoẻ khỏe"),
    ("quý", "quý qúy"),
    ("quả", "quả qủa"),
    ("quốc", "quốc quô\u0301c quo\u0302\u0301c quo\u0301\u0302c"),
    ("quyết", "quyết qúyêt quýêt"),
    ("già", "già gìa"),
    ("giếng", "giếng gíêng gie\u0301\u0302ng"),
    ("gì", "gì gi\u0300"),
    ("giữ", "giữ giu\u031b\u0303 giu\u0303\u031b"),
    ("toàn", "toàn tòan"),
    ("ngoài", "ngoài ngòai ngoaì"),
    ("xoáy", "xoáy xóay"),
    ("khuỷu", "khuỷu khủyu"),
    ("của", "của cuả cu\u0309a cua\u0309"),
    ("mía", "mía miá"),
    ("được", "được đựơc"),
    ("tuổi", "tuổi tủôi tuôỉ"),
    ("thuở", "thuở thủơ"),
    ("huỳnh", "huỳnh hùynh"),
    ("yếu", "yếu ýêu"),
    ("nghiệp", "nghiệp nghịêp nghie\u0323\u0302p nghie\u0302\u0323p"),
    ("ấm", "a\u0301\u0302m a\u0302\u0301m \u00e1\u0302m \u00e2\u0301m"),
    ("ắt", "a\u0301\u0306t \u00e1\u0306t \u0103\u0301t"),
    ("đường", "đường ðường ɖường đừơng"),
    ("Đảng", "Ðảng Ɖảng Đa\u0309ng"),
    ("GDĐT", "GDÐT GDĐT"),
]


def placements(onset: str, rhyme: str, tone: str) -> list[str]:
    """The syllable with its tone on each vowel that it could have been typed on."""
    if not tone:
        return [onset + rhyme]
    letters = list(rhyme)
    spots = [at for at, letter in enumerate(letters) if (letter, tone) in JOIN]
    return [
        onset
        + "".join(JOIN[letter, tone] if at == spot else letter for at, letter in enumerate(letters))
        for spot in spots
    ]


SYLLABLES = list(syllables())
CASES = st.sampled_from([str.lower, str.upper, str.capitalize])
FORMS = st.sampled_from(["NFC", "NFD"])
TEXTS = st.lists(
    st.sampled_from(SYLLABLES).flatmap(lambda parts: st.sampled_from(placements(*parts)))
    | st.text()
).map(" ".join)


@pytest.mark.parametrize("word", NOT_VIETNAMESE)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_other_languages_keep_their_accents(word, form):
    assert normalize(unicodedata.normalize(form, word)) == unicodedata.normalize("NFC", word)


@pytest.mark.parametrize("expected, spellings", SPELLINGS)
def test_one_spelling(expected, spellings):
    assert {normalize(spelling) for spelling in spellings.split()} == {expected}


@pytest.mark.parametrize(
    "text",
    [
        "Thủ tục – Biểu mẫu / Cải cách hành chính",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Yêu1. cầu cơ bản. Căn• cứ",
        "khóa, tùy, hóa, xóa, Huỳnh Vinh Quang, Bến Nghé, Lê Thánh Tôn",
        "",
        "\x00\n\t <b>",
    ],
)
def test_what_the_laws_write_stays(text):
    assert normalize(text) == text


def test_scanned_text_with_loose_marks():
    assert normalize("cu\u0309a Chi\u0301nh phu\u0309 vê\u0300") == "của Chính phủ về"


def test_every_syllable_has_one_spelling():
    for parts in SYLLABLES:
        spellings = {normalize(spelling) for spelling in placements(*parts)}
        assert len(spellings) == 1, (parts, spellings)
        assert {normalize(spelling) for spelling in spellings} == spellings


def test_every_syllable_folds_alike():
    for onset, rhyme, tone in SYLLABLES:
        folded = {fold(spelling) for spelling in placements(onset, rhyme, tone)}
        assert folded == {fold(onset + rhyme)}


@given(TEXTS)
def test_normalize_is_idempotent(text):
    assert normalize(normalize(text)) == normalize(text)


@given(TEXTS)
def test_normalize_does_not_see_the_form(text):
    assert normalize(unicodedata.normalize("NFD", text)) == normalize(text)
    assert normalize(unicodedata.normalize("NFC", text)) == normalize(text)


@given(TEXTS)
def test_normalize_gives_nfc(text):
    assert unicodedata.is_normalized("NFC", normalize(text))


@given(TEXTS)
def test_fold_does_not_see_the_spelling(text):
    assert fold(normalize(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


@given(TEXTS)
def test_fold_is_idempotent(text):
    assert fold(fold(text)) == fold(text)


@given(st.sampled_from(SYLLABLES).flatmap(lambda p: st.sampled_from(placements(*p))), CASES, FORMS)
def test_case_stays_and_folds_away(syllable, case, form):
    typed = unicodedata.normalize(form, case(syllable))
    assert normalize(typed) == case(normalize(syllable))
    assert fold(typed) == fold(syllable)
    assert fold(typed).isascii()


@pytest.mark.parametrize(
    "text, expected",
    [
        ("ĐƯỜNG", "duong"),
        ("Ðường ðường", "duong duong"),
        ("Ủy ban nhân dân", "uy ban nhan dan"),
        ("ứng dụng Ả Ổ Ẩ", "ung dung a o a"),
        ("Văn bản 36/2017/TT-BGDĐT", "van ban 36/2017/tt-bgddt"),
        ("İstanbul", "istanbul"),
        ("हिन्दी", "हिन्दी"),
        ("", ""),
    ],
)
def test_fold(text, expected):
    assert fold(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Văn bản cấp trên", "van-ban-cap-tren"),
        ("  Thủ tục – Biểu mẫu / CCHC ", "thu-tuc-bieu-mau-cchc"),
        ("36/2017/TT-BGDĐT", "36-2017-tt-bgddt"),
        ("…", ""),
        ("", ""),
        ("日本", ""),
        ("../../etc/passwd\x00<script>", "etc-passwd-script"),
        ("a" * 100, "a" * 80),
    ],
)
def test_slug(text, expected):
    assert slug(text) == expected


def test_slug_is_cut_between_words():
    assert slug("một hai ba bốn", max_length=9) == "mot-hai"
    assert slug("một hai ba", max_length=7) == "mot-hai"


@given(TEXTS, st.integers(min_value=1, max_value=100))
def test_slug_is_ascii_short_and_stable(text, length):
    made = slug(text, length)
    assert made.isascii() and len(made) <= length
    assert slug(made, length) == made
    assert made.strip("-") == made
