"""Locks: of people who edit, which others may release, and the one that a working copy holds."""

from plone.app.iterate.interfaces import ITERATE_LOCK
from plone.locking.interfaces import ILockable
from plone.locking.interfaces import INonStealableLock
from plone.locking.interfaces import ITTWLockable
from plone.locking.interfaces import STEALABLE_LOCK
from typing import Any
from zope.interface import alsoProvides
from zope.interface import directlyProvidedBy
from zope.interface import noLongerProvides


def make_lockable(item: Any) -> None:
    """Types without the locking behavior (File, Link ...) are lockable while a copy is at work."""
    if ILockable(item, None) is None:
        alsoProvides(item, ITTWLockable)


def forget_lockable(item: Any) -> None:
    if ITTWLockable in directlyProvidedBy(item):
        noLongerProvides(item, ITTWLockable)


def editing_lock(item: Any) -> dict[str, Any] | None:
    """The lock of a person who has the item open: ``creator`` (user id), ``time`` ...; or None."""
    lockable = ILockable(item, None)
    if lockable is None:
        return None
    return next((info for info in lockable.lock_info() if not _is_iterate(info)), None)


def end_editing(item: Any) -> None:
    """End the locks of people; an original stays locked as long as it has a working copy."""
    lockable = ILockable(item, None)
    if lockable is None:
        return
    if not any(_is_iterate(info) for info in lockable.lock_info()):
        lockable.clear_locks()
    lockable.unlock(STEALABLE_LOCK, stealable_only=False)
    if INonStealableLock.providedBy(item):
        noLongerProvides(item, INonStealableLock)


def _is_iterate(info: dict[str, Any]) -> bool:
    return getattr(info["type"], "__name__", None) == ITERATE_LOCK.__name__
