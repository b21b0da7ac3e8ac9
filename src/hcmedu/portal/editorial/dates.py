"""The publication date tells from when visitors could see an item (timeliness is assessed)."""

from DateTime import DateTime
from hcmedu.portal.editorial.chains import APPROVAL_WORKFLOWS
from typing import Any


def set_publication_date(item: Any, event: Any) -> None:
    """First publication: now, unless people set a day to come or one from before the item existed.

    Stock forms write the date of the *submission* when none is set; visitors saw nothing that day.
    """
    if event.transition is None or event.transition.id != "publish":
        return
    if event.workflow.id not in APPROVAL_WORKFLOWS or _was_published(item, event.workflow.id):
        return
    effective, now = item.effective(), DateTime()
    if item.EffectiveDate() == "None" or item.created() <= effective <= now:
        item.setEffectiveDate(now)
        item.reindexObject(idxs=["effective", "effectiveRange"])


def _was_published(item: Any, workflow_id: str) -> bool:
    """The last status is this publication itself, so that only earlier ones count."""
    earlier = item.workflow_history[workflow_id][:-1]
    return any(status["review_state"] == "published" for status in earlier)
