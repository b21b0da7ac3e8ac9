"""Files dropped on a section: drafts at once, fields read by the worker, corrected, submitted."""

from datetime import date
from datetime import timedelta
from hcmedu.portal import conversion
from hcmedu.portal.conversion.testing import scanned_pdf
from hcmedu.portal.documents.intake import page
from hcmedu.portal.documents.intake import rows
from hcmedu.portal.documents.intake.record import record
from hcmedu.portal.documents.intake.record import State
from hcmedu.portal.documents.intake.suggesting import read_file
from hcmedu.portal.editorial.authorship import authorship
from PIL import Image
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException

import html
import pytest
import re
import resource
import transaction


PAGES = ("@@hcmedu-intake", "@@hcmedu-intake-status")
HTML = b"<html><body>404</body></html>"


class TestDenied:
    @pytest.mark.parametrize("page", PAGES)
    @pytest.mark.parametrize("name", ["anonymous", "reader", "elsewhere"])
    def test_pages(self, office, name, page):
        answer = office.visit(name).get(page)
        assert answer.status_code in (302, 401, 404)
        assert answer.status_code != 302 or "require_login" in answer.headers["Location"]

    @pytest.mark.parametrize("name", ["anonymous", "reader", "elsewhere"])
    def test_upload(self, office, name, pdf):
        answer = office.drop(("a.pdf", pdf), name=name)
        assert answer.status_code in (302, 401, 404)
        assert office.documents() == []

    def test_without_a_token(self, office, pdf):
        data = {"action": "upload"}
        visit = office.visit("editor")
        answer = visit.post("@@hcmedu-intake", data, token=False, files={"files": ("a.pdf", pdf)})
        assert answer.status_code == 403
        assert office.documents() == []

    def test_where_no_documents_belong(self, office):
        assert office.visit("elsewhere").get("@@hcmedu-intake", item=office.other).status_code in (
            *(302, 401, 404),
        )

    def test_rows_of_others(self, office, pdf):
        office.drop(("a.pdf", pdf))
        doc = office.documents()[0]
        form = row_form(doc, number="1/QĐ-TH")
        for name in ("anonymous", "reader", "elsewhere"):
            office.visit(name).post("@@hcmedu-intake", {"action": "save", **form})
        assert doc.number is None

    @pytest.mark.parametrize("name", ["anonymous", "reader"])
    def test_drafts_are_not_public(self, office, name, pdf):
        office.drop(("a.pdf", pdf))
        answer = office.visit(name).get("", item=office.documents()[0])
        assert answer.status_code in (302, 401)


def row_form(doc, **values):
    """What the browser sends for one ticked row."""
    uid = doc.UID()
    typed = {f"{uid}.{name}": value for name, value in values.items()}
    return {"rows:list": [uid], f"{uid}.revision": str(authorship(doc).revision), **typed}


COMPLETE = {
    "number": "số 12 / kh-thcs",
    "document_form": "ke-hoach",
    "issuer": "Trường THCS Hướng Dương",
    "issue_date": "5/9/2026",
    "abstract": "Về kế hoạch năm học",
}


class TestUpload:
    def test_each_file_is_a_draft(self, office, pdf):
        answer = office.drop(("Công văn số 5.pdf", pdf), ("b.docx", office.docx(office.letter)))
        assert answer.status_code == 200
        docs = office.documents()
        assert sorted(doc.title for doc in docs) == ["Công văn số 5", "b"]
        assert {api.content.get_state(doc) for doc in docs} == {"draft"}
        assert {doc.getOwner().getId() for doc in docs} == {"editor"}
        assert answer.text.count("hcmedu-intake-row") == 2

    def test_a_bad_file_leaves_the_others(self, office, pdf):
        answer = office.drop(("a.pdf", HTML), ("b.pdf", pdf), ("c.pdf", b""), ("d.exe", b"MZ\0"))
        assert [doc.title for doc in office.documents()] == ["b"]
        for name in ("a.pdf", "c.pdf", "d.exe"):
            assert name in answer.text
        assert "trang web" in answer.text

    def test_more_than_fifty(self, office):
        text = office.docx("Thông báo")
        answer = office.drop(*((f"{number}.docx", text) for number in range(52)))
        assert len(office.documents()) == 50
        assert "50" in answer.text

    def test_the_newest_are_shown(self, office, pdf, monkeypatch):
        monkeypatch.setattr(page, "MOST", 1)
        answer = office.drop(("a.pdf", pdf), ("b.docx", office.docx("Thông báo")))
        assert answer.text.count('class="hcmedu-intake-row"') == 1
        assert "50 bản nháp mới nhất" in answer.text

    def test_none_chosen(self, office):
        answer = office.visit("editor").post("@@hcmedu-intake", {"action": "upload"})
        assert "alert-danger" in answer.text

    def test_json_for_the_script(self, office, pdf):
        answer = office.drop(("a.pdf", pdf), ("b.pdf", HTML), json="1")
        told = answer.json()
        assert told["taken"] == 1
        assert told["refused"][0]["name"] == "b.pdf"

    @pytest.mark.parametrize("name", ["-rf.pdf", "a'\"b.pdf", "  .pdf", "Ủy\nban.pdf", "../x.pdf"])
    def test_names(self, office, name, pdf):
        office.drop((name, pdf))
        doc = office.documents()[0]
        assert doc.file.filename.endswith(".pdf")
        assert not set(doc.file.filename) & set("\"'\n/")

    def test_in_the_order_in_which_they_were_chosen(self, office):
        names = ("b", "a", "10", "9")
        files = [(f"{name}.docx", office.docx(f"Thông báo {name}")) for name in names]
        answer = office.drop(*files[:2])
        for each in files[2:]:
            answer = office.drop(each)
        assert self.titles(answer) == list(names)
        # What comes after a pause stands first.
        for doc in office.documents():
            doc.creation_date -= 1
            doc.reindexObject()
        answer = office.drop(("c.docx", office.docx("c")), ("d.docx", office.docx("d")))
        assert self.titles(answer) == ["c", "d", *names]

    def titles(self, answer):
        return re.findall(r'class="hcmedu-row-title">([^<]*)<', answer.text)

    def test_a_row_is_called_by_what_was_read_or_typed(self, office):
        office.drop(("công văn.docx", office.docx(office.letter)))
        office.work()
        answer = office.visit("editor").get("@@hcmedu-intake")
        assert self.titles(answer) == ["Công văn 4210/GDĐT-TTTT"]
        assert "công văn.docx" in answer.text
        doc = office.documents()[0]
        form = row_form(doc, number="12/KH-X", issue_date="?")
        answer = office.visit("editor").post("@@hcmedu-intake", {"action": "save", **form})
        assert self.titles(answer) == ["Công văn 12/KH-X"]

    def test_a_twin_that_one_may_not_view(self, office, pdf):
        office.drop(("a.pdf", pdf))
        twin = office.documents()[0]
        twin.title = "Bí mật"
        for permission in ("View", "Modify portal content"):
            twin.manage_permission(permission, ["Manager"], acquire=False)
        twin.reindexObject()
        answer = office.drop(("b.pdf", pdf))
        told = re.search(r'<p class="hcmedu-row-twin.*?</p>', answer.text, re.DOTALL)[0]
        assert "<a" not in told
        assert "Bí mật" not in answer.text
        assert twin.absolute_url() not in told

    def test_the_same_file_again_is_told(self, office, pdf):
        office.drop(("a.pdf", pdf))
        answer = office.drop(("b.pdf", pdf))
        assert "hcmedu-row-twin" in answer.text


def work_of_tools(job):
    """Seconds of CPU that system tools took for a job, however busy the machine is."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    job()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


class TestReading:
    def test_the_fields_of_a_word_file(self, office):
        office.drop(("cong-van.docx", office.docx(office.letter)))
        assert [outcome.outcome for outcome in office.work()] == ["done"]
        doc = office.documents()[0]
        known = record(doc)
        assert known.state is State.DONE
        assert known.fields["number"].value == "4210/GDĐT-TTTT"
        assert "4210/GDĐT-TTTT" in known.fields["number"].quote
        assert known.fields["issue_date"].value == "2020-12-16"
        assert known.fields["document_form"].value == "cong-van"
        assert [each.value for each in known.references] == ["Thông tư 37/2020/TT-BGDĐT"]
        assert known.fields["legal_bases"].value == "Thông tư 37/2020/TT-BGDĐT"

    def test_nothing_is_written_into_the_document(self, office, pdf):
        office.drop(("a.pdf", pdf))
        before = authorship(office.documents()[0])
        office.work()
        doc = office.documents()[0]
        assert (doc.number, doc.issuer, doc.abstract) == (None, None, None)
        assert authorship(doc) == before

    def test_suggestions_stand_in_the_table(self, office):
        office.drop(("a.docx", office.docx(office.letter)))
        office.work()
        answer = office.visit("editor").get("@@hcmedu-intake")
        fields = office.fields(answer.text)
        assert fields["number"] == "4210/GDĐT-TTTT"
        assert fields["issue_date"] == "16/12/2020"
        assert fields["document_form"] == "cong-van"
        status = office.visit("editor").get("@@hcmedu-intake-status").json()
        assert status["rows"][0]["fields"]["number"]["page"] == 1

    def test_what_was_typed_is_never_overwritten(self, office):
        office.drop(("a.docx", office.docx(office.letter)))
        doc = office.documents()[0]
        form = row_form(doc, number="99/QĐ-TH")
        office.visit("editor").post("@@hcmedu-intake", {"action": "save", **form})
        office.work()
        assert office.documents()[0].number == "99/QĐ-TH"
        answer = office.visit("editor").get("@@hcmedu-intake")
        assert office.fields(answer.text)["number"] == "99/QĐ-TH"

    def test_twice_is_once(self, office, pdf):
        office.drop(("a.pdf", pdf))
        assert len(office.work()) == 1
        assert office.work() == []

    def test_once_more_on_demand(self, office):
        office.drop(("a.docx", office.docx(office.letter)))
        office.work()
        doc = office.documents()[0]
        before = authorship(doc)
        form = {"action": "read", **row_form(doc, issuer="Cơ quan khác")}
        answer = office.visit("editor").post("@@hcmedu-intake", form)
        assert record(doc).state is State.WAITING
        assert office.fields(answer.text)["issuer"] == "Cơ quan khác"
        assert [outcome.outcome for outcome in office.work()] == ["done"]
        assert record(office.documents()[0]).state is State.DONE
        assert authorship(doc) == before

    def test_text_in_an_old_encoding(self, office):
        old = (
            "Së Gi¸o dôc vµ §µo t¹o        Céng hßa x· héi chñ nghÜa ViÖt Nam\n"
            "Sè: 4210/GD§T-TTTT        Thµnh phè Hå ChÝ Minh, ngµy 16 th¸ng 12 n¨m 2020\n"
            "V/v h­íng dÉn tæ chøc cæng th«ng tin ®iÖn tö\n"
            "KÝnh göi: HiÖu tr­ëng c¸c tr­êng trung häc c¬ së\n"
        )
        office.drop(("a.docx", office.docx(old)))
        office.work()
        known = record(office.documents()[0])
        assert known.encoding.startswith("TCVN3")
        assert known.fields["number"].value == "4210/GDĐT-TTTT"
        assert "cổng thông tin điện tử" in known.fields["abstract"].value

    def test_of_a_long_scan_the_head_and_the_end_are_read(self, office, pdf, tmp_path):
        (tmp_path / "a.pdf").write_bytes(pdf)
        first = conversion.render(tmp_path / "a.pdf", "pdf", tmp_path).pages[0]
        with Image.open(first.image) as image:
            scan = scanned_pdf(image.convert("L"), pages=20)
        (tmp_path / "quet.pdf").write_bytes(scan)
        one = work_of_tools(lambda: conversion.recognise(tmp_path / "quet.pdf", "pdf", [1]))
        office.drop(("quet.pdf", scan))
        both = work_of_tools(lambda: read_file(tmp_path / "quet.pdf", "pdf"))
        office.work()  # which makes page images of all, and reads them for the viewer
        known = record(office.documents()[0])
        assert known.by_ocr
        assert known.fields["number"].value == "4210/GDĐT-TTTT"
        assert both < 10 * one, "of 20 pages"

    def test_another_file_is_read_anew(self, office, pdf):
        from plone.namedfile.file import NamedBlobFile
        from zope.lifecycleevent import modified

        office.drop(("a.pdf", pdf))
        office.work()
        doc = office.documents()[0]
        other = office.letter.replace("4210/", "77/")
        doc.file = NamedBlobFile(data=office.docx(other), filename="b.docx")
        modified(doc)
        assert record(doc).state is State.WAITING
        office.work()
        assert record(office.documents()[0]).fields["number"].value == "77/GDĐT-TTTT"

    def test_an_encrypted_file_is_told(self, office):
        broken = (
            b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF"
        )
        office.drop(("a.pdf", broken))
        office.work()
        assert record(office.documents()[0]).state is State.FAILED
        assert "hcmedu-row-note" in office.visit("editor").get("@@hcmedu-intake").text


class TestSaving:
    def make(self, office, pdf):
        office.drop(("a.pdf", pdf))
        return office.documents()[0]

    def post(self, office, action, *forms):
        data = {"action": action}
        for form in forms:
            rows = [*data.get("rows:list", []), *form["rows:list"]]
            data = {**data, **form, "rows:list": rows}
        return office.visit("editor").post("@@hcmedu-intake", data)

    def test_a_draft_may_stay_incomplete(self, office, pdf):
        doc = self.make(office, pdf)
        self.post(office, "save", row_form(doc, number="12/KH-THCS", issuer="Trường"))
        assert (doc.number, doc.issuer, doc.abstract) == ("12/KH-THCS", "Trường", None)
        assert doc.title == "a"

    def test_complete_rows_are_submitted(self, office, pdf):
        doc = self.make(office, pdf)
        answer = self.post(office, "submit", row_form(doc, **COMPLETE))
        assert api.content.get_state(doc) == "pending"
        assert doc.number == "12/KH-THCS"
        assert doc.issue_date == date(2026, 9, 5)
        assert doc.title == "Kế hoạch 12/KH-THCS"
        assert "hcmedu-intake-row" not in answer.text
        assert "12/KH-THCS" in answer.text

    def test_errors_stand_at_their_field_and_nothing_is_lost(self, office, pdf):
        doc = self.make(office, pdf)
        wrong = {**COMPLETE, "number": "4210", "issue_date": "31/02/2026", "abstract": ""}
        answer = self.post(office, "submit", row_form(doc, **wrong))
        assert api.content.get_state(doc) == "draft"
        assert doc.issuer is None
        fields = office.fields(answer.text)
        assert (fields["number"], fields["issue_date"]) == ("4210", "31/02/2026")
        assert fields["issuer"] == COMPLETE["issuer"]
        assert answer.text.count("is-invalid") == 3

    def test_what_fails_leaves_the_others(self, office, pdf):
        office.drop(("a.pdf", pdf), ("b.docx", office.docx("Thông báo")))
        first, second = office.documents()
        forms = (row_form(first, **COMPLETE), row_form(second, number="?"))
        self.post(office, "submit", *forms)
        assert [api.content.get_state(doc) for doc in (first, second)] == ["pending", "draft"]

    def test_days_out_of_order(self, office, pdf):
        doc = self.make(office, pdf)
        form = row_form(doc, **COMPLETE, in_force_from="2026-01-01")
        answer = self.post(office, "submit", form)
        assert answer.text.count("is-invalid") == 1
        assert api.content.get_state(doc) == "draft"

    def test_documents_that_it_names(self, office, pdf):
        doc = self.make(office, pdf)
        bases = "Luật Giáo dục\r\n\r\nThông tư  37/2020/TT-BGDĐT"
        answer = self.post(office, "save", row_form(doc, legal_bases=bases, replaced_numbers="?"))
        assert answer.text.count("is-invalid") == 1
        assert doc.legal_bases == []
        form = row_form(doc, legal_bases=bases, replaced_numbers="3082/GDĐT-TTTT")
        self.post(office, "save", form)
        assert doc.legal_bases == ["Luật Giáo dục", "Thông tư 37/2020/TT-BGDĐT"]
        assert doc.replaced_numbers == ["3082/GDĐT-TTTT"]
        self.post(office, "save", row_form(doc, legal_bases=" "))
        assert doc.legal_bases == []

    def test_saving_the_same_is_no_change(self, office, pdf):
        doc = self.make(office, pdf)
        self.post(office, "save", row_form(doc, number="1/QĐ-TH"))
        before = authorship(doc)
        self.post(office, "save", row_form(doc, number="01/QĐ-TH", legal_bases="", abstract=""))
        assert authorship(doc) == before

    def test_changed_by_somebody_meanwhile(self, office, pdf):
        doc = self.make(office, pdf)
        form = row_form(doc, **COMPLETE)
        self.post(office, "save", row_form(doc, number="1/QĐ-TH"))
        answer = self.post(office, "save", form)
        assert doc.number == "01/QĐ-TH"
        assert "hcmedu-row-error" in answer.text

    @pytest.mark.parametrize("action", ["save", "submit"])
    def test_typed_text_is_saved_without_a_tick(self, office, pdf, action):
        office.drop(("a.pdf", pdf), ("b.docx", office.docx("Thông báo")))
        first, second = office.documents()
        form = {**row_form(first, issuer="Trường"), **row_form(second, **COMPLETE)}
        answer = self.send(office, action, [second], form)
        assert first.issuer == "Trường"
        assert second.abstract == COMPLETE["abstract"]
        states = ["draft", "pending" if action == "submit" else "draft"]
        assert [api.content.get_state(doc) for doc in (first, second)] == states
        assert "data-touched" not in answer.text

    def test_without_a_tick_nothing_is_submitted(self, office, pdf):
        doc = self.make(office, pdf)
        answer = self.send(office, "submit", [], row_form(doc, **COMPLETE))
        assert api.content.get_state(doc) == "draft"
        assert doc.issuer == COMPLETE["issuer"]
        assert "không có dòng nào được gửi duyệt" in answer.text

    def test_untouched_rows_are_not_saved(self, office):
        doc = self.read(office)
        page = office.visit("editor").get("@@hcmedu-intake").text
        before = authorship(doc)
        answer = self.send(office, "save", [], self.as_shown(office, page, doc))
        assert authorship(doc) == before
        assert doc.number is None
        assert answer.text.count("hcmedu-suggested") == page.count("hcmedu-suggested") > 5

    def test_what_a_machine_read_stays_marked_till_the_row_is_saved(self, office):
        doc = self.read(office)
        page = office.visit("editor").get("@@hcmedu-intake").text
        marked = page.count("hcmedu-suggested")
        form = self.as_shown(office, page, doc)
        answer = self.send(office, "save", [], {**form, f"{doc.UID()}.signer": "Người khác"})
        assert (doc.signer, doc.number) == ("Người khác", None)
        assert answer.text.count("hcmedu-suggested") == marked - 1
        # Refused: what is wrong comes back as typed, the others keep their mark.
        form = self.as_shown(office, answer.text, doc)
        answer = self.send(office, "save", [doc], {**form, f"{doc.UID()}.number": "???"})
        assert answer.text.count("hcmedu-suggested") == marked - 2
        assert answer.text.count("data-touched") == 1
        form = self.as_shown(office, answer.text, doc)
        answer = self.send(office, "save", [doc], {**form, f"{doc.UID()}.number": "1/QĐ-TH"})
        assert "hcmedu-suggested" not in answer.text
        assert doc.issuer.startswith("Sở Giáo dục")

    def test_a_suggestion_that_was_emptied_stays_away(self, office):
        doc = self.read(office)
        page = office.visit("editor").get("@@hcmedu-intake").text
        form = self.as_shown(office, page, doc)
        answer = self.send(office, "save", [], {**form, f"{doc.UID()}.signer": ""})
        assert office.fields(answer.text)["signer"] == ""
        assert office.fields(answer.text)["number"] == "4210/GDĐT-TTTT"

    def test_refused_rows_are_told_on_top_and_marked(self, office, pdf):
        office.drop(("a.pdf", pdf), ("b.docx", office.docx("Thông báo")))
        first, second = office.documents()
        form = {**row_form(first, issue_date="31/02/2026"), **row_form(second, **COMPLETE)}
        answer = self.send(office, "submit", [first, second], form)
        summary = re.search(r'id="hcmedu-refused".*?</ul>', answer.text, re.DOTALL)[0]
        assert f'href="#row-{first.UID()}"' in summary
        assert second.UID() not in summary
        assert "Không có ngày này." in answer.text
        row = answer.text[answer.text.index(f'id="row-{first.UID()}"') :]
        assert '<strong class="hcmedu-unsaved">chưa lưu' in row
        assert row.count("data-touched") == 1

    def test_what_the_worker_read_meanwhile_is_no_change(self, office):
        office.drop(("a.docx", office.docx(office.letter)))
        doc = office.documents()[0]
        page = office.visit("editor").get("@@hcmedu-intake").text
        office.work()
        form = self.as_shown(office, page, doc)
        answer = self.send(office, "save", [], {**form, f"{doc.UID()}.signer": "Người khác"})
        assert doc.signer == "Người khác"
        assert office.fields(answer.text)["number"] == "4210/GDĐT-TTTT"
        # Nor is it declined by who ticks a row in which he could not see it yet.
        page = self.send(office, "save", [doc], form).text
        assert office.fields(page)["abstract"] == record(doc).fields["abstract"].value

    def test_somebody_else_saved_an_untouched_row_meanwhile(self, office, pdf):
        doc = self.make(office, pdf)
        page = office.visit("editor").get("@@hcmedu-intake").text
        form = self.as_shown(office, page, doc)
        self.post(office, "save", row_form(doc, number="1/QĐ-TH"))
        answer = self.send(office, "save", [], form)
        assert doc.number == "01/QĐ-TH"
        assert "hcmedu-row-error" not in answer.text
        answer = self.send(office, "save", [], {**form, f"{doc.UID()}.issuer": "Trường"})
        assert "hcmedu-row-error" in answer.text
        fields = office.fields(answer.text)
        assert (fields["number"], fields["issuer"]) == ("01/QĐ-TH", "Trường")

    def test_a_row_that_is_no_draft_any_more(self, office, pdf):
        doc = self.make(office, pdf)
        page = office.visit("editor").get("@@hcmedu-intake").text
        form = {**self.as_shown(office, page, doc), f"{doc.UID()}.issuer": "Trường đã gõ"}
        self.post(office, "submit", row_form(doc, **COMPLETE))
        answer = self.send(office, "save", [], form)
        assert doc.issuer == COMPLETE["issuer"]
        assert "Trường đã gõ" in answer.text

    def test_rows_that_slid_off_the_page_meanwhile(self, office, pdf, monkeypatch):
        monkeypatch.setattr(page, "MOST", 1)
        monkeypatch.setattr(rows, "PAUSE", timedelta(0))
        doc = self.make(office, pdf)
        office.drop(("b.docx", office.docx("Thông báo")))
        answer = self.send(office, "save", [], row_form(doc, issue_date="31/02/2026"))
        assert "31/02/2026" in answer.text
        self.send(office, "save", [], row_form(doc, issuer="Trường"))
        assert doc.issuer == "Trường"

    @pytest.mark.parametrize("name", ["rows:int", "rows:date", "rows.x:record", "rows:tuple"])
    def test_parameters_of_other_kinds(self, office, pdf, name):
        doc = self.make(office, pdf)
        form = {**row_form(doc, number="1/QĐ-TH"), name: "2026"}
        del form["rows:list"]
        answer = office.visit("editor").post("@@hcmedu-intake", {"action": "save", **form})
        assert answer.status_code == 200
        assert doc.number == "01/QĐ-TH"

    @pytest.mark.parametrize("shown", ["", "x", "\x00", "0 " * 5000])
    def test_marks_that_are_none(self, office, pdf, shown):
        doc = self.make(office, pdf)
        form = {**row_form(doc, issuer="Trường"), f"{doc.UID()}.shown": shown}
        assert self.send(office, "save", [], form).status_code == 200
        assert doc.issuer == "Trường"

    def send(self, office, action, ticked, form):
        form = {"action": action, **form, "rows:list": [doc.UID() for doc in ticked]}
        return office.visit("editor").post("@@hcmedu-intake", form)

    def read(self, office):
        office.drop(("a.docx", office.docx(office.letter)))
        office.work()
        return office.documents()[0]

    def as_shown(self, office, page, doc):
        """What the browser sends of a page with one row in which nobody did anything."""
        marks = re.search(r'name="\w+\.shown"[^>]*value="([^"]*)"', page, re.DOTALL)
        fields = {name: html.unescape(text) for name, text in office.fields(page).items()}
        return {**row_form(doc, **fields), f"{doc.UID()}.shown": marks[1]}

    def test_markup_is_shown_as_text(self, office, pdf):
        doc = self.make(office, pdf)
        answer = self.post(office, "save", row_form(doc, issuer='"><script>alert(1)</script>'))
        assert "<script>alert(1)" not in answer.text

    def test_an_old_encoding_comes_back_converted(self, office, pdf):
        doc = self.make(office, pdf)
        answer = self.post(office, "save", row_form(doc, issuer="Së Gi¸o dôc vµ §µo t¹o"))
        assert office.fields(answer.text)["issuer"] == "Sở Giáo dục và Đào tạo"
        assert doc.issuer is None

    @pytest.mark.parametrize("value", ["x" * 100_000, "\x00", "\ud800".encode("utf-8", "replace")])
    def test_strange_texts(self, office, pdf, value):
        doc = self.make(office, pdf)
        form = row_form(doc, number=value, abstract=value, issue_date=value)
        assert self.post(office, "save", form).status_code == 200


class TestComplete:
    def test_nobody_submits_what_lacks_a_field(self, office, pdf):
        office.drop(("a.pdf", pdf))
        doc = office.documents()[0]
        tool = api.portal.get_tool("portal_workflow")
        with office.as_("editor"), pytest.raises(WorkflowException, match="Trích yếu"):
            tool.doActionFor(doc, "submit")
        assert api.content.get_state(doc) == "draft"

    def test_the_page_of_a_draft_without_fields(self, office, pdf):
        office.drop(("a.pdf", pdf))
        doc = office.documents()[0]
        for path in ("view", "edit", "@@hcmedu-review"):
            assert office.visit("editor").get(path, item=doc).status_code == 200

    def test_a_document_that_is_gone(self, office, pdf):
        office.drop(("a.pdf", pdf))
        api.content.delete(office.documents()[0])
        transaction.commit()
        assert [outcome.outcome for outcome in office.work()] == ["done"]
