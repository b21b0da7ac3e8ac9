"""Who signed: the name below a post, where the document proper ends."""

from collections.abc import Iterator
from dataclasses import dataclass
from hcmedu.portal.documents.extraction.blocks import Block
from hcmedu.portal.documents.extraction.blocks import group
from hcmedu.portal.documents.extraction.blocks import is_list
from hcmedu.portal.documents.extraction.blocks import is_new
from hcmedu.portal.documents.extraction.blocks import name_in
from hcmedu.portal.documents.extraction.cells import cells_of
from hcmedu.portal.documents.extraction.posts import is_body
from hcmedu.portal.documents.extraction.posts import is_secondary
from hcmedu.portal.documents.extraction.posts import post_title
from hcmedu.portal.documents.extraction.source import Source
from hcmedu.portal.documents.extraction.source import Span


#: Lines from one signature to the next, and those above and below ``Nơi nhận`` that are looked at.
NEXT, ABOVE, BELOW = 8, 30, 45
#: Posts without a name below them that are passed over.
TRIES = 500
#: Forms that both sides sign.
_JOINT = ("thong-tu-lien-tich", "nghi-quyet-lien-tich", "hop-dong", "ban-thoa-thuan", "ban-ghi-nho")


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
    listed = next((n for n, line in enumerate(lines) if is_list(source, line)), None)
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


def _first_group(source: Source, lines: list[Span], first: int) -> tuple[list[Block], int]:
    """The first signatures with a name, and the place of their first line."""
    place, listed, tries = first, False, 0
    while place < len(lines) and tries < TRIES:
        listed = listed or is_list(source, lines[place])
        if listed and is_new(source, lines[place]):
            break
        blocks, after = group(source, lines, place)
        if blocks:
            return [*blocks, *_following(source, lines, after)], place
        tries += after > place
        place += 1
    return [], place


def _following(source: Source, lines: list[Span], place: int) -> Iterator[Block]:
    """Signatures one below the other, as text without columns has them."""
    limit = place + NEXT
    while place < min(limit, len(lines)) and not is_new(source, lines[place]):
        blocks, after = group(source, lines, place)
        yield from blocks
        place, limit = (after, after + NEXT) if blocks else (place + 1, limit)


def _name_alone(source: Source, lines: list[Span]) -> Iterator[Signature]:
    """A name beside or below the list of recipients, whose post is a picture."""
    for line in lines[1:]:
        cells = cells_of(source, line, in_head=False)
        if is_new(source, line) or any(cell.lone and is_body(source, cell) for cell in cells):
            return
        for cell in cells:
            found = name_in(source, cell, False)
            if found:
                yield Signature(*found)
                return


def _signature(source: Source, block: Block) -> Signature:
    title = post_title(source, block.posts)
    span = Span(block.posts[0].start, block.posts[-1].end)
    return Signature(block.name, block.name_at or span, title, span)
