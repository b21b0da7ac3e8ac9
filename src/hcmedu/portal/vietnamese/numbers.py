"""Numbers and symbols (số, ký hiệu) of official documents."""

from dataclasses import dataclass
from dataclasses import field
from hcmedu.portal.vietnamese.errors import VietnameseError
from hcmedu.portal.vietnamese.letters import D_LOOKALIKES
from hcmedu.portal.vietnamese.text import normalize

import re
import unicodedata


_MAX_LENGTH = 100
_YEARS = range(1900, 2200)
_SIGNS = str.maketrans(
    {**dict.fromkeys("‐‑‒–—―−", "-"), **dict.fromkeys("⁄∕／", "/"), "\u00ad": "-"}
)
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")
#: 'Số:', 'Công văn số', 'Số/Ký hiệu:' and the like before the number proper.
_PREFIX = re.compile(r"^[^0-9]*\bsố\b(?:\s*/?,?\s*ký hiệu)?\s*[:.]?\s*", re.IGNORECASE)
_AROUND_SIGN = re.compile(r"\s*([-/])\s*")
_SHAPE = re.compile(
    r"(?P<number>[0-9]{1,6})(?P<suffix>[A-Za-zĐđ]?)"
    r"(?:/(?P<year>[0-9]{4}))?(?P<separator>[-/])(?P<code>[^0-9\s/-].*)"
)
#: ``15 KH-THCSHD``, ``15KH-THCSHD``
_WITHOUT_SLASH = re.compile(r"[0-9]{1,6} ?[^\W\d_]{2}")
_SEGMENT = re.compile(r"[^\W_]+(?:[&.][^\W_]+)*(?: [^\W\d_][^\W_]*(?:[&.][^\W_]+)*)*")
#: Đ and đ as the old encodings TCVN3 and VNI leave them.
_LEGACY = str.maketrans({"§": "Đ", "®": "đ", "Ñ": "Đ", "ñ": "đ"})

#: Abbreviations that have small letters in them.
_MIXED = ("TTg", "CTr", "TTr", "GDTrH", "GDTiH", "THPTChuyên")
#: Abbreviations whose Đ is often typed D; only those that mean nothing else without it.
_WITH_D = (
    *("GDĐT", "BGDĐT", "SGDĐT", "PGDĐT", "GD&ĐT", "BGD&ĐT", "SGD&ĐT", "PGD&ĐT"),
    *("QĐ", "NĐ", "HĐND", "BLĐTBXH", "SLĐTBXH", "TLĐ", "LĐLĐ"),
)
_KNOWN = {known.lower(): known for known in _MIXED} | {
    spelling: known
    for known in _WITH_D
    for spelling in (known.lower(), known.lower().replace("đ", "d"))
}


class InvalidDocumentNumber(VietnameseError):
    """What is wrong, by kind; ``suggestion`` is set for ``legacy``.

    ``empty``; ``number``: does not begin with a number above 0 (``.../GDĐT``); ``code``: number
    without a symbol (``4210``); ``slash``: nothing between both (``15 KH-THCS``);
    ``year``: no such year; ``legacy``: letters of TCVN3 or VNI; ``characters``: a sign that no
    symbol has; ``trailing``: text after the symbol; ``length``.
    """

    kinds = frozenset(
        {"empty", "number", "code", "slash", "year", "legacy", "characters", "trailing", "length"}
    )


@dataclass(frozen=True)
class DocumentNumber:
    """A document number in canonical spelling; equal when ``text`` is equal.

    ``4210/GDĐT-TTTT``: number 4210, code ``GDĐT-TTTT``, year None. ``36/2017/TT-BGDĐT``: year 2017.
    ``410-TB/QU``, as the Party writes: separator ``-``. Numbers below 10 have two digits
    (``05/TTTT-CTGD``), as Nghị định 30/2020/NĐ-CP, Phụ lục I demands.
    """

    text: str = field(init=False)
    number: int = field(compare=False)
    code: str = field(compare=False)
    year: int | None = field(default=None, compare=False)
    suffix: str = field(default="", compare=False)
    separator: str = field(default="/", compare=False)

    def __post_init__(self) -> None:
        year = "" if self.year is None else f"/{self.year}"
        text = f"{self.number:02d}{self.suffix}{year}{self.separator}{self.code}"
        object.__setattr__(self, "text", text)

    @classmethod
    def parse(cls, text: str) -> "DocumentNumber":
        """Read a number as people write it; raises ``InvalidDocumentNumber``.

        Tolerant of spaces, ``Số:`` before and a full stop after, long dashes, lower case,
        decomposed letters, Ð (eth) for Đ, and D for Đ where the abbreviation is known.
        """
        plain = _plain(text)
        if not plain:
            raise InvalidDocumentNumber("empty", text)
        if len(plain) > _MAX_LENGTH:
            raise InvalidDocumentNumber("length", text)
        if plain != plain.translate(_LEGACY):
            raise InvalidDocumentNumber("legacy", text, _suggest(plain.translate(_LEGACY)))
        match = _SHAPE.fullmatch(plain)
        if not match or not int(match["number"]):
            raise InvalidDocumentNumber(_missing(plain), text)
        year = int(match["year"]) if match["year"] else None
        if year is not None and year not in _YEARS:
            raise InvalidDocumentNumber("year", text)
        code = _code(match["code"], text)
        return cls(int(match["number"]), code, year, match["suffix"].lower(), match["separator"])

    def __str__(self) -> str:
        return self.text


def _plain(text: str) -> str:
    """One line, one kind of dash and slash, no spaces around them, no prefix."""
    line = " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())
    line = normalize(line.translate(_SIGNS).translate(D_LOOKALIKES))
    return _AROUND_SIGN.sub(r"\1", _PREFIX.sub("", line)).rstrip(" .,;")


def _missing(plain: str) -> str:
    """Which part a text lacks that has not the shape of a document number."""
    number = re.match("[0-9]+", plain)
    if not number or not int(number.group()):
        return "number"
    if re.match("[0-9]+/[0-9]+/.", plain):
        return "year"
    if len(number.group()) > 6:
        return "length"
    return "slash" if _WITHOUT_SLASH.match(plain) else "code"


def _code(code: str, text: str) -> str:
    """The symbol in canonical spelling."""
    parts = re.split("([-/])", code)
    for part in parts[::2]:
        if not part:
            raise InvalidDocumentNumber("code", text)
        if any(word[0].islower() for word in part.split()[1:]):
            raise InvalidDocumentNumber("trailing", text)
        if not _SEGMENT.fullmatch(part):
            raise InvalidDocumentNumber("characters", text)
    return "".join(_segment(part) for part in parts)


def _segment(segment: str) -> str:
    """A segment in capitals, but for abbreviations with small letters (``TTg``, ``GDTrH``).

    An unknown one keeps its small letters when it has several capitals; a name in words
    (``TH Lê Lợi``) is kept as typed.
    """
    known = _KNOWN.get(segment.lower())
    if known:
        return known
    mixed = sum(letter.isupper() for letter in segment) > 1
    return segment if mixed or " " in segment else segment.upper()


def _suggest(plain: str) -> str | None:
    try:
        return DocumentNumber.parse(plain).text
    except InvalidDocumentNumber:
        return None
