"""An import that a person began: what he uploaded, how far the worker is, what came of it.

Stock objects in the annotations of the section: a ``PersistentMapping`` of plain values for each,
so that the worker and the page never write to the same object.
"""

from BTrees.OOBTree import OOBTree
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hashlib import file_digest
from hcmedu.portal.content.uploads import open_upload
from hcmedu.portal.documents.imports.importing import Files
from hcmedu.portal.documents.ledger import guess_mapping
from hcmedu.portal.documents.ledger import read_rows
from hcmedu.portal.documents.ledger import read_table
from hcmedu.portal.documents.ledger import Row
from hcmedu.portal.documents.ledger import Table
from hcmedu.portal.documents.ledger import ZipBundle
from itertools import pairwise
from persistent.list import PersistentList
from persistent.mapping import PersistentMapping
from plone.namedfile.file import NamedBlobFile
from threading import Lock
from typing import Any
from uuid import uuid4
from zope.annotation.interfaces import IAnnotations


JOBS = "hcmedu.portal.imports"
#: Imports that a section remembers; the oldest one goes first.
KEPT = 10
#: How long an upload waits for its owner to begin the import.
UNTOUCHED = timedelta(days=7)
PREVIEW, RUNNING, DONE, STOPPED = "preview", "running", "done", "stopped"

Job = PersistentMapping


def jobs(section: Any) -> list[tuple[str, Job]]:
    """Newest first."""
    found = IAnnotations(section).get(JOBS, {}).items()
    return sorted(found, key=lambda pair: pair[1]["begun"], reverse=True)


def find(section: Any, job_id: str) -> Job | None:
    return IAnnotations(section).get(JOBS, {}).get(job_id)


def begin(
    section: Any, user_id: str, register: NamedBlobFile, files: NamedBlobFile | None, issuer: str
) -> str:
    """Keep what was uploaded; raises ``RegisterError`` when it is no register or no ZIP."""
    table = _table(register)
    job = Job(
        user=user_id,
        begun=datetime.now(UTC).isoformat(),
        name=register.filename,
        register=register,
        files=files,
        mapping=guess_mapping(table.header),
        issuer=issuer,
        state=PREVIEW,
        at=0,
        counts={},
        report=PersistentList(),
    )
    with files_of(job):
        pass
    annotations = IAnnotations(section)
    if JOBS not in annotations:
        annotations[JOBS] = OOBTree()
    job["total"] = len(rows_of(job))
    job_id = uuid4().hex
    annotations[JOBS][job_id] = job
    _forget_old(section)
    return job_id


def _forget_old(section: Any) -> None:
    """The oldest ones, and what nobody went on with."""
    limit = (datetime.now(UTC) - UNTOUCHED).isoformat()
    for place, (job_id, job) in enumerate(jobs(section)):
        if place >= KEPT or (job["state"] == PREVIEW and job["begun"] < limit):
            remove(section, job_id)


def remove(section: Any, job_id: str) -> None:
    IAnnotations(section).get(JOBS, {}).pop(job_id, None)


def table_of(job: Job) -> Table:
    return _table(job["register"])


def rows_of(job: Job) -> tuple[Row, ...]:
    return _rows(_digest(job["register"]), table_of(job), job["mapping"], job["issuer"])


@contextmanager
def files_of(job: Job) -> Iterator[Files]:
    """Raises ``RegisterError`` for what is no ZIP."""
    if job["files"] is None:
        yield Files(None)
        return
    with open_upload(job["files"]) as stream:
        yield Files(ZipBundle(stream))


def is_sound(mapping: dict[str, int]) -> bool:
    """No column means two fields."""
    used = sorted(mapping.values())
    return all(one != other for one, other in pairwise(used))


#: Registers of which the process keeps what it read, the latest ones: each preview asks for the
#: table and its rows, and so does each job of the worker. Of both nothing is ever changed.
REMEMBERED = 2
_tables: dict[str, Table] = {}
_parsed: dict[tuple[Any, ...], tuple[Row, ...]] = {}
_lock = Lock()


def _table(register: NamedBlobFile) -> Table:
    """By the content of the file: another upload of the same name is another table."""
    return _remembered(_tables, _digest(register), lambda: read_table(_bytes(register)))


def _rows(digest: str, table: Table, mapping: dict[str, int], issuer: str) -> tuple[Row, ...]:
    key = (digest, tuple(sorted(mapping.items())), issuer)
    return _remembered(_parsed, key, lambda: tuple(read_rows(table, mapping, issuer)))


def _remembered(kept: dict[Any, Any], key: Any, make: Callable[[], Any]) -> Any:
    with _lock:
        found = kept.get(key)
    if found is None:
        found = make()
        with _lock:
            kept[key] = found
            while len(kept) > REMEMBERED:
                kept.pop(next(iter(kept)))
    return found


def _digest(register: NamedBlobFile) -> str:
    with open_upload(register) as stream:
        return file_digest(stream, "sha256").hexdigest()


def _bytes(register: NamedBlobFile) -> bytes:
    with open_upload(register) as stream:
        return stream.read()
