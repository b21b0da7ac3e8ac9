"""What the worker does: try the links that are due, some in a job, so that other work is done too.

A job runs at least once: a second time nothing is due any more. While it asks, no transaction is
open.
"""

from hcmedu.portal import _
from hcmedu.portal.compliance.links.records import is_switched_on
from hcmedu.portal.compliance.links.records import keep
from hcmedu.portal.compliance.links.records import records
from hcmedu.portal.compliance.links.trying import after
from hcmedu.portal.compliance.links.trying import Answer
from hcmedu.portal.compliance.links.trying import try_link
from hcmedu.portal.compliance.links.wanted import wanted_links
from hcmedu.portal.content.moments import now
from hcmedu.portal.editorial.notify.clock import school_roots
from hcmedu.portal.feeds.addresses import Rules
from hcmedu.portal.feeds.errors import Reason
from hcmedu.portal.feeds.settings import FeedSettings
from hcmedu.portal.feeds.settings import rules_of
from hcmedu.portal.school.interfaces import ISchoolRoot
from hcmedu.portal.worker import defer
from hcmedu.portal.worker import periodic
from hcmedu.portal.worker import task
from plone.uuid.interfaces import IUUID
from typing import Any

import logging
import transaction


TRY = "hcmedu.compliance.try-links"
#: Links that one job asks; each takes ten seconds at most.
SOME = 5
logger = logging.getLogger("hcmedu.portal.compliance")


@periodic("hcmedu.compliance.links", minutes=6 * 60, title=_("See which links are to be tried"))
def ask_for_due(site: Any) -> None:
    for root in school_roots(site):
        if is_switched_on(root) and due_links(root):
            ask(root)


def ask(root: Any) -> None:
    """Have what is due tried as soon as the worker has time."""
    defer(TRY, key=IUUID(root), path="/".join(root.getPhysicalPath()))


def due_links(root: Any) -> list[str]:
    known, today = records(root), now().date()
    return [url for url in wanted_links(root) if url not in known or known[url].is_due(today)]


@task(TRY, title=_("Try the links to the authorities"), retries=0)
def try_links(site: Any, path: str) -> None:
    """Some of those that are due; what is left is asked for anew."""
    root = find_root(site, path)
    due = due_links(root) if root is not None else []
    if not due:
        return
    rules = rules_of(FeedSettings(root))
    transaction.abort()
    found = {url: tried(url, rules) for url in due[:SOME]}
    transaction.begin()
    root = find_root(site, path)
    if root is None:
        return
    known, today = records(root), now().date()
    made = {url: after(known.get(url), *answer, today) for url, answer in found.items()}
    keep(root, made, wanted_links(root))
    if len(due) > SOME:
        ask(root)


def tried(url: str, rules: Rules) -> tuple[Answer, str]:
    """Whatever goes wrong is told of that link alone."""
    try:
        return try_link(url, rules)
    except Exception:
        logger.exception("The link %s can't be tried.", url)
        return Answer.UNKNOWN, Reason.UNEXPECTED.value


def find_root(site: Any, path: str) -> Any | None:
    """The school root, as long as it wants its links tried."""
    found = site.unrestrictedTraverse(path, None)
    return found if ISchoolRoot.providedBy(found) and is_switched_on(found) else None
