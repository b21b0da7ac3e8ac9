"""Catalog: by which section an item is found.

The indexers are there for every content object: without one, the catalog would read the attribute
by acquisition and take a document for the section that holds it.
"""

from Acquisition import aq_base
from Acquisition import aq_chain
from Acquisition import aq_inner
from hcmedu.portal.school.interfaces import ISchoolRoot
from hcmedu.portal.school.interfaces import ISection
from hcmedu.portal.school.root import school_root
from hcmedu.portal.school.root import section_key as make_section_key
from plone.dexterity.interfaces import IDexterityContent
from plone.indexer import indexer
from typing import Any


def code_of(context: Any) -> str:
    """Section code of an object itself, without acquisition; empty when it has none."""
    return getattr(aq_base(context), "section_code", None) or ""


@indexer(IDexterityContent)
def section_code(context: Any) -> str:
    if not code_of(context):
        raise AttributeError("no section")
    return code_of(context)


@indexer(IDexterityContent)
def section_kind(context: Any) -> str:
    if not code_of(context):
        raise AttributeError("no section")
    return getattr(aq_base(context), "section_kind", None) or ""


@indexer(IDexterityContent)
def section_key(context: Any) -> str:
    root = school_root(context)
    if root is None or not code_of(context):
        raise AttributeError("no section")
    return make_section_key(root, code_of(context))


@indexer(IDexterityContent)
def in_sections(context: Any) -> list[str]:
    """Codes of the sections above an item, nearest first."""
    found = []
    for parent in aq_chain(aq_inner(context))[1:]:
        if ISchoolRoot.providedBy(parent):
            break
        if ISection.providedBy(parent):
            found.append(code_of(parent))
    return found
