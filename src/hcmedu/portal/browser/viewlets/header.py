"""Header: emblem, authority above, name of the school. Stands where Plone's logo stands."""

from hcmedu.portal.browser.profile import SchoolIdentity
from hcmedu.portal.theme.pictures import own_pictures
from plone.app.layout.viewlets.common import LogoViewlet
from plone.base.interfaces import IPloneSiteRoot
from plone.base.interfaces import ISiteSchema
from plone.registry.interfaces import IRegistry
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.component import getUtility


EMBLEM = "++plone++hcmedu.portal/emblem.svg"


class HeaderViewlet(LogoViewlet):
    """The school's own emblem, else the logo of the site, else a placeholder."""

    index = ViewPageTemplateFile("header.pt")

    def update(self) -> None:
        super().update()
        self.school = SchoolIdentity(self.context)
        emblem = own_pictures(self.school.root, "emblem")
        if emblem:
            self.img_src = emblem[0]["src"]
        elif not self.has_own_logo():
            self.img_src = f"{self.site_url}/{EMBLEM}"

    @property
    def url(self) -> str:
        return self.school.url or self.navigation_root_url

    def has_own_logo(self) -> bool:
        """The site's logo belongs to the site; a school inside a central portal is not it."""
        if not IPloneSiteRoot.providedBy(self.school.root):
            return False
        settings = getUtility(IRegistry).forInterface(ISiteSchema, prefix="plone", check=False)
        return bool(settings.site_logo)
