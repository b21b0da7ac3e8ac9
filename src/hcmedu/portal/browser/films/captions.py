"""``@@hcmedu-captions``: the captions of a film as WebVTT, for whoever may see the film."""

from hcmedu.portal.behaviors.subtitles import NotCaptions
from hcmedu.portal.behaviors.subtitles import read_captions
from hcmedu.portal.content.filetext import IFileReading
from plone.namedfile.interfaces import INamed
from Products.Five.browser import BrowserView
from zExceptions import NotFound
from zope.interface import implementer


@implementer(IFileReading)
class CaptionsView(BrowserView):
    """Marked as a view of the file, so that it closes together with it."""

    def __call__(self) -> str:
        value = getattr(self.context, "captions", None)
        if not INamed.providedBy(value):
            raise NotFound(self.__name__)
        try:
            text = read_captions(value.data)
        except NotCaptions as error:
            raise NotFound(self.__name__) from error
        self.request.response.setHeader("Content-Type", "text/vtt; charset=utf-8")
        self.request.response.setHeader("X-Content-Type-Options", "nosniff")
        return text
