"""Skip link (đi thẳng đến nội dung): the first stop of the Tab key, WCAG 2.4.1.

Plone 6.2 has none: who uses the keyboard would pass the whole menu on each page.
"""

from hcmedu.portal import _
from html import escape
from plone.app.layout.viewlets.common import ViewletBase
from zope.i18n import translate


class SkipLinkViewlet(ViewletBase):
    """Seen only while it has the focus; leads past header and menu."""

    def render(self) -> str:
        label = translate(_("Skip to the content"), context=self.request)
        return f'<a class="hcmedu-skip" href="#content">{escape(label)}</a>'
