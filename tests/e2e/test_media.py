"""Slide show by keys and by swiping, and a film on YouTube that asks nothing before a click."""

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait


PHONE = (390, 844)
ALBUM = "/tin-tuc/album-anh/chao-mung-ngay-nha-giao"
FILM = "/tin-tuc/video/video-phong-su-truong-em"
SMALLEST = """
  return Math.min(...[...document.querySelectorAll(arguments[0])]
    .filter(each => each.offsetParent !== null)
    .map(each => each.getBoundingClientRect().height));
"""
SWIPE = """
  const stage = document.querySelector('.hcmedu-show .hcmedu-slide');
  const touch = x => new Touch({identifier: 1, target: stage, clientX: x, clientY: 300});
  for (const [name, x, all] of [['touchstart', 300, true], ['touchend', 100, false]]) {
    stage.dispatchEvent(new TouchEvent(name, {
      bubbles: true, touches: all ? [touch(x)] : [], changedTouches: [touch(x)],
    }));
  }
"""
TOUCH = 44


def wait(browser, condition):
    return WebDriverWait(browser, 20).until(lambda _: condition())


def number(browser):
    """What the slide show says; asked in one go, since the script puts in another picture."""
    text = browser.execute_script(
        "return document.querySelector('.hcmedu-show .hcmedu-slide-number')?.innerText || ''"
    )
    return " ".join(text.split())


def test_slide_show_by_keys_and_swiping(school, open_browser):
    with open_browser(PHONE) as browser:
        browser.get(f"{school.url}{ALBUM}")
        grid = browser.find_elements(By.CSS_SELECTOR, ".hcmedu-album-grid a")
        browser.execute_script("arguments[0].click()", grid[1])
        wait(browser, lambda: number(browser) == "Ảnh 2 trên 10")
        keys = browser.switch_to.active_element
        keys.send_keys(Keys.ARROW_RIGHT)
        wait(browser, lambda: number(browser) == "Ảnh 3 trên 10")
        browser.execute_script(SWIPE)
        wait(browser, lambda: number(browser) == "Ảnh 4 trên 10")
        browser.switch_to.active_element.send_keys(Keys.ARROW_LEFT)
        wait(browser, lambda: number(browser) == "Ảnh 3 trên 10")
        assert browser.execute_script(SMALLEST, ".hcmedu-show button, .hcmedu-show a") >= TOUCH
        assert browser.find_element(By.CSS_SELECTOR, ".hcmedu-show img").get_attribute("alt")
        player = browser.find_element(By.CSS_SELECTOR, ".hcmedu-show-play")
        assert player.get_attribute("aria-pressed") != "true"
        browser.switch_to.active_element.send_keys(Keys.ESCAPE)
        wait(browser, lambda: not browser.find_element(By.TAG_NAME, "dialog").is_displayed())
        assert browser.switch_to.active_element == grid[1]


def test_it_does_not_play_where_motion_is_not_wanted(school, open_browser):
    with open_browser(PHONE) as browser:
        motion = [{"name": "prefers-reduced-motion", "value": "reduce"}]
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": motion})
        browser.get(f"{school.url}{ALBUM}")
        wait(browser, lambda: browser.find_elements(By.TAG_NAME, "dialog"))
        assert not browser.find_elements(By.CSS_SELECTOR, ".hcmedu-show-play")


def test_youtube_is_asked_only_after_a_click(school, open_browser):
    with open_browser(PHONE) as browser:
        browser.get(f"{school.url}{FILM}")
        link = browser.find_element(By.CSS_SELECTOR, "a.hcmedu-youtube")
        loaded = browser.execute_script(
            "return performance.getEntriesByType('resource').map(each => each.name)"
        )
        assert not [url for url in loaded if not url.startswith(school.url)]
        assert not browser.find_elements(By.TAG_NAME, "iframe")
        browser.execute_cdp_cmd("Network.enable", {})
        browser.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["*youtube*"]})
        browser.execute_script("arguments[0].click()", link)
        frame = wait(browser, lambda: browser.find_elements(By.TAG_NAME, "iframe"))[0]
        assert frame.get_attribute("src").startswith("https://www.youtube-nocookie.com/embed/")
        assert browser.current_url == f"{school.url}{FILM}"
