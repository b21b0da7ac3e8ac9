"""Ways to the look-up, and for editors to the standard forms, on the pages about procedures."""

from collections.abc import Callable
from hcmedu.portal.cases.forms.action import save_action
from hcmedu.portal.cases.forms.lookup import PAGE
from hcmedu.portal.cases.forms.standard import FORM_TYPE
from hcmedu.portal.cases.forms.standard import may_add
from hcmedu.portal.cases.forms.standard import PAGE as STANDARD
from hcmedu.portal.cases.forms.templates import FEEDBACK_SECTION
from hcmedu.portal.cases.forms.templates import PROCEDURES_SECTION
from hcmedu.portal.cases.forms.templates import SECTION
from hcmedu.portal.cases.model import About
from hcmedu.portal.school.interfaces import ISection
from hcmedu.portal.school.root import school_root
from plone import api
from plone.app.layout.viewlets import ViewletBase
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


SECTIONS = (PROCEDURES_SECTION, SECTION, FEEDBACK_SECTION)


class CaseLinks(ViewletBase):
    """On a procedure, and on the sections of procedures, services and feedback."""

    index: Callable[[], str] = ViewPageTemplateFile("links.pt")

    def render(self) -> str:
        return self.index() if self.look_up_url else ""

    @property
    def look_up_url(self) -> str:
        root = school_root(self.context)
        concerned = not ISection.providedBy(self.context) or self.context.section_code in SECTIONS
        return f"{root.absolute_url()}/{PAGE}" if concerned and root is not None else ""

    @property
    def feedback_url(self) -> str:
        """In the section of feedback: of the form that this person may see; empty without one."""
        if getattr(self.context, "section_code", None) != FEEDBACK_SECTION:
            return ""
        found = api.content.find(context=self.context, portal_type=FORM_TYPE)
        forms = (brain.getObject() for brain in found)
        told = (form for form in forms if getattr(save_action(form), "about", "") == About.FEEDBACK)
        return next((form.absolute_url() for form in told), "")

    @property
    def standard_url(self) -> str:
        """Empty for who may add no form in these sections."""
        root = school_root(self.context)
        if api.user.is_anonymous() or not ISection.providedBy(self.context):
            return ""
        may = any(may_add(root, code, FORM_TYPE) for code in (SECTION, FEEDBACK_SECTION))
        return f"{root.absolute_url()}/{STANDARD}" if may else ""
