"""Whatever a file holds: a reason, in time, in bounded memory, and nothing left behind."""

from hcmedu.portal import conversion
from hcmedu.portal.conversion import packed
from hcmedu.portal.conversion import running
from hcmedu.portal.conversion.testing import assemble
from hcmedu.portal.conversion.testing import docx_body
from hcmedu.portal.conversion.testing import docx_of
from hcmedu.portal.conversion.testing import encrypted_pdf
from hcmedu.portal.conversion.testing import pdf_of
from hcmedu.portal.conversion.testing import zip_of
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st
from pathlib import Path

import os
import pytest
import resource
import tempfile
import time
import zlib


NAMES = [
    "-o x.pdf",
    "a b'c\"d.pdf",
    "dòng\nmới.pdf",
    "$(touch x).pdf",
    "..pdf",
    "Quyết định số 1.PDF",
]


def reason(path, kind, target=None):
    with pytest.raises(conversion.ConversionError) as caught:
        if target:
            conversion.render(path, kind, target)
        else:
            conversion.text_of(path, kind)
    return caught.value.reason


@pytest.fixture(autouse=True)
def nothing_left_behind(tmp_path, monkeypatch):
    """Temporary directories are gone and no tool runs on."""
    room = tmp_path / "tmp"
    room.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(room))
    yield
    assert list(room.iterdir()) == []


@pytest.fixture(autouse=True)
def soon():
    began = time.monotonic()
    yield
    assert time.monotonic() - began < 60


def test_encrypted(stored, target):
    path = stored(encrypted_pdf())
    assert reason(path, "pdf") == reason(path, "pdf", target) == "encrypted"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<!DOCTYPE html><html>%PDF-1.4",
        b"%PDF-1.4\n%%EOF",
        pdf_of(["x"] * 9)[:400],
        b"\0" * 999,
    ],
    ids=["empty", "html", "bare", "cut", "zeros"],
)
def test_broken(stored, target, data):
    path = stored(data)
    assert reason(path, "pdf") == reason(path, "pdf", target) == "damaged"


@pytest.mark.parametrize("name", NAMES)
def test_names_reach_no_command(stored, name, target):
    path = stored(pdf_of(["Thông báo"]), name)
    assert conversion.text_of(path, "pdf").text.strip() == "Thông báo"
    assert conversion.render(path, "pdf", target).pages[0].image


def test_a_thousand_pages(stored, target, monkeypatch):
    """The text of all, images of the first ones only."""
    monkeypatch.setattr(conversion.rendering, "MOST_IMAGES", 40)
    texts = [f"Trang số {number}" for number in range(1, 1001)]
    found = conversion.render(stored(pdf_of(texts)), "pdf", target)
    assert [page.text.strip() for page in found.pages] == texts
    assert [bool(page.image) for page in found.pages] == [True] * 40 + [False] * 960


def test_too_many_pages(stored):
    assert reason(stored(pdf_of([""] * 5001)), "pdf") == "too_many_pages"


def bomb(content: bytes, **entries: bytes) -> bytes:
    """A page whose content is packed to a thousandth of its size."""
    data = zlib.compress(content, 9)
    return assemble(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 14400 14400]/Contents 4 0 R"
            b"/Resources<</XObject<</X 5 0 R>>>>>>",
            4: b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(data), data),
            5: b"<</Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 8"
            b"/ColorSpace/DeviceRGB/Length 0>>stream\n\nendstream",
        }
    )


@pytest.mark.parametrize(
    "content",
    [b"0 0 m 9 9 l S " * 3_000_000, b"q 14400 0 0 14400 0 0 cm /X Do Q " * 100],
    ids=["drawing", "picture"],
)
def test_bombs_cost_no_more_than_allowed(stored, target, monkeypatch, content):
    """A page that can't be drawn in time has no image, or is refused; memory stays bounded."""
    monkeypatch.setattr(conversion.pdf, "CHUNK_SECONDS", 2)
    monkeypatch.setattr(conversion.pdf, "PAGE_SECONDS", 2)
    monkeypatch.setattr(conversion.pdf, "WHOLE_SECONDS", 5)
    try:
        assert len(conversion.render(stored(bomb(content)), "pdf", target).pages) == 1
    except conversion.ConversionError as error:
        assert error.reason in ("timed_out", "too_large")
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 1_100_000


def test_a_tool_that_hangs_is_killed_with_its_children(tmp_path, monkeypatch):
    (tmp_path / "pdfinfo").write_text("#!/bin/sh\nsleep 300 &\necho $! > child\nwait\n")
    (tmp_path / "pdfinfo").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(conversion.ConversionError) as caught:
        running.run("pdfinfo", [], tmp_path, seconds=1)
    assert caught.value.reason == "timed_out"
    child = int((tmp_path / "child").read_text())
    time.sleep(0.2)
    state = Path(f"/proc/{child}/stat")
    assert not state.exists() or " Z " in state.read_text()


def test_a_tool_gets_no_more_memory(tmp_path, monkeypatch):
    (tmp_path / "pdfinfo").write_text("#!/usr/bin/env python3\nbytearray(2_000_000_000)\n")
    (tmp_path / "pdfinfo").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(conversion.ConversionError) as caught:
        running.run("pdfinfo", [], tmp_path, seconds=20)
    assert caught.value.reason == "too_large"


def test_output_is_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr(running, "OUTPUT", 100_000)
    (tmp_path / "pdfinfo").write_text("#!/usr/bin/env bash\nexec cat /dev/zero > out.txt\n")
    (tmp_path / "pdfinfo").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(conversion.ConversionError) as caught:
        running.run("pdfinfo", [], tmp_path, seconds=20)
    assert caught.value.reason == "too_large"
    assert (tmp_path / "out.txt").stat().st_size <= 100_000


def test_a_huge_file_is_not_even_opened(tmp_path):
    path = tmp_path / "large"
    with path.open("wb") as stream:
        stream.truncate(running.LARGEST_FILE + 1)
    assert reason(path, "pdf") == "too_large"


def test_a_zip_bomb_is_counted_while_it_is_read(stored, monkeypatch):
    monkeypatch.setattr(packed, "MOST_BYTES", 1_000_000)
    assert reason(stored(docx_body(" " * 50_000_000)), "docx") == "too_large"


def test_entities_are_refused(stored):
    laughs = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    assert reason(stored(docx_body("<w:p/>", laughs)), "docx") == "damaged"
    outside = '<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    assert reason(stored(docx_body("<w:t>&f;</w:t>", outside)), "docx") == "damaged"


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pptx", "odt", "ods", "odp"])
def test_archives_that_hold_something_else(stored, kind):
    for data in (b"", b"PK\x03\x04", docx_of(["x"])[:300]):
        assert reason(stored(data), kind) == "damaged"
    if kind != "pptx":
        assert reason(stored(zip_of({"else.txt": "x"})), kind) == "damaged"


def test_deep_nesting(stored):
    assert reason(stored(docx_body("<w:p>" * 9999 + "</w:p>" * 9999)), "docx") == "damaged"


def test_pictures_announce_no_bomb(stored, target):
    header = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (60000).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
    data = header + zlib.crc32(header[12:]).to_bytes(4, "big")
    assert reason(stored(data), "png", target) in ("damaged", "too_large")
    assert reason(stored(b"no picture"), "jpg", target) == "damaged"


@pytest.mark.parametrize("kind", ["zip", "mp4", "rar", ""])
def test_what_has_no_pages(stored, target, kind):
    assert reason(stored(b"x"), kind) == reason(stored(b"x"), kind, target) == "unsupported"


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(place=st.integers(9, 900), junk=st.binary(min_size=1, max_size=40))
def test_damage_anywhere_is_read_or_told(stored, place, junk):
    data = pdf_of(["Thông báo", "hai"])
    path = stored(data[:place] + junk + data[place + len(junk) :])
    try:
        conversion.text_of(path, "pdf", ocr=False)
    except conversion.ConversionError as error:
        assert error.reason in ("damaged", "encrypted")
