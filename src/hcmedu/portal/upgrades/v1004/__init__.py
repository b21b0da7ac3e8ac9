"""1003 → 1004: services to citizens; one module for each part of it."""

from hcmedu.portal.upgrades.v1004 import cases
from hcmedu.portal.upgrades.v1004 import consultations
from hcmedu.portal.upgrades.v1004 import feeds
from hcmedu.portal.upgrades.v1004 import forms
from hcmedu.portal.upgrades.v1004 import lookup
from hcmedu.portal.upgrades.v1004 import submissions
from Products.GenericSetup.tool import SetupTool


#: Modules of this package whose ``upgrade(setup)`` is called, in this order.
PARTS = (
    submissions,
    cases,
    consultations,
    feeds,
    forms,
    lookup,
)


def upgrade(setup: SetupTool) -> None:
    """Bring an installed site to 1004; no item is changed."""
    for part in PARTS:
        part.upgrade(setup)
