"""Old versions of an item: what visitors read before a working copy replaced it."""

from hcmedu.portal import _
from hcmedu.portal.editorial.copies.trusted import trusted
from hcmedu.portal.editorial.copies.versions import current_attachments
from hcmedu.portal.editorial.copies.versions import old_attachments
from plone.app.iterate.archiver import ContentArchiver
from zope.globalrequest import getRequest
from zope.i18n import translate


#: Notes of versions that plone.app.iterate writes in English, as people are to read them.
NOTES = {"Baseline created": _("Before the working copy")}


class Archiver(ContentArchiver):
    """Saves what is not saved yet, for whoever checks out or approves.

    The right to save a version is a right to change the item, which nobody has once it is
    published. A second version of the same content would only be noise: stock versioning saves by
    itself when an item is modified.
    """

    def save(self, checkin_message: str) -> None:
        with trusted():
            if self.isVersioned() and not self.isModified():
                return
            note = NOTES.get(checkin_message, checkin_message)
            super().save(translate(note, context=getRequest()))

    def isModified(self) -> bool:
        """By the date of the item, which a change of an attachment does not move."""
        if super().isModified():
            return True
        latest = len(self.repository.getHistoryMetadata(self.context)) - 1
        return old_attachments(self.context, latest) != current_attachments(self.context)

    def isVersionable(self) -> bool:
        """Also where people switched versions off for the item: the board answers for each one."""
        types = self.repository.getVersionableContentTypes()
        return self.context.portal_type in types
