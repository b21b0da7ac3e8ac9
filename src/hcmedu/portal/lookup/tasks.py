"""What the worker does: read a file, check its rows and build the table, remove what is over.

A table is built in one transaction, so that nothing half-done is ever stored. Savepoints write to
a file on the way, and rows go in by the order of their keys: each bucket of the tree is filled
once, and the memory that is needed does not grow with the table.
"""

from collections.abc import Iterator
from hcmedu.portal import _
from hcmedu.portal.content.tables.grid import TableError
from hcmedu.portal.lookup import store
from hcmedu.portal.lookup import uploads
from hcmedu.portal.lookup.rows.cells import decode
from hcmedu.portal.lookup.rows.cells import encode
from hcmedu.portal.lookup.rows.checking import Check
from hcmedu.portal.lookup.rows.reading import read
from hcmedu.portal.viewer.progress import Progress
from hcmedu.portal.worker import defer
from hcmedu.portal.worker import task
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from typing import BinaryIO
from ZODB.blob import Blob

import transaction


READ, CHECK = "hcmedu.portal.read-results", "hcmedu.portal.check-results"
#: Rows between two savepoints.
AT_ONCE = 5000


def ask(name: str, item: Any, upload: uploads.Upload) -> None:
    """Have the worker go on with an upload."""
    defer(name, key=f"{upload['id']}:{upload['touched']}", item=IUUID(item), upload=upload["id"])


def item_of(uid: str) -> Any | None:
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(UID=uid)
    return brains[0]._unrestrictedGetObject() if brains else None


def waiting(uid: str, upload_id: str, state: str) -> uploads.Upload | None:
    """The upload that a job is about; None when it is gone, or further already."""
    item = item_of(uid)
    found = uploads.upload_of(item) if item is not None else None
    return found if found and (found["id"], found["state"]) == (upload_id, state) else None


@task(READ, title=_("Read a table of results"), retries=2)
def read_upload(site: Any, item: str, upload: str) -> None:
    """The rows of a file, one in a line; what can't be read is said on the page."""
    found = waiting(item, upload, uploads.READING)
    if found is None:
        return
    with found["file"].open("r") as stream:
        raw = stream.read()
    blob = Blob()
    try:
        with Progress(upload) as progress, blob.open("w") as target:
            head, total = write_lines(raw, target, progress)
    except TableError as error:
        uploads.failed(found, error)
    else:
        uploads.was_read(found, head, blob, total)


def write_lines(raw: bytes, target: BinaryIO, progress: Progress) -> tuple[tuple[str, ...], int]:
    """The headings and the number of rows; raises ``TableError``."""
    source = read(raw)
    total = 0
    for total, (number, cells) in enumerate(source.rows, start=1):
        target.write(encode(number, cells))
        progress.tell(total, 0)
    if not total:
        raise TableError("no_rows")
    return source.head, total


@task(CHECK, title=_("Check a table of results"), retries=2)
def check_upload(site: Any, item: str, upload: str) -> None:
    """Every row by the columns that were chosen; the new table waits until it is put in force."""
    found = waiting(item, upload, uploads.CHECKING)
    if found is None:
        return
    choice = uploads.choice_of(found)
    table = store.new_table(choice, found["user"])
    check = Check(choice, table["secret"])
    with Progress(upload) as progress, found["file"].open("r") as lines:
        for done, (place, number, cells) in enumerate(placed(lines), start=1):
            check.take(place, number, cells)
            progress.tell(done, 2 * found["total"])
        found["table"] = table
        fill(table, check, lines, progress, found["total"])
    uploads.was_checked(found, check)


def placed(lines: BinaryIO) -> Iterator[tuple[int, int, tuple[Any, ...]]]:
    """Where a row begins, its number in the file, its cells."""
    place = 0
    for line in lines:
        yield place, *decode(line)
        place += len(line)


def fill(table: store.Table, check: Check, lines: BinaryIO, progress: Progress, total: int) -> None:
    """Put the sound rows into the table."""
    rows = table["rows"]
    for done, key in enumerate(sorted(check.places), start=1):
        lines.seek(check.places[key])
        rows[key] = check.choice.cells(decode(lines.readline())[1])
        progress.tell(total + done, 2 * total)
        if done % AT_ONCE == 0:
            spare(rows)
    table["count"], table["left_out"] = len(check.places), check.wrong
    spare(rows)


def spare(rows: Any) -> None:
    """What was written so far leaves the memory; it lies in a file until the commit."""
    transaction.savepoint(optimistic=True)
    rows._p_jar.cacheMinimize()
