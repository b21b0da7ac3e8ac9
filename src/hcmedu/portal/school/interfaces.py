"""What the rooms below may rely on: the school root, its sections, the event of a build."""

from hcmedu.portal.behaviors.section import ISection
from zope.interface import Attribute
from zope.interface import Interface
from zope.interface.interfaces import IObjectEvent


__all__ = ["ISchoolBuilt", "ISchoolRoot", "ISection"]


class ISchoolRoot(Interface):
    """The object that is the school's portal: the Plone site itself or a ``School`` container."""


class ISchoolBuilt(IObjectEvent):
    """The section tree of a school root was built or checked."""

    report = Attribute("BuildReport: what the run created and found")
    fresh = Attribute("bool: the root held no content of its own before this run")
