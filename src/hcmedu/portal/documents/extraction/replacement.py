"""Documents that lose their force as a whole through this one (thay thế, bãi bỏ, hết hiệu lực)."""

from collections.abc import Iterator
from hcmedu.portal.documents.extraction.mentions import Mention
from hcmedu.portal.documents.extraction.mentions import mentions
from hcmedu.portal.documents.extraction.patterns import form_pattern
from hcmedu.portal.documents.extraction.source import Source
from hcmedu.portal.documents.extraction.source import Span
from itertools import islice

import re


#: A sentence before the verb, and a list behind it, are read so far.
SENTENCE, LIST = 1_500, 20_000
VERBS, MENTIONS = 5_000, 200

_VERB = re.compile(
    r"\b(?P<active>thay\s{1,20}the|thay\s{1,20}cho|bai\s{1,20}bo|huy\s{1,20}bo)\b"
    r"|\b(?P<passive>het\s{1,20}hieu\s{1,20}luc)\b"
)
#: ``Quyết định này``, the subject of a replacement.
_ITSELF = re.compile(r"\bnay\b")
#: The order alone at the start of a clause: ``Điều 1. Bãi bỏ ...``.
_ORDER = re.compile(r"(?:^|[.:;\n)])\s{0,40}(?:[0-9a-z]{1,2} ?[.)]\s{0,9})?(?:nay\s{1,9})?$")
_ENDS = re.compile(r"[.;](?=\s)|\n[ \t]{0,80}\n|\n[ \t]{0,80}(?=dieu [0-9])")
_STARTS = re.compile(
    r"[.;:](?=\s)|\n[ \t]{0,80}\n|\b(?:dieu )?[0-9]{1,3} ?[.)](?=\s)|\n[ \t]{0,80}[a-z] ?\)"
)
_ITEM = re.compile(r"\s{0,80}(?:[0-9]{1,2}(?:\.[0-9]{1,2})? ?[.)]|[a-z]{1,2} ?\)|[-+•])\s")
#: Only this may stand between the verb (or what separates two documents) and the document.
_DIRECT = re.compile(
    r"[\s,:\"0-9.)a-d+-]{0,60}(?:(?:cho|toan bo|cac|nhung|noi dung|van ban|sau day|sau|gom|bao gom"
    r"|doi voi|va|hieu luc|thi hanh|hieu luc thi hanh|tai|lien quan|quy pham phap luat"
    rf"|{form_pattern()})[\s,:0-9.)-]{{1,60}}){{0,8}}$"
)
_PROMULGATED = re.compile(
    r"[\s:]{0,20}(?:cho )?(?:quy che|quy dinh|dieu le|chuong trinh|huong dan)\b"
    r"(?![^;]{0,80}\b(?:dieu|khoan) [0-9])"
    rf"[^;.]{{0,200}}\bkem theo\s{{1,20}}(?:{form_pattern()})?\s{{0,20}}$"
)
#: Parts of documents lose their force without the document.
_PART = re.compile(
    r"\b(?:dieu|khoan|muc|chuong|phan|mau|phu luc) (?:so )?[0-9ivx]|\bdiem [a-z]\b|\bcum tu\b"
    r"|\bmot so dieu\b|\btu \""
)
_SEPARATOR = re.compile(r"[;,:]\s|\bva\b|\n\s*(?:[0-9]{1,2}|[a-z]{1,2}) ?[.)]|\n\s*[-+•]")


def find_replaced(source: Source, start: int, end: int) -> Iterator[tuple[Mention, float]]:
    """The documents that this one replaces or repeals, each once, in order."""
    seen: set[str] = set()
    done = start
    verbs = list(islice(_VERB.finditer(source.plain, start, end), VERBS))
    for place, verb in enumerate(verbs):
        if verb.start() < done:
            continue
        until = verbs[place + 1].start() if verbs[place + 1 :] else end
        piece = _before(source, done, verb) if verb["passive"] else None
        found = _whole(source, piece) if piece else []
        if not found:
            piece = _behind(source, start, verb, until)
            found = _whole(source, piece) if piece else []
        for mention in found:
            if mention.reference.identity not in seen and len(seen) < MENTIONS:
                seen.add(mention.reference.identity)
                yield mention, 0.85
        done = piece.end if piece and found else verb.end()


def _before(source: Source, start: int, verb: re.Match[str]) -> Span:
    """The sentence of which ``hết hiệu lực`` is the end."""
    start = max(start, verb.start() - SENTENCE)
    begins = [match.end() for match in _STARTS.finditer(source.plain, start, verb.start())]
    return Span(begins[-1] if begins else start, verb.start())


def _behind(source: Source, start: int, verb: re.Match[str], end: int) -> Span | None:
    """What follows the verb: the rest of its sentence, and the list that a colon announces.

    ``end``: the next such verb, whose documents are its own (``Điều 1. Bãi bỏ ...`` / ``Bãi bỏ``).
    """
    if verb["active"] and not _commands(source, start, verb):
        return None
    limit = min(end, verb.end() + LIST)
    ends = _ENDS.search(source.plain, verb.end(), limit)
    stop = ends.start() if ends else limit
    colon = source.plain.find(":", verb.end(), stop + 1)
    while colon > 0 and ends and stop < limit and _goes_on(source, ends, limit):
        ends = _ENDS.search(source.plain, ends.end(), limit)
        stop = ends.start() if ends else limit
    return Span(verb.end(), stop)


def _goes_on(source: Source, ends: re.Match[str], limit: int) -> bool:
    """Does another item of the list follow?"""
    if ends.group() == ";" or _ITEM.match(source.plain, ends.start() + 1, limit):
        return True
    return bool(re.search(r"\s[0-9]{1,2}$", source.plain[max(ends.start() - 3, 0) : ends.start()]))


def _commands(source: Source, start: int, verb: re.Match[str]) -> bool:
    """Has the verb this document as its subject, or is it an order?"""
    begin = max(start, verb.start() - 400)
    clause = source.plain[begin : verb.start()]
    if _ORDER.search(clause[-80:]):
        return True
    ends = list(_ENDS.finditer(clause))
    return bool(_ITSELF.search(clause[ends[-1].end() if ends else 0 :]))


def _whole(source: Source, piece: Span) -> list[Mention]:
    """The documents of a piece that are meant as a whole, no parts, nor what amended them."""
    kept: list[Mention] = []
    done, was_kept = piece.start, True
    for mention in mentions(source, piece.start, piece.end):
        between = source.plain[done : mention.start]
        first = done == piece.start
        if not first and re.fullmatch(r"\s*(?:,|va|hoac)?\s*", between):
            keep = was_kept
        else:
            keep = _is_whole(source, done, mention, first)
        if keep:
            kept.append(mention)
        done, was_kept = mention.end, keep
    return kept


def _is_whole(source: Source, start: int, mention: Mention, first: bool) -> bool:
    between = source.plain[start : mention.start]
    told = source.plain[mention.start : mention.number_at.start]
    if first and _PROMULGATED.fullmatch(between):
        return True
    separators = [match.end() for match in _SEPARATOR.finditer(between)]
    tail = between[separators[-1] :] if separators and not first else between
    if not first and not separators:
        return False
    return not _PART.search(tail + told) and bool(_DIRECT.fullmatch(tail))
