"""What ``extract`` hands back: values with the place in the text that they come from."""

from dataclasses import dataclass
from datetime import date
from typing import Generic
from typing import TypeVar


T = TypeVar("T")

#: Below this a value is not shown: a title in capitals, say, on a page that has no head.
OFFER = 0.5


@dataclass(frozen=True)
class Suggestion(Generic[T]):
    """A value and where the text says it.

    ``start`` and ``end`` are offsets into the text that was given to ``extract``; ``end`` is
    exclusive, as in a slice. ``confidence`` is above 0 and at most 1.
    """

    value: T
    start: int
    end: int
    confidence: float

    @property
    def offered(self) -> bool:
        """Is it sure enough to be shown in a form?"""
        return self.confidence >= OFFER


@dataclass(frozen=True)
class Reference:
    """A document that the text names; what is not told is None.

    ``number`` in canonical spelling; ``title`` only where there is no number (``Luật Giáo dục``);
    ``form`` an id of the catalogue's ``document_forms``; ``issuer`` as the text spells it.
    """

    number: str | None = None
    title: str | None = None
    form: str | None = None
    issue_date: date | None = None
    issuer: str | None = None

    @property
    def identity(self) -> str:
        """What tells one document from another: the number, else the title."""
        return self.number or self.title or ""


@dataclass(frozen=True)
class Extraction:
    """Suggestions for the fields of an official document, by the names of its fields.

    ``references``: the documents that the preamble bases this one on (căn cứ); ``replaces``: those
    that lose their force as a whole. Both in the order of the text, each document once.
    """

    number: Suggestion[str] | None = None
    document_form: Suggestion[str] | None = None
    issuer: Suggestion[str] | None = None
    issue_date: Suggestion[date] | None = None
    abstract: Suggestion[str] | None = None
    signer: Suggestion[str] | None = None
    signer_position: Suggestion[str] | None = None
    in_force_from: Suggestion[date] | None = None
    references: tuple[Suggestion[Reference], ...] = ()
    replaces: tuple[Suggestion[Reference], ...] = ()
