"""What becomes known of an item without anybody saving it."""

from hcmedu.portal.viewer.documentviewer import ConversionFinishedEvent
from plone.dexterity.interfaces import IDexterityContent


def when_converted(obj: IDexterityContent, event: ConversionFinishedEvent) -> None:
    """The worker has made pages of a file, or could not."""
    obj.reindexObject(idxs=["lacks"])
