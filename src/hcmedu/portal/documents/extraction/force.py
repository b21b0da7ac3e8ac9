"""From which day a document is in force, as its last articles tell."""

from datetime import date
from datetime import timedelta
from hcmedu.portal.documents.extraction.model import Suggestion
from hcmedu.portal.documents.extraction.patterns import as_date
from hcmedu.portal.documents.extraction.patterns import DAY
from hcmedu.portal.documents.extraction.patterns import form_pattern
from hcmedu.portal.documents.extraction.patterns import form_words
from hcmedu.portal.documents.extraction.source import Source
from hcmedu.portal.documents.extraction.source import Span
from itertools import islice

import re


#: So far before ``có hiệu lực`` its subject may stand.
SUBJECT = 300
#: So many times it is looked at.
TRIES = 2_000

_FORCE = re.compile(r"\bco\s{1,20}hieu\s{1,20}luc\b")
_UNTIL = r"(?:\s{1,40}(?:thi hanh|ap dung|phap luat|thuc hien))?\s{0,40},?\s{0,40}"
_FROM = re.compile(rf"{_UNTIL}(?:ke\s{{1,40}})?(?:bat dau\s{{1,40}})?(?:tu\s{{1,40}})?{DAY}")
_SIGNING = (
    r"ngay\s{1,40}(?:ky(?:\s{1,40}ban\s{1,40}hanh)?|ban\s{1,40}hanh|quoc hoi\s{1,40}thong qua"
    r"|duoc[^\n.;]{0,40}thong\s{1,40}qua|thong\s{1,40}qua)\b"
)
_FROM_SIGNING = re.compile(rf"{_UNTIL}(?:ke\s{{1,40}})?tu\s{{1,40}}{_SIGNING}")
_AFTER = re.compile(
    rf"{_UNTIL}sau\s{{1,40}}(?P<days>[0-9]{{1,3}}|[a-z ]{{3,40}}?)\s{{1,40}}"
    r"(?:\([^)]{3,40}\)\s{0,40})?"
    rf"ngay\s{{0,40}},?\s{{0,40}}(?:ke\s{{1,40}})?tu\s{{1,40}}{_SIGNING}"
)
_ENDS = re.compile(r"[;.]\s|\n\s*(?:dieu [0-9]|[0-9]{1,2} ?[.)]|[a-z] ?\))")
_NUMERALS = {
    **{"muoi": 10, "muoi lam": 15, "hai muoi": 20, "ba muoi": 30, "bon muoi lam": 45},
    **{"bay": 7, "nam": 5, "sau muoi": 60, "bon lam": 45, "chin muoi": 90},
}


def find_in_force_from(
    source: Source, start: int, end: int, form: str | None, issued: Suggestion[date] | None
) -> Suggestion[date] | None:
    """An explicit day, or one counted from the day of signing.

    ``sau 45 ngày kể từ ngày ký`` is the 45th day after it, as the registers of laws count. None
    where the text counts from a day that it does not tell (``ngày đăng Công báo``).
    """
    for match in islice(_FORCE.finditer(source.plain, start, end), TRIES):
        if _speaks_of_itself(source, max(start, match.start() - SUBJECT), match.start(), form):
            found = _day(source, match.end(), end, issued)
            if found and not (issued and found.value < issued.value):
                return found
    return None


def _speaks_of_itself(source: Source, start: int, end: int, form: str | None) -> bool:
    """Is the subject ``Thông tư này`` (or ``Quyết định``, directly before), no other document?"""
    before = source.plain[start:end]
    ends = list(_ENDS.finditer(before))
    clause = before[ends[-1].start() :] if ends else before
    subjects = list(_subject(form).finditer(clause))
    if not subjects:
        return False
    return not re.search(
        r"\bso\s{0,9}:?\s{0,9}[0-9]|\bke tu ngay\b", clause[subjects[-1].start() :]
    )


def _subject(form: str | None) -> re.Pattern[str]:
    own = next((title for title, ident in form_words().items() if ident == form), None)
    kinds = own.replace(" ", r"\s{1,20}") if own else form_pattern()
    return re.compile(
        rf"\b(?:{kinds}|van ban|cong van)"
        r"(?:\s{1,20}(?:lien tich\s{1,20})?nay\b|\s{1,20}$|\s{0,20}(?=co\b))"
    )


def _day(
    source: Source, start: int, end: int, issued: Suggestion[date] | None
) -> Suggestion[date] | None:
    plain = source.plain
    explicit = _FROM.match(plain, start, end)
    value = as_date(*explicit.groups()) if explicit else None
    if explicit and value:
        return source.suggest(value, Span(start, explicit.end()), 0.9)
    if not issued:
        return None
    signing = _FROM_SIGNING.match(plain, start, end)
    if signing:
        return source.suggest(issued.value, Span(start, signing.end()), min(0.9, issued.confidence))
    return _counted(source, start, end, issued)


def _counted(
    source: Source, start: int, end: int, issued: Suggestion[date]
) -> Suggestion[date] | None:
    after = _AFTER.match(source.plain, start, end)
    if not after:
        return None
    told = " ".join(after["days"].split())
    days = int(told) if told.isdigit() else _NUMERALS.get(told)
    if not days or issued.value > date.max - timedelta(days):
        return None
    value = issued.value + timedelta(days)
    return source.suggest(value, Span(start, after.end()), min(0.7, issued.confidence))
