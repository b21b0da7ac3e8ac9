"""What happens in the request: a notice is stored together with the transition. Nothing is sent."""

from datetime import datetime
from datetime import UTC
from hcmedu.portal.editorial.chains import APPROVAL_WORKFLOWS
from hcmedu.portal.editorial.copies import baseline_of
from hcmedu.portal.editorial.notify.outbox import Notice
from hcmedu.portal.editorial.notify.outbox import open_outbox
from hcmedu.portal.editorial.notify.people import authors
from hcmedu.portal.editorial.notify.people import SUBMIT
from hcmedu.portal.editorial.resources import goes_with_item
from hcmedu.portal.editorial.settings import settings
from hcmedu.portal.school.root import school_root
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any

import AccessControl


#: Transitions of which the author hears.
TOLD_TO_AUTHORS = frozenset({"return", "approve", "publish", "withdraw"})
#: What a request that came from no browser believes to be the address of the site.
NOWHERE = ("http://nohost", "http://foo")


def transition_made(item: Any, event: Any) -> None:
    """``IAfterTransitionEvent``: remember who has to hear of it; nothing while notices are off."""
    if event.transition is None or event.workflow.id not in APPROVAL_WORKFLOWS:
        return
    if event.transition.id != SUBMIT and event.transition.id not in TOLD_TO_AUTHORS:
        return
    if goes_with_item(event):
        return  # a picture of a text: people are told of the text
    root = school_root(item)
    if root is not None and settings(root).notify:
        tell(root, item, event)


def tell(root: Any, item: Any, event: Any) -> None:
    """Nobody is told of what he did himself; of what the clock does in his name he is."""
    kwargs = event.kwargs or {}
    user_id = AccessControl.getSecurityManager().getUser().getId() or ""
    history = item.workflow_history[event.workflow.id]
    actor = "" if kwargs.get("scheduled") else user_id
    people = set() if event.transition.id == SUBMIT else set(authors(item, event.workflow.id))
    if event.transition.id != SUBMIT and not people - {actor}:
        return
    subject, transition = outcome(item, event.transition.id)
    notice = Notice(
        transition=transition,
        uid=IUUID(subject),
        title=item.Title(),
        actor=actor,
        time=history[-1]["time"].asdatetime().astimezone(UTC),
        url=address(root),
        reason=kwargs.get("comment") or "",
        people=tuple(sorted(people - {actor})),
    )
    open_outbox(root).add(notice)


def outcome(item: Any, transition: str) -> tuple[Any, str]:
    """Of what to tell, and what happened to it.

    An approved working copy replaces its original and is gone by the time the mail is made; where
    the original is public, so are its changes now.
    """
    original = baseline_of(item) if transition == "approve" else None
    if original is None:
        return item, transition
    public = api.content.get_state(original, default=None) == "published"
    return original, "publish" if public else transition


def address(root: Any) -> str:
    """Where the person who is served now sees the school; empty where nobody could open it."""
    url = root.absolute_url()
    return "" if url.startswith(NOWHERE) else url


def settings_changed(root: Any, event: Any) -> None:
    """Notices were switched on: from here on they are collected, and from here they link to.

    The outbox is made now, so that the first transitions need not. What lies in it while notices
    are off the worker throws away in its next round.
    """
    if not event.values.get("notify"):
        return
    outbox = open_outbox(root)
    outbox.remember(reminded=datetime.now(UTC))
    if address(root):
        outbox.remember(url=address(root))
