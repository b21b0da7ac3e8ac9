"""``contact-info``: Plone's contact form sends mail; without a mail server it is a dead end."""

from hcmedu.portal.school.root import find_section
from hcmedu.portal.school.root import school_root
from plone import api
from Products.CMFPlone.browser.contact_info import ContactForm
from typing import Any


#: Liên hệ: address, phones and e-mail of the school.
CONTACT = "A34"


class ContactPage(ContactForm):
    """Until the portal can send mail, who wants to reach the school finds there how."""

    def __call__(self) -> Any:
        section = None if self.mailhost_is_configured() else self.section
        if section is None:
            return super().__call__()
        return self.request.response.redirect(section.absolute_url())

    @property
    def section(self) -> Any | None:
        """Only where this person may see it."""
        root = school_root(self.context)
        found = find_section(root, CONTACT) if root is not None else None
        return found if found is not None and api.user.has_permission("View", obj=found) else None
