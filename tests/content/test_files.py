"""What an uploaded file really is: refused ones first."""

from hcmedu.portal.content.errors import UploadError
from hcmedu.portal.content.files import ATTACHMENT_KINDS
from hcmedu.portal.content.files import clean_filename
from hcmedu.portal.content.files import DOCUMENT_KINDS
from hcmedu.portal.content.files import IMAGE_KINDS
from hcmedu.portal.content.files import inspect
from hcmedu.portal.content.files import KINDS
from hcmedu.portal.content.signatures import detect
from hypothesis import given
from hypothesis import strategies as st
from io import BytesIO
from PIL import Image
from PIL import ImageFile
from zlib import crc32
from zope.i18n import translate

import pytest
import struct
import unicodedata


MB = 1024 * 1024


def refusal(data: bytes, filename: str, allowed=DOCUMENT_KINDS, limit=50 * MB) -> str:
    with pytest.raises(UploadError) as caught:
        inspect(BytesIO(data), filename, allowed, limit)
    return translate(caught.value.doc())


@pytest.mark.parametrize("filename", ["a.pdf", "a.docx", "a", ""])
def test_empty_file_is_refused(filename):
    assert "0 bytes" in refusal(b"", filename)


def test_larger_than_the_limit_is_refused_and_told_in_mb(samples):
    assert refusal(samples["pdf"] + b"x" * 2 * MB, "a.pdf", limit=MB) == (
        "The file has 3 MB; at most 1 MB are allowed."
    )


@pytest.mark.parametrize("size, ok", [(MB - 1, True), (MB, True), (MB + 1, False)])
def test_the_limit_itself_is_allowed(samples, size, ok):
    data = samples["pdf"].replace(b"1 0 obj", b"1 0 obj" + b" " * (size - len(samples["pdf"])))
    assert len(data) == size
    if ok:
        assert inspect(BytesIO(data), "a.pdf", DOCUMENT_KINDS, MB).name == "pdf"
    else:
        refusal(data, "a.pdf", limit=MB)


@pytest.mark.parametrize("head", [b"", b"\xef\xbb\xbf", b"\n  ", b"<!-- portal -->\n"], ids=repr)
def test_web_page_named_pdf(html_page, head):
    assert "it is a web page" in refusal(head + html_page, "thong-tu.pdf")


def test_web_page_that_mentions_a_pdf_is_no_pdf(html_page):
    assert detect(BytesIO(html_page + b"%PDF-1.4 %%EOF")) is None


@pytest.mark.parametrize("data", [b"MZ\x90\x00" * 40, b"just text", b"\0" * 600, b"\x7fELF" * 9])
@pytest.mark.parametrize("filename", ["a.pdf", "a.docx", "a.jpg"])
def test_something_else_with_a_known_name(data, filename):
    assert "its content is something else" in refusal(data, filename)


@pytest.mark.parametrize("filename", ["virus.exe", "trang.html", "noname", "anh.svg"])
def test_unknown_kind_lists_what_is_allowed(filename):
    message = refusal(b"<svg onload='alert(1)'/>", filename)
    assert "not allowed here" in message
    assert "PDF" in message
    assert "DOCX" in message


@pytest.mark.parametrize("kind", ["doc", "docx", "xlsx", "jpg", "png", "zip", "odt"])
def test_renamed_file_is_told_what_it_is(samples, kind):
    message = refusal(samples[kind], "van-ban.pdf")
    assert "named .pdf" in message
    assert KINDS[kind].label in message


@pytest.mark.parametrize("kind", ["mp3", "mp4", "rar", "gif", "webp"])
def test_sound_files_of_other_kinds_are_no_documents(samples, kind):
    assert "not allowed here" in refusal(samples[kind], f"a.{kind}")


CUT = ["pdf", "doc", "docx", "xls", "xlsx", "pptx", "odt", "ods", "rtf", "jpg", "png", "zip"]


@pytest.mark.parametrize("kind", CUT)
@pytest.mark.parametrize("share", [0.5, 0.8])
def test_truncated_file_is_refused(samples, kind, share):
    data = samples[kind]
    cut = data[: max(int(len(data) * share), 40)]
    message = refusal(cut, f"a.{kind}")
    assert "damaged or incomplete" in message or "something else" in message


@pytest.mark.parametrize("kind", ["gif", "webp"])
def test_truncated_picture_is_refused(samples, kind):
    data = samples[kind]
    assert "damaged" in refusal(data[: len(data) // 2], f"a.{kind}", IMAGE_KINDS)


@pytest.mark.parametrize("kind", ["jpg", "png", "webp", "gif"])
def test_no_picture_that_was_cut_anywhere(samples, kind, monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as plone.scale does
    data = samples[kind]
    for end in range(20, len(data) - 1, max(len(data) // 60, 1)):
        refusal(data[:end], f"a.{kind}", IMAGE_KINDS)


def test_photos_with_a_film_behind_them_are_fine(samples):
    data = samples["jpg"] + b"MotionPhoto" + samples["mp4"] * 300
    assert inspect(BytesIO(data), "a.jpg", IMAGE_KINDS).name == "jpg"


@pytest.mark.parametrize("options", [{"progressive": True}, {"quality": 1}, {"optimize": True}])
def test_jpeg_of_every_make(options):
    buffer = BytesIO()
    Image.effect_noise((400, 300), 90).save(buffer, "JPEG", **options)
    assert inspect(buffer, "a.jpg", IMAGE_KINDS).name == "jpg"


def test_png_with_a_flipped_bit(samples):
    data = bytearray(samples["png"])
    data[len(data) // 2] ^= 1
    assert "damaged" in refusal(bytes(data), "a.png")


def test_decompression_bomb_is_refused():
    buffer = BytesIO()
    Image.new("1", (20, 20)).save(buffer, "PNG")
    data = bytearray(buffer.getvalue())
    struct.pack_into(">II", data, 16, 60000, 60000)
    struct.pack_into(">I", data, 29, crc32(data[12:29]))
    assert "damaged" in refusal(bytes(data), "bomb.png")


def test_zip_with_a_damaged_directory(samples):
    data = bytearray(samples["docx"])
    position = data.rfind(b"PK\x01\x02")
    data[position + 42 : position + 46] = b"\xff\xff\xff\x7f"
    refusal(bytes(data), "a.docx")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_is_recognised(samples, kind):
    for extension in KINDS[kind].extensions:
        found = inspect(BytesIO(samples[kind]), f"Tệp.{extension.upper()}", ATTACHMENT_KINDS)
        assert found is KINDS[kind]


def test_rtf_named_doc_is_what_word_writes(samples):
    assert inspect(BytesIO(samples["rtf"]), "cong-van.doc", DOCUMENT_KINDS).name == "rtf"


def test_anything_goes_without_kinds_but_no_lie(html_page):
    assert inspect(BytesIO(html_page), "trang.html") is None
    refusal(html_page, "trang.pdf", allowed=None)


@given(st.binary(max_size=300), st.sampled_from(["a.pdf", "a.docx", "a.doc", "a.jpg", "a.zip"]))
def test_random_bytes_never_crash(data, filename):
    try:
        inspect(BytesIO(data), filename, DOCUMENT_KINDS, MB)
    except UploadError as error:
        assert error.doc()


HEADS = [
    b"PK\x03\x04",
    b"\xff\xd8\xff",
    b"%PDF-",
    b"{\\rtf",
    b"\x89PNG\r\n\x1a\n",
    b"GIF89a",
    b"RIFF____WEBP",
]


@given(st.binary(max_size=600), st.sampled_from(HEADS))
def test_random_tails_never_crash(data, head):
    try:
        inspect(BytesIO(head + data), "a", DOCUMENT_KINDS, MB)
    except UploadError as error:
        assert error.doc()


@given(st.binary(max_size=900))
def test_random_ole_never_crashes(data):
    try:
        inspect(BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + data), "a.doc", DOCUMENT_KINDS, MB)
    except UploadError as error:
        assert error.doc()


@pytest.mark.parametrize(
    "name, clean",
    [
        ("Thông tư 36-2017.pdf", "Thông tư 36-2017.pdf"),
        ('"Quyết định".pdf', "Quyết định.pdf"),
        ("a\nb\r\n.pdf", "a b.pdf"),
        ("-rf.pdf", "rf.pdf"),
        ("--help", "help"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Lan\\Kế hoạch.docx", "Kế hoạch.docx"),
        (unicodedata.normalize("NFD", "Kế hoạch.pdf"), "Kế hoạch.pdf"),
        ("a\u202efdp.exe", "a fdp.exe"),
        ("<script>.pdf", "script.pdf"),
        ("...", "tep"),
        ("", "tep"),
        (".htaccess", "htaccess"),
        ("'; rm -rf $HOME`x`.pdf", "rm -rf HOMEx.pdf"),
        ("a" * 300 + ".pdf", "a" * 146 + ".pdf"),
    ],
)
def test_clean_filename(name, clean):
    assert clean_filename(name) == clean


@pytest.mark.parametrize(
    "name, clean",
    [
        ("Công văn", "Công văn.pdf"),
        ("QĐ 12.NV", "QĐ 12.NV.pdf"),
        ("a.PDF", "a.pdf"),
        ("", "tep.pdf"),
    ],
)
def test_name_gets_the_extension_of_its_kind(name, clean):
    assert clean_filename(name, KINDS["pdf"]) == clean


@given(st.text(max_size=400))
def test_clean_names_are_safe_and_stay_clean(name):
    clean = clean_filename(name)
    assert clean
    assert len(clean) <= 150
    assert not set(clean) & set("\"'\n\r\t/\\<>|;")
    assert clean[0] not in "-. "
    assert clean == unicodedata.normalize("NFC", clean)
    assert clean_filename(clean) == clean
