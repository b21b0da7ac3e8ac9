"""A school with its people over HTTP, and files as schools have them."""

from contextlib import contextmanager
from hcmedu.portal.editorial.assignment.assignments import assign
from hcmedu.portal.school import find_section
from hcmedu.portal.testing import prepared
from hcmedu.portal.worker.testing import run_jobs
from importlib.resources import files
from plone import api
from plone.app.testing import login
from plone.app.testing import logout
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.app.testing import TEST_USER_NAME
from plone.protect.authenticator import createToken
from Products.CMFCore.indexing import processQueue

import io
import pytest
import re
import requests
import transaction
import zipfile


PASSWORD = "Truong-hoc-2026"
PEOPLE = {
    "reader": None,
    "editor": "bien-tap-vien",
    "elsewhere": "bien-tap-vien",
    "head": "truong-ban",
}
DEMO = files("hcmedu.portal.demo") / "files"
LETTER = """SỞ GIÁO DỤC VÀ ĐÀO TẠO        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
THÀNH PHỐ HỒ CHÍ MINH               Độc lập - Tự do - Hạnh phúc
Số: 4210/GDĐT-TTTT        Thành phố Hồ Chí Minh, ngày 16 tháng 12 năm 2020
V/v hướng dẫn tổ chức cổng thông tin điện tử
Kính gửi: Hiệu trưởng các trường trung học cơ sở
Căn cứ Thông tư số 37/2020/TT-BGDĐT ngày 05 tháng 10 năm 2020 của Bộ Giáo dục và Đào tạo;
Sở hướng dẫn các trường thực hiện như sau.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
(Đã ký)
Nguyễn Văn Hiếu
"""


def docx(text):
    """A Word file of these lines, as small as Word opens."""
    body = "".join(
        f"<w:p><w:r><w:t xml:space='preserve'>{line}</w:t></w:r></w:p>"
        for line in text.splitlines()
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    kinds = (
        "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
        "<Default Extension='xml' ContentType='application/xml'/></Types>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr("[Content_Types].xml", kinds)
        document = f"<w:document xmlns:w='{space}'><w:body>{body}</w:body></w:document>"
        packed.writestr("word/document.xml", document)
    return target.getvalue()


class Visit:
    """A person at the browser, with a genuine token, so that the rights alone are tested."""

    def __init__(self, office, name):
        self.office, self.name = office, name
        self.session = requests.Session()
        if name != "anonymous":
            self.session.auth = (name, PASSWORD)

    def get(self, path, item=None, **options):
        return self._ask("get", path, item, **options)

    def post(self, path, data=None, item=None, token=True, **options):
        found = {"_authenticator": self.office.token(self.name)} if token else {}
        return self._ask("post", path, item, data={**found, **(data or {})}, **options)

    def _ask(self, method, path, item, **options):
        transaction.commit()
        url = f"{(item or self.office.section).absolute_url()}/{path}"
        options.setdefault("allow_redirects", False)
        answer = self.session.request(method, url, **options)
        transaction.begin()
        return answer


class Office:
    """A school; ``editor`` has the section assigned, ``elsewhere`` another one."""

    docx = staticmethod(docx)
    letter = LETTER

    def __init__(self, portal):
        self.portal = portal
        self.section = find_section(portal, "A07")
        self.other = find_section(portal, "A13")

    def visit(self, name):
        return Visit(self, name)

    def token(self, name):
        with self.as_(name):
            return createToken()

    @contextmanager
    def as_(self, name):
        logout() if name == "anonymous" else login(self.portal, name)
        try:
            yield
        finally:
            login(self.portal, TEST_USER_NAME)

    def documents(self):
        processQueue()
        query = {"portal_type": "OfficialDocument", "sort_on": "created"}
        brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(**query)
        return [brain._unrestrictedGetObject() for brain in brains]

    def drop(self, *uploads, name="editor", **data):
        """POST files, (name, content) each, as the form of the page does."""
        parts = [("files", (filename, content)) for filename, content in uploads]
        data = {"action": "upload", **data}
        return self.visit(name).post("@@hcmedu-intake", data, files=parts)

    def work(self):
        return [outcome for outcome in run_jobs() if "document" in outcome.name]

    def fields(self, html):
        """Values of the inputs of the first row by field."""
        found = {}
        for name, tag in re.findall(r'data-field="(\w+)">(.*?)</div>', html, re.DOTALL):
            chosen = re.search(r'value="([^"]*)"\s*selected', tag) if "<select" in tag else None
            typed = re.search(r"<textarea[^>]*>(.*?)</textarea>", tag, re.DOTALL)
            plain = re.search(r'<input[^>]*?value="([^"]*)"', tag, re.DOTALL)
            match = chosen or typed or ("<select" not in tag and plain)
            found.setdefault(name, match[1].strip() if match else "")
        return found


@pytest.fixture(scope="module")
def with_people(integration_session):
    with prepared(create_people):
        yield


def create_people(portal):
    setRoles(portal, TEST_USER_ID, ["Manager"])
    for name, group in PEOPLE.items():
        api.user.create(email=f"{name}@truong.edu.vn", username=name, password=PASSWORD)
        if group:
            api.group.add_user(groupname=group, username=name)
    school = Office(portal)
    assign(school.section, "editor")
    assign(school.other, "elsewhere")


@pytest.fixture
def office(with_people, functional):
    return Office(functional["portal"])


@pytest.fixture
def pdf():
    return (DEMO / "regulations" / "4210-gddt-tttt.pdf").read_bytes()
