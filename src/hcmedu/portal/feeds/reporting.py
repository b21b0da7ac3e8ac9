"""One e-mail to the administrators of a school when feeds have been failing for a day.

Once for each time that a feed fails: the next one is written when it has worked in between. Only
with a mail server; the page of the feeds and the board's desk tell it in any case.
"""

from dataclasses import replace
from datetime import datetime
from datetime import UTC
from hashlib import blake2b
from hcmedu.portal import _
from hcmedu.portal.content.moments import format_moment
from hcmedu.portal.editorial.groups import group_ids
from hcmedu.portal.editorial.notify.delivery import deliver
from hcmedu.portal.editorial.notify.delivery import Refused
from hcmedu.portal.editorial.notify.message import build
from hcmedu.portal.editorial.notify.message import is_configured
from hcmedu.portal.editorial.notify.people import mail_address
from hcmedu.portal.editorial.notify.people import one_line
from hcmedu.portal.editorial.notify.people import Person
from hcmedu.portal.editorial.notify.people import person
from hcmedu.portal.editorial.notify.people import users
from hcmedu.portal.feeds.reasons import reason_text
from hcmedu.portal.feeds.settings import Feed
from hcmedu.portal.feeds.states import failing
from hcmedu.portal.feeds.states import read_state
from hcmedu.portal.feeds.states import State
from hcmedu.portal.feeds.states import write_state
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.i18n import translate

import logging


ADMINISTRATORS = "quan-tri-vien"
PAGE = "@@hcmedu-feeds"
logger = logging.getLogger("hcmedu.portal.feeds")


def report(root: Any, now: datetime) -> int:
    """Send the mail if there is something to tell; how many people were told.

    Raises what ``deliver`` raises, but for addresses that are refused: then the job is tried again.
    """
    found = failing(root)
    news = [feed for feed, state in found if state.is_to_be_told(int(now.timestamp()))]
    if not news or not is_configured():
        return 0
    sent = sum(_send(root, to, found, now) for to in recipients(root))
    for feed in news:
        write_state(root, feed.id, replace(read_state(root, feed.id), told=True))
    return sent


def recipients(root: Any) -> list[Person]:
    """The group of the school's administrators; without one, whom Plone's mail settings name."""
    group = group_ids(root).get(ADMINISTRATORS)
    found = [person(user) for user in sorted(users([group]))] if group else []
    known = [to for to in found if to is not None]
    if known:
        return known
    address = mail_address(api.portal.get_registry_record("plone.email_from_address", default=""))
    return [Person("", "", address, None)] if address else []


def _send(root: Any, to: Person, found: list[tuple[Feed, State]], now: datetime) -> int:
    names = ",".join(f"{feed.id}{state.since}" for feed, state in found)
    key = blake2b(f"{IUUID(root)}{names}{to.email}".encode(), digest_size=12).hexdigest()
    subject, body = write(root, to.name, found)
    try:
        deliver(build(to, subject, body, f"feeds-{key}", now))
    except Refused as error:
        logger.warning("Nobody could be told of failing feeds: %s", error)
        return 0
    return 1


def write(root: Any, name: str, found: list[tuple[Feed, State]]) -> tuple[str, str]:
    """Subject and text, in the language of the site."""
    language = api.portal.get_default_language()

    def said(message: Any) -> str:
        return translate(message, target_language=language)

    school = one_line(root.Title())
    subject = _(
        "[${school}] Feeds that bring nothing: ${count}",
        mapping={"school": school, "count": len(found)},
    )
    url = f"{root.absolute_url()}/{PAGE}"
    paragraphs = [
        said(_("Dear ${name},", mapping={"name": name or said(_("administrator"))})),
        said(
            _(
                "these feeds of the authorities above have not brought anything for a day or "
                "longer. Visitors still see what was fetched before."
            )
        ),
        *(line(feed, state, said) for feed, state in found),
        said(_("State of all feeds, and where to correct them: ${url}", mapping={"url": url})),
        said(_("The web portal of ${school}", mapping={"school": school})),
    ]
    return said(subject), "\n\n".join(paragraphs)


def line(feed: Feed, state: State, said: Any) -> str:
    since = format_moment(datetime.fromtimestamp(state.since, UTC))
    return "\n".join(
        [
            f"- {one_line(feed.source)}: {feed.address}",
            f"  {said(reason_text(state.reason))} {one_line(state.detail)}".rstrip(),
            f"  {said(_('Failing since ${time}', mapping={'time': since}))}",
        ]
    )
