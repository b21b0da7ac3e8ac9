"""Working copies: checked out, checked in, given up. Each is one entry, found under both."""

from hcmedu.portal.editorial.trace.deeds import deeds
from hcmedu.portal.editorial.trace.writing import record
from hcmedu.portal.editorial.trace.writing import uid_of
from typing import Any


def checkout_begins(event: Any) -> None:
    """Making the copy is no deed of its own."""
    deeds().under_way = True


def checked_out(event: Any) -> None:
    deeds().under_way = False
    record(event.object, "checkout", working_copy=uid_of(event.working_copy))


def checkin_begins(event: Any) -> None:
    """``event.object`` is the working copy, which will be merged and removed."""
    ended(event.object, event.baseline, "checkin", event.message or "")
    deeds().under_way = True


def checked_in(event: Any) -> None:
    deeds().under_way = False


def cancelled(event: Any) -> None:
    """Also when the working copy was simply deleted."""
    ended(event.object, event.baseline, "cancel-checkout")


def ended(working_copy: Any, baseline: Any, action: str, comment: str = "") -> None:
    uid = uid_of(working_copy)
    if uid not in deeds().closed:
        deeds().closed.add(uid)
        record(baseline, action, comment=comment, working_copy=uid)
