"""Which workflow applies where: sections, attachments, and the moment an object changes sides.

A type's chain stands in ``profiles/default/workflows.xml``. Two things depend on the object, not on
its type: a folder that is a section has the workflow ``hcmedu_section``; a File or an Image inside
of a container type has no workflow and acquires every permission from its parent.
"""

from AccessControl.Permission import Permission
from Acquisition import aq_base
from Acquisition import aq_inner
from Acquisition import aq_parent
from hcmedu.portal.content.uploads import ATTACHMENT_HOLDERS
from plone import api
from plone.base.interfaces import IWorkflowChain
from typing import Any
from zope.component import getSiteManager
from zope.interface import Interface
from zope.interface import providedBy


EDITORIAL = "hcmedu_editorial"
FOLDER = "hcmedu_folder"
SECTION = "hcmedu_section"
SCHOOL = "hcmedu_school"
#: Workflows with the states draft ... withdrawn: content that somebody approves.
APPROVAL_WORKFLOWS = frozenset({EDITORIAL, FOLDER})


def holds_attachments(container: Any) -> bool:
    """True when a File or Image inside of it is an attachment, not content of its own."""
    return getattr(container, "portal_type", None) in ATTACHMENT_HOLDERS


def section_chain(section: Any, tool: Any) -> tuple[str, ...]:
    """``IWorkflowChain`` of a section; also where a placeful policy says otherwise."""
    return (SECTION,) if SECTION in tool else stock_chain(section, tool)


def attachment_chain(item: Any, tool: Any) -> tuple[str, ...]:
    """``IWorkflowChain`` of a File or Image: none inside of a container type."""
    if EDITORIAL in tool and holds_attachments(aq_parent(aq_inner(item))):
        return ()
    return stock_chain(item, tool)


def stock_chain(item: Any, tool: Any) -> tuple[str, ...]:
    """The chain by type, or by placeful policy where that add-on is active."""
    factory = getSiteManager().adapters.lookup((Interface, providedBy(tool)), IWorkflowChain)
    return tuple(factory(item, tool))


def approval_workflow(item: Any) -> Any | None:
    """The workflow by which the board head approves this item; None where there is none."""
    tool = api.portal.get_tool("portal_workflow")
    return next((wf for wf in tool.getWorkflowsFor(item) if wf.id in APPROVAL_WORKFLOWS), None)


def release(item: Any) -> None:
    """Let an item acquire everything again and forget its states: they are its parent's now."""
    workflow = api.portal.get_tool("portal_workflow")[EDITORIAL]
    for name in workflow.permissions:
        Permission(name, (), item).setRoles([])
    forget(item, EDITORIAL)
    reindex_state(item)


def start(item: Any) -> None:
    """Put an item into the initial state of its chain, whatever it was elsewhere."""
    tool = api.portal.get_tool("portal_workflow")
    for workflow in tool.getWorkflowsFor(item):
        forget(item, workflow.id)
        workflow.notifyCreated(item)
    reindex_state(item)


def forget(item: Any, workflow_id: str) -> None:
    """Of the item itself: a new attachment has no history, and would forget its document's."""
    history = getattr(aq_base(item), "workflow_history", None)
    if history and workflow_id in history:
        del history[workflow_id]


def reindex_state(item: Any) -> None:
    """Catalog what a state decides; the modification date stays."""
    item.reindexObject(idxs=["review_state", "allowedRolesAndUsers"])
