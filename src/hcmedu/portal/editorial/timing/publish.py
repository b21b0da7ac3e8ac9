"""The worker publishes what is due: each item in a transaction of its own, and once.

An approval is the head's order, date included: it is carried out in the name of whoever gave it,
also when that person is not in the board any more by then. To take it back there is ``return``.
"""

from AccessControl import getSecurityManager
from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import setSecurityManager
from AccessControl.users import UnrestrictedUser
from collections.abc import Iterator
from contextlib import contextmanager
from DateTime import DateTime
from hcmedu.portal import _
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.editorial.timing.purge import send_after_commit
from hcmedu.portal.editorial.timing.schedule import approval
from hcmedu.portal.editorial.timing.schedule import INDEX
from hcmedu.portal.editorial.timing.schedule import is_due
from hcmedu.portal.editorial.timing.schedule import publication_time
from hcmedu.portal.worker import defer
from hcmedu.portal.worker import periodic
from hcmedu.portal.worker import task
from plone import api
from typing import Any
from zope.i18n import translate


PUBLISH = "hcmedu.timing.publish"
#: Items of one site that one run hands to the queue; the next run takes the next ones.
BATCH = 200
#: An item that can't be published is tried again for weeks, and shows as such in the queue.
RETRIES = 1000


@periodic("hcmedu.timing.publish_due", minutes=1, title=_("Publish what is due"))
def publish_due(site: Any, now: DateTime | None = None) -> None:
    """Ask for the publication of everything that is due on this site; wakes no object."""
    for brain in due(now or DateTime()):
        defer(PUBLISH, key=brain.UID, uid=brain.UID)


def due(now: DateTime) -> list[Any]:
    """Brains of what is due, the longest due first; nothing on a site without the add-on."""
    catalog = api.portal.get_tool("portal_catalog")
    if INDEX not in catalog.indexes():
        return []
    found = catalog.unrestrictedSearchResults(
        review_state="approved",
        publishes_at={"query": now, "range": "max"},
        expires={"query": now, "range": "min"},
        sort_on=INDEX,
        sort_limit=BATCH,
    )
    return list(found[:BATCH])


@task(PUBLISH, title=_("Publish an item at its time"), retries=RETRIES, delay=60)
def publish(site: Any, uid: str, now: DateTime | None = None) -> None:
    """Publish this item, unless that was done, taken back or put off meanwhile."""
    item = find(uid)
    if item is None or not is_due(item, now or DateTime()):
        return
    approver, moment = approval(item)["actor"], publication_time(item)
    with acting_for(site, approver):
        api.portal.get_tool("portal_workflow").doActionFor(
            item,
            "publish",
            comment=comment(approver),
            scheduled=in_zone(moment.asdatetime()).isoformat(),
        )
    send_after_commit()


def find(uid: str) -> Any | None:
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(UID=uid)
    return brains[0]._unrestrictedGetObject() if brains else None


def comment(approver: str) -> str:
    """What the history says, in the site's language."""
    user = api.user.get(userid=approver)
    name = (user and user.getProperty("fullname")) or approver
    text = _("Published by itself at its time, as approved by ${name}.", mapping={"name": name})
    return translate(text, target_language=api.portal.get_default_language())


class Approver(UnrestrictedUser):
    """Trusted code in the name of a person, who need not have an account any more."""

    def getId(self) -> str:
        return self.getUserName()


@contextmanager
def acting_for(site: Any, user_id: str) -> Iterator[None]:
    before = getSecurityManager()
    user = Approver(user_id, "", ["Manager", "Reviewer"], [])
    newSecurityManager(None, user.__of__(site.acl_users))
    try:
        yield
    finally:
        setSecurityManager(before)
