"""Addresses in mails. The worker serves nobody, so they begin with what people told it."""

from dataclasses import dataclass
from plone import api
from typing import Any


DESK, REVIEW = "@@hcmedu-desk", "@@hcmedu-review"


@dataclass(frozen=True)
class Links:
    """``base``: where people see the school root, without a slash at the end."""

    root: Any
    base: str

    @property
    def desk(self) -> str:
        return f"{self.base}/{DESK}"

    def item(self, item: Any) -> str:
        """Where the item stands now, whatever it was called when the notice was written."""
        steps = item.getPhysicalPath()[len(self.root.getPhysicalPath()) :]
        suffix = ["view"] if item.portal_type in _listed_by_view() else []
        return "/".join([self.base, *steps, *suffix])

    def review(self, item: Any) -> str:
        steps = item.getPhysicalPath()[len(self.root.getPhysicalPath()) :]
        return "/".join([self.base, *steps, REVIEW])


def find_item(root: Any, uid: str) -> Any | None:
    """The item of this school root, whoever may see it; None when it is gone."""
    query = {"UID": uid, "path": "/".join(root.getPhysicalPath())}
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(query)
    return brains[0]._unrestrictedGetObject() if brains else None


def _listed_by_view() -> list[str]:
    """Types whose own address is a download."""
    name = "plone.types_use_view_action_in_listings"
    return api.portal.get_registry_record(name, default=None) or []
