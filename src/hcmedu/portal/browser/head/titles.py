"""Pages of a school root are called by their own name, not by that of the school alone."""

from html import escape
from plone.app.layout.viewlets.common import PathBarViewlet
from plone.app.layout.viewlets.common import TitleViewlet
from plone.base.interfaces import IPloneSiteRoot
from zope.i18n import translate


class PageTitle(TitleViewlet):
    """The title of the window, for views that are ``ITitledPage``."""

    @property
    def page_title(self) -> str:
        return escape(translate(self.view.heading, context=self.request))

    def update(self) -> None:
        """Plone has but one title for all pages of the site's root."""
        super().update()
        if IPloneSiteRoot.providedBy(self.context):
            self.site_title = self.sep.join([self.page_title, escape(self.site_title_setting)])


class PagePath(PathBarViewlet):
    """The breadcrumbs end with the page itself."""

    def update(self) -> None:
        super().update()
        here = {"absolute_url": self.request.URL, "Title": self.view.heading}
        self.breadcrumbs = (*self.breadcrumbs, here)
