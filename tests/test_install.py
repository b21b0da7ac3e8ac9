"""The add-on installs on a Plone site."""

from plone.browserlayer.utils import registered_layers


def test_installed(installer):
    assert installer.is_product_installed("hcmedu.portal")


def test_browserlayer(portal):
    from hcmedu.portal.interfaces import IHcmeduPortalLayer

    assert IHcmeduPortalLayer in registered_layers()
