"""PDF by the tools of poppler: how many pages, their text, words with places, fonts, images."""

from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from hcmedu.portal.conversion.errors import ConversionError
from hcmedu.portal.conversion.errors import Reason
from hcmedu.portal.conversion.running import run
from hcmedu.portal.conversion.running import workshop
from pathlib import Path

import html
import re
import time


NAME = "in.pdf"
#: Pages of a file that is read at all; its text is all read.
MOST_PAGES = 5000
#: Characters of text that are kept of one file.
MOST_TEXT = 20_000_000
#: Seconds for one call over the whole file, for one page, for one chunk of images.
WHOLE_SECONDS, PAGE_SECONDS, CHUNK_SECONDS = 120, 20, 60
#: Pages in one call of pdftoppm, at most; calls at the same time.
CHUNK, AT_ONCE = 20, 2
#: Pixels of the longer edge of a page image: an A4 page is then 1,000 px wide.
EDGE = 1414
#: The same for tesseract: A4 at 200 dots per inch, whatever size the scanner has written.
OCR_EDGE = 2339
QUALITY = 80


@dataclass(frozen=True)
class PdfInfo:
    """``encrypted``: by its owner, against printing, say; it opens without a password."""

    pages: int
    encrypted: bool


@dataclass(frozen=True)
class Word:
    """A word on a page; the box in thousandths of the page's width and height."""

    text: str
    left: int
    top: int
    right: int
    bottom: int


def info(path: Path) -> PdfInfo:
    """Raises ``ConversionError``: encrypted (a password is needed to open it), damaged ..."""
    with workshop(path, NAME) as directory:
        return info_in(directory)


def info_in(directory: Path) -> PdfInfo:
    """The same for the PDF that lies in a workshop."""
    found = run("pdfinfo", [NAME], directory, seconds=WHOLE_SECONDS)
    pages = re.search(r"^Pages:\s+(\d+)", found, re.MULTILINE)
    count = int(pages[1]) if pages else 0
    if count < 1:
        raise ConversionError(Reason.DAMAGED, "no pages")
    if count > MOST_PAGES:
        raise ConversionError(Reason.TOO_MANY_PAGES, f"{count} pages")
    return PdfInfo(count, bool(re.search(r"^Encrypted:\s+yes", found, re.MULTILINE)))


def texts_in(directory: Path, pages: int) -> tuple[str, ...]:
    """The text layer, page by page; as many strings as there are pages."""
    run("pdftotext", ["-enc", "UTF-8", NAME, "out.txt"], directory, seconds=WHOLE_SECONDS)
    with Path(directory, "out.txt").open(encoding="utf-8", errors="replace") as stream:
        found = stream.read(MOST_TEXT).replace("\0", "").split("\f")
    return tuple((found + [""] * pages)[:pages])


_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">')
_WORD = re.compile(
    r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*)</word>'
)


def words_in(directory: Path, last: int) -> list[list[Word]]:
    """The words of the pages up to the last one asked for, in reading order, with their places."""
    arguments = ["-bbox", "-enc", "UTF-8", "-l", str(last), NAME, "words.html"]
    run("pdftotext", arguments, directory, seconds=WHOLE_SECONDS)
    pages: list[list[Word]] = []
    width = height = 1.0
    with Path(directory, "words.html").open(encoding="utf-8", errors="replace") as stream:
        for line in stream:
            if page := _PAGE.search(line):
                width, height = (float(size) or 1.0 for size in page.groups())
                pages.append([])
            elif (word := _WORD.search(line)) and pages:
                pages[-1].append(_word(word, width, height))
    return pages


def _word(found: re.Match, width: float, height: float) -> Word:
    edges = (
        round(min(max(float(value) / size, 0.0), 1.0) * 1000)
        for value, size in zip(found.groups()[:4], (width, height, width, height), strict=True)
    )
    return Word(html.unescape(found[5]), *edges)


def fonts_in(directory: Path, last: int = 10) -> tuple[str, ...]:
    """Names of the fonts on the first pages, without the prefix of a subset; () if unknown."""
    try:
        found = run("pdffonts", ["-l", str(last), NAME], directory, seconds=PAGE_SECONDS)
    except ConversionError:
        return ()
    names = [line.split(" ", 1)[0] for line in found.splitlines()[2:] if line.strip()]
    return tuple(dict.fromkeys(re.sub(r"^[A-Z]{6}\+", "", name) for name in names))


@contextmanager
def drawing(
    directory: Path, first: int, last: int, deadline: float
) -> Iterator[Iterator[Path | None]]:
    """JPEG images of the pages ``first`` to ``last``, in order; None for one that can't be drawn.

    Begins at once, and goes on while the caller does something else. ``deadline``
    (``time.monotonic``): afterwards all are None. The caller moves an image away.
    """
    size = min(CHUNK, max(1, -(-(last - first + 1) // AT_ONCE)))
    chunks = [(start, min(start + size - 1, last)) for start in range(first, last + 1, size)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        futures = [pool.submit(_draw_chunk, directory, *chunk, deadline) for chunk in chunks]
        try:
            yield _in_order(chunks, futures)
        finally:
            pool.shutdown(cancel_futures=True)


def _in_order(
    chunks: list[tuple[int, int]], futures: list[Future[dict[int, Path]]]
) -> Iterator[Path | None]:
    for (start, end), future in zip(chunks, futures, strict=True):
        drawn = future.result()
        yield from (drawn.get(page) for page in range(start, end + 1))


def _draw_chunk(directory: Path, first: int, last: int, deadline: float) -> dict[int, Path]:
    """Images by page. One page may break off the call for all: the others are drawn alone."""
    drawn = _draw(directory, first, last, deadline, CHUNK_SECONDS)
    for page in range(first, last + 1):
        if page not in drawn:
            drawn |= _draw(directory, page, page, deadline, PAGE_SECONDS)
    return drawn


def _draw(
    directory: Path, first: int, last: int, deadline: float, seconds: float
) -> dict[int, Path]:
    """Images by page; of a call that broke off those that were finished."""
    seconds = min(seconds, deadline - time.monotonic())
    if seconds <= 0:
        return {}
    options = ["-jpeg", "-jpegopt", f"quality={QUALITY},optimize=n", "-scale-to", str(EDGE)]
    arguments = [*options, "-f", str(first), "-l", str(last), NAME, "page"]
    try:
        run("pdftoppm", arguments, directory, seconds=seconds)
    except ConversionError as error:
        if error.reason == Reason.NO_TOOL:
            raise
    numbered = {int(path.stem.rpartition("-")[2]): path for path in directory.glob("page-*.jpg")}
    found = {page: path for page, path in numbered.items() if first <= page <= last}
    return {page: path for page, path in found.items() if _is_finished(path)}


def _is_finished(path: Path) -> bool:
    """The end marker is missing where a tool was killed in the middle of a page."""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - 2))
        return stream.read() == b"\xff\xd9"


def scan_in(directory: Path, page: int) -> Path:
    """The page in grey as tesseract reads it best."""
    size = ["-scale-to", str(OCR_EDGE), "-gray", "-singlefile"]
    arguments = [*size, "-f", str(page), "-l", str(page), NAME, "scan"]
    run("pdftoppm", arguments, directory, seconds=PAGE_SECONDS)
    return Path(directory, "scan.pgm")
