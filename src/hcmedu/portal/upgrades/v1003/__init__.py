"""1002 → 1003: the public face; one module for each part of it."""

from hcmedu.portal.upgrades.v1003 import access
from Products.GenericSetup.tool import SetupTool


#: Modules of this package whose ``upgrade(setup)`` is called, in this order.
PARTS = (access,)


def upgrade(setup: SetupTool) -> None:
    """Bring an installed site to 1003; no item is changed."""
    for part in PARTS:
        part.upgrade(setup)
