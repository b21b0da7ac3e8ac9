"""``image_view``: a picture on a page of its own, for those that stand in no album."""

from Acquisition import aq_inner
from Acquisition import aq_parent
from functools import cached_property
from hcmedu.portal.browser.published import is_album
from hcmedu.portal.browser.scales import scales
from hcmedu.portal.content.views import file_note
from Products.Five.browser import BrowserView
from typing import Any


class ImageView(BrowserView):
    """The picture as large as the screen, and the file."""

    @cached_property
    def picture(self) -> dict[str, Any] | None:
        return scales(self.context, self.request, "image", "great", ("preview", "large", "great"))

    @property
    def album_url(self) -> str:
        album = aq_parent(aq_inner(self.context))
        return album.absolute_url() if is_album(album) else ""

    @property
    def download_url(self) -> str:
        return f"{self.context.absolute_url()}/@@download/image"

    @property
    def note(self) -> str:
        return file_note(self.context.image) if self.context.image else ""
