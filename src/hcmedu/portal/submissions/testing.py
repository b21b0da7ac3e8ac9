"""For tests of forms: a ticket as old as a person's would be; the error log at work."""

from collections.abc import Iterator
from contextlib import contextmanager
from hcmedu.portal.submissions.guard import TICKET
from hcmedu.portal.submissions.guard import ticket_secret
from hcmedu.portal.submissions.tickets import new_ticket
from Products.SiteErrorLog.SiteErrorLog import IPubFailureSubscriber
from typing import Any
from zope.component import getGlobalSiteManager

import time


def guard_values(context: Any, age: float = 5) -> dict[str, str]:
    """What the hidden fields of a form of ``context``, drawn ``age`` seconds ago, send back."""
    return {TICKET: new_ticket(ticket_secret(context), time.time() - age)}


@contextmanager
def errors_are_kept() -> Iterator[None]:
    """As on a server: the layers of plone.app.testing leave out what fills ``error_log``."""
    components = getGlobalSiteManager()
    components.registerHandler(IPubFailureSubscriber)
    try:
        yield
    finally:
        components.unregisterHandler(IPubFailureSubscriber)
