"""What the worker does: read a file, check its rows and build the table, remove what is over.

A table is built in one transaction, so that nothing half-done is ever stored. Savepoints write to
a file on the way, and rows go in by the order of their keys: each bucket of the tree is filled
once, and the memory that is needed does not grow with the table. Files of blobs have no buffer of
their own: without one each letter of a line is read by itself.
"""

from hcmedu.portal import _
from hcmedu.portal.content.tables.grid import TableError
from hcmedu.portal.lookup import building
from hcmedu.portal.lookup import store
from hcmedu.portal.lookup import uploads
from hcmedu.portal.lookup.rows.checking import Check
from hcmedu.portal.viewer.progress import Progress
from hcmedu.portal.worker import defer
from hcmedu.portal.worker import task
from io import BufferedReader
from io import BufferedWriter
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
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
        with Progress(upload) as progress, BufferedWriter(blob.open("w")) as target:
            head, total = building.write_lines(raw, target, lambda done: progress.tell(done, 0))
    except TableError as error:
        uploads.failed(found, error)
    else:
        uploads.was_read(found, head, blob, total)


@task(CHECK, title=_("Check a table of results"), retries=2)
def check_upload(site: Any, item: str, upload: str) -> None:
    """Every row by the columns that were chosen; the new table waits until it is put in force."""
    found = waiting(item, upload, uploads.CHECKING)
    if found is None:
        return
    choice = uploads.choice_of(found)
    table = store.new_table(choice, found["user"])
    check, total = Check(choice, table["secret"]), found["total"]
    with Progress(upload) as progress, BufferedReader(found["file"].open("r")) as lines:
        building.check_lines(check, lines, lambda done: progress.tell(done, 2 * total))
        found["table"] = table

        def tell(done: int) -> None:
            progress.tell(total + done, 2 * total)
            if done % AT_ONCE == 0:
                spare(table["rows"])

        building.fill(table, check, lines, tell)
    uploads.was_checked(found, check)
    spare(table["rows"])


def spare(rows: Any) -> None:
    """What was written so far leaves the memory; it lies in a file until the commit."""
    transaction.savepoint(optimistic=True)
    rows._p_jar.cacheMinimize()
