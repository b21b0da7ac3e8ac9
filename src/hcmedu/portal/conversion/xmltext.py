"""Read XML of strangers piece by piece: no entities, no more letters than allowed."""

from collections.abc import Callable
from collections.abc import Mapping
from hcmedu.portal.conversion.errors import ConversionError
from hcmedu.portal.conversion.errors import Reason
from typing import BinaryIO
from typing import NoReturn
from xml.parsers import expat


PIECE = 64 * 1024
#: Levels of elements: real documents have some dozens.
DEEPEST = 2000


class Reader:
    """Base of the readers: ``start_NAME(attributes)`` and ``end_NAME()`` by local name.

    ``text`` is what came together; letters between tags are kept only while ``keeping`` is true.
    """

    def __init__(self, most: int) -> None:
        self.parts: list[str] = []
        self.keeping = False
        self.left = most
        self._depth = 0

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def add(self, text: str) -> None:
        self.left -= len(text)
        if self.left < 0:
            raise ConversionError(Reason.TOO_LARGE, "text")
        self.parts.append(text)

    def read(self, stream: BinaryIO) -> None:
        """Raises ``ConversionError``: damaged, for entities too; too_large."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._letters
        parser.EntityDeclHandler = _refuse
        try:
            while piece := stream.read(PIECE):
                parser.Parse(piece, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise ConversionError(Reason.DAMAGED, str(error)) from error

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise ConversionError(Reason.DAMAGED, "elements nested too deeply")
        self._call("start_", name, {_local(key): value for key, value in attributes.items()})

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._call("end_", name)

    def _call(self, prefix: str, name: str, *arguments: Mapping[str, str]) -> None:
        method: Callable[..., None] | None = getattr(self, prefix + _local(name), None)
        if method is not None:
            method(*arguments)

    def _letters(self, letters: str) -> None:
        if self.keeping:
            self.add(letters)


def _local(name: str) -> str:
    return name.rpartition(" ")[2].replace("-", "_")


def _refuse(*_declaration: object) -> NoReturn:
    raise ConversionError(Reason.DAMAGED, "declares entities")
