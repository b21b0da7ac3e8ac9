"""Who attached a file to a document goes on at the document."""

from hcmedu.portal.editorial.chains import holds_attachments
from plone import api
from plone.dexterity.browser.add import DefaultAddForm
from plone.dexterity.browser.add import DefaultAddView
from typing import Any


class AttachmentAddForm(DefaultAddForm):
    """The stock form, but for where it leads to: a file has no page to go on with."""

    def add(self, object: Any) -> None:
        super().add(object)
        if holds_attachments(self.container):
            state = api.content.get_view("plone_context_state", self.container, self.request)
            self.immediate_view = state.view_url()


class AttachmentAddView(DefaultAddView):
    """``++add++File`` and ``++add++Image``."""

    form = AttachmentAddForm
