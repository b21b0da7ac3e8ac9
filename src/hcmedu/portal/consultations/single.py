"""``@@hcmedu-opinion/<receipt>``: one opinion; ``@@hcmedu-opinion-file/<receipt>/<number>``."""

from hcmedu.portal import _
from hcmedu.portal.consultations import texts
from hcmedu.portal.consultations.handling import Handling
from hcmedu.portal.consultations.handling import require_charge
from hcmedu.portal.consultations.model import Opinion
from hcmedu.portal.consultations.register import decide
from hcmedu.portal.consultations.register import find
from hcmedu.portal.consultations.register import Outdated
from hcmedu.portal.submissions.files import send_file
from hcmedu.portal.submissions.receipts import read_receipt
from plone import api
from Products.Five.browser import BrowserView
from typing import Any
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


CHANGED = _("Somebody else has changed it meanwhile: please look at it again.")


def opinion_at(topic: Any, text: str) -> Opinion:
    """By the receipt in an address; raises NotFound, also for one of another topic."""
    receipt = read_receipt(text)
    opinion = find(topic, receipt) if receipt else None
    if opinion is None:
        raise NotFound("opinion")
    return opinion


@implementer(IPublishTraverse)
class OpinionView(Handling):
    """``@@hcmedu-opinion/<receipt>``: one opinion with all that is known of it."""

    what = "opinion"
    asked = ""

    def publishTraverse(self, request: Any, name: str) -> "OpinionView":
        """The receipt stands in the path: an address without it is no page."""
        if self.asked:
            raise NotFound(name)
        self.asked = name
        return self

    def __call__(self) -> Any:
        require_charge(self.context, self.request, self.what)
        self.without_columns()
        self.opinion = opinion_at(self.context, self.asked)
        if self.request.method == "POST" and self.is_saved():
            api.portal.show_message(_("Saved."), self.request)
            url = f"{self.context.absolute_url()}/@@hcmedu-opinions"
            return self.request.response.redirect(url)
        return self.index()

    def is_saved(self) -> bool:
        """Whether what was sent is done; else its form comes back."""
        if self.is_forged() or self.decision is None or self.error:
            return False
        return self.decide()

    def decide(self) -> bool:
        """False, and nothing changed, when another revision was seen."""
        revision = self.text("revision")
        shown = texts.tidy(self.text("shown")) if self.text("shown").strip() else None
        try:
            decide(
                self.context,
                self.opinion.row.receipt,
                self.step(self.opinion),
                int(revision) if revision.isdecimal() and len(revision) < 9 else -1,
                shown=shown,
                answer=texts.tidy(self.text("answer")),
            )
        except Outdated:
            self.error = CHANGED
            return False
        return True

    def typed(self, name: str) -> str:
        """What was typed into a form that comes back, else what is stored."""
        if name in self.request.form:
            return self.text(name)
        stored = {"shown": self.opinion.published_text, "answer": self.opinion.answer}
        return stored.get(name, "")


@implementer(IPublishTraverse)
class FileView(BrowserView):
    """A file that was sent along, as a download for those in charge."""

    asked: tuple[str, ...] = ()

    def publishTraverse(self, request: Any, name: str) -> "FileView":
        self.asked = (*self.asked, name)
        return self

    def __call__(self) -> Any:
        require_charge(self.context, self.request, "opinion file")
        if len(self.asked) != 2:
            raise NotFound("file")
        receipt, number = self.asked
        files = opinion_at(self.context, receipt).files
        if not number.isdecimal() or len(number) > 2 or int(number) >= len(files):
            raise NotFound("file")
        return send_file(files[int(number)], self.request.response)
