"""Items in the sections of a school, in any state, as one person of a very small school."""

from hcmedu.portal.editorial.settings import settings
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from hcmedu.portal.school import find_section
from plone import api
from plone.app.testing import login
from plone.app.testing import SITE_OWNER_NAME
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from zope.interface import alsoProvides

import pytest


ROLES = ["Manager", "Reviewer"]
TO_PUBLISHED = ("publish", "approve", "submit")


def publish(item):
    workflow = api.portal.get_tool("portal_workflow")
    with api.env.adopt_roles(ROLES):
        while workflow.getChainFor(item) and api.content.get_state(item) != "published":
            found = {row["id"] for row in workflow.listActionInfos(object=item)}
            step = next(name for name in TO_PUBLISHED if name in found)
            workflow.doActionFor(item, step, comment="Đã duyệt")
    return item


def put(container, portal_type, public=True, effective_date=None, expiration_date=None, **fields):
    """A new item; nobody judges dates that are set after it was published."""
    item = addContentToContainer(
        container, createContent(portal_type, **fields), checkConstraints=False
    )
    if public:
        publish(item)
    item.effective_date = effective_date or item.effective_date
    item.expiration_date = expiration_date
    item.reindexObject()
    return item


@pytest.fixture
def school(portal, http_request):
    alsoProvides(http_request, IHcmeduPortalLayer)
    login(portal.aq_parent, SITE_OWNER_NAME)
    settings(portal).self_approval = True
    return portal


@pytest.fixture
def other_school(school):
    """A second school in the same catalog, within the site that is a school itself."""
    made = addContentToContainer(school, createContent("School", id="truong-b", title="Trường B"))
    settings(made).self_approval = True
    return publish(made)


@pytest.fixture
def make(school):
    """``make(code, portal_type, state="published", root=None, within=None, **fields)``: an item in
    a section, of the site or of another root, or within another item."""

    def create(code, portal_type, state="published", /, root=None, within=None, **fields):
        section = within or find_section(root or school, code)
        item = put(section, portal_type, state != "draft", **fields)
        if state == "withdrawn":
            with api.env.adopt_roles(ROLES):
                api.content.transition(item, "withdraw", comment="Có sai sót")
        return item

    return create
