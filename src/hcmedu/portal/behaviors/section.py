"""Behavior ``hcmedu.section``: a folder that is a section (chuyên mục) of the mandated tree.

A section is known by its code (``A13``), never by its id, title or path, so that a school may
rename, reorder and move it. Codes and display kinds come from the regulation catalogue.
"""

from hcmedu.portal import _
from hcmedu.portal.regulations import catalogue
from plone.autoform import directives
from plone.autoform.interfaces import IFormFieldProvider
from plone.supermodel import model
from zope import schema
from zope.interface import alsoProvides
from zope.interface import Interface
from zope.interface import noLongerProvides
from zope.interface import provider
from zope.schema import ValidationError


#: Codes of groups, the first-level entries, begin so; the catalogue's id of the group follows.
GROUP_PREFIX = "G-"


class UnknownCode(ValidationError):
    __doc__ = _("The regulation catalogue has no section of this code.")


def known_code(code: str) -> bool:
    """A code of a section or group of the catalogue; raises ``UnknownCode``."""
    groups = {f"{GROUP_PREFIX}{group}" for group in catalogue().groups}
    if code not in groups and code not in catalogue().sections:
        raise UnknownCode(code)
    return True


class ISection(Interface):
    """Marker of a folder that carries a section code."""


@provider(IFormFieldProvider)
class ISectionBehavior(model.Schema):
    """Fields of a section; only the section builder and an administrator write them."""

    directives.omitted("section_code", "section_kind")
    directives.write_permission(
        section_code="hcmedu.portal.ManageSections",
        section_kind="hcmedu.portal.ManageSections",
    )
    section_code = schema.TextLine(
        title=_("Section code"),
        description=_("Code of the section in the regulation catalogue, for example A13."),
        required=False,
        constraint=known_code,
    )
    section_kind = schema.TextLine(
        title=_("Kind of display"),
        required=False,
    )


def mark_section(context: object) -> None:
    """Let the marker ``ISection`` follow the code: present with a code, absent without."""
    code = getattr(context, "section_code", None)
    if code and not ISection.providedBy(context):
        alsoProvides(context, ISection)
    elif not code and ISection.providedBy(context):
        noLongerProvides(context, ISection)
