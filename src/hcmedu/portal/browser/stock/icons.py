"""Titles of Plone's icons, in the language of the page."""

from Products.CMFPlone.browser.icons import IconsView
from zope.i18n import translate


class Icons(IconsView):
    """Templates give ``tag_alt`` as plain English text (Plone 6.2): look it up in their domain."""

    def tag(self, name: str, tag_class: str = "", tag_alt: str = "") -> str:
        title = translate(tag_alt, domain="plone", context=self.request) if tag_alt else ""
        return super().tag(name, tag_class=tag_class, tag_alt=title)
