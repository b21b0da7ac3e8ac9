"""Tidying on save: every type of the site with the add-on, nothing elsewhere."""

from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.app.textfield.value import RichTextValue
from plone.namedfile.file import NamedBlobFile
from plone.registry.interfaces import IRegistry
from zope.component import getUtility
from zope.lifecycleevent import modified

import pytest
import transaction
import unicodedata


MESSY = unicodedata.normalize("NFD", "Hoà bình")


@pytest.fixture
def manager(portal):
    setRoles(portal, TEST_USER_ID, ["Manager"])
    return portal


def test_stock_types_are_tidied(manager):
    page = api.content.create(
        manager, "Document", title=MESSY, text=RichTextValue(f"<p>{MESSY}</p>", "text/html")
    )
    page.description, page.subject = MESSY, (MESSY,)
    modified(page)
    assert page.title == page.description == "Hòa bình"
    assert page.text.raw == "<p>Hòa bình</p>"
    assert page.Subject() == ("Hòa bình",)


def test_addresses_are_left_alone(manager):
    url = f"http://vi.wikipedia.org/wiki/{MESSY}"
    link = api.content.create(manager, "Link", title=MESSY, remoteUrl=url)
    assert link.title == "Hòa bình"
    assert link.remoteUrl == url


def test_a_stored_file_is_not_touched_again(manager, make_document):
    doc = make_document(manager)
    transaction.savepoint()
    doc.file.filename = "-tên cũ.pdf"
    modified(doc)
    assert doc.file.filename == "-tên cũ.pdf"


def test_a_copy_keeps_everything(manager, make_document):
    doc = make_document(manager)
    doc.title, doc.number = "", "số cũ"
    copy = api.content.copy(doc, manager, id="ban-sao")
    assert copy.number == "số cũ"
    assert copy.file.filename == doc.file.filename


def test_nothing_happens_on_a_site_without_the_add_on(manager):
    del getUtility(IRegistry).records["hcmedu.max_upload_mb"]
    page = api.content.create(manager, "Document", id="a", title=MESSY)
    assert page.title == MESSY
    file = api.content.create(
        manager, "File", id="b", file=NamedBlobFile(b"%PDF-x", filename='-"a".pdf')
    )
    assert file.file.filename == '-"a".pdf'
