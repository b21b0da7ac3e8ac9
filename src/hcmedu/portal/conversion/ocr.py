"""Read scanned pages in Vietnamese (tesseract)."""

from hcmedu.portal.conversion import pdf
from hcmedu.portal.conversion.errors import ConversionError
from hcmedu.portal.conversion.errors import Reason
from hcmedu.portal.conversion.running import run
from hcmedu.portal.conversion.tools import OCR_LANGUAGE
from hcmedu.portal.conversion.tools import reads_vietnamese
from pathlib import Path


#: Seconds for one page: a dense one takes three on a slow machine.
PAGE_SECONDS = 60


def require_ocr() -> None:
    """Raises ``ConversionError`` (no_tool)."""
    if not reads_vietnamese():
        raise ConversionError(Reason.NO_TOOL, f"tesseract with {OCR_LANGUAGE}")


def read_image(directory: Path, name: str) -> str:
    """The text of a picture that lies in a workshop, "" where there is none."""
    arguments = [name, "read", "-l", OCR_LANGUAGE]
    run("tesseract", arguments, directory, seconds=PAGE_SECONDS)
    return Path(directory, "read.txt").read_text("utf-8", "replace").replace("\f", "").strip()


def read_page(directory: Path, page: int) -> str:
    """The text of one page of the PDF in a workshop; "" where it can't be drawn or read."""
    try:
        return read_image(directory, pdf.scan_in(directory, page).name)
    except ConversionError as error:
        if error.reason == Reason.NO_TOOL:
            raise
        return ""
