"""The skip link comes first on a page; Plone's own groups get their Vietnamese names."""

from hcmedu.portal.browser.stock.groups import name_groups
from plone import api
from Products.GenericSetup.tool import SetupTool


PROFILE = "profile-hcmedu.portal:default"


def upgrade(setup: SetupTool) -> None:
    setup.runImportStepFromProfile(PROFILE, "viewlets", run_dependencies=False)
    name_groups(api.portal.get())
