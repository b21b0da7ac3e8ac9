"""What an uploaded file really is: told by its content, never by its name.

``inspect(stream, filename, allowed, limit)`` answers with the ``FileKind`` of the content or raises
``UploadError``, whose ``doc()`` is the message for the person who uploaded it. Nothing here needs
a site: ``uploads`` binds these checks to fields, forms and REST.
"""

from collections.abc import Collection
from dataclasses import dataclass
from hcmedu.portal import _
from hcmedu.portal.content import signatures
from hcmedu.portal.content.errors import UploadError
from typing import BinaryIO

import re
import unicodedata


MAX_FILENAME = 150
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class FileKind:
    """A kind of file: label for people, extensions (the first is the usual one), media type."""

    name: str
    label: str
    extensions: tuple[str, ...]
    mime_type: str


def _kind(name: str, label: str, mime_type: str, *extensions: str) -> FileKind:
    return FileKind(name, label, extensions or (name,), mime_type)


_OFFICE = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."

KINDS: dict[str, FileKind] = {
    kind.name: kind
    for kind in (
        _kind("pdf", "PDF", "application/pdf"),
        _kind("doc", "Word", "application/msword", "doc", "dot"),
        _kind("docx", "Word", _OFFICE + "wordprocessingml.document"),
        _kind("xls", "Excel", "application/vnd.ms-excel"),
        _kind("xlsx", "Excel", _OFFICE + "spreadsheetml.sheet"),
        _kind("ppt", "PowerPoint", "application/vnd.ms-powerpoint", "ppt", "pps"),
        _kind("pptx", "PowerPoint", _OFFICE + "presentationml.presentation", "pptx", "ppsx"),
        _kind("odt", "OpenDocument", _ODF + "text"),
        _kind("ods", "OpenDocument", _ODF + "spreadsheet"),
        _kind("odp", "OpenDocument", _ODF + "presentation"),
        _kind("rtf", "RTF", "application/rtf", "rtf", "doc"),
        _kind("jpg", "JPEG", "image/jpeg", "jpg", "jpeg", "jpe"),
        _kind("png", "PNG", "image/png"),
        _kind("gif", "GIF", "image/gif"),
        _kind("webp", "WebP", "image/webp"),
        _kind("zip", "ZIP", "application/zip"),
        _kind("rar", "RAR", "application/vnd.rar"),
        _kind("7z", "7z", "application/x-7z-compressed"),
        _kind("mp3", "MP3", "audio/mpeg"),
        _kind("wav", "WAV", "audio/x-wav"),
        _kind("ogg", "Ogg", "audio/ogg", "ogg", "oga", "ogv"),
        _kind("mp4", "MP4", "video/mp4", "mp4", "m4v", "m4a", "mov"),
        _kind("webm", "WebM", "video/webm", "webm", "mkv"),
    )
}

#: What may be the main file of a document: an office format, or pictures of the paper.
DOCUMENT_KINDS = frozenset(
    [
        "pdf",
        "doc",
        "docx",
        "xls",
        "xlsx",
        "ppt",
        "pptx",
        "odt",
        "ods",
        "odp",
        "rtf",
        "jpg",
        "png",
        "zip",
    ]
)
#: What may be attached to a document or offered as a learning resource.
ATTACHMENT_KINDS = frozenset(KINDS)
IMAGE_KINDS = frozenset({"jpg", "png", "gif", "webp"})

_EXTENSIONS = {ext for kind in KINDS.values() for ext in kind.extensions}
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_UNSAFE = re.compile(r"[\"'`´“”‘’<>|*?:;&$%#{}~^]")


def extension(filename: str) -> str:
    """The extension of a file name, lower case, without the dot; empty when there is none."""
    stem, dot, ext = filename.rpartition(".")
    return ext.lower() if dot and stem else ""


def clean_filename(filename: str, kind: FileKind | None = None) -> str:
    """A name that is safe in headers, links and shells; Vietnamese letters stay.

    Paths, quotes, control characters, leading dashes and dots go; text is NFC; a name whose
    extension is none of its ``kind`` gets the usual one; at most ``MAX_FILENAME`` letters.
    """
    name = unicodedata.normalize("NFC", filename).replace("\\", "/").rpartition("/")[2]
    name = _UNSAFE.sub("", _INVISIBLE.sub(" ", name))
    name = re.sub(r"\s+", " ", name).lstrip("-. ").rstrip(". ")
    ext = extension(name)
    if kind is not None and ext not in kind.extensions:
        name, ext = f"{name or 'tep'}.{kind.extensions[0]}", kind.extensions[0]
    if not ext or len(ext) > 10:
        return name[:MAX_FILENAME].rstrip(". ") or "tep"
    stem = name.rpartition(".")[0][: MAX_FILENAME - len(ext) - 1].rstrip(". ")
    return f"{stem or 'tep'}.{ext}"


def inspect(
    stream: BinaryIO,
    filename: str,
    allowed: Collection[str] | None = None,
    limit: int | None = None,
) -> FileKind | None:
    """The kind of the content, after every check; ``limit`` in bytes.

    Raises ``UploadError`` when the file is empty, too large, cut off, of no ``allowed`` kind, or
    something else than its name says. Without ``allowed`` an unknown kind is no error: None.
    """
    check_size(stream.seek(0, 2), limit)
    name = signatures.detect(stream)
    if allowed is not None and (name is None or name not in allowed):
        raise _refusal(stream, extension(filename), name, allowed)
    _check_claim(stream, extension(filename), name)
    if name is None:
        return None
    if not signatures.is_complete(stream, name):
        raise UploadError(
            _(
                "The ${kind} file is damaged or incomplete. Please open it on your computer, "
                "save it again and upload it once more.",
                mapping={"kind": KINDS[name].label},
            )
        )
    return KINDS[name]


def check_size(size: int, limit: int | None) -> None:
    """Raise ``UploadError`` for 0 bytes or more than ``limit`` bytes."""
    if size == 0:
        raise UploadError(_("The file is empty (0 bytes). Please choose the file once more."))
    if limit is not None and size > limit:
        raise UploadError(
            _(
                "The file has ${size} MB; at most ${limit} MB are allowed.",
                mapping={"size": -(-size // MEGABYTE), "limit": limit // MEGABYTE},
            )
        )


def _check_claim(stream: BinaryIO, ext: str, name: str | None) -> None:
    """A known extension must tell the truth; an unknown one claims nothing."""
    if ext not in _EXTENSIONS or (name is not None and ext in KINDS[name].extensions):
        return
    if name is None:
        raise _not_what_it_says(stream, ext)
    raise UploadError(
        _(
            "The file is named .${extension} but its content is ${kind}. "
            "Please save it again in the right format.",
            mapping={"extension": ext, "kind": KINDS[name].label},
        )
    )


def _refusal(stream: BinaryIO, ext: str, name: str | None, allowed: Collection[str]) -> UploadError:
    """The error that says best why this content is not allowed."""
    if name is None and ext in _EXTENSIONS:
        return _not_what_it_says(stream, ext)
    kinds = sorted({KINDS[kind].extensions[0].upper() for kind in allowed})
    return UploadError(
        _(
            "This kind of file is not allowed here. Allowed are: ${kinds}.",
            mapping={"kinds": ", ".join(kinds)},
        )
    )


def _not_what_it_says(stream: BinaryIO, ext: str) -> UploadError:
    if signatures.looks_like_html(stream):
        return UploadError(
            _(
                "The file is named .${extension} but it is a web page. "
                "Please download the real file and upload that one.",
                mapping={"extension": ext},
            )
        )
    return UploadError(
        _(
            "The file is named .${extension} but its content is something else. "
            "Please open it on your computer and check it.",
            mapping={"extension": ext},
        )
    )
