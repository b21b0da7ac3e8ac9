"""Scanned pages, read by tesseract in Vietnamese."""

from hcmedu.portal import conversion
from hcmedu.portal.conversion.testing import pdf_of
from hcmedu.portal.conversion.testing import scanned_pdf
from io import BytesIO
from pathlib import Path
from PIL import Image

import pytest


#: A page of the demo school, drawn and stored as a picture: as a scanner would.
SOURCE = (
    Path(__file__).parents[2] / "src/hcmedu/portal/demo/files/school/tb-mua-sam-thiet-bi-2026.pdf"
)
WORDS = {"TRƯỜNG", "HƯỚNG", "DƯƠNG", "Độc", "Hạnh"}


@pytest.fixture(scope="module")
def picture(tmp_path_factory):
    target = tmp_path_factory.mktemp("page")
    page = conversion.render(SOURCE, "pdf", target).pages[0]
    with Image.open(page.image) as image:
        yield image.convert("L")


def test_a_scanned_pdf(stored, picture):
    found = conversion.text_of(stored(scanned_pdf(picture)), "pdf")
    assert found.by_ocr
    assert set(found.text.split()) >= WORDS
    assert conversion.text_of(stored(scanned_pdf(picture)), "pdf", ocr=False).text.strip() == ""


def test_a_picture_lying_on_its_side(stored, picture):
    """A phone turns nothing but notes how it was held."""
    buffer = BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    picture.rotate(90, expand=True).save(buffer, "JPEG", exif=exif)
    found = conversion.text_of(stored(buffer.getvalue()), "jpg")
    assert set(found.text.split()) >= {"NHÂN", "BÁO", "trường", "mua"}


def test_only_the_pages_asked_for(stored, picture):
    heard = []
    read = conversion.recognise(stored(scanned_pdf(picture, 3)), "pdf", [2], heard.append)
    assert list(read) == heard == [2]
    assert "Hạnh" in read[2]


def test_without_the_language_nothing_is_guessed(stored, picture, monkeypatch):
    monkeypatch.setattr(conversion.tools, "OCR_LANGUAGE", "xyz")
    assert conversion.text_of(stored(scanned_pdf(picture)), "pdf").text.strip() == ""
    with pytest.raises(conversion.ConversionError) as caught:
        conversion.recognise(stored(pdf_of([""])), "pdf", [1])
    assert caught.value.reason == "no_tool"
