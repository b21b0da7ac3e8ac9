"""1002 → 1003: the public face; one module for each part of it."""

from hcmedu.portal.upgrades.v1003 import access
from hcmedu.portal.upgrades.v1003 import figures
from hcmedu.portal.upgrades.v1003 import look
from hcmedu.portal.upgrades.v1003 import media
from hcmedu.portal.upgrades.v1003 import schedules
from hcmedu.portal.upgrades.v1003 import weight
from Products.GenericSetup.tool import SetupTool


#: Modules of this package whose ``upgrade(setup)`` is called, in this order.
PARTS = (
    access,
    figures,
    look,
    media,
    schedules,
    weight,
)


def upgrade(setup: SetupTool) -> None:
    """Bring an installed site to 1003; no item is changed."""
    for part in PARTS:
        part.upgrade(setup)
