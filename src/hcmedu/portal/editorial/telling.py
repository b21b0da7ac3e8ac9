"""Say after a transition what was done: “Lễ khai giảng”: submitted for review."""

from hcmedu.portal import _
from typing import Any
from zope.i18n import translate


#: What each transition of the workflow of approval has done.
DONE = {
    "submit": _("submitted for review"),
    "recall": _("taken back"),
    "return": _("returned"),
    "approve": _("approved"),
    "publish": _("published"),
    "withdraw": _("withdrawn"),
    "revise": _("back in draft"),
}


def done(title: str, transition: str | None, request: Any) -> str | None:
    """The sentence in the language of the request; None for transitions of other workflows."""
    if transition not in DONE:
        return None
    what = translate(DONE[transition], context=request)
    message = _("“${title}”: ${done}.", mapping={"title": title, "done": what})
    return translate(message, context=request)
