"""What a job finds around it: the site in a connection of its own, a request, all rights."""

from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import noSecurityManager
from AccessControl.users import system
from collections.abc import Iterator
from contextlib import contextmanager
from plone.base.interfaces import IPloneSiteRoot
from Testing.makerequest import makerequest
from typing import Any
from urllib.parse import urlsplit
from zope.component.hooks import setSite
from zope.event import notify
from zope.globalrequest import clearRequest
from zope.globalrequest import setRequest
from zope.publisher.skinnable import setDefaultSkin
from zope.traversing.interfaces import BeforeTraverseEvent

import transaction
import Zope2


#: Told to a request, which keeps the port that it has where none is told.
PORTS = {"http": 80, "https": 443}


class SiteGone(LookupError):
    """There is no Plone site at that path any more."""


@contextmanager
def application() -> Iterator[Any]:
    """The root of the database in a connection and a transaction of its own, with a request.

    For a thread that has none of these; whatever was not committed is aborted.
    """
    app = makerequest(Zope2.app())
    try:
        transaction.begin()
        setDefaultSkin(app.REQUEST)
        app.REQUEST["PARENTS"] = [app]
        setRequest(app.REQUEST)
        newSecurityManager(None, system.__of__(app.acl_users))
        yield app
    finally:
        transaction.abort()
        noSecurityManager()
        setSite(None)
        clearRequest()
        app._p_jar.close()


@contextmanager
def at_site(path: str, address: str = "") -> Iterator[Any]:
    """That Plone site, as if a request for it were answered, with its layers and its language.

    Its URLs begin with ``address`` where one is given. Raises ``SiteGone``.
    """
    with application() as app:
        site = app.unrestrictedTraverse(path, None)
        if not IPloneSiteRoot.providedBy(site):
            raise SiteGone(path)
        if address:
            set_address(app.REQUEST, site, address)
        app.REQUEST["PARENTS"] = [site, app]
        # The publisher says the same on its way: current site, skin, browser layers, language.
        notify(BeforeTraverseEvent(site, app.REQUEST))
        yield site


def set_address(request: Any, site: Any, address: str) -> None:
    """Have the URLs of a request begin so, whatever it was made with."""
    parts = urlsplit(address)
    request.setServerURL(parts.scheme, parts.hostname, parts.port or PORTS.get(parts.scheme))
    request["PARENTS"] = [site]
    request.setVirtualRoot(parts.path)


def site_paths() -> list[str]:
    """The paths of all Plone sites of the database, those in folders too."""
    with application() as app:
        return ["/".join(site.getPhysicalPath()) for site in _sites(app)]


def _sites(folder: Any) -> Iterator[Any]:
    for item in folder.objectValues():
        if IPloneSiteRoot.providedBy(item):
            yield item
        elif item.meta_type == "Folder":
            yield from _sites(item)
