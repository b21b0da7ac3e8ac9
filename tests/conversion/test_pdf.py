"""Texts, images and words of PDF files; the tools of poppler are there (tools/environment.py)."""

from hcmedu.portal import conversion
from hcmedu.portal.conversion import tools
from hcmedu.portal.conversion.testing import pdf_of
from PIL import Image

import pytest


VIETNAMESE = ("Ủy ban nhân dân Phường An Lạc", "Điều 1. Nghỉ học – từ 24/11/2026", "")


def test_text_layer_page_by_page(stored):
    found = conversion.text_of(stored(pdf_of(VIETNAMESE)), "pdf", ocr=False)
    assert [page.strip() for page in found.pages] == list(VIETNAMESE)
    assert not found.by_ocr
    assert found.text.count("\f") == 2


def test_fonts_tell_old_encodings(stored):
    path = stored(pdf_of(["ch÷"], font=".VnTimeH"))
    assert conversion.text_of(path, "pdf").fonts == (".VnTimeH",)


def test_every_page_has_an_image_of_known_size(stored, target):
    found = conversion.render(stored(pdf_of(["mot"] * 23)), "pdf", target)
    assert [page.image.name for page in found.pages] == [f"{n}.jpg" for n in range(1, 24)]
    assert {(page.width, page.height) for page in found.pages} == {(1000, 1414)}
    with Image.open(found.pages[22].image) as image:
        assert image.size == (1000, 1414)
    assert len(list(target.iterdir())) == 23


def test_progress_is_told(stored, target):
    heard = []
    conversion.render(stored(pdf_of(["x"] * 3)), "pdf", target, lambda *told: heard.append(told))
    assert heard == [(1, 3), (2, 3), (3, 3)]


def test_words_know_their_place(stored, target):
    page = conversion.render(stored(pdf_of(['Quyết "định" <b>&'])), "pdf", target).pages[0]
    assert [word.text for word in page.words] == ["Quyết", '"định"', "<b>&"]
    first, second, _ = page.words
    assert 0 < first.left < first.right < second.left < 1000
    assert 0 < first.top < first.bottom < 150


@pytest.mark.parametrize(
    ("size", "pixels"),
    [((842, 595), (1414, 1000)), ((14400, 14400), (1414, 1414)), ((20, 14400), (2, 1414))],
)
def test_no_page_is_larger_than_the_box(stored, target, size, pixels):
    page = conversion.render(stored(pdf_of(["x"], size)), "pdf", target).pages[0]
    assert (page.width, page.height) == pytest.approx(pixels, abs=1)


def test_pages_without_text_are_named_as_scans(stored, target):
    found = conversion.render(stored(pdf_of(["Thông báo số một", "2", ""])), "pdf", target)
    assert found.scanned == (2, 3)


def test_without_poppler_the_caller_is_told(stored, target, monkeypatch):
    path = stored(pdf_of(["x"]))
    monkeypatch.setenv("PATH", str(target))
    with pytest.raises(conversion.ConversionError) as caught:
        conversion.render(path, "pdf", target)
    assert caught.value.reason == conversion.Reason.NO_TOOL
    assert conversion.abilities() == conversion.Abilities(False, False, False, False)


def test_without_pdftoppm_there_is_the_text(stored, target, monkeypatch, tmp_path):
    few = tmp_path / "bin"
    few.mkdir()
    for name in ("pdfinfo", "pdftotext", "prlimit"):
        (few / name).symlink_to(tools.shutil.which(name))
    monkeypatch.setenv("PATH", str(few))
    page = conversion.render(stored(pdf_of(["Thông báo"])), "pdf", target).pages[0]
    assert page.image is None
    assert page.text.strip() == "Thông báo"
    assert [word.text for word in page.words] == ["Thông", "báo"]
