"""Content that was there before: into the add-on's workflows, seen by the same people as before.

What visitors see becomes ``published`` (sections: shown), what waits for review ``pending``, all
else ``draft``. Where the old state let others see an item than the new one does (an intranet's
members, say), the item itself keeps those rights until its next transition.
"""

from Acquisition import aq_base
from hcmedu.portal.behaviors.section import ISectionBehavior
from hcmedu.portal.behaviors.section import mark_section
from hcmedu.portal.editorial.chains import APPROVAL_WORKFLOWS
from hcmedu.portal.setuphandlers.content import last_status
from hcmedu.portal.setuphandlers.content import reindex
from hcmedu.portal.setuphandlers.content import set_state
from hcmedu.portal.setuphandlers.content import walk
from hcmedu.portal.setuphandlers.record import Chain
from hcmedu.portal.setuphandlers.record import Chains
from hcmedu.portal.setuphandlers.visibility import is_public
from hcmedu.portal.setuphandlers.visibility import keep
from hcmedu.portal.setuphandlers.visibility import PUBLIC
from hcmedu.portal.setuphandlers.visibility import roles_that_see
from plone import api
from typing import Any


#: Mark in the history: this state was not reached by people, an uninstall may undo it.
TAKEN_OVER = "hcmedu_taken_over"
#: States of foreign workflows in which an item waits for a reviewer.
WAITING = frozenset({"pending", "pending_review", "submitted"})


def take_over(site: Any, before: Chains) -> int:
    """Map every item whose chain is another one now; return how many.

    ``before``: chains by type from before this application of the profile.
    """
    tool = api.portal.get_tool("portal_workflow")
    count = 0
    for item in walk(site):
        adopt_section(item)
        old, new = before.of(item.portal_type), tuple(tool.getChainFor(item))
        if new and new != old:
            map_item(item, old, new)
            count += 1
    return count


def adopt_section(item: Any) -> None:
    """A folder that was a section in an earlier installation is one again, with its code."""
    if ISectionBehavior.providedBy(item) and getattr(aq_base(item), "section_code", None):
        mark_section(item)
        item.reindexObject(idxs=["section_code", "section_key"])


def map_item(item: Any, old: Chain, new: Chain) -> None:
    before = roles_that_see(item)
    tool = api.portal.get_tool("portal_workflow")
    former = old_state(item, old)
    for workflow in (tool[name] for name in new):
        state = new_state(workflow.id, is_public(before), former)
        set_state(item, workflow, state, _origin(old, former), **{TAKEN_OVER: True})
        workflow.updateRoleMappingsFor(item)
    keep(item, before)
    reindex(item)


def old_state(item: Any, old: Chain) -> str | None:
    statuses = (last_status(item, name) for name in old)
    return next((s["review_state"] for s in statuses if s and "review_state" in s), None)


def new_state(workflow_id: str, public: bool, former: str | None) -> str:
    """State in one of the add-on's workflows for an item that was seen like that."""
    if public:
        return PUBLIC
    if workflow_id not in APPROVAL_WORKFLOWS:
        return "hidden"
    return "pending" if former in WAITING else "draft"


def _origin(old: Chain, former: str | None) -> str:
    return f"hcmedu.portal: {', '.join(old) or '-'} ({former or '-'})"
