"""Marker interfaces that every room may know."""

from zope.publisher.interfaces.browser import IDefaultBrowserLayer


class IHcmeduPortalLayer(IDefaultBrowserLayer):
    """Browser layer: set on the request where the add-on is installed."""
