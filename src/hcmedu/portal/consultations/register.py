"""The opinions of each topic: taken in once, decided on, answered, counted, deleted.

Callers check who may. Each topic has a shelf of its own in the store of the school root, named by
its UID: a copy or a working copy of a topic has another UID and takes no opinion along. Moments are
those of UTC, here and in what is read.
"""

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import asdict
from dataclasses import replace
from datetime import datetime
from datetime import UTC
from hcmedu.portal.consultations.model import NewOpinion
from hcmedu.portal.consultations.model import Opinion
from hcmedu.portal.consultations.model import Row
from hcmedu.portal.consultations.model import State
from hcmedu.portal.consultations.model import Step
from hcmedu.portal.consultations.model import Who
from hcmedu.portal.school.root import school_root
from hcmedu.portal.submissions.files import digest
from hcmedu.portal.submissions.receipts import derived_receipt
from hcmedu.portal.submissions.store import secret_of
from hcmedu.portal.submissions.store import Shelf
from hcmedu.portal.submissions.store import shelf
from hcmedu.portal.submissions.store import shelf_to_fill
from plone.namedfile.file import NamedBlobFile
from plone.uuid.interfaces import IUUID
from typing import Any

import json


PREFIX = "opinion."


class Outdated(ValueError):
    """Somebody else decided meanwhile."""


def kind_of(topic: Any) -> str:
    return f"{PREFIX}{IUUID(topic)}"


def opinions(topic: Any) -> Shelf:
    """The shelf of a topic, for reading."""
    return shelf(school_root(topic), kind_of(topic))


def _to_change(topic: Any) -> Shelf:
    return shelf_to_fill(school_root(topic), kind_of(topic))


def take_in(
    topic: Any,
    new: NewOpinion,
    files: Sequence[NamedBlobFile],
    nonce: str,
    moment: datetime | None = None,
) -> str:
    """Its receipt; the same form sent again (same ticket, same content) is the same opinion.

    ``moment``: when it arrived, now by default.
    """
    content = json.dumps(asdict(new), sort_keys=True).encode()
    parts = (kind_of(topic).encode(), nonce.encode(), content, *(digest(file) for file in files))
    receipt = derived_receipt(secret_of(school_root(topic)), *parts)
    values = {**asdict(new), "who": new.who.value, "shown": "", "answer": "", "steps": []}
    values["files"] = list(files)
    row = {
        "created": (moment or datetime.now(UTC)).astimezone(UTC).isoformat(),
        "state": State.WAITING.value,
        "who": new.who.value,
        "answered": False,
        "stripped": False,
    }
    _to_change(topic).add(receipt, values, row)
    return receipt


def rows(topic: Any) -> list[Row]:
    """All of a topic, those that were sent last first."""
    found = [read_row(receipt, row) for receipt, row in opinions(topic).rows()]
    return sorted(found, key=lambda row: (row.created, row.receipt), reverse=True)


def find(topic: Any, receipt: str) -> Opinion | None:
    """The opinion of a receipt on this topic, whoever asks."""
    shelved = opinions(topic)
    record, row = shelved.get(receipt), shelved.row(receipt)
    return None if record is None or row is None else _read(receipt, record, row)


def read_page(topic: Any, page: Sequence[Row]) -> Iterator[Opinion]:
    """The whole opinions of some rows; one that is gone meanwhile is left out."""
    shelved = opinions(topic)
    for row in page:
        record = shelved.get(row.receipt)
        if record is not None:
            yield _with(record, row)


def decide(
    topic: Any,
    receipt: str,
    step: Step,
    revision: int,
    shown: str | None = None,
    answer: str | None = None,
) -> None:
    """Bring it to a state. ``shown``: what visitors read instead of it; ``answer``: what the school
    says to it, below it. None leaves what is there.

    Raises KeyError when there is none, ``Outdated`` when another revision was seen.
    """
    found = _current(topic, receipt, revision)
    values: dict[str, Any] = {"steps": [*map(_stored, found.steps), _stored(step)]}
    if shown is not None and not found.row.stripped:
        values["shown"] = "" if shown.split() == found.text.split() else shown
    if answer is not None:
        values["answer"] = answer
    answered = bool(values.get("answer", found.answer))
    row = {"state": step.state.value, "answered": answered}
    _to_change(topic).change(receipt, values, row)


def _current(topic: Any, receipt: str, revision: int) -> Opinion:
    found = find(topic, receipt)
    if found is None:
        raise KeyError(receipt)
    if found.revision != revision:
        raise Outdated(receipt)
    return found


def strip(topic: Any, receipt: str) -> None:
    """Leave what was published, and nothing else: no contact, no files, no name without consent."""
    shelved = _to_change(topic)
    found = _read(receipt, shelved.get(receipt), shelved.row(receipt))
    values = {
        "contact": "",
        "name": found.name if found.may_show_name else "",
        "text": found.published_text,
        "steps": [_stored(replace(step, note="")) for step in found.steps],
        # an empty text would say that nothing was left out
        "shown": found.published_text if found.shown else "",
    }
    del shelved.get(receipt)["files"][:]
    shelved.change(receipt, values, {"stripped": True})


def remove(topic: Any, receipt: str) -> None:
    _to_change(topic).remove(receipt)


def _stored(step: Step) -> dict[str, str]:
    time = step.time.astimezone(UTC).isoformat()
    return {**asdict(step), "time": time, "state": step.state.value}


def _read(receipt: str, record: Mapping[str, Any], row: Mapping[str, Any]) -> Opinion:
    return _with(record, read_row(receipt, row))


def _with(record: Mapping[str, Any], row: Row) -> Opinion:
    names = ("name", "contact", "text", "may_show_name", "shown", "answer")
    return Opinion(
        row=row,
        steps=tuple(_read_step(step) for step in record["steps"]),
        files=tuple(record["files"]),
        **{name: record[name] for name in names},
    )


def _read_step(step: Mapping[str, str]) -> Step:
    return Step(
        **{**step, "time": datetime.fromisoformat(step["time"]), "state": State(step["state"])}
    )


def read_row(receipt: str, row: Mapping[str, Any]) -> Row:
    return Row(
        receipt=receipt,
        created=datetime.fromisoformat(row["created"]),
        state=State(row["state"]),
        who=Who(row["who"]),
        answered=row["answered"],
        stripped=row["stripped"],
    )
