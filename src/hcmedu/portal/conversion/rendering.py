"""Draw the pages of a file as images, with their text and the places of their words."""

from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from hcmedu.portal.conversion import pdf
from hcmedu.portal.conversion import pictures
from hcmedu.portal.conversion.errors import ConversionError
from hcmedu.portal.conversion.errors import Reason
from hcmedu.portal.conversion.packed import pages_of
from hcmedu.portal.conversion.packed import READERS
from hcmedu.portal.conversion.pdf import Word
from hcmedu.portal.conversion.reading import is_readable
from hcmedu.portal.conversion.reading import PICTURES
from hcmedu.portal.conversion.reading import scanned_pages
from hcmedu.portal.conversion.reading import workshop_with_pdf
from pathlib import Path

import time


#: Pages of which images are made; the text of all others is there as well.
MOST_IMAGES = 500
#: Seconds for the images of one file.
SECONDS = 600


@dataclass(frozen=True)
class Page:
    """``image`` is a JPEG of ``width`` × ``height`` pixels, or None where it can't be drawn."""

    text: str
    image: Path | None = None
    width: int = 0
    height: int = 0
    words: tuple[Word, ...] = ()


@dataclass(frozen=True)
class Rendering:
    """``scanned``: numbers (from 1) of the pages without a text layer, for ``recognise``."""

    pages: tuple[Page, ...]
    fonts: tuple[str, ...] = ()
    scanned: tuple[int, ...] = field(default=())


#: Hears how many pages are drawn, of how many.
Progress = Callable[[int, int], None]


def render(
    path: Path, kind: str, directory: Path, progress: Progress = lambda done, of: None
) -> Rendering:
    """Draw a file; the images lie in ``directory``, which is the caller's.

    What the tools of this machine can't do is missing: images, or words. Without LibreOffice an
    office file has its text only. Raises ``ConversionError``.
    """
    if kind in PICTURES:
        return _picture(path, directory)
    if not is_readable(kind):
        raise ConversionError(Reason.UNSUPPORTED, kind)
    try:
        with workshop_with_pdf(path, kind) as workshop:
            return _render_pdf(workshop, directory, progress)
    except ConversionError as error:
        # LibreOffice is missing or can't open it; the text of these can still be read.
        if kind not in READERS or error.reason == Reason.ENCRYPTED:
            raise
        return Rendering(tuple(Page(text) for text in pages_of(path, kind)))


def _picture(path: Path, directory: Path) -> Rendering:
    target = Path(directory, "1.jpg")
    pictures.page_image(path, target)
    return Rendering((_page("", target),), scanned=(1,))


def _render_pdf(workshop: Path, directory: Path, progress: Progress) -> Rendering:
    count = pdf.info_in(workshop).pages
    last = min(count, MOST_IMAGES)
    deadline = time.monotonic() + SECONDS
    pages = []
    with pdf.drawing(workshop, 1, last, deadline) as images:
        texts = pdf.texts_in(workshop, count)
        words, fonts = _words(workshop, last), pdf.fonts_in(workshop)
        for number, image in enumerate(_or_none(images, last), 1):
            kept = image.rename(Path(directory, f"{number}.jpg")) if image else None
            pages.append(_page(texts[number - 1], kept, tuple(words[number - 1])))
            progress(number, last)
    pages += [Page(text) for text in texts[len(pages) :]]
    scanned = tuple(scanned_pages(page.text for page in pages))
    return Rendering(tuple(pages), fonts, scanned)


def _or_none(images: Iterator[Path | None], last: int) -> Iterator[Path | None]:
    """An image for each page; None for all where the tool is missing."""
    try:
        yield from images
    except ConversionError as error:
        if error.reason != Reason.NO_TOOL:
            raise
        yield from [None] * last


def _words(workshop: Path, last: int) -> list[list[Word]]:
    """Words of each page; none where their places can't be told."""
    try:
        found = pdf.words_in(workshop, last)
    except ConversionError:
        found = []
    return (found + [[] for _ in range(last)])[:last]


def _page(text: str, image: Path | None, words: tuple[Word, ...] = ()) -> Page:
    width, height = pictures.size_of(image) if image else (0, 0)
    return Page(text, image, width, height, words)
