"""Compare two texts word by word, and draw the difference as safe HTML. Pure: no Plone.

Rich text is compared as visitors read it: its words, with its pictures and the addresses of its
links told in words too, so that an exchanged link does not pass unseen.
"""

from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape
from lxml import html as lxml_html
from urllib.parse import unquote

import re


SAME, ADDED, REMOVED = "same", "added", "removed"
#: Words beyond which two passages are told as a whole: the comparison grows with their product.
MAX_WORDS = 1500
#: Lines of unchanged text that are kept around a change.
CONTEXT = 1
BLOCKS = frozenset(
    {"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "caption", "ul", "ol"}
    | {"dl", "dt", "dd", "blockquote", "pre", "figure", "figcaption", "section", "article"}
    | {"header", "footer", "hr", "br"}
)


@dataclass(frozen=True)
class Piece:
    """A passage of the comparison: ``same``, ``added`` or ``removed``."""

    kind: str
    text: str


def compare(old: str, new: str) -> list[Piece]:
    """The pieces of both texts in order: the same and removed ones make ``old``, the same and
    added ones make ``new``."""
    return list(_merged(_by_lines(_lines(old), _lines(new))))


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _by_lines(old: list[str], new: list[str]) -> Iterator[Piece]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        before, after = "".join(old[a:b]), "".join(new[c:d])
        if tag == "equal":
            yield Piece(SAME, before)
        else:
            yield from _by_words(before, after)


def _by_words(old: str, new: str) -> Iterator[Piece]:
    a, b = _words(old), _words(new)
    if not a or not b or max(len(a), len(b)) > MAX_WORDS:
        yield Piece(REMOVED, old)
        yield Piece(ADDED, new)
        return
    # Spaces are no anchors: there are as many of them as words.
    for _tag, i, j, k, m in SequenceMatcher(str.isspace, a, b).get_opcodes():
        if a[i:j] == b[k:m]:
            yield Piece(SAME, "".join(a[i:j]))
        else:
            yield Piece(REMOVED, "".join(a[i:j]))
            yield Piece(ADDED, "".join(b[k:m]))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+|\s+|[^\w\s]", text)


def _merged(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Without empty pieces; neighbours of a kind are one."""
    last: Piece | None = None
    for piece in pieces:
        if not piece.text:
            continue
        if last is not None and last.kind == piece.kind:
            last = Piece(last.kind, last.text + piece.text)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def shortened(pieces: list[Piece]) -> list[Piece]:
    """Long unchanged passages reduced to the lines beside the changes; an ellipsis for the rest."""
    return [
        Piece(SAME, _shorten(piece.text, number > 0, number < len(pieces) - 1))
        if piece.kind == SAME
        else piece
        for number, piece in enumerate(pieces)
    ]


def _shorten(text: str, follows_change: bool, precedes_change: bool) -> str:
    lines = _lines(text)
    head = CONTEXT + 1 if follows_change else 0
    tail = CONTEXT + 1 if precedes_change else 0
    if len(lines) <= head + tail + 1:
        return text
    return "".join([*lines[:head], "…\n", *lines[len(lines) - tail :]])


def draw(pieces: list[Piece], say: Callable[[str], str] = str) -> str:
    """HTML with ``ins`` and ``del``; everything that was compared is escaped.

    ``say`` tells the word that screen readers hear before a passage, by its kind.
    """
    return "".join(_draw(piece, say) for piece in pieces)


def _draw(piece: Piece, say: Callable[[str], str]) -> str:
    text = escape(piece.text)
    if piece.kind == SAME:
        return text
    tag = "ins" if piece.kind == ADDED else "del"
    return f'<{tag}><span class="visually-hidden">[{escape(say(piece.kind))}]</span>{text}</{tag}>'


# Rich text ---------------------------------------------------------------------------------------


def text_of_html(source: str, picture: str = "🖼") -> str:
    """What a reader sees of HTML, a paragraph a line; pictures and links told in words.

    ``picture`` is the word for a picture.
    """
    if not source.strip():
        return ""
    parts: list[str] = []
    _collect(lxml_html.fragment_fromstring(source, create_parent="div"), parts, picture)
    lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _collect(node: lxml_html.HtmlElement, parts: list[str], picture: str) -> None:
    if not isinstance(node.tag, str):
        parts.append(_inline(node.tail))
        return
    block = node.tag in BLOCKS
    if block:
        parts.append("\n")
    if node.tag == "li":
        parts.append("• ")
    parts.append(_inline(node.text))
    for child in node:
        _collect(child, parts, picture)
    parts.append(_aside(node, picture))
    if block:
        parts.append("\n")
    if node.tag in ("td", "th"):
        parts.append(" | ")
    parts.append(_inline(node.tail))


def _inline(text: str | None) -> str:
    """A line of the source is no line of the page."""
    return (text or "").replace("\n", " ")


def _aside(node: lxml_html.HtmlElement, picture: str) -> str:
    """What an element shows or does besides its words."""
    if node.tag == "img":
        return f"[{picture}: {picture_text(node)}]"
    if node.tag == "a" and node.get("href"):
        return f" [→ {node.get('href')}]"
    if node.tag in ("iframe", "video", "audio", "embed", "object", "source"):
        address = node.get("src") or node.get("data")
        # a <source> of <picture> names scales of the picture itself
        return f"[▶ {address}]" if address else ""
    return ""


def picture_text(node: lxml_html.HtmlElement) -> str:
    """What it shows and the name of its file: ``Chào cờ, chao-co.jpg``.

    The address of a picture of the site is that of one of its scales, new with each change.
    """
    address, scales, _scale = (node.get("src") or "").partition("/@@images")
    name = unquote(address.rstrip("/").rpartition("/")[2]) if scales else address
    alt = (node.get("alt") or "").strip()
    return ", ".join(dict.fromkeys(part for part in (alt, name) if part))


def has_namesakes(old: str, new: str) -> bool:
    """Whether pictures of one HTML became others in the other that are told alike."""
    before, after = _pictures(old), _pictures(new)
    return [told for told, _address in before] == [told for told, _address in after] and (
        before != after
    )


def _pictures(source: str) -> list[tuple[str, str]]:
    """Each picture as it is told, with its address, whatever its scale."""
    if not source.strip():
        return []
    found = lxml_html.fragment_fromstring(source, create_parent="div").iter("img")
    return [(picture_text(node), (node.get("src") or "").partition("/@@")[0]) for node in found]
