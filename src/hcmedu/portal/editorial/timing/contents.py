"""Folder contents, *Properties*: dates in the site's zone, of what one may change and that fit."""

from hcmedu.portal.editorial.timing.setting import DatesRefused
from hcmedu.portal.editorial.timing.setting import may_set_dates
from hcmedu.portal.editorial.timing.setting import set_dates
from plone.app.content.browser.contents.properties import PropertiesActionView
from plone.base import PloneMessageFactory as _plone
from Products.CMFCore.interfaces import IFolderish
from typing import Any


class Properties(PropertiesActionView):
    """The stock page asks for the right on what was selected, not on what is inside of it."""

    def action(self, obj: Any, bypass_recurse: bool = False) -> None:
        if not may_set_dates(obj):
            title = {"title": self.objectTitle(obj)}
            self.errors.append(_plone('Permission denied for "${title}"', mapping=title))
            return
        try:
            set_dates(obj, {"effective": self.effectiveDate, "expires": self.expirationDate})
        except DatesRefused as refused:
            self.errors.append(refused.message)
            return
        self._set_the_rest(obj, bypass_recurse)

    def _set_the_rest(self, obj: Any, bypass_recurse: bool) -> None:
        dates = self.effectiveDate, self.expirationDate
        recurse, self.recurse = self.recurse, False
        self.effectiveDate = self.expirationDate = None
        try:
            super().action(obj, bypass_recurse)
        finally:
            (self.effectiveDate, self.expirationDate), self.recurse = dates, recurse
        if recurse and not bypass_recurse and IFolderish.providedBy(obj):
            for item in obj.values():
                self.action(item)
