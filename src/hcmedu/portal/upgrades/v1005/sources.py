"""Events that were announced elsewhere name their source as well (4210/GDĐT-TTTT III.2, B10)."""

from hcmedu.portal.upgrades.v1003.media import add_behaviors
from plone import api
from Products.GenericSetup.tool import SetupTool


#: As in ``types/Event.xml`` of the profile; what a school has changed of the type since stays.
BEHAVIORS = ("hcmedu.source",)


def upgrade(setup: SetupTool) -> None:
    """One behavior; no item is changed."""
    types = api.portal.get_tool("portal_types")
    if "Event" in types:
        add_behaviors(types["Event"], BEHAVIORS)
