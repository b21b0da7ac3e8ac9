"""Titles of what the evaluation knows by name: fields, values of vocabularies, roles."""

from collections.abc import Mapping
from hcmedu.portal import _
from hcmedu.portal.content.consultation import IConsultationTopic
from hcmedu.portal.content.disclosure import IDisclosure
from hcmedu.portal.content.officialdocument import IOfficialDocument
from hcmedu.portal.content.procedure import IProcedure
from hcmedu.portal.content.project import IProject
from hcmedu.portal.content.resource import ILearningResource
from hcmedu.portal.content.schedule import ISchedule
from hcmedu.portal.content.staff import IStaffMember
from hcmedu.portal.content.terms import RESOURCE_KINDS
from hcmedu.portal.content.terms import STAFF_UNITS
from hcmedu.portal.content.yearbook import IYearbookEntry
from hcmedu.portal.school.profile import ISchoolProfile
from plone.dexterity.interfaces import IDexterityFTI
from plone.dexterity.utils import iterSchemataForType
from typing import Any
from zope.component import queryUtility
from zope.schema import getFieldsInOrder


SCHEMAS: Mapping[str, Any] = {
    "ConsultationTopic": IConsultationTopic,
    "Disclosure": IDisclosure,
    "LearningResource": ILearningResource,
    "OfficialDocument": IOfficialDocument,
    "Procedure": IProcedure,
    "Project": IProject,
    "Schedule": ISchedule,
    "StaffMember": IStaffMember,
    "YearbookEntry": IYearbookEntry,
}
VOCABULARIES: Mapping[str, Mapping[str, str]] = {
    "resource_kind": dict(RESOURCE_KINDS),
    "unit": dict(STAFF_UNITS),
}
PROFILE_TITLES: Mapping[str, str] = {
    **{name: field.title for name, field in getFieldsInOrder(ISchoolProfile)},
    "landline": _("Land line"),
}
#: As the editorial board's regulations name them (C01).
ROLE_TITLES: Mapping[str, str] = {
    "heads": _("Head of the editorial board"),
    "editors": _("Editors"),
    "administrators": _("Administrator of the portal"),
}


def field_title(portal_type: str, name: str) -> str:
    """The title of a field of a type, as its form shows it; the name where there is no such."""
    field = SCHEMAS[portal_type].get(name) if portal_type in SCHEMAS else None
    if field is None and queryUtility(IDexterityFTI, name=portal_type) is not None:
        schemas = iterSchemataForType(portal_type)
        field = next((each[name] for each in schemas if name in each), None)
    return name if field is None else field.title


def value_title(field: str, token: str) -> str:
    return VOCABULARIES.get(field, {}).get(token, token)
