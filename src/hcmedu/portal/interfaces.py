"""Marker interfaces that every room may know."""

from collective.easyform.interfaces.layer import IEasyFormLayer
from plone.app.contenttypes.interfaces import IPloneAppContenttypesLayer
from plone.app.event.interfaces import IBrowserLayer as IEventLayer
from zope.interface import Attribute
from zope.interface import Interface


class IHcmeduPortalLayer(IPloneAppContenttypesLayer, IEventLayer, IEasyFormLayer):
    """Browser layer: set on the request where the add-on is installed.

    Layers stand on the request in the order of their installation, Plone's before ours: only as
    their child do our views take the place of Plone's own for the same type.
    """


class ITitledPage(Interface):
    """A page of a school or an item that has a name of its own, beside that of its context."""

    heading = Attribute("Message or text: for the window's title, and the last of the breadcrumbs")
