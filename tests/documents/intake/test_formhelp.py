"""Suggestions in the form of one document: who may ask, and what comes back."""

from hcmedu.portal.documents.intake import formhelp

import pytest


def ask(office, name, content, filename="a.docx", item=None, **options):
    files = {"file": (filename, content)}
    return office.visit(name).post("@@hcmedu-read-file", item=item, files=files, **options)


class TestDenied:
    @pytest.mark.parametrize("name", ["anonymous", "reader", "elsewhere"])
    def test_of_a_section(self, office, name):
        answer = ask(office, name, office.docx(office.letter))
        assert answer.status_code in (302, 401)

    @pytest.mark.parametrize("name", ["anonymous", "reader", "elsewhere"])
    def test_of_a_document(self, office, name, pdf):
        office.drop(("a.pdf", pdf))
        answer = ask(office, name, office.docx(office.letter), item=office.documents()[0])
        assert answer.status_code in (302, 401)

    def test_without_a_token(self, office):
        assert ask(office, "editor", b"x", token=False).status_code == 403

    def test_by_get(self, office):
        assert office.visit("editor").get("@@hcmedu-read-file").status_code in (403, 405)


class TestReading:
    def test_fields_with_their_place(self, office):
        told = ask(office, "editor", office.docx(office.letter)).json()
        assert told["fields"]["number"]["value"] == "4210/GDĐT-TTTT"
        assert told["fields"]["issue_date"]["value"] == "2020-12-16"
        assert told["fields"]["issue_date"]["text"] == "16/12/2020"
        assert told["fields"]["document_form"]["text"] == "Công văn"
        assert "4210/GDĐT-TTTT" in told["fields"]["number"]["quote"]
        assert told["references"][0]["text"] == "Thông tư 37/2020/TT-BGDĐT"

    def test_a_pdf(self, office, pdf):
        told = ask(office, "editor", pdf, "a.pdf").json()
        assert told["fields"]["number"]["value"] == "4210/GDĐT-TTTT"

    def test_nothing_is_stored(self, office):
        ask(office, "editor", office.docx(office.letter))
        assert office.documents() == []
        assert office.work() == []

    @pytest.mark.parametrize(
        ("filename", "content"),
        [("a.pdf", b"<html></html>"), ("a.pdf", b""), ("a.exe", b"MZ"), ("a.docx", b"PK\x03\x04")],
    )
    def test_what_is_wrong_is_told(self, office, filename, content):
        told = ask(office, "editor", content, filename).json()
        assert set(told) == {"error"}

    def test_no_file(self, office):
        told = office.visit("editor").post("@@hcmedu-read-file", {"file": "no"}).json()
        assert set(told) == {"error"}

    def test_a_file_without_text(self, office):
        assert "error" in ask(office, "editor", office.docx(" ")).json()

    def test_a_busy_server(self, office):
        taken = [formhelp.AT_ONCE.acquire(blocking=False) for _ in range(2)]
        try:
            assert "error" in ask(office, "editor", office.docx(office.letter)).json()
        finally:
            for each in taken:
                if each:
                    formhelp.AT_ONCE.release()
        assert "fields" in ask(office, "editor", office.docx(office.letter)).json()


class TestForm:
    def test_help_stands_in_the_form_of_a_document_only(self, office, pdf):
        office.drop(("a.pdf", pdf))
        doc = office.documents()[0]
        editor = office.visit("editor")
        assert "hcmedu-form-help" in editor.get("++add++OfficialDocument").text
        assert "hcmedu-form-help" in editor.get("edit", item=doc).text
        assert "hcmedu-form-help" not in editor.get("view", item=doc).text
        assert "hcmedu-form-help" not in editor.get("@@hcmedu-intake").text

    def test_what_the_worker_has_read_is_offered(self, office):
        office.drop(("a.docx", office.docx(office.letter)))
        office.work()
        page = office.visit("editor").get("edit", item=office.documents()[0]).text
        assert "4210/GDĐT-TTTT" in page.partition("hcmedu-form-help")[2][:4000]
