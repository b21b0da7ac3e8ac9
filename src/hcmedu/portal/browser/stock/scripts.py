"""The scripts that mend Plone's pages, in the head of the pages of people who are logged in."""

from hcmedu.portal.browser.stock import texts
from importlib.resources import files
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from Products.Five.browser import BrowserView


#: Sets Mockup's stored catalogues; both keys of a domain, as mockup/core/i18n.js (5.x) reads them.
STORE = """(function (texts) {
  "use strict";
  window.hcmeduTexts = texts;
  try {
    ["widgets", "plone"].forEach(function (domain) {
      var key = domain + "-" + (document.documentElement.lang || texts.language);
      localStorage.setItem(key, JSON.stringify(texts[domain]));
      localStorage.setItem(key + "-updated", Date.now());
    });
  } catch (error) {
    /* No storage: Mockup fetches the catalogue itself */
  }
})(%s);
"""
YEAR = 365 * 24 * 3600
SCRIPT = "hcmedu-editing.js"


class Texts(BrowserView):
    """``@@hcmedu-texts``: the catalogue as a script. Nothing in it is anybody's secret."""

    def __call__(self) -> str:
        content, version = texts.encoded(self.request)
        response = self.request.response
        response.setHeader("Content-Type", "text/javascript; charset=utf-8")
        fresh = self.request.get("v") == version
        kept = f"private, max-age={YEAR}, immutable" if fresh else "private, no-cache"
        response.setHeader("Cache-Control", kept)
        return STORE % content


class ScriptsViewlet(ViewletBase):
    """Texts first, not deferred: Plone's scripts ask for them while they load."""

    def render(self) -> str:
        if api.user.is_anonymous():
            return ""
        _content, version = texts.encoded(self.request)
        base = api.portal.get().absolute_url()
        script = f"{base}/++plone++hcmedu.portal/{SCRIPT}?v={_version_of_script()}"
        return (
            f'<script src="{base}/@@hcmedu-texts?v={version}"></script>\n'
            f'<script defer="defer" src="{script}"></script>\n'
        )


def _version_of_script() -> int:
    path = files("hcmedu.portal.browser") / "static" / SCRIPT
    return int(path.stat().st_mtime)
