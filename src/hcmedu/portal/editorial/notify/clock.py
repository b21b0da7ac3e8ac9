"""Make the round of the outboxes of a Plone site; the worker does it each minute (``jobs``)."""

from collections.abc import Callable
from collections.abc import Iterator
from datetime import datetime
from hcmedu.portal.editorial.notify.links import Links
from hcmedu.portal.editorial.notify.message import is_configured
from hcmedu.portal.editorial.notify.outbox import find_outbox
from hcmedu.portal.editorial.notify.outbox import open_outbox
from hcmedu.portal.editorial.notify.outbox import Outbox
from hcmedu.portal.editorial.notify.outbox import remove_outbox
from hcmedu.portal.editorial.notify.reminders import remind
from hcmedu.portal.editorial.notify.sending import give_up_old
from hcmedu.portal.editorial.notify.sending import Sending
from hcmedu.portal.editorial.notify.sorting import sort_notices
from hcmedu.portal.editorial.settings import settings
from hcmedu.portal.school.interfaces import ISchoolRoot
from plone import api
from typing import Any

import time
import transaction


#: Seconds after which the rest is left to the next minute: other work waits for the worker.
LONGEST_ROUND = 45
#: Instead of what a server said; the page puts it into words.
NO_SERVER = "no-mail-server"


def school_roots(site: Any) -> Iterator[Any]:
    """The site itself, if it is one, and the schools in it."""
    found = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(portal_type="School")
    for root in (site, *(brain._unrestrictedGetObject() for brain in found)):
        if ISchoolRoot.providedBy(root):
            yield root


def make_rounds(site: Any, now: Callable[[], datetime]) -> None:
    """One round for each school root; commits after each step.

    All share the mail server: once it has failed, nobody waits for it again in this round.
    """
    end, available = time.monotonic() + LONGEST_ROUND, True
    for root in school_roots(site):
        outbox = prepare(root, now())
        if available and outbox is not None and is_configured():
            links = Links(root, outbox.get("url") or root.absolute_url())
            available = Sending(outbox, links, now).run(end)


def prepare(root: Any, now: datetime) -> Outbox | None:
    """Make letters of what happened. None, and nothing is kept, while notices are off."""
    outbox = None
    if settings(root).notify:
        outbox = open_outbox(root)
        sort_notices(root, outbox, now)
        remind(root, outbox, now)
        if not is_configured():
            give_up_old(outbox, now, NO_SERVER)
    elif find_outbox(root) is not None:
        remove_outbox(root)
    transaction.commit()
    return outbox
