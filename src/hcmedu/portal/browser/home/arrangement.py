"""Which parts the home page shows, in which order, with how many items; pure but for storage.

Stored as an annotation of the school root, so that in a central portal each school arranges its
own. Plain tuples: they outlive the package.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from typing import Any
from zope.annotation.interfaces import IAnnotations


KEY = "hcmedu.portal.home"
FEWEST, MOST = 1, 20


@dataclass(frozen=True)
class Entry:
    """One part: its name, whether it is shown, how many items (0: it has no number)."""

    name: str
    shown: bool
    number: int


def arrange(stored: Iterable[Sequence[Any]], standard: Sequence[Entry]) -> list[Entry]:
    """The standard parts in the stored order and with what is stored of them.

    What is stored of unknown parts, or twice, is left out. A part that is not stored (it came with
    a newer version) stands behind the one that it follows by standard.
    """
    known = {entry.name: entry for entry in standard}
    found: dict[str, Entry] = {}
    for name, shown, number in stored:
        if name in known and name not in found:
            found[name] = replace(
                known[name], shown=bool(shown), number=within(number, known[name])
            )
    arranged = list(found.values())
    for place, entry in enumerate(standard):
        if entry.name not in found:
            arranged.insert(behind(arranged, standard[:place]), entry)
    return arranged


def within(number: int, entry: Entry) -> int:
    """A number of items in its bounds; 0 stays for a part that has none."""
    return max(FEWEST, min(MOST, number)) if entry.number else 0


def behind(arranged: Sequence[Entry], before: Sequence[Entry]) -> int:
    """Where a new part belongs: behind the nearest of those that stand before it by standard."""
    names = [entry.name for entry in arranged]
    for entry in reversed(before):
        if entry.name in names:
            return names.index(entry.name) + 1
    return 0


def moved(entries: Sequence[Entry], name: str, step: int) -> list[Entry]:
    """One part ``step`` places further down (negative: up), within the list."""
    found = list(entries)
    place = next((i for i, entry in enumerate(found) if entry.name == name), None)
    if place is not None:
        found.insert(max(0, min(len(found) - 1, place + step)), found.pop(place))
    return found


def stored(root: Any) -> tuple[tuple[str, bool, int], ...]:
    return IAnnotations(root).get(KEY, ()) if root is not None else ()


def store(root: Any, entries: Iterable[Entry]) -> None:
    IAnnotations(root)[KEY] = tuple((e.name, e.shown, e.number) for e in entries)


def forget(root: Any) -> None:
    """Back to the standard arrangement."""
    IAnnotations(root).pop(KEY, None)


def by_name(entries: Iterable[Entry]) -> Mapping[str, Entry]:
    return {entry.name: entry for entry in entries}
