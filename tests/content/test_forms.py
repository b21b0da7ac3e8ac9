"""Add and edit forms, views and uploads as people meet them, through HTTP."""

from io import BytesIO
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.app.testing import TEST_USER_ID
from plone.formwidget.namedfile.interfaces import IFileUploadTemporaryStorage
from plone.testing.zope import Browser
from z3c.relationfield import RelationValue
from zope.component import getUtility
from zope.intid.interfaces import IIntIds

import pytest
import re
import transaction


MB = 1024 * 1024


@pytest.fixture
def portal(functional):
    portal = functional["portal"]
    setRoles(portal, TEST_USER_ID, ["Manager"])
    api.portal.set_registry_record("hcmedu.max_upload_mb", 1)
    api.content.create(portal, "Folder", "kho", title="Kho văn bản")
    transaction.commit()
    return portal


@pytest.fixture
def visitor(functional, portal):
    browser = Browser(functional["app"])
    browser.raiseHttpErrors = False
    browser.addHeader("Accept-Language", "vi")
    return browser


@pytest.fixture
def browser(visitor):
    visitor.addHeader("Authorization", f"Basic {SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}")
    return visitor


def fill(browser, portal, data: bytes, filename: str = "4210.pdf", **values: str) -> None:
    """Open the add form of an OfficialDocument and fill it."""
    browser.open(f"{portal.absolute_url()}/kho/++add++OfficialDocument")
    defaults = {
        "document_form:list": ["cong-van"],
        "number": "4210/GDĐT-TTTT",
        "issuer": "Sở Giáo dục và Đào tạo",
        "issue_date": "2020-12-16",
        "abstract": "Về hướng dẫn tổ chức, xây dựng, vận hành trang thông tin điện tử",
    }
    for name, value in {**defaults, **values}.items():
        browser.getControl(name=f"form.widgets.{name}").value = value
    upload = browser.getControl(name="form.widgets.file")
    upload.add_file(BytesIO(data), "application/pdf", filename)


def save(browser) -> None:
    browser.getControl(name="form.buttons.save").click()


def field_html(browser, name: str) -> str:
    """The markup of one field, with its error if it has one."""
    start = browser.contents.index(f'id="formfield-form-widgets-{name}"')
    end = browser.contents.find('id="formfield-', start + 20)
    return browser.contents[start:end]


def saved(portal) -> list[str]:
    transaction.begin()
    return portal["kho"].objectIds()


def kept_uploads(portal) -> list:
    """Files that a failed form left in the database."""
    return list(IFileUploadTemporaryStorage(portal).upload_map)


class TestDenied:
    @pytest.mark.parametrize("portal_type", ["OfficialDocument", "Disclosure"])
    def test_anonymous_gets_no_form(self, visitor, portal, portal_type):
        visitor.open(f"{portal.absolute_url()}/kho/++add++{portal_type}")
        assert "form.buttons.save" not in visitor.contents
        assert "/login?" in visitor.url

    def test_anonymous_may_not_drop_files(self, visitor, portal, samples):
        drop(visitor, portal, samples["pdf"], "a.pdf")
        assert "/login?" in visitor.url
        assert saved(portal) == []

    def test_download_of_a_hidden_document(self, visitor, portal, make_document):
        doc = make_document(portal["kho"])
        doc.manage_permission("View", ["Manager"], acquire=0)
        transaction.commit()
        for page in ("", "/view", "/@@download/file", "/@@download/file/van-ban.pdf", "/@@images"):
            visitor.open(f"{doc.absolute_url()}{page}")
            assert "%PDF" not in str(visitor.contents)
            assert doc.abstract not in str(visitor.contents)


BAD_UPLOADS = {
    "empty": (b"", "a.pdf", "Tệp rỗng"),
    "web page": (b"<html><body>login</body></html>", "a.pdf", "trang web"),
    "cut": (b"%PDF-1.4 obj", "a.pdf", "bị hỏng hoặc không đầy đủ"),
    "renamed": (b"\x89PNG\r\n\x1a\n" + b"x" * 60, "a.pdf", "nội dung là PNG"),
    "program": (b"MZ" + b"\x90" * 99, "setup.exe", "không được phép"),
    "large": (b"%PDF-1.4" + b" " * MB + b"%%EOF", "a.pdf", "tối đa 1 MB"),
}


class TestBadUploads:
    @pytest.mark.parametrize("name", BAD_UPLOADS)
    def test_add_form(self, browser, portal, name):
        data, filename, message = BAD_UPLOADS[name]
        fill(browser, portal, data, filename)
        save(browser)
        assert message in field_html(browser, "file")
        assert saved(portal) == []
        assert kept_uploads(portal) == []

    @pytest.mark.parametrize("name", BAD_UPLOADS)
    def test_edit_form_keeps_the_old_file(self, browser, portal, samples, make_document, name):
        data, filename, message = BAD_UPLOADS[name]
        doc = make_document(portal["kho"])
        transaction.commit()
        browser.open(f"{doc.absolute_url()}/edit")
        browser.getControl(name="form.widgets.file.action").value = ["replace"]
        upload = browser.getControl(name="form.widgets.file")
        upload.add_file(BytesIO(data), "application/pdf", filename)
        browser.getControl(name="form.widgets.abstract").value = "Bản sửa"
        save(browser)
        assert message in field_html(browser, "file")
        transaction.begin()
        assert doc.file.data == samples["pdf"]
        assert doc.abstract.startswith("Về hướng dẫn")
        assert kept_uploads(portal) == []

    @pytest.mark.parametrize("name", sorted(set(BAD_UPLOADS)))
    def test_attachment_form(self, browser, portal, make_document, name):
        data, filename, message = BAD_UPLOADS[name]
        doc = make_document(portal["kho"])
        transaction.commit()
        browser.open(f"{doc.absolute_url()}/++add++File")
        upload = browser.getControl(name="form.widgets.file")
        upload.add_file(BytesIO(data), "application/pdf", filename)
        save(browser)
        assert message in field_html(browser, "file")
        transaction.begin()
        assert doc.objectIds() == []

    @pytest.mark.parametrize("name", BAD_UPLOADS)
    def test_drag_and_drop(self, browser, portal, make_document, name):
        data, filename, message = BAD_UPLOADS[name]
        doc = make_document(portal["kho"], number="1/QĐ")
        transaction.commit()
        status, text = drop(browser, portal, data, filename, f"/kho/{doc.getId()}")
        assert status == 403
        assert message in text
        transaction.begin()
        assert doc.objectIds() == []

    def test_a_sound_file_is_dropped_with_a_clean_name(self, browser, portal, samples):
        status, text = drop(browser, portal, samples["pdf"], "-Kế 'hoạch'.pdf")
        assert status == 200, text
        transaction.begin()
        (file,) = portal["kho"].objectValues()
        assert file.file.filename == "Kế hoạch.pdf"
        assert file.file.contentType == "application/pdf"

    def test_a_dropped_picture_is_called_as_people_would(self, browser, portal, samples):
        status, text = drop(browser, portal, samples["jpg"], "le-chao_co.JPG")
        assert status == 200, text
        transaction.begin()
        (picture,) = portal["kho"].objectValues()
        assert picture.title == "Le chao co"
        (row,) = portal.portal_catalog(Title="chao")
        assert row.Title == "Le chao co"


def drop(browser, portal, data: bytes, filename: str, path: str = "/kho") -> tuple[int, str]:
    """What the browser does when files are dropped on the contents of a folder."""
    browser.open(f"{portal.absolute_url()}/login-help")
    token = re.search(r'data-token="(\w+)"', browser.contents)
    boundary = "----hcmedu"
    field = f'--{boundary}\r\nContent-Disposition: form-data; name="{{}}"'
    name = filename.replace('"', "%22")
    head = f"{field.format('_authenticator')}\r\n\r\n{token[1] if token else ''}\r\n"
    head += f'{field.format("file")}; filename="{name}"\r\n\r\n'
    body = head.encode() + data + f"\r\n--{boundary}--\r\n".encode()
    content_type = f"multipart/form-data; boundary={boundary}"
    browser.post(f"{portal.absolute_url()}{path}/@@fileUpload", body, content_type)
    contents = browser.contents
    text = contents if isinstance(contents, str) else contents.decode()
    return int(browser.headers["status"].split()[0]), text


BAD_VALUES = [
    ({"number": "GDĐT-TTTT"}, "number", "bắt đầu bằng chữ số"),
    ({"number": "4210"}, "number", "Thiếu ký hiệu"),
    ({"number": "4210/GD§T-TTTT"}, "number", "4210/GDĐT-TTTT"),
    ({"number": "12/<script>alert(1)</script>"}, "number", "không hợp lệ"),
    ({"issue_date": "9999-01-01"}, "issue_date", "từ 1900 đến 2199"),
    ({"in_force_from": "2020-12-15"}, "in_force_from", "không được trước ngày ban hành"),
    ({"in_force_until": "2020-12-15"}, "in_force_until", "không được trước"),
]


@pytest.mark.parametrize("values, field, message", BAD_VALUES, ids=str)
def test_message_stands_at_the_field(browser, portal, samples, values, field, message):
    fill(browser, portal, samples["pdf"], **values)
    save(browser)
    assert message in field_html(browser, field)
    assert browser.contents.count("invalid-feedback") == 1
    assert "<script>alert" not in browser.contents
    assert saved(portal) == []


def test_document_from_the_form_to_the_visitor(browser, portal, samples):
    fill(
        browser,
        portal,
        samples["pdf"],
        number=" 4210 /GDDT–TTTT",
        signer="<script>alert('x')</script>",
        abstract="Dòng một <b>đậm</b>\nDòng hai",
        in_force_until="2026-11-19",
    )
    save(browser)
    assert saved(portal) == ["4210-gddt-tttt"]
    html = browser.contents
    assert "<h1>Công văn 4210/GDĐT-TTTT</h1>" in html
    assert 'data-state="expired"' in html
    assert "Hết hiệu lực" in html
    assert "&lt;script&gt;alert" in html
    assert "<script>alert" not in html
    assert "<p>Dòng một &lt;b&gt;đậm&lt;/b&gt;</p>" in html
    assert '<dd class="col-sm-8 col-lg-9 text-break" data-fact="issue_date">16/12/2020</dd>' in html
    assert re.search(r"Tải về</span>\s*<span[^>]*>\(PDF, \d+ byte\)", html)


def test_issuers_used_so_far_are_suggested(browser, portal, make_document):
    make_document(portal["kho"], issuer='Sở "Nội vụ" & <Tài chính>')
    transaction.commit()
    browser.open(f"{portal.absolute_url()}/kho/++add++OfficialDocument")
    html = field_html(browser, "issuer")
    assert 'list="form-widgets-issuer-suggestions"' in html
    assert '<option value="Sở &quot;Nội vụ&quot; &amp; &lt;Tài chính&gt;"></option>' in html


def test_disclosure_from_the_form_to_the_visitor(browser, portal, samples):
    browser.open(f"{portal.absolute_url()}/kho/++add++Disclosure")
    values = {
        "school_year:list": ["2023-2024"],
        "disclosure_group:list": ["chat-luong"],
        "disclosure_form:list": ["tt-36-2017-bieu-mau-09"],
        "period:list": ["june"],
        "description": "Cam kết với <i>phụ huynh</i>",
        "legal_basis": "Thông tư 36/2017/TT-BGDĐT",
    }
    for name, value in values.items():
        browser.getControl(name=f"form.widgets.{name}").value = value
    upload = browser.getControl(name="form.widgets.file")
    upload.add_file(BytesIO(samples["xlsx"]), "application/vnd.ms-excel", "bieu-mau-09.xlsx")
    save(browser)
    html = browser.contents
    assert "<h1>Biểu mẫu 09 – Cam kết chất lượng" in html
    for text in ("2023-2024", "Công bố tháng 6", "31/08/2029", "Excel", "Thông tư 36/2017"):
        assert text in html
    assert "<i>phụ huynh</i>" not in html
    (doc,) = (portal["kho"][id] for id in saved(portal))
    assert doc.school_year == "2023-2024"


def test_disclosure_of_the_wrong_group(browser, portal, samples):
    browser.open(f"{portal.absolute_url()}/kho/++add++Disclosure")
    for name, value in {
        "disclosure_group": "tai-chinh",
        "disclosure_form": "tt-36-2017-bieu-mau-09",
        "period": "june",
    }.items():
        browser.getControl(name=f"form.widgets.{name}:list").value = [value]
    upload = browser.getControl(name="form.widgets.file")
    upload.add_file(BytesIO(samples["pdf"]), "application/pdf", "a.pdf")
    save(browser)
    assert "thuộc nhóm" in field_html(browser, "disclosure_group")
    assert saved(portal) == []


def test_attachments_and_relations_are_shown(browser, portal, samples, make_document, make_file):
    old = make_document(portal["kho"], number="3082/GDĐT-TTTT")
    relation = RelationValue(getUtility(IIntIds).getId(old))
    new = make_document(portal["kho"], replaces=[relation])
    api.content.create(new, "File", title="Phụ lục <1>", file=make_file("docx"))
    transaction.commit()
    browser.open(new.absolute_url())
    assert "Phụ lục &lt;1&gt;" in browser.contents
    assert "Word, " in browser.contents
    assert 'data-relation="replaces"' in browser.contents
    browser.open(old.absolute_url())
    assert 'data-relation="replaces-by"' in browser.contents
    assert "Bị thay thế bởi" in browser.contents


@pytest.mark.parametrize(
    "portal_type, field",
    [
        ("OfficialDocument", "document_form"),
        ("Disclosure", "disclosure_group"),
        ("Disclosure", "period"),
    ],
)
def test_nothing_is_chosen_for_the_editor(browser, portal, portal_type, field):
    browser.open(f"{portal.absolute_url()}/kho/++add++{portal_type}")
    assert browser.getControl(name=f"form.widgets.{field}:list").value == ["--NOVALUE--"]
    save(browser)
    assert "invalid-feedback" in field_html(browser, field)
    assert saved(portal) == []
