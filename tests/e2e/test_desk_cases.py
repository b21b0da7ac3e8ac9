"""The office in browsers: a clerk settles a case on the phone and at the desk, the leader reads."""

from datetime import datetime
from hcmedu.portal.content.moments import FALLBACK_ZONE
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select
from selenium.webdriver.support.ui import WebDriverWait
from zoneinfo import ZoneInfo

import pytest
import time


PHONE, DESKTOP = (390, 844), (1366, 900)
NAME, MESSAGE = "Võ Thanh Tùng", "Bài đã được chấm lại, điểm mới là 7,0."


class Person:
    """Somebody at a browser of his own."""

    def __init__(self, browser, school, role):
        self.browser, self.school = browser, school
        account = school.accounts[role]
        browser.get(f"{school.url}/login")
        browser.find_element(By.ID, "__ac_name").send_keys(account["user"])
        browser.find_element(By.ID, "__ac_password").send_keys(account["password"])
        self.press("#buttons-login")

    def wait(self, selector, text=""):
        def found(browser):
            each = browser.find_elements(By.CSS_SELECTOR, selector)
            return next((one for one in each if text in one.text), None)

        return WebDriverWait(self.browser, 60).until(found)

    def press(self, selector, text=""):
        element = self.wait(selector, text)
        self.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        time.sleep(0.3)
        element.click()

    def text(self):
        return self.browser.find_element(By.TAG_NAME, "main").text


@pytest.fixture(scope="module")
def clerk(school, open_browser):
    with open_browser(PHONE) as browser:
        yield Person(browser, school, "tiep-nhan")


class TestStory:
    def test_the_clerk_lands_at_the_list(self, clerk):
        clerk.wait(".hcmedu-cases-queue")
        assert clerk.browser.current_url.endswith("/@@hcmedu-cases")
        assert "quá hạn" in clerk.text()

    def test_the_list_is_made_of_cards_on_a_phone(self, clerk):
        script = "return document.documentElement.scrollWidth"
        assert clerk.browser.execute_script(script) <= PHONE[0]
        rows = clerk.browser.find_elements(By.CSS_SELECTOR, ".hcmedu-cases-queue tbody tr")
        assert all(row.size["width"] <= PHONE[0] and row.size["height"] > 88 for row in rows)

    def test_he_settles_a_case_with_a_message(self, clerk):
        clerk.browser.find_element(By.ID, "hcmedu-words").send_keys("vo thanh tung")
        clerk.press(".hcmedu-cases-buttons .btn")
        clerk.press(".hcmedu-queue-title", NAME)
        clerk.press("button[value='refuse']")
        assert clerk.wait("#hcmedu-message-error").is_displayed()
        clerk.browser.find_element(By.ID, "hcmedu-message").send_keys(MESSAGE)
        clerk.press("button[value='done']")
        clerk.wait(".hcmedu-case-facts .hcmedu-case-done")
        assert MESSAGE in clerk.text()

    def test_the_leader_sees_the_month(self, school, open_browser, clerk):
        month = datetime.now(ZoneInfo(FALLBACK_ZONE))
        with open_browser(DESKTOP) as browser:
            leader = Person(browser, school, "truong-ban")
            leader.wait(".hcmedu-toolbar-cases")
            browser.get(f"{school.url}/@@hcmedu-cases-report")
            leader.wait(".hcmedu-report-table")
            chosen = Select(browser.find_element(By.ID, "hcmedu-month")).first_selected_option
            assert chosen.text == f"{month:%m/%Y}"
            handled = leader.wait(".hcmedu-number-handled td")
            assert int(handled.text) >= 1
            assert browser.find_elements(By.CSS_SELECTOR, ".hcmedu-report-charts svg")
            browser.get(f"{school.url}/@@hcmedu-cases-report-print")
            assert "Hiệu trưởng" in leader.text()
