"""Files that visitors send along: judged by their content, kept as blobs, never shown inline."""

from collections.abc import Sequence
from hcmedu.portal import _
from hcmedu.portal.content.errors import UploadError
from hcmedu.portal.content.files import clean_filename
from hcmedu.portal.content.files import inspect
from hcmedu.portal.content.files import MEGABYTE
from plone.namedfile.file import NamedBlobFile
from plone.namedfile.utils import set_headers
from plone.namedfile.utils import stream_data
from typing import Any
from typing import BinaryIO

import hashlib


#: What a scanner, a phone and an office make; no web pages, no SVG, no programs, no archives.
TAKEN = frozenset({"pdf", "jpg", "png", "webp", "docx", "xlsx", "odt", "doc", "xls"})
MOST_FILES = 5
LARGEST = 10 * MEGABYTE
#: A PDF begins at once: what has something before it may be something else as well.
HEAD = 16
#: The browser shows nothing of it in the portal's name, whatever it holds.
SANDBOX = "default-src 'none'; sandbox"
NOT_KEPT = "private, no-store"


def checked_file(stream: BinaryIO, filename: str) -> NamedBlobFile:
    """A sound file of a kind that is taken, typed and named by its content.

    Raises ``UploadError``: empty, larger than ``LARGEST`` bytes, of another kind, damaged, not what
    its name says.
    """
    kind = inspect(stream, filename, TAKEN, LARGEST)
    stream.seek(0)
    if kind.name == "pdf" and not stream.read(HEAD).lstrip().startswith(b"%PDF-"):
        raise UploadError(_("The file is not only a PDF. Please save it again as PDF."))
    stream.seek(0)
    name = clean_filename(filename, kind)
    return NamedBlobFile(data=stream.read(), contentType=kind.mime_type, filename=name)


def checked_uploads(uploads: Any) -> list[NamedBlobFile]:
    """What a form field of files sent: one upload, several or none. Raises ``UploadError``."""
    many = uploads if isinstance(uploads, Sequence) and not isinstance(uploads, str) else [uploads]
    sent = [upload for upload in many if getattr(upload, "filename", "")]
    if len(sent) > MOST_FILES:
        raise UploadError(_("At most ${number} files can be sent.", mapping={"number": MOST_FILES}))
    return [checked_file(upload, upload.filename) for upload in sent]


def digest(file: NamedBlobFile) -> bytes:
    with file.open() as stream:
        return hashlib.file_digest(stream, "sha256").digest()


def send_file(file: NamedBlobFile, response: Any) -> Any:
    """As a download that no cache keeps and no browser runs; the caller has checked the right."""
    set_headers(file, response, filename=file.filename)
    response.setHeader("Cache-Control", NOT_KEPT)
    response.setHeader("Content-Security-Policy", SANDBOX)
    response.setHeader("X-Content-Type-Options", "nosniff")
    return stream_data(file)
