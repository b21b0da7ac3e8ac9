"""The layout as a browser draws it: reachable by touch, readable, still where that is wanted."""

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

import pytest


DESKTOP, NARROW, PHONE = (1366, 900), (1024, 768), (390, 844)
#: Smallest side of what a finger has to hit, in CSS pixels.
TOUCH = 44
#: Contrast of text that WCAG 2 AA wants.
CONTRAST = 4.5
WIDER_THAN_SCREEN = "return document.documentElement.scrollWidth > window.innerWidth"
HEIGHTS = """
  return [...document.querySelectorAll(arguments[0])]
    .filter(each => each.offsetParent !== null)
    .map(each => Math.round(each.getBoundingClientRect().height));
"""
MENU_ENTRIES = "#portal-globalnav > li > a"
#: For each text below the header: contrast of its colour with the first opaque background behind.
CONTRASTS = """
  const parse = text => (text.match(/[\\d.]+/g) || [0, 0, 0, 0]).map(Number);
  const part = value => (value /= 255) <= .03928 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => .2126 * part(r) + .7152 * part(g) + .0722 * part(b);
  const behind = node => {
    for (; node; node = node.parentElement) {
      const style = getComputedStyle(node);
      if (style.backgroundImage !== 'none') return null;
      const colour = parse(style.backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const node of document.querySelectorAll(arguments[0])) {
    const own = [...node.childNodes].some(each => each.nodeType === 3 && each.data.trim());
    if (!own || !node.offsetParent || node.closest('.visually-hidden')) continue;
    const back = behind(node);
    if (!back) continue;
    const [a, b] = [light(parse(getComputedStyle(node).color)), light(back)];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < arguments[1]) poor.push([node.textContent.trim().slice(0, 40), ratio]);
  }
  return poor;
"""
PAGES = (
    "",
    "/van-ban",
    "/van-ban/van-ban-cap-tren",
    "/van-ban/tra-cuu-van-ban",
    "/cong-khai/ba-cong-khai",
    "/cong-khai/nien-giam-thong-ke",
    "/cong-khai/du-an-dau-thau",
    "/gioi-thieu/danh-ba",
    "/hoc-sinh-phu-huynh/tai-nguyen-so",
    "/lien-he-gop-y/lay-y-kien",
)


def animation(browser) -> str:
    line = browser.find_element(By.CLASS_NAME, "hcmedu-ticker-line")
    return line.value_of_css_property("animation-play-state")


def test_menu_by_touch(school, open_browser):
    """Entries and their sub-levels open, are large enough, and lead to the sections."""
    with open_browser(PHONE) as browser:
        browser.get(school.url)
        browser.find_element(By.CLASS_NAME, "hcmedu-menu-button").click()
        wait = WebDriverWait(browser, 10)
        openers = browser.find_elements(By.CSS_SELECTOR, "#portal-globalnav > li > button")
        assert len(openers) == 8
        openers[2].click()
        link = browser.find_element(By.CSS_SELECTOR, "#portal-globalnav > li:nth-child(3) ul a")
        wait.until(lambda b: link.value_of_css_property("visibility") == "visible")
        heights = browser.execute_script(HEIGHTS, "#portal-globalnav a, #portal-globalnav button")
        assert min(heights) >= TOUCH
        link.click()
        wait.until(lambda b: "/van-ban/" in b.current_url)


@pytest.mark.parametrize("size", [DESKTOP, NARROW], ids=["1366", "1024"])
def test_menu_stays_on_the_screen(school, open_browser, size):
    """Each list of the menu, once open, lies within the window; the first also by keyboard."""
    with open_browser(size) as browser:
        browser.get(school.url)
        lists = browser.find_elements(By.CSS_SELECTOR, "#portal-globalnav > li > ul")
        places = [
            browser.execute_script("return arguments[0].getBoundingClientRect()", each)
            for each in lists
        ]
        assert len(places) == 8
        assert [p for p in places if p["left"] < 0 or p["right"] > size[0]] == []
        entry = browser.find_elements(By.CSS_SELECTOR, MENU_ENTRIES)[0]
        browser.execute_script("arguments[0].focus()", entry)
        entry.send_keys(Keys.ARROW_DOWN)
        focused = browser.switch_to.active_element
        assert focused.get_attribute("href").startswith(f"{school.url}/gioi-thieu/")


def test_menu_is_one_line(school, open_browser):
    with open_browser(DESKTOP) as browser:
        browser.get(school.url)
        entries = browser.find_elements(By.CSS_SELECTOR, MENU_ENTRIES)
        assert len({entry.location["y"] for entry in entries}) == 1


@pytest.mark.parametrize("size", [DESKTOP, NARROW, PHONE], ids=["1366", "1024", "390"])
def test_nothing_scrolls_sideways(school, open_browser, size):
    with open_browser(size) as browser:
        for page in PAGES:
            browser.get(f"{school.url}{page}")
            assert not browser.execute_script(WIDER_THAN_SCREEN), page


def test_touch_targets(school, open_browser):
    with open_browser(PHONE) as browser:
        for page in PAGES:
            browser.get(f"{school.url}{page}")
            small = [
                height
                for height in browser.execute_script(
                    HEIGHTS,
                    ".hcmedu-tile, .hcmedu-list a, .hcmedu-cell a, .hcmedu-footer a, .btn, "
                    ".form-control, .hcmedu-ticker-label, #portal-breadcrumbs a",
                )
                if height < TOUCH - 1
            ]
            assert small == [], page


def test_rows_become_cards(school, open_browser):
    address = f"{school.url}/van-ban/van-ban-cap-tren"
    with open_browser(PHONE) as browser:
        browser.get(address)
        assert not browser.find_element(By.CSS_SELECTOR, ".hcmedu-table thead").is_displayed()
        label = browser.execute_script(
            "const cell = document.querySelector('.hcmedu-cards td');"
            "return getComputedStyle(cell, '::before').content"
        )
        assert label == '"Số, ký hiệu"'
    with open_browser(DESKTOP) as browser:
        browser.get(address)
        assert browser.find_element(By.CSS_SELECTOR, ".hcmedu-table thead").is_displayed()


def test_sorting_without_javascript(school, open_browser):
    with open_browser(DESKTOP) as browser:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        browser.get(f"{school.url}/van-ban/van-ban-cap-tren")
        browser.find_element(By.CSS_SELECTOR, ".hcmedu-column-number .hcmedu-sort").click()
        head = browser.find_element(By.CSS_SELECTOR, "th.hcmedu-column-number")
        assert head.get_attribute("aria-sort") == "ascending"


def test_ticker_runs_pauses_and_stands_still(school, open_browser):
    with open_browser(DESKTOP) as browser:
        browser.get(school.url)
        assert animation(browser) == "running"
        browser.find_element(By.CLASS_NAME, "hcmedu-ticker-label").click()
        assert animation(browser) == "paused"
        reduced = [{"name": "prefers-reduced-motion", "value": "reduce"}]
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": reduced})
        browser.get(school.url)
        line = browser.find_element(By.CLASS_NAME, "hcmedu-ticker-line")
        assert line.value_of_css_property("animation-name") == "none"


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["1366", "390"])
def test_contrast(school, open_browser, size):
    with open_browser(size) as browser:
        for page in PAGES:
            browser.get(f"{school.url}{page}")
            texts = "header *, #above-content *, #content *, #portal-footer-wrapper *"
            assert browser.execute_script(CONTRASTS, texts, CONTRAST) == [], page
