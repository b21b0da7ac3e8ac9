"""Scanned pages, read by tesseract in Vietnamese."""

from hcmedu.portal import conversion
from hcmedu.portal.conversion import reading
from hcmedu.portal.conversion import recognised
from hcmedu.portal.conversion.testing import pdf_of
from hcmedu.portal.conversion.testing import scanned_pdf
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from io import BytesIO
from pathlib import Path
from PIL import Image
from unittest import mock

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


class TestTwice:
    @pytest.fixture(autouse=True)
    def count(self, monkeypatch):
        """The pages for which tesseract was called."""
        recognised.forget()
        called = []
        read = reading.read_page

        def spy(directory, page):
            called.append(page)
            return read(directory, page)

        monkeypatch.setattr(reading, "read_page", spy)
        yield called
        recognised.forget()

    def test_the_same_content_is_read_once(self, stored, picture, count):
        scan = scanned_pdf(picture, 2)
        first = conversion.recognise(stored(scan), "pdf", [1])
        again = conversion.recognise(stored(scan), "pdf", [1, 2])
        assert count == [1, 2]
        assert again[1] == first[1]
        assert list(again) == [1, 2]

    def test_other_content_under_the_same_name_is_read(self, stored, picture, count):
        path = stored(scanned_pdf(picture))
        conversion.recognise(path, "pdf", [1])
        path.write_bytes(scanned_pdf(picture.transpose(Image.Transpose.ROTATE_180)))
        conversion.recognise(path, "pdf", [1])
        assert count == [1, 1]

    def test_what_failed_is_tried_again(self, stored, monkeypatch):
        path = stored(pdf_of([""]))
        with monkeypatch.context() as without:
            without.setattr(conversion.tools, "OCR_LANGUAGE", "xyz")
            with pytest.raises(conversion.ConversionError):
                conversion.recognise(path, "pdf", [1])
        assert conversion.recognise(path, "pdf", [1])[1].strip() == ""


PAGES = st.lists(st.tuples(st.sampled_from("ab"), st.integers(1, 30)), max_size=60)


@settings(deadline=None)
@given(PAGES)
def test_what_is_kept_is_bounded_and_true(pages):
    recognised.forget()
    with mock.patch.object(recognised, "MOST_PAGES", 20):
        for digest, page in pages:
            recognised.keep(digest, {page: f"{digest}{page}"})
    found = {digest: recognised.known(digest, range(1, 31)) for digest in "ab"}
    for digest, texts in found.items():
        assert all(text == f"{digest}{page}" for page, text in texts.items())
    assert sum(map(len, found.values())) == min(len(set(pages)), 20)
    if pages:
        digest, page = pages[-1]
        assert page in found[digest]
    recognised.forget()


def test_a_page_with_too_much_text_is_not_kept():
    recognised.forget()
    recognised.keep("a", {1: "x" * (recognised.MOST_LETTERS + 1), 2: ""})
    assert recognised.known("a", [1, 2]) == {2: ""}
    recognised.forget()
