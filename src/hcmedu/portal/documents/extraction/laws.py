"""Laws that a text names without a number: ``Luật Giáo dục ngày 14 tháng 6 năm 2019``."""

from collections.abc import Iterator
from hcmedu.portal.documents.extraction.mentions import Mention
from hcmedu.portal.documents.extraction.model import Reference
from hcmedu.portal.documents.extraction.patterns import as_date
from hcmedu.portal.documents.extraction.patterns import DAY
from hcmedu.portal.documents.extraction.source import Source
from hcmedu.portal.documents.extraction.source import Span

import re


LENGTH = 220

_FORMS = {
    "luat": "luat",
    "bo luat": "bo-luat",
    "phap lenh": "phap-lenh",
    "hien phap": "hien-phap",
}
_LAW = re.compile(r"\b(?:bo luat|luat|phap lenh|hien phap)(?!\w)")
#: ``quy định chi tiết một số điều của Luật``: the decree is the basis, not the law.
_CARRIED_OUT = re.compile(r"\b(?:so dieu(?: cua)?|thi hanh|chi tiet)\s{1,20}$")
_DATED = re.compile(rf"\s{{0,40}}(?:,\s?)?{DAY}")
#: Ends a title that has no date.
_STOP = re.compile(
    r"[;,.()\":\f]|\n[ \t]{0,80}\n"
    r"|\s(?:so|da|duoc|ngay|quy dinh|va (?:luat|nghi|thong|cac|quyet))\b"
)
#: Ends a title even if a date follows.
_END = re.compile(r"[;.\"\f]|\b(?:nghi dinh|thong tu|quyet dinh|nghi quyet|cong van|so [0-9])\b")


def laws(source: Source, start: int, end: int) -> Iterator[Mention]:
    """Laws named by their title, in order; not those inside the title of another."""
    done = start
    for match in _LAW.finditer(source.plain, start, end):
        if match.start() < done or not _is_title(source, match):
            continue
        if _CARRIED_OUT.search(source.plain, max(start, match.start() - 60), match.start()):
            continue
        stop, until, groups = _extent(source, match.end(), min(end, match.start() + LENGTH))
        title = source.value(match.start(), stop).rstrip(" ,-–")
        form = _FORMS[match.group()]
        if len(title.split()) > len(form.split("-")) and not title.endswith(" này"):
            reference = Reference(None, title, form, as_date(*groups), None)
            yield Mention(match.start(), until, reference, Span(match.start(), stop))
        done = until


def _is_title(source: Source, match: re.Match[str]) -> bool:
    """``Luật Giáo dục``, not the ``pháp luật`` of a sentence."""
    return source.text[match.start()].isupper() and source.text[match.start() + 1].islower()


def _extent(source: Source, start: int, limit: int) -> tuple[int, int, tuple[str | None, ...]]:
    """End of the title, end with its date, and the parts of the date."""
    end = _END.search(source.plain, start, limit)
    until = end.start() if end else limit
    for match in _DATED.finditer(source.plain, start, until):
        if as_date(*match.groups()):
            return match.start(), match.end(), match.groups()
    stop = _STOP.search(source.plain, start, until)
    until = stop.start() if stop else until
    return until, until, ()
