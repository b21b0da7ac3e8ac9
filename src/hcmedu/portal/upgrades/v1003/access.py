"""Groups that every Plone site has get their Vietnamese names."""

from hcmedu.portal.browser.stock.groups import name_groups
from plone import api
from Products.GenericSetup.tool import SetupTool


def upgrade(setup: SetupTool) -> None:
    name_groups(api.portal.get())
