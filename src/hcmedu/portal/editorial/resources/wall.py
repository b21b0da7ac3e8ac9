"""Whatever address it is: who may not view an item gets nothing that hangs on it.

Plone protects views, not addresses: many of its views are public on every item and tell its title
(``@@main_template``, ``sitemap``, ``@@plone_context_state``), methods of every item can be called,
a picture's scale answers 'not modified' from a cache without asking anybody. So the publisher is
stopped here, once it knows what is wanted and by whom, and before anything answers.
"""

from AccessControl import getSecurityManager
from contextlib import suppress
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from plone.base.interfaces import IPloneSiteRoot
from plone.dexterity.interfaces import IDexterityContent
from plone.rest.interfaces import IService
from plone.rest.traverse import RESTWrapper
from Products.CMFCore.MemberDataTool import MemberDataTool
from typing import Any
from zExceptions import Unauthorized


def traversal_begins(site: Any, event: Any) -> None:
    """``IBeforeTraverseEvent`` of the site: have the publisher ask at the end."""
    # Who goes to the site without a publisher (worker, scripts) hands out nothing.
    with suppress(RuntimeError):
        event.request.post_traverse(guard, (event.request,))


def guard(request: Any) -> None:
    """Raise Unauthorized where the user may not view the item that the address names.

    The site itself lets everybody log in.
    """
    if not IHcmeduPortalLayer.providedBy(request) or is_preflight(request):
        return
    refuse_portraits(request)
    item = requested_item(request)
    if item is None or IPloneSiteRoot.providedBy(item):
        return
    if not getSecurityManager().checkPermission("View", item):
        raise Unauthorized(f"Not allowed to view {item.absolute_url()}")


def is_preflight(request: Any) -> bool:
    """Whether a browser asks if another site's page may use a REST service.

    It does not tell who it is, and gets headers only. Any other page is published for OPTIONS, too.
    """
    asked = request.method == "OPTIONS" and getattr(request, "_rest_cors_preflight", False)
    return bool(asked) and IService.providedBy(request.other.get("PUBLISHED"))


def refuse_portraits(request: Any) -> None:
    """Portraits of accounts are uploaded by their owners and approved by nobody: not for visitors.

    The portal shows pictures of its directory, which go through the review.
    """
    inside = any(isinstance(step, MemberDataTool) for step in request.other.get("PARENTS", ()))
    if inside and getSecurityManager().getUser().getId() is None:
        raise Unauthorized("Portraits are for members")


def requested_item(request: Any) -> Any | None:
    """The content that the address names, nearest to its end."""
    steps = (request.other.get("PUBLISHED"), *request.other.get("PARENTS", ()))
    plain = (step.context if isinstance(step, RESTWrapper) else step for step in steps)
    return next((step for step in plain if IDexterityContent.providedBy(step)), None)
