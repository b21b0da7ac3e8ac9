"""Text out of a file as it is stored: in Unicode, composed, one spelling."""

from hcmedu.portal.vietnamese import encoding_of_font
from hcmedu.portal.vietnamese import normalize
from hcmedu.portal.vietnamese import suggest
from hcmedu.portal.vietnamese import Suggestion


#: Without a word from the fonts, an old encoding must be as sure as this.
SURE = 0.9


def readable(text: str, fonts: tuple[str, ...] = ()) -> str:
    """Converted from TCVN3 or VNI where that is sure: by the name of a font, or by the words."""
    found = suggest(text)
    if found is not None and _is_sure(found, fonts):
        text = found.text
    return normalize(text)


def _is_sure(found: Suggestion, fonts: tuple[str, ...]) -> bool:
    return found.sure >= SURE or any(map(encoding_of_font, fonts))
