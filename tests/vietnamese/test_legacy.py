"""Text in TCVN3 and VNI: put into Unicode, recognised, and never seen where it is not."""

from hcmedu.portal.vietnamese import detect
from hcmedu.portal.vietnamese import Encoding
from hcmedu.portal.vietnamese import encoding_of_font
from hcmedu.portal.vietnamese import suggest
from hcmedu.portal.vietnamese import to_unicode
from hcmedu.portal.vietnamese.letters import ACUTE
from hcmedu.portal.vietnamese.letters import DOT
from hcmedu.portal.vietnamese.letters import GRAVE
from hcmedu.portal.vietnamese.letters import HOOK
from hcmedu.portal.vietnamese.letters import JOIN
from hcmedu.portal.vietnamese.letters import syllables
from hcmedu.portal.vietnamese.letters import TILDE
from hcmedu.portal.vietnamese.letters import with_tone
from hypothesis import given
from hypothesis import strategies as st
from pathlib import Path

import pytest
import random
import re
import time
import unicodedata


PROJECT = Path(__file__).parents[2]
PARTS = list(syllables())
SYLLABLES = [with_tone(onset + rhyme, tone) for onset, rhyme, tone in PARTS]
ENCODINGS = [Encoding.TCVN3, Encoding.VNI]

#: The letters of TCVN 5712, VN3, from 0xA1 on; a dot where there is none.
TCVN3 = (
    "ĂÂÊÔƠƯĐăâêôơưđ......àảãáạ.ằẳẵắ.......ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò.ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ"
)
#: VNI by marks: what stands behind a letter for its tone, alone, with circumflex, with breve.
VNI_TONES = {
    "": dict(zip([GRAVE, HOOK, TILDE, ACUTE, DOT], "øûõùï", strict=True)),
    "\u0302": dict(zip(["", GRAVE, HOOK, TILDE, ACUTE, DOT], "âàåãáä", strict=True)),
    "\u0306": dict(zip(["", GRAVE, HOOK, TILDE, ACUTE, DOT], "êèúüéë", strict=True)),
}
VNI_ALONE = dict(zip("ìỉĩíịỵơưđ", "ìæóíòîôöñ", strict=True))


def to_tcvn3(text: str) -> str:
    """As an ABC font has it: a capital with a tone has the code of the small letter."""
    codes = {letter: chr(0xA1 + at) for at, letter in enumerate(TCVN3) if letter != "."}
    return "".join(codes.get(letter) or codes.get(letter.lower(), letter) for letter in text)


def vni_letter(letter: str) -> str:
    if letter in VNI_ALONE:
        return VNI_ALONE[letter]
    base, *marks = unicodedata.normalize("NFD", letter)
    if "\u031b" in marks:
        tone = "".join(mark for mark in marks if mark != "\u031b")
        horned = unicodedata.normalize("NFC", base + "\u031b")
        return VNI_ALONE[horned] + VNI_TONES[""].get(tone, "")
    quality = next((mark for mark in marks if mark in "\u0302\u0306"), "")
    tone = "".join(mark for mark in marks if mark != quality)
    return base + VNI_TONES[quality].get(tone, "")


def to_vni(text: str) -> str:
    return "".join(
        vni_letter(letter.lower()).upper() if letter.isupper() else vni_letter(letter)
        for letter in text
    )


ENCODERS = {Encoding.TCVN3: to_tcvn3, Encoding.VNI: to_vni}
WORDS = st.sampled_from(SYLLABLES)
FORMS = st.sampled_from(["NFC", "NFD"])

#: As found in files of schools and offices.
FOUND = [
    ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
    ("Tr\u00adêng Trung häc c¬ së Lª Quý §«n", "Trường Trung học cơ sở Lê Quý Đôn"),
    ("Sè: 12/2005/Q§-UBND", "Số: 12/2005/QĐ-UBND"),
    ("Kú thi häc kú I n¨m häc 2004 - 2005", "Kỳ thi học kỳ I năm học 2004 - 2005"),
    ("HuÕ", "Huế"),
    ("§¾k L¾k, Kr«ng P¾c vµ gi¸o viªn", "Đắk Lắk, Krông Pắc và giáo viên"),
    ("c¸c b¹n h·y ®äc cuèn café cña Müller", "các bạn hãy đọc cuốn café của Müller"),
    ("300.000®/th¸ng, ®/c Nam, 5 µm vµ Windows®", "300.000đ/tháng, đ/c Nam, 5 µm và Windows®"),
    ("· C¸c tr\u00adêng häc\n§ Néi dung c¬ b¶n", "· Các trường học\n§ Nội dung cơ bản"),
    (
        "xem http://a.vn/®Ò hoÆc h·y viÕt cho té@b.vn",
        "xem http://a.vn/®Ò hoặc hãy viết cho té@b.vn",
    ),
    # the soft hyphen, which stands for ư, as PDFs give it, and as some programs drop it
    ("Tr-êng nh- sau: th- viÖn l-u tr÷, -u tiªn", "Trường như sau: thư viện lưu trữ, ưu tiên"),
    ("TT-BGD§T: t- t-ëng, n-íc ng-êi ®-îc", "TT-BGDĐT: tư tưởng, nước người được"),
    ("Trêng THPT ®îc híng dÉn", "Trường THPT được hướng dẫn"),
    ("Nhng ngêi häc ®îc mêi tríc", "Nhưng người học được mời trước"),
    ("quyÕt ®Þnh cña bé trëng bé tµi chÝnh", "quyết định của bộ trưởng bộ tài chính"),
    ("CéNG HOµ X· HéI, §¹i häc HuÕ", "CỘNG HOÀ XÃ HỘI, Đại học Huế"),
    ("§Ò nghÞ h\u00adëng trî cÊp mét lÇn", "Đề nghị hưởng trợ cấp một lần"),
    ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
    ("Thoâng baùo", "Thông báo"),
    ("TRÖÔØNG CAO ĐẲNG TAÂY ÑOÂ", "TRƯỜNG CAO ĐẲNG TÂY ĐÔ"),
    ("TT GDNN ÑT&SH LX CG ÑB TAÂY ÑOÂ", "TT GDNN ĐT&SH LX CG ĐB TÂY ĐÔ"),
    ("ÑAÁT ÔÛ", "ĐẤT Ở"),
    ("Soá 12/QÑ-UBND veà vieäc tuyeån sinh", "Số 12/QĐ-UBND về việc tuyển sinh"),
    ("giaù caû hôïp lyù, 300.000ñ/thaùng", "giá cả hợp lý, 300.000đ/tháng"),
]

#: One text, of which only some lines are old.
MIXED = [
    (
        "Trường học đã công bố.\nTr\u00adêng häc ®· c«ng bè.\nTrường học.",
        "Trường học đã công bố.\nTrường học đã công bố.\nTrường học.",
    ),
    (
        "<p>Tr\u00adêng <b>THPT</b> sè 1</p><p>Trường Tiểu học Bé</p>",
        "<p>Trường <b>THPT</b> số 1</p><p>Trường Tiểu học Bé</p>",
    ),
    (
        "The school was founded\nNhaø tröôøng thaønh laäp",
        "The school was founded\nNhà trường thành lập",
    ),
    ("Gi¸o viªn\nBé m«n\nSè mét\nHäc sinh", "Giáo viên\nBộ môn\nSố một\nHọc sinh"),
    ("ca\u0301c\nHäc sinh ®äc", "các\nHọc sinh đọc"),
]

NOT_OLD = [
    *("", " ", "\n", "4210/GDĐT-TTTT", "https://www.edu.vn/?q=1&b=2", "a@b.edu.vn", "Hello, world"),
    *("bé", "sè mét", "Bé mua bán hàng", "là", "Ôtô", "cà-phê", "Ăng-lê", "Đắk Lắk", "xoong"),
    *("5 µm", "10 µg", "© 2020", "Windows®", "§ 5", "«Tôi»", "½ kg", "3 × 4", "m²", "N·m", "25 °C"),
    *("n×m", "£5", "x¹ + y¹", "¬p", "· Item one", "Ø next", "1ª", "nº 5", "a·b·c", "μ"),
    *("für", "Übung macht den Meister", "größer", "Müller", "Köln", "nö", "Tür und Tor", "Öl"),
    *("café", "thé", "déjà vu", "Où ?", "où est-il né", "garçon", "naïf", "haï", "laïc", "Noël"),
    *("L’élève a été reçu à l’école où il était né en août.", "Ça va très bien, à bientôt"),
    *("El niño comió piña; mañana será otro día, señor.", "¿Qué? ¡Sí! el corazón"),
    *("Señor Muñoz vivía en la mañana con niños pequeños en España, la señora",),
    *("Não há pão; a ação começa amanhã às três.", "più", "così è la città", "perché no"),
    *("Blåbär på Öland är gott, så får vi äta.", "Æ og Ø og Å", "Það er gott að sjá þig"),
    *("Příliš žluťoučký kůň", "Zażółć gęślą jaźń", "İstanbul’da yağmur", "Šiaulių", "Győr", "tő"),
    *("Москва", "日本語", "μήνιν ἄειδε", "Tröôøn", "\x00\x01", "\ufffd", "\ud800", "🙂 ñ"),
    *("Nguyá»…n VÄƒn", "tá»‰nh ThÃ¡i BÃ¬nh"),
]

FONTS = [
    (".VnTime", Encoding.TCVN3),
    (".VnTimeH", Encoding.TCVN3_CAPITALS),
    ("ABCDEF+.VnTimeH-Bold", Encoding.TCVN3_CAPITALS),
    ("BCDEEE+VnArialH", Encoding.TCVN3_CAPITALS),
    ("font-family: '.VnArial Narrow', serif", Encoding.TCVN3),
    (".VnHelvetIns", Encoding.TCVN3),
    ("VNI-Times", Encoding.VNI),
    ("ABCDEF+VNI-Helve-Condense", Encoding.VNI),
    ("Times New Roman", None),
    ("Envnix", None),
    ("", None),
]


def old_words(encoding: Encoding) -> list[str]:
    return [ENCODERS[encoding](word) for word in SYLLABLES]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_syllable_comes_back(encoding):
    pairs = zip(SYLLABLES, old_words(encoding), strict=True)
    wrong = {old: word for word, old in pairs if to_unicode(old, encoding) != word}
    assert wrong == {}


def test_every_syllable_of_capitals_comes_back():
    assert [to_unicode(to_vni(word.upper()), Encoding.VNI) for word in SYLLABLES] == [
        word.upper() for word in SYLLABLES
    ]
    shown = to_unicode(" ".join(map(to_tcvn3, SYLLABLES)), Encoding.TCVN3_CAPITALS)
    assert shown == " ".join(SYLLABLES).upper()


@given(st.lists(WORDS, min_size=1))
def test_a_line_of_capitals_comes_back(words):
    line = " ".join(["CỘNG HÒA", *words, "VIỆT NAM"]).upper()
    for encoding in ENCODINGS:
        assert to_unicode(ENCODERS[encoding](line), encoding) == line


@pytest.mark.parametrize("old, text", FOUND)
def test_found_in_files(old, text):
    found = suggest(old)
    assert found.text == text
    assert found.encoding is detect(old)
    assert to_unicode(old, found.encoding) == text
    assert 0.5 < found.sure <= 1


@pytest.mark.parametrize("old, text", MIXED)
def test_only_what_is_old_is_converted(old, text):
    assert suggest(old).text == text


@pytest.mark.parametrize("text", NOT_OLD)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_nothing_else_is_taken_for_old(text, form):
    assert suggest(unicodedata.normalize(form, text)) is None


def test_many_texts_of_other_languages_together():
    assert suggest("\n".join(NOT_OLD)) is None
    assert suggest(" ".join(NOT_OLD)) is None


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("length", [5, 6, 8, 12])
def test_five_words_are_enough(encoding, length):
    """99 of 100 random texts of this length are recognised; none as the other encoding."""
    chance = random.Random(f"{encoding}{length}")
    texts = [" ".join(chance.choices(SYLLABLES, k=length)) for _ in range(1000)]
    found = [suggest(ENCODERS[encoding](text)) for text in texts]
    right = sum(
        one is not None and one.text == text for one, text in zip(found, texts, strict=True)
    )
    assert right >= 990
    assert {one.encoding for one in found if one} == {encoding}


def placed(parts: tuple[str, str, str], spot: int) -> str:
    """A syllable with its tone on any of the letters that can bear it."""
    onset, rhyme, tone = parts
    spots = [at for at, letter in enumerate(rhyme) if (letter, tone) in JOIN]
    at = spots[spot % len(spots)] if tone else 0
    return unicodedata.normalize("NFC", onset + rhyme[: at + 1] + tone + rhyme[at + 1 :])


TYPED = st.builds(placed, st.sampled_from(PARTS), st.integers(0, 2))
CASES = st.sampled_from([str.lower, str.upper, str.capitalize])
SIGNS = st.sampled_from(
    [" ", " ", ", ", ". ", "\n", " - ", "/", " © ", " 5 µm ", " · ", "<br/>", "® "]
)


@given(st.lists(st.tuples(TYPED, CASES, SIGNS), max_size=30), FORMS)
def test_unicode_is_never_converted(words, form):
    text = "".join(f"{case(word)}{sign}" for word, case, sign in words)
    assert suggest(unicodedata.normalize(form, text)) is None


@pytest.mark.parametrize("spot", [0, 1, 2])
def test_no_syllable_is_taken_for_old(spot):
    words = [placed(parts, spot) for parts in PARTS]
    assert [word for word in words if suggest(word)] == []
    for case in (str.lower, str.upper, str.capitalize):
        assert suggest(" ".join(map(case, words))) is None


def texts_of_the_project() -> list[Path]:
    package = PROJECT / "src" / "hcmedu" / "portal"
    return [
        *package.glob("demo/content/*"),
        *package.glob("demo/*.yaml"),
        *package.glob("regulations/*.yaml"),
        *package.glob("locales/vi/LC_MESSAGES/*.po"),
        *(PROJECT / "tools" / "demo_sources").glob("*/*.txt"),
        *(PROJECT / "docs").glob("*.md"),
    ]


@pytest.mark.parametrize("path", texts_of_the_project(), ids=lambda path: path.name)
def test_the_texts_of_the_project_are_unicode(path):
    text = path.read_text(encoding="utf-8")
    assert suggest(text) is None
    assert [line for line in text.splitlines() if suggest(line)] == []


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_whole_document_comes_back(encoding):
    """But for capitals with a tone that begin a word, for which TCVN3 has no code (Ủy)."""
    path = PROJECT / "tools" / "demo_sources" / "regulations" / "2326-gddt-thcs.txt"
    text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
    found = suggest(ENCODERS[encoding](text))
    assert (found.encoding, found.sure > 0.99) == (encoding, True)
    assert found.text.lower() == text.lower()
    if encoding is Encoding.VNI:
        assert found.text == text
    else:
        words = zip(re.findall(r"\w+", found.text), re.findall(r"\w+", text), strict=True)
        assert sum(shown != meant for shown, meant in words) < 10


@given(st.lists(WORDS, min_size=5, max_size=20), st.sampled_from(ENCODINGS))
def test_a_suggestion_is_final(words, encoding):
    found = suggest(ENCODERS[encoding](" ".join(words)))
    assert found is None or suggest(found.text) is None


@given(st.text(), st.sampled_from(list(Encoding)))
def test_any_text_may_be_asked(text, encoding):
    found = suggest(text)
    assert found is None or (found.text != text and 0 < found.sure <= 1)
    assert to_unicode(text, encoding).count("\n") == text.count("\n")


@pytest.mark.parametrize("name, encoding", FONTS)
def test_fonts(name, encoding):
    assert encoding_of_font(name) is encoding


@pytest.mark.parametrize(
    "text", ["é", "® ", "é@", "<é ", "<p é", "é-", "é\n", "&é", "tr-êng ", "www.é", "é://"]
)
def test_time_grows_with_the_text_alone(text):
    def cost(times: int) -> float:
        begin = time.process_time()
        suggest(text * times)
        to_unicode(text * times, Encoding.TCVN3)
        return time.process_time() - begin

    cost(100)
    assert cost(50_000) < 40 * max(cost(5_000), 0.005)
