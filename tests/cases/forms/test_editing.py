"""EasyForm's pages of questions and actions, as an editor of the school sees them."""

from collective.easyform.api import get_schema
from hcmedu.portal.cases.forms.editing import RAW_MODEL
from hcmedu.portal.cases.forms.editing import VOCABULARY
from hcmedu.portal.cases.forms.models import form_values
from hcmedu.portal.cases.forms.templates import form_templates
from hcmedu.portal.school.root import find_section
from plone import api
from plone.dexterity.utils import createContentInContainer
from plone.testing.zope import Browser

import lxml.html
import pytest
import re
import transaction


PASSWORD = "Mat-khau-Rat-dai-1"
#: Words of EasyForm's and Plone's own texts, as they stood on these pages.
ENGLISH = re.compile(
    r"\b(Add|Edit|Field|Fields|Settings|Delete|Required|Minimum|Maximum|Title|Description|Used|"
    r"Help|Check|fields|actions|short|length)\b"
)
PAGES = (
    "fields",
    "actions",
    "fields/@@add-field",
    "fields/@@add-fieldset",
    "fields/ly_do",
    "fields/huong",
    "fields/ngay_sinh",
    "fields/tep",
    "fields/dong_y",
    "actions/@@add-action",
    "actions/tiep_nhan",
)


@pytest.fixture
def form(school):
    """A draft: what is published is changed by way of a working copy."""
    with api.env.adopt_roles(["Manager"]):
        section = find_section(school.portal, "A10")
        values = form_values(form_templates()["chuyen-truong"])
        return createContentInContainer(section, "EasyForm", id="nhap", **values)


@pytest.fixture
def page(school, form):
    """``page(role, name)``: what somebody with that role is shown of the transfer form."""
    api.user.create(email="x@hcm.edu.vn", username="nguoi-sua", password=PASSWORD)

    def shown(role, name):
        api.user.grant_roles(username="nguoi-sua", roles=[role])
        transaction.commit()
        browser = Browser(school.portal.getPhysicalRoot())
        browser.addHeader("Authorization", f"Basic nguoi-sua:{PASSWORD}")
        browser.addHeader("Accept-Language", "vi")
        browser.open(f"{form.absolute_url()}/{name}")
        return lxml.html.fromstring(browser.contents)

    return shown


def texts(tree):
    """What is read on the page itself; names of widgets in choices are technical."""
    [main] = tree.xpath("//*[@id='content']")
    for element in main.xpath(".//script | .//style | .//option"):
        element.drop_tree()
    titles = main.xpath(".//@title | .//@data-confirm_msg | //h1//text()")
    return " ".join([main.text_content(), *titles])


@pytest.mark.parametrize("name", PAGES)
def test_nothing_of_it_is_english(page, name):
    assert ENGLISH.findall(texts(page("Site Administrator", name))) == []


@pytest.mark.parametrize(
    ("name", "title"),
    [("fields", "Các trường của biểu mẫu"), ("actions", "Việc làm với nội dung đã gửi")],
)
def test_a_page_is_called_by_what_it_is(page, name, title):
    tree = page("Site Administrator", name)
    assert title in tree.findtext(".//h1")
    assert title in tree.xpath("string(//*[@id='portal-breadcrumbs'])")
    assert title in tree.findtext(".//title")


@pytest.mark.parametrize("name", ["fields", "actions"])
@pytest.mark.parametrize(("role", "there"), [("Manager", True), ("Site Administrator", False)])
def test_raw_models_are_offered_to_who_may_open_them(page, name, role, there):
    buttons = page(role, name).xpath(f"//*[@name='form.buttons.{RAW_MODEL}']")
    assert bool(buttons) is there


@pytest.mark.parametrize(("role", "there"), [("Manager", True), ("Site Administrator", False)])
def test_so_are_vocabularies_by_technical_names(page, role, there):
    widgets = page(role, "fields/huong").xpath(f"//*[@id='form-widgets-{VOCABULARY}']")
    assert bool(widgets) is there


def test_a_question_is_saved_without_them(school, form, page):
    page("Site Administrator", "fields/huong")
    browser = Browser(school.portal.getPhysicalRoot())
    browser.addHeader("Authorization", f"Basic nguoi-sua:{PASSWORD}")
    browser.open(f"{form.absolute_url()}/fields/huong")
    browser.getControl(name="form.widgets.title").value = "Hướng chuyển"
    browser.getControl(name="form.buttons.save").click()
    transaction.begin()
    question = get_schema(form)["huong"]
    assert question.title == "Hướng chuyển"
    assert "Chuyển đi trường khác" in [term.value for term in question.vocabulary]


def test_nobody_else_edits_questions(school, form):
    transaction.commit()
    browser = Browser(school.portal.getPhysicalRoot())
    browser.raiseHttpErrors = False
    browser.open(f"{form.absolute_url()}/fields")
    assert "Các trường của biểu mẫu" not in browser.contents
