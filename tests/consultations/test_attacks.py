"""What is tried against opinions, each refused or harmless; a refusal stands in the log."""

from datetime import timedelta
from hcmedu.portal.consultations import register
from hcmedu.portal.consultations.model import State
from hcmedu.portal.consultations.settings import ConsultationSettings
from hcmedu.portal.content.moments import now
from hcmedu.portal.editorial.trace import entries
from hcmedu.portal.submissions.guard import SENDING
from hcmedu.portal.submissions.guard import TRAP
from hcmedu.portal.submissions.testing import guard_values
from hcmedu.portal.submissions.throttle import take
from io import BytesIO
from openpyxl import load_workbook

import lxml.html
import pytest
import requests
import transaction


SCRIPT = "<script>alert(1)</script>"
PDF = b"%PDF-1.4\n%%EOF\n"
SECOND = timedelta(seconds=1)
SECRET = "Chuyện riêng của cháu"
NOBODY = (None, "editor", "admin-1")


def page_of(answer):
    return lxml.html.fromstring(answer.content)


# Sending -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "change"),
    [
        ("closed", {"closes": -SECOND}),
        ("not open yet", {"opens": timedelta(hours=1)}),
    ],
)
def test_outside_of_its_times_nothing_is_taken(browser, open_topic, opinions, caplog, what, change):
    [(name, shift)] = change.items()
    setattr(open_topic, name, now() + shift)
    browser().send(open_topic)
    assert opinions(open_topic) == []
    assert f"opinion: {what} at" in caplog.text


def test_a_draft_takes_nothing(browser, site, new_topic, opinions, caplog):
    draft = new_topic(site, state="draft")
    assert "@@da-gui-y-kien" not in browser("head").send(draft).url
    browser().send(draft)
    assert opinions(draft) == []
    assert "opinion: not public at" in caplog.text


@pytest.mark.parametrize(
    ("extra", "log"),
    [
        ({"_authenticator": ""}, "authenticator"),
        ({"_authenticator": "0" * 40}, "authenticator"),
        ({"hcmedu_ticket": ""}, "forged"),
        ({"hcmedu_ticket": "a.1.b"}, "forged"),
        ({"hcmedu_ticket": "ffffffffffffffffffffffff.9999999999.0.0123456789abcdef"}, "forged"),
        ({TRAP: "http://spam.example"}, "trap"),
    ],
)
def test_a_forged_form_is_refused_and_what_was_typed_stays(
    browser, open_topic, opinions, caplog, extra, log
):
    answer = browser().send(open_topic, extra=extra)
    assert opinions(open_topic) == []
    assert f"opinion: {log} at" in caplog.text and "Điều 2" not in caplog.text
    assert page_of(answer).get_element_by_id("opinion-widgets-name").value == "Trần Thị Hoa"


@pytest.mark.parametrize("user", ["head", "editor"])
def test_a_foreign_page_cannot_send_in_the_name_of_who_is_logged_in(
    browser, open_topic, opinions, user
):
    token = browser().token
    browser(user).send(open_topic, token=token)
    assert opinions(open_topic) == []


def test_by_get_nothing_is_sent(browser, site, open_topic, opinions):
    visitor = browser()
    fields = {
        "opinion.widgets.name": "Trần Thị Hoa",
        "opinion.widgets.contact": "0903 123 456",
        "opinion.widgets.who:list": "parent",
        "opinion.widgets.text": SECRET,
        "opinion.buttons.send": "send",
        "_authenticator": visitor.token,
        **guard_values(open_topic),
    }
    for page in ("", "/view", "/@@gui-y-kien"):
        answer = visitor.get(open_topic.absolute_url() + page, params=fields)
        assert SECRET not in answer.text
    assert opinions(open_topic) == []


def test_the_page_of_a_topic_takes_nothing_by_post(browser, site, open_topic, opinions):
    visitor = browser()
    data = {
        "opinion.widgets.name": "Trần Thị Hoa",
        "opinion.widgets.contact": "0903 123 456",
        "opinion.widgets.who:list": "parent",
        "opinion.widgets.text": SECRET,
        "opinion.buttons.send": "send",
        **guard_values(open_topic),
    }
    visitor.post(open_topic.absolute_url(), data)
    assert opinions(open_topic) == []


def test_after_thirty_an_address_waits(browser, open_topic, opinions, caplog):
    for _turn in range(SENDING.times):
        take(SENDING, "127.0.0.1")
    answer = browser().send(open_topic)
    assert answer.status_code == 429 and int(answer.headers["Retry-After"]) > 0
    assert "phút" in answer.text and "Trần Thị Hoa" in answer.text
    assert opinions(open_topic) == []
    assert "opinion: throttle at" in caplog.text


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("trang.html", b"<html><script>alert(1)</script></html>"),
        ("anh.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("anh.png", b"<html><script>alert(1)</script></html>"),
        ("don.pdf", b"GIF89a" + PDF),
        ("ma.exe", b"MZ" + b"\0" * 100),
        ("trong.pdf", b""),
    ],
)
def test_no_web_page_and_no_program_is_taken(browser, open_topic, opinions, name, data):
    answer = browser().send(open_topic, files=[(name, data)])
    assert opinions(open_topic) == []
    assert page_of(answer).get_element_by_id("opinion-widgets-files-error").text_content().strip()
    assert page_of(answer).get_element_by_id("opinion-widgets-text").value


def test_six_files_are_too_many(browser, open_topic, opinions):
    browser().send(open_topic, files=[(f"{number}.pdf", PDF) for number in range(6)])
    assert opinions(open_topic) == []


def test_a_text_in_place_of_a_file_is_none(browser, open_topic, opinions):
    browser().send(open_topic, extra={"opinion.widgets.files": "/etc/passwd"})
    assert [len(each.files) for each in opinions(open_topic)] == [0]


@pytest.mark.parametrize(
    "text", ["a" * 10_001, "a" * 2_000_000, "\x00" * 50, "\u202e" * 50, " \r\n\t "]
)
def test_too_long_and_empty_texts_are_refused(browser, open_topic, opinions, text):
    browser().send(open_topic, text=text)
    assert opinions(open_topic) == []


def test_signs_that_nobody_sees_are_left_out(browser, open_topic, opinions):
    browser().send(open_topic, name="Hoa\u202e\x07\u200b Trần", text="Một\x1b[31m\u202e hai\x00")
    [found] = opinions(open_topic)
    assert (found.name, found.text) == ("Hoa Trần", "Một[31m hai")


# Script ------------------------------------------------------------------------------------------


def test_script_is_text_wherever_it_is_shown(browser, open_topic, put):
    fields = {"name": SCRIPT, "text": SCRIPT, "may_show_name": True}
    receipt = put(
        open_topic, "a", State.PUBLISHED, answer=SCRIPT, note=SCRIPT, shown=SCRIPT + " ", **fields
    )
    put(open_topic, "b", files=[("a<script>alert(1)</script>.pdf", PDF)], **fields)
    url = open_topic.absolute_url()
    pages = [
        browser().get(url),
        browser("clerk").get(f"{url}/@@hcmedu-opinions"),
        browser("clerk").get(f"{url}/@@hcmedu-opinions?state=published"),
        browser("clerk").get(f"{url}/@@hcmedu-opinion/{receipt}"),
    ]
    for page in pages:
        assert page.status_code == 200
        assert SCRIPT not in page.text and "&lt;script&gt;alert(1)" in page.text


@pytest.mark.parametrize("field", ["name", "contact", "who", "text"])
def test_script_that_comes_back_in_a_form_is_text(browser, open_topic, field):
    values = {"contact": "khong-dung", field: f'"><{SCRIPT}'}
    answer = browser().send(open_topic, **values)
    assert answer.status_code == 200 and SCRIPT not in answer.text


def test_script_that_came_too_late_is_text(browser, open_topic):
    open_topic.closes = open_topic.opens + SECOND
    answer = browser().send(open_topic, name=SCRIPT, text=f"</pre>{SCRIPT}")
    assert SCRIPT not in answer.text and "&lt;script&gt;" in answer.text


@pytest.mark.parametrize("sign", ["=1+1", "+1", "-1", "@SUM(1)", "\u200b=1", "＝1+1"])
def test_no_cell_is_a_formula(browser, open_topic, put, sign):
    put(open_topic, "a", State.PUBLISHED, name=sign, text=sign, answer=sign)
    url = f"{open_topic.absolute_url()}/@@hcmedu-opinions"
    clerk = browser("clerk")
    assert f",'{sign}" in clerk.post(f"{url}.csv", {}).content.decode("utf-8-sig")
    row = load_workbook(BytesIO(clerk.post(f"{url}.xlsx", {}).content)).active[2]
    assert "f" not in {cell.data_type for cell in row} and row[3].value == sign


# Reading what is not one's own -------------------------------------------------------------------


@pytest.fixture
def secret(open_topic, put):
    return put(open_topic, "s", text=SECRET, files=[("giay-kham.pdf", PDF)])


CLOSED = (
    "{topic}/@@hcmedu-opinions",
    "{topic}/@@hcmedu-opinions?state=published",
    "{topic}/@@hcmedu-opinions.csv",
    "{topic}/@@hcmedu-opinions.xlsx",
    "{topic}/@@hcmedu-opinion/{receipt}",
    "{topic}/@@hcmedu-opinion-file/{receipt}/0",
    "{site}/@@hcmedu-opinions",
    "{site}/@@hcmedu-opinions.csv",
    "{site}/@@hcmedu-opinions.xlsx",
)


@pytest.mark.parametrize("user", NOBODY)
def test_pages_of_those_in_charge_are_closed(browser, site, open_topic, secret, user):
    places = {"topic": open_topic.absolute_url(), "site": site.absolute_url(), "receipt": secret}
    person = browser(user)
    for path in CLOSED:
        answer = person.get(path.format(**places), allow_redirects=False)
        assert answer.status_code in {302, 401, 403}, path
        assert SECRET not in answer.text and PDF not in answer.content


EXPORTS = [path for path in CLOSED if path.endswith((".csv", ".xlsx"))]


@pytest.mark.parametrize("user", NOBODY)
def test_nobody_else_has_a_file_by_post(browser, site, open_topic, secret, user):
    places = {"topic": open_topic.absolute_url(), "site": site.absolute_url()}
    for path in EXPORTS:
        answer = browser(user).post(path.format(**places), {}, allow_redirects=False)
        assert answer.status_code in {302, 401, 403}, path
        assert SECRET not in answer.text
    assert exports_told(site) == []


@pytest.mark.parametrize("token", ["", "0" * 40])
def test_without_its_token_there_is_no_file(browser, site, open_topic, secret, token):
    places = {"topic": open_topic.absolute_url(), "site": site.absolute_url()}
    for path in EXPORTS:
        answer = browser("clerk").post(path.format(**places), {}, token=token)
        assert answer.status_code == 403 and SECRET not in answer.text, path
    assert exports_told(site) == []


def test_by_get_there_is_no_file(browser, site, open_topic, secret):
    places = {"topic": open_topic.absolute_url(), "site": site.absolute_url()}
    clerk = browser("clerk")
    for path in EXPORTS:
        answer = clerk.get(f"{path.format(**places)}?_authenticator={clerk.token}")
        assert answer.status_code == 403 and SECRET not in answer.text, path
    assert exports_told(site) == []


def exports_told(site):
    transaction.begin()
    return list(entries(site, action="export-opinions"))


def test_a_role_on_the_topic_grants_nothing(browser, site, open_topic, secret, caplog):
    open_topic.manage_setLocalRoles("editor", ["School Clerk", "Reviewer"])
    open_topic.reindexObjectSecurity()
    for path in ("@@hcmedu-opinions", f"@@hcmedu-opinion-file/{secret}/0"):
        answer = browser("editor").get(f"{open_topic.absolute_url()}/{path}", allow_redirects=False)
        assert answer.status_code in {302, 401, 403} and SECRET not in answer.text
    assert "not in charge at" in caplog.text


@pytest.mark.parametrize(
    "path",
    [
        "@@hcmedu-opinion/{receipt}",
        "@@hcmedu-opinion-file/{receipt}/0",
    ],
)
def test_through_another_topic_nothing_is_reached(browser, site, secret, new_topic, path):
    other = new_topic(site, title="Chủ đề khác")
    answer = browser("clerk").get(f"{other.absolute_url()}/{path.format(receipt=secret)}")
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "path",
    ["@@hcmedu-opinion", "@@hcmedu-opinion/000000000000", "@@hcmedu-opinion/a/b"],
)
def test_what_is_not_there_is_not_found(browser, open_topic, secret, path):
    assert browser("clerk").get(f"{open_topic.absolute_url()}/{path}").status_code == 404


def test_no_other_file_is_handed_out(browser, open_topic, secret):
    url = f"{open_topic.absolute_url()}/@@hcmedu-opinion-file/{secret}"
    clerk = browser("clerk")
    for number in ("1", "-1", "a", "0/1", "999999999999", ""):
        assert clerk.get(f"{url}/{number}").status_code == 404, number


def test_a_receipt_of_somebody_else_shows_nothing(browser, open_topic, secret):
    answer = browser().get(
        f"{open_topic.absolute_url()}/@@da-gui-y-kien",
        cookies={"hcmedu_y_kien": "0" * 12},
    )
    assert answer.url == open_topic.absolute_url()


# Deciding ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("user", NOBODY)
def test_others_decide_nothing(browser, open_topic, secret, opinions, user):
    url = open_topic.absolute_url()
    person = browser(user)
    values = {"items:list": [f"{secret}:0"], "decision": "publish", "revision": "0"}
    for path in ("@@hcmedu-opinions", f"@@hcmedu-opinion/{secret}"):
        person.post(f"{url}/{path}", values, allow_redirects=False)
    assert [each.row.state for each in opinions(open_topic)] == [State.WAITING]


@pytest.mark.parametrize("token", ["", "0" * 40])
def test_without_its_token_no_decision_is_made(browser, open_topic, secret, opinions, token):
    url = open_topic.absolute_url()
    values = {"items:list": [f"{secret}:0"], "decision": "publish", "revision": "0"}
    values["answer"] = "Ý còn dở dang"
    for path in ("@@hcmedu-opinions", f"@@hcmedu-opinion/{secret}"):
        answer = browser("clerk").post(f"{url}/{path}", values, token=token)
        assert answer.status_code == 403
        assert "bấm nút gửi lần nữa" in answer.text and "Ý còn dở dang" in answer.text
    assert [each.row.state for each in opinions(open_topic)] == [State.WAITING]


def test_by_get_nothing_is_decided(browser, open_topic, secret, opinions):
    url, clerk = open_topic.absolute_url(), browser("clerk")
    query = f"items:list={secret}:0&decision=publish&revision=0&_authenticator={clerk.token}"
    for path in ("@@hcmedu-opinions", f"@@hcmedu-opinion/{secret}"):
        clerk.get(f"{url}/{path}?{query}")
    assert [each.row.state for each in opinions(open_topic)] == [State.WAITING]


@pytest.mark.parametrize(
    "values",
    [
        {"decision": "delete"},
        {"decision": ["publish", "reject"]},
        {"decision": "publish", "items:list": ["x:0", "000000000000:0", "a", ":"]},
        {"decision": "publish", "items:list": ["{receipt}:99999999999"]},
        {"decision": "publish", "items:list": ["{receipt}:٣"]},
        {"decision": "reject", "note": "a" * 10_001},
        {"decision": "answer", "answer": "\u202e"},
        {"decision": "answer", "answer": "a" * 2_000_000},
    ],
)
def test_odd_decisions_change_nothing(browser, open_topic, secret, opinions, values):
    items = [each.format(receipt=secret) for each in values.get("items:list", ["{receipt}:0"])]
    url = f"{open_topic.absolute_url()}/@@hcmedu-opinions"
    answer = browser("clerk").post(url, {**values, "items:list": items})
    assert answer.status_code in {200, 400}
    [found] = opinions(open_topic)
    assert (found.row.state, found.revision) == (State.WAITING, 0)


@pytest.mark.parametrize("user", [None, "editor", "clerk"])
def test_periods_are_set_by_who_may_only(browser, site, open_topic, user):
    url = f"{site.absolute_url()}/@@hcmedu-consultation-settings"
    answer = browser(user).get(url, allow_redirects=False)
    assert answer.status_code in {302, 401, 403}


def test_periods_are_not_set_without_a_token(browser, site):
    url = f"{site.absolute_url()}/@@hcmedu-consultation-settings"
    values = {"form.widgets.months_kept": "1", "form.buttons.save": "save"}
    assert browser("admin-1").post(url, values, token="0").status_code == 403
    assert ConsultationSettings(site).months_kept == 12


# Where else it might stand -----------------------------------------------------------------------


REST = (
    "{topic}",
    "{topic}/@comments",
    "{topic}?expand=comments,breadcrumbs,actions",
    "{site}/@search?SearchableText=riêng",
    "{site}/@search?fullobjects=1&portal_type=ConsultationTopic&metadata_fields=_all",
    "{site}/@search?SearchableText=kham",
)


@pytest.mark.parametrize("user", [None, "editor", "clerk"])
def test_rest_tells_nothing(browser, site, open_topic, secret, user):
    person = browser(user)
    for path in REST:
        url = path.format(topic=open_topic.absolute_url(), site=site.absolute_url())
        answer = person.get(url, headers={"Accept": "application/json"})
        for hidden in (SECRET, "Trần Thị Hoa", "0903", secret, "giay-kham"):
            assert hidden not in answer.text, path


def test_feeds_sitemap_and_search_tell_nothing(browser, site, open_topic, secret):
    visitor = browser()
    for path in ("sitemap.xml.gz", "rss.xml", "sitemap", "@@search?SearchableText=riêng"):
        answer = visitor.get(f"{site.absolute_url()}/{path}")
        assert SECRET.encode() not in answer.content and secret not in answer.text, path


def test_the_catalog_knows_nothing(site, open_topic, secret):
    catalog = site.portal_catalog
    for brain in catalog.unrestrictedSearchResults():
        rid = brain.getRID()
        told = f"{catalog.getMetadataForRID(rid)}{catalog.getIndexDataForRID(rid)}"
        assert "Trần Thị Hoa" not in told and secret not in told and SECRET not in told


def test_the_log_holds_nothing_that_was_typed(browser, open_topic, caplog):
    browser().send(open_topic, text=SECRET, extra={TRAP: "x"})
    assert "opinion: trap" in caplog.text and SECRET not in caplog.text


def test_the_address_of_a_session_is_none(open_topic, secret):
    """Attributes of the topic itself are no way round."""
    for name in ("__annotations__", "opinions", secret):
        answer = requests.get(f"{open_topic.absolute_url()}/{name}", timeout=60)
        assert answer.status_code in {302, 401, 403, 404}


def test_opinions_lie_apart_by_topic(site, open_topic, secret, new_topic):
    other = new_topic(site, title="Chủ đề khác")
    assert register.find(other, secret) is None
