"""In the section of the disclosures (A13): a link to the page on their status, if there is one."""

from Acquisition import aq_base
from functools import cached_property
from hcmedu.portal.compliance.settings import settings_of
from hcmedu.portal.compliance.status.page import PAGE
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.regulations.model import Display
from hcmedu.portal.school.root import school_root
from plone.app.layout.viewlets.common import ViewletBase
from typing import Any


class StatusViewlet(ViewletBase):
    """For sections that hold all groups of disclosures, not those of one alone."""

    @cached_property
    def root(self) -> Any | None:
        section = catalogue().sections.get(getattr(aq_base(self.context), "section_code", ""))
        is_it = section is not None and section.display is Display.DISCLOSURE_TABLE
        return school_root(self.context) if is_it and not section.disclosure_groups else None

    @property
    def available(self) -> bool:
        return self.root is not None and bool(settings_of(self.root).public_status)

    @property
    def url(self) -> str:
        return f"{self.root.absolute_url()}/{PAGE}"
