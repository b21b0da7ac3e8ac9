"""When and where opinions are taken: exactly between the times of a topic that is public."""

from enum import StrEnum
from hcmedu.portal import _
from hcmedu.portal.content.consultation import CLOSED
from hcmedu.portal.content.consultation import consultation_state
from hcmedu.portal.content.consultation import UPCOMING
from hcmedu.portal.school.root import school_root
from hcmedu.portal.submissions.store import has_store
from hcmedu.portal.viewer.browser.images import is_public
from typing import Any


class Shut(StrEnum):
    """Why nothing is taken; words for the log."""

    DRAFT = "not public"
    UPCOMING = "not open yet"
    CLOSED = "closed"


MESSAGES = {
    Shut.DRAFT: _("Preview: opinions can be sent once the topic is published."),
    Shut.UPCOMING: _("Opinions can't be sent yet."),
    Shut.CLOSED: _("The time for opinions is over; nothing can be sent any more."),
}


def shut(topic: Any) -> Shut | None:
    """None while opinions are taken; asked by the server's clock, at each request."""
    if not has_store(school_root(topic)) or not is_public(topic):
        return Shut.DRAFT
    state = consultation_state(topic)
    if state == UPCOMING:
        return Shut.UPCOMING
    return Shut.CLOSED if state == CLOSED else None
