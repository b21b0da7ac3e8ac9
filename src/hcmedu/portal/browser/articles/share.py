"""Sharing: plain links without scripts of others. Requirement B08: 3082/GDĐT-TTTT 1."""

from base64 import b64encode
from functools import cached_property
from hcmedu.portal.browser import icons
from hcmedu.portal.browser.published import is_shared
from hcmedu.portal.browser.statics import script_url
from plone import api
from plone.app.layout.viewlets import ViewletBase
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode

import json


#: A school may switch sharing off.
RECORD = "hcmedu.sharing"


def share_links(url: str, title: str) -> list[dict[str, str]]:
    """Name and address of each network, which is asked only when somebody follows the link."""
    # Zalo takes the address as JSON in base64; there is no other plain link to it.
    packed = b64encode(json.dumps({"url": url}).encode()).decode()
    networks = (
        ("Facebook", "https://www.facebook.com/sharer/sharer.php", {"u": url}),
        ("Zalo", "https://button-share.zalo.me/share_external", {"d": packed}),
        ("X", "https://x.com/intent/post", {"url": url, "text": title}),
    )
    return [
        {"name": name, "url": f"{address}?{urlencode(query)}"} for name, address, query in networks
    ]


class ShareViewlet(ViewletBase):
    """Below what is public now; nothing below drafts, sections and forms."""

    template = ViewPageTemplateFile("share.pt")

    def render(self) -> str:
        return self.template() if self.is_on and is_shared(self.context) else ""

    @property
    def is_on(self) -> bool:
        return bool(api.portal.get_registry_record(RECORD, default=True))

    @cached_property
    def url(self) -> str:
        suffix = "/view" if self.context.portal_type in ("File", "Image") else ""
        return f"{self.context.absolute_url()}{suffix}"

    @property
    def links(self) -> list[dict[str, str]]:
        return share_links(self.url, self.context.Title())

    def icon(self, name: str) -> str:
        return icons.icon(name)

    @property
    def script(self) -> str:
        return script_url(self.site_url)
