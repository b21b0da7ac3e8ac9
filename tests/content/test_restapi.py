"""OfficialDocument and Disclosure through plone.restapi: denied, bad input, round trip."""

from ast import literal_eval
from base64 import b64encode
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.app.testing import TEST_USER_ID

import pytest
import requests
import transaction
import unicodedata


DOCUMENT_TEXTS = ("issuer", "signer", "signer_position", "abstract")
DOCUMENT_DATES = ("issue_date", "in_force_from", "in_force_until")


def packed(data: bytes, filename: str, content_type: str = "application/pdf") -> dict:
    return {
        "data": b64encode(data).decode(),
        "encoding": "base64",
        "filename": filename,
        "content-type": content_type,
    }


@pytest.fixture
def portal(functional_portal):
    setRoles(functional_portal, TEST_USER_ID, ["Manager"])
    return functional_portal


@pytest.fixture
def manager(manager_request):
    return manager_request


@pytest.fixture
def folder(portal):
    folder = api.content.create(portal, "Folder", "kho", title="Kho văn bản")
    transaction.commit()
    return folder


@pytest.fixture
def document(samples) -> dict:
    return {
        "@type": "OfficialDocument",
        "document_form": "cong-van",
        "number": "4210 /GDĐT-TTTT",
        "issuer": "Sở Giáo dục và Đào tạo",
        "signer": "Lê Hoài Nam",
        "signer_position": "KT. Giám đốc – Phó Giám đốc",
        "issue_date": "2020-12-16",
        "in_force_from": "2021-01-01",
        "in_force_until": "2030-12-31",
        "abstract": "Về hướng dẫn tổ chức, xây dựng, vận hành trang thông tin điện tử",
        "fields_of_work": ["cong-nghe-thong-tin", "khac"],
        "school_year": "2020-2021",
        "file": packed(samples["pdf"], "4210.pdf"),
    }


@pytest.fixture
def disclosure(samples) -> dict:
    return {
        "@type": "Disclosure",
        "title": "Cam kết chất lượng giáo dục năm học 2023-2024",
        "description": "Những gì nhà trường cam kết với phụ huynh.",
        "school_year": "2023-2024",
        "disclosure_group": "chat-luong",
        "disclosure_form": "tt-36-2017-bieu-mau-09",
        "period": "june",
        "legal_basis": "Thông tư 36/2017/TT-BGDĐT",
        "kept_until": "2030-08-31",
        "file": packed(samples["pdf"], "bieu-mau-09.pdf"),
    }


def errors_of(response) -> dict[str, str]:
    """{field: message} of a 400."""
    assert response.status_code == 400, response.text
    errors = literal_eval(response.json()["message"])
    return {each.get("field", ""): each["message"] for each in errors}


def post(session, data: dict, path: str = "/kho"):
    return session.post(path, json=data, headers={"Accept-Language": "vi"})


class TestDenied:
    def test_anonymous_may_not_add(self, folder, anon_request, document, disclosure):
        for data in (document, disclosure):
            assert anon_request.post("/kho", json=data).status_code == 401

    def test_member_may_not_add(self, portal, folder, request_factory, document):
        api.user.create(email="a@hcm.edu.vn", username="lan", password="12345678-Lan")
        transaction.commit()
        session = request_factory()
        session.auth = ("lan", "12345678-Lan")
        assert session.post("/kho", json=document).status_code in (401, 403)

    def test_draft_and_its_file_are_not_handed_out(
        self, portal, folder, manager, anon_request, document
    ):
        created = post(manager, document).json()
        transaction.begin()
        obj = folder[created["id"]]
        obj.manage_permission("View", ["Manager"], acquire=0)
        transaction.commit()
        path = f"/kho/{created['id']}"
        assert anon_request.get(path).status_code == 401
        assert anon_request.get(f"{path}/@@download/file").status_code == 401

    def test_relation_to_a_hidden_document_is_not_told(
        self, portal, folder, manager, anon_request, document
    ):
        old = post(manager, document).json()
        new = post(manager, {**document, "number": "5/QĐ", "replaces": [old["UID"]]}).json()
        assert [each["@id"] for each in new["replaces"]] == [old["@id"]]
        transaction.begin()
        for id in (old["id"], new["id"]):
            roles = ["Anonymous", "Manager"] if id == new["id"] else ["Manager"]
            folder[id].manage_permission("View", roles, acquire=0)
        folder.manage_permission("View", ["Anonymous", "Manager"], acquire=0)
        transaction.commit()
        response = anon_request.get(f"/kho/{new['id']}")
        assert response.status_code == 200
        assert response.json()["replaces"] == []


BAD_DOCUMENTS = [
    ({"number": "GDĐT-TTTT"}, "number"),
    ({"number": "4210"}, "number"),
    ({"number": "4210/GD§T"}, "number"),
    ({"number": "4210/<script>alert(1)</script>"}, "number"),
    ({"number": ""}, "number"),
    ({"document_form": "chieu-chi"}, "document_form"),
    ({"issue_date": "16/12/20222"}, "issue_date"),
    ({"issue_date": "9999-01-01"}, "issue_date"),
    ({"issue_date": "ngày mai"}, "issue_date"),
    ({"in_force_from": "2020-12-15"}, ""),
    ({"in_force_until": "2020-12-31"}, ""),
    ({"fields_of_work": ["khong-co"]}, "fields_of_work"),
    ({"school_year": "2020"}, "school_year"),
    ({"school_year": "2020-2022"}, "school_year"),
    ({"replaces": ["no-such-uid"]}, "replaces"),
    ({"abstract": None}, "abstract"),
]


@pytest.mark.parametrize("change, field", BAD_DOCUMENTS, ids=str)
def test_bad_document_is_400_and_nothing_is_saved(folder, manager, document, change, field):
    response = post(manager, {**document, **change})
    assert field in errors_of(response)
    transaction.begin()
    assert folder.objectIds() == []


def bad_files(samples, html_page) -> list[tuple[dict, str]]:
    pdf = samples["pdf"]
    return [
        (packed(b"", "a.pdf"), "Tệp rỗng"),
        (packed(html_page, "a.pdf"), "trang web"),
        (packed(pdf[:50], "a.pdf"), "hỏng"),
        (packed(samples["docx"], "a.pdf"), "Word"),
        (packed(b"MZ" + b"x" * 90, "virus.exe"), "không được"),
        (packed(samples["mp4"], "a.mp4"), "không được"),
        (packed(b"x" * (1024 * 1024 + 1), "a.pdf"), "1 MB"),
        ({"data": "###", "encoding": "base64", "filename": "a.pdf"}, "Tệp rỗng"),
        ({"data": "abcde", "encoding": "base64", "filename": "a.pdf"}, "không đọc được"),
        ({"data": "x", "encoding": "rot99", "filename": "a.pdf"}, "không đọc được"),
        ({"data": "", "filename": "a.pdf"}, "Tệp rỗng"),
    ]


@pytest.mark.parametrize("number", range(11))
@pytest.mark.parametrize("kind", ["document", "disclosure", "attachment"])
def test_bad_file_is_400_and_nothing_is_saved(
    request, folder, manager, document, samples, html_page, kind, number
):
    api.portal.set_registry_record("hcmedu.max_upload_mb", 1)
    transaction.commit()
    file, part = bad_files(samples, html_page)[number]
    if kind == "attachment":
        if file["filename"] == "a.mp4":
            return
        holder = post(manager, document).json()
        response = post(
            manager, {"@type": "File", "title": "Phụ lục", "file": file}, f"/kho/{holder['id']}"
        )
        transaction.begin()
        assert folder[holder["id"]].objectIds() == []
    else:
        data = request.getfixturevalue(kind)
        response = post(manager, {**data, "file": file})
        transaction.begin()
        assert folder.objectIds() == []
    assert part in errors_of(response)["file"]


def test_patch_is_checked_too(folder, manager, document, html_page):
    created = post(manager, document).json()
    path = f"/kho/{created['id']}"
    for change in (
        {"file": packed(html_page, "a.pdf")},
        {"file": packed(b"", "a.pdf")},
        {"number": "x"},
        {"in_force_until": "2020-12-17"},
        {"replaces": [created["UID"]]},
        {"abstract": "Bản sửa", "issue_date": "2031-01-01"},
    ):
        response = manager.patch(path, json=change)
        assert response.status_code == 400, change
    after = manager.get(path).json()
    assert after["abstract"] == document["abstract"]
    assert after["issue_date"] == "2020-12-16"
    assert after["file"]["filename"] == "4210.pdf"


@pytest.mark.parametrize("kind", ["File", "Image"])
def test_attachment_of_a_kind_that_is_none(folder, manager, document, kind):
    holder = post(manager, document).json()
    field = "file" if kind == "File" else "image"
    svg = packed(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg", "image/svg+xml")
    response = post(manager, {"@type": kind, "title": "x", field: svg}, f"/kho/{holder['id']}")
    assert "không được" in errors_of(response)[field]


def test_any_sound_file_elsewhere(folder, manager, samples, html_page):
    ok = post(manager, {"@type": "File", "file": packed(b"a,b", "so-lieu.csv", "text/csv")})
    assert ok.status_code == 201, ok.text
    bad = post(manager, {"@type": "File", "file": packed(html_page, "a.pdf")})
    assert "trang web" in errors_of(bad)["file"]
    cut = samples["jpg"][:2000]
    bad = post(manager, {"@type": "Image", "image": packed(cut, "a.jpg", "image/jpeg")})
    assert "hỏng" in errors_of(bad)["image"]


class TestRoundTrip:
    def test_document(self, folder, manager, document):
        other = post(manager, {**document, "number": "3082/GDĐT-TTTT"}).json()
        third = post(manager, {**document, "number": "3429/GDĐT-TTTT"}).json()
        response = post(manager, {**document, "replaces": [other["UID"]], "amends": [third["@id"]]})
        assert response.status_code == 201, response.text
        created = manager.get(f"/kho/{response.json()['id']}").json()
        assert created["id"] == "4210-gddt-tttt"
        assert created["number"] == "4210/GDĐT-TTTT"
        assert created["title"] == "Công văn 4210/GDĐT-TTTT"
        for name in [
            "issuer",
            "signer",
            "signer_position",
            "issue_date",
            "in_force_from",
            "in_force_until",
            "abstract",
        ]:
            assert created[name] == document[name], name
        assert created["document_form"] == {"title": "Công văn", "token": "cong-van"}
        assert [each["token"] for each in created["fields_of_work"]] == document["fields_of_work"]
        assert created["school_year"]["token"] == "2020-2021"
        assert created["file"]["filename"] == "4210.pdf"
        assert created["file"]["content-type"] == "application/pdf"
        assert [each["UID"] for each in created["replaces"]] == [other["UID"]]
        assert [each["UID"] for each in created["amends"]] == [third["UID"]]

    @pytest.mark.parametrize("kind", ["document", "disclosure"])
    def test_what_get_gives_patch_takes(self, request, folder, manager, kind):
        data = request.getfixturevalue(kind)
        created = post(manager, data).json()
        path = f"/kho/{created['id']}"
        before = manager.get(path).json()
        response = manager.patch(
            path, json={name: before[name] for name in data if name != "@type"}
        )
        assert response.status_code == 204, response.text
        after = manager.get(path).json()
        for name in data:
            assert after[name] == before[name], name

    def test_patch_of_each_field(self, folder, manager, document, samples):
        created = post(manager, document).json()
        path = f"/kho/{created['id']}"
        changes = {
            "title": "Văn bản hợp nhất",
            "document_form": "huong-dan",
            "number": "36/2017/TT-BGDĐT",
            "issuer": "Bộ Giáo dục và Đào tạo",
            "signer": "Bùi Văn Ga",
            "signer_position": "Thứ trưởng",
            "issue_date": "2017-12-28",
            "in_force_from": "2018-02-12",
            "in_force_until": None,
            "abstract": "Ban hành Quy chế thực hiện công khai",
            "fields_of_work": ["tai-chinh"],
            "school_year": "2017-2018",
            "file": packed(samples["docx"], "36-2017.docx"),
        }
        assert manager.patch(path, json=changes).status_code == 204
        after = manager.get(path).json()
        assert after["file"]["filename"] == "36-2017.docx"
        assert after["file"]["size"] == len(samples["docx"])
        for name in set(changes) - {"file", "document_form", "fields_of_work", "school_year"}:
            assert after[name] == changes[name], name
        assert after["document_form"]["token"] == "huong-dan"

    def test_disclosure(self, folder, manager, disclosure):
        response = post(manager, disclosure)
        assert response.status_code == 201, response.text
        created = manager.get(f"/kho/{response.json()['id']}").json()
        for name in ("title", "description", "legal_basis", "kept_until"):
            assert created[name] == disclosure[name], name
        for name in ("school_year", "disclosure_group", "disclosure_form", "period"):
            assert created[name]["token"] == disclosure[name], name
        assert created["file"]["size"] > 0

    def test_text_and_names_are_tidied(self, folder, manager, document, samples):
        messy = {
            "abstract": unicodedata.normalize("NFD", "Về việc hoà giải"),
            "signer": "<script>alert(1)</script>",
            "file": packed(samples["pdf"], '-"Kế hoạch"\n.pdf', "text/html"),
        }
        created = post(manager, {**document, **messy}).json()
        assert created["abstract"] == "Về việc hòa giải"
        assert created["file"]["filename"] == "Kế hoạch.pdf"
        assert created["file"]["content-type"] == "application/pdf"


BAD_DISCLOSURES = [
    ({"school_year": None}, "school_year"),
    ({"school_year": "2023"}, "school_year"),
    ({"disclosure_group": "khac"}, "disclosure_group"),
    ({"disclosure_form": "tt-36-2017-bieu-mau-99"}, "disclosure_form"),
    ({"disclosure_group": "tai-chinh"}, ""),
    ({"period": "july"}, "period"),
    ({"kept_until": "2024-06-30"}, ""),
    ({"kept_until": "0001-01-01"}, "kept_until"),
    ({"legal_basis": "hai\ndòng"}, "legal_basis"),
]


@pytest.mark.parametrize("change, field", BAD_DISCLOSURES, ids=str)
def test_bad_disclosure_is_400_and_nothing_is_saved(folder, manager, disclosure, change, field):
    response = post(manager, {**disclosure, **change})
    assert field in errors_of(response)
    transaction.begin()
    assert folder.objectIds() == []


def tus(session, data: bytes, filename: str, length: int | None = None) -> int:
    """Upload through the resumable protocol; the status of the last request."""
    metadata = f"filename {b64encode(filename.encode()).decode()}"
    head = {"Tus-Resumable": "1.0.0", "Upload-Length": str(length or len(data))}
    start = session.post("/kho/@tus-upload", headers={**head, "Upload-Metadata": metadata})
    assert start.status_code == 201, start.text
    head = {
        "Tus-Resumable": "1.0.0",
        "Upload-Offset": "0",
        "Content-Type": "application/offset+octet-stream",
    }
    return session.patch(start.headers["Location"], data=data, headers=head).status_code


class TestResumableUpload:
    @pytest.fixture(autouse=True)
    def directory(self, monkeypatch, tmp_path):
        monkeypatch.setenv("TUS_TMP_FILE_DIR", str(tmp_path))

    def test_web_page_is_refused(self, folder, manager, html_page):
        assert tus(manager, html_page, "a.pdf") == 400
        transaction.begin()
        assert folder.objectIds() == []

    def test_too_large_is_refused(self, folder, manager):
        api.portal.set_registry_record("hcmedu.max_upload_mb", 1)
        transaction.commit()
        assert tus(manager, b"%PDF-" + b" " * 1024 * 1024 + b"%%EOF", "a.pdf") == 400
        transaction.begin()
        assert folder.objectIds() == []

    def test_sound_file_gets_a_clean_name(self, folder, manager, samples):
        assert tus(manager, samples["pdf"], '-"Kế\nhoạch".pdf') == 204
        transaction.begin()
        (file,) = folder.objectValues()
        assert file.file.filename == "Kế hoạch.pdf"


@pytest.mark.parametrize("name", ["a.pdf", "a.html", "a.jpg", "a.txt"])
def test_put_is_no_way_around(folder, html_page, name):
    """WebDAV's PUT would make content without asking a field."""
    response = requests.put(
        f"{folder.absolute_url()}/{name}",
        data=html_page,
        headers={"Content-Type": "text/html"},
        auth=(SITE_OWNER_NAME, SITE_OWNER_PASSWORD),
    )
    assert response.status_code == 405
    transaction.begin()
    assert folder.objectIds() == []


def test_put_does_not_overwrite(folder, manager, document, html_page):
    created = post(manager, document).json()
    for path in ("", "/file"):
        requests.put(
            f"{folder.absolute_url()}/{created['id']}{path}",
            data=html_page,
            auth=(SITE_OWNER_NAME, SITE_OWNER_PASSWORD),
        )
    after = manager.get(f"/kho/{created['id']}").json()
    assert after["file"]["size"] == created["file"]["size"]
    assert after["number"] == created["number"]
