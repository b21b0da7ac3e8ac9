"""Reactions that keep permissions true when an object changes its place or its kind."""

from Acquisition import aq_base
from hcmedu.portal.behaviors.section import ISection
from hcmedu.portal.editorial import chains
from hcmedu.portal.editorial.copies.locks import end_editing
from typing import Any
from zope.lifecycleevent.interfaces import IObjectAddedEvent


def attachment_placed(item: Any, event: Any) -> None:
    """A File or Image was added, pasted or moved: its permissions fit its new parent at once.

    Without this a public file would stay public inside of a draft, and an attachment that is moved
    out of a published document would stay without a state of its own.
    """
    if event.newParent is None or event.object is not item:
        return
    if chains.holds_attachments(event.newParent):
        chains.release(item)
    elif not IObjectAddedEvent.providedBy(event) and chains.holds_attachments(event.oldParent):
        chains.start(item)


def transition_made(item: Any, event: Any) -> None:
    """Who had the item open has no say in it any more: the next one may edit it.

    An author's lock would outlive the approval and keep the board head from the item. The lock
    that a working copy holds on its original stays.
    """
    if event.transition is not None:
        end_editing(item)


def section_changed(folder: Any, event: Any) -> None:
    """A folder became a section, or ceased to be one: start it in its new workflow.

    Registered after the subscribers of ``school`` for the same events, which set the marker.
    """
    current, former = chains.FOLDER, chains.SECTION
    if ISection.providedBy(folder):
        current, former = former, current
    history = getattr(aq_base(folder), "workflow_history", None) or {}
    if former in history:
        chains.forget(folder, former)
        chains.start(folder)
