"""An item as visitors will see it, drawn for who reviews it.

The page of the item is rendered by Plone itself, in a request of its own, with the eyes of a
visitor to whom the item is already public. Only what stands in its content area is taken over.
"""

from AccessControl.SecurityManagement import getSecurityManager
from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import setSecurityManager
from AccessControl.users import SpecialUser
from Acquisition import aq_base
from Acquisition import aq_chain
from Acquisition import aq_inner
from hcmedu.portal.editorial.desk.status import last_status
from hcmedu.portal.editorial.resources import not_taken_along
from hcmedu.portal.editorial.resources import used_by_item
from lxml import html
from plone import api
from plone.subrequest import subrequest
from plone.uuid.interfaces import IUUID
from Products.Five import BrowserView
from typing import Any

import re


#: Drafts are readable with this role; visitors have no role but Anonymous.
READER = "Reader"
CONTENT = "content"
#: What has no place on the page of a decision: it would do something, or is for editors.
UNWANTED = "script", "style", "form", "link", "meta"
#: But for the styles and scripts of our own, of the reader say, which act on nothing but the page.
OWN = re.compile(r"/\+\+resource\+\+hcmedu-[a-z]+/[a-z-]+\.(css|js)(\?v=[0-9a-f]+)?")
UNWANTED_CLASSES = ("documentByLine", "hcmedu-attach", "hcmedu-reason")


class FutureVisitor(SpecialUser):
    """A visitor who sees one item that is not public yet, with its attachments and what goes its
    way, and no other."""

    def __init__(self, item: Any) -> None:
        super().__init__("Anonymous User", "", ("Anonymous",), [])
        # in a tuple: as an attribute of a user the item would come wrapped in the user
        self.shown = (aq_base(item), *map(aq_base, published_with(item)))

    def getRolesInContext(self, object: Any) -> list[str]:
        return ["Anonymous", READER] if self.is_part(object) else ["Anonymous"]

    def allowed(self, object: Any, object_roles: Any = None) -> Any:
        if super().allowed(object, object_roles):
            return 1
        return 1 if READER in (object_roles or ()) and self.is_part(object) else None

    def is_part(self, obj: Any) -> bool:
        """The item itself or what goes its way, or what has no state of its own inside of it."""
        obj = getattr(obj, "__self__", obj)
        for each in aq_chain(aq_inner(obj)):
            if any(aq_base(each) is shown for shown in self.shown):
                return True
            if last_status(each) is not None:
                return False
        return False


def published_with(item: Any) -> list[Any]:
    """Files and images of an item that visitors will get with it.

    Of a draft: those which would go along if the present user submitted it.
    """
    left_out = {IUUID(each) for each in not_taken_along(item)}
    return [each for each in used_by_item(item) if IUUID(each) not in left_out]


class PreviewPage(BrowserView):
    """``@@hcmedu-preview``: the default view of an item, drawn for a visitor to come.

    Who may view the item may see it so; it tells less than the item's own page.
    """

    def __call__(self) -> str:
        # Plone tells by the address whether it draws the page of the item itself.
        self.request.set("ACTUAL_URL", self.context.absolute_url())
        before = getSecurityManager()
        visitor = FutureVisitor(self.context)
        newSecurityManager(None, visitor.__of__(api.portal.get().acl_users))
        try:
            return self.context()
        finally:
            setSecurityManager(before)


def preview(item: Any) -> str:
    """HTML of the content area; empty where the item has no page (a link leads elsewhere)."""
    response = subrequest("/@@hcmedu-preview", root=item)
    if response.getStatus() != 200:
        return ""
    return content_of(response.getBody(), item.absolute_url())


def content_of(page: bytes | str, base: str) -> str:
    """The content area of a page: links absolute, without what acts or belongs to editors; files
    are read in it as on the page of the item."""
    text = page.decode("utf-8") if isinstance(page, bytes) else page
    if not text.strip():
        return ""
    found = html.document_fromstring(text).get_element_by_id(CONTENT, None)
    if found is None:
        return ""
    found.make_links_absolute(base)
    for node in [each for each in found.iter(*UNWANTED) if not is_harmless(each)]:
        node.drop_tree()
    for name in UNWANTED_CLASSES:
        for node in found.find_class(name):
            node.drop_tree()
    for node in found.iter("a", "form"):
        open_apart(node, base)
    return "".join(html.tostring(child, encoding="unicode") for child in found)


def is_harmless(node: Any) -> bool:
    """Whether it is a style or script of our own, or a field to search in, so that one can read."""
    if node.tag == "form":
        return node.get("role") == "search" and node.get("method", "get").lower() == "get"
    site = api.portal.get().absolute_url()
    address = node.get("src") or node.get("href") or ""
    return address.startswith(site) and bool(OWN.fullmatch(address.removeprefix(site)))


def open_apart(node: Any, base: str) -> None:
    """What was typed as a reason is not lost by following a link; one within the page stays."""
    address = node.get("href", "")
    if address.startswith(f"{base}#"):
        node.set("href", address.removeprefix(base))
        return
    node.set("target", "_blank")
    node.set("rel", "noopener")
