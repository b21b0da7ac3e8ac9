"""OfficialDocument in a site: what is refused, what is derived, what the catalog knows."""

from datetime import date
from hcmedu.portal.content.errors import FieldInvalid
from hcmedu.portal.content.force import force_state
from hcmedu.portal.content.officialdocument import IOfficialDocument
from hcmedu.portal.content.relations import reindex_replaced
from hcmedu.portal.content.relations import related
from plone import api
from plone.app.testing import logout
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.dexterity.content import Container
from Products.CMFCore.indexing import processQueue
from z3c.relationfield import RelationValue
from zope.component import getUtility
from zope.component.hooks import setSite
from zope.interface import Invalid
from zope.intid.interfaces import IIntIds
from zope.lifecycleevent import modified
from zope.lifecycleevent import ObjectRemovedEvent

import pytest
import unicodedata


TODAY = date(2026, 11, 20)


def relation(obj) -> RelationValue:
    return RelationValue(getUtility(IIntIds).getId(obj))


def publish(*docs) -> None:
    """Let visitors see them, whatever the workflow."""
    for doc in docs:
        doc.manage_permission("View", ["Anonymous", "Manager"], acquire=0)
        doc.manage_permission("Access contents information", ["Anonymous", "Manager"], acquire=0)
        modified(doc)
        doc.reindexObject()


def hide(*docs) -> None:
    for doc in docs:
        doc.manage_permission("View", ["Manager"], acquire=0)
        modified(doc)
        doc.reindexObject()


def brain_of(doc):
    return api.portal.get_tool("portal_catalog").unrestrictedSearchResults(UID=doc.UID())[0]


class TestDenied:
    @pytest.mark.parametrize("roles", [["Anonymous"], ["Member"], ["Contributor", "Editor"]])
    def test_own_add_permission(self, portal, roles):
        setRoles(portal, TEST_USER_ID, roles)
        assert not portal.portal_types.OfficialDocument.isConstructionAllowed(portal)

    @pytest.mark.parametrize("portal_type", ["Document", "Folder", "OfficialDocument", "Link"])
    def test_only_files_and_images_inside(self, portal, make_document, portal_type):
        doc = make_document(portal)
        with api.env.adopt_roles(["Manager"]):
            allowed = [fti.getId() for fti in doc.allowedContentTypes()]
        assert sorted(allowed) == ["File", "Image"]
        assert portal_type not in allowed


class TestInvariants:
    @pytest.mark.parametrize(
        "dates, field",
        [
            ({"in_force_from": date(2020, 12, 15)}, "in_force_from"),
            ({"in_force_until": date(2020, 12, 15)}, "in_force_until"),
            (
                {"in_force_from": date(2021, 2, 1), "in_force_until": date(2021, 1, 31)},
                "in_force_until",
            ),
        ],
    )
    def test_dates_out_of_order(self, portal, make_document, dates, field):
        doc = make_document(portal, **dates)
        with pytest.raises(FieldInvalid) as caught:
            IOfficialDocument.validateInvariants(doc)
        assert caught.value.field == field

    def test_no_relation_to_itself(self, portal, make_document):
        doc = make_document(portal)
        doc.replaces = [relation(doc)]
        with pytest.raises(Invalid, match="cannot refer to itself"):
            IOfficialDocument.validateInvariants(doc)

    @pytest.mark.parametrize("back", ["replaces", "amends"])
    def test_no_circle_over_three_documents(self, portal, make_document, back):
        first, second, third = (make_document(portal, number=f"{n}/QĐ-UBND") for n in (1, 2, 3))
        first.replaces = [relation(second)]
        second.amends = [relation(third)]
        setattr(third, back, [relation(first)])
        with pytest.raises(FieldInvalid) as caught:
            IOfficialDocument.validateInvariants(third)
        assert caught.value.field == back

    def test_only_documents(self, portal, make_document):
        doc = make_document(portal)
        with api.env.adopt_roles(["Manager"]):
            page = api.content.create(portal, "Document", title="Trang")
        doc.amends = [relation(page)]
        with pytest.raises(Invalid, match="Only official documents"):
            IOfficialDocument.validateInvariants(doc)

    def test_not_replaced_and_amended_at_once(self, portal, make_document):
        old, new = make_document(portal, number="1/QĐ"), make_document(portal, number="2/QĐ")
        new.replaces, new.amends = [relation(old)], [relation(old)]
        with pytest.raises(Invalid, match="not both"):
            IOfficialDocument.validateInvariants(new)

    def test_a_chain_is_fine(self, portal, make_document):
        first, second, third = (make_document(portal, number=f"{n}/QĐ-UBND") for n in (1, 2, 3))
        second.replaces = [relation(first)]
        third.replaces = [relation(second), relation(first)]
        IOfficialDocument.validateInvariants(third)


class TestCompletion:
    def test_stock_class(self, portal, make_document):
        assert type(make_document(portal).aq_base) is Container

    def test_number_title_and_id(self, portal, make_document):
        doc = make_document(portal, number=" 36 /2017/ TT-BGDDT", document_form="thong-tu")
        assert doc.number == "36/2017/TT-BGDĐT"
        assert doc.title == "Thông tư 36/2017/TT-BGDĐT"
        assert doc.getId() == "36-2017-tt-bgddt"

    def test_a_title_given_stays(self, portal, make_document):
        assert make_document(portal, title="Hướng dẫn website").title == "Hướng dẫn website"

    def test_two_documents_of_one_number_get_two_ids(self, portal, make_document):
        ids = {make_document(portal).getId(), make_document(portal).getId()}
        assert ids == {"4210-gddt-tttt", "4210-gddt-tttt-1"}

    def test_text_is_saved_in_one_spelling(self, portal, make_document):
        doc = make_document(portal, abstract=unicodedata.normalize("NFD", "Về việc hoà giải"))
        assert doc.abstract == "Về việc hòa giải"
        doc.signer = unicodedata.normalize("NFD", "Nguyễn Thuý Hoà")
        modified(doc)
        assert doc.signer == "Nguyễn Thúy Hòa"

    def test_file_gets_a_safe_name_and_its_true_type(self, portal, make_document, make_file):
        file = make_file("pdf", filename='-"Thông\u202e tư".PDF')
        file.contentType = "text/html"
        doc = make_document(portal, file=file)
        assert doc.file.filename == "Thông tư.pdf"
        assert doc.file.contentType == "application/pdf"


class TestForce:
    def test_draft_replaces_nothing(self, portal, make_document):
        old = make_document(portal)
        new = make_document(portal, number="5/QĐ", replaces=[relation(old)])
        hide(new)
        assert force_state(old, TODAY) == "in_force"
        assert force_state(brain_of(old), TODAY) == "in_force"

    def test_published_replaces_from_its_first_day(self, portal, make_document):
        old = make_document(portal)
        starts = date(2026, 12, 1)
        publish(
            make_document(portal, number="5/QĐ", in_force_from=starts, replaces=[relation(old)])
        )
        for seen in (old, brain_of(old)):
            assert force_state(seen, TODAY) == "in_force"
            assert force_state(seen, starts) == "replaced"

    def test_relation_removed_and_document_hidden(self, portal, make_document):
        old, other = make_document(portal), make_document(portal, number="6/QĐ")
        new = make_document(portal, number="5/QĐ", replaces=[relation(old), relation(other)])
        publish(new)
        assert force_state(brain_of(old), TODAY) == "replaced"
        new.replaces = [relation(other)]
        modified(new)
        assert force_state(brain_of(old), TODAY) == "in_force"
        assert force_state(brain_of(other), TODAY) == "replaced"
        hide(new)
        assert force_state(brain_of(other), TODAY) == "in_force"

    def test_deleting_the_successor(self, portal, make_document):
        old = make_document(portal)
        new = make_document(portal, number="5/QĐ", replaces=[relation(old)])
        publish(new)
        with api.env.adopt_roles(["Manager"]):
            api.content.delete(new)
        assert force_state(old, TODAY) == "in_force"
        assert force_state(brain_of(old), TODAY) == "in_force"

    def test_deleting_the_predecessor(self, portal, make_document):
        old = make_document(portal)
        new = make_document(portal, number="5/QĐ", replaces=[relation(old)])
        publish(new)
        with api.env.adopt_roles(["Manager"]):
            api.content.delete(old, check_linkintegrity=False)
        modified(new)
        assert related(new, TODAY) == []

    def test_deleting_the_whole_site(self, portal, make_document):
        """From the Zope root no site is set, so nothing may ask for the portal."""
        old = make_document(portal)
        new = make_document(portal, number="5/QĐ", replaces=[relation(old)])
        processQueue()
        setSite(None)
        reindex_replaced(new, ObjectRemovedEvent(new, portal, new.getId()))
        reindex_replaced(old, ObjectRemovedEvent(old, portal, old.getId()))

    def test_dates(self, portal, make_document):
        doc = make_document(portal, in_force_from=date(2027, 1, 1), in_force_until=date(2027, 6, 1))
        for day, state in (
            (TODAY, "not_yet"),
            (date(2027, 1, 1), "in_force"),
            (date(2027, 6, 1), "in_force"),
            (date(2027, 6, 2), "expired"),
        ):
            assert force_state(doc, day) == state
            assert force_state(brain_of(doc), day) == state


class TestRelated:
    def test_hidden_ends_are_not_told(self, portal, make_document):
        old, draft = make_document(portal), make_document(portal, number="7/QĐ")
        draft.replaces = [relation(old)]
        modified(draft)
        publish(old)
        hide(draft)
        logout()
        assert related(old, TODAY) == []

    def test_both_directions(self, portal, make_document):
        old, amended = make_document(portal), make_document(portal, number="8/QĐ")
        new = make_document(
            portal, number="7/QĐ", replaces=[relation(old)], amends=[relation(amended)]
        )
        publish(old, amended, new)
        logout()
        told = {group.name: [doc.title for doc in group.documents] for group in related(new, TODAY)}
        assert told == {"replaces": [old.title], "amends": [amended.title]}
        assert [group.name for group in related(old, TODAY)] == ["replaces-by"]
        assert related(old, TODAY)[0].documents[0].state == "in_force"
        assert [group.name for group in related(amended, TODAY)] == ["amends-by"]


class TestCatalog:
    def test_columns(self, portal, make_document):
        doc = make_document(
            portal, fields_of_work=["tuyen-sinh"], school_year="2020-2021", signer="Lê Hoài Nam"
        )
        brain = brain_of(doc)
        assert brain.document_form == "cong-van"
        assert brain.document_number == "4210/GDĐT-TTTT"
        assert brain.issue_date == date(2020, 12, 16)
        assert brain.fields_of_work == ["tuyen-sinh"]
        assert brain.school_year == "2020-2021"
        assert brain.Description.startswith("Về hướng dẫn tổ chức")
        assert brain.file_note == f"PDF, {doc.file.getSize()} byte"

    @pytest.mark.parametrize(
        "query",
        [
            {"document_form": "cong-van"},
            {"document_number": "4210/GDĐT-TTTT"},
            {"issuer": "Sở Giáo dục và Đào tạo Thành phố Hồ Chí Minh"},
            {"issue_date": {"query": date(2020, 12, 16), "range": "min"}},
            {"issue_date": date(2020, 12, 16)},
            {"fields_of_work": ["tuyen-sinh", "khac"]},
            {"school_year": "2020-2021"},
            {"SearchableText": "4210"},
            {"SearchableText": "hướng dẫn"},
            {"SearchableText": "Nam"},
            {"SearchableText": "Sở"},
        ],
        ids=str,
    )
    def test_indexes(self, portal, make_document, query):
        doc = make_document(
            portal, fields_of_work=["tuyen-sinh"], school_year="2020-2021", signer="Lê Hoài Nam"
        )
        found = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
            portal_type="OfficialDocument", **query
        )
        assert [brain.UID for brain in found] == [doc.UID()]

    def test_attachments_do_not_inherit_the_values(self, portal, make_document, make_file):
        doc = make_document(portal, school_year="2020-2021", fields_of_work=["khac"])
        with api.env.adopt_roles(["Manager"]):
            attached = api.content.create(doc, "File", title="Phụ lục", file=make_file("docx"))
        brain = brain_of(attached)
        for name in ("document_form", "document_number", "issuer", "issue_date", "school_year"):
            assert not getattr(brain, name), name
        catalog = api.portal.get_tool("portal_catalog")
        for query in ({"document_form": "cong-van"}, {"school_year": "2020-2021"}):
            found = catalog.unrestrictedSearchResults(**query)
            assert attached.UID() not in [brain.UID for brain in found]
