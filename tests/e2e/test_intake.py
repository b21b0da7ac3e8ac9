"""Three files dropped on a section: read, corrected and submitted, at the desk and on the phone."""

from importlib.resources import files
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

import base64
import json
import pytest
import urllib.request


DESKTOP, PHONE = (1366, 900), (390, 844)
FILES = files("hcmedu.portal.demo") / "files" / "regulations"
NAMES = ("4210-gddt-tttt.pdf", "780-gddt.pdf", "2326-gddt-thcs.pdf")
ROW = ".hcmedu-intake-row"
TICK = (By.CSS_SELECTOR, ".hcmedu-tick input")
#: What a person does with three files of his desktop.
DROP = """
const transfer = new DataTransfer();
for (const [name, content] of arguments[0]) {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  transfer.items.add(new File([bytes], name, {type: "application/pdf"}));
}
const target = document.getElementById("hcmedu-drop");
target.dispatchEvent(new DragEvent("drop", {dataTransfer: transfer, bubbles: true}));
"""
#: True: the page asks before it is left.
LEAVE = """
const event = new Event("beforeunload", {cancelable: true});
return !window.dispatchEvent(event);
"""


@pytest.fixture(scope="module")
def section(school):
    request = urllib.request.Request(
        f"{school.url}/@sections", headers={"Accept": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return {item["code"]: item["@id"] for item in json.load(answer)["items"]}["A07"]


class Editor:
    """An editor at his browser."""

    def __init__(self, browser, school):
        self.browser, self.school = browser, school

    def log_in(self):
        account = self.school.accounts["bien-tap-vien"]
        self.browser.get(f"{self.school.url}/login")
        self.browser.find_element(By.ID, "__ac_name").send_keys(account["user"])
        self.browser.find_element(By.ID, "__ac_password").send_keys(account["password"])
        self.click("#buttons-login")
        self.wait(lambda browser: browser.find_elements(By.ID, "edit-zone"))

    def wait(self, condition, seconds=90):
        return WebDriverWait(self.browser, seconds).until(condition)

    def click(self, selector):
        element = self.browser.find_element(By.CSS_SELECTOR, selector)
        self.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        self.browser.execute_script("arguments[0].click()", element)

    def rows(self, state=""):
        suffix = f"[data-state={state}]" if state else ""
        return self.browser.find_elements(By.CSS_SELECTOR, f"{ROW}{suffix}")

    def field(self, row, name):
        selector = f"[data-field={name}] :is(input, textarea, select)"
        return row.find_element(By.CSS_SELECTOR, selector)

    def value(self, row, name):
        return self.field(row, name).get_attribute("value")

    def type(self, row, name, text):
        field = self.field(row, name)
        self.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", field)
        field.clear()
        field.send_keys(text)

    def drop(self):
        contents = [
            (name, base64.b64encode((FILES / name).read_bytes()).decode()) for name in NAMES
        ]
        self.browser.execute_script(DROP, contents)

    def choose(self):
        paths = "\n".join(str(FILES / name) for name in NAMES)
        self.browser.find_element(By.ID, "hcmedu-files").send_keys(paths)

    def width(self):
        return self.browser.execute_script("return document.documentElement.scrollWidth")


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def editor(request, school, open_browser):
    with open_browser(request.param) as browser:
        someone = Editor(browser, school)
        someone.size = request.param
        someone.log_in()
        yield someone


def test_three_files(editor, section):
    editor.browser.get(f"{section}/@@hcmedu-intake")
    editor.drop() if editor.size == DESKTOP else editor.choose()
    editor.wait(lambda browser: len(editor.rows()) == 3)
    typed = editor.rows()[0]
    editor.type(typed, "issuer", "Cơ quan do người gõ")
    editor.wait(lambda browser: len(editor.rows("done")) == 3)
    numbers = {editor.value(row, "number") for row in editor.rows()}
    assert numbers == {"4210/GDĐT-TTTT", "780/GDĐT", "2326/GDĐT-THCS"}
    assert editor.value(typed, "issuer") == "Cơ quan do người gõ"
    assert all(row.find_elements(By.CSS_SELECTOR, ".hcmedu-told q") for row in editor.rows())
    assert editor.width() <= editor.size[0]
    # One row is wrong: it stays with what was typed, the others are submitted.
    editor.type(typed, "number", "khong-phai-so")
    editor.click("#hcmedu-tick-all input")
    editor.click("button[value=submit]")
    editor.wait(lambda browser: browser.find_elements(By.CSS_SELECTOR, ".alert-success"))
    assert len(editor.rows()) == 1
    left = editor.rows()[0]
    assert editor.value(left, "number") == "khong-phai-so"
    assert editor.value(left, "issuer") == "Cơ quan do người gõ"
    assert left.find_elements(By.CSS_SELECTOR, "[data-field=number] .is-invalid")
    editor.type(left, "number", f"{editor.size[0]}/GDĐT-TEST")
    editor.click("button[value=submit]")
    editor.wait(lambda browser: not editor.rows())
    severe = [line for line in editor.browser.get_log("browser") if line["level"] == "SEVERE"]
    assert severe == []


def test_nothing_typed_is_lost(editor, section):
    """Ticks decide what is submitted, and nothing else."""
    editor.browser.get(f"{section}/@@hcmedu-intake")
    editor.choose()
    editor.wait(lambda browser: len(editor.rows("done")) == 3)
    assert [
        row.find_element(By.CSS_SELECTOR, ".hcmedu-row-title").text for row in editor.rows()
    ] == [
        "Công văn 4210/GDĐT-TTTT",
        "Công văn 780/GDĐT",
        "Công văn 2326/GDĐT-THCS",
    ]
    first, second, third = editor.rows()
    marked = len(editor.browser.find_elements(By.CSS_SELECTOR, ".hcmedu-suggested"))
    editor.type(first, "issuer", "Cơ quan do người gõ")
    editor.type(second, "issue_date", "31/02/2026")
    editor.type(third, "number", "99/QĐ-MỚI")
    assert third.find_element(By.CSS_SELECTOR, ".hcmedu-row-title").text == "Công văn 99/QĐ-MỚI"
    assert not editor.browser.find_elements(By.CSS_SELECTOR, ".hcmedu-tick input:checked")
    assert editor.browser.find_element(By.ID, "hcmedu-unsaved-count").text.endswith(": 3")
    editor.browser.execute_script("arguments[0].click()", third.find_element(*TICK))
    editor.click("button[value=submit]")
    editor.wait(lambda browser: browser.find_elements(By.ID, "hcmedu-refused"))
    first, second = editor.rows()
    assert editor.value(first, "issuer") == "Cơ quan do người gõ"
    assert editor.value(second, "issue_date") == "31/02/2026"
    unsaved = editor.browser.find_elements(By.CSS_SELECTOR, ".hcmedu-intake-row [data-touched]")
    assert len(unsaved) == 1
    assert editor.browser.find_element(By.ID, "hcmedu-unsaved-count").text.endswith(": 1")
    left = len(editor.browser.find_elements(By.CSS_SELECTOR, ".hcmedu-suggested"))
    assert left > marked / 2
    editor.click("#hcmedu-refused a")
    assert editor.browser.current_url.endswith(second.get_attribute("id"))
    # Who leaves is warned: the touched field came back as such.
    assert editor.browser.execute_script(LEAVE)
    editor.type(second, "issue_date", "28/02/2026")
    for row in editor.rows():
        editor.browser.execute_script("arguments[0].click()", row.find_element(*TICK))
    editor.click("button[value=submit]")
    editor.wait(lambda browser: not editor.rows())


def test_suggestions_in_the_form(editor, section):
    editor.browser.get(f"{section}/++add++OfficialDocument")
    number = editor.browser.find_element(By.NAME, "form.widgets.number")
    number.send_keys("1/QĐ-TỰ-GÕ")
    upload = editor.browser.find_element(By.NAME, "form.widgets.file")
    upload.send_keys(str(FILES / NAMES[0]))
    editor.wait(lambda browser: browser.find_elements(By.CSS_SELECTOR, ".hcmedu-take-all"))
    editor.click(".hcmedu-take-all")
    field = editor.browser.find_element
    assert number.get_attribute("value") == "1/QĐ-TỰ-GÕ"
    assert field(By.NAME, "form.widgets.issue_date").get_attribute("value") == "2020-12-16"
    assert field(By.ID, "form-widgets-document_form").get_attribute("value") == "cong-van"
    assert "36/2017/TT-BGDĐT" in field(By.TAG_NAME, "body").text
    editor.click("#formfield-form-widgets-number .hcmedu-offer button")
    assert number.get_attribute("value") == "4210/GDĐT-TTTT"
    assert editor.width() <= editor.size[0]


def test_old_text_is_offered_at_its_field(editor, section):
    editor.browser.get(f"{section}/++add++OfficialDocument")
    issuer = editor.browser.find_element(By.NAME, "form.widgets.issuer")
    issuer.send_keys("Së Gi¸o dôc vµ §µo t¹o Thµnh phè Hå ChÝ Minh")
    # The browser would stop the form at the first empty field, before the server sees it.
    editor.browser.execute_script("document.getElementById('form').noValidate = true")
    editor.click("[name='form.buttons.save']")
    offer = editor.wait(
        lambda browser: browser.find_elements(By.CSS_SELECTOR, ".hcmedu-old-encoding blockquote")
    )[0]
    assert offer.is_displayed()
    assert offer.text == "Sở Giáo dục và Đào tạo Thành phố Hồ Chí Minh"
    assert len(editor.browser.find_elements(By.CSS_SELECTOR, ".hcmedu-old-encoding input")) == 2
    editor.browser.execute_script("document.getElementById('form').noValidate = true")
    editor.click("[name='form.buttons.save']")
    editor.wait(lambda browser: not browser.find_elements(By.CSS_SELECTOR, ".hcmedu-old-encoding"))
    issuer = editor.browser.find_element(By.NAME, "form.widgets.issuer")
    assert issuer.get_attribute("value") == "Sở Giáo dục và Đào tạo Thành phố Hồ Chí Minh"
