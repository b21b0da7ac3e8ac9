"""1001 → 1002: official documents are found by every word and number, and read in place."""

from hcmedu.portal.documents.search.install import install_search
from hcmedu.portal.viewer import install_viewer
from plone import api
from Products.GenericSetup.tool import SetupTool
from typing import Any


PROFILE = "profile-hcmedu.portal:default"
#: Import steps of the profile that bring what is new, in this order.
STEPS = ("catalog", "controlpanel")
BUNDLE = "plone.bundles/hcmedu-portal"
SCRIPT = "++plone++hcmedu.portal/hcmedu-portal.js"
#: Indexes of documents that version 1001 did not have.
NEW_INDEXES = (
    "document_numbers",
    "force_begins",
    "force_ends",
    "refers_to",
    "replaces_numbers",
)


def upgrade(setup: SetupTool) -> None:
    """Bring an installed site to 1002; no item is changed."""
    site = api.portal.get()
    for step in STEPS:
        setup.runImportStepFromProfile(PROFILE, step, run_dependencies=False)
    load_the_script()
    index_numbers(site)
    install_search(site)
    install_viewer(site)


def load_the_script() -> None:
    """As in ``registry/browser.xml``, whose other records a school may have changed since."""
    api.portal.set_registry_record(f"{BUNDLE}.jscompilation", SCRIPT)
    api.portal.set_registry_record(f"{BUNDLE}.load_defer", True)


def index_numbers(site: Any) -> None:
    """Catalog the numbers of the documents that are there."""
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(portal_type="OfficialDocument"):
        brain._unrestrictedGetObject().reindexObject(idxs=list(NEW_INDEXES))
