"""Who may not edit what is published, but may have a working copy of it, is led to that."""

from hcmedu.portal.editorial.copies.rights import may_check_out
from plone import api
from Products.CMFPlone.browser.login.login import RequireLoginView
from typing import Any
from urllib.parse import unquote
from urllib.parse import urlsplit


class RequireLogin(RequireLoginView):
    """``require_login``: where the publisher sends whoever it refused, with the address.

    Only here does it tell who the user is.
    """

    def __call__(self) -> Any:
        item = edited_item(self.request)
        if item is None or not may_check_out(item):
            return super().__call__()
        return self.request.response.redirect(f"{item.absolute_url()}/@@content-checkout")


def edited_item(request: Any) -> Any | None:
    """The content whose edit form was asked for; None for any other address."""
    address = request.get("came_from", None)
    path = urlsplit(address).path.rstrip("/") if isinstance(address, str) else ""
    place, _slash, page = unquote(path).rpartition("/")
    if page.removeprefix("@@") != "edit":
        return None
    base = urlsplit(api.portal.get().absolute_url()).path
    if not place.startswith(f"{base}/"):
        return None
    return descend(api.portal.get(), place.removeprefix(base).strip("/").split("/"))


def descend(item: Any, names: list[str]) -> Any | None:
    """Content below by its ids alone: an address of another's choice must not run a view."""
    for name in names:
        if not hasattr(item, "hasObject") or not item.hasObject(name):
            return None
        item = item._getOb(name)
    return item
