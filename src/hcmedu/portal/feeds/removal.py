"""Leave nothing of the feeds behind: when the add-on goes."""

from hcmedu.portal.feeds.settings import feeds_of
from hcmedu.portal.feeds.settings import forget_feeds
from hcmedu.portal.feeds.states import forget_state
from typing import Any


def remove_feeds(root: Any) -> None:
    """Settings, entries and states of a school root."""
    for feed in feeds_of(root):
        forget_state(root, feed.id)
    forget_feeds(root)
