"""Where pages are kept: once for each content of a file, whichever items have that file.

An annotation of the site maps the hash of a file to its pages, stored under documentviewer's names.
Who may see them is decided by the item through which they are asked for: there is no other way to
them. Only stock classes are stored, so that a database stays readable without the package.

A working copy, its original and a pasted copy share their pages. An item only notes the hash, so
that versions, exports and checkouts don't carry images along.
"""

from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOBTree
from BTrees.OOBTree import OOTreeSet
from collections.abc import Mapping
from dataclasses import dataclass
from hcmedu.portal.conversion import fuller
from hcmedu.portal.conversion import Rendering
from hcmedu.portal.conversion import Word
from hcmedu.portal.vietnamese import Encoding
from hcmedu.portal.viewer.documentviewer import page_name
from hcmedu.portal.viewer.spelling import readable
from hcmedu.portal.viewer.spelling import spelled
from hcmedu.portal.viewer.spelling import spelled_words
from persistent.mapping import PersistentMapping
from plone import api
from typing import Any
from ZODB.blob import Blob
from zope.annotation.interfaces import IAnnotations

import json
import zlib


KEY = "hcmedu.portal.viewer"


@dataclass(frozen=True)
class Size:
    """Pixels of a page image."""

    width: int
    height: int


class Pages:
    """The pages of one file; numbers begin with 1."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data

    def __len__(self) -> int:
        return self._data["num_pages"]

    @property
    def images(self) -> int:
        """How many pages have an image, or could not be drawn: the first ones."""
        return self._data["num_images"]

    @property
    def scanned(self) -> tuple[int, ...]:
        """Pages without a text layer that were not read yet."""
        return self._data["scanned"]

    def text(self, page: int) -> str:
        return self._data["texts"].get(page, "")

    def texts(self) -> tuple[str, ...]:
        return tuple(self._data["texts"].values())

    def size(self, page: int) -> Size | None:
        """None where the page has no image."""
        found = self._data["sizes"].get(page)
        return Size(*found) if found else None

    def blob(self, page: int) -> Blob | None:
        return self._data["blob_files"].get(page_name(page))

    def words(self, page: int) -> list[Word]:
        """Words of the text layer with their places; none for what was read by OCR."""
        packed = self._data["words"].get(page)
        return [Word(*row) for row in json.loads(zlib.decompress(packed))] if packed else []

    @property
    def users(self) -> OOTreeSet:
        """UIDs of the items that have this file, or had it."""
        return self._data["users"]

    def take_in(self, read: Mapping[int, str]) -> None:
        """Texts of scanned pages; those of ``read`` are not asked for again."""
        for page, text in read.items():
            self._data["texts"][page] = fuller(self.text(page), readable(text))
        self._data["scanned"] = tuple(page for page in self.scanned if page not in read)


def _shelf() -> OOBTree | None:
    return IAnnotations(api.portal.get()).get(KEY)


def make_shelf() -> OOBTree:
    """Where the pages of the current site are; made when it is not there."""
    annotations = IAnnotations(api.portal.get())
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    return annotations[KEY]


def remove_shelf() -> None:
    IAnnotations(api.portal.get()).pop(KEY, None)


def find_pages(digest: str) -> Pages | None:
    """The pages of the file with this hash."""
    shelf = _shelf()
    data = shelf.get(digest) if shelf is not None else None
    return Pages(data) if data is not None else None


def put_pages(digest: str, rendering: Rendering) -> Pages:
    """Store pages; the images are taken out of their directory."""
    pages = list(enumerate(rendering.pages, 1))
    drawn = [(number, page) for number, page in pages if page.image]
    data = PersistentMapping(
        num_pages=len(pages),
        num_images=max((number for number, _page in drawn), default=0),
        blob_files=OOBTree({page_name(number): _blob(page.image) for number, page in drawn}),
        sizes=IOBTree({number: (page.width, page.height) for number, page in drawn}),
        texts=IOBTree(),
        words=IOBTree(),
        scanned=tuple(rendering.scanned),
        users=OOTreeSet(),
    )
    for number, page in pages:
        data["texts"][number], encoding = spelled(page.text, rendering.fonts)
        if page.words:
            data["words"][number] = _packed(page.words, encoding)
    make_shelf()[digest] = data
    return Pages(data)


def _blob(path: Any) -> Blob:
    blob = Blob()
    blob.consumeFile(str(path))
    return blob


def _packed(words: tuple[Word, ...], encoding: Encoding | None) -> bytes:
    texts = spelled_words((word.text for word in words), encoding)
    rows = [
        (text, word.left, word.top, word.right, word.bottom)
        for text, word in zip(texts, words, strict=True)
    ]
    return zlib.compress(json.dumps(rows, ensure_ascii=False).encode())


def drop_user(digest: str, uid: str) -> None:
    """This item has the file no more; pages that nobody has go."""
    pages = find_pages(digest)
    if pages is None:
        return
    if uid in pages.users:
        pages.users.remove(uid)
    if not len(pages.users):
        del make_shelf()[digest]
