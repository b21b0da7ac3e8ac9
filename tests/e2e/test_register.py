"""A parent looks for a document, on a desk and on a phone: typed, narrowed, back, read."""

from hcmedu.portal.vietnamese import fold
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

import pytest


DESKTOP, PHONE = (1366, 900), (390, 844)
TOUCH = 44
SEARCH = "/van-ban/tra-cuu-van-ban"
WIDER_THAN_SCREEN = "return document.documentElement.scrollWidth > window.innerWidth"
HEIGHTS = """
  return [...document.querySelectorAll(arguments[0])]
    .filter(each => each.offsetParent !== null)
    .map(each => Math.round(each.getBoundingClientRect().height));
"""


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def browser(request, open_browser):
    with open_browser(request.param) as opened:
        yield opened


def css(browser, selector):
    return browser.find_elements(By.CSS_SELECTOR, selector)


def texts(browser, selector):
    return [each.text for each in css(browser, selector)]


def wait(browser, condition):
    return WebDriverWait(browser, 20).until(condition)


def click(browser, element):
    """Wherever it is: a page that scrolls by itself moves it from under the mouse."""
    browser.execute_script("arguments[0].click()", element)


def ask(browser, text):
    field = browser.find_element(By.ID, "hcmedu-search-text")
    field.clear()
    field.send_keys(text)
    return field


def test_a_document_is_found_without_its_marks(school, browser):
    browser.get(school.url + SEARCH)
    ask(browser, "tuyen sinh lop 6").send_keys(Keys.ENTER)
    wait(browser, lambda browser: css(browser, ".hcmedu-column-abstract mark"))
    marked = {each.lower() for each in texts(browser, ".hcmedu-column-abstract mark")}
    assert {"tuyển", "sinh", "lớp", "6"} <= marked
    # Typed without marks, all variants: the text of a file has “trực tuyến”.
    assert {fold(each) for each in marked} == {"tuyen", "sinh", "lop", "6"}
    assert not browser.execute_script(WIDER_THAN_SCREEN)


def test_suggestions_lead_to_the_document(school, browser):
    browser.get(school.url + SEARCH)
    field = ask(browser, "4210/GD")
    wait(
        browser,
        lambda browser: "4210/GDĐT-TTTT" in "".join(texts(browser, ".hcmedu-suggestions a")),
    )
    assert min(browser.execute_script(HEIGHTS, ".hcmedu-suggestions a")) >= TOUCH
    field.send_keys(Keys.ARROW_DOWN)
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    wait(browser, lambda browser: browser.current_url.endswith("/4210-gddt-tttt"))


def test_a_facet_narrows_and_the_back_button_widens(school, browser):
    browser.get(school.url + SEARCH)
    all_of_them = texts(browser, ".hcmedu-search-count")[0]
    if browser.execute_script("return window.innerWidth") < 1200:
        assert not css(browser, ".hcmedu-facets nav")[0].is_displayed()
        click(browser, css(browser, ".hcmedu-facets-label")[0])
        assert min(browser.execute_script(HEIGHTS, ".hcmedu-value")) >= TOUCH
    form = next(each for each in css(browser, ".hcmedu-value") if "Quyết định" in each.text)
    count = form.find_element(By.CSS_SELECTOR, ".hcmedu-value-count").text
    click(browser, form)
    wait(browser, lambda browser: css(browser, ".hcmedu-chip"))
    assert texts(browser, ".hcmedu-search-count") == [f"{count} văn bản"]
    assert "form=quyet-dinh" in browser.current_url
    browser.back()
    wait(browser, lambda browser: not css(browser, ".hcmedu-chip"))
    assert texts(browser, ".hcmedu-search-count") == [all_of_them]


def test_a_wrong_date_is_told_at_its_field(school, browser):
    browser.get(f"{school.url}{SEARCH}?from=31/02/2026")
    field = browser.find_element(By.ID, "hcmedu-search-from")
    assert field.is_displayed()
    assert "31/02/2026" in browser.find_element(By.ID, field.get_attribute("aria-describedby")).text


def test_the_site_search_marks_what_it_found(school, browser):
    browser.get(f"{school.url}/@@search?SearchableText=hoc+phi")
    assert texts(browser, ".hcmedu-result mark")
    assert not browser.execute_script(WIDER_THAN_SCREEN)


def test_disclosures_fit(school, browser):
    browser.get(f"{school.url}/cong-khai/ba-cong-khai")
    assert len(css(browser, ".hcmedu-matrix-cell")) >= 15
    assert not browser.execute_script(WIDER_THAN_SCREEN)
    click(browser, css(browser, ".hcmedu-matrix-cell a")[0])
    wait(browser, lambda browser: "/ba-cong-khai/" in browser.current_url)
