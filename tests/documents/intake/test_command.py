"""``hcmedu import-documents``: what it reads, refuses and tells; the import itself is tested."""

from hcmedu.portal.instance import documents
from hcmedu.portal.instance.errors import InstanceError
from plone import api

import pytest


TEXT = """Số ký hiệu;Ngày ban hành;Trích yếu;Cơ quan ban hành;Tên tệp
1/QĐ-TH;1/9/2026;Về việc một;Trường;a.docx
2/QĐ-TH;31/02/2026;Về việc hai;Trường;
3/QĐ-TH;3/9/2026;Về việc ba;Trường;không có.pdf
"""


@pytest.fixture
def register(tmp_path):
    path = tmp_path / "so.csv"
    path.write_text(TEXT, encoding="utf-16")
    return path


@pytest.fixture
def folder(office, tmp_path):
    place = tmp_path / "tep"
    place.mkdir()
    (place / "a.docx").write_bytes(office.docx("Quyết định"))
    return place


def run(office, register, folder, *, dry_run=False, user=None, code="A07"):
    rows = documents.read_register(register)
    with documents.open_files(folder) as files, documents.acting(user):
        section = documents.section_for(office.portal, code)
        return documents.show(documents.run(section, rows, files, dry_run=dry_run))


def plain(counts):
    return {status.value: number for status, number in counts.items()}


def test_rows_with_errors_are_told_and_left_out(office, register, folder, capsys):
    counts = run(office, register, folder)
    assert plain(counts) == {
        "created": 1,
        "failed": 2,
    }
    assert [doc.number for doc in office.documents()] == ["01/QĐ-TH"]
    said = capsys.readouterr().out
    assert "cột “Số ký hiệu” → Số, ký hiệu" in said
    assert "dòng 3" in said
    assert "Ngày ban hành: Không có ngày này: 31/02/2026." in said
    assert "không có.pdf" in said


def test_again_doubles_nothing(office, register, folder):
    run(office, register, folder)
    counts = run(office, register, folder)
    assert plain(counts) == {"exists": 1, "failed": 2}
    assert len(office.documents()) == 1


def test_dry_run_changes_nothing(office, register, folder):
    counts = run(office, register, folder, dry_run=True)
    assert plain(counts) == {"new": 1, "failed": 2}
    assert office.documents() == []


def test_as_an_editor(office, register, folder):
    run(office, register, folder, user="editor")
    assert office.documents()[0].getOwner().getId() == "editor"
    assert api.content.get_state(office.documents()[0]) == "draft"


@pytest.mark.parametrize("user", ["reader", "elsewhere", "nobody"])
def test_by_the_rights_of_the_editor(office, register, folder, user):
    with pytest.raises(InstanceError):
        run(office, register, folder, user=user)
    assert office.documents() == []


def test_no_such_section(office, register, folder):
    with pytest.raises(InstanceError, match="A99"):
        run(office, register, folder, code="A99")


def test_no_register_and_no_files(tmp_path):
    (tmp_path / "so.csv").write_bytes(b"%PDF")
    with pytest.raises(InstanceError, match=r"so\.csv"):
        documents.read_register(tmp_path / "so.csv")
    (tmp_path / "tep.zip").write_bytes(b"PK")
    with (
        pytest.raises(InstanceError, match=r"tep\.zip"),
        documents.open_files(tmp_path / "tep.zip"),
    ):
        pass
    with pytest.raises(OSError), documents.open_files(tmp_path / "khong-co"):
        pass
