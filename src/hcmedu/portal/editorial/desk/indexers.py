"""Catalog: whose item it is, what happened to it last and when; for content that is approved.

Anything else raises ``AttributeError``: it has no entry in these indexes, so that a query sorted by
``state_since`` finds nothing but what goes through the board.
"""

from collections.abc import Mapping
from hcmedu.portal.editorial.authorship import subject_of
from hcmedu.portal.editorial.chains import holds_attachments
from hcmedu.portal.editorial.desk.status import last_status
from hcmedu.portal.editorial.desk.status import owners_of
from hcmedu.portal.editorial.desk.status import seconds
from hcmedu.portal.editorial.desk.status import summary_of
from plone.dexterity.interfaces import IDexterityContent
from plone.indexer import indexer
from typing import Any


#: What a change of state, or of the content, changes in the catalog for the desk.
STATE_INDEXES = ("last_action", "state_since")
#: All that the desk asks for; any of them brings the column ``editorial`` up to date.
DESK_INDEXES = (*STATE_INDEXES, "owners")


def status_or_nothing(item: Any) -> Mapping[str, Any]:
    status = last_status(item)
    if status is None:
        raise AttributeError("nobody approves this by itself")
    return status


@indexer(IDexterityContent)
def state_since(item: Any) -> float:
    """Seconds since 1970; the index keeps minutes.

    An index of exact values conflicts whenever two people decide at the same time: each of them
    takes a key away and adds one at the end, where buckets split.
    """
    return seconds(status_or_nothing(item))


@indexer(IDexterityContent)
def last_action(item: Any) -> str:
    """Id of the last transition; empty for what was never submitted."""
    return status_or_nothing(item).get("action") or ""


@indexer(IDexterityContent)
def owners(item: Any) -> list[str]:
    status_or_nothing(item)
    return owners_of(item)


@indexer(IDexterityContent)
def editorial(item: Any) -> dict[str, Any]:
    return summary_of(item, status_or_nothing(item))


def refresh(item: Any) -> None:
    """Catalog the column anew; the modification date stays."""
    if last_status(item) is not None:
        item.reindexObject(idxs=list(STATE_INDEXES))


def state_changed(item: Any, event: Any) -> None:
    """After each transition; the workflow tool itself catalogs the state only."""
    if event.transition is not None:
        refresh(item)


def attachment_changed(attachment: Any, event: Any) -> None:
    """A changed attachment makes a new revision of its document, which the catalog has to know."""
    document = subject_of(attachment)
    if document is not attachment:
        refresh(document)


def attachment_placed(attachment: Any, event: Any) -> None:
    """Added, moved or removed by itself, not with its document."""
    if event.object is attachment:
        for parent in (event.oldParent, event.newParent):
            if parent is not None and holds_attachments(parent):
                refresh(parent)
