"""Mail to those in charge: opinions came in and wait for a decision.

Numbers only, at most one mail in a quarter of an hour, as for cases (``cases.forms.mails``).
"""

from datetime import datetime
from datetime import UTC
from hcmedu.portal import _
from hcmedu.portal.cases.forms.mails import INTERVAL
from hcmedu.portal.cases.forms.mails import office
from hcmedu.portal.cases.forms.mails import say
from hcmedu.portal.cases.forms.mails import send
from hcmedu.portal.consultations.model import State
from hcmedu.portal.consultations.register import PREFIX
from hcmedu.portal.consultations.register import read_row
from hcmedu.portal.editorial.notify.message import is_configured
from hcmedu.portal.school.root import school_root
from hcmedu.portal.submissions.store import kinds
from hcmedu.portal.submissions.store import shelf
from hcmedu.portal.worker import defer
from hcmedu.portal.worker import task
from typing import Any
from zope.annotation.interfaces import IAnnotations


OFFICE = "hcmedu.consultations.mail-office"
#: Annotation of the school root: when those in charge were told last, ISO 8601 in UTC.
TOLD_KEY = "hcmedu.portal.consultations.told"
NEVER = "2000-01-01T00:00:00+00:00"


def opinion_received(topic: Any) -> None:
    """Ask for the mail, in the transaction in which the opinion is stored."""
    if is_configured():
        path = "/".join(school_root(topic).getPhysicalPath())
        defer(OFFICE, key=path, after=60, path=path)


@task(OFFICE, title=_("Mail to those in charge: opinions came in"))
def mail_office(site: Any, path: str) -> None:
    """Too soon after the last mail it waits, and so tells of all that came meanwhile."""
    root = site.unrestrictedTraverse(path, None)
    if root is None:
        return
    annotations, moment = IAnnotations(root), datetime.now(UTC)
    told = datetime.fromisoformat(annotations.get(TOLD_KEY, NEVER))
    if moment - told < INTERVAL:
        wait = (told + INTERVAL - moment).total_seconds()
        defer(OFFICE, key=f"{path}:later", after=wait, path=path)
        return
    count = waiting_since(root, told)
    if not count:
        return
    for to in office(root, moment):
        send(to, *_text(root, count), f"opinions-{to.user_id}-{moment:%Y%m%d%H%M%S}")
    annotations[TOLD_KEY] = moment.isoformat()


def waiting_since(root: Any, told: datetime) -> int:
    """How many that came since then nobody has decided on."""
    found = (shelf(root, kind) for kind in kinds(root) if kind.startswith(PREFIX))
    rows = (read_row(*pair) for each in found for pair in each.rows())
    return sum(row.created > told and row.state == State.WAITING for row in rows)


def _text(root: Any, count: int) -> tuple[str, str]:
    mapping = {"count": count, "school": root.Title()}
    mapping["url"] = f"{root.absolute_url()}/@@hcmedu-opinions"
    subject = _("New opinions on topics: ${count}", mapping=mapping)
    body = _(
        "${count} opinions came in at ${school} and wait for a decision: ${url}", mapping=mapping
    )
    return say(subject), say(body) + "\n"
