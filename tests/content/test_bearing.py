"""Documents that name others by number: links both ways, whichever of them comes first."""

from datetime import date
from hcmedu.portal.content.bearing import named_keys
from hcmedu.portal.content.force import force_state
from hcmedu.portal.content.relations import named
from hcmedu.portal.content.relations import related
from hcmedu.portal.content.validation import names_numbers
from hcmedu.portal.editorial.settings import settings
from hcmedu.portal.school import find_section
from plone import api
from plone.app.testing import login
from plone.app.testing import logout
from plone.app.testing import SITE_OWNER_NAME
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from Products.CMFCore.indexing import processQueue
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent
from zope.schema import ValidationError

import pytest


TODAY = date(2026, 11, 1)
TT36 = "36/2017/TT-BGDĐT"
TO_PUBLISHED = ("publish", "approve", "submit")


@pytest.fixture
def add(portal):
    login(portal.aq_parent, SITE_OWNER_NAME)
    settings(portal).self_approval = True

    def create(id, number, public=True, day=date(2026, 1, 1), **fields):
        values = {"number": number, "issue_date": day, "abstract": "Về việc", "issuer": "Sở"}
        obj = createContent("OfficialDocument", id=id, **values, **fields)
        obj = addContentToContainer(find_section(portal, "A06"), obj, checkConstraints=False)
        if public:
            publish(obj)
        return obj

    return create


def publish(obj):
    workflow = api.portal.get_tool("portal_workflow")
    with api.env.adopt_roles(["Manager", "Reviewer"]):
        while api.content.get_state(obj) != "published":
            found = {row["id"] for row in workflow.listActionInfos(object=obj)}
            step = next(name for name in TO_PUBLISHED if name in found)
            workflow.doActionFor(obj, step, comment="Đã duyệt")


def links(doc):
    """Line → id of the document that it leads to."""
    groups = named(doc, TODAY)
    return {
        each.line: each.document and each.document.url.rpartition("/")[2]
        for group in groups
        for each in group.documents
    }


def state(doc):
    """As its page and as the lists say it; they agree."""
    processQueue()
    brain = api.content.find(UID=doc.UID())[0]
    assert force_state(doc, TODAY) == force_state(brain, TODAY)
    ended = api.content.find(force_ends={"query": TODAY, "range": "max"})
    assert (doc.getId() in [each.getId for each in ended]) == (
        force_state(doc, TODAY) == "replaced"
    )
    return force_state(doc, TODAY)


def other_ends(doc):
    return {
        group.name: [each.url.rpartition("/")[2] for each in group.documents]
        for group in related(doc, TODAY)
    }


def test_a_draft_is_no_link_for_visitors(add):
    add("tt", TT36, public=False, day=date(2017, 12, 28))
    doc = add("kh", "1/KH", legal_bases=[f"Thông tư {TT36}"])
    assert links(doc) == {f"Thông tư {TT36}": "tt"}
    logout()
    assert links(doc) == {f"Thông tư {TT36}": None}


def test_a_draft_that_is_based_on_it_is_not_told_to_visitors(add):
    law = add("tt", TT36, day=date(2017, 12, 28))
    add("kh", "1/KH", public=False, legal_bases=[TT36])
    assert other_ends(law) == {"bases-by": ["kh"]}
    logout()
    assert other_ends(law) == {}


@pytest.mark.parametrize("first", ["law", "plan"])
def test_both_ends_whichever_comes_first(add, first):
    def law():
        return add("tt", TT36, day=date(2017, 12, 28))

    def plan():
        return add("kh", "1/KH", legal_bases=[f"Căn cứ Thông tư số {TT36} ngày 28/12/2017"])

    one, two = (law(), plan()) if first == "law" else (plan(), law())
    law, plan = (one, two) if first == "law" else (two, one)
    assert list(links(plan).values()) == ["tt"]
    assert other_ends(law) == {"bases-by": ["kh"]}


def test_of_equal_numbers_the_latest_before_it_is_meant(add):
    for year in (2024, 2025, 2026):
        add(f"qd{year}", "1/QĐ-THCS", day=date(year, 3, 1))
    doc = add("kh", "9/KH", day=date(2025, 9, 1), legal_bases=["Quyết định 1/QĐ-THCS"])
    assert list(links(doc).values()) == ["qd2025"]
    assert other_ends(find_brother(doc, "qd2025")) == {"bases-by": ["kh"]}
    assert other_ends(find_brother(doc, "qd2024")) == {}


def find_brother(doc, id):
    return doc.aq_parent[id]


def test_lines_without_a_number_stay_as_they_are(add):
    doc = add("kh", "1/KH", legal_bases=["Luật Giáo dục", "36/2017/TT-KHAC"])
    assert links(doc) == {"Luật Giáo dục": None, "36/2017/TT-KHAC": None}


@pytest.mark.parametrize("late", [False, True])
def test_what_is_replaced_by_number_loses_its_force(add, late):
    fields = {"day": date(2024, 6, 3), "replaced_numbers": [f"Thông tư {TT36}"]}
    if late:
        add("moi", "09/2024/TT-BGDĐT", **fields)
    old = add("tt", TT36, day=date(2017, 12, 28))
    if not late:
        assert state(old) == "in_force"
        add("moi", "09/2024/TT-BGDĐT", **fields)
    assert state(old) == "replaced"
    brain = api.content.find(UID=old.UID())[0]
    assert force_state(brain, TODAY) == "replaced"
    assert [b.getId for b in api.content.find(force_ends={"query": TODAY, "range": "max"})] == [
        "tt"
    ]
    assert other_ends(old) == {"replaces-by": ["moi"]}


def test_a_draft_replaces_nothing_by_number(add):
    old = add("tt", TT36, day=date(2017, 12, 28))
    new = add("moi", "9/2024/TT-BGDĐT", public=False, replaced_numbers=[TT36])
    assert state(old) == "in_force"
    publish(new)
    assert state(old) == "replaced"


def test_force_comes_back_when_the_number_is_taken_out(add):
    old = add("tt", TT36, day=date(2017, 12, 28))
    new = add("moi", "9/2024/TT-BGDĐT", replaced_numbers=[TT36])
    new.replaced_numbers = []
    notify(ObjectModifiedEvent(new))
    assert state(old) == "in_force"


def test_force_comes_back_when_the_document_goes(add):
    old = add("tt", TT36, day=date(2017, 12, 28))
    new = add("moi", "9/2024/TT-BGDĐT", replaced_numbers=[TT36])
    assert state(old) == "replaced"
    new.aq_parent._delObject(new.getId())
    assert state(old) == "in_force"
    assert len(api.content.find(id="moi")) == 0


def test_a_document_that_names_itself_is_no_circle(add):
    doc = add("tt", TT36, replaced_numbers=[TT36], legal_bases=[TT36])
    assert state(doc) == "in_force"
    assert links(doc) == {TT36: None}


def test_numbers_in_lines():
    assert named_keys([f"Thông tư số {TT36} ngày 28/12/2017", "Luật Giáo dục"]) == [
        "36/2017/tt/bgddt"
    ]
    with pytest.raises(ValidationError):
        names_numbers(["Luật Giáo dục"])
    assert names_numbers(["Luật số 43/2019/QH14"])
