"""A parent looks up a result; somebody tries 200 days; the head puts a new table in force."""

from http.cookiejar import CookieJar
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import build_opener
from urllib.request import HTTPCookieProcessor

import re
import requests
import time


PAGE = "/tuyen-sinh/tra-cuu-diem/tra-cuu-hoc-sinh-gioi-2025-2026"
FORM = ".hcmedu-lookup-form"
PHONE = (390, 844)
#: Of the files of the demo school.
RIGHT = ("hd 9014", "1/9/2011")
NEW = "Số báo danh;Ngày sinh;Kết quả\nHD-9014;01/09/2011;Giải đặc biệt\n"


def text(browser, selector="#content"):
    return browser.find_element(By.CSS_SELECTOR, selector).text


def look_up(browser, address, *values):
    """Fill in the form as a person does, who needs a moment for it."""
    browser.get(address)
    time.sleep(1.2)
    for at, value in enumerate(values):
        browser.find_element(By.NAME, f"value.{at}").send_keys(value)
    press(browser, f"{FORM} button")


def press(browser, selector):
    """Click, and wait for the next page."""
    before = browser.find_element(By.TAG_NAME, "html")
    browser.execute_script("arguments[0].click()", browser.find_element(By.CSS_SELECTOR, selector))
    WebDriverWait(browser, 30).until(lambda _: before != browser.find_element(By.TAG_NAME, "html"))
    WebDriverWait(browser, 30).until(
        lambda driver: driver.execute_script("return document.readyState") == "complete"
    )


class TestParent:
    def test_right_and_wrong_on_a_phone(self, school, open_browser):
        with open_browser(PHONE) as browser:
            look_up(browser, school.url + PAGE, "HD-9014", "2/9/2011")
            assert "Không tìm thấy kết quả khớp với các thông tin đã nhập" in text(browser)
            look_up(browser, school.url + PAGE, *RIGHT)
            answer = text(browser, ".hcmedu-answer")
            assert "Trần Minh Khuê" in answer
            assert "Giải nhất" in answer
            assert browser.current_url == school.url + PAGE
            width = browser.execute_script("return document.documentElement.scrollWidth")
            assert width <= PHONE[0]
            button = browser.find_element(By.CSS_SELECTOR, "[data-hcmedu-print]")
            assert button.size["height"] >= 44
            browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
            shown = {
                name: browser.find_element(By.CSS_SELECTOR, name).is_displayed()
                for name in (".hcmedu-answer", "[data-hcmedu-print]", ".hcmedu-finder-form")
            }
            assert shown == {
                ".hcmedu-answer": True,
                "[data-hcmedu-print]": False,
                ".hcmedu-finder-form": False,
            }


class TestBoard:
    def log_in(self, browser, school, who):
        account = school.accounts[who]
        browser.get(f"{school.url}/login")
        browser.find_element(By.ID, "__ac_name").send_keys(account["user"])
        browser.find_element(By.ID, "__ac_password").send_keys(account["password"])
        press(browser, "#buttons-login")

    def test_a_new_table_goes_by_the_head(self, school, open_browser, tmp_path):
        """In a working copy: uploaded, its columns chosen, checked by the worker."""
        file = tmp_path / "diem.csv"
        file.write_text(NEW, encoding="utf-8")
        with open_browser() as browser:
            self.log_in(browser, school, "bien-tap-vien")
            browser.get(f"{school.url}{PAGE}/@@content-checkout")
            press(browser, "form[action$='@@content-checkout'] [type=submit]")
            copy = browser.current_url.partition("?")[0].removesuffix("/edit")
            browser.get(f"{copy}/@@hcmedu-table")
            browser.find_element(By.NAME, "file").send_keys(str(file))
            press(browser, "button[value=upload]")
            self.wait_for(browser, "button[value=choose]")
            press(browser, "button[value=choose]")
            self.wait_for(browser, "button[value=use]")
            press(browser, "button[value=use]")
            assert "Bảng mới đã được đưa vào sử dụng" in text(browser, "body")
        assert copy != school.url + PAGE
        self.approve(school, open_browser, copy)
        with open_browser(PHONE) as browser:
            look_up(browser, school.url + PAGE, *RIGHT)
            assert "Giải đặc biệt" in text(browser, ".hcmedu-answer")

    def approve(self, school, open_browser, copy):
        """The editor submits, the head tries the new table and approves."""
        self.go(school, "bien-tap-vien", copy, "submit")
        with open_browser() as browser:
            self.log_in(browser, school, "truong-ban")
            look_up(browser, copy, *RIGHT)
            assert "Giải đặc biệt" in text(browser, ".hcmedu-answer")
        self.go(school, "truong-ban", copy, "approve")

    def go(self, school, who, address, transition):
        account = school.accounts[who]
        answer = requests.post(
            f"{address}/@workflow/{transition}",
            auth=(account["user"], account["password"]),
            headers={"Accept": "application/json"},
            json={},
            timeout=60,
        )
        assert answer.status_code == 200, answer.text

    def wait_for(self, browser, selector):
        """The page follows the worker by itself."""
        WebDriverWait(browser, 60).until(
            lambda driver: driver.find_elements(By.CSS_SELECTOR, selector)
        )


class TestStranger:
    """Last of all: from then on this address has to wait."""

    def test_two_hundred_wrong_ones(self, school):
        """Nobody gets further by trying; another pupil's result can still be looked up."""
        opener = build_opener(HTTPCookieProcessor(CookieJar()))

        def ask(number, day):
            page = opener.open(school.url + PAGE).read().decode()
            ticket = re.search(r'name="hcmedu_ticket"[^>]*value="([^"]+)"', page)[1]
            return {"value.0": number, "value.1": day, "hcmedu_ticket": ticket}

        data, codes = ask("HD-9007", ""), []
        time.sleep(1.2)
        for number in range(200):
            data["value.1"] = f"{number % 28 + 1}/{number // 28 + 1}/2012"
            try:
                answer = opener.open(school.url + PAGE, urlencode(data).encode())
                codes.append(answer.status)
                assert "hcmedu-answer-row" not in answer.read().decode()
            except HTTPError as error:
                codes.append(error.code)
                assert int(error.headers["Retry-After"]) > 0
        assert codes[:12] == [200] * 12
        assert set(codes[12:]) == {429}
