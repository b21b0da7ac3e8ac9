"""The whole story of the board, in browsers.

Written with picture and attachment, returned on the phone, mended, approved, read by visitors;
changed in a working copy while they read the old version, approved, and read anew; withdrawn.
"""

from contextlib import contextmanager
from importlib.resources import files
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select
from selenium.webdriver.support.ui import WebDriverWait

import json
import pytest
import time
import urllib.error
import urllib.request


DESKTOP, PHONE = (1366, 900), (390, 844)
REASON = "Trích yếu chưa nêu rõ thời gian thi"
FIRST, MENDED, CHANGED = (
    "Kế hoạch tổ chức hội thi Tin học trẻ",
    "Kế hoạch tổ chức hội thi Tin học trẻ ngày 12/12/2026",
    "Kế hoạch tổ chức hội thi Tin học trẻ, dời sang ngày 19/12/2026",
)
DEMO_FILES = files("hcmedu.portal.demo") / "files"


def get(url):
    """What a visitor gets: status, final address, text."""
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            return answer.status, answer.url, answer.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        return error.code, error.url, error.read().decode("utf-8", "replace")


@pytest.fixture(scope="module")
def section(school):
    request = urllib.request.Request(
        f"{school.url}/@sections", headers={"Accept": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return {item["code"]: item["@id"] for item in json.load(answer)["items"]}["A07"]


class Person:
    """Somebody at a browser of his own."""

    def __init__(self, browser, school):
        self.browser, self.school = browser, school

    def log_in(self, role):
        account = self.school.accounts[role]
        self.browser.get(f"{self.school.url}/login")
        self.type("__ac_name", account["user"], By.ID)
        self.type("__ac_password", account["password"], By.ID)
        self.press("#buttons-login")
        self.wait("#edit-zone")

    def open(self, url):
        self.browser.get(url)

    def wait(self, selector, seconds=60):
        return WebDriverWait(self.browser, seconds).until(
            lambda browser: browser.find_element(By.CSS_SELECTOR, selector)
        )

    def press(self, selector):
        """Scroll to it and click, as a finger would; the page that follows is waited for."""
        element = self.wait(selector)
        self.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        time.sleep(0.3)
        element.click()

    def type(self, name, text, by=By.NAME):
        field = self.browser.find_element(by, name)
        self.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", field)
        field.clear()
        field.send_keys(text)

    def save(self):
        before = self.browser.current_url
        self.press("[name='form.buttons.save']")
        WebDriverWait(self.browser, 60).until(lambda browser: browser.current_url != before)
        return self.browser.current_url.split("?")[0].removesuffix("/view")

    def upload(self, path):
        self.browser.find_element(By.CSS_SELECTOR, "input[type=file]").send_keys(str(path))

    def text(self):
        return self.browser.find_element(By.TAG_NAME, "body").text

    def sees(self, text, seconds=60):
        WebDriverWait(self.browser, seconds).until(lambda browser: text in self.text())

    def decide(self, name):
        """A button of the review page; the page that follows is another one."""
        button = self.wait(f"button[name=decision][value='{name}']")
        self.press(f"button[name=decision][value='{name}']")
        WebDriverWait(self.browser, 60).until(lambda _browser: is_gone(button))


def is_gone(element):
    try:
        element.is_enabled()
    except StaleElementReferenceException:
        return True
    return False


@pytest.fixture
def person(school, open_browser):
    @contextmanager
    def opened(role, size=DESKTOP):
        with open_browser(size) as browser:
            someone = Person(browser, school)
            someone.log_in(role)
            yield someone

    return opened


def write(editor, section):
    """A document with its file, an attachment and a picture: address, and those of both."""
    editor.open(f"{section}/++add++OfficialDocument")
    form = editor.browser.find_element(By.NAME, "form.widgets.document_form:list")
    Select(form).select_by_visible_text("Kế hoạch")
    editor.type("form.widgets.number", "88/KH-THCSHD")
    editor.type("form.widgets.issuer", "Trường THCS Hướng Dương")
    editor.type("form.widgets.abstract", FIRST)
    date = editor.browser.find_element(By.NAME, "form.widgets.issue_date")
    editor.browser.execute_script("arguments[0].value = '2026-11-19'", date)
    editor.upload(DEMO_FILES / "regulations" / "780-gddt.pdf")
    address = editor.save()
    attached = []
    for kind, path in (("File", "forms/don-xin-nghi-hoc.docx"), ("Image", "pictures/tin-hoc.jpg")):
        editor.open(f"{address}/++add++{kind}")
        editor.type("form.widgets.title", f"Kèm theo {kind}")
        editor.upload(DEMO_FILES / path)
        assert editor.save() == address
        link = editor.browser.find_element(By.PARTIAL_LINK_TEXT, f"Kèm theo {kind}")
        attached.append(link.get_attribute("href").split("/@@")[0].removesuffix("/view"))
    return address, *attached


def submit(editor, address):
    editor.open(f"{address}/@@hcmedu-review")
    editor.decide("submit")


def assert_unread(text, address, *attached):
    """Neither the page nor any file of it is a visitor's."""
    files = [f"{address}/@@download/file", f"{address}/@@images/file"]
    files += [f"{url}/@@download/file" for url in attached]
    files += [f"{url}/@@images/image/preview" for url in attached]
    for url in (address, *files):
        code, final, body = get(url)
        assert code in (401, 403, 404, 410) or "/login" in final, url
        assert text not in body, url


def test_the_whole_story(school, section, person):
    with person("bien-tap-vien") as editor:
        address, file, picture = write(editor, section)
        submit(editor, address)
    assert_unread(FIRST, address, file, picture)
    with person("truong-ban", PHONE) as head:
        head.open(f"{school.url}/@@hcmedu-desk")
        head.sees(FIRST)
        head.open(f"{address}/@@hcmedu-review")
        head.sees("Kèm theo File")
        wide = head.browser.execute_script("return document.documentElement.scrollWidth")
        assert wide <= PHONE[0]
        head.press(".hcmedu-return summary")
        head.type("comment", REASON)
        head.decide("return")
    with person("bien-tap-vien") as editor:
        editor.open(f"{school.url}/@@hcmedu-desk")
        editor.sees(REASON)
        editor.open(f"{address}/edit")
        editor.type("form.widgets.abstract", MENDED)
        editor.save()
        submit(editor, address)
    assert_unread(MENDED, address, file, picture)
    with person("truong-ban") as head:
        head.open(f"{address}/@@hcmedu-review")
        head.decide("approve-publish")
    code, _final, body = get(address)
    assert code == 200 and MENDED in body
    assert get(f"{file}/@@download/file")[0] == 200
    assert get(f"{picture}/@@images/image/preview")[0] == 200
    with person("bien-tap-vien") as editor:
        editor.open(f"{address}/@@content-checkout")
        editor.press("[name='form.button.Checkout']")
        editor.wait("[name='form.widgets.abstract']")
        copy = editor.browser.current_url.split("/edit")[0].split("/@@")[0]
        editor.type("form.widgets.abstract", CHANGED)
        editor.save()
        assert copy != address
        assert MENDED in get(address)[2] and CHANGED not in get(address)[2]
        submit(editor, copy)
    assert_unread(CHANGED, copy)
    assert CHANGED not in get(address)[2]
    with person("truong-ban", PHONE) as head:
        head.open(f"{copy}/@@hcmedu-review")
        head.sees("dời sang")
        head.decide("approve")
    code, final, body = get(address)
    assert (code, final) == (200, address)
    assert CHANGED in body
    assert get(f"{file}/@@download/file")[0] == 200
    assert get(f"{picture}/@@images/image/preview")[0] == 200
    with person("truong-ban") as head:
        head.open(f"{address}/@@hcmedu-transition?workflow_action=withdraw")
        head.type("widgets.comment", "Hội thi bị hoãn")
        head.press("[name='buttons.apply']")
        head.sees("Hội thi bị hoãn")
    code, _final, body = get(address)
    assert code == 410
    assert get(f"{file}/@@download/file")[0] == 410
    assert "Hội thi bị hoãn" not in body and CHANGED not in body
    assert CHANGED not in get(section)[2]
