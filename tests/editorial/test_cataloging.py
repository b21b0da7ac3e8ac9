"""After each transition the catalog holds what cataloging the same object anew would bring.

Plone catalogs by parts: the workflow tool asks for the state only, each subscriber for what it
changed. What nobody asks for stays as it was, here for columns and indexes of our own, too.
"""

from DateTime import DateTime
from hcmedu.portal.content.reading import QuickReading
from hcmedu.portal.school.root import section_brains
from Missing import MV
from plone import api
from plone.app.textfield import RichTextValue
from plone.indexer.interfaces import IIndexableObject
from plone.indexer.wrapper import IndexableObjectWrapper
from Products.CMFCore.indexing import processQueue
from zope.component import getMultiAdapter

import pytest


#: Every transition, from every state that has it.
WAY = (
    ("owner", "submit"),
    ("owner", "recall"),
    ("owner", "submit"),
    ("head", "return"),
    ("owner", "submit"),
    ("head", "approve"),
    ("head", "return"),
    ("owner", "submit"),
    ("head", "approve"),
    ("head", "publish"),
    ("head", "withdraw"),
    ("owner", "revise"),
    ("owner", "submit"),
    ("head", "approve"),
    ("head", "publish"),
)
TYPES = (
    "Collection",
    "ConsultationTopic",
    "Disclosure",
    "Document",
    "EasyForm",
    "Event",
    "File",
    "Folder",
    "Image",
    "LearningResource",
    "Link",
    "News Item",
    "OfficialDocument",
    "Procedure",
    "Project",
    "ResultTable",
    "Schedule",
    "StaffMember",
    "YearbookEntry",
)
TEXTS = ("Document", "News Item")


def record(item):
    """All columns, and what each index has of the item."""
    catalog = api.portal.get_tool("portal_catalog")
    rid = catalog.getrid("/".join(item.getPhysicalPath()))
    indexed = catalog._catalog.getIndexDataForRID(rid)
    columns = catalog._catalog.getMetadataForRID(rid)
    found = {f"index {name}": plain(value) for name, value in indexed.items()}
    return found | {f"column {name}": plain(value) for name, value in columns.items()}


def plain(value):
    """Lists in any order: sets come as lists."""
    return sorted(value, key=str) if isinstance(value, list | tuple) else value


def stale(item):
    """What cataloging the item anew changes: name → (before, after)."""
    processQueue()
    before = record(item)
    catalog = api.portal.get_tool("portal_catalog")
    catalog.catalog_object(item, "/".join(item.getPhysicalPath()))
    after = record(item)
    return {name: (before[name], after[name]) for name in after if before[name] != after[name]}


def reading(item):
    """What the catalog takes in place of the item."""
    return getMultiAdapter((item, api.portal.get_tool("portal_catalog")), IIndexableObject)


def values(wrapper, names):
    """What a wrapper tells under these names, called where the catalog calls it."""
    found = {}
    for name in names:
        value = getattr(wrapper, name, MV)
        found[name] = value() if callable(value) and value is not MV else value
    return found


def misread(item):
    """Where the quick reading differs from Plone's: name → (Plone's, ours)."""
    catalog = api.portal.get_tool("portal_catalog")
    names = {*catalog.schema(), *catalog.indexes()}
    stock = values(IndexableObjectWrapper(item, catalog), names)
    ours = values(reading(item), names)
    return {name: (stock[name], ours[name]) for name in names if stock[name] != ours[name]}


def picture_in(school):
    return school.item("Image", id="anh", title="Ảnh trong bài")


def text_with(image):
    html = f'<p>Lễ khai giảng</p><img src="resolveuid/{image.UID()}/@@images/image/large" alt="Lễ">'
    return RichTextValue(html, "text/html", "text/x-html-safe")


def written_days_ago(item):
    """What is published gets another date: by the minute, which a test does not last."""
    item.setModificationDate(DateTime() - 3)
    stale(item)


@pytest.mark.parametrize("portal_type", TYPES)
def test_no_transition_leaves_anything_stale(school, portal_type):
    image = picture_in(school) if portal_type in TEXTS else None
    item = school.item(portal_type, **({"text": text_with(image)} if image else {}))
    tried = (item, image) if image else (item,)
    written_days_ago(item)
    found = {}
    for number, (actor, transition) in enumerate(WAY):
        school.do(item, transition, actor)
        for each in tried:
            found[f"{number} {transition} {each.getId()}"] = stale(each)
    assert {step: what for step, what in found.items() if what} == {}
    assert type(reading(item)) is QuickReading
    assert misread(item) == {}


def test_sections_and_the_site_are_read_alike(portal, school):
    assert misread(school.section) == {}
    assert misread(portal) == {}


def test_new_sections_are_cataloged_with_the_rights_of_the_board(portal):
    sections = [brain._unrestrictedGetObject() for brain in section_brains(portal)]
    assert len(sections) > 40
    found = {each.getId(): stale(each).get("index allowedRolesAndUsers") for each in sections}
    assert {name: what for name, what in found.items() if what} == {}


def test_every_type_of_the_workflow_is_tried(portal):
    tool = api.portal.get_tool("portal_workflow")
    approved = {"hcmedu_editorial", "hcmedu_folder"}
    chains = {info["id"]: set(info["chain"]) for info in listed(tool)}
    bound = {name for name, chain in chains.items() if chain & approved}
    assert bound - set(TYPES) <= NEVER_MADE


def listed(tool):
    for name in api.portal.get_tool("portal_types").objectIds():
        yield {"id": name, "chain": tool.getChainForPortalType(name)}


#: Of the default chain: not made by people in a school.
NEVER_MADE = {"Discussion Item", "LIF", "LRF", "Language Independent Files", "TempFolder"}
