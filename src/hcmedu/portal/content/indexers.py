"""Catalog indexers of this room.

An attribute is indexed only where it is the object's own: without these indexers the catalog
would acquire the issuer of a document for every file attached to it.
"""

from Acquisition import aq_base
from datetime import date
from functools import lru_cache
from hcmedu.portal.content.bearing import named_keys
from hcmedu.portal.content.disclosure import IDisclosure
from hcmedu.portal.content.filetext import file_text
from hcmedu.portal.content.force import first_day
from hcmedu.portal.content.force import last_day
from hcmedu.portal.content.force import replaced_from as first_day_replaced
from hcmedu.portal.content.force import replacing
from hcmedu.portal.content.officialdocument import IOfficialDocument
from hcmedu.portal.content.uploads import limit_bytes
from hcmedu.portal.content.views import file_note as note_of
from hcmedu.portal.content.vocabularies import title_of
from hcmedu.portal.vietnamese import number_keys
from plone.app.contenttypes.indexers import SearchableText as stock_text
from plone.app.contenttypes.indexers import SearchableText_file
from plone.app.contenttypes.interfaces import IFile
from plone.dexterity.interfaces import IDexterityFTI
from plone.dexterity.utils import iterSchemataForType
from plone.indexer import indexer
from plone.indexer.delegate import DelegatingIndexerFactory
from plone.namedfile.interfaces import INamed
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.component import queryUtility
from zope.interface import Interface
from zope.schema import getFieldsInOrder


@lru_cache(maxsize=256)
def fields_with_default(portal_type: str | None) -> frozenset[str]:
    """Names of the fields of a type that have a value though nobody gave them one."""
    if portal_type is None or queryUtility(IDexterityFTI, portal_type) is None:
        return frozenset()
    return frozenset(
        name
        for schema in iterSchemataForType(portal_type)
        for name, field in getFieldsInOrder(schema)
        if field.defaultFactory is not None or field.default is not None
    )


def own_attribute(name: str) -> DelegatingIndexerFactory:
    """Indexer factory: the object's own, non-empty value; else nothing is indexed.

    Every item is asked for all of them whenever it is cataloged, and content searches its schemas
    long for what it has not: so that is done for fields with a default only.
    """

    def index(obj: Any) -> Any:
        base = aq_base(obj)
        value = getattr(base, "__dict__", {}).get(name)
        if value is None and name in fields_with_default(getattr(base, "portal_type", None)):
            value = getattr(base, name, None)
        if value is None or value == "" or callable(value):
            raise AttributeError(name)
        return list(value) if isinstance(value, tuple | list | set | frozenset) else value

    index.__name__ = name
    return indexer(Interface)(index)


disclosure_form = own_attribute("disclosure_form")
disclosure_group = own_attribute("disclosure_group")
document_form = own_attribute("document_form")
fields_of_work = own_attribute("fields_of_work")
in_force_from = own_attribute("in_force_from")
in_force_until = own_attribute("in_force_until")
issue_date = own_attribute("issue_date")
issuer = own_attribute("issuer")
kept_until = own_attribute("kept_until")
period = own_attribute("period")
school_year = own_attribute("school_year")


@indexer(Interface)
def nothing(obj: Any) -> None:
    """Indexer of what only documents have: all else has nothing, and acquires nothing."""
    raise AttributeError


@indexer(IOfficialDocument)
def document_number(obj: Any) -> str:
    return obj.number or ""


@indexer(IOfficialDocument)
def document_numbers(obj: Any) -> list[str]:
    """The parts of its number by which a document is looked up, see ``number_keys``."""
    return number_keys(obj.number or "")


@indexer(IOfficialDocument)
def refers_to(obj: Any) -> list[str]:
    """Numbers of the documents that it is based on."""
    return named_keys(getattr(aq_base(obj), "legal_bases", None))


@indexer(IOfficialDocument)
def replaces_numbers(obj: Any) -> list[str]:
    """Numbers of the documents that it replaces, wherever they are."""
    return named_keys(getattr(aq_base(obj), "replaced_numbers", None))


@indexer(IOfficialDocument)
def description(obj: Any) -> str:
    """Lists and searches show the abstract where other content has a description."""
    return obj.abstract or ""


@indexer(IOfficialDocument)
def replaced_by(obj: Any) -> list[str]:
    """UIDs of the documents that replace it, published or not; index only, never a column."""
    return [IUUID(other) for other in replacing(obj)]


@indexer(IOfficialDocument)
def replaced_from(obj: Any) -> Any:
    """First day on which a published document replaces it."""
    return first_day_replaced(obj)


@indexer(IOfficialDocument)
def force_begins(obj: Any) -> Any:
    """First day of force; one that nobody knows has passed."""
    return first_day(obj) or date(1, 1, 1)


@indexer(IOfficialDocument)
def force_ends(obj: Any) -> Any:
    """Last day of force."""
    return last_day(obj)


@indexer(Interface)
def file_note(obj: Any) -> str:
    """``PDF, 1,2 MB`` of the main file, for lists."""
    value = getattr(aq_base(obj), "file", None)
    if not INamed.providedBy(value):
        raise AttributeError("file_note")
    return note_of(value)


def searchable(*texts: str | None) -> str:
    """The texts as one, for the full-text index."""
    return " ".join(text for text in texts if text)


@indexer(IOfficialDocument)
def document_text(obj: Any) -> str:
    """SearchableText: title, form, number, abstract, issuer, signer, bases, the file, its name."""
    form = title_of(obj, "hcmedu.document_forms", obj.document_form)
    signer = searchable(obj.signer, obj.signer_position)
    about = searchable(obj.title, form, obj.number, obj.abstract, obj.issuer, signer)
    bases = searchable(*(obj.legal_bases or ()))
    return searchable(about, bases, getattr(obj.file, "filename", ""), file_text(obj))


@indexer(IDisclosure)
def disclosure_text(obj: Any) -> str:
    """SearchableText: title, summary, year, form, group, legal basis, the file and its name."""
    form = title_of(obj, "hcmedu.disclosure_forms", obj.disclosure_form)
    group = title_of(obj, "hcmedu.disclosure_groups", obj.disclosure_group)
    about = searchable(obj.title, obj.description, obj.school_year, form, group, obj.legal_basis)
    return searchable(about, getattr(obj.file, "filename", ""), file_text(obj))


@indexer(IFile)
def uploaded_text(obj: Any) -> str:
    """SearchableText of a File: no tool is run to read it, unlike in the stock indexer.

    Plain texts, and files of a site without the add-on, are left to the stock one.
    """
    if limit_bytes() is None or getattr(obj.file, "contentType", "").startswith("text/"):
        return SearchableText_file.callable(obj)
    return searchable(stock_text(obj), getattr(obj.file, "filename", ""), file_text(obj))
