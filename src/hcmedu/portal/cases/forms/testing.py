"""For tests: forms that are public, and a visitor who fills them in over HTTP."""

from hcmedu.portal.cases import register
from hcmedu.portal.cases.forms.models import form_values
from hcmedu.portal.cases.forms.templates import form_templates
from hcmedu.portal.school.root import find_section
from hcmedu.portal.submissions.testing import guard_values
from html.parser import HTMLParser
from plone.dexterity.utils import createContentInContainer
from plone.testing.zope import Browser
from typing import Any

import re
import transaction


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
VALUES = {
    "nguoi_nop": "Trần Thị Bình",
    "quan_he": "Mẹ",
    "dien_thoai": "0903 123 456",
    "thu_dien_tu": "binh@example.com",
    "hoc_sinh": "Nguyễn Văn An",
    "ngay_sinh": "2013-05-04",
    "huong": "Chuyển đi trường khác",
    "lop": "7A3",
    "truong_di": "THCS Hướng Dương",
    "truong_den": "THCS An Lạc",
    "ly_do": "Gia đình chuyển chỗ ở",
    "dong_y": "selected",
}


class Page(HTMLParser):
    """The form of a page: its fields with their values, the ids, the text."""

    def __init__(self, html):
        super().__init__()
        self.fields, self.text, self.ids, self.choices = [], [], set(), {}
        self.select, self.option = "", ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.ids.add(values.get("id"))
        if tag == "input":
            self.fields.append((values.get("name"), values.get("type"), values.get("value") or ""))
        if tag == "select":
            self.select = values.get("name")
        if tag == "option":
            self.option = values.get("value")

    def handle_data(self, data):
        self.text.append(data)
        if self.option:
            self.choices[data.strip()] = self.option
            self.option = ""

    def hidden(self):
        return {name: value for name, kind, value in self.fields if kind == "hidden" and name}


def publish(portal, code):
    template = form_templates()[code]
    section = find_section(portal, template.section)
    form = createContentInContainer(
        section, "EasyForm", checkConstraints=False, id=template.id, **form_values(template)
    )
    for item in (section, form):
        item.manage_permission("View", ["Anonymous", "Manager"], acquire=0)
        item.reindexObjectSecurity()
    return form


class Visitor:
    """Somebody who opens a form, fills it in and sends it."""

    def __init__(self, school, address="203.113.131.1", login=None):
        self.school = school
        self.browser = Browser(school.app)
        self.browser.raiseHttpErrors = False
        self.browser.handleErrors = True
        self.browser.addHeader("X-Forwarded-For", address)
        if login:
            self.browser.addHeader("Authorization", f"Basic {login}")

    def open(self, url):
        self.browser.open(url)
        return self.browser

    def drawn(self, form, age=5):
        """What the page's hidden fields send, as if drawn some seconds ago."""
        page = Page(self.open(form.absolute_url()).contents)
        return {**page.hidden(), **guard_values(form, age)}, page

    def send(self, form, values, files=(), age=5, changes=None):
        hidden, page = self.drawn(form, age)
        parts = [(name, None, value) for name, value in {**hidden, **(changes or {})}.items()]
        for name, value in values.items():
            if value is None:
                continue
            widget = f"form.widgets.{name}"
            listed = name in ("quan_he", "huong", "nguoi_gop_y", "dong_y")
            value = page.choices.get(value, value)
            parts.append((f"{widget}:list" if listed else widget, None, value))
        parts += [("form.widgets.tep", filename, data) for filename, data in files]
        parts.append(("form.buttons.submit", None, "Gửi"))
        return self.post(form.absolute_url(), parts)

    def look_up(self, receipt, phone, age=5, changes=None, url=None):
        """The page's form, sent."""
        url = url or f"{self.school.portal.absolute_url()}/@@tra-cuu-ho-so"
        hidden = Page(self.open(url).contents).hidden()
        values = {**hidden, **guard_values(self.school.portal, age), **(changes or {})}
        values |= {"receipt": receipt, "phone": phone}
        return self.post(url, [(name, None, value) for name, value in values.items()])

    def post(self, url, parts):
        body, kind = multipart(parts)
        self.browser.post(url, body, kind)
        return self.browser


def multipart(parts):
    lines = []
    for name, filename, value in parts:
        disposition = f'form-data; name="{name}"'
        if filename is not None:
            disposition += f'; filename="{filename}"'
        data = value if isinstance(value, bytes) else value.encode()
        kind = b"\r\nContent-Type: application/octet-stream" if filename is not None else b""
        head = f"Content-Disposition: {disposition}".encode()
        lines.append(b"--hcmeduhcmedu\r\n" + head + kind + b"\r\n\r\n" + data + b"\r\n")
    return b"".join(lines) + b"--hcmeduhcmedu--\r\n", "multipart/form-data; boundary=hcmeduhcmedu"


def shown_cases(school: Any) -> list[Any]:
    """All that was taken in, as another connection sees it now."""
    transaction.begin()
    return [register.find(school.portal, row.receipt) for row in register.rows(school.portal)]


def error_of(page: Any, name: str) -> str:
    """What stands at a field as wrong; empty where nothing does."""
    pattern = rf'<p class="hcmedu-field-error"\s+id="form-widgets-{name}-error"\s*>(.*?)</p>'
    found = re.search(pattern, page.contents, re.DOTALL)
    return " ".join(found[1].split()) if found else ""
