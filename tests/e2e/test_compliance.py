"""What the report says is missing is mended from its own link, and the result changes.

The section of the school's history holds one article. The head takes it down; the report and the
section say that nothing is there; the editor follows the link, writes, sends it to the head.
"""

from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

import pytest
import requests


PHONE, DESKTOP = (390, 844), (1366, 900)
SECTION, ARTICLE = "/gioi-thieu/lich-su", "lich-su-hinh-thanh-va-phat-trien"
CHECK = "#check-A03-not-empty"
REPORT = "/@@hcmedu-compliance"


class Person:
    """Somebody at a browser of his own."""

    def __init__(self, browser, school, role):
        self.browser, self.school = browser, school
        account = school.accounts[role]
        self.open("/login")
        browser.find_element(By.ID, "__ac_name").send_keys(account["user"])
        browser.find_element(By.ID, "__ac_password").send_keys(account["password"])
        self.press("#buttons-login")
        self.wait("#edit-zone")

    def open(self, path):
        self.browser.get(self.school.url + path)

    def wait(self, selector):
        def found(browser):
            return next(iter(browser.find_elements(By.CSS_SELECTOR, selector)), None)

        return WebDriverWait(self.browser, 60).until(found)

    def write(self, text):
        """Into the editor of rich text, as soon as it is there."""
        ready = (
            "return !!(window.tinymce && tinymce.activeEditor && tinymce.activeEditor.initialized)"
        )
        WebDriverWait(self.browser, 60).until(lambda b: b.execute_script(ready))
        self.browser.execute_script(
            "tinymce.activeEditor.setContent(arguments[0]); tinymce.triggerSave()", text
        )

    def has(self, selector):
        return bool(self.browser.find_elements(By.CSS_SELECTOR, selector))

    def press(self, selector):
        self.browser.execute_script("arguments[0].click()", self.wait(selector))

    def text(self, selector):
        return self.wait(selector).text


def step(school, role, address, transition, **data):
    """A step of the workflow, as that person."""
    account = school.accounts[role]
    answer = requests.post(
        f"{address}/@workflow/{transition}",
        auth=(account["user"], account["password"]),
        headers={"Accept": "application/json"},
        json=data,
        timeout=60,
    )
    assert answer.status_code == 200, answer.text


@pytest.fixture(scope="module")
def head(school, open_browser):
    address = f"{school.url}{SECTION}/{ARTICLE}"
    step(school, "truong-ban", address, "withdraw", comment="Có số liệu phải sửa")
    with open_browser(PHONE) as browser:
        yield Person(browser, school, "truong-ban")


class TestStory:
    def test_the_head_reads_what_is_missing_on_his_phone(self, head):
        head.open(f"{REPORT}?section=A03")
        assert "Chưa đạt" in head.text(CHECK)
        assert head.has(f"{CHECK} a.hcmedu-mend[href*='++add++Document']")
        width = "return document.documentElement.scrollWidth"
        assert head.browser.execute_script(width) <= PHONE[0]

    def test_the_editor_mends_it_from_the_hint(self, school, open_browser, head):
        with open_browser(DESKTOP) as browser:
            editor = Person(browser, school, "bien-tap-vien")
            editor.open(SECTION)
            editor.press(".hcmedu-hint a.hcmedu-mend")
            title = editor.wait("#form-widgets-IDublinCore-title")
            title.send_keys("Lịch sử nhà trường, bản đã sửa")
            editor.write("<p>Trường thành lập năm 1998.</p>")
            editor.press("#form-buttons-save")
            WebDriverWait(browser, 60).until(lambda b: "++add++" not in b.current_url)
            address = browser.current_url.split("?")[0].removesuffix("/view")
        step(school, "bien-tap-vien", address, "submit")
        head.open(f"{REPORT}?section=A03")
        assert "Chưa đạt" in head.text(CHECK), "what nobody may read yet mends nothing"
        step(school, "truong-ban", address, "approve")
        step(school, "truong-ban", address, "publish")

    def test_the_result_has_changed(self, head):
        head.open(f"{REPORT}?section=A03")
        assert head.has(f"{CHECK}.hcmedu-check-met")
        assert "Lịch sử nhà trường, bản đã sửa" in head.text(CHECK)
        head.open(SECTION)
        assert not head.has(".hcmedu-hint")

    def test_the_head_gives_his_word_where_no_machine_can_judge(self, head):
        head.open(f"{REPORT}?section=A18")
        word = "#check-A18-topics .hcmedu-attestation"
        head.press(f"{word} summary")
        head.wait(f"{word} textarea").send_keys("Đã xem từng bài")
        head.press(f"{word} [value='confirm']")
        head.wait("#check-A18-topics.hcmedu-check-met")
        assert "Đã xem từng bài" in head.text(word)
