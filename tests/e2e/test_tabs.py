"""Forms in tabs open where there is something to do."""

from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from tests.e2e.test_consultation import log_in

import pytest


@pytest.fixture(scope="module")
def editor(school, open_browser):
    with open_browser() as browser:
        log_in(browser, school, "bien-tap-vien")
        yield browser


def shown(browser, css):
    """The element once it is seen; fails after 20 seconds."""
    find = (By.CSS_SELECTOR, css)
    WebDriverWait(browser, 20).until(lambda _: browser.find_element(*find).is_displayed())
    return browser.find_element(*find)


def test_a_new_link_leads_elsewhere_and_a_refused_field_in_another_tab_is_seen(school, editor):
    editor.get(f"{school.url}/tin-tuc/video/++add++Link")
    assert shown(editor, ".linkType.external input").get_attribute("value") in ("", "http://")
    editor.get(f"{school.url}/tin-tuc/tin-tuc-su-kien/++add++News Item")
    shown(editor, "#form-widgets-IDublinCore-title, #form-widgets-IBasic-title").send_keys("Tin")
    editor.execute_script(
        "document.querySelector('[name$=\"ISource.source_url\"]').value = 'javascript:alert(1)';"
        "document.querySelector('[name=\"form.buttons.save\"]').click();"
    )
    error = shown(editor, "[id$=ISource-source_url] .invalid-feedback")
    assert "http" in error.text
