"""The characters of a feed, whatever its header, its XML and its author say of them. No Plone here.

They contradict each other often: a server adds ``charset=iso-8859-1`` to all it sends, a template
says ``utf-8`` above text in windows-1258. What is valid UTF-8 is UTF-8.
"""

from collections.abc import Iterator
from hcmedu.portal.vietnamese import normalize
from hcmedu.portal.vietnamese import suggest

import codecs
import re
import unicodedata


BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Text encodings that feeds are written in; Python knows others, some of which are no charsets.
ALLOWED = frozenset(
    {
        "ascii",
        "cp1252",
        "cp1258",
        "iso8859-1",
        "utf-8",
        "utf-16",
        "utf-16-be",
        "utf-16-le",
    }
)
#: Without a mark of its own, how the five signs of ``<?xml`` tell of two bytes a sign.
WIDE = ((b"<\x00?\x00", "utf-16-le"), (b"\x00<\x00?", "utf-16-be"))
#: From which certainty on a text is taken for one of the old encodings.
SURE = 0.6
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_XML = re.compile(r"^\s*<\?xml[^>]{0,500}\?>")
#: No XML may hold them, and no line of ours.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def decode(body: bytes, content_type: str = "") -> str:
    """The text without its XML declaration, which says nothing any more. Never fails."""
    for mark, name in BOMS:
        if body.startswith(mark):
            return _bare(body[len(mark) :].decode(name, "replace"))
    for start, name in WIDE:
        if body.startswith(start):
            return _bare(body.decode(name, "replace"))
    for name in ("utf-8", *_claimed(body, content_type)):
        try:
            return _bare(body.decode(name))
        except UnicodeError:
            continue
    return _bare(_guessed(body))


def _claimed(body: bytes, content_type: str) -> Iterator[str]:
    """What the header and the XML say, as far as it can be meant."""
    declared = _DECLARED.match(body)
    said = _CHARSET.search(content_type)
    names = [declared[1].decode("ascii") if declared else "", said[1] if said else ""]
    for name in names:
        try:
            known = codecs.lookup(name).name
        except (LookupError, ValueError):
            continue
        if known in ALLOWED - {"utf-8", "utf-16"}:
            # What browsers take this name for; windows-1252 has signs where ISO has controls.
            yield "cp1252" if known in ("iso8859-1", "ascii") else known


def _guessed(body: bytes) -> str:
    """UTF-8 with some broken bytes; text that has many is of one byte a sign."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    beyond = sum(1 for sign in text if sign > "\x7f")
    if broken * 10 <= beyond:
        return text
    return body.decode("cp1258" if _is_1258(body) else "cp1252", "replace")


def _is_1258(body: bytes) -> bool:
    """Whether combining tones stand behind vowels: Windows' Vietnamese, not TCVN3."""
    text = body.decode("cp1258", "replace")
    tones = [at for at, sign in enumerate(text) if sign in "\u0300\u0301\u0303\u0309\u0323"]
    behind = [at for at in tones if at and unicodedata.normalize("NFD", text[at - 1])[0] in VOWELS]
    return len(behind) * 10 >= len(tones) * 9 and bool(tones)


VOWELS = frozenset("aeiouyAEIOUYươƯƠ")


def _bare(text: str) -> str:
    return _CONTROLS.sub("", _XML.sub("", text.lstrip("\ufeff")))


def spelled(text: str) -> str:
    """One line in one spelling; what is in TCVN3 or VNI beyond doubt is put into Unicode."""
    text = unicodedata.normalize("NFC", text)
    found = suggest(text)
    if found is not None and found.sure >= SURE:
        text = found.text
    return normalize(text)
