"""Tries of people with bad intent on forms and look-up, over HTTP; each is refused or harmless."""

from Acquisition import aq_base
from hcmedu.portal.cases import register
from hcmedu.portal.cases.forms import lookup
from hcmedu.portal.cases.forms.leaving import leave
from hcmedu.portal.cases.forms.standard import existing_form
from hcmedu.portal.cases.forms.testing import error_of
from hcmedu.portal.cases.forms.testing import Page
from hcmedu.portal.cases.forms.testing import PDF
from hcmedu.portal.cases.forms.testing import shown_cases
from hcmedu.portal.cases.forms.testing import VALUES
from hcmedu.portal.cases.forms.testing import Visitor
from hcmedu.portal.submissions import guard
from hcmedu.portal.submissions.guard import TICKET
from hcmedu.portal.submissions.guard import TRAP
from hcmedu.portal.submissions.testing import guard_values
from hcmedu.portal.submissions.throttle import Allowance
from lxml import etree
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from urllib.parse import urlencode

import base64
import gzip
import pytest
import transaction


SCRIPT = "<script>alert('matquyz')</script>"
SECRET, SEARCHED = "Zyuqtam", "Matquyz"
FILE = [("a.pdf", PDF)]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
POLYGLOT = b"<html><script>alert(1)</script></html>\n" + PDF
PHP = b"<?php system($_GET['c']); ?>"
ZIP = b"PK\x03\x04" + b"\0" * 60
EDITOR = "ban-bien-tap"
PASSWORD = "Mat-khau-Rat-dai-1"
ADMIN = f"{SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}"


@pytest.fixture
def form(school):
    return school.forms["chuyen-truong"]


# --- what is sent


@pytest.mark.parametrize(
    "changes",
    [
        {TICKET: ""},
        {TICKET: "0" * 24 + ".1.0." + "0" * 32},
        {TICKET: "../../etc/passwd"},
        {TRAP: "http://spam.example"},
    ],
    ids=["no ticket", "forged ticket", "no ticket at all", "trap"],
)
def test_what_does_not_come_from_the_form_is_refused(school, visitor, form, changes):
    page = visitor.send(form, VALUES, FILE, changes=changes)
    assert "hcmedu-form-problems" in page.contents
    assert not shown_cases(school)


@pytest.mark.parametrize("age", [0, 25 * 3600], ids=["at once", "a day later"])
def test_too_soon_and_too_late_are_refused(school, visitor, form, age):
    visitor.send(form, VALUES, FILE, age=age)
    assert not shown_cases(school)


def test_a_ticket_of_another_school_is_refused(school, visitor, form):
    with api.env.adopt_roles(["Manager"]):
        other = api.content.create(school.portal, "School", "khac", title="Trường khác")
        transaction.commit()
        foreign = guard_values(other)
    visitor.send(form, VALUES, FILE, changes=foreign)
    assert not shown_cases(school)


@pytest.mark.parametrize("token", ["", "gefaelscht"])
def test_without_the_authenticator_it_comes_back_with_what_was_typed(
    school, visitor, form, caplog, token
):
    page = visitor.send(form, VALUES, FILE, changes={"_authenticator": token})
    assert not shown_cases(school)
    assert page.headers["Status"].startswith("200")
    assert "bấm nút gửi lần nữa" in page.contents and VALUES["nguoi_nop"] in page.contents
    assert "form: authenticator at" in caplog.text and VALUES["nguoi_nop"] not in caplog.text
    assert not school.portal.error_log.getLogEntries()


def test_a_look_up_without_the_authenticator_comes_back(school, visitor, form, caplog):
    visitor.send(form, VALUES, FILE)
    (case,) = shown_cases(school)
    changes = {"_authenticator": "gefaelscht"}
    page = visitor.look_up(case.row.receipt, VALUES["dien_thoai"], changes=changes)
    assert "hcmedu-form-problems" in page.contents and case.row.receipt in page.contents
    assert "hcmedu-case-status" not in page.contents
    assert "case look-up: authenticator at" in caplog.text
    assert not school.portal.error_log.getLogEntries()


@pytest.mark.parametrize("place", ["", "/view", "/@@embedded"])
@pytest.mark.parametrize("fields", [{}, {"fset": "zz"}, {"fset": "9"}])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_field_is_not_validated_by_running_the_form(school, visitor, place, fields, method):
    form = school.forms["phan-anh-gop-y"]
    assert leave(form)  # EasyForm's own saver
    transaction.commit()
    hidden, page = visitor.drawn(form)
    values = {**fields, "_authenticator": hidden["_authenticator"], "form.buttons.submit": "1"}
    values |= {"fname": "form.widgets.noi_dung", "form.widgets.noi_dung": SECRET}
    values |= {"form.widgets.nguoi_gop_y:list": page.choices["Học sinh"]}
    values |= {"form.widgets.dong_y:list": "selected"}
    url = f"{form.absolute_url()}{place}/@@z3cform_validate_field"
    if method == "GET":
        page = visitor.open(f"{url}?{urlencode(values)}")
    else:
        page = visitor.post(url, [(name, None, value) for name, value in values.items()])
    assert page.headers["Status"].startswith("404")
    transaction.begin()
    assert not getattr(aq_base(form), "_inputStorage", None)


def test_a_link_sends_nothing_and_fills_nothing_in(school, visitor, form):
    hidden, _page = visitor.drawn(form)
    query = {f"form.widgets.{name}": value for name, value in VALUES.items()}
    query |= {**hidden, "form.buttons.submit": "1", "form.widgets.nguoi_nop": SECRET}
    page = visitor.open(f"{form.absolute_url()}?{urlencode(query)}")
    assert SECRET not in page.contents
    assert not shown_cases(school)


@pytest.mark.parametrize("text", [SCRIPT, '"><img src=x onerror=alert(1)>', "${structure}"])
def test_markup_in_every_field_is_text(school, visitor, form, text):
    wrong = visitor.send(form, dict.fromkeys(VALUES, text), FILE).contents
    typed = dict.fromkeys(("nguoi_nop", "hoc_sinh", "truong_di", "truong_den", "ly_do"), text)
    files = [(text.replace('"', "") + ".pdf", PDF)]
    right = visitor.send(form, {**VALUES, **typed}, files).contents
    assert len(shown_cases(school)) == 1
    for page in (wrong, right):
        assert "<script>alert('matquyz')" not in page
        assert "<img src=x" not in page


@pytest.mark.parametrize("formula", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)"])
def test_a_formula_is_kept_as_typed_and_does_nothing_here(school, visitor, form, formula):
    visitor.send(form, {**VALUES, "nguoi_nop": formula}, FILE)
    (case,) = shown_cases(school)
    assert case.row.name == formula


@pytest.mark.parametrize(
    ("filename", "data"),
    [
        ("a.html", HTML),
        ("a.pdf", HTML),
        ("a.svg", SVG),
        ("a.png", SVG),
        ("a.pdf", POLYGLOT),
        ("a.php", PHP),
        ("a.jpg", PHP),
        ("a.zip", ZIP),
        ("a.docx", ZIP),
        ("a.exe", b"MZ" + b"\0" * 100),
        ("a.pdf", b""),
        ("a.pdf", PDF + b"\0" * (10 * 1024 * 1024)),
        ("../../a.html", HTML),
    ],
)
def test_files_of_other_kinds_are_refused(school, visitor, form, filename, data):
    page = visitor.send(form, VALUES, [(filename, data)])
    assert error_of(page, "tep")
    assert not shown_cases(school)


def test_files_in_a_field_of_text_are_no_text(school, visitor, form):
    hidden, page = visitor.drawn(form)
    parts = [(name, None, value) for name, value in hidden.items()]
    parts += [("form.widgets.nguoi_nop", "a.html", HTML), ("form.buttons.submit", None, "1")]
    page = visitor.post(form.absolute_url(), parts)
    assert "alert(1)" not in page.contents
    assert not shown_cases(school)


def test_text_in_a_field_of_files_is_no_file(school, visitor, form):
    page = visitor.send(form, VALUES, [], changes={"form.widgets.tep": "/etc/passwd"})
    assert error_of(page, "tep")
    assert not shown_cases(school)


@pytest.mark.parametrize(
    "changes",
    [
        {"form": "another-uid", "form_title": SECRET},
        {"receipt": "0" * 12, "due": "2099-01-01", "state": "done"},
        {"thanksPageOverride": "string:https://evil.example"},
        {"form.widgets.about": "feedback", "form.widgets.time_limit_days": "365"},
        {"came_from": "https://evil.example", "next": "https://evil.example"},
    ],
)
def test_what_the_form_has_not_is_ignored(school, visitor, form, changes):
    page = visitor.send(form, VALUES, FILE, changes=changes)
    (case,) = shown_cases(school)
    assert case.row.form == api.content.get_uuid(form)
    assert (case.row.state, case.row.about) == ("received", "application")
    assert SECRET not in page.contents and "evil.example" not in page.contents


def test_a_page_of_its_own_after_the_form_is_not_followed(school, visitor, form):
    form.thanksPageOverride = "string:https://evil.example/"
    form.formActionOverride = "string:https://evil.example/"
    form.headerInjection = "string:<script>alert(1)</script>"
    form.method, form.CSRFProtection = "get", False
    transaction.commit()
    page = visitor.send(form, VALUES, FILE)
    assert page.url.startswith(school.portal.absolute_url())
    assert "evil.example" not in page.contents and "alert(1)" not in page.contents
    assert len(shown_cases(school)) == 1
    visitor.send(form, VALUES, FILE, changes={"_authenticator": "x"})
    assert len(shown_cases(school)) == 1


def test_who_sends_too_much_has_to_wait_with_nothing_lost(school, visitor, form, monkeypatch):
    monkeypatch.setattr(guard, "SENDING", Allowance("sending", 3, 600))
    for number in range(3):
        visitor.send(form, {**VALUES, "lop": f"{number}"}, FILE)
    page = visitor.send(form, VALUES, FILE)
    assert page.headers["Status"].startswith("429") and int(page.headers["Retry-After"]) > 0
    assert "phút" in page.contents
    assert "Gia đình chuyển chỗ ở" in page.contents
    assert len(shown_cases(school)) == 3


def test_a_draft_takes_nothing_from_visitors(school, visitor, form):
    hidden, _page = visitor.drawn(form)
    form.manage_permission("View", ["Manager"], acquire=0)
    transaction.commit()
    parts = [*hidden.items(), ("form.buttons.submit", "1")]
    visitor.post(form.absolute_url(), [(name, None, value) for name, value in parts])
    assert not shown_cases(school)


# --- what was sent is nowhere else


@pytest.fixture
def sent(school, form):
    typed = f"{SECRET} {SEARCHED}"
    Visitor(school).send(form, {**VALUES, "nguoi_nop": typed, "ly_do": typed}, FILE)
    (case,) = shown_cases(school)
    return case


WAYS = (
    "/@@search?SearchableText=matquyz*",
    "/@search?SearchableText=matquyz*&fullobjects=1",
    "/@search?metadata_fields=_all&b_size=1000",
    "/@querystring-search",
    "/sitemap.xml.gz",
    "/rss.xml",
    "/thu-tuc/dich-vu-cong-truc-tuyen/rss.xml",
    "/{form}",
    "/{form}/saveddata",
    "/{form}/actions/tiep_nhan/@@data",
    "/{form}/get_save_data_adapters",
    "/{form}/@@export-easyform",
    "/{form}?fullobjects=1",
    "/{form}/@history",
)


def text_of(answer):
    """Whatever came, unpacked."""
    data = answer.body
    data = gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
    return data.decode("utf-8", "replace")


@pytest.mark.parametrize("login", [None, ADMIN], ids=["visitor", "administrator"])
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_no_list_and_no_service_holds_it(school, visitor, form, sent, login, accept):
    headers = {"Accept": accept} | ({"Authorization": basic(*login.split(":"))} if login else {})
    place = "/".join(form.getPhysicalPath()[2:])
    for path in WAYS:
        url = school.portal.absolute_url() + path.format(form=place)
        page = text_of(visitor.browser.testapp.get(url, headers=headers, expect_errors=True))
        assert SECRET.lower() not in page.lower(), path
        assert sent.row.receipt not in page, path


def test_it_is_not_in_the_catalog_nor_in_the_form(school, form, sent):
    catalog = api.portal.get_tool("portal_catalog")
    assert not catalog.unrestrictedSearchResults(SearchableText="matquyz*")
    assert not catalog.unrestrictedSearchResults(SearchableText=f"{sent.row.receipt}*")
    assert SECRET not in repr(form.__dict__)


@pytest.mark.parametrize("number", range(5))
def test_receipts_next_to_a_right_one_are_none(school, sent, number):
    signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    receipt = sent.row.receipt
    other = receipt[:-1] + signs[(signs.index(receipt[-1]) + number + 1) % 32]
    page = Visitor(school).look_up(other, VALUES["dien_thoai"])
    assert "Không tìm thấy" in page.contents


def test_a_receipt_of_another_school_is_none(school, sent):
    with api.env.adopt_roles(["Manager"]):
        other = api.content.create(school.portal, "School", "khac", title="Trường khác")
        other.manage_permission("View", ["Anonymous", "Manager"], acquire=0)
        transaction.commit()
    url = f"{other.absolute_url()}/@@tra-cuu-ho-so"
    page = Visitor(school).look_up(
        sent.row.receipt, sent.phone, url=url, changes=guard_values(other)
    )
    assert "Không tìm thấy" in page.contents


def test_a_link_looks_nothing_up(school, sent):
    query = urlencode({"receipt": sent.row.receipt, "phone": sent.phone})
    page = Visitor(school).open(f"{school.portal.absolute_url()}/@@tra-cuu-ho-so?{query}")
    assert "hcmedu-case-status" not in page.contents
    assert sent.row.receipt not in page.contents and sent.phone not in page.contents


@pytest.mark.parametrize("changes", [{TICKET: ""}, {TRAP: "x"}, {"_authenticator": "x"}])
def test_a_look_up_from_elsewhere_is_refused(school, sent, changes):
    page = Visitor(school).look_up(sent.row.receipt, sent.phone, changes=changes)
    assert "hcmedu-case-status" not in str(page.contents)


def test_who_guesses_is_stopped_and_logged(school, sent, caplog, monkeypatch):
    monkeypatch.setattr(lookup, "ADDRESS", Allowance("case-lookup", 4, 600))
    guesser = Visitor(school)
    pages = [guesser.look_up(f"{number:012d}", sent.phone) for number in range(5)]
    assert pages[-1].headers["Status"].startswith("429")
    refused = [r for r in caplog.records if r.name == "hcmedu.portal.refused"]
    assert len(refused) >= 5
    assert not any(sent.phone in r.getMessage() for r in refused)


# --- editors and EasyForm's sharp tools


@pytest.fixture
def editor(school, form):
    with api.env.adopt_roles(["Manager"]):
        api.user.create(email="e@example.com", username=EDITOR, password=PASSWORD)
        form.manage_permission("Modify portal content", ["Owner", "Editor", "Manager"], acquire=0)
        form.manage_setLocalRoles(EDITOR, ["Owner", "Editor", "Contributor"])
        form.reindexObjectSecurity()
        transaction.commit()
    return Visitor(school, login=f"{EDITOR}:{PASSWORD}")


@pytest.mark.parametrize(
    "field", ["fields_model", "actions_model", "savedDataStorage", "thanksPageOverride"]
)
def test_an_editor_writes_no_expression_by_rest(school, form, editor, field):
    before = getattr(form, field, None)
    answer = editor.browser.testapp.patch_json(
        form.absolute_url(),
        {field: "python:1/0"},
        headers={
            "Accept": "application/json",
            "Authorization": basic(EDITOR, PASSWORD),
        },
        expect_errors=True,
    )
    transaction.begin()
    assert getattr(form, field, None) == before, answer.status


def basic(user, password):
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


@pytest.mark.parametrize("place", ["fields/@@modeleditor", "actions/@@modeleditor"])
def test_an_editor_writes_no_xml(form, editor, place):
    page = editor.open(f"{form.absolute_url()}/{place}")
    assert "<model" not in page.contents and "&lt;model" not in page.contents


@pytest.mark.parametrize("kind", ["Mailer", "Custom Script", "Save Data", "Lưu", "Gửi thư"])
def test_an_editor_is_offered_no_action_but_ours(form, editor, kind):
    page = editor.open(f"{form.absolute_url()}/actions/@@add-action")
    options = Page(page.contents).choices
    assert "Tiếp nhận hồ sơ" in options
    assert not any(kind in option for option in options)


@pytest.mark.parametrize("field", ["TDefault", "TEnabled", "TValidator", "serverSide", "THidden"])
def test_an_editor_is_shown_no_expression_of_a_field(form, editor, field):
    page = editor.open(f"{form.absolute_url()}/fields/nguoi_nop")
    assert "Họ và tên người nộp" in page.contents
    assert field not in page.contents


@pytest.mark.parametrize(
    "field", ["thanksPageOverride", "formActionOverride", "headerInjection", "onDisplayOverride"]
)
def test_an_editor_is_shown_no_override_of_a_form(form, editor, field):
    page = editor.open(f"{form.absolute_url()}/edit")
    assert "thankstitle" in page.contents
    assert field not in page.contents


def test_an_editor_changes_a_form_by_easyforms_means(school, form, editor):
    page = editor.open(f"{form.absolute_url()}/fields/nguoi_nop")
    control = page.getControl(name="form.widgets.title")
    control.value = "Người nộp đơn"
    page.getControl(name="form.buttons.save").click()
    transaction.begin()
    assert "Người nộp đơn" in Visitor(school).open(form.absolute_url()).contents
    assert "hcmedu.phone" in form.fields_model


HINTED = ("nguoi_nop", "ly_do", "tep", "dong_y")


@pytest.mark.parametrize("place", ["", "/view", "/@@embedded", "/fields"])
def test_the_hint_of_a_field_is_text(school, form, editor, place):
    """An author's script ran for the board head who looked at his draft, and approved it."""
    model = etree.fromstring(form.fields_model.encode())
    for field in model.iter("{*}field"):
        if field.get("name") in HINTED:
            for old in field.findall("{*}description"):
                field.remove(old)
            etree.SubElement(field, "description").text = SCRIPT
    form.fields_model = etree.tostring(model, encoding="unicode")
    transaction.commit()
    page = editor.open(form.absolute_url() + place).contents
    assert SCRIPT not in page
    assert page.count("&lt;script&gt;alert(") >= len(HINTED)


def test_an_editor_sees_nothing_of_what_was_sent(school, sent, editor):
    url = school.forms["chuyen-truong"].absolute_url()
    for path in ("", "/saveddata", "/actions/tiep_nhan/@@data", "/actions/tiep_nhan"):
        assert SECRET not in editor.open(url + path).contents
    assert register.find(school.portal, sent.row.receipt) is not None


# --- who makes forms

STANDARD = "/@@hcmedu-standard-forms"


def test_a_visitor_makes_no_form(school, visitor):
    hidden, _page = visitor.drawn(school.forms["phan-anh-gop-y"])
    parts = [("code", None, "nghi-hoc"), ("_authenticator", None, hidden["_authenticator"])]
    visitor.post(school.portal.absolute_url() + STANDARD, parts)
    transaction.begin()
    assert existing_form(school.portal, "nghi-hoc") is None


def test_who_may_not_add_a_form_makes_none(school, editor):
    with api.env.adopt_roles(["Manager"]):
        school.portal.manage_setLocalRoles(EDITOR, ["School Editor"])
        transaction.commit()
    page = editor.open(school.portal.absolute_url() + STANDARD)
    token = Page(page.contents).hidden().get("_authenticator", "")
    assert "chưa được phân công" in page.contents and not token
    editor.post(school.portal.absolute_url() + STANDARD, [("code", None, "nghi-hoc")])
    transaction.begin()
    assert existing_form(school.portal, "nghi-hoc") is None


@pytest.mark.parametrize("token", ["", "gefaelscht"])
def test_a_foreign_page_makes_no_form(school, token):
    boss = Visitor(school, login=ADMIN)
    parts = [("code", None, "nghi-hoc"), ("_authenticator", None, token)]
    boss.post(school.portal.absolute_url() + STANDARD, parts)
    boss.open(f"{school.portal.absolute_url()}{STANDARD}?code=nghi-hoc")
    transaction.begin()
    assert existing_form(school.portal, "nghi-hoc") is None


def test_the_button_makes_a_form(school):
    boss = Visitor(school, login=ADMIN)
    token = Page(boss.open(school.portal.absolute_url() + STANDARD).contents).hidden()
    parts = [("code", None, "nghi-hoc"), ("_authenticator", None, token["_authenticator"])]
    page = boss.post(school.portal.absolute_url() + STANDARD, parts)
    transaction.begin()
    assert existing_form(school.portal, "nghi-hoc") is not None
    assert "bản nháp" in page.contents
