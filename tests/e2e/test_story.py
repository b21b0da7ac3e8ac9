"""The main way in a real browser: an editor writes, the head publishes, the visitor reads it then.

And on every page of the tree: Vietnamese, no sideways scrolling on a phone, nothing broken.
"""

from importlib.resources import files
from selenium.common.exceptions import ElementNotInteractableException
from selenium.common.exceptions import NoSuchElementException
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.support import expected_conditions
from selenium.webdriver.support.ui import Select
from selenium.webdriver.support.ui import WebDriverWait

import json
import pytest
import time
import urllib.error
import urllib.request


DESKTOP, PHONE = (1366, 900), (390, 844)
NUMBER = "77/KH-THCSHD"
ABSTRACT = "Kế hoạch thử nghiệm đăng văn bản từ trình duyệt"


def log_in(browser, school, role):
    account = school.accounts[role]
    browser.get(f"{school.url}/login")
    browser.find_element(By.ID, "__ac_name").send_keys(account["user"])
    browser.find_element(By.ID, "__ac_password").send_keys(account["password"])
    browser.find_element(By.ID, "buttons-login").click()
    WebDriverWait(browser, 30).until(
        expected_conditions.presence_of_element_located((By.ID, "edit-zone"))
    )


def sections(school):
    """Section addresses by code, as an anonymous visitor gets them from ``@sections``."""
    request = urllib.request.Request(
        f"{school.url}/@sections", headers={"Accept": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return {item["code"]: item["@id"] for item in json.load(answer)["items"]}


def status(url):
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            return answer.status, answer.url, answer.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        return error.code, error.url, ""


def click(browser, element):
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
    time.sleep(0.3)
    element.click()


def click_in_toolbar(browser, place):
    """Click what stands at ``place`` in the toolbar.

    Until the page's scripts have run, they may put the toolbar's menu in anew between finding
    and clicking; a person clicks again.
    """

    def clicked(browser):
        click(browser, browser.find_element(*place))
        return True

    WebDriverWait(
        browser,
        20,
        ignored_exceptions=(
            StaleElementReferenceException,
            NoSuchElementException,
            ElementNotInteractableException,
        ),
    ).until(clicked)


def transition(browser, name):
    """Open the toolbar's workflow menu and choose a transition, as a person does."""
    click_in_toolbar(browser, (By.CSS_SELECTOR, "#plone-contentmenu-workflow > a"))
    click_in_toolbar(browser, (By.ID, f"workflow-transition-{name}"))


def fill(browser, name, text):
    field = browser.find_element(By.NAME, f"form.widgets.{name}")
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", field)
    field.clear()
    field.send_keys(text)


def write_document(browser, school, folder, number):
    """Fill the add form; returns the address of the draft."""
    browser.get(f"{folder}/++add++OfficialDocument")
    Select(browser.find_element(By.NAME, "form.widgets.document_form:list")).select_by_visible_text(
        "Kế hoạch"
    )
    fill(browser, "number", number)
    fill(browser, "issuer", "Trường THCS Hướng Dương")
    fill(browser, "abstract", ABSTRACT)
    date = browser.find_element(By.NAME, "form.widgets.issue_date")
    browser.execute_script("arguments[0].value = '2026-11-19'", date)
    pdf = files("hcmedu.portal.demo") / "files" / "regulations" / "780-gddt.pdf"
    browser.find_element(By.CSS_SELECTOR, "input[type=file]").send_keys(str(pdf))
    click(browser, browser.find_element(By.NAME, "form.buttons.save"))
    WebDriverWait(browser, 30).until(lambda b: "++add++" not in b.current_url)
    return browser.current_url.split("?")[0].removesuffix("/view")


@pytest.fixture(scope="module")
def tree(school):
    return sections(school)


@pytest.mark.parametrize("head_screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_editor_writes_head_publishes_visitor_reads(school, tree, open_browser, head_screen):
    number = f"{NUMBER}{head_screen[0]}"
    with open_browser(DESKTOP) as browser:
        log_in(browser, school, "bien-tap-vien")
        address = write_document(browser, school, tree["A07"], number)
        assert status(address)[1] != address, "a draft must not be readable"
        transition(browser, "submit")
        WebDriverWait(browser, 20).until(lambda b: "Chờ duyệt" in b.page_source)
        click_in_toolbar(browser, (By.CSS_SELECTOR, "#plone-contentmenu-workflow > a"))
        assert not browser.find_elements(By.ID, "workflow-transition-publish")
        browser.get(f"{address}/edit")
        assert not browser.find_elements(By.NAME, "form.widgets.number")
    assert "/login" in status(address)[1], "waiting for approval must not be readable"
    assert number not in status(tree["A07"])[2]
    with open_browser(head_screen) as browser:
        log_in(browser, school, "truong-ban")
        browser.get(address)
        transition(browser, "approve")
        WebDriverWait(browser, 20).until(lambda b: "Đã duyệt" in b.page_source)
        assert "/login" in status(address)[1], "approved is not yet published"
        transition(browser, "publish")
        WebDriverWait(browser, 20).until(lambda b: "Đã xuất bản" in b.page_source)
    code, final, text = status(address)
    assert (code, final) == (200, address)
    assert ABSTRACT in text and number in text and "19/11/2026" in text
    assert number in status(tree["A07"])[2]
    assert status(f"{address}/@@download/file")[0] == 200


def test_administrator_cannot_publish_but_manages(school, tree, open_browser):
    with open_browser() as browser:
        log_in(browser, school, "quan-tri-vien")
        address = write_document(browser, school, tree["A07"], f"{NUMBER}1")
        transition(browser, "submit")
        WebDriverWait(browser, 20).until(lambda b: "Chờ duyệt" in b.page_source)
        browser.get(address)
        click_in_toolbar(browser, (By.CSS_SELECTOR, "#plone-contentmenu-workflow > a"))
        assert not browser.find_elements(By.ID, "workflow-transition-approve")
        assert not browser.find_elements(By.ID, "workflow-transition-publish")
        for page in ("@@school-profile", "@@school-sections", "@@usergroup-userprefs"):
            browser.get(f"{school.url}/{page}")
            assert "insufficient-privileges" not in browser.current_url, page


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_section_reads_well(school, tree, open_browser, screen):
    """36 sections and the home page: a heading, no sideways scrolling, no broken script or link."""
    faults = []
    with open_browser(screen) as browser:
        for code, url in {"home": f"{school.url}/", **tree}.items():
            browser.get(url)
            if not browser.find_elements(By.TAG_NAME, "h1"):
                faults.append(f"{code}: no heading")
            wide = browser.execute_script("return document.documentElement.scrollWidth")
            if wide > screen[0]:
                faults.append(f"{code}: {wide} px wide")
            faults += [
                f"{code}: {entry['message']}"
                for entry in browser.get_log("browser")
                if entry["level"] == "SEVERE"
            ]
    assert not faults, "\n".join(faults)


def test_no_foreign_hosts(school, open_browser):
    """Fonts, scripts and pictures come from the portal itself."""
    with open_browser() as browser:
        browser.get(f"{school.url}/")
        loaded = browser.execute_script(
            "return performance.getEntriesByType('resource').map(entry => entry.name)"
        )
    assert loaded
    assert [name for name in loaded if not name.startswith((school.url, "data:"))] == []
