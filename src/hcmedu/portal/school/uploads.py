"""Where texts are written, pictures and files can be uploaded into them.

The editor of a text uploads into the section in which the text lies. The catalogue lists what a
section is for, which is what its menu offers; a picture of a text is allowed besides.
"""

from collections.abc import Sequence
from hcmedu.portal.school.nodes import nodes
from plone.app.textfield.interfaces import IRichText
from plone.dexterity.interfaces import IDexterityFTI
from plone.dexterity.utils import iterSchemataForType
from typing import Any
from zope.component import queryUtility
from zope.schema import getFields


UPLOADS = ("File", "Image")


def allowed_types(listed: Sequence[str]) -> list[str]:
    """What a section takes: the listed types, and uploads where one of them has a rich text."""
    uploads = UPLOADS if any(has_rich_text(name) for name in listed) else ()
    return [*listed, *(name for name in uploads if name not in listed)]


def has_rich_text(portal_type: str) -> bool:
    if queryUtility(IDexterityFTI, name=portal_type) is None:
        return False
    return any(
        IRichText.providedBy(field)
        for schema in iterSchemataForType(portal_type)
        for field in getFields(schema).values()
    )


def allow_uploads(section: Any) -> None:
    """Let a section take uploads that was built before; one that people changed stays."""
    node = nodes().get(section.section_code)
    if node is not None and set(section.locally_allowed_types or ()) == set(node.types):
        section.locally_allowed_types = allowed_types(node.types)
