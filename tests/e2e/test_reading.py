"""Reading a document in place, in a real browser, at a desk and on a phone."""

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

import pytest


PATH = "/van-ban/van-ban-cap-tren/4210-gddt-tttt"
SIZES = {"desk": (1366, 900), "phone": (390, 844)}


@pytest.fixture(params=SIZES)
def browser(request, school, open_browser):
    """At the document, whose pages the worker has drawn."""
    with open_browser(SIZES[request.param]) as opened:
        opened.get(f"{school.url}{PATH}")
        wait(opened, lambda: state(opened) == "ready", 120)
        yield opened


def wait(browser, condition, seconds=20):
    WebDriverWait(browser, seconds).until(lambda _: condition())


def state(browser):
    return browser.find_element(By.ID, "hcmedu-reading").get_attribute("data-state")


def hash_of(browser):
    return browser.execute_script("return window.location.hash")


def top_of(browser, page):
    """Pixels between the top of the frame and that of a page."""
    return browser.execute_script(
        "const box = e => e.getBoundingClientRect().top;"
        "return box(document.getElementById(arguments[0]))"
        " - box(document.querySelector('.hcmedu-sheets'))",
        f"trang-{page}",
    )


def go_to(browser, page):
    field = browser.find_element(By.ID, "hcmedu-reading-page")
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", field)
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys(str(page), Keys.TAB)


def search(browser, words):
    field = browser.find_element(By.ID, "hcmedu-reading-q")
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", field)
    field.clear()
    field.send_keys(words, Keys.ENTER)


def found(browser):
    return browser.find_elements(By.CSS_SELECTOR, ".hcmedu-reading-found li a")


def test_images_are_loaded_as_one_scrolls(browser):
    browser.execute_script("document.querySelector('.hcmedu-sheets').scrollIntoView()")
    wait(
        browser,
        lambda: (
            browser.execute_script(
                "const i = document.querySelector('.hcmedu-sheets img');"
                "return i.complete && i.naturalWidth"
            )
            == 1000
        ),
    )
    fetched = browser.execute_script(
        "return performance.getEntriesByType('resource').map(e => e.name)"
        ".filter(name => name.includes('@@hcmedu-page/'))"
    )
    assert 0 < len(fetched) < 4
    go_to(browser, 6)
    wait(
        browser,
        lambda: (
            browser.execute_script(
                "const i = document.querySelector('#trang-6 img'); return i.naturalWidth"
            )
            == 1000
        ),
    )


def test_the_page_stands_in_the_address(browser):
    go_to(browser, 3)
    wait(browser, lambda: hash_of(browser) == "#trang-3")
    wait(browser, lambda: abs(top_of(browser, 3)) < 20)
    go_to(browser, 5)
    wait(browser, lambda: hash_of(browser) == "#trang-5")
    browser.back()
    wait(browser, lambda: hash_of(browser) == "#trang-3")
    wait(browser, lambda: abs(top_of(browser, 3)) < 20)


@pytest.mark.parametrize("tail", ["#trang-4", "?trang=4"])
def test_an_address_leads_to_its_page(browser, school, tail):
    browser.get("about:blank")
    browser.get(f"{school.url}{PATH}{tail}")
    wait(browser, lambda: abs(top_of(browser, 4)) < 20)


def test_search_marks_hits_on_the_page(browser):
    search(browser, "thu dien tu")
    wait(browser, lambda: found(browser))
    marks = browser.find_elements(By.CSS_SELECTOR, ".hcmedu-reading-found mark")
    assert {mark.text.lower() for mark in marks} >= {"thư", "điện", "tử"}
    boxes = browser.find_elements(By.CSS_SELECTOR, "#trang-1 .hcmedu-box")
    assert boxes
    inside = browser.execute_script(
        "const sheet = document.querySelector('#trang-1 .hcmedu-sheet').getBoundingClientRect();"
        "return Array.from(document.querySelectorAll('#trang-1 .hcmedu-box')).every(e => {"
        "const b = e.getBoundingClientRect();"
        "return b.width > 3 && b.left >= sheet.left && b.right <= sheet.right"
        " && b.top >= sheet.top && b.bottom <= sheet.bottom;})"
    )
    assert inside
    last = found(browser)[-1]
    target = last.get_attribute("href").rpartition("#")[2]
    browser.execute_script("arguments[0].click()", last)
    wait(browser, lambda: hash_of(browser) == f"#{target}")


def test_hits_come_into_sight(browser):
    field = browser.find_element(By.ID, "hcmedu-reading-q")
    browser.execute_script("arguments[0].scrollIntoView({block: 'end'})", field)
    field.send_keys("thu dien tu", Keys.ENTER)
    wait(browser, lambda: found(browser))
    in_sight = (
        "const box = document.querySelector('.hcmedu-reading-found').getBoundingClientRect();"
        "return box.top >= 0 && box.bottom <= window.innerHeight"
    )
    wait(browser, lambda: browser.execute_script(in_sight))


def test_the_link_to_the_text_of_a_page_is_whole(browser):
    cut = browser.execute_script(
        "return Array.from(document.querySelectorAll('.hcmedu-sheets figcaption'))"
        ".filter(e => e.scrollWidth > e.clientWidth || e.clientWidth < 100"
        " || e.querySelector('a').getBoundingClientRect().height > 46.5).length"
    )
    assert cut == 0


def test_paper_has_no_tools(browser):
    shown = (
        "return Array.from(document.querySelectorAll(arguments[0]))"
        ".filter(e => e.getClientRects().length).length"
    )
    tools = ".hcmedu-reading-bar, .hcmedu-download, .hcmedu-sheets figcaption"
    assert browser.execute_script(shown, tools) > 2
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert browser.execute_script(shown, tools) == 0
    assert browser.execute_script(shown, ".hcmedu-facts") == 1
    browser.execute_script("document.documentElement.classList.add('hcmedu-pages-only')")
    assert browser.execute_script(shown, "h1, .hcmedu-facts, footer, header") == 0
    assert browser.execute_script(shown, ".hcmedu-sheets img") == 6


def test_search_without_a_hit_says_so(browser):
    search(browser, "khủng long <b>")
    box = browser.find_element(By.CSS_SELECTOR, ".hcmedu-reading-found")
    wait(browser, lambda: "Không tìm thấy" in box.text)
    assert not browser.find_elements(By.CSS_SELECTOR, ".hcmedu-box")


def test_zoom(browser):
    width = "return document.querySelector('#trang-1 .hcmedu-sheet').getBoundingClientRect().width"
    before = browser.execute_script(width)
    larger = browser.find_element(By.CSS_SELECTOR, "[data-zoom='1']")
    for _click in range(3):
        browser.execute_script("arguments[0].click()", larger)
    assert browser.execute_script(width) > 1.4 * before
    shown = browser.find_element(By.CSS_SELECTOR, "[data-needs-script=zoom] output").text
    assert shown == "200%"
    overflow = "return document.documentElement.scrollWidth - window.innerWidth"
    assert browser.execute_script(overflow) <= 0, "the pages scroll in their frame, not the site"


def test_targets_are_large_enough(browser):
    small = browser.execute_script(
        "return Array.from(document.querySelectorAll("
        "'#hcmedu-reading a, #hcmedu-reading button, #hcmedu-reading input'))"
        ".filter(e => e.offsetParent && e.type !== 'hidden')"
        ".filter(e => e.getBoundingClientRect().height < 43.5)"
        ".map(e => e.outerHTML)"
    )
    assert small == []


def test_nothing_is_fetched_from_elsewhere(browser, school):
    names = browser.execute_script(
        "return performance.getEntriesByType('resource').map(e => e.name)"
    )
    assert [name for name in names if not name.startswith((school.url, "data:"))] == []
    severe = [row for row in browser.get_log("browser") if row["level"] == "SEVERE"]
    assert severe == []
