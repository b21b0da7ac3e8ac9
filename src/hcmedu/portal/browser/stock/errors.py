"""``index.html`` of an exception: Plone's page, also where a view reads the address below itself.

Zope draws the page in what was published last. Where that is a view (``@@hcmedu-case/<receipt>``)
Plone finds no layout in it, and visitors are shown a bare sentence without a way back.
"""

from pathlib import Path
from plone.rest.errors import ErrorHandling
from plone.rest.interfaces import IAPIRequest
from Products.CMFPlone.browser import exceptions
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.browser.interfaces import IBrowserView


TEMPLATES = Path(exceptions.__file__).parent / "templates"


class ErrorPage(exceptions.ExceptionView):
    index = ViewPageTemplateFile("error_message.pt", str(TEMPLATES))

    def __call__(self) -> str | None:
        if IAPIRequest.providedBy(self.request):
            # Our layer comes before the marker of REST, whose clients get REST's answers.
            return ErrorHandling(self.context, self.request)()
        while IBrowserView.providedBy(self.__parent__):
            self.__parent__ = self.__parent__.context
        return super().__call__()
