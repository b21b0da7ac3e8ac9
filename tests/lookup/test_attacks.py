"""Tries to get at a row of somebody else, or at all of them. Each is refused or tells nothing."""

from hcmedu.portal.lookup import store
from hcmedu.portal.lookup import tries
from hcmedu.portal.lookup import uploads
from hcmedu.portal.submissions import throttle
from hcmedu.portal.submissions.testing import guard_values
from io import BytesIO
from plone import api
from plone.app.iterate.interfaces import ICheckinCheckoutPolicy
from plone.exportimport.exporters import get_exporter
from plone.uuid.interfaces import IUUID
from Products.CMFCore.indexing import processQueue
from tests.lookup.conftest import CSV
from tests.lookup.conftest import HEAD
from tests.lookup.conftest import SECRETS
from urllib.parse import quote

import pytest
import transaction
import zipfile


RIGHT = {"value.0": "HSG001", "value.1": "01/09/2011"}
#: What of the rows may stand nowhere; what somebody asked for himself comes back in his own answer.
ROWS = (*SECRETS[:3], "Văn Bình")
JSON = {"Accept": "application/json"}

#: {item}, {site}, {section}: addresses; {uid}: of the item.
ADDRESSES = {
    "REST of the item": ("{item}", JSON),
    "REST of the item with everything": ("{item}?fullobjects=1&expand=actions,breadcrumbs", JSON),
    "REST of the section": ("{section}?fullobjects=1&b_size=99", JSON),
    "REST search of a name": ("{site}/@search?SearchableText=" + quote("Nguyễn"), JSON),
    "REST search of a number": ("{site}/@search?SearchableText=HSG001&metadata_fields=_all", JSON),
    "REST search with whole items": ("{site}/@search?portal_type=ResultTable&fullobjects=1", JSON),
    "REST history": ("{item}/@history", JSON),
    "REST copy": ("{item}/@workingcopy", JSON),
    "REST annotations": ("{item}/__annotations__", JSON),
    "REST upload state": ("{item}/@@hcmedu-table-state", JSON),
    "documents of REST": ("{site}/@documents?text=HSG001", JSON),
    "search page": ("{site}/@@search?SearchableText=" + quote("Nguyễn"), {}),
    "search while typing": ("{site}/@@ajax-search?SearchableText=HSG001", {}),
    "site map": ("{site}/sitemap.xml.gz", {}),
    "site map page": ("{site}/sitemap", {}),
    "RSS": ("{section}/rss.xml", {}),
    "Atom": ("{section}/atom.xml", {}),
    "feed of the site": ("{site}/rss.xml", {}),
    "section": ("{section}", {}),
    "download": ("{item}/@@download", {}),
    "download of a field": ("{item}/@@download/table/diem.csv", {}),
    "download of a display": ("{item}/@@display-file/file", {}),
    "page of the table": ("{item}/@@hcmedu-table", {}),
    "report of errors": ("{item}/@@hcmedu-table-report", {}),
    "preview": ("{item}/@@hcmedu-preview", {}),
    "review": ("{item}/@@hcmedu-review", {}),
    "trace": ("{item}/@@hcmedu-trace", {}),
    "annotations of the school": ("{site}/__annotations__/hcmedu.portal.lookup", {}),
    "key of the annotation": ("{site}/hcmedu.portal.lookup/cases/{uid}", {}),
    "values in the address": ("{item}?value.0=HSG001&value.1=01/09/2011", {}),
    "values in the address of the view": ("{item}/view?value.0=HSG001&value.1=01/09/2011", {}),
    "manage": ("{item}/manage_main", {}),
    "versions": ("{item}/@@historyview", {}),
    "old version": ("{item}/versions_history_form?version_id=0", {}),
    "as a macro": ("{item}/@@hcmedu-content-macros", {}),
    "without layout": ("{item}?ajax_load=1", {}),
    "by resolveuid": ("{site}/resolveuid/{uid}?value.0=HSG001&value.1=01/09/2011", {}),
}


@pytest.fixture
def item(school):
    found = school.page()
    processQueue()
    return found


def url_of(template, school, item):
    places = {
        "item": item.absolute_url(),
        "site": school.portal.absolute_url(),
        "section": school.section.absolute_url(),
        "uid": IUUID(item),
    }
    return template.format(**places)


class TestAddresses:
    @pytest.mark.parametrize("name", ["anonymous", "member", "administrator"])
    def test_no_address_tells_a_row(self, school, item, name):
        """All in one test: each costs a site otherwise."""
        visit, told = school.visit(name), {}
        transaction.commit()
        for what, (template, headers) in ADDRESSES.items():
            url = url_of(template, school, item)
            answer = visit.session.get(url, headers=headers)
            content = answer.content.decode("utf-8", "replace")
            told[what] = [secret for secret in ROWS if secret in content]
        assert {what: found for what, found in told.items() if found} == {}
        assert len(told) >= 37

    def test_querystring_search(self, school, item):
        query = [{"i": "SearchableText", "o": "plone.app.querystring.operation.string.contains"}]
        answer = school.visit().session.post(
            f"{school.portal.absolute_url()}/@querystring-search",
            json={"query": [{**query[0], "v": "HSG001"}], "fullobjects": True},
            headers=JSON,
        )
        assert answer.json()["items_total"] == 0

    def test_the_catalog_knows_nothing(self, school, item):
        catalog = api.portal.get_tool("portal_catalog")
        [brain] = catalog.unrestrictedSearchResults(UID=IUUID(item))
        kept = repr(catalog.getIndexDataForRID(brain.getRID()))
        kept += repr(catalog.getMetadataForRID(brain.getRID()))
        assert not any(secret in kept for secret in SECRETS)
        assert not catalog.unrestrictedSearchResults(SearchableText="HSG001")


class TestExports:
    def test_an_export_of_the_item(self, school, item):
        transaction.savepoint()
        stream = BytesIO()
        item._p_jar.exportFile(item._p_oid, stream)
        raw = stream.getvalue()
        assert "Kết quả thi học sinh giỏi".encode() in raw
        assert not any(secret.encode() in raw for secret in SECRETS)

    def test_an_export_of_the_content(self, school, item, tmp_path):
        with api.env.adopt_roles(["Manager"]):
            get_exporter(school.portal).export_site(tmp_path)
        raw = b"".join(each.read_bytes() for each in tmp_path.rglob("*") if each.is_file())
        assert IUUID(item).encode() in raw
        assert not any(secret.encode() in raw for secret in SECRETS)

    def test_versions(self, school, item):
        """A working copy makes one of the original before it replaces it."""
        with school.as_("editor"):
            copy = ICheckinCheckoutPolicy(item).checkout()
        school.act(copy, "editor", "submit")
        original = school.act(copy, "head", "approve")
        storage = api.portal.get_tool("portal_historiesstorage")
        transaction.savepoint()
        stream = BytesIO()
        storage._p_jar.exportFile(storage._p_oid, stream)
        raw = stream.getvalue()
        assert "Kết quả thi học sinh giỏi".encode() in raw
        assert not any(secret.encode() in raw for secret in SECRETS)
        assert store.table_of(original)["count"] == 3


STRANGE = {
    "a list": [("value.0", "HSG001"), ("value.0", "HSG002"), ("value.1", "01/09/2011")],
    "a number": [("value.0:int", "1"), ("value.1", "01/09/2011")],
    "a record": [("value.0.a:record", "HSG001"), ("value.1", "01/09/2011")],
    "lists of values": [("value.0:list", "HSG001"), ("value.1:list", "01/09/2011")],
    "tokens": [("value.0:tokens", "HSG001 HSG002"), ("value.1", "01/09/2011")],
    "a default": [("value.0:default", "HSG00"), ("value.1", "01/09/2011")],
    "another view": [*RIGHT.items(), (":method", "hcmedu-table-report")],
    "a percent": [("value.0", "HSG%"), ("value.1", "01/09/2011")],
    "a star": [("value.0", "*"), ("value.1", "*")],
    "a pattern": [("value.0", ".*"), ("value.1", "01/09/2011")],
    "SQL": [("value.0", "' OR '1'='1"), ("value.1", "01/09/2011")],
    "zero bytes": [("value.0", "HSG002\0"), ("value.1", "01/09/2011")],
    "both in one": [("value.0", "HSG001\0002011-09-01"), ("value.1", "01/09/2011")],
    "a long text": [("value.0", "H" * 100_000), ("value.1", "01/09/2011")],
    "many fields": [(f"value.{number}", "HSG001") for number in range(2000)],
    "more columns": [("value.0", "HSG001"), ("value.1", "02/09/2011"), ("value.2", "01/09/2011")],
    "the other way round": [("value.0", "01/09/2011"), ("value.1", "HSG001")],
    "only the date": [("value.1", "01/09/2011")],
    "a day of everybody": [("value.0", "HSG001"), ("value.1", "00/00/0000")],
    "a table of another": [("table", "x"), ("value.0", "HSG001"), ("value.1", "15/10/2011")],
}


class TestForms:
    def test_strange_values(self, school, item):
        """None of them ends in an error of the server, and none in a row."""
        found = {}
        transaction.commit()
        for what, fields in STRANGE.items():
            throttle.forget()
            data = [*fields, *guard_values(item).items()]
            answer = school.visit().session.post(item.absolute_url(), data=data)
            told = [secret for secret in ROWS if secret in answer.text]
            if told or answer.status_code >= 500:
                found[what] = (answer.status_code, told)
        assert found == {}

    @pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "SEARCH"])
    def test_other_methods(self, school, item, method):
        transaction.commit()
        data = {**RIGHT, **guard_values(item)}
        answer = school.visit().session.request(method, item.absolute_url(), data=data)
        assert not any(secret in answer.text for secret in ROWS)

    def test_a_file_as_a_value(self, school, item):
        transaction.commit()
        answer = school.visit().session.post(
            item.absolute_url(),
            data={"value.1": "01/09/2011", **guard_values(item)},
            files={"value.0": ("HSG001", b"HSG001")},
        )
        assert answer.status_code == 200
        assert "18,5" not in answer.text

    def test_json(self, school, item):
        transaction.commit()
        answer = school.visit().session.post(item.absolute_url(), json=RIGHT, headers=JSON)
        assert answer.status_code in (400, 401, 404, 405)
        assert "18,5" not in answer.text

    def test_the_row_of_one_table_by_the_page_of_another(self, school, item):
        other = school.page(rows=f"{HEAD}\nHSG009;Lê An;01/01/2011;7".encode(), title="Khác")
        assert "18,5" not in school.visit().look_up(other, "HSG001", "01/09/2011").text

    def test_a_ticket_of_nobody(self, school, item):
        transaction.commit()
        data = {**RIGHT, "hcmedu_ticket": "0.1.2"}
        answer = school.visit().session.post(item.absolute_url(), data=data)
        assert "18,5" not in answer.text

    def test_a_forged_address_is_no_new_one(self, school, item, monkeypatch):
        monkeypatch.setattr(tries, "ADDRESS", (throttle.Allowance("test-forged", 3, 600),))
        codes = []
        for number in range(5):
            headers = {"X-Forwarded-For": f"203.0.113.{number}", "Client-IP": f"10.0.0.{number}"}
            answer = school.visit().look_up(item, f"H{number}", "01/01/2010", headers=headers)
            codes.append(answer.status_code)
        assert codes == [200, 200, 200, 429, 429]

    def test_two_hundred_days_of_one_pupil(self, school, item):
        """The right day is among them; it comes too late."""
        found = []
        for number in range(40):
            day, month = number % 28 + 1, 12 - number // 28
            found.append(school.visit().look_up(item, "HSG002", f"{day}/{month}/2011"))
        for day in range(1, 16):
            found.append(school.visit().look_up(item, "HSG002", f"{day}/10/2011"))
        most = tries.RECORD[0].times
        assert [each.status_code for each in found] == [200] * most + [429] * (55 - most)
        assert not any("Văn Bình" in each.text for each in found)

    def test_the_answer_is_kept_nowhere(self, school, item):
        """Who asks after somebody found his row gets an empty form."""
        assert "18,5" in school.visit().look_up(item, *RIGHT.values()).text
        for _number in range(2):
            answer = school.visit().get(item)
            assert "18,5" not in answer.text
            assert "HSG001" not in answer.text

    def test_the_log_of_a_right_and_a_wrong_try(self, school, item, caplog):
        with caplog.at_level("DEBUG"):
            school.visit().look_up(item, *RIGHT.values())
            school.visit().look_up(item, "HSG001", "31/02/2011")
        kept = [record.getMessage() for record in caplog.records]
        assert not any(secret in line for line in kept for secret in (*ROWS, "HSG001", "31/02"))


def archive(**members) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in members.items():
            packed.writestr(name, text)
    return stream.getvalue()


BOMB = archive(**{"[Content_Types].xml": "<Types/>", "xl/worksheets/a.xml": "<c/>" * 13_000_000})
ENTITIES = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;&b;">]><worksheet>&c;</worksheet>'
HOSTILE = {
    "a web page": b"<!DOCTYPE html><script>alert(1)</script>",
    "a picture with a script": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "a program": b"MZ\x90\x00" + b"\0" * 2000,
    "a bomb of tags": BOMB,
    "entities": archive(**{"[Content_Types].xml": "<Types/>", "xl/worksheets/a.xml": ENTITIES}),
    "a way out of the folder": archive(**{"../../../etc/passwd": "x;y"}),
    "an old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000,
    "one endless line": b"a;b\n" + b"x" * 3_000_000,
    "a broken quote": b'a;b\n"x;1\n' * 2000,
    "many columns": b";".join(b"c" for _number in range(5000)) + b"\n1;2\n",
}


class TestUploads:
    def test_hostile_files(self, school):
        """Whatever comes, the job ends, the page says something, and nothing of it is served."""
        item = school.page("draft", rows=None)
        for what, raw in HOSTILE.items():
            school.upload(item, raw, "diem.xlsx")
            assert school.work(), what
            state = uploads.upload_of(item)["state"]
            assert state in (uploads.FAILED, uploads.CHOOSING), what
            page = school.visit("editor").get(item, "@@hcmedu-table")
            assert page.status_code == 200, what
            assert "<script>alert(1)" not in page.text, what

    def test_markup_in_every_heading_and_cell(self, school):
        item = school.page("draft", rows=None)
        bad = "<script>alert(1)</script>"
        head = ";".join(f"Cột{bad}{number}" for number in range(4))
        school.upload(item, f"{head}\n{bad};{bad};01/01/2011;{bad}".encode(), f"{bad}.csv")
        school.work()
        page = school.visit("editor").get(item, "@@hcmedu-table").text
        labels = {f"label.{number}": bad for number in range(4)}
        school.step(item, "choose", **labels, **{"ask.0": "text", "ask.2": "date", "place.1": "1"})
        school.work()
        page += school.visit("editor").get(item, "@@hcmedu-table").text
        school.step(item, "use")
        page += school.visit("editor").get(item).text
        page += school.visit("editor").look_up(item, bad, "01/01/2011").text
        assert store.table_of(item)["count"] == 1
        assert "&lt;script&gt;alert(1)" in page
        assert bad not in page

    def test_of_somebody_else_by_his_number(self, school):
        """The number of an upload opens nothing: the right to change the item does."""
        item, other = school.page("draft"), school.page("draft", rows=None, title="Khác")
        school.checked(item, CSV)
        number = uploads.upload_of(item)["id"]
        answer = school.visit("editor").post(
            other, "@@hcmedu-table", {"action": "use", "upload": number}
        )
        assert answer.status_code == 200
        assert store.table_of(other) is None
        for name in ("anonymous", "member", "elsewhere", "head"):
            answer = school.visit(name).post(
                item, "@@hcmedu-table", {"action": "use", "upload": number}
            )
            assert answer.status_code in (302, 401)
        assert uploads.upload_of(item)["state"] == uploads.READY

    def test_two_people_at_once(self, school):
        """What one puts in force is not what the other has replaced meanwhile."""
        item = school.page("draft")
        school.checked(item, f"{HEAD}\nHSG001;Cũ;01/09/2011;1".encode())
        shown = uploads.upload_of(item)["id"]
        school.checked(item, f"{HEAD}\nHSG001;Mới;01/09/2011;2".encode())
        answer = school.visit("editor").post(
            item, "@@hcmedu-table", {"action": "use", "upload": shown}
        )
        assert "vừa được thay đổi" in answer.text
        assert store.table_of(item)["count"] == 3
