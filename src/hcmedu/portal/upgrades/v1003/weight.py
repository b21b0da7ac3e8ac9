"""Light for a visitor: what browsers may keep, by plone.app.caching."""

from hcmedu.portal.caching.install import install_caching
from plone import api
from Products.GenericSetup.tool import SetupTool


def upgrade(setup: SetupTool) -> None:
    """As on installation: settings of before are kept, to be given back when the add-on goes."""
    install_caching(api.portal.get())
