"""Below the title: when it was published, when it was changed last. Visitors read no account."""

from hcmedu.portal.browser.published import ARTICLE_TYPES
from hcmedu.portal.browser.published import MEDIA_TYPES
from hcmedu.portal.browser.published import portal_type
from hcmedu.portal.listing.brains import as_date
from hcmedu.portal.vietnamese import format_date
from plone.app.layout.viewlets.content import DocumentBylineViewlet
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class DatelineViewlet(DocumentBylineViewlet):
    """Dates of articles and media; of all other types Plone's line for people who are logged in."""

    dateline = ViewPageTemplateFile("dateline.pt")

    def render(self) -> str:
        if portal_type(self.context) in ARTICLE_TYPES | MEDIA_TYPES:
            return self.dateline() if self.published or not self.anonymous else ""
        return "" if self.anonymous else super().render()

    @property
    def published(self) -> str:
        """dd/mm/yyyy; empty for what never was published."""
        day = as_date(self.context.effective_date)
        return format_date(day) if day else ""

    @property
    def changed(self) -> str:
        """The day of the last change, unless it was that of publication or before."""
        day, published = (
            as_date(each) for each in (self.context.modification_date, self.context.effective_date)
        )
        return format_date(day) if day and published and day > published else ""

    @property
    def names(self) -> list[str]:
        """Full names of the authors, for people who are logged in."""
        if self.anonymous:
            return []
        return [self.get_fullname(who) for who in self.context.listCreators()]
