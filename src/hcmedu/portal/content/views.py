"""What the views of all types share: files to download, attachments, dates, plain text.

A view derives from ``ContentView`` and draws with the macros of ``@@hcmedu-content-macros``:
``facts`` (a list of ``Fact``), ``download`` (a ``FileLink``), ``attachments``.
"""

from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from hcmedu.portal.content import signatures
from hcmedu.portal.content.files import KINDS
from hcmedu.portal.content.files import MEGABYTE
from hcmedu.portal.content.filetext import has_pages
from hcmedu.portal.content.uploads import open_upload
from hcmedu.portal.vietnamese import format_date
from plone import api
from plone.namedfile.interfaces import INamed
from Products.Five.browser import BrowserView
from typing import Any
from urllib.parse import quote
from zope.i18nmessageid import Message


#: Where the pages of an item begin in its own view, below its facts.
READER = "#hcmedu-reading"


@dataclass(frozen=True)
class Fact:
    """One row of the facts of a document: label (a message), text, name for CSS and tests."""

    name: str
    label: str
    text: str

    @property
    def lines(self) -> list[str]:
        """The text by its lines; a message stays whole, so that it is translated."""
        return [self.text] if isinstance(self.text, Message) else self.text.splitlines()


@dataclass(frozen=True)
class FileLink:
    """A file to download: where, its title, its name, what it is (``PDF, 1,2 MB``).

    ``read_url``: the page on which it is read in place, where it has pages.
    """

    url: str
    title: str
    filename: str
    note: str
    read_url: str = ""


def format_size(size: int) -> str:
    """A number of bytes as Vietnamese write it: ``1,2 MB``, ``350 KB``, ``12 byte``."""
    if size < 1024:
        return f"{size} byte"
    if size < MEGABYTE - 512:
        return f"{size / 1024:.0f} KB"
    return f"{size / MEGABYTE:.1f} MB".replace(".", ",")


def kind_label(value: INamed) -> str:
    """``PDF``, ``Word`` ...: told by the stored media type, else by the content; may be empty."""
    for kind in KINDS.values():
        if kind.mime_type == value.contentType:
            return kind.label
    with open_upload(value) as stream:
        name = signatures.detect(stream)
    return KINDS[name].label if name else ""


def file_note(value: INamed) -> str:
    """``PDF, 1,2 MB``: kind and size of a file."""
    return ", ".join(part for part in (kind_label(value), format_size(value.getSize())) if part)


def file_link(obj: Any, field: str, title: str = "") -> FileLink | None:
    """Link to the file in a field of an object; None when there is none."""
    value = getattr(obj, field, None)
    if not INamed.providedBy(value):
        return None
    filename = value.filename or field
    url = f"{obj.absolute_url()}/@@download/{field}/{quote(filename)}"
    return FileLink(url, title or filename, filename, file_note(value))


def is_attachment_shown(item: Any) -> bool:
    """A file or image that the user may see, within its own dates if it has some."""
    if item.portal_type not in ("File", "Image") or not api.user.has_permission("View", obj=item):
        return False
    return item.effective().isPast() and item.expires().isFuture()


class ContentView(BrowserView):
    """Base of the views that visitors see; everything it hands out passed the View permission."""

    def date(self, value: date | None) -> str:
        """dd/mm/yyyy, or nothing."""
        return format_date(value) if value else ""

    def paragraphs(self, text: str | None) -> list[str]:
        """The lines of a plain text that hold anything; the template escapes them."""
        return [line.strip() for line in (text or "").splitlines() if line.strip()]

    def download(self) -> FileLink | None:
        """The main file, to be read further down on the same page where it has pages."""
        link = file_link(self.context, "file")
        return replace(link, read_url=READER) if link and has_pages(self.context) else link

    def attachments(self) -> list[FileLink]:
        """Contained files and images that this visitor may see, in the order of the folder.

        Asked of the document itself: it holds few, and the catalog knows a visitor to come, for
        whom a draft is drawn as it will be seen, by his roles only.
        """
        found = [item for item in self.context.objectValues() if is_attachment_shown(item)]
        return [link for link in map(self._attachment, found) if link]

    def _attachment(self, item: Any) -> FileLink | None:
        field = "image" if item.portal_type == "Image" else "file"
        link = file_link(item, field, item.Title())
        if link and has_pages(item):
            link = replace(link, read_url=f"{item.absolute_url()}/view")
        return link

    def may_attach(self) -> bool:
        """Whether this user may add a file to the document."""
        if api.user.is_anonymous():
            return False
        return "File" in [fti.getId() for fti in self.context.allowedContentTypes()]
