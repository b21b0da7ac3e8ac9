"""The system tools that conversion can use, looked for at each call: they may come any time."""

from dataclasses import dataclass
from functools import lru_cache
from hcmedu.portal.conversion.errors import ConversionError
from hcmedu.portal.conversion.errors import Reason

import os
import shutil
import subprocess


#: Our name of a tool → commands that are it, the first found counts.
COMMANDS = {
    "pdfinfo": ("pdfinfo",),
    "pdftotext": ("pdftotext",),
    "pdftoppm": ("pdftoppm",),
    "pdffonts": ("pdffonts",),
    "tesseract": ("tesseract",),
    "soffice": ("soffice", "libreoffice"),
}
OCR_LANGUAGE = "vie"


@dataclass(frozen=True)
class Abilities:
    """What can be done on this machine now."""

    text: bool
    images: bool
    ocr: bool
    office: bool

    @property
    def complete(self) -> bool:
        return self.text and self.images and self.ocr and self.office


def find(name: str) -> str | None:
    """The path of a tool, or None."""
    return next(filter(None, map(shutil.which, COMMANDS[name])), None)


def require(name: str) -> str:
    """The path of a tool. Raises ``ConversionError`` (no_tool)."""
    path = find(name)
    if path is None:
        raise ConversionError(Reason.NO_TOOL, name)
    return path


def abilities() -> Abilities:
    poppler = bool(find("pdfinfo"))
    return Abilities(
        text=poppler and bool(find("pdftotext")),
        images=poppler and bool(find("pdftoppm")),
        ocr=bool(find("pdftoppm")) and reads_vietnamese(),
        office=bool(find("soffice")),
    )


def reads_vietnamese() -> bool:
    """Whether tesseract is there with the data of Vietnamese."""
    path = find("tesseract")
    return path is not None and OCR_LANGUAGE in _languages(path, os.path.getmtime(path))


@lru_cache(maxsize=4)
def _languages(path: str, changed: float) -> frozenset[str]:
    """Languages of a tesseract; asked once for each installation."""
    try:
        done = subprocess.run(
            [path, "--list-langs"], capture_output=True, text=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset(done.stdout.split())
