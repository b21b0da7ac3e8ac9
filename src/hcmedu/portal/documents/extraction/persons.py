"""Names of persons, as they stand below a signature."""

from hcmedu.portal.vietnamese import fold
from hcmedu.portal.vietnamese import normalize

import re


_KNOWN = """
an âu bạch bành bàn bế bùi ca cao cầm chế châu chu cù cung cổ đàm đặng đào đậu địch điền điêu đinh
đỗ đoàn đổng đồng doãn dương đường giang giáp hà hàn hạ hán hắc hồ hoa hoàng hồng hứa huỳnh kha
khổng khúc khuất kiều kim la lã lạc lại lâm lê lò lô lộc lục lữ lương lưu lý lỗ ma mã mạc mai mông
nghiêm ngô nguyễn ninh nhữ nông ngụy ông phạm phan phí phó phùng phương quách quản quàng sầm sơn
sùng tạ tăng thạch thái thân thẩm thi thiều tiêu tô tôn tống trà trần trang triệu trịnh trương uông
tưởng từ ty văn vi viên võ vũ vương vừa xa y ung lù giàng vàng hầu thào a rơ niê êban kpă kniêng
"""
_SURNAMES = frozenset(_KNOWN.split())
_FOLDED = frozenset(map(fold, _SURNAMES))
#: Academic titles and ranks before a name.
_TITLES = re.compile(
    r"^(?:(?:(?:pgs|gs|ts|ths|tskh|nguut?|ngut|ngnd|cn|ks|bs|bscki{1,2}|dr|mr|ms)\b\.?"
    r"|nha giao (?:uu tu|nhan dan)|dai ta|thuong ta|trung ta|thieu ta"
    r"|dai uy|ong|ba|dong chi)[\s.,:-]{0,4}){1,5}"
)
_WORD = r"[^\W\d_](?:['’][^\W\d_])?[^\W\d_]{0,7}"
_NAME = re.compile(rf"{_WORD}(?:(?: |-|['’]){_WORD}){{1,6}}")
#: Words that stand in capitals like a name, but are none.
_OTHERS = re.compile(
    r"\b(?:noi nhan|nhu tren|kem theo|dinh kem|danh sach|da ky|ky ten|dong dau|ho va ten|ho ten"
    r"|hieu truong|giam doc|chu tich|uy ban|phu luc|cong hoa|doc lap|van phong|trung tam|quyet dinh"
    r"|thong bao|ke hoach|thong tu|can cu|bo giao|giao duc|truong ban|chu tri|thu ky|bieu mau"
    r"|ghi chu|bao cao|ho chi minh|tieu hoc|trung hoc|mam non|nhan dan|thanh pho)\b"
)
_NOT_NAMES = "như lưu: điều số ngày tháng năm phòng trường sở bộ ban nơi tỉnh quận"
_NO_SURNAMES = frozenset(_NOT_NAMES.split())


def person_name(text: str, known_place: bool) -> str | None:
    """A name of two to seven words without titles; None when the text is none.

    ``known_place``: the text stands below a post, where any capitalised words are a name; elsewhere
    it takes a known family name and three words.
    """
    text = normalize(" ".join(text.split())).strip(" .,:;-–_()[]'\"")
    bare = _without_titles(text)
    words = bare.split()
    if not _NAME.fullmatch(bare) or _OTHERS.search(fold(bare)):
        return None
    if not all(word[:1].isupper() for word in words) or words[0].lower() in _NO_SURNAMES:
        return None
    if not bare.isupper() and any(len(word) > 1 and word.isupper() for word in words):
        return None
    if known_place and fold(words[0]) not in _FOLDED and len(words) < 2:
        return None
    if not known_place and (words[0].lower() not in _SURNAMES or len(words) < 3):
        return None
    return " ".join(map(_capitalised, words)) if bare.isupper() else bare


def person_names(text: str, count: int) -> list[tuple[str, int, int]]:
    """Two names one behind the other, each with its place in the text; empty when there are none.

    Each has a known family name, with its tones, and three words; the most even division counts.
    """
    words = list(re.finditer(r"\S+", text))
    if count != 2 or not 5 <= len(words) <= 12:
        return []
    found: list[tuple[int, list[tuple[str, int, int]]]] = []
    for cut in range(2, len(words) - 1):
        halves = (words[:cut], words[cut:])
        spans = [(half[0].start(), half[-1].end()) for half in halves]
        names = [person_name(text[start:end], False) for start, end in spans]
        if all(names) and all(half[0].group().lower() in _SURNAMES for half in halves):
            named = [(name or "", *span) for name, span in zip(names, spans, strict=True)]
            found.append((abs(len(words) - 2 * cut), named))
    return min(found)[1] if found else []


def _without_titles(text: str) -> str:
    """Without ``ThS.``; ``Ông`` is also a family name (``Ông Thị Kim Phụng``)."""
    plain = fold(text)
    titles = _TITLES.match(plain) if len(plain) == len(text) else None
    rest = text[titles.end() :] if titles else text
    return text if fold(rest).startswith(("thi ", "van ")) else rest


def _capitalised(word: str) -> str:
    return word[:1] + word[1:].lower()
