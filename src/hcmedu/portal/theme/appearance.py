"""What a school decides about its look; stored as annotations of the school root.

In a central portal each school has its own. Sources: Q8 2.1 (name and emblem at the head), 289 I.1.
"""

from hcmedu.portal import _
from hcmedu.portal.content.errors import FieldInvalid
from hcmedu.portal.content.uploads import upload_constraint
from hcmedu.portal.school.interfaces import ISchoolRoot
from hcmedu.portal.theme import colours
from hcmedu.portal.theme.colours import Palette
from hcmedu.portal.theme.colours import PALETTES
from plone.autoform import directives
from plone.behavior.annotation import AnnotationsFactoryImpl
from plone.namedfile.field import NamedBlobImage
from plone.supermodel import model
from typing import Any
from z3c.form.browser.radio import RadioFieldWidget
from zope import schema
from zope.component import adapter
from zope.interface import implementer
from zope.interface import invariant
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


#: No SVG: it may carry scripts, and is served from the portal's own host.
PICTURES = frozenset({"jpg", "png", "webp"})
OWN = "own"
DEFAULT = "blue"
TITLES = {
    "blue": _("Blue"),
    "green": _("Green"),
    "maroon": _("Dark red"),
    "teal": _("Teal"),
    "violet": _("Violet"),
    "slate": _("Slate grey"),
    OWN: _("Own colours, below"),
}

palettes = SimpleVocabulary([SimpleTerm(name, name, title) for name, title in TITLES.items()])


class IAppearance(model.Schema):
    """Colours, emblem, banner, motto."""

    model.fieldset("pictures", label=_("Pictures"), fields=["emblem", "banner", "motto"])

    directives.widget("palette", RadioFieldWidget)
    palette = schema.Choice(
        title=_("Colours"),
        description=_("Each is checked: texts and links can be read by people with weak eyes."),
        vocabulary=palettes,
        default=DEFAULT,
    )
    primary_colour = schema.TextLine(
        title=_("Own main colour"),
        description=_("Of menu, headings of lists, links; dark. For example #0b4f8a."),
        required=False,
    )
    accent_colour = schema.TextLine(
        title=_("Own accent colour"),
        description=_("Of lines and marks on the main colour; light. For example #f2c14e."),
        required=False,
    )
    emblem = NamedBlobImage(
        title=_("Emblem"),
        description=_("Beside the school's name on each page; square, PNG best."),
        required=False,
        constraint=upload_constraint(PICTURES),
    )
    banner = NamedBlobImage(
        title=_("Banner"),
        description=_(
            "A wide picture at the head of the home page, for example the school's front; at "
            "least 1200 pixels wide. None: a picture from the introduction of the school."
        ),
        required=False,
        constraint=upload_constraint(PICTURES),
    )
    motto = schema.TextLine(
        title=_("Motto"),
        description=_("A short line below the school's name on the home page."),
        required=False,
        max_length=120,
    )

    @invariant
    def can_be_read(data: Any) -> None:
        """Own colours are colours, and have the contrast that texts need (WCAG 2.1, 1.4.3)."""
        for name in ("primary_colour", "accent_colour"):
            check_colour(getattr(data, name), name)
        if data.palette == OWN:
            check_primary(data.primary_colour)
            check_accent(data.accent_colour, colours.tidy(data.primary_colour))


def check_colour(value: str | None, name: str) -> None:
    """Raise ``FieldInvalid`` unless it is empty or a colour: ``#rrggbb``, with or without ``#``."""
    if value and not colours.is_colour(colours.tidy(value)):
        message = _("Write a colour as # and six of 0–9, a–f, for example #0b4f8a.")
        raise FieldInvalid(message, name)


def check_primary(value: str | None) -> None:
    """Raise ``FieldInvalid`` unless it is given, and dark enough to be read on white."""
    if not value:
        raise FieldInvalid(
            _("Please enter the main colour, or choose another one above."), "primary_colour"
        )
    found = colours.tidy(value)
    if not colours.readable_on_paper(found):
        raise FieldInvalid(
            _(
                "Too light: its contrast to the page is ${ratio}, texts need 4,5. "
                "${colour} would do.",
                mapping={
                    "ratio": ratio(found, colours.SOFT),
                    "colour": colours.dark_enough(found),
                },
            ),
            "primary_colour",
        )


def check_accent(value: str | None, primary: str) -> None:
    """Raise ``FieldInvalid`` unless it is light enough to be read on the main colour."""
    found = colours.tidy(value or PALETTES[DEFAULT].accent)
    if not colours.readable_on(found, primary):
        raise FieldInvalid(
            _(
                "Its contrast to the main colour is ${ratio}, texts need 4,5. ${colour} would do.",
                mapping={
                    "ratio": ratio(found, primary),
                    "colour": colours.light_enough(found, primary),
                },
            ),
            "accent_colour",
        )


def ratio(one: str, other: str) -> str:
    """A contrast as it is written in Vietnamese: ``3,21``; never rounded up to what is enough."""
    return f"{int(colours.contrast(one, other) * 100) / 100:.2f}".replace(".", ",")


class Appearance(AnnotationsFactoryImpl):
    """The stored values, the field's default for what was never set. Reading writes nothing."""

    def __getattr__(self, name: str) -> Any:
        found = super().__getattr__(name)
        return IAppearance[name].default if found is None else found


@implementer(IAppearance)
@adapter(ISchoolRoot)
def appearance_of(root: Any) -> Any:
    return Appearance(root, IAppearance)


def palette_of(root: Any) -> Palette:
    """The colours of a school root; those of the style sheet where nothing (valid) is stored."""
    stored = IAppearance(root)
    if stored.palette != OWN:
        return PALETTES.get(stored.palette, PALETTES[DEFAULT])
    primary = colours.tidy(stored.primary_colour or "")
    accent = colours.tidy(stored.accent_colour or "")
    standard = PALETTES[DEFAULT]
    return Palette(
        primary if colours.is_colour(primary) else standard.primary,
        accent if colours.is_colour(accent) else standard.accent,
    )
