"""A consultation on the real server: sent from a phone, decided by the clerk, read by all."""

from concurrent.futures import ThreadPoolExecutor
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select
from selenium.webdriver.support.wait import WebDriverWait

import csv
import io
import lxml.html
import pytest
import requests
import time


TOPIC = "/lien-he-gop-y/lay-y-kien/quy-dinh-su-dung-dien-thoai"
TEXT = "Đề nghị có tủ riêng cho học sinh bán trú."
CLIENTS, MANY, SAME = 10, 100, 10
#: Columns of the export.
OPINION = 7
#: Nobody fills the form in within a second.
A_MOMENT = 1.2


@pytest.fixture(scope="module")
def topic(school):
    return school.url + TOPIC


def press(browser, element):
    """Pages scroll smoothly and headers stay in place: a click by coordinates may miss."""
    browser.execute_script("arguments[0].click()", element)


def log_in(browser, school, role):
    account = school.accounts[role]
    browser.get(school.url + "/login")
    browser.find_element(By.ID, "__ac_name").send_keys(account["user"])
    browser.find_element(By.ID, "__ac_password").send_keys(account["password"])
    press(browser, browser.find_element(By.ID, "buttons-login"))
    WebDriverWait(browser, 60).until(lambda b: "/login" not in b.current_url)


def test_from_the_phone_of_a_parent_to_the_page_of_the_topic(school, topic, open_browser, tmp_path):
    scan = tmp_path / "gop-y.pdf"
    scan.write_bytes(b"%PDF-1.4\n%%EOF\n")
    with open_browser((390, 844)) as phone:
        phone.get(topic)
        left = phone.find_element(By.CSS_SELECTOR, ".hcmedu-time-left strong").text
        assert left.startswith("Còn ") and left.endswith(" giờ")
        fields = {"name": "Trần Thị Hoa", "contact": "0903123456", "text": TEXT}
        for name, value in fields.items():
            phone.find_element(By.ID, f"opinion-widgets-{name}").send_keys(value)
        Select(phone.find_element(By.ID, "opinion-widgets-who")).select_by_value("parent")
        phone.find_element(By.ID, "opinion-widgets-files").send_keys(str(scan))
        send = phone.find_element(By.NAME, "opinion.buttons.send")
        assert send.rect["height"] >= 44
        assert phone.execute_script("return document.documentElement.scrollWidth") <= 390
        time.sleep(A_MOMENT)
        press(phone, send)
        WebDriverWait(phone, 60).until(lambda b: b.current_url.endswith("/@@da-gui-y-kien"))
        receipt = phone.find_element(By.CSS_SELECTOR, ".hcmedu-receipt dd").text
        phone.get(topic)
        assert TEXT not in phone.find_element(By.ID, "content").text

    with open_browser() as desk:
        log_in(desk, school, "tiep-nhan")
        desk.get(f"{topic}/@@hcmedu-opinions")
        card = next(
            each
            for each in desk.find_elements(By.CSS_SELECTOR, ".hcmedu-opinion-cards > li")
            if receipt in each.text
        )
        assert "0903 123 456" in card.text and "gop-y.pdf" in card.text
        press(desk, card.find_element(By.CSS_SELECTOR, "input[type=checkbox]"))
        press(desk, desk.find_element(By.CSS_SELECTOR, "button[value=publish]"))
        WebDriverWait(desk, 60).until(
            lambda b: b.find_elements(By.CSS_SELECTOR, ".alert-info[role=status]")
        )

    page = requests.get(topic, timeout=60).text
    assert TEXT in page and "Trần Thị Hoa" not in page and "0903" not in page


class Visitor:
    """A person at the form, from an address of his own, as a proxy on this machine tells it."""

    def __init__(self, topic, number):
        self.topic = topic
        self.headers = {"X-Forwarded-For": f"203.0.113.{number % 250}"}
        page = requests.get(topic, headers=self.headers, timeout=120)
        form = lxml.html.fromstring(page.content).xpath("//form[contains(@action, 'gui-y')]")[0]
        self.fields = dict(form.form_values())

    def send(self, text):
        """Name of the page that answers, and its status."""
        values = {
            "name": "Nguyễn Văn An",
            "contact": "an@example.com",
            "who:list": "parent",
            "text": text,
        }
        data = {
            **self.fields,
            **{f"opinion.widgets.{name}": value for name, value in values.items()},
            "opinion.buttons.send": "send",
        }
        answer = requests.post(
            f"{self.topic}/@@gui-y-kien", data=data, headers=self.headers, timeout=300
        )
        return answer.status_code, answer.url.rpartition("/")[2]


def stored(school, topic):
    """All texts that the export for those in charge holds."""
    account = school.accounts["tiep-nhan"]
    with requests.Session() as desk:
        desk.auth = (account["user"], account["password"])
        page = lxml.html.fromstring(desk.get(f"{topic}/@@hcmedu-opinions", timeout=60).content)
        [form] = page.xpath("//form[contains(@action, '@@hcmedu-opinions.csv')]")
        answer = desk.post(form.get("action"), data=dict(form.form_values()), timeout=60)
    rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))
    return [row[OPINION] for row in rows]


def all_at_once(function, values):
    with ThreadPoolExecutor(CLIENTS) as pool:
        return list(pool.map(function, values))


def test_hundred_at_once_are_hundred(school, topic):
    visitors = all_at_once(lambda number: Visitor(topic, number), range(MANY))
    time.sleep(A_MOMENT)
    texts = [f"Ý kiến cùng lúc số {number}" for number in range(MANY)]
    answers = all_at_once(lambda pair: pair[0].send(pair[1]), zip(visitors, texts, strict=True))
    assert set(answers) == {(200, "@@da-gui-y-kien")}
    found = [text for text in stored(school, topic) if "cùng lúc" in text]
    assert sorted(found) == sorted(texts)


def test_one_ticket_sent_ten_times_at_once_is_one(school, topic):
    visitor = Visitor(topic, 240)
    time.sleep(A_MOMENT)
    answers = all_at_once(visitor.send, ["Bấm mười lần"] * SAME)
    assert set(answers) == {(200, "@@da-gui-y-kien")}
    assert stored(school, topic).count("Bấm mười lần") == 1
