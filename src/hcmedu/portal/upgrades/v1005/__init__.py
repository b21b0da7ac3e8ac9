"""1004 → 1005: what the law still misses; one module for each part of it."""

from hcmedu.portal.upgrades.v1005 import access
from hcmedu.portal.upgrades.v1005 import authority
from hcmedu.portal.upgrades.v1005 import facts
from hcmedu.portal.upgrades.v1005 import history
from hcmedu.portal.upgrades.v1005 import page
from hcmedu.portal.upgrades.v1005 import settings
from hcmedu.portal.upgrades.v1005 import sources
from Products.GenericSetup.tool import SetupTool


#: Modules of this package whose ``upgrade(setup)`` is called, in this order.
PARTS = (
    access,
    authority,
    facts,
    history,
    page,
    settings,
    sources,
)


def upgrade(setup: SetupTool) -> None:
    """Bring an installed site to 1005; no item is changed."""
    for part in PARTS:
        part.upgrade(setup)
