"""Behaviors ``hcmedu.film`` and ``hcmedu.captions``: what makes a film one for everybody.

Films of conferences, training and activities: 3082/GDĐT-TTTT 3.13 (requirement A24). The film is
an uploaded File or the address of a Link; both may have a picture to be seen before it plays and
its words as text. Captions belong to the file alone: YouTube has its own.
"""

from hcmedu.portal import _
from hcmedu.portal.behaviors.filefields import MEDIA_TYPE
from hcmedu.portal.behaviors.filefields import PICTURES_ONLY
from hcmedu.portal.behaviors.subtitles import MAX_BYTES
from hcmedu.portal.behaviors.subtitles import NotCaptions
from hcmedu.portal.behaviors.subtitles import read_captions
from plone.autoform.interfaces import IFormFieldProvider
from plone.namedfile.field import NamedBlobFile
from plone.namedfile.field import NamedBlobImage
from plone.namedfile.interfaces import INamed
from plone.supermodel import model
from zope import schema
from zope.interface import provider
from zope.schema.interfaces import ValidationError


class InvalidCaptions(ValidationError):
    """A file that no browser could show as captions."""

    __doc__ = _(
        "This is no file of captions. Please choose a .vtt or .srt file that is saved as UTF-8."
    )


def are_captions(value: INamed) -> bool:
    """Constraint: WebVTT or SRT, told by the content."""
    try:
        read_captions(value.data if value.getSize() <= MAX_BYTES else b"")
    except NotCaptions as error:
        raise InvalidCaptions(value.filename) from error
    return True


@provider(IFormFieldProvider)
class IFilm(model.Schema):
    """Of a film or a sound, uploaded or elsewhere."""

    model.fieldset("film", label=_("Film and sound"), fields=["poster", "transcript"])
    poster = NamedBlobImage(
        title=_("Picture before it plays"),
        description=_("It is shown in lists and until somebody starts the film."),
        required=False,
    )
    poster.setTaggedValue(PICTURES_ONLY, True)
    transcript = schema.Text(
        title=_("Its words as text"),
        description=_("What is said and shown, for those who can't hear or see it."),
        required=False,
    )


@provider(IFormFieldProvider)
class ICaptions(model.Schema):
    """Of an uploaded film."""

    model.fieldset("film", label=_("Film and sound"), fields=["captions"])
    captions = NamedBlobFile(
        title=_("Captions"),
        description=_("A .vtt or .srt file in Vietnamese, saved as UTF-8."),
        required=False,
        constraint=are_captions,
    )
    captions.setTaggedValue(MEDIA_TYPE, "text/vtt")
