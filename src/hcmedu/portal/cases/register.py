"""The register of cases of a school root: taken in once, moved from state to state, deleted.

Callers check who may; here stand the rules. Moments are stored as ISO 8601 in UTC.
"""

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import UTC
from hcmedu.portal.cases.model import About
from hcmedu.portal.cases.model import Answer
from hcmedu.portal.cases.model import is_overdue
from hcmedu.portal.cases.model import KIND
from hcmedu.portal.cases.model import MOVES
from hcmedu.portal.cases.model import NewCase
from hcmedu.portal.cases.model import State
from hcmedu.portal.cases.model import Step
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.submissions.files import digest
from hcmedu.portal.submissions.packing import note_deletion
from hcmedu.portal.submissions.receipts import derived_receipt
from hcmedu.portal.submissions.store import secret_of
from hcmedu.portal.submissions.store import shelf
from hcmedu.portal.submissions.store import shelf_to_fill
from plone import api
from plone.namedfile.file import NamedBlobFile
from typing import Any

import json


class WrongMove(ValueError):
    """That state can't follow; somebody else was faster, or the address was typed."""


@dataclass(frozen=True)
class Row:
    """What lists show of a case. ``ended``: when it was done or refused."""

    receipt: str
    about: About
    form: str
    form_title: str
    name: str
    created: datetime
    state: State
    due: date | None
    handler: str
    ended: datetime | None

    def overdue(self, today: date) -> bool:
        return is_overdue(self.state, self.due, today)


@dataclass(frozen=True)
class Case:
    """A whole case; ``files`` are blobs, to be sent by ``submissions.files.send_file``."""

    row: Row
    phone: str
    email: str
    procedure: str
    answers: tuple[Answer, ...]
    steps: tuple[Step, ...]
    files: tuple[NamedBlobFile, ...]


def take_in(root: Any, new: NewCase, files: Sequence[NamedBlobFile], nonce: str) -> str:
    """Its receipt; the same form sent again (same ticket, same content) is the same case."""
    # What may change between two clicks is none of the content.
    content = json.dumps(asdict(replace(new, due=None, form_title="")), sort_keys=True).encode()
    parts = (b"case", nonce.encode(), content, *(digest(file) for file in files))
    receipt = derived_receipt(secret_of(root), *parts)
    now = datetime.now(UTC)
    shelf_to_fill(root, KIND).add(receipt, _values(new, files, now), _row(new, now))
    return receipt


def _values(new: NewCase, files: Sequence[NamedBlobFile], now: datetime) -> dict[str, Any]:
    return {
        "phone": new.phone,
        "email": new.email,
        "procedure": new.procedure,
        "answers": [asdict(answer) for answer in new.answers],
        "steps": [_stored(Step(now, State.RECEIVED))],
        "files": list(files),
    }


def _row(new: NewCase, now: datetime) -> dict[str, Any]:
    return {
        "about": new.about.value,
        "form": new.form,
        "form_title": new.form_title,
        "name": new.name,
        "created": now.isoformat(),
        "state": State.RECEIVED.value,
        "due": new.due.isoformat() if new.due else "",
        "handler": "",
        "ended": "",
    }


def move(root: Any, receipt: str, step: Step, was: State) -> None:
    """Add a step; ``was`` is the state that the actor saw. Raises KeyError, ``WrongMove``.

    A step in the same state is a message or a note only.
    """
    cases = shelf_to_fill(root, KIND)
    row = cases.row(receipt)
    if row is None:
        raise KeyError(receipt)
    if row["state"] != was or (step.state != was and step.state not in MOVES[was]):
        raise WrongMove(f"{was} -> {step.state}")
    steps = [*cases.get(receipt)["steps"], _stored(step)]
    ended = step.time.isoformat() if MOVES[step.state] == (State.HANDLING,) else ""
    changes = {"state": step.state.value, "handler": step.by or row["handler"], "ended": ended}
    cases.change(receipt, {"steps": steps}, changes)


def _stored(step: Step) -> dict[str, str]:
    time = step.time.astimezone(UTC).isoformat()
    return {**asdict(step), "time": time, "state": step.state.value}


def rows(root: Any) -> Iterator[Row]:
    """All of a school, in no order."""
    return (_read_row(receipt, row) for receipt, row in shelf(root, KIND).rows())


def find(root: Any, receipt: str) -> Case | None:
    """The case of a receipt, for who may see it."""
    cases = shelf(root, KIND)
    record, row = cases.get(receipt), cases.row(receipt)
    return None if record is None or row is None else _read(receipt, record, row)


def delete(root: Any, receipts: Sequence[str]) -> None:
    """Case, files and row of each; what is not there is gone already."""
    cases = shelf_to_fill(root, KIND)
    present = [receipt for receipt in receipts if receipt in cases]
    for receipt in present:
        cases.remove(receipt)
    if present:
        note_deletion(api.portal.get())


def _read(receipt: str, record: Mapping[str, Any], row: Mapping[str, Any]) -> Case:
    return Case(
        row=_read_row(receipt, row),
        phone=record["phone"],
        email=record["email"],
        procedure=record["procedure"],
        answers=tuple(Answer(**answer) for answer in record["answers"]),
        steps=tuple(_read_step(step) for step in record["steps"]),
        files=tuple(record["files"]),
    )


def _read_step(step: Mapping[str, str]) -> Step:
    return Step(**{**step, "time": _moment(step["time"]), "state": State(step["state"])})


def _read_row(receipt: str, row: Mapping[str, str]) -> Row:
    return Row(
        receipt=receipt,
        about=About(row["about"]),
        form=row["form"],
        form_title=row["form_title"],
        name=row["name"],
        created=_moment(row["created"]),
        state=State(row["state"]),
        due=date.fromisoformat(row["due"]) if row["due"] else None,
        handler=row["handler"],
        ended=_moment(row["ended"]) if row["ended"] else None,
    )


def _moment(text: str) -> datetime:
    return in_zone(datetime.fromisoformat(text))
