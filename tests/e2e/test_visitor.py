"""A visitor with a cheap phone: light, by touch and by keyboard, and without any script."""

from contextlib import contextmanager
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

import json
import pytest


DESKTOP, PHONE, SMALL = (1366, 900), (390, 844), (360, 740)
KILOBYTES, REQUESTS = 300, 25
TOUCH = 44
OPENERS = "#portal-globalnav > li > .hcmedu-opener"
#: Of Plone's own scripts a visitor gets none.
FOREIGN = ("bundle-plone", "datagridfield", "easyform", "fullscreen", "jsi18n", "roboto", "chunks")
NO_SCRIPT = {"profile.managed_default_content_settings.javascript": 2}


def press(browser, *keys):
    for key in keys:
        browser.switch_to.active_element.send_keys(key)


def shown(browser, selector):
    """Elements that a person sees."""
    found = browser.find_elements(By.CSS_SELECTOR, selector)
    return [each for each in found if each.is_displayed()]


def answers(browser, url):
    """Address → what came over the wire; pages of the browser itself do not count."""
    sizes, addresses, status = {}, {}, {}
    for entry in browser.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        params = message["params"]
        key = params.get("requestId")
        if message["method"] == "Network.requestWillBeSent":
            if params["request"]["url"].startswith(url):
                addresses[key] = params["request"]["url"]
        elif message["method"] == "Network.loadingFinished":
            sizes[key] = params["encodedDataLength"]
        elif message["method"] == "Network.responseReceivedExtraInfo":
            status[key] = params["statusCode"]
    return [(addresses[key], sizes.get(key, 0), status.get(key)) for key in addresses]


@pytest.fixture
def look(school, open_browser):
    """``with look(size, **prefs) as browser``: the home page in a fresh browser."""

    @contextmanager
    def opened(size, **prefs):
        with open_browser(size, **prefs) as browser:
            browser.get(school.url)
            yield browser

    return opened


def wait(browser, condition):
    return WebDriverWait(browser, 10).until(lambda _browser: condition())


class TestWeight:
    def test_first_and_second_visit(self, school, look):
        with look(PHONE, network=True) as browser:  # scales are made by whoever asks first
            browser.get_log("performance")
            browser.execute_cdp_cmd("Network.enable", {})
            browser.execute_cdp_cmd("Network.clearBrowserCache", {})
            browser.get(school.url)
            first = answers(browser, school.url)
            browser.get(school.url)
            second = answers(browser, school.url)
        assert sum(size for _, size, _ in first) < KILOBYTES * 1000
        assert 5 < len(first) <= REQUESTS
        assert [url for url, _, _ in first for part in FOREIGN if part in url] == []
        assert [url for url, _, status in second if status == 200] == []

    def test_who_has_logged_in_has_all_tools(self, school, look):
        with look(DESKTOP) as browser:
            account = school.accounts["bien-tap-vien"]
            browser.get(f"{school.url}/login")
            browser.find_element(By.ID, "__ac_name").send_keys(account["user"])
            browser.find_element(By.ID, "__ac_password").send_keys(account["password"])
            browser.find_element(By.ID, "buttons-login").click()
            wait(browser, lambda: browser.find_elements(By.ID, "edit-zone"))
            scripts = browser.find_elements(By.CSS_SELECTOR, "script[src]")
            assert any("bundle-plone" in each.get_attribute("src") for each in scripts)


class TestKeyboard:
    def test_lists_of_the_menu(self, school, look):
        with look(DESKTOP) as browser:
            opener = browser.find_elements(By.CSS_SELECTOR, OPENERS)[2]
            listed = "#portal-globalnav > li:nth-child(3) > ul a"
            assert shown(browser, listed) == []
            browser.execute_script("arguments[0].focus()", opener)
            press(browser, Keys.ENTER)
            assert opener.get_attribute("aria-expanded") == "true"
            assert len(shown(browser, listed)) > 2
            press(browser, Keys.TAB)
            focused = browser.switch_to.active_element
            assert focused.get_attribute("href").startswith(f"{school.url}/van-ban/")
            press(browser, Keys.ESCAPE)
            assert browser.switch_to.active_element == opener
            assert opener.get_attribute("aria-expanded") == "false"
            assert shown(browser, listed) == []

    def test_arrows(self, school, look):
        with look(DESKTOP) as browser:
            entry = browser.find_elements(By.CSS_SELECTOR, "#portal-globalnav > li > a")[0]
            browser.execute_script("arguments[0].focus()", entry)
            press(browser, Keys.ARROW_DOWN, Keys.ARROW_DOWN)
            links = shown(browser, "#portal-globalnav > li:nth-child(1) > ul a")
            assert browser.switch_to.active_element == links[1]
            press(browser, Keys.ARROW_RIGHT)
            assert shown(browser, "#portal-globalnav > li > ul a") == []
            href = browser.switch_to.active_element.get_attribute("href")
            assert href == f"{school.url}/tin-tuc"

    def test_menu_of_the_phone(self, look):
        with look(PHONE) as browser:
            button = browser.find_element(By.CLASS_NAME, "hcmedu-menu-button")
            browser.execute_script("arguments[0].focus()", button)
            press(browser, Keys.SPACE)
            assert button.get_attribute("aria-expanded") == "true"
            assert shown(browser, "#portal-globalnav > li > a")
            press(browser, Keys.ESCAPE)
            assert not shown(browser, "#portal-globalnav > li > a")
            assert browser.switch_to.active_element == button


class TestTouch:
    @pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["390", "1366"])
    def test_lists_open_and_lead_on(self, school, look, size):
        with look(size) as browser:
            if size == PHONE:
                browser.find_element(By.CLASS_NAME, "hcmedu-menu-button").click()
            browser.find_elements(By.CSS_SELECTOR, OPENERS)[2].click()
            link = shown(browser, "#portal-globalnav > li:nth-child(3) > ul a")[0]
            link.click()
            wait(browser, lambda: "/van-ban/" in browser.current_url)
            current = browser.find_element(
                By.CSS_SELECTOR, '#portal-globalnav [aria-current="page"]'
            )
            assert current.get_attribute("href") == browser.current_url

    def test_search_is_at_hand(self, school, look):
        with look(SMALL) as browser:
            field = browser.find_element(By.ID, "searchGadget")
            parts = [*shown(browser, "#searchGadget_form button"), field]
            assert [each.rect["height"] >= TOUCH for each in parts] == [True, True]
            assert max(each.rect["x"] + each.rect["width"] for each in parts) <= SMALL[0]
            field.send_keys("quy chế", Keys.ENTER)
            wait(browser, lambda: "/@@search?SearchableText=" in browser.current_url)
            assert shown(browser, "#content a[href*='/van-ban/']")


class TestWithoutScript:
    def test_menu_search_and_a_document(self, school, look):
        with look(PHONE, **NO_SCRIPT) as browser:
            browser.find_element(By.CLASS_NAME, "hcmedu-menu-button").click()
            assert len(shown(browser, "#portal-globalnav > li > a")) == 8
            lists = shown(browser, "#portal-globalnav > li > ul a")
            assert len(lists) > 20, "what would need a script to be opened is open"
            browser.find_element(By.ID, "searchGadget").send_keys("quy chế", Keys.ENTER)
            wait(browser, lambda: "SearchableText=" in browser.current_url)
            shown(browser, "#content a[href*='/van-ban/']")[0].send_keys(Keys.ENTER)
            wait(browser, lambda: "/van-ban/" in browser.current_url)
            assert shown(browser, "#content h1")
            assert shown(browser, "#content a[href*='@@download']")

    def test_wide_menu(self, school, look):
        with look(DESKTOP, **NO_SCRIPT) as browser:
            entry = browser.find_elements(By.CSS_SELECTOR, "#portal-globalnav > li > a")[2]
            assert not shown(browser, OPENERS)
            entry.click()
            wait(browser, lambda: browser.current_url == f"{school.url}/van-ban")
            assert shown(browser, "#content a[href*='/van-ban/van-ban-truong']")
