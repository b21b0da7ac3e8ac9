"""Text in TCVN3 or VNI in any form: offered in Unicode, nothing lost, nothing converted unasked."""

from hcmedu.portal.content.tidying import clean
from hcmedu.portal.vietnamese import normalize
from lxml.html import fromstring
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.app.testing import TEST_USER_ID
from plone.app.textfield.value import RichTextValue
from plone.testing.zope import Browser

import pytest
import requests
import transaction
import unicodedata


TCVN3 = "Céng hßa x· héi chñ nghÜa ViÖt Nam"
VNI = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam"
UNICODE = "Cộng hòa xã hội chủ nghĩa Việt Nam"
CORRECT = (
    UNICODE,
    unicodedata.normalize("NFD", UNICODE),
    "Café Zürich, señor Muñoz, Ångström, 5 µm, 300.000®",
    "Plain English text",
    "Hoà bình, thuỷ thủ",
)
TITLE, TEXT = "form.widgets.IDublinCore.title", "form.widgets.IRichTextBehavior.text"
DESCRIPTION = "form.widgets.IDublinCore.description"


@pytest.fixture
def site(functional):
    portal = functional["portal"]
    setRoles(portal, TEST_USER_ID, ["Manager"])
    api.content.create(portal, "Folder", "kho", title="Kho")
    transaction.commit()
    return portal


@pytest.fixture
def browser(functional, site):
    browser = Browser(functional["app"])
    browser.addHeader("Authorization", f"Basic {SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}")
    browser.open(f"{site.absolute_url()}/kho/++add++Document")
    return browser


def type_into(browser, **values):
    for name, value in values.items():
        full = {"title": TITLE, "description": DESCRIPTION, "text": TEXT}[name]
        browser.getControl(name=full).value = value


def save(browser):
    browser.getControl(name="form.buttons.save").click()


def choose(browser, name, choice):
    browser.getControl(name=f"hcmedu-old.{name}").value = [choice]


def stored(site):
    transaction.begin()
    return list(site["kho"].objectValues())


@pytest.mark.parametrize("typed", [TCVN3, VNI])
def test_nothing_is_stored_before_the_author_has_chosen(site, browser, typed):
    type_into(browser, title=typed)
    save(browser)
    assert stored(site) == []
    assert UNICODE in browser.contents
    assert browser.getControl(name=TITLE).value == typed
    assert browser.getControl(name=f"hcmedu-old.{TITLE}").value == ["convert"]


@pytest.mark.parametrize("typed", [TCVN3, VNI])
def test_one_click_takes_the_text_in_unicode(site, browser, typed):
    type_into(browser, title=typed, description=typed)
    save(browser)
    save(browser)
    page = stored(site)[0]
    assert (page.title, page.description) == (UNICODE, UNICODE)


@pytest.mark.parametrize("typed", [TCVN3, VNI, "Giaù trò, quyeát ñònh, hoäi ñoàng"])
def test_the_author_may_keep_what_he_typed(site, browser, typed):
    type_into(browser, title=typed)
    save(browser)
    choose(browser, TITLE, "keep")
    save(browser)
    page = stored(site)[0]
    assert page.title == typed
    browser.open(f"{page.absolute_url()}/edit")
    save(browser)
    assert "hcmedu-old." not in browser.contents
    assert stored(site)[0].title == typed


def test_each_field_has_its_own_choice(site, browser):
    type_into(browser, title=TCVN3, description=VNI)
    save(browser)
    choose(browser, DESCRIPTION, "keep")
    save(browser)
    page = stored(site)[0]
    assert (page.title, page.description) == (UNICODE, VNI)


def test_text_with_markup(site, browser):
    type_into(browser, title="Bài", text=f"<p>{TCVN3}</p><p>Đã có từ <b>trước</b></p>")
    save(browser)
    assert stored(site) == []
    save(browser)
    assert stored(site)[0].text.raw == f"<p>{UNICODE}</p><p>Đã có từ <b>trước</b></p>"


def test_markup_in_a_proposal_does_not_run(site, browser):
    type_into(browser, title=f"{TCVN3} <script>alert(1)</script>")
    save(browser)
    assert "<script>alert(1)" not in browser.contents


def test_a_cell_of_a_table(site, browser):
    address = f"{site.absolute_url()}/kho/++add++Procedure"
    browser.open(address)
    forms = fromstring(browser.contents).forms
    form = next(each for each in forms if "form.widgets.steps.count" in each.fields)
    cell = "form.widgets.steps.0.widgets.title"
    data = {name: value for name, value in form.form_values() if "buttons" not in name}
    data |= {"form.widgets.title": "Chuyển trường", cell: TCVN3, "form.widgets.steps.count": "1"}
    data |= {"form.widgets.steps.0-empty-marker": "1", "form.buttons.save": "save"}
    data |= {"form.widgets.steps.0.widgets.detail": "Nộp đơn"}
    auth = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
    page = requests.post(address, data=data, auth=auth)
    assert UNICODE in page.text
    assert stored(site) == []
    requests.post(address, data={**data, f"hcmedu-old.{cell}": "convert"}, auth=auth)
    assert stored(site)[0].steps[0]["title"] == UNICODE


@pytest.mark.parametrize("typed", CORRECT)
def test_correct_text_is_never_asked_about(site, browser, typed):
    type_into(browser, title=typed, description=typed)
    save(browser)
    page = stored(site)[0]
    assert (page.title, page.description) == (normalize(typed), normalize(typed))


def test_a_document_number(site, browser):
    browser.open(f"{site.absolute_url()}/kho/++add++OfficialDocument")
    browser.getControl(name="form.widgets.number").value = "4210/GD§T-TTTT"
    browser.getControl(name="form.widgets.abstract").value = "VÒ viÖc h­íng dÉn tæ chøc"
    save(browser)
    assert "Về việc hướng dẫn tổ chức" in browser.contents
    assert "4210/GDĐT-TTTT" in browser.contents


def test_a_choice_for_a_field_that_is_not_there(site, browser):
    auth = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
    data = {"hcmedu-old.nothing": "convert", "hcmedu-old.": "convert", "hcmedu-old.a:list": "keep"}
    transaction.commit()
    answer = requests.post(f"{site.absolute_url()}/kho", data=data, auth=auth)
    assert answer.status_code == 200


@pytest.mark.parametrize("text", [TCVN3, VNI, "giaù trò quyeát ñònh"])
def test_old_text_from_elsewhere_is_left_as_it_is(text):
    assert clean(text) == unicodedata.normalize("NFC", text)


def test_decomposed_text_is_stored_composed(site):
    apart = unicodedata.normalize("NFD", f"<p>{UNICODE}</p>")
    page = api.content.create(
        site["kho"],
        "Document",
        title=unicodedata.normalize("NFD", UNICODE),
        text=RichTextValue(apart),
    )
    assert page.title == UNICODE
    assert page.text.raw == f"<p>{UNICODE}</p>"


def test_decomposed_text_by_rest(site):
    apart = unicodedata.normalize("NFD", UNICODE)
    transaction.commit()
    answer = requests.post(
        f"{site.absolute_url()}/kho",
        json={"@type": "Document", "title": apart, "text": {"data": f"<p>{apart}</p>"}},
        auth=(SITE_OWNER_NAME, SITE_OWNER_PASSWORD),
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 201
    page = stored(site)[0]
    assert page.title == UNICODE
    assert UNICODE in page.text.raw
