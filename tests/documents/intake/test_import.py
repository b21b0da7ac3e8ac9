"""A register with its files: previewed, imported by the worker, never doubled."""

from datetime import date
from hcmedu.portal.documents.imports import jobs
from hcmedu.portal.documents.imports import tasks
from hcmedu.portal.documents.imports.importing import Files
from hcmedu.portal.documents.imports.importing import import_row
from hcmedu.portal.documents.imports.importing import Status
from hcmedu.portal.documents.imports.page import ImportView
from hcmedu.portal.documents.imports.tasks import ROWS
from hcmedu.portal.documents.ledger import FolderBundle
from hcmedu.portal.documents.ledger import Row
from hcmedu.portal.editorial.assignment.assignments import assign
from hcmedu.portal.editorial.assignment.assignments import unassign
from hcmedu.portal.editorial.authorship import authorship
from io import BytesIO
from openpyxl import Workbook
from plone import api
from types import SimpleNamespace
from zipfile import ZipFile
from ZPublisher.HTTPRequest import FileUpload

import pytest
import re
import transaction


HEADER = ["STT", "Số, ký hiệu", "Ngày ban hành", "Trích yếu", "Cơ quan ban hành", "Tên tệp"]
FIRST = [1, "12/KH-THCSHD", date(2026, 9, 5), "Về kế hoạch năm học", "Trường THCS", "KẾ HOẠCH.docx"]
SECOND = [2, "13/TB-THCSHD", "6/9/2026", "Về họp phụ huynh", "Trường THCS", ""]
WRONG = [3, "14/TB-THCSHD", "31/02/2026", "Về học phí", "Trường THCS", "không có.pdf"]


def xlsx(*rows):
    return sheet(HEADER, *rows)


def sheet(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def packed(**files):
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


@pytest.fixture
def register():
    return xlsx(FIRST, SECOND, WRONG)


@pytest.fixture
def archive(office):
    files = {
        "2026/kế hoạch.docx": office.docx("Kế hoạch"),
        "13_TB_THCSHD hop.docx": office.docx("Thông báo"),
    }
    return packed(**files)


def send(office, register, archive=None, name="editor", filename="so.xlsx", **data):
    files = [("register", (filename, register))]
    files += [("files", ("tep.zip", archive))] if archive is not None else []
    data = {"action": "upload", **data}
    return office.visit(name).post("@@hcmedu-import", data, files=files)


def job_id(answer):
    return re.search(r"job=(\w+)", answer.headers["Location"])[1]


def run(office, answer, name="editor", **data):
    return run_page(office, job_id(answer), name, **data)


def run_page(office, found, name="editor", **data):
    visit = office.visit(name)
    page = visit.get(f"@@hcmedu-import?job={found}").text
    columns = re.findall(r'<select[^>]*name="(column\.\w+)".*?</select>', page, re.DOTALL)
    chosen = {
        each: re.search(rf'name="{each}".*?</select>', page, re.DOTALL)[0] for each in columns
    }
    mapping = {
        each: match[1]
        for each, html in chosen.items()
        if (match := re.search(r'<option value="(\d*)" selected', html))
    }
    visit.post("@@hcmedu-import", {"action": "start", "job": found, **mapping, **data})
    return found


class TestDenied:
    @pytest.mark.parametrize("page", ["@@hcmedu-import", "@@hcmedu-import-status?job=1"])
    @pytest.mark.parametrize("name", ["anonymous", "reader", "elsewhere"])
    def test_pages(self, office, name, page):
        answer = office.visit(name).get(page)
        assert answer.status_code in (302, 401, 404)

    @pytest.mark.parametrize("name", ["anonymous", "reader", "elsewhere"])
    def test_upload(self, office, name, register):
        send(office, register, name=name)
        assert jobs.jobs(office.section) == []

    def test_without_a_token(self, office, register):
        files = {"register": ("so.xlsx", register)}
        visit = office.visit("editor")
        answer = visit.post("@@hcmedu-import", {"action": "upload"}, token=False, files=files)
        assert answer.status_code == 403
        assert jobs.jobs(office.section) == []

    def test_who_lost_the_right_meanwhile(self, office, register):
        found = run(office, send(office, register))
        unassign(office.section, "editor")
        transaction.commit()
        office.work()
        assert office.documents() == []
        assert jobs.find(office.section, found)["state"] == jobs.STOPPED

    @pytest.mark.parametrize("action", ["map", "start", "remove", "anything"])
    def test_what_another_one_began(self, office, register, action):
        """A colleague of the same section sees it, and changes nothing of it."""
        found = job_id(send(office, register))
        assign(office.section, "elsewhere")
        before = dict(jobs.find(office.section, found))
        form = {"action": action, "job": found, "column.abstract": "1"}
        answer = office.visit("elsewhere").post("@@hcmedu-import", form)
        assert answer.status_code in (302, 401)
        assert dict(jobs.find(office.section, found)) == before
        office.work()
        assert office.documents() == []

    @pytest.mark.parametrize("state", [jobs.PREVIEW, jobs.STOPPED])
    def test_the_page_of_what_another_one_began(self, office, register, state):
        found = job_id(send(office, register))
        jobs.find(office.section, found)["state"] = state
        assign(office.section, "elsewhere")
        api.user.get("editor").setMemberProperties({"fullname": "Nguyễn Thị Mai"})
        path = f"@@hcmedu-import?job={found}"
        own, seen = (office.visit(name).get(path).text for name in ("editor", "elsewhere"))
        assert 'name="action"' in own
        assert "hcmedu-import-beginner" not in own
        assert 'name="action"' not in seen
        assert "Nguyễn Thị Mai" in seen

    def test_an_import_that_is_not_there(self, office):
        assert office.visit("editor").get("@@hcmedu-import?job=abc").status_code == 404


class TestPage:
    def test_preview_changes_nothing(self, office, register, archive):
        answer = send(office, register, archive)
        page = office.visit("editor").get(f"@@hcmedu-import?job={job_id(answer)}").text
        assert page.count('data-status="new"') == 2
        assert page.count('data-status="failed"') == 1
        assert "31/02/2026" in page
        assert "không có.pdf" in page
        assert office.documents() == []

    def test_preview_shows_what_is_often_misread(self, office):
        header = [*HEADER[:5], "Ghi chú", "Căn cứ", "Thay thế"]
        bases, replaced = "Luật Giáo dục;\nThông tư 36/2017/TT-BGDĐT", "1/KH-THCSHD; 2/KH-THCSHD"
        row = [*FIRST[:5], "gấp", bases, replaced]
        found = job_id(send(office, sheet(header, row)))
        page = office.visit("editor").get(f"@@hcmedu-import?job={found}").text
        cells = re.search(r"<tbody>.*?</tbody>", page, re.DOTALL)[0]
        shown = ("05/09/2026", "Kế hoạch", "Trường THCS", "36/2017/TT-BGDĐT", "2/KH-THCSHD")
        for text in shown:
            assert text in cells
        unused = re.search(r'id="hcmedu-import-unused".*?</p>', page, re.DOTALL)[0]
        assert ">STT; Ghi chú<" in unused
        run_page(office, found)
        office.work()
        doc = office.documents()[0]
        assert doc.legal_bases == ["Luật Giáo dục", "Thông tư 36/2017/TT-BGDĐT"]
        assert doc.replaced_numbers == ["1/KH-THCSHD", "2/KH-THCSHD"]

    def test_the_report_names_the_rows(self, office, register, archive):
        run(office, send(office, register, archive))
        office.work()
        found = run(office, send(office, register, archive))
        office.work()
        page = office.visit("editor").get(f"@@hcmedu-import?job={found}").text
        table = re.search(r"<table.*?</table>", page, re.DOTALL)[0]
        assert table.count('scope="col"') == 4
        assert ">14/TB-THCSHD</td>" in table
        assert "Kế hoạch 12/KH-THCSHD" in table

    def test_a_report_of_before(self, office, register):
        found = run(office, send(office, register))
        office.work()
        jobs.find(office.section, found)["report"][0].pop("number")
        assert office.visit("editor").get(f"@@hcmedu-import?job={found}").status_code == 200

    def test_what_one_may_not_view_is_there_already_and_no_more(self, office, register):
        run(office, send(office, register))
        office.work()
        hidden = office.documents()[0]
        hidden.title = "Bí mật"
        hidden.manage_permission("View", ["Manager"], acquire=False)
        hidden.reindexObject()
        answer = send(office, register)
        found = job_id(answer)
        seen = [office.visit("editor").get(f"@@hcmedu-import?job={found}").text]
        assert seen[0].count('data-status="exists"') == 2
        run(office, answer)
        office.work()
        assert jobs.find(office.section, found)["counts"] == {"exists": 2, "failed": 1}
        seen.append(office.visit("editor").get(f"@@hcmedu-import?job={found}").text)
        for page in seen:
            assert "Bí mật" not in page
            assert hidden.absolute_url() not in page

    @pytest.mark.parametrize("name", ["so\r\n.xlsx", "a\nb.xlsx", "\r.xlsx", "x\r\nY: z.xlsx"])
    @pytest.mark.parametrize("part", ["register", "files"])
    def test_line_ends_in_the_name_of_a_file(self, office, part, name):
        """A hostile client can send them; browsers don't."""
        field = SimpleNamespace(file=BytesIO(b"a"), filename=name, name=part, headers={})
        request = office.portal.REQUEST.clone()
        request.form[part] = FileUpload(field)
        stored = ImportView(office.section, request).upload(part, 10).filename
        assert stored.endswith("xlsx")
        assert not set(stored) & set("\r\n")

    def test_rows_become_drafts_with_their_files(self, office, register, archive):
        found = run(office, send(office, register, archive))
        office.work()
        first, second = office.documents()
        assert (first.number, first.issue_date) == ("12/KH-THCSHD", date(2026, 9, 5))
        assert first.document_form == "ke-hoach"
        assert first.title == "Kế hoạch 12/KH-THCSHD"
        assert first.getId() == "12-kh-thcshd"
        assert first.file.filename == "kế hoạch.docx"
        assert second.file.filename == "13_TB_THCSHD hop.docx"
        assert {api.content.get_state(doc) for doc in (first, second)} == {"draft"}
        assert authorship(first).first == "editor"
        assert first.getOwner().getId() == "editor"
        job = jobs.find(office.section, found)
        assert job["state"] == jobs.DONE
        assert job["counts"] == {"created": 2, "failed": 1}
        assert [line["line"] for line in job["report"]] == [4]
        page = office.visit("editor").get(f"@@hcmedu-import?job={found}").text
        assert "31/02/2026" in page

    def test_a_second_run_doubles_nothing(self, office, register, archive):
        run(office, send(office, register, archive))
        office.work()
        found = run(office, send(office, register, archive))
        office.work()
        assert len(office.documents()) == 2
        assert jobs.find(office.section, found)["counts"] == {"exists": 2, "failed": 1}

    def test_known_again_after_the_number_was_mended(self, office, register):
        run(office, send(office, xlsx(FIRST)))
        office.work()
        office.documents()[0].number = "120/KH-THCSHD"
        office.documents()[0].reindexObject()
        run(office, send(office, xlsx(FIRST)))
        office.work()
        assert len(office.documents()) == 1

    def test_found_by_number_when_entered_by_hand(self, office):
        with office.as_("editor"):
            api.content.create(
                office.section,
                "OfficialDocument",
                "12-kh",
                number="12/KH-THCSHD",
                document_form="ke-hoach",
                issuer="TRƯỜNG THCS",
                issue_date=date(2026, 9, 5),
                abstract="Kế hoạch",
            )
        run(office, send(office, xlsx(FIRST)))
        office.work()
        assert len(office.documents()) == 1

    def test_many_rows_in_steps(self, office, monkeypatch):
        monkeypatch.setattr(tasks, "SECONDS", 0)
        rows = [
            [number, f"{number}/QĐ-TH", "1/9/2026", f"Việc {number}", "Trường", ""]
            for number in range(1, ROWS + 3)
        ]
        found = run(office, send(office, xlsx(*rows)))
        outcomes = [each for each in office.work() if "import" in each.name]
        assert [each.outcome for each in outcomes] == ["done", "done"]
        assert len(office.documents()) == ROWS + 2
        status = office.visit("editor").get(f"@@hcmedu-import-status?job={found}").json()
        assert status == {"state": "done", "at": ROWS + 2, "total": ROWS + 2}

    def test_a_job_that_runs_again_does_nothing_twice(self, office):
        from hcmedu.portal.documents.imports.tasks import import_some

        found = run(office, send(office, xlsx(FIRST)))
        office.work()
        import_some(office.portal, office.section.UID(), found, 0)
        assert len(office.documents()) == 1

    def test_columns_chosen_by_hand(self, office):
        found = job_id(send(office, xlsx(FIRST)))
        visit = office.visit("editor")
        data = {"action": "map", "job": found, "column.abstract": "3", "column.number": "3"}
        assert "alert-danger" in visit.post("@@hcmedu-import", data).text
        data = {"action": "start", "job": found, "column.abstract": "3", "column.signer": "4"}
        visit.post("@@hcmedu-import", data)
        office.work()
        doc = office.documents()[0]
        assert (doc.number, doc.signer, doc.abstract) == (
            None,
            "Trường THCS",
            "Về kế hoạch năm học",
        )

    def test_issuer_for_rows_that_name_none(self, office):
        row = [1, "1/QĐ-TH", "1/9/2026", "Việc", "", ""]
        run(office, send(office, xlsx(row), issuer="Trường Hướng Dương"))
        office.work()
        assert office.documents()[0].issuer == "Trường Hướng Dương"

    @pytest.mark.parametrize(
        ("register", "archive"),
        [(b"%PDF-1.7", None), (b"", None), (xlsx(FIRST), b"no zip"), (b"PK\x03\x04", None)],
    )
    def test_bad_uploads_are_told(self, office, register, archive):
        answer = send(office, register, archive)
        assert answer.status_code == 200
        assert "alert-danger" in answer.text
        assert jobs.jobs(office.section) == []

    def test_no_register(self, office):
        answer = office.visit("editor").post("@@hcmedu-import", {"action": "upload"})
        assert "alert-danger" in answer.text

    def test_a_file_that_is_something_else(self, office):
        archive = packed(**{"kế hoạch.docx": b"<html></html>"})
        found = run(office, send(office, xlsx(FIRST, SECOND), archive))
        office.work()
        assert [doc.number for doc in office.documents()] == ["13/TB-THCSHD"]
        assert ".docx" in jobs.find(office.section, found)["report"][0]["text"]

    def test_discarded(self, office, register):
        found = job_id(send(office, register))
        office.visit("editor").post("@@hcmedu-import", {"action": "remove", "job": found})
        assert jobs.jobs(office.section) == []

    def test_the_archive_goes_when_all_is_done(self, office, register, archive):
        found = run(office, send(office, register, archive))
        office.work()
        job = jobs.find(office.section, found)
        assert job["files"] is None
        office.visit("editor").post("@@hcmedu-import", {"action": "start", "job": found})
        assert job["state"] == jobs.DONE

    def test_what_was_never_begun_goes_after_a_while(self, office):
        found = job_id(send(office, xlsx(FIRST)))
        jobs.find(office.section, found)["begun"] = "2026-01-01T00:00:00+00:00"
        transaction.commit()
        send(office, xlsx(SECOND))
        assert jobs.find(office.section, found) is None

    def test_only_some_are_kept(self, office):
        for _number in range(jobs.KEPT + 2):
            send(office, xlsx(FIRST))
        assert len(jobs.jobs(office.section)) == jobs.KEPT

    def test_markup_is_shown_as_text(self, office):
        row = [1, "1/QĐ-TH", "<script>alert(1)</script>", "<script>alert(2)</script>", "", ""]
        answer = send(office, xlsx(row), filename="<script>alert(3)</script>.xlsx")
        for page in ("@@hcmedu-import", f"@@hcmedu-import?job={job_id(answer)}"):
            assert "<script>alert" not in office.visit("editor").get(page).text


class TestFolder:
    def test_files_of_a_folder(self, office, tmp_path):
        (tmp_path / "Quyết định.docx").write_bytes(office.docx("Quyết định"))
        row = Row(2, {"number": "1/QĐ-TH"}, "QUYẾT ĐỊNH.docx")
        with office.as_("editor"):
            outcome = import_row(office.section, row, Files(FolderBundle(tmp_path)))
        assert outcome.status is Status.CREATED
        assert office.documents()[0].file.filename == "Quyết định.docx"

    def test_without_number_the_file_tells(self, office, tmp_path):
        (tmp_path / "a.docx").write_bytes(office.docx("Quyết định"))
        files = Files(FolderBundle(tmp_path))
        with office.as_("editor"):
            statuses = [
                import_row(office.section, Row(line, {}, "a.docx"), files).status for line in (2, 3)
            ]
        assert statuses == [Status.CREATED, Status.EXISTS]


class TestReadOnce:
    @pytest.fixture
    def count(self, monkeypatch):
        """Registers that were read, by their size."""
        jobs._tables.clear()
        jobs._parsed.clear()
        read, called = jobs.read_table, []

        def spy(raw):
            called.append(len(raw))
            return read(raw)

        monkeypatch.setattr(jobs, "read_table", spy)
        return called

    def test_previews_and_the_worker_take_what_was_read(self, office, register, archive, count):
        found = job_id(send(office, register, archive))
        for _ in range(3):
            page = office.visit("editor").get(f"@@hcmedu-import?job={found}").text
            assert "12/KH-THCSHD" in page
        run_page(office, found)
        office.work()
        assert count == [len(register)]
        assert len(office.documents()) == 2

    def test_other_columns_are_other_rows(self, office, register, count):
        found = job_id(send(office, register))
        visit = office.visit("editor")
        abstract = HEADER.index("Trích yếu")
        form = {"action": "map", "job": found, "column.abstract": abstract}
        visit.post("@@hcmedu-import", form)
        page = visit.get(f"@@hcmedu-import?job={found}").text
        assert "Về kế hoạch năm học" in page
        transaction.begin()
        rows = jobs.rows_of(jobs.find(office.section, found))
        assert all("number" not in row.values for row in rows)
        assert len(count) == 1

    def test_another_register_of_the_same_name_is_read(self, office, register, count):
        send(office, register)
        other = job_id(send(office, xlsx([1, "99/QĐ-THCSHD", date(2026, 9, 5), "Khác", "", ""])))
        page = office.visit("editor").get(f"@@hcmedu-import?job={other}").text
        assert "99/QĐ-THCSHD" in page
        assert "12/KH-THCSHD" not in page
        assert len(count) == 2
