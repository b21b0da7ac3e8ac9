"""Text in TCVN3 or VNI, typed or pasted into a field of any form: offered in Unicode on save.

The form comes back with the text converted, at its field, before anything is stored; the next click
on Save takes that, or keeps the text as it was typed, whichever is chosen there. No script is
needed, nothing is converted unasked, and text that ``legacy.suggest`` finds no fault with (all
correct Unicode) never comes to see it.
"""

from hcmedu.portal import _
from hcmedu.portal.content.errors import MessageError
from hcmedu.portal.content.tidying import is_prose
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from hcmedu.portal.vietnamese import suggest
from hcmedu.portal.vietnamese import Suggestion
from plone.app.textfield.interfaces import IRichText
from plone.app.textfield.interfaces import IRichTextValue
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from z3c.form.error import ErrorViewSnippet
from z3c.form.interfaces import IDataManager
from z3c.form.validator import SimpleFieldValidator
from zope.component import adapter
from zope.component import queryMultiAdapter
from zope.interface import Interface
from zope.schema.interfaces import ICollection
from zope.schema.interfaces import IField
from zope.schema.interfaces import IPassword
from zope.schema.interfaces import IText
from ZPublisher.interfaces import IPubAfterTraversal

import re


#: Before the name of a field: what its author chose to do with the text.
CHOICE = "hcmedu-old."
CONVERT, KEEP = "convert", "keep"
#: From here on the conversion is what the form proposes; below, to keep the text.
SURE = 0.6
#: Letters of a proposal that are shown.
SHOWN = 1500


class OldEncodingError(MessageError):
    """A text is in an old encoding; ``offer`` is the text converted."""

    def __init__(self, offer: Suggestion) -> None:
        super().__init__(
            _(
                "This text seems to be written in the old encoding ${encoding}.",
                mapping={"encoding": offer.encoding.value},
            )
        )
        self.offer = offer


class OldEncodingValidator(SimpleFieldValidator):
    """Asks once for each text; what was stored before, or is to be kept, is not asked again."""

    def validate(self, value: Any, force: bool = False) -> None:
        if asks(self.request, self.field) and not self._is_kept(value):
            offer = offer_for(value)
            if offer is not None:
                raise OldEncodingError(offer)
        super().validate(value, force)

    def _is_kept(self, value: Any) -> bool:
        name = getattr(self.widget, "name", "")
        return self.request.form.get(f"{CHOICE}{name}") == KEEP or value == self._stored()

    def _stored(self) -> Any:
        """What the field held before; None in a form for something new."""
        if getattr(self.widget, "ignoreContext", True):
            return None
        manager = queryMultiAdapter((self.context, self.field), IDataManager)
        return manager.query() if manager is not None else None


@adapter(Interface, Interface, Interface, IText, Interface)
class TextValidator(OldEncodingValidator):
    """Lines and texts; a validator for a more special field or widget goes before it."""


@adapter(Interface, Interface, Interface, IRichText, Interface)
class RichTextValidator(OldEncodingValidator):
    """Texts with markup."""


@adapter(Interface, Interface, Interface, ICollection, Interface)
class LinesValidator(OldEncodingValidator):
    """Lists of lines, such as keywords."""


def asks(request: Any, field: IField) -> bool:
    """Only where people save prose by our forms; a password is no prose."""
    is_ours = IHcmeduPortalLayer.providedBy(request) and request.method == "POST"
    return is_ours and is_prose(field) and not IPassword.providedBy(field)


def offer_for(value: Any) -> Suggestion | None:
    """The conversion of a text, of a text with markup, or of lines."""
    if IRichTextValue.providedBy(value):
        value = value.raw
    if isinstance(value, list | tuple | set | frozenset):
        lines = [line for line in value if isinstance(line, str)]
        value = "\n".join(sorted(lines) if isinstance(value, set | frozenset) else lines)
    return suggest(value) if isinstance(value, str) and value else None


@adapter(OldEncodingError, IHcmeduPortalLayer, Interface, None, None, None)
class OldEncodingSnippet(ErrorViewSnippet):
    """The message at the field, with the proposal and the choice."""

    template = ViewPageTemplateFile("templates/oldencoding.pt")

    def render(self) -> str:
        return self.template()

    @property
    def name(self) -> str:
        return f"{CHOICE}{self.widget.name}"

    @property
    def is_sure(self) -> bool:
        return self.error.offer.sure >= SURE

    @property
    def proposal(self) -> str:
        """Without markup, cut where it is long."""
        plain = re.sub(r"<[^<>]*>", " ", self.error.offer.text)
        return plain if len(plain) <= SHOWN else f"{plain[:SHOWN]} ..."


def take_over(event: IPubAfterTraversal) -> None:
    """Subscriber: fields whose author chose the conversion are converted before any form reads."""
    request = event.request
    if request.method != "POST" or not IHcmeduPortalLayer.providedBy(request):
        return
    chosen = [key for key, value in request.form.items() if value == CONVERT]
    for name in (key.removeprefix(CHOICE) for key in chosen if key.startswith(CHOICE)):
        text = request.form.get(name)
        found = suggest(text) if isinstance(text, str) else None
        if found is not None:
            request.form[name] = found.text
