"""Files of a register: found however their name is spelt, read however they were packed."""

from hcmedu.portal.documents.ledger import bundles
from hcmedu.portal.documents.ledger import FileNames
from hcmedu.portal.documents.ledger import FolderBundle
from hcmedu.portal.documents.ledger import RegisterError
from hcmedu.portal.documents.ledger import ZipBundle
from hcmedu.portal.documents.ledger.bundles import FileError
from hypothesis import example
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from io import BytesIO
from zipfile import ZIP_DEFLATED
from zipfile import ZipFile
from zipfile import ZipInfo

import pytest
import struct
import unicodedata


NAMES = (
    "2024/Kế hoạch năm học.docx",
    "2023/Kế hoạch năm học.docx",
    "4210_GDDT-TTTT về cổng thông tin.PDF",
    "quyet-dinh-05.pdf",
    "quyet-dinh-05.docx",
)
FOUND = {
    "2024/Kế hoạch năm học.docx": 0,
    r"2023\KẾ HOẠCH NĂM HỌC.docx": 1,
    "./2023/Kế hoạch  năm học.docx": 1,
    "4210_gddt-tttt Về cổng thông tin.pdf": 2,
    "van-ban/4210_GDDT-TTTT về cổng thông tin.pdf": 2,
    "4210_GDDT-TTTT về cổng thông tin": 2,
    "4210 GDDT TTTT ve cong thong tin.pdf": 2,
    "Quyết định 05.pdf": None,
    "quyet-dinh-05.PDF": 3,
}


@pytest.mark.parametrize("wanted", FOUND)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_found_however_spelt(wanted, form):
    names = FileNames(unicodedata.normalize(form, name) for name in NAMES)
    found = names.find(wanted)
    at = FOUND[wanted]
    assert found == ((names.names[at],) if at is not None else (names.names[3], names.names[4]))


def test_several_are_all_told():
    assert FileNames(NAMES).find("kế hoạch năm học.docx") == NAMES[:2]


@pytest.mark.parametrize("wanted", ["", " ", "/", "không có.pdf", "..", "."])
def test_nothing_found(wanted):
    assert FileNames(NAMES).find(wanted) == ()


def test_found_by_number():
    names = FileNames(["42100/GDDT-TTTT.pdf", *NAMES, "x/05-QĐ-THCS.pdf"])
    assert names.by_number("4210/GDĐT-TTTT") == (NAMES[2],)
    assert names.by_number("05/QĐ-THCS") == ("x/05-QĐ-THCS.pdf",)
    assert names.by_number("4210") == ()
    assert names.by_number("") == ()


@given(st.lists(st.text(max_size=12), max_size=8), st.text(max_size=12))
def test_only_names_that_are_there(names, wanted):
    assert set(FileNames(names).find(wanted)) <= set(names)
    assert set(FileNames(names).by_number(wanted)) <= set(names)


@given(st.lists(st.from_regex(r"[aăB1./ _-]{0,8}[aăB1]\.pdf", fullmatch=True), max_size=8))
def test_a_name_finds_itself(names):
    index = FileNames(names)
    for name in names:
        assert name in index.find(name)


# ZIP


def packed(*entries, compression=ZIP_DEFLATED):
    target = BytesIO()
    with ZipFile(target, "w", compression) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    target.seek(0)
    return target


def test_files_of_a_zip():
    bundle = ZipBundle(packed(("a/Quyết định.pdf", b"%PDF"), ("b.docx", b"PK")))
    assert bundle.names == ("a/Quyết định.pdf", "b.docx")
    assert bundle.open("a/Quyết định.pdf", 10).read() == b"%PDF"


def link(name):
    entry = ZipInfo(name)
    entry.external_attr = 0o120777 << 16
    return entry


AWAY = ["/etc/passwd", "../../a.pdf", "a/../../b.pdf", "C:/a.pdf", "C:\\a.pdf", "..\\a.pdf"]


@pytest.mark.parametrize("name", AWAY)
def test_what_leads_away_is_refused(name):
    bundle = ZipBundle(packed((name, b"x"), ("tot.pdf", b"y")))
    assert bundle.names == ("tot.pdf",)
    assert len(bundle.refused) == 1


def test_links_are_refused():
    bundle = ZipBundle(packed((link("a.pdf"), "/etc/passwd"), ("tot.pdf", b"y")))
    assert (bundle.names, bundle.refused) == (("tot.pdf",), ("a.pdf",))


def test_what_systems_put_beside_is_passed_over():
    litter = (("__MACOSX/._a.pdf", b"x"), ("a/.DS_Store", b"x"), ("Thumbs.db", b"x"))
    assert ZipBundle(packed(*litter, ("a/b.pdf", b"y"))).names == ("a/b.pdf",)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1258"])
def test_names_of_old_packers(encoding):
    raw = "Ban sao.pdf".replace("a", "â", 1).encode(encoding)
    target = packed(("N" * len(raw), b"x")).getvalue().replace(b"N" * len(raw), raw)
    assert ZipBundle(BytesIO(target)).names == ("Bân sao.pdf",)


def test_a_bomb():
    big = b"\0" * (60 * 1024 * 1024)
    with pytest.raises(RegisterError, match="too_large"):
        ZipBundle(packed(("a.pdf", big)))


def test_an_entry_that_lies_about_its_size():
    content = b"x" * 100_000
    raw = packed(("a.pdf", content), compression=0).getvalue()
    lying = raw.replace(struct.pack("<L", 100_000), struct.pack("<L", 10))
    bundle = ZipBundle(BytesIO(lying))
    try:
        assert len(bundle.open("a.pdf", 1000).read()) <= 1000
    except FileError as error:
        assert error.kind in ("damaged", "too_large")


def test_beyond_the_limit():
    bundle = ZipBundle(packed(("a.pdf", b"x" * 2000)))
    with pytest.raises(FileError, match="too_large"):
        bundle.open("a.pdf", 1999)
    assert len(bundle.open("a.pdf", 2000).read()) == 2000


def test_too_many_entries():
    entries = [(f"{number}.pdf", b"") for number in range(bundles.MAX_FILES + 1)]
    with pytest.raises(RegisterError) as error:
        ZipBundle(packed(*entries, compression=0))
    assert error.value.kind == "too_many_files"


def encrypted(target):
    """Set the bit that says so, in the head of each entry and in the directory."""
    raw = bytearray(target.getvalue())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = raw.find(mark)
        while place >= 0:
            raw[place + at] |= 1
            place = raw.find(mark, place + 4)
    return BytesIO(bytes(raw))


def test_an_encrypted_zip():
    with pytest.raises(RegisterError, match="encrypted"):
        ZipBundle(encrypted(packed(("a.pdf", b"x"))))


@pytest.mark.parametrize("raw", [b"", b"PK", b"%PDF-1.7", b"PK\x05\x06" + b"\0" * 10])
def test_no_zip(raw):
    with pytest.raises(RegisterError, match="damaged"):
        ZipBundle(BytesIO(raw))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=30), st.integers(min_value=0, max_value=400))
@example(raw=b"\x00", at=185)
def test_a_damaged_zip_is_read_or_refused(raw, at):
    whole = packed(("a/b.pdf", b"y" * 300), ("c.docx", b"z" * 50)).getvalue()
    try:
        bundle = ZipBundle(BytesIO(whole[:at] + raw + whole[at + len(raw) :]))
    except RegisterError:
        return
    for name in bundle.names:
        try:
            assert len(bundle.open(name, 1000).read()) <= 1000
        except FileError as error:
            assert error.kind in ("damaged", "encrypted", "too_large")


# Folders


def test_files_of_a_folder(tmp_path):
    (tmp_path / "2024").mkdir()
    (tmp_path / "2024" / unicodedata.normalize("NFD", "Kế hoạch.pdf")).write_bytes(b"x")
    (tmp_path / ".an").write_bytes(b"x")
    outside = tmp_path.parent / f"{tmp_path.name}-ngoai.txt"
    outside.write_bytes(b"secret")
    (tmp_path / "link.pdf").symlink_to(outside)
    (tmp_path / "thu-muc").symlink_to(tmp_path.parent)
    bundle = FolderBundle(tmp_path)
    assert bundle.names == ("2024/Kế hoạch.pdf",)
    assert bundle.refused == ("link.pdf",)
    with bundle.open("2024/Kế hoạch.pdf", 10) as stream:
        assert stream.read() == b"x"
    with pytest.raises(FileError, match="too_large"):
        bundle.open("2024/Kế hoạch.pdf", 0)


def test_no_folder(tmp_path):
    with pytest.raises(RegisterError, match="no_such_place"):
        FolderBundle(tmp_path / "khong-co")
