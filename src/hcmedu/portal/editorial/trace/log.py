"""The log of a school root: its annotation, made when the first entry is written."""

from hcmedu.portal.editorial.trace.store import new_log
from persistent.mapping import PersistentMapping
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.annotation.interfaces import IAnnotations


TRACE_KEY = "hcmedu.portal.trace"


def log_of(root: Any) -> PersistentMapping | None:
    """The log of a school root; None before its first entry.

    A copy of a school carries the annotation of its original: that one is not its own log.
    """
    log = IAnnotations(root).get(TRACE_KEY)
    return log if log is not None and log["owner"] == IUUID(root) else None


def ensure_log(root: Any) -> PersistentMapping:
    log = log_of(root)
    if log is None:
        log = IAnnotations(root)[TRACE_KEY] = new_log(IUUID(root))
    return log


def forget_log(root: Any) -> None:
    """Drop the log together with the add-on; nothing else may call this."""
    IAnnotations(root).pop(TRACE_KEY, None)
