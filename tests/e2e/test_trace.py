"""The log in a browser: on a desktop, on the head's phone, without JavaScript."""

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support import expected_conditions
from selenium.webdriver.support.ui import WebDriverWait

import pytest


DESKTOP, PHONE = (1366, 900), (390, 844)
TOUCH = 44
WIDER_THAN_SCREEN = "return document.documentElement.scrollWidth > window.innerWidth"
CUT_OFF = """
  const wrapper = document.querySelector('.hcmedu-table-wrapper');
  return wrapper.scrollWidth > wrapper.clientWidth;
"""
SMALL = """
  return [...document.querySelectorAll(
    '.hcmedu-trace .btn, .hcmedu-trace .form-control, .hcmedu-trace .form-select, '
    + '.hcmedu-trace .hcmedu-cell a, .hcmedu-trace .page-link')]
    .filter(each => each.offsetParent !== null)
    .filter(each => each.getBoundingClientRect().height < arguments[0])
    .map(each => each.textContent || each.name);
"""


def log_in(browser, school, role):
    account = school.accounts[role]
    browser.get(f"{school.url}/login")
    browser.find_element(By.ID, "__ac_name").send_keys(account["user"])
    browser.find_element(By.ID, "__ac_password").send_keys(account["password"])
    browser.find_element(By.ID, "buttons-login").click()
    WebDriverWait(browser, 30).until(
        expected_conditions.presence_of_element_located((By.ID, "edit-zone"))
    )


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["1366", "390"])
def test_nothing_is_cut_off(school, open_browser, size):
    with open_browser(size) as browser:
        log_in(browser, school, "truong-ban")
        browser.get(f"{school.url}/@@hcmedu-trace")
        assert len(browser.find_elements(By.CSS_SELECTOR, ".hcmedu-trace-table tbody tr")) == 50
        assert not browser.execute_script(WIDER_THAN_SCREEN)
        assert not browser.execute_script(CUT_OFF)
        if size == PHONE:
            assert browser.execute_script(SMALL, TOUCH - 1) == []
        head = browser.find_element(By.CSS_SELECTOR, ".hcmedu-trace-table thead")
        assert head.is_displayed() is (size == DESKTOP)


def test_filter_without_javascript(school, open_browser):
    with open_browser(PHONE) as browser:
        log_in(browser, school, "truong-ban")
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        browser.get(f"{school.url}/@@hcmedu-trace")
        browser.find_element(By.NAME, "since").send_keys("32/01/2026")
        browser.find_element(By.NAME, "text").send_keys("quyet dinh", Keys.ENTER)
        told = browser.find_element(By.ID, "hcmedu-trace-since-error")
        assert told.text == "Không có ngày này."
        field = browser.find_element(By.NAME, "since")
        field.clear()
        field.send_keys("1/1/2026", Keys.ENTER)
        titles = browser.find_elements(By.CSS_SELECTOR, ".hcmedu-trace-table td:nth-child(4)")
        assert titles
        assert all("quyết định" in title.text.lower() for title in titles)


def test_an_author_reads_the_log_of_his_item(school, open_browser):
    with open_browser(DESKTOP) as browser:
        log_in(browser, school, "bien-tap-vien")
        browser.get(f"{school.url}/van-ban/van-ban-cap-tren/3082-gddt-tttt")
        browser.find_element(By.CSS_SELECTOR, "#edit-zone a[href*='@@hcmedu-trace']").click()
        actions = browser.find_elements(By.CLASS_NAME, "hcmedu-trace-action")
        names = [action.text for action in actions]
        assert names == ["Xuất bản", "Duyệt", "Gửi duyệt", "Tạo mới"]
