"""Before an item is deleted: which links to it would break."""

from hcmedu.portal.editorial.copies.links import baseline_of
from plone.app.linkintegrity.browser.info import DeleteConfirmationInfo
from typing import Any


class CopyAwareInfo(DeleteConfirmationInfo):
    """``delete_confirmation_info``: that a working copy belongs to its original is no link."""

    def check_object(
        self,
        obj: Any,
        excluded_path: str | None = None,
        excluded_paths: set[str] | None = None,
    ) -> dict[str, Any] | None:
        original = baseline_of(obj)
        own = {"/".join(original.getPhysicalPath())} if original is not None else set()
        return super().check_object(obj, excluded_path, {*(excluded_paths or ()), *own})
