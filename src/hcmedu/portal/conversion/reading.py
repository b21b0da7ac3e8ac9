"""The text of a file of any kind."""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hcmedu.portal.conversion import packed
from hcmedu.portal.conversion import pdf
from hcmedu.portal.conversion import pictures
from hcmedu.portal.conversion import recognised
from hcmedu.portal.conversion.errors import ConversionError
from hcmedu.portal.conversion.errors import Reason
from hcmedu.portal.conversion.ocr import read_image
from hcmedu.portal.conversion.ocr import read_page
from hcmedu.portal.conversion.ocr import require_ocr
from hcmedu.portal.conversion.office import to_pdf_in
from hcmedu.portal.conversion.running import workshop
from hcmedu.portal.conversion.tools import reads_vietnamese
from pathlib import Path


PICTURES = frozenset({"jpg", "png", "gif", "webp"})
#: Only LibreOffice reads these.
OFFICE_ONLY = frozenset({"doc", "xls", "ppt", "rtf"})
OFFICE = OFFICE_ONLY | frozenset(packed.READERS)
#: Pages of one file that are read by OCR, some minutes of work.
MOST_OCR_PAGES = 100
#: Letters on a page below which its text is no text layer but a page number or a stamp.
FEW_LETTERS = 12


@dataclass(frozen=True)
class FileText:
    """``fonts`` of a PDF tell an old encoding (``.VnTime``); ``by_ocr``: read from an image."""

    pages: tuple[str, ...]
    by_ocr: bool = False
    fonts: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "\n\f".join(self.pages)


def is_readable(kind: str) -> bool:
    """Whether files of this kind have pages or text at all."""
    return kind == "pdf" or kind in PICTURES or kind in OFFICE


def text_of(path: Path, kind: str, *, ocr: bool = True) -> FileText:
    """The text of a file; ``kind`` as in ``content.files.KINDS``. Raises ``ConversionError``.

    ``ocr``: pages without a text layer are read by tesseract, up to ``MOST_OCR_PAGES``; without
    tesseract they stay empty.
    """
    if kind in packed.READERS:
        return FileText(packed.pages_of(path, kind))
    if kind in PICTURES:
        return FileText((_picture_text(path) if ocr else "",), by_ocr=ocr)
    with workshop_with_pdf(path, kind) as directory:
        return _pdf_text(directory, ocr)


@contextmanager
def workshop_with_pdf(path: Path, kind: str) -> Iterator[Path]:
    """A workshop where the file lies as a PDF. Raises ``ConversionError``."""
    if kind == "pdf":
        with workshop(path, pdf.NAME) as directory:
            yield directory
    elif kind in OFFICE:
        name = f"source.{kind}"
        with workshop(path, name, copy=True) as directory:
            to_pdf_in(directory, name).rename(Path(directory, pdf.NAME))
            yield directory
    else:
        raise ConversionError(Reason.UNSUPPORTED, kind)


def _picture_text(path: Path) -> str:
    require_ocr()
    with workshop(path, "picture") as directory:
        pictures.scan(Path(directory, "picture"), Path(directory, "scan.pgm"))
        return read_image(directory, "scan.pgm")


def _pdf_text(directory: Path, with_ocr: bool) -> FileText:
    pages = pdf.texts_in(directory, pdf.info_in(directory).pages)
    scanned = scanned_pages(pages)
    fonts = pdf.fonts_in(directory)
    if not with_ocr or not scanned or not reads_vietnamese():
        return FileText(pages, fonts=fonts)
    read = {page: read_page(directory, page) for page in scanned[:MOST_OCR_PAGES]}
    merged = tuple(fuller(text, read.get(number, "")) for number, text in enumerate(pages, 1))
    return FileText(merged, by_ocr=merged != pages, fonts=fonts)


def fuller(layer: str, read: str) -> str:
    """Of a page with little text: its own, unless OCR has found much more."""
    return read if letters(read) > 2 * letters(layer) else layer


def letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def scanned_pages(pages: Iterable[str]) -> list[int]:
    """Numbers, from 1, of the pages that have no text layer."""
    return [number for number, text in enumerate(pages, 1) if letters(text[:1000]) < FEW_LETTERS]


def recognise(
    path: Path, kind: str, pages: Iterable[int], tell: Callable[[int], None] = lambda page: None
) -> dict[int, str]:
    """Read these pages (from 1) by OCR; ``tell`` hears each number. Raises ``ConversionError``.

    What this process has read of the same content before is not read again.
    """
    wanted = [1] if kind in PICTURES else list(pages)
    digest = recognised.digest_of(path)
    read = recognised.known(digest, wanted)
    todo = [page for page in wanted if page not in read]
    for page in read:
        tell(page)
    if todo:
        fresh = _recognised(path, kind, todo, tell)
        recognised.keep(digest, fresh)
        read |= fresh
    return {page: read[page] for page in wanted}


def _recognised(
    path: Path, kind: str, pages: list[int], tell: Callable[[int], None]
) -> dict[int, str]:
    if kind in PICTURES:
        return {1: _picture_text(path)}
    require_ocr()
    read = {}
    with workshop_with_pdf(path, kind) as directory:
        for page in pages:
            tell(page)
            read[page] = read_page(directory, page)
    return read
