"""Scripts and styles of a page: a visitor gets the school's own and none of the editors' tools."""

from plone import api
from plone.base.interfaces import IBundleRegistry
from plone.registry.interfaces import IRegistry
from Products.CMFPlone.resources.browser.resource import REQUEST_CACHE_KEY
from Products.CMFPlone.resources.browser.resource import ScriptsView
from Products.CMFPlone.resources.browser.resource import StylesView
from typing import Any
from zope.component import getUtility


#: Bundles that serve people who edit: Mockup with Bootstrap's scripts, and what is built on it.
#: Whatever a visitor does works with the add-on's own script, and without any.
EDITING = frozenset(
    {
        "datagridfield-bundle",
        "easyform",
        "eventedit",
        "multilingual",
        "plone",
        "plone-fullscreen",
    }
)


def spared(bundles: dict[str, Any]) -> frozenset[str]:
    """Names of the bundles that visitors do without.

    A bundle that the site added, and that builds on one of these, keeps all of them.
    """
    others = (bundle for name, bundle in bundles.items() if name not in EDITING and bundle.enabled)
    needed = {name.strip() for bundle in others for name in (bundle.depends or "").split(",")}
    return frozenset() if needed & EDITING else EDITING


class VisitorResources:
    """Mixin of Plone's viewlets: people who have logged in get everything."""

    request: Any

    def update(self) -> None:
        known = getattr(self.request, REQUEST_CACHE_KEY, None) is not None
        if not known and api.user.is_anonymous():
            bundles = getUtility(IRegistry).collectionOfInterface(
                IBundleRegistry, prefix="plone.bundles", check=False
            )
            others = set(getattr(self.request, "disabled_bundles", ()))
            self.request.disabled_bundles = sorted(others | spared(bundles))
        super().update()


class Scripts(VisitorResources, ScriptsView):
    """``plone.resourceregistries.scripts``."""


class Styles(VisitorResources, StylesView):
    """``plone.resourceregistries.styles``."""
