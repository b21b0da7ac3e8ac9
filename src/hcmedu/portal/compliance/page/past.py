"""The board as of a day that is over: what is said of it, and what was really kept of that time."""

from collections.abc import Sequence
from datetime import datetime
from datetime import timedelta
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.compliance.asked import Asked
from hcmedu.portal.compliance.history.snapshots import Snapshot
from hcmedu.portal.compliance.history.store import heads
from hcmedu.portal.compliance.page.rows import decimal
from hcmedu.portal.content.moments import format_moment
from hcmedu.portal.content.moments import now
from typing import Any


HISTORY = "hcmedu-compliance-history"
#: The clock keeps one result a week, of older ones one a month.
NEAR = timedelta(days=31)


PAST = _(
    "The portal keeps no content of past days: what is public today, and was by that day, is "
    "judged by the deadlines up to it. What has been taken down since is not counted, what has "
    "been changed since is taken as it is now."
)


def is_past(asked: Asked) -> bool:
    """Whether a day is asked for that is over: nothing can be done about it any more."""
    return asked.moment is not None and asked.moment < now()


class PastDay:
    """What the page needs to know of it; its class gives ``asked`` and ``may_open``."""

    context: Any
    asked: Asked

    past = PAST

    @cached_property
    def is_past(self) -> bool:
        return is_past(self.asked)

    @cached_property
    def nearest(self) -> dict[str, str] | None:
        """The kept result of the time nearest to that day, for whoever may open it."""
        if not self.is_past or not self.may_open(HISTORY):
            return None
        found = nearest(heads(self.context), self.asked.moment)
        if found is None:
            return None
        return {
            "url": f"{self.context.absolute_url()}/@@{HISTORY}?at={found.id}",
            "moment": format_moment(found.at),
            "score": decimal(found.overall),
        }

    @property
    def none_kept(self) -> bool:
        """Said to whoever would be led to it."""
        return self.nearest is None and self.may_open(HISTORY)

    def may_open(self, name: str) -> bool:
        raise NotImplementedError


def nearest(kept: Sequence[Snapshot], moment: datetime) -> Snapshot | None:
    """The one whose time is nearest; None where all are more than a month away."""
    found = min(kept, key=lambda each: abs(each.at - moment), default=None)
    return found if found is not None and abs(found.at - moment) <= NEAR else None
