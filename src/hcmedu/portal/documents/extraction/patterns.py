"""Patterns that several readers share; all are for folded text (``Source.plain``).

Every repetition is bounded or can't overlap with what follows it, so that no text takes long.
"""

from datetime import date
from functools import cache
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.vietnamese import DocumentNumber
from hcmedu.portal.vietnamese import fold
from hcmedu.portal.vietnamese import InvalidDocumentNumber

import re


#: ``36/2017/TT-BGDĐT``, ``4210 /GDĐT-TTTT``, ``410 - TB/QU``; a line may end after a sign.
NUMBER = (
    r"(?<![0-9/.,-])(?:(?<![a-z])|(?<=\bso))"
    r"[0-9]{1,6}[a-z]?(?:[ ]?/[ ]?(?:19|20)[0-9]{2})?[ ]{0,3}[-/]\s{0,3}"
    r"[a-z][a-z0-9&]{0,30}(?:\.[a-z0-9&]{1,20}){0,2}"
    r"(?:[ ]?[-/]\s{0,40}[a-z0-9&]{1,30}(?:\.[a-z0-9&]{1,20}){0,2}){0,8}"
)
_DIGIT = "[0-9loi|]"
_TWO = f"{_DIGIT}{{1,2}}"
_GAP = r"[\s.,:;'_-]{0,40}"
#: ``ngày 16 tháng 12 năm 2020``, also with what scanners make of it (``ngày:0l tháng``).
DAY_IN_WORDS = (
    rf"ngay{_GAP}({_TWO}){_GAP}thang{_GAP}({_TWO}){_GAP}nam{_GAP}((?:19|20)[0-9]{{2}})(?![0-9])"
)
_SIGN = r"[ ]{0,2}[/.-][ ]{0,2}"
DAY_IN_DIGITS = (
    rf"(?<![0-9/])([0-9]{{1,2}}){_SIGN}([0-9]{{1,2}}){_SIGN}((?:19|20)[0-9]{{2}})(?![0-9/])"
)
DAY = rf"(?:{DAY_IN_WORDS}|(?:ngay\s{{0,40}})?{DAY_IN_DIGITS})"
#: Groups of ``DAY``.
DAY_GROUPS = 6

RULE = re.compile(r"[^a-z0-9]*(?:o0o|ooo)?[^a-z0-9]*")


@cache
def form_words() -> dict[str, str]:
    """Folded titles of the catalogue's document forms → their ids, the longest first."""
    forms = {fold(form.title): form.id for form in catalogue().document_forms.values()}
    return {title: forms[title] for title in sorted(forms, key=len, reverse=True)}


@cache
def form_titles() -> dict[str, str]:
    """Ids of forms → their titles in small letters."""
    return {form.id: form.title.lower() for form in catalogue().document_forms.values()}


@cache
def form_abbreviations() -> dict[str, str]:
    """Folded abbreviations (``qd``) → ids of forms; ``cv`` is often written though not official."""
    forms = catalogue().document_forms.values()
    return {fold(form.abbreviation): form.id for form in forms if form.abbreviation} | {
        "cv": "cong-van"
    }


@cache
def form_pattern() -> str:
    return "(?:" + "|".join(title.replace(" ", r"\s{1,20}") for title in form_words()) + ")"


def canonical(number: str) -> str | None:
    """A number as ``DocumentNumber`` spells it; None when it is none."""
    try:
        return DocumentNumber.parse(number).text
    except InvalidDocumentNumber:
        return None


def as_date(*parts: str | None) -> date | None:
    """Day, month, year out of the groups of ``DAY``; None when there is no such day."""
    given = [part for part in parts if part is not None][-3:]
    digits = [part.translate(str.maketrans("loi|", "1011")) for part in given]
    try:
        return date(int(digits[2]), int(digits[1]), int(digits[0]))
    except (ValueError, IndexError):
        return None


def is_capitals(text: str) -> bool:
    """Are nearly all letters capitals? ``THPT chuyên`` has small ones, scanners lose some."""
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and sum(map(str.isupper, letters)) >= 0.7 * len(letters)


@cache
def body_start() -> re.Pattern[str]:
    """First words of a line with which the head of a document is over."""
    based = rf"(?:thuc hien|tiep theo|theo|xet|phuc dap|tra loi)\s{{1,9}}(?:cac )?{form_pattern()}"
    return re.compile(
        r"(?:[a-z0-9]\s{3,40})?[^a-z0-9\n(]{0,8}"
        r"(?:kinh gui|noi nhan|can.{0,2} cu\b|hom nay\b|dieu (?:1|i|mot)\b"
        r""
        r"|chuong (?:i|1)\b|phan (?:i|1|mot|thu nhat)\b|[i1] ?[./)]|a ?[.)]"
        r"|xet (?:de nghi|don|nang luc)"
        r"|[^\n]{0,90}\b(?:kinh moi|nhu sau|tran trong)\b"
        rf"|theo de nghi|{based}\b[^\n]{{0,100}}\n?[^\n]{{0,60}}?\bso\b[ :]{{0,3}}\n?[0-9])"
    )
