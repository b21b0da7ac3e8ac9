"""1004, look-up of results: the type of tables, the right to add it, its place in the sections."""

from hcmedu.portal.upgrades.newtypes import bring
from Products.GenericSetup.tool import SetupTool


TYPE = "ResultTable"


def upgrade(setup: SetupTool) -> None:
    """Bring an installed site to 1004; a second call changes nothing."""
    bring(setup, TYPE)
