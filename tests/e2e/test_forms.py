"""A parent sends the transfer form from a phone and looks its state up; a hundred at once do."""

from concurrent.futures import ThreadPoolExecutor
from hcmedu.portal.cases.forms.testing import multipart
from hcmedu.portal.cases.forms.testing import Page
from hcmedu.portal.cases.forms.testing import VALUES
from io import BytesIO
from PIL import Image
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select
from urllib.request import Request
from urllib.request import urlopen

import pytest
import re
import time


PHONE, TOUCH = (390, 844), 44
FORM = "/thu-tuc/dich-vu-cong-truc-tuyen/don-xin-chuyen-truong"
LOOK_UP = "/@@tra-cuu-ho-so"
RECEIPT = re.compile(r'hcmedu-receipt-number"\s*>\s*([0-9A-Z-]{14})\s*<')
NARROW = "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"
TOO_SMALL = """
    const fields = document.querySelectorAll(".hcmedu-form :is(input, select, textarea, button)");
    return [...fields]
        .filter(e => e.offsetParent && !/hidden|checkbox/.test(e.type))
        .filter(e => !e.closest(".hcmedu-guard"))
        .filter(e => e.getBoundingClientRect().height < arguments[0]).map(e => e.id)
"""
SELECTS = ("quan_he", "huong")
#: What a person needs at least between opening and sending a form.
PAUSE = 1.2


@pytest.fixture
def scan(tmp_path):
    """A photo of a paper."""
    path = tmp_path / "don.jpg"
    Image.new("RGB", (800, 1100), "white").save(path)
    return path


def press(browser, selector):
    """In the middle of the screen, where nothing of the window covers it."""
    element = browser.find_element(By.CSS_SELECTOR, selector)
    browser.execute_script(
        "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element
    )
    element.click()


def fill(browser, values, scan):
    for name, value in values.items():
        if name in SELECTS:
            element = browser.find_element(By.ID, f"form-widgets-{name}")
            Select(element).select_by_visible_text(value)
        elif name == "ngay_sinh":
            element = browser.find_element(By.ID, f"form-widgets-{name}")
            browser.execute_script("arguments[0].value = arguments[1]", element, value)
        elif name == "dong_y":
            press(browser, f"#formfield-form-widgets-{name} label")
        else:
            browser.find_element(By.ID, f"form-widgets-{name}").send_keys(value)
    browser.find_element(By.ID, "form-widgets-tep").send_keys(str(scan))


def send(browser):
    press(browser, "#form-buttons-submit")


def look_up(browser, school, receipt, phone):
    browser.get(school.url + LOOK_UP)
    browser.find_element(By.ID, "hcmedu-receipt").send_keys(receipt)
    browser.find_element(By.ID, "hcmedu-phone").send_keys(phone)
    time.sleep(PAUSE)
    press(browser, ".hcmedu-lookup-form button")
    return browser.find_element(By.TAG_NAME, "main").text


def test_a_parent_sends_the_transfer_form_from_a_phone(school, open_browser, scan):
    with open_browser(PHONE) as browser:
        browser.get(school.url + "/thu-tuc/thu-tuc-bieu-mau/chuyen-truong")
        press(browser, "a.hcmedu-apply")
        assert browser.current_url.endswith(FORM)
        assert browser.execute_script(NARROW)
        send(browser)
        problems = browser.find_element(By.ID, "hcmedu-form-problems")
        assert "Họ và tên người nộp" in problems.text
        assert browser.switch_to.active_element == problems
        fill(browser, VALUES, scan)
        small = browser.execute_script(TOO_SMALL, TOUCH)
        assert small == []
        time.sleep(PAUSE)
        send(browser)
        receipt = browser.find_element(By.CLASS_NAME, "hcmedu-receipt-number").text
        assert re.fullmatch(r"([0-9A-Z]{4}-){2}[0-9A-Z]{4}", receipt)
        assert receipt not in browser.current_url
        assert browser.execute_script(NARROW)
        wrong = look_up(browser, school, receipt, "0903 123 457")
        assert "Không tìm thấy hồ sơ" in wrong and "Đơn xin chuyển trường" not in wrong
        right = look_up(browser, school, receipt, VALUES["dien_thoai"])
        assert "Đơn xin chuyển trường" in right and "Đã tiếp nhận" in right
        assert browser.execute_script(NARROW)


class Parent:
    """Somebody who sends the form without a browser, from an address of his own."""

    def __init__(self, school, number):
        self.url, self.number = school.url + FORM, number
        self.headers = {"X-Forwarded-For": f"203.113.{number // 250}.{number % 250 + 1}"}

    def open(self):
        with urlopen(Request(self.url, headers=self.headers), timeout=300) as answer:
            self.page = Page(answer.read().decode())
        return self

    def parts(self, scan):
        values = {**VALUES, "hoc_sinh": f"Học sinh số {self.number}"}
        for name, value in values.items():
            listed = name in (*SELECTS, "dong_y")
            widget = f"form.widgets.{name}" + (":list" if listed else "")
            yield widget, None, self.page.choices.get(value, value)
        yield from ((name, None, value) for name, value in self.page.hidden().items())
        yield "form.widgets.tep", "don.jpg", scan
        yield "form.buttons.submit", None, "Gửi"

    def send(self, scan):
        body, kind = multipart(self.parts(scan))
        headers = {**self.headers, "Content-Type": kind}
        with urlopen(Request(self.url, body, headers), timeout=300) as answer:
            html = answer.read().decode()
        found = RECEIPT.search(html)
        assert found, html[-3000:]
        return found[1]


def picture():
    stream = BytesIO()
    Image.new("RGB", (300, 400), "white").save(stream, "JPEG")
    return stream.getvalue()


def test_a_hundred_at_once_and_one_ten_times(school):
    scan = picture()
    with ThreadPoolExecutor(20) as pool:
        parents = list(pool.map(lambda number: Parent(school, number).open(), range(101)))
        time.sleep(PAUSE)
        receipts = list(pool.map(lambda parent: parent.send(scan), parents[:100]))
        again = list(pool.map(lambda _time: parents[100].send(scan), range(10)))
    assert len(set(receipts)) == 100
    assert len(set(again)) == 1
    assert not set(again) & set(receipts)
