"""Transitions of the add-on's workflows: by whom, from which state to which, why."""

from hcmedu.portal.editorial.chains import EDITORIAL
from hcmedu.portal.editorial.chains import FOLDER
from hcmedu.portal.editorial.chains import SCHOOL
from hcmedu.portal.editorial.chains import SECTION
from hcmedu.portal.editorial.trace.interfaces import ITransitionDetails
from hcmedu.portal.editorial.trace.writing import record
from typing import Any
from zope.component import subscribers


WORKFLOWS = frozenset({EDITORIAL, FOLDER, SCHOOL, SECTION})


def transition_made(item: Any, event: Any) -> None:
    """``IAfterTransitionEvent``; the initial state is part of the making."""
    if event.transition is None or event.workflow.id not in WORKFLOWS:
        return
    details = {"state": event.new_state.id, "old_state": event.old_state.id}
    for each in subscribers((item, event), ITransitionDetails):
        details.update(each.details())
    comment = (event.kwargs or {}).get("comment") or ""
    record(item, event.transition.id, comment=comment, **details)
