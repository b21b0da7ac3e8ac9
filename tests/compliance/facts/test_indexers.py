"""What the catalog is told that an item lacks: its own, as a reader would see it."""

from hcmedu.portal.compliance.facts.indexers import demanded_fields
from hcmedu.portal.content.uploads import ATTACHMENT_HOLDERS
from hcmedu.portal.viewer import notes
from hcmedu.portal.viewer.holders import held_file
from plone.app.textfield.value import RichTextValue
from plone.dexterity.interfaces import IDexterityFTI
from plone.dexterity.utils import iterSchemataForType
from plone.namedfile.file import NamedBlobFile
from plone.namedfile.file import NamedBlobImage
from Products.CMFCore.indexing import processQueue
from zope.component import getUtility

import pytest
import transaction


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"


def file(data=PDF, name="van-ban.pdf", kind="application/pdf"):
    """Makes it: blobs need the components of a site."""
    return lambda: NamedBlobFile(data=data, filename=name, contentType=kind)


def picture(data=GIF):
    return lambda: NamedBlobImage(data, filename="a.gif")


def given(fields):
    return {name: value() if callable(value) else value for name, value in fields.items()}


def rich(markup):
    return RichTextValue(markup, "text/html", "text/html")


def row(item):
    processQueue()
    catalog = item.portal_catalog
    (brain,) = catalog.unrestrictedSearchResults(UID=item.UID())
    indexed = catalog.getIndexDataForRID(brain.getRID())["lacks"]
    assert sorted(indexed or []) == sorted(brain.lacks or [])
    return brain


def lacks(item):
    return set(row(item).lacks or ())


def test_every_demanded_field_is_one_of_its_type(portal):
    for kind, names in demanded_fields().items():
        getUtility(IDexterityFTI, kind)
        known = {name for schema in iterSchemataForType(kind) for name in schema}
        assert set(names) <= known, kind


@pytest.mark.parametrize(
    "kind, code, fields, missing",
    [
        ("Procedure", "A09", {}, {"steps", "dossier", "online_level", "online_form_url"}),
        (
            "Procedure",
            "A09",
            {"steps": [{"title": " "}], "dossier": [{"title": "Đơn", "copies": 1}]},
            {"steps", "online_level", "online_form_url"},
        ),
        (
            "ConsultationTopic",
            "A11",
            {"issue": "Đồng phục", "text": rich("<p>&nbsp;</p>")},
            {"text", "receiving_address", "receiving_email", "closes"},
        ),
        (
            "StaffMember",
            "A04",
            {"position": "Giáo viên", "phone": "", "photo": picture(b"")},
            {"phone", "email", "photo", "duties"},
        ),
        ("Disclosure", "A13", {}, {"file"}),
        ("Disclosure", "A13", {"file": file(b"")}, {"file"}),
        ("Disclosure", "A13", {"file": file()}, set()),
        ("Document", "A01", {"text": rich("<p> </p>")}, {"no-content"}),
        ("Document", "A01", {"text": rich("<img src='a'/>")}, set()),
        ("News Item", "A05", {"image": picture()}, set()),
        ("News Item", "A05", {}, {"no-content"}),
        ("Schedule", "A31", {"file": file()}, set()),
        ("Schedule", "A31", {}, {"no-content"}),
        ("Document", "A32", {}, set()),
        ("Event", "A05", {}, set()),
    ],
)
def test_what_is_empty(make, kind, code, fields, missing):
    assert lacks(make(code, kind, "draft", title="Mục", **given(fields))) == missing


def test_nothing_is_taken_from_what_lies_above(make):
    document = make("A06", "OfficialDocument", "draft", abstract="Về việc", file=file()())
    inside = make("A06", "File", "draft", within=document, title="Phụ lục")
    assert {"abstract", "file"}.isdisjoint(lacks(document))
    assert lacks(inside) == {"part-of-an-item"}


@pytest.mark.parametrize("kind", sorted(ATTACHMENT_HOLDERS))
def test_what_lies_in_an_item_is_part_of_it(make, kind):
    holder = make("A06", kind, "draft", id="o-day", title="Chứa")
    picture = make("A06", "Image", "draft", within=holder, title="Ảnh")
    assert "part-of-an-item" in lacks(picture)


class TestReading:
    def kept(self, make, **fields):
        """A document whose file has been committed to the database, as far as it knows."""
        item = make("A06", "OfficialDocument", "draft", title="Công văn", **given(fields))
        transaction.savepoint()
        return item

    @pytest.mark.parametrize(
        "upload",
        [
            file(b"PK\x05\x06" + bytes(18), "a.zip", "application/zip"),
            file(b"\x00\x01", "a.bin", "application/octet-stream"),
        ],
    )
    def test_of_a_kind_without_pages(self, make, upload):
        assert "not-viewable" in lacks(self.kept(make, file=upload))

    def test_while_it_waits(self, make):
        assert "not-viewable" not in lacks(self.kept(make, file=file()))

    def test_when_it_could_not_be_read_and_when_it_could(self, make):
        item = self.kept(make, file=file())
        notes.note_failure(item, held_file(item), "1" * 64, "encrypted")
        assert "not-viewable" in lacks(item)
        notes.note_success(item, held_file(item), "1" * 64, 3)
        assert "not-viewable" not in lacks(item)

    def test_another_file_waits_again(self, make):
        item = self.kept(make, file=file())
        notes.note_failure(item, held_file(item), "1" * 64, "encrypted")
        item.file = file()()
        transaction.savepoint()
        item.reindexObject()
        assert "not-viewable" not in lacks(item)


@pytest.mark.parametrize(
    "kind, fields, known",
    [
        ("Document", {"text": rich("<p>Một hai</p><img src='a'/>")}, {"words": 2, "pictures": 1}),
        (
            "News Item",
            {"text": rich("<p>Một</p>"), "image": picture()},
            {"words": 1, "pictures": 1},
        ),
        ("Image", {"image": picture()}, {"pictures": 1}),
        ("Image", {"image": picture(b"")}, None),
        ("Procedure", {"code": "chuyen-truong"}, {"code": "chuyen-truong"}),
        ("Procedure", {"code": " "}, None),
        ("File", {}, None),
    ],
)
def test_what_else_is_judged(make, kind, fields, known):
    found = row(make("A09", kind, "draft", title="Mục", **given(fields))).compliance
    assert (found or None) == known
