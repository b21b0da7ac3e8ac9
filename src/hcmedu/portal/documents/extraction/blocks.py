"""Signatures as they stand in the text: posts side by side, line by line, and the names below."""

from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from hcmedu.portal.documents.extraction.cells import Cell
from hcmedu.portal.documents.extraction.cells import cells_of
from hcmedu.portal.documents.extraction.cells import MOTTO
from hcmedu.portal.documents.extraction.cells import NATION
from hcmedu.portal.documents.extraction.patterns import is_capitals
from hcmedu.portal.documents.extraction.persons import person_name
from hcmedu.portal.documents.extraction.persons import person_names
from hcmedu.portal.documents.extraction.posts import begins_post
from hcmedu.portal.documents.extraction.posts import find_post
from hcmedu.portal.documents.extraction.posts import is_body
from hcmedu.portal.documents.extraction.posts import is_unknown_post
from hcmedu.portal.documents.extraction.posts import may_hold_post
from hcmedu.portal.documents.extraction.posts import posts_in
from hcmedu.portal.documents.extraction.source import Source
from hcmedu.portal.documents.extraction.source import Span

import re


#: Lines from a post down to the name.
DEPTH = 16
#: A line so long that it is no part of a signature.
LONG = 75

_RECIPIENTS = re.compile(r"[^a-z\n]{0,6}n[o0g]?[io]i? nhan ?[:.,;]?")
#: Between post and name: ``(Đã ký)``, stamps of scanners, digital signatures.
_SIGNED = re.compile(
    r".{0,3}(?:da ky|daky|ky ten|chu ky|ky, |ky boi|signed|dong dau|ngay ky|thoi gian ky|email).*"
)
#: Another document begins, or the text goes on.
_NEW = re.compile(
    rf"(?:{NATION}|{MOTTO}|[^a-z]{{0,5}}(?:so ?: ?|phu luc|dieu [0-9]|can cu|chuong [ivx1-9]"
    r"|kinh gui|mau so|bieu mau))"
)


@dataclass
class Block:
    """One signature: the cells of its post, line by line, and the name below them."""

    posts: list[Cell] = field(default_factory=list)
    name: str = ""
    name_at: Span | None = None

    @property
    def middle(self) -> float:
        return _middle(self.posts[0])


def is_list(source: Source, line: Span) -> bool:
    """``Nơi nhận:``, which stands left of the signature of the document proper."""
    return bool(_RECIPIENTS.match(source.plain, line.start, line.end))


def is_new(source: Source, line: Span) -> bool:
    """Does another document, an annex, or the text itself go on with this line?"""
    return bool(_NEW.match(source.plain, line.start, line.end))


def group(source: Source, lines: list[Span], place: int) -> tuple[list[Block], int]:
    """Signatures side by side whose posts begin on a line, and the line behind them.

    No signatures when no name follows, or when the line has no post (then the line itself).
    """
    if not (may_hold_post(source, lines[place]) or is_list(source, lines[place])):
        return [], place
    posts = [cell for cell in _cells(source, lines[place]) if _is_post(source, cell, lines[place])]
    if not posts:
        return [], place
    squeezed, after = _squeezed(source, lines, place, posts)
    if squeezed:
        return squeezed, after
    blocks = [Block([*_body_above(source, lines, place, posts, cell), cell]) for cell in posts]
    for below in range(place + 1, min(place + DEPTH, len(lines))):
        if is_new(source, lines[below]) or _is_text(source, lines[below]):
            break
        if _take(source, blocks, lines[below], below == place + len(blocks[0].posts)):
            return [block for block in blocks if block.name], below + 1
    return [], place + 1


def _squeezed(
    source: Source, lines: list[Span], place: int, posts: list[Cell]
) -> tuple[list[Block], int]:
    """Two signatures between which a scanner left one space: ``THƯ KÝ CHỦ TRÌ``, names alike."""
    pieces = posts_in(source, posts[0].start, posts[0].end) if len(posts) == 1 else []
    if len(pieces) < 2:
        return [], place
    blocks = [Block([replace(posts[0], start=one.start, end=one.end)]) for one in pieces]
    for below in range(place + 1, min(place + DEPTH, len(lines))):
        line = lines[below]
        more = posts_in(source, line.start, line.end)
        if len(more) == len(blocks):
            for block, one in zip(blocks, more, strict=True):
                block.posts.append(replace(posts[0], start=one.start, end=one.end))
        names = person_names(source.text[line.start : line.end], len(blocks))
        for block, (name, start, end) in zip(blocks, names, strict=False):
            block.name, block.name_at = name, Span(line.start + start, line.start + end)
        if names or is_new(source, line) or _is_text(source, line):
            return (blocks, below + 1) if names else ([], place)
    return [], place


def _cells(source: Source, line: Span) -> list[Cell]:
    """The cells of a line, ``Nơi nhận:`` and what stands left of a post cut away."""
    found = []
    for cell in cells_of(source, line, in_head=False):
        listed = _RECIPIENTS.match(source.plain, cell.start, cell.end)
        start = find_post(source, listed.end() if listed else cell.start, cell.end)
        if start is None and (listed or (found == [] and is_list(source, line))):
            start = _beside_list(source, cell, listed)
        if start is not None:
            found.append(Cell(start, cell.end, cell.column + start - cell.start, cell.lone))
        elif not listed:
            found.append(cell)
    return found


def _beside_list(source: Source, cell: Cell, listed: re.Match[str] | None) -> int | None:
    """Where a post begins that no list knows, beside ``Nơi nhận:``."""
    start = listed.end() if listed else cell.start
    blank = len(source.plain[start : cell.end]) - len(source.plain[start : cell.end].lstrip(" .:"))
    post = replace(cell, start=start + blank)
    return post.start if post.start < post.end and is_unknown_post(source, post) else None


def _is_post(source: Source, cell: Cell, line: Span | None = None) -> bool:
    text = source.text[cell.start : cell.end]
    known = begins_post(source.plain[cell.start : cell.end])
    beside = line is not None and is_list(source, line) and is_unknown_post(source, cell)
    return len(text) <= LONG and is_capitals(text) and (known or beside)


def _is_text(source: Source, line: Span) -> bool:
    """A line of running text, which no signature has between post and name."""
    cells = cells_of(source, line, in_head=False)
    piece = source.plain[line.start : line.end]
    return len(cells) == 1 and len(piece) > LONG and not re.match(r"[^a-z0-9]{1,3}", piece)


def _body_above(
    source: Source, lines: list[Span], place: int, posts: list[Cell], post: Cell
) -> list[Cell]:
    """The name of the side that signs, above the post: in joint documents only."""
    if len(posts) < 2 or place == 0:
        return []
    above = cells_of(source, lines[place - 1], in_head=False)
    near = [cell for cell in above if abs(_middle(cell) - _middle(post)) < 20]
    return [cell for cell in near if is_body(source, cell)][:1] if len(above) == len(posts) else []


def _middle(cell: Cell) -> float:
    return cell.column + (cell.end - cell.start) / 2


def _take(source: Source, blocks: list[Block], line: Span, adjacent: bool) -> bool:
    """Give the cells of a line below the posts to their blocks; True when names were among them."""
    named = False
    for cell in _cells(source, line):
        block = min(blocks, key=lambda one: abs(one.middle - _middle(cell)))
        name = name_in(source, cell, True)
        if _SIGNED.match(source.plain, cell.start, cell.end):
            continue
        if name and not _is_post(source, cell):
            block.name, block.name_at, named = name[0], name[1], True
        elif _is_post(source, cell) or (adjacent and _goes_on(source, cell)):
            block.posts.append(cell)
    return named


def _goes_on(source: Source, cell: Cell) -> bool:
    """The rest of a post that takes two lines; no item of a list."""
    text = source.text[cell.start : cell.end]
    listed = text[:1] in "-–+•~" or source.plain.startswith("luu", cell.start)
    return is_capitals(text) and len(text) > 2 and not listed


def name_in(source: Source, cell: Cell, below_post: bool) -> tuple[str, Span] | None:
    """The name that a cell is, or that a scanner put behind an item of the list of recipients."""
    text = source.text[cell.start : cell.end]
    pieces = list(re.finditer(r"\S+", text))
    while len(pieces) > 1 and _is_speck(pieces[-1].group()):
        pieces.pop()
    if not pieces or pieces[-1].group().endswith(";"):
        return None
    listed = text[:1] in "-–+•~"
    while len(pieces) > 1 and _is_speck(pieces[0].group()) and not listed:
        pieces.pop(0)
    for place in range(1 if listed else 0, len(pieces) - 1):
        whole = place == 0 and not listed
        if place and not _ends_item(pieces[place - 1].group(), pieces[place].group()):
            continue
        start, end = pieces[place].start(), pieces[-1].end()
        name = person_name(text[start:end], whole and below_post)
        if name:
            return name, Span(cell.start + start, cell.start + end)
    return None


def _ends_item(piece: str, following: str) -> bool:
    """Can a name follow this word, which is none of it?"""
    shouted = piece.isupper() and len(piece) < 4 and not following.isupper()
    return piece[-1] in ".,;:)\"'" or _is_speck(piece) or shouted


def _is_speck(piece: str) -> bool:
    return not any(map(str.isalpha, piece)) or (len(piece) == 1 and piece.islower())
