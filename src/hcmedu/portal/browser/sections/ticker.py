"""Display ``ticker``: the moving lines as a list, and who makes them public (A32).

289/VP-CNTT asks for them at once; the head of the board approves what is public, the administrator
looks after the system (3082/GDĐT-TTTT 4): so he, too, submits a line and does not publish it.
"""

from hcmedu.portal.browser.sections.cards import Articles
from hcmedu.portal.editorial.desk.access import APPROVE
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class Ticker(Articles):
    """The cards of all sections; above them a hint for those who write but don't approve."""

    hint_template = ViewPageTemplateFile("ticker.pt")

    def render(self) -> str:
        return (self.hint_template() if self.needs_hint else "") + super().render()

    @property
    def needs_hint(self) -> bool:
        if api.user.is_anonymous() or api.user.has_permission(APPROVE, obj=self.context):
            return False
        return bool(self.context.allowedContentTypes())
