"""What was read out of the file of a document, kept beside it.

One stock ``PersistentMapping`` in the annotations, of plain values: the worker writes to it for
minutes while people change the document, and the two never meet; nothing of this package is left in
the database when it goes.
"""

from dataclasses import dataclass
from dataclasses import field
from enum import StrEnum
from persistent.mapping import PersistentMapping
from typing import Any
from zope.annotation.interfaces import IAnnotations


RECORD_KEY = "hcmedu.portal.intake"


class State(StrEnum):
    """Stored: values stay."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True)
class Found:
    """A value read out of the text; ``quote`` says where: the words there and around them.

    A day is in ISO 8601; ``page`` counts from 1; ``sure`` is above 0 and at most 1.
    """

    value: str
    quote: str = ""
    page: int = 1
    sure: float = 1.0


@dataclass(frozen=True)
class Record:
    """``fields``: by the names of ``IOfficialDocument``; ``reason``: why there is nothing.

    ``title``: the one that the draft got from its file; ``encoding``: the old encoding that the
    text was in; ``key``: of the file that was read (``ledger.file_key``).
    """

    state: State = State.WAITING
    reason: str = ""
    key: str = ""
    title: str = ""
    by_ocr: bool = False
    encoding: str = ""
    fields: dict[str, Found] = field(default_factory=dict)
    references: tuple[Found, ...] = ()
    replaces: tuple[Found, ...] = ()


def record(doc: Any) -> Record | None:
    """The record of a document; None for one that did not come from a file."""
    stored = IAnnotations(doc).get(RECORD_KEY)
    return _read(stored) if stored else None


def begin(doc: Any, key: str, title: str = "") -> None:
    """The file of a document is to be read; what an earlier one told is forgotten."""
    annotations = IAnnotations(doc)
    stored = annotations.get(RECORD_KEY)
    if stored is None:
        stored = annotations[RECORD_KEY] = PersistentMapping()
    title = title or stored.get("title", "")
    stored.clear()
    stored.update({"state": State.WAITING.value, "key": key, "title": title})


def finish(doc: Any, **values: Any) -> None:
    """Keep what was read; ``values`` as in ``Record``, with plain dicts for ``Found``."""
    IAnnotations(doc)[RECORD_KEY].update({"state": State.DONE.value, "reason": "", **values})


def ask_again(doc: Any) -> None:
    """The same file is to be read once more; until then what it told stays."""
    IAnnotations(doc)[RECORD_KEY].update({"state": State.WAITING.value, "reason": ""})


def decline(doc: Any, names: set[str]) -> None:
    """A person wants nothing in these fields: what was read is not offered any more."""
    stored = IAnnotations(doc)[RECORD_KEY]
    told = stored.get("fields", {})
    if names & told.keys():
        stored["fields"] = {name: each for name, each in told.items() if name not in names}


def fail(doc: Any, reason: str) -> None:
    IAnnotations(doc)[RECORD_KEY].update({"state": State.FAILED.value, "reason": reason})


def _read(stored: Any) -> Record:
    return Record(
        state=State(stored.get("state", State.WAITING)),
        reason=stored.get("reason", ""),
        key=stored.get("key", ""),
        title=stored.get("title", ""),
        by_ocr=stored.get("by_ocr", False),
        encoding=stored.get("encoding", ""),
        fields={name: Found(**each) for name, each in stored.get("fields", {}).items()},
        references=tuple(Found(**each) for each in stored.get("references", ())),
        replaces=tuple(Found(**each) for each in stored.get("replaces", ())),
    )
