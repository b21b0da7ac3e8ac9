"""By keyboard alone: skip link, order, visible focus, no trap, the switch of the toolbar."""

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

import pytest


DESKTOP = (1366, 900)
PAGES = ("/van-ban/tra-cuu-van-ban", "/login", "/lien-he-gop-y/gop-y/gui-gop-y")
#: More stops than a page of the walk has; whoever gets there is in a trap.
MANY = 400
#: Where the focus is: number in the page, what it is, whether one sees that it is there.
FOCUS = """
  const node = document.activeElement;
  if (!node || node === document.body) return null;
  const style = getComputedStyle(node);
  const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  const shadow = style.boxShadow !== 'none';
  return {
    index: [...document.querySelectorAll('*')].indexOf(node),
    name: `${node.localName}#${node.id}.${node.className} ${node.textContent.trim().slice(0, 30)}`,
    seen: outlined || shadow,
    href: node.getAttribute('href'),
  };
"""


def tab(browser):
    # Not to the element: where files are chosen it would take the key for the name of a file.
    ActionChains(browser).send_keys(Keys.TAB).perform()
    return browser.execute_script(FOCUS)


def stops(browser):
    """Every stop of the Tab key, from the top of the page until it leaves it or begins anew."""
    found = []
    for _number in range(MANY):
        stop = tab(browser)
        if stop is None or (found and stop["index"] == found[0]["index"]):
            return found
        found.append(stop)
    pytest.fail(f"The focus never leaves: {found[-4:]}")


@pytest.fixture(scope="module")
def browser(open_browser):
    with open_browser(DESKTOP) as opened:
        yield opened


def test_the_first_stop_skips_to_the_content(school, browser):
    browser.get(f"{school.url}/gioi-thieu")
    first = tab(browser)
    assert first["href"].endswith("#content")
    link = browser.switch_to.active_element
    assert link.rect["width"] > 20 and link.rect["height"] > 20
    link.send_keys(Keys.ENTER)
    assert "/gioi-thieu" in browser.current_url and browser.current_url.endswith("#content")
    content = browser.find_element(By.ID, "content")
    inside = tab(browser)["index"]
    assert inside > browser.execute_script(
        "return [...document.querySelectorAll('*')].indexOf(arguments[0])", content
    )


@pytest.mark.parametrize("page", PAGES)
def test_every_stop_is_seen_and_in_order(school, browser, page):
    browser.get(f"{school.url}{page}")
    found = stops(browser)
    assert len(found) > 10
    assert [stop["name"] for stop in found if not stop["seen"]] == []
    assert [stop["index"] for stop in found] == sorted(stop["index"] for stop in found)


def test_the_toolbar_folds_by_keyboard(school, open_browser):
    account = school.accounts["bien-tap-vien"]
    with open_browser(DESKTOP) as browser:
        browser.get(f"{school.url}/login")
        browser.find_element(By.ID, "__ac_name").send_keys(account["user"])
        browser.find_element(By.ID, "__ac_password").send_keys(account["password"], Keys.ENTER)
        wait = WebDriverWait(browser, 60)
        switch = wait.until(
            lambda b: b.find_elements(By.CSS_SELECTOR, ".toolbar-collapse[role=button]")
        )[0]
        body = browser.find_element(By.TAG_NAME, "body")
        assert "plone-toolbar-left-expanded" in body.get_attribute("class")
        browser.execute_script("arguments[0].focus()", switch)
        switch.send_keys(Keys.ENTER)
        wait.until(lambda _b: "plone-toolbar-left-expanded" not in body.get_attribute("class"))
