"""Pictures of paper: made fit for a page and for tesseract by Pillow, within bounds."""

from collections.abc import Iterator
from contextlib import contextmanager
from hcmedu.portal.conversion.errors import ConversionError
from hcmedu.portal.conversion.errors import Reason
from hcmedu.portal.conversion.pdf import EDGE
from hcmedu.portal.conversion.pdf import OCR_EDGE
from hcmedu.portal.conversion.pdf import QUALITY
from pathlib import Path
from PIL import Image
from PIL import ImageOps

import struct


FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
#: Pixels of a picture that is opened at all; a phone takes 50 million, three bytes each.
MOST_PIXELS = 80_000_000


@contextmanager
def opened(path: Path, edge: int) -> Iterator[Image.Image]:
    """The upright picture, at most ``edge`` pixels long. Raises ``ConversionError``."""
    try:
        with Image.open(path, formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise ConversionError(Reason.TOO_LARGE, f"{image.width} × {image.height} pixels")
            image.draft("RGB", (edge, edge))
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((edge, edge))
            yield _on_white(upright)
    except (OSError, SyntaxError, ValueError, struct.error, Image.DecompressionBombError) as error:
        raise ConversionError(Reason.DAMAGED, str(error)) from error


def _on_white(image: Image.Image) -> Image.Image:
    """What is transparent is paper."""
    if image.mode not in ("RGBA", "LA", "P", "PA"):
        return image.convert("RGB")
    layer = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")


def page_image(path: Path, target: Path) -> None:
    with opened(path, EDGE) as image:
        image.save(target, "JPEG", quality=QUALITY)


def scan(path: Path, target: Path) -> None:
    """In grey, as tesseract reads it best; letters of a small picture are made larger."""
    with opened(path, OCR_EDGE) as image:
        grey = image.convert("L")
        factor = OCR_EDGE // max(grey.size)
        if factor > 1:
            grey = grey.resize((grey.width * 2, grey.height * 2), Image.Resampling.LANCZOS)
        grey.save(target, "PPM")


def size_of(path: Path) -> tuple[int, int]:
    """Width and height of an image that we made ourselves."""
    with Image.open(path, formats=("JPEG",)) as image:
        return image.size
