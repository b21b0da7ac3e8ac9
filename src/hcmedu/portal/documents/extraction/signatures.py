"""Who signed: the name below a post, where the document proper ends."""

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from hcmedu.portal.documents.extraction.cells import Cell
from hcmedu.portal.documents.extraction.cells import cells_of
from hcmedu.portal.documents.extraction.cells import MOTTO
from hcmedu.portal.documents.extraction.cells import NATION
from hcmedu.portal.documents.extraction.patterns import is_capitals
from hcmedu.portal.documents.extraction.persons import person_name
from hcmedu.portal.documents.extraction.posts import begins_post
from hcmedu.portal.documents.extraction.posts import find_post
from hcmedu.portal.documents.extraction.posts import is_body
from hcmedu.portal.documents.extraction.posts import is_secondary
from hcmedu.portal.documents.extraction.posts import post_title
from hcmedu.portal.documents.extraction.source import Source
from hcmedu.portal.documents.extraction.source import Span

import re


#: Lines from a post down to the name, from one signature to the next, above and below ``Nơi nhận``.
DEPTH, NEXT, ABOVE, BELOW = 16, 8, 30, 45
#: A line so long that it is no part of a signature.
LONG = 75
#: Forms that both sides sign.
_JOINT = ("thong-tu-lien-tich", "nghi-quyet-lien-tich", "hop-dong", "ban-thoa-thuan", "ban-ghi-nho")

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


@dataclass(frozen=True)
class Signature:
    """A signer: name and post with their places; ``post`` is empty when none is told."""

    name: str
    name_at: Span
    post: str = ""
    post_at: Span | None = None


def find_signatures(source: Source, start: int) -> tuple[list[Signature], int]:
    """The signatures of the document proper, and the offset at which its text ends.

    Behind it may follow annexes, even other documents, with signatures of their own.
    """
    lines = [line for line in source.lines if line.start >= start]
    listed = next((n for n, line in enumerate(lines) if _is_list(source, line)), None)
    first, last = (0, len(lines)) if listed is None else (max(listed - ABOVE, 0), listed + BELOW)
    blocks, place = _first_group(source, lines[:last], first)
    if blocks:
        end = lines[place if listed is None else min(place, listed)].start
        return [_signature(source, block) for block in blocks], end
    if listed is None:
        return [], len(source.text)
    return list(_name_alone(source, lines[listed:last])), lines[listed].start


def chosen(found: list[Signature], form: str | None) -> list[Signature]:
    """Those that count: both sides of a joint document, else the last who is no secretary."""
    if form in _JOINT:
        return found
    leading = [one for one in found if not is_secondary(one.post)]
    return (leading or found)[-1:]


def _is_list(source: Source, line: Span) -> bool:
    return bool(_RECIPIENTS.match(source.plain, line.start, line.end))


def _first_group(source: Source, lines: list[Span], first: int) -> tuple[list[Block], int]:
    """The first signatures with a name, and the place of their first line."""
    place, listed = first, False
    while place < len(lines):
        listed = listed or _is_list(source, lines[place])
        if listed and _is_new(source, lines[place]):
            break
        blocks, after = _group(source, lines, place)
        if blocks:
            return [*blocks, *_following(source, lines, after)], place
        place += 1
    return [], place


def _following(source: Source, lines: list[Span], place: int) -> Iterator[Block]:
    """Signatures one below the other, as text without columns has them."""
    limit = place + NEXT
    while place < min(limit, len(lines)) and not _is_new(source, lines[place]):
        blocks, after = _group(source, lines, place)
        yield from blocks
        place, limit = (after, after + NEXT) if blocks else (place + 1, limit)


def _is_new(source: Source, line: Span) -> bool:
    return bool(_NEW.match(source.plain, line.start, line.end))


def _group(source: Source, lines: list[Span], place: int) -> tuple[list[Block], int]:
    """Signatures side by side whose posts begin on a line; none when no name follows."""
    posts = [cell for cell in _cells(source, lines[place]) if _is_post(source, cell)]
    if not posts:
        return [], place
    blocks = [Block([*_body_above(source, lines, place, posts, cell), cell]) for cell in posts]
    for below in range(place + 1, min(place + DEPTH, len(lines))):
        if _is_new(source, lines[below]) or _is_text(source, lines[below]):
            break
        if _take(source, blocks, lines[below], below == place + len(blocks[0].posts)):
            return [block for block in blocks if block.name], below + 1
    return [], place


def _cells(source: Source, line: Span) -> list[Cell]:
    """The cells of a line, ``Nơi nhận:`` and what stands left of a post cut away."""
    found = []
    for cell in cells_of(source, line):
        listed = _RECIPIENTS.match(source.plain, cell.start, cell.end)
        start = find_post(source, listed.end() if listed else cell.start, cell.end)
        if start is not None:
            found.append(Cell(start, cell.end, cell.column + start - cell.start, cell.lone))
        elif not listed:
            found.append(cell)
    return found


def _is_post(source: Source, cell: Cell) -> bool:
    text = source.text[cell.start : cell.end]
    return len(text) <= LONG and is_capitals(text) and begins_post(source.plain[cell.start : cell.end])


def _is_text(source: Source, line: Span) -> bool:
    """A line of running text, which no signature has between post and name."""
    cells = cells_of(source, line)
    piece = source.plain[line.start : line.end]
    return len(cells) == 1 and len(piece) > LONG and not re.match(r"[^a-z0-9]{1,3}", piece)


def _body_above(
    source: Source, lines: list[Span], place: int, posts: list[Cell], post: Cell
) -> list[Cell]:
    """The name of the side that signs, above the post: in joint documents only."""
    if len(posts) < 2 or place == 0:
        return []
    above = cells_of(source, lines[place - 1])
    near = [cell for cell in above if abs(_middle(cell) - _middle(post)) < 20]
    return [cell for cell in near if is_body(source, cell)][:1] if len(above) == len(posts) else []


def _middle(cell: Cell) -> float:
    return cell.column + (cell.end - cell.start) / 2


def _take(source: Source, blocks: list[Block], line: Span, adjacent: bool) -> bool:
    """Give the cells of a line below the posts to their blocks; True when names were among them."""
    named = False
    for cell in _cells(source, line):
        block = min(blocks, key=lambda one: abs(one.middle - _middle(cell)))
        name = _name_in(source, cell, True)
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


def _name_in(source: Source, cell: Cell, below_post: bool) -> tuple[str, Span] | None:
    """The name that a cell is, without the specks of a scanner before and behind it."""
    text = source.text[cell.start : cell.end]
    below_post = below_post and text[:1] not in "-–+•~"
    pieces = list(re.finditer(r"\S+", text))
    while len(pieces) > 1 and _is_speck(pieces[0].group()):
        pieces.pop(0)
    while len(pieces) > 1 and _is_speck(pieces[-1].group()):
        pieces.pop()
    start, end = pieces[0].start(), pieces[-1].end()
    name = person_name(text[start:end], below_post)
    return (name, Span(cell.start + start, cell.start + end)) if name else None


def _is_speck(piece: str) -> bool:
    return not any(map(str.isalpha, piece)) or (len(piece) == 1 and piece.islower())


def _name_alone(source: Source, lines: list[Span]) -> Iterator[Signature]:
    """A name beside or below the list of recipients, whose post is a picture."""
    for line in lines[1:]:
        if _is_new(source, line):
            return
        for cell in cells_of(source, line):
            found = _name_in(source, cell, False)
            if found:
                yield Signature(*found)
                return


def _signature(source: Source, block: Block) -> Signature:
    title = post_title(source, block.posts)
    span = Span(block.posts[0].start, block.posts[-1].end)
    return Signature(block.name, block.name_at or span, title, span)
