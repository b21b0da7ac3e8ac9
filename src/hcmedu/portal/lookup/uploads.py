"""A table on its way: uploaded, read, its columns chosen, checked, put in force or thrown away.

One at a time for each item, as a ``PersistentMapping`` of plain values beside the table in force,
which answers until another one takes its place. The rows wait in a blob; neither it nor the file
itself outlives the decision.
"""

from collections.abc import Iterable
from datetime import datetime
from datetime import timedelta
from hcmedu.portal.content.moments import now
from hcmedu.portal.content.tables.grid import TableError
from hcmedu.portal.lookup import store
from hcmedu.portal.lookup.rows.cells import Cell
from hcmedu.portal.lookup.rows.cells import decode
from hcmedu.portal.lookup.rows.checking import Asked
from hcmedu.portal.lookup.rows.checking import Check
from hcmedu.portal.lookup.rows.checking import Choice
from hcmedu.portal.lookup.rows.checking import Problem
from hcmedu.portal.lookup.rows.checking import Shown
from hcmedu.portal.lookup.rows.keys import Kind
from persistent.mapping import PersistentMapping
from shutil import copyfileobj
from typing import Any
from typing import BinaryIO
from uuid import uuid4
from ZODB.blob import Blob


READING, FAILED, CHOOSING, CHECKING, READY = "reading", "failed", "choosing", "checking", "ready"
#: While the worker has it.
BUSY = frozenset({READING, CHECKING})
#: Rows that are shown while columns are chosen.
SAMPLE = 5
#: How long an upload waits for a decision.
UNTOUCHED = timedelta(days=1)

Upload = PersistentMapping


def upload_of(item: Any) -> Upload | None:
    return store.case_of(item).get(store.UPLOAD)


def begin(item: Any, user: str, name: str, stream: BinaryIO) -> Upload:
    """Keep a file until the worker has read it; what was on its way before is thrown away."""
    blob = Blob()
    with blob.open("w") as target:
        copyfileobj(stream, target)
    upload = Upload(id=uuid4().hex, user=user, name=name, state=READING, file=blob, total=0)
    touch(upload)
    discard(item)
    store.ensure_case(item)[store.UPLOAD] = upload
    return upload


def discard(item: Any) -> None:
    """Throw away what is on its way; the table in force stays."""
    store.drop(store.case_of(item), store.UPLOAD)


def touch(upload: Upload) -> None:
    upload["touched"] = now().isoformat()


def is_left(upload: Upload, moment: datetime) -> bool:
    """Whether nobody has gone on with it for too long."""
    return datetime.fromisoformat(upload["touched"]) < moment - UNTOUCHED


def failed(upload: Upload, error: TableError) -> None:
    upload.update(state=FAILED, file=None, error=(error.kind, error.limit))
    store.leave_the_disk()


def was_read(upload: Upload, head: tuple[str, ...], lines: Blob, total: int) -> None:
    """The rows lie in ``lines`` now; the file itself is not needed any more."""
    upload.update(state=CHOOSING, file=lines, head=head, total=total)
    touch(upload)


def sample(upload: Upload) -> list[tuple[Cell, ...]]:
    """The first rows, for who chooses their columns."""
    with upload["file"].open("r") as lines:
        return [decode(line)[1] for line, _ in zip(lines, range(SAMPLE), strict=False)]


def choose(upload: Upload, choice: Choice) -> None:
    """These columns; the worker has to check every row by them."""
    asked = tuple((each.column, each.label, each.kind.value) for each in choice.asked)
    shown = tuple((each.column, each.label) for each in choice.shown)
    upload.update(state=CHECKING, asked=asked, shown=shown, table=None)
    touch(upload)


def choice_of(upload: Upload) -> Choice | None:
    """The columns that were chosen last; None before that."""
    if "asked" not in upload:
        return None
    asked = tuple(Asked(column, label, Kind(kind)) for column, label, kind in upload["asked"])
    shown = tuple(Shown(column, label) for column, label in upload["shown"])
    return Choice(asked, shown, len(upload["head"]))


def was_checked(upload: Upload, check: Check) -> None:
    """The new table is complete; what is wrong with rows is told without any of their values."""
    problems = tuple((each.line, each.kind, each.label, each.other) for each in check.problems)
    upload.update(state=READY, counts=dict(check.counts), wrong=check.wrong, problems=problems)
    touch(upload)


def problems_of(upload: Upload) -> Iterable[Problem]:
    return (Problem(*each) for each in upload["problems"])


def again(upload: Upload) -> None:
    """Back to the choice of columns."""
    upload.update(state=CHOOSING, table=None)
    touch(upload)
