"""Films get picture, captions and words; sharing can be switched off."""

from hcmedu.portal import _
from plone import api
from plone.registry import field
from plone.registry import Record
from plone.registry.interfaces import IRegistry
from Products.GenericSetup.tool import SetupTool
from typing import Any
from zope.component import getUtility


#: As in ``types/*.xml`` of the profile, whose other properties a school may have changed since.
BEHAVIORS = {"File": ("hcmedu.film", "hcmedu.captions"), "Link": ("hcmedu.film",)}
SHARING = "hcmedu.sharing"
PROFILE = "profile-hcmedu.portal:default"


def upgrade(setup: SetupTool) -> None:
    """Behaviors, one record, the order of viewlets; no item is changed."""
    setup.runImportStepFromProfile(PROFILE, "viewlets", run_dependencies=False)
    types = api.portal.get_tool("portal_types")
    for portal_type, names in BEHAVIORS.items():
        add_behaviors(types[portal_type], names)
    add_record()


def add_behaviors(fti: Any, names: tuple[str, ...]) -> None:
    missing = [name for name in names if name not in fti.behaviors]
    if missing:
        fti.manage_changeProperties(behaviors=(*fti.behaviors, *missing))


def add_record() -> None:
    """As in ``registry/hcmedu.sharing.xml``; what the school has decided stays."""
    settings = getUtility(IRegistry)
    if SHARING not in settings.records:
        about = {
            "title": _("Links to share pages"),
            "description": _("Below published pages stand links to Facebook, Zalo and X."),
        }
        settings.records[SHARING] = Record(field.Bool(required=False, **about), True)
