"""Documents in the sections of a school, in any state, as one person of a very small school."""

from datetime import date
from hcmedu.portal.editorial.settings import settings
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from hcmedu.portal.school import find_section
from plone import api
from plone.app.testing import login
from plone.app.testing import SITE_OWNER_NAME
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from plone.namedfile.file import NamedBlobFile
from zope.interface import alsoProvides

import pytest


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
DOCUMENT = {"document_form": "cong-van", "issuer": "Sở Giáo dục và Đào tạo", "number": "1/SGDĐT"}
TO_PUBLISHED = ("publish", "approve", "submit")


def named_pdf(name="van-ban.pdf"):
    return NamedBlobFile(data=PDF, filename=name, contentType="application/pdf")


def publish(obj):
    workflow = api.portal.get_tool("portal_workflow")
    with api.env.adopt_roles(["Manager", "Reviewer"]):
        while workflow.getChainFor(obj) and api.content.get_state(obj) != "published":
            found = {row["id"] for row in workflow.listActionInfos(object=obj)}
            step = next(name for name in TO_PUBLISHED if name in found)
            workflow.doActionFor(obj, step, comment="Đã duyệt")
    return obj


@pytest.fixture
def school(portal, http_request):
    """The site, its owner logged in, requests with the layer of the add-on."""
    alsoProvides(http_request, IHcmeduPortalLayer)
    login(portal.aq_parent, SITE_OWNER_NAME)
    settings(portal).self_approval = True
    return portal


@pytest.fixture
def make(school):
    """``make(code, portal_type, id, public=True, **fields)``: an item of a section."""

    def create(code, portal_type, id, public=True, **fields):
        section = find_section(school, code)
        obj = createContent(portal_type, id=id, **fields)
        obj = addContentToContainer(section, obj, checkConstraints=False)
        return publish(obj) if public else obj

    return create


@pytest.fixture
def document(make):
    """``document(id, code="A06", public=True, **fields)``: an official document."""

    def create(id, code="A06", public=True, **fields):
        values = {"issue_date": date(2026, 3, 1), "abstract": f"Về {id}", "file": named_pdf()}
        return make(code, "OfficialDocument", id, public, **{**DOCUMENT, **values, **fields})

    return create
