"""Find the file that a row of a register means, however its name is spelt there."""

from collections.abc import Callable
from collections.abc import Iterable
from hcmedu.portal.vietnamese import fold

import re
import unicodedata


class FileNames:
    """Names of files (with folders, parted by ``/``), found by what a register says.

    From strict to loose, the first way that finds any decides: the whole path, the name without
    its folder, the name without its ending, letters and digits only. Case, composed or decomposed
    letters and spaces never count.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)
        self._ways = [
            (way, _group(self.names, way)) for way in (_path, _base, _stem_of_base, _bare)
        ]
        self._numbers: dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]] = {}
        for name in self.names:
            words = _tokens(_stem(name))
            self._numbers.setdefault(words[:2], []).append((words, name))

    def find(self, wanted: str) -> tuple[str, ...]:
        """The names that are meant: one, none, or several between which nothing decides."""
        for way, groups in self._ways:
            found = groups.get(way(wanted), ())
            if way(wanted) and found:
                return tuple(found)
        return ()

    def by_number(self, number: str) -> tuple[str, ...]:
        """The names that begin with a number: ``4210_GDDT-TTTT ve CNTT.pdf``, 4210/GDĐT-TTTT."""
        tokens = _tokens(number)
        if len(tokens) < 2:
            return ()
        near = self._numbers.get(tokens[:2], ())
        return tuple(name for words, name in near if words[: len(tokens)] == tokens)


def _group(names: Iterable[str], way: Callable[[str], str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(way(name), []).append(name)
    return groups


def _path(name: str) -> str:
    plain = unicodedata.normalize("NFC", name).casefold().replace("\\", "/")
    parts = [" ".join(part.split()) for part in plain.split("/")]
    return "/".join(part for part in parts if part not in ("", "."))


def _base(name: str) -> str:
    return _path(name).rpartition("/")[2]


def _stem(name: str) -> str:
    base = _base(name)
    stem, dot, ending = base.rpartition(".")
    return stem if dot and stem and re.fullmatch("[a-z0-9]{1,5}", ending) else base


def _stem_of_base(name: str) -> str:
    return _stem(name).strip()


def _bare(name: str) -> str:
    return "".join(_tokens(_stem(name)))


def _tokens(text: str) -> tuple[str, ...]:
    """Words of letters or digits, folded; ``05`` is ``5``."""
    return tuple(word.lstrip("0") or "0" for word in re.findall(r"\d+|[^\W\d_]+", fold(text)))
