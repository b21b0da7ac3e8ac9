"""Posts of signers (quyền hạn, chức vụ): ``KT. CHỦ TỊCH`` / ``PHÓ CHỦ TỊCH``."""

from hcmedu.portal.documents.extraction.casing import organisation
from hcmedu.portal.documents.extraction.casing import post
from hcmedu.portal.documents.extraction.cells import Cell
from hcmedu.portal.documents.extraction.names import HEADS
from hcmedu.portal.documents.extraction.patterns import is_capitals
from hcmedu.portal.documents.extraction.source import Source
from hcmedu.portal.documents.extraction.source import Span
from hcmedu.portal.vietnamese import fold
from itertools import pairwise

import re


#: On behalf of (thay mặt, ký thay, thừa lệnh, thừa ủy quyền), acting (quyền).
_BY = (
    r"(?:(?:t ?[./] ?u ?[./] ?q|t ?[./] ?m|k ?[./] ?t|t ?[./] ?l)[./ ]{1,4}"
    r"|(?:tuq|tm|kt|tl|q)[./][./ ]{0,3})"
)
_ROLES = (
    r"(?:pho |quyen |tong ){0,2}(?:chu tich|bo truong|thu truong|giam doc|hieu truong|thu tuong"
    r"|chu nhiem|truong phong|phong\b|chanh van phong|chanh thanh tra|cuc truong|vu truong"
    r"|vien truong|truong ban|truong doan|bi thu|to truong|to pho|chu toa|chu tri|thu ky"
    r"|nguoi lao dong|nguoi su dung|tong phu trach"
    r"|truong khoa|dai dien|ke toan|nguoi lap|nguoi ghi|ben (?:duoc )?uy quyen|ben [ab]\b|chanh an)"
)
_BEGINS = re.compile(rf"(?:{_BY}\S|(?:tm|kt|tl|tuq) \S|(?!phong\b){_ROLES})")
_INSIDE = re.compile(rf"(?<![a-z0-9&])(?:{_BY}\S|(?!phong\b){_ROLES}\b)")
#: ``TỔNG PHỤ TRÁCH ĐỘI``: a post that no list knows, by its place.
_WORDS = re.compile(r"[^\W\d_]+(?:[ ,/-]{1,3}[^\W\d_]+){1,7}")
_PREFIX = re.compile(rf"(?:{_BY}|(?:tm|kt|tl|tuq) )")
_SECONDARY = re.compile(
    r"(?:thu ky|nguoi lap|nguoi ghi|ke toan|chu tich cong doan|ben duoc uy quyen"
    r"|dai dien nha truong)"
)
_BODY = re.compile("(?:" + "|".join(sorted(map(fold, HEADS), key=len, reverse=True)) + r")\b")


def begins_post(plain: str) -> bool:
    return bool(_BEGINS.match(plain))


def is_unknown_post(source: Source, cell: Cell) -> bool:
    """Words in capitals that may be a post, where one is expected."""
    text = source.text[cell.start : cell.end]
    return text.isupper() and bool(_WORDS.fullmatch(text))


def is_secondary(title: str) -> bool:
    """Does this person only write down, or sign beside the one who decides?"""
    return bool(_SECONDARY.match(fold(title)))


def is_body(source: Source, cell: Cell) -> bool:
    """The name of a body in capitals (``TRƯỜNG THCS QUANG TRUNG``)."""
    plain = source.plain[cell.start : cell.end]
    text = source.text[cell.start : cell.end]
    return is_capitals(text) and bool(_BODY.match(plain) or plain.startswith("dai dien"))


def find_post(source: Source, start: int, end: int) -> int | None:
    """Where a post in capitals begins that runs to the end of a cell; None when none does."""
    for match in _INSIDE.finditer(source.plain, start, end):
        if is_capitals(source.text[match.start() : end]):
            return match.start()
    return None


def may_hold_post(source: Source, line: Span) -> bool:
    """Is it worth while to look at the cells of a line?"""
    return bool(_INSIDE.search(source.plain, line.start, line.end))


def posts_in(source: Source, start: int, end: int) -> list[Span]:
    """The posts in a piece in capitals that holds several; empty when it is no such piece."""
    if not is_capitals(source.text[start:end]) or not begins_post(source.plain[start:end]):
        return []
    starts = [match.start() for match in _INSIDE.finditer(source.plain, start, end)]
    kept = [at for at in starts if at == start or source.plain[at - 2] not in ",.;/-"]
    return [Span(*piece) for piece in pairwise([*kept, end])]


def post_title(source: Source, cells: list[Cell]) -> str:
    """The lines of a post as the form has them: ``KT. Giám đốc – Phó Giám đốc``."""
    lines: list[str] = []
    for cell in cells:
        text = source.text[cell.start : cell.end].strip(" .,:;-–_'`")
        starts = begins_post(source.plain[cell.start : cell.end])
        if lines and not starts:
            lines[-1] += " " + text
        else:
            lines.append(text)
    plain = [fold(line) for line in lines]
    if lines[1:] and not begins_post(plain[0]) and _PREFIX.match(plain[1]):
        lines = lines[1:]  # ``XÁC THỰC VĂN BẢN HỢP NHẤT`` above the post
    return " – ".join(_titled(source, line) for line in lines)


def _titled(source: Source, line: str) -> str:
    plain = fold(line)
    prefix = _PREFIX.match(plain) if len(plain) == len(line) else None
    rest = line[prefix.end() :] if prefix else line
    if not prefix and _BODY.match(plain) and not begins_post(plain):
        return organisation(line, source)
    title = post(rest)
    letters = re.sub("[^a-z]", "", prefix.group()).upper() if prefix else ""
    return f"{letters}. {title}" if letters else title
