"""Old versions on the page: the stock preview, and the attachments of that version below it."""

from hcmedu.portal.editorial.copies.rights import may
from hcmedu.portal.editorial.copies.versions import old_attachments
from hcmedu.portal.editorial.copies.versions import OldAttachment
from plone.app.versioningbehavior.browser import VersionView
from plone.namedfile.utils import set_headers
from plone.namedfile.utils import stream_data
from Products.CMFEditions.interfaces.IArchivist import ArchivistError
from Products.CMFEditions.interfaces.IStorage import StorageError
from Products.CMFEditions.Permissions import AccessPreviousVersions
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from urllib.parse import urlencode
from zExceptions import NotFound
from zExceptions import Unauthorized


#: Nothing is changed more often.
DIGITS = 9


def version_number(request: Any) -> int:
    """``version_id`` of the request; raises ``NotFound`` for what no version is called."""
    version = request.get("version_id", "")
    if not str(version).isdecimal() or len(str(version)) > DIGITS:
        raise NotFound("version_id")
    return int(version)


class AttachmentsOfVersion(BrowserView):
    """Base: the attachments of the version that the request names; 404 where there is none."""

    def attachments(self) -> list[OldAttachment]:
        if not may(AccessPreviousVersions, self.context):
            raise Unauthorized("Not allowed to see old versions")
        version = version_number(self.request)
        try:
            return old_attachments(self.context, version)
        except (ArchivistError, StorageError) as error:
            raise NotFound(self.context, str(version), self.request) from error


class VersionPage(VersionView, AttachmentsOfVersion):
    """``@@version-view`` with the attachments; its context is the old object."""

    below = ViewPageTemplateFile("versionattachments.pt")

    def __call__(self) -> str:
        version_number(self.request)
        return VersionView.__call__(self) + self.below()

    def url(self, attachment: OldAttachment) -> str:
        query = {"version_id": self.request.get("version_id"), "uid": attachment.uid}
        return f"{self.context.absolute_url()}/@@hcmedu-version-attachment?{urlencode(query)}"


class VersionAttachment(AttachmentsOfVersion):
    """``@@hcmedu-version-attachment?version_id=0&uid=...``: the file, always as a download."""

    def __call__(self) -> Any:
        wanted = self.request.get("uid", "")
        found = next((each for each in self.attachments() if each.uid == wanted), None)
        if found is None:
            raise NotFound(self.context, wanted, self.request)
        set_headers(found.file, self.request.response, filename=found.filename)
        return stream_data(found.file)
