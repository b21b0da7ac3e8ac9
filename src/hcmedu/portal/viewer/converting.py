"""The worker's part: turn a file into pages. Saving an item only asks for it (``asking``).

Two phases, since drawing takes long and an editor may save meanwhile: what the tools make lies in a
temporary directory and no transaction is open; then a new one begins, looks whether the item still
has the same file, and stores.
"""

from collections.abc import Iterable
from hashlib import file_digest
from hcmedu.portal import _
from hcmedu.portal.conversion import ConversionError
from hcmedu.portal.conversion import recognise
from hcmedu.portal.conversion import render
from hcmedu.portal.conversion import Rendering
from hcmedu.portal.viewer.holders import held_file
from hcmedu.portal.viewer.holders import item_of
from hcmedu.portal.viewer.notes import digest_of
from hcmedu.portal.viewer.notes import note_failure
from hcmedu.portal.viewer.notes import note_success
from hcmedu.portal.viewer.notes import UNEXPECTED
from hcmedu.portal.viewer.progress import Progress
from hcmedu.portal.viewer.reading import CONVERT
from hcmedu.portal.viewer.reading import is_done
from hcmedu.portal.viewer.settings import site_settings
from hcmedu.portal.viewer.store import drop_user
from hcmedu.portal.viewer.store import find_pages
from hcmedu.portal.viewer.store import Pages
from hcmedu.portal.viewer.store import put_pages
from hcmedu.portal.worker import defer
from hcmedu.portal.worker import task
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import logging
import transaction


RECOGNISE, FORGET = "hcmedu.viewer.recognise", "hcmedu.viewer.forget"
#: Pages that one job reads by OCR, half a minute of work: other jobs have their turn in between.
AT_ONCE = 10
#: Pages of one file that are read at all.
MOST_SCANNED = 100
logger = logging.getLogger("hcmedu.portal.viewer")


@task(CONVERT, title=_("Pages of a file"), retries=3, delay=60)
def convert(site: Any, uid: str) -> None:
    """Make the pages of an item's file; nothing when they are there, or the item is gone."""
    obj = item_of(uid)
    held = held_file(obj) if obj is not None else None
    if held is None or not site_settings().takes(held.kind):
        leave(obj, uid)
        return
    if is_done(obj, held):
        return
    with held.value._blob.open("r") as stream:
        digest = file_digest(stream, "sha256").hexdigest()
        if find_pages(digest) is None:
            _draw_and_store(uid, held.identity, held.true_kind(), Path(stream.name), digest)
        else:
            store(uid, held.identity, digest)


def _draw_and_store(uid: str, identity: str, kind: str, path: Path, digest: str) -> None:
    """Both phases; the file is held open meanwhile, so that nobody takes it away."""
    transaction.abort()
    with TemporaryDirectory(prefix="hcmedu-pages-") as directory, Progress(uid) as progress:
        try:
            made = render(path, kind, Path(directory), progress.tell)
        except ConversionError as error:
            logger.info("No pages of %s: %s", uid, error)
            made = str(error.reason)
        except Exception:
            # Whatever it is: the editor is told, and the worker tries again.
            _fail(uid, identity, digest)
            raise
        transaction.begin()
        store(uid, identity, digest, made)
        # Blobs lie in the temporary directory until they are committed.
        transaction.commit()


def _fail(uid: str, identity: str, digest: str) -> None:
    transaction.begin()
    store(uid, identity, digest, UNEXPECTED)
    transaction.commit()


def store(uid: str, identity: str, digest: str, made: Rendering | str | None = None) -> None:
    """Note the pages, or the reason why there are none, unless the item has another file by now.

    Without ``made`` the pages are there already.
    """
    obj = item_of(uid)
    held = held_file(obj) if obj is not None else None
    if held is None or held.identity != identity:
        return
    _leave_old(obj, uid, digest)
    if isinstance(made, str):
        note_failure(obj, held, digest, made)
    else:
        pages = find_pages(digest) or put_pages(digest, made)
        pages.users.insert(uid)
        note_success(obj, held, digest, len(pages))
        read_scans(digest, pages)
    obj.reindexObject(idxs=["SearchableText"])


def _leave_old(obj: Any, uid: str, digest: str) -> None:
    old = digest_of(obj)
    if old and old != digest:
        drop_user(old, uid)


def leave(obj: Any | None, uid: str) -> None:
    """The item has no file any more, or none with pages: its old ones go."""
    old = digest_of(obj) if obj is not None else None
    if old:
        drop_user(old, uid)
        obj.reindexObject(idxs=["SearchableText"])


@task(FORGET, title=_("Pages of a deleted file"))
def forget_pages(site: Any, uid: str, digest: str) -> None:
    """The item was deleted; unless it is there again, or for once still."""
    obj = item_of(uid)
    if obj is None or digest_of(obj) != digest:
        drop_user(digest, uid)


def read_scans(digest: str, pages: Pages) -> None:
    """Ask for OCR of the pages that have no text layer, if that is wanted."""
    if pages.scanned and site_settings().ocr:
        defer(RECOGNISE, key=digest, digest=digest)


@task(RECOGNISE, title=_("Text of scanned pages"), retries=3, delay=60)
def read_scanned(site: Any, digest: str) -> None:
    """Read some scanned pages of a file, and ask for the next ones."""
    pages = find_pages(digest)
    source = _source(pages.users, digest) if pages is not None else None
    if source is None:
        return
    uid, held = source
    todo = [page for page in pages.scanned if page <= MOST_SCANNED][:AT_ONCE]
    with held.value._blob.open("r") as stream:
        kind = held.true_kind()
        transaction.abort()
        try:
            read = recognise(Path(stream.name), kind, todo)
        except ConversionError as error:
            logger.info("No text of the scans of %s: %s", uid, error)
            return
    transaction.begin()
    _take_in(digest, read)


def _source(uids: Iterable[str], digest: str) -> tuple[str, Any] | None:
    """An item that has this file now."""
    for uid in uids:
        obj = item_of(uid)
        held = held_file(obj) if obj is not None else None
        if held is not None and digest_of(obj) == digest and is_done(obj, held):
            return uid, held
    return None


def _take_in(digest: str, read: dict[int, str]) -> None:
    pages = find_pages(digest)
    if pages is None:
        return
    pages.take_in(read)
    if not [page for page in pages.scanned if page <= MOST_SCANNED]:
        for obj in filter(None, map(item_of, pages.users)):
            obj.reindexObject(idxs=["SearchableText"])
    else:
        read_scans(digest, pages)
