"""The publication date tells from when visitors could see an item (timeliness is assessed)."""

from DateTime import DateTime
from hcmedu.portal.editorial.chains import APPROVAL_WORKFLOWS
from hcmedu.portal.editorial.timing import rules
from hcmedu.portal.editorial.timing.schedule import dates_of
from typing import Any


def set_publication_date(item: Any, event: Any) -> None:
    """A person's ``publish`` means now; see ``rules.publication_date`` for what is kept.

    Stock forms write the date of the *submission* when none is set; visitors saw nothing that day.
    """
    if event.transition is None or event.transition.id != "publish":
        return
    if event.workflow.id not in APPROVAL_WORKFLOWS:
        return
    current = dates_of(item)[0]
    date = rules.publication_date(
        current,
        item.created(),
        DateTime(),
        again=_was_published(item, event.workflow.id),
        scheduled=bool((event.kwargs or {}).get("scheduled")),
    )
    if date is not current:
        item.setEffectiveDate(date)
        item.reindexObject(idxs=["effective", "effectiveRange", "Date"])


def _was_published(item: Any, workflow_id: str) -> bool:
    """The last status is this publication itself, so that only earlier ones count."""
    earlier = item.workflow_history[workflow_id][:-1]
    return any(status["review_state"] == "published" for status in earlier)
