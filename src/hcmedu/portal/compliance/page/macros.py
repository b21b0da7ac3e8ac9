"""``context/@@hcmedu-compliance-macros/macros``: parts of the rows of the report. No page."""

from hcmedu.portal.cases.desk.office import Paper
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class Macros(Paper):
    template = ViewPageTemplateFile("macros.pt")
