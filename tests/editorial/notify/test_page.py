"""The settings page and the outbox over HTTP; and that a dead mail server delays nobody."""

from datetime import timedelta
from hcmedu.portal.editorial.notify import collecting
from hcmedu.portal.editorial.settings import settings
from hcmedu.portal.worker.testing import Outcome
from hcmedu.portal.worker.testing import run_jobs
from plone import api
from Products.SiteAccess.VirtualHostMonster import manage_addVirtualHostMonster

import html
import pytest
import re
import time
import transaction


SETTINGS, OUTBOX = "/@@hcmedu-editorial-settings", "/@@hcmedu-outbox"
BODY = "form.widgets.mail_body_returned"
SUBJECT = "form.widgets.mail_subject_returned"


def form_data(page):
    """What a browser would send of the settings form when nothing was changed."""
    data = dict(re.findall(r'<input[^>]* name="(form\.[^"]+)"[^>]* value="([^"]*)"', page))
    fields = re.findall(r'<textarea[^>]* name="(form\.[^"]+)"[^>]*>(.*?)</textarea>', page, re.S)
    data = {name: html.unescape(value) for name, value in data.items()}
    for name, value in fields:
        data[name] = html.unescape(value).removeprefix("\n").replace("\n", "\r\n")
    for name in re.findall(r'<input[^>]* name="(form\.widgets\.\w+:list)"[^>]*>', page):
        found = re.search(rf'<input(?=[^>]* name="{re.escape(name)}")(?=[^>]* checked)', page)
        data.pop(name, None)
        if found:
            data[name] = "selected"
    return {**data, "form.buttons.save": "Lưu"}


@pytest.fixture
def admin(notices):
    return notices.web.visit("administrator")


@pytest.mark.parametrize("actor", ["anonymous", "member", "owner", "head"])
@pytest.mark.parametrize("page", [SETTINGS, OUTBOX])
def test_only_administrators_see_them(notices, actor, page):
    answer = notices.web.visit(actor).get(notices.portal, page, allow_redirects=False)
    assert answer.status_code in (302, 401)


@pytest.mark.parametrize("actor", ["owner", "head"])
def test_only_administrators_send_again(notices, smtp, actor):
    smtp.answers["head@truong.edu.vn"] = ["550 No"]
    notices.submit()
    notices.round()
    key = notices.outbox.failed()[0].key
    data = {"letter": key, "discard": "1"}
    notices.web.visit(actor).post(notices.portal, OUTBOX, data, allow_redirects=False)
    assert len(notices.outbox.failed()) == 1


def test_without_a_token_nothing_is_done(notices, smtp, admin):
    smtp.answers["head@truong.edu.vn"] = ["550 No"]
    notices.submit()
    notices.round()
    data = {"letter": notices.outbox.failed()[0].key, "discard": "1", "_authenticator": "x"}
    assert admin.post(notices.portal, OUTBOX, data).status_code == 403
    assert len(notices.outbox.failed()) == 1


def test_what_the_server_refused_is_sent_again(notices, smtp, admin):
    smtp.answers["head@truong.edu.vn"] = ["550 5.1.1 Không có <người> này"]
    notices.submit()
    notices.round()
    page = admin.get(notices.portal, OUTBOX).text
    assert "550 5.1.1 Không có &lt;người&gt; này" in page
    assert "Trần Văn Bình" in page
    assert "Kế hoạch năm học" in page
    key = re.search(r'name="letter"[^>]*value="(\w+)"', page).group(1)
    page = admin.post(notices.portal, OUTBOX, {"letter": key, "try_again": "1"}).text
    assert "Thư sẽ được gửi lại trong vài phút." in page
    notices.round(5)
    assert len(smtp.received) == 1
    assert "Mọi thư đã được gửi." in admin.get(notices.portal, OUTBOX).text
    page = admin.post(notices.portal, OUTBOX, {"letter": key, "try_again": "1"}).text
    assert "chưa có gì thay đổi" in page


def test_what_nobody_needs_is_discarded(notices, smtp, admin):
    smtp.answers["head@truong.edu.vn"] = ["550 No"]
    notices.submit()
    notices.round()
    key = notices.outbox.failed()[0].key
    assert "Đã bỏ thư." in admin.post(notices.portal, OUTBOX, {"letter": key, "discard": "1"}).text
    assert notices.outbox.failed() == []


@pytest.mark.parametrize(
    "data", [{}, {"letter": "x"}, {"letter": "x", "discard": "1", "try_again": "1"}]
)
def test_a_broken_form_is_refused(notices, admin, data):
    assert admin.post(notices.portal, OUTBOX, data).status_code == 400


def test_the_settings_say_that_there_is_no_mail_server(notices, admin):
    api.portal.set_registry_record("plone.smtp_host", "")
    page = admin.get(notices.portal, SETTINGS).text
    assert "trang chưa có máy chủ thư điện tử" in page
    assert "@@mail-controlpanel" in page
    api.portal.set_registry_record("plone.smtp_host", "127.0.0.1")
    assert "chưa có máy chủ thư" not in admin.get(notices.portal, SETTINGS).text
    notices.switch(False)
    api.portal.set_registry_record("plone.smtp_host", "")
    assert "chưa có máy chủ thư" not in admin.get(notices.portal, SETTINGS).text


def test_the_settings_say_why_nothing_is_sent(notices, admin, server_down):
    notices.submit()
    with server_down:
        notices.round()
    page = admin.get(notices.portal, SETTINGS).text
    assert "Connection refused" in page
    assert "1 thư đang chờ, 0 thư không gửi được" in page


def test_saved_unchanged_nothing_is_stored(notices, admin):
    data = form_data(admin.get(notices.portal, SETTINGS).text)
    assert "Kính gửi Thầy/Cô ${name},\r\n" in data[BODY]
    answer = admin.post(notices.portal, SETTINGS, data)
    assert "Settings saved." not in answer.text
    assert "Đã lưu" in answer.text
    own = settings(notices.portal)
    assert own.notify is True
    assert own.mail_body_returned is None
    assert own.mail_subject_submitted is None


def test_an_own_text_is_stored_and_an_emptied_one_is_the_default_again(notices, admin, smtp):
    data = form_data(admin.get(notices.portal, SETTINGS).text)
    admin.post(notices.portal, SETTINGS, {**data, BODY: "Thưa ${name},\r\n${reason}"})
    assert settings(notices.portal).mail_body_returned == "Thưa ${name},\n${reason}"
    page = admin.get(notices.portal, SETTINGS).text
    assert "Thưa ${name}," in form_data(page)[BODY]
    admin.post(notices.portal, SETTINGS, {**form_data(page), BODY: ""})
    assert not settings(notices.portal).mail_body_returned
    page = admin.get(notices.portal, SETTINGS).text
    assert "Kính gửi Thầy/Cô ${name}," in form_data(page)[BODY]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        (BODY, "Thưa ${ten}", "Không có chỗ điền ${ten}. Có thể dùng: ${school}, ${name}"),
        (SUBJECT, "$items", "Không có chỗ điền ${items}"),
        (BODY, "Giá 5$", "Dấu $ không mở đầu một chỗ điền thì viết hai lần: $$."),
        (BODY, "${tên}", "Dấu $ không mở đầu một chỗ điền thì viết hai lần: $$."),
        (SUBJECT, "x" * 201, ""),
    ],
)
def test_a_wrong_text_is_told_at_its_field(notices, admin, field, value, message):
    data = form_data(admin.get(notices.portal, SETTINGS).text)
    page = html.unescape(admin.post(notices.portal, SETTINGS, {**data, field: value}).text)
    start = page.index(f"formfield-{field.replace('.', '-')}")
    assert message in page[start : start + 1500]
    assert "invalid-feedback" in page[start : start + 1500] or "error" in page[start : start + 1500]
    assert settings(notices.portal).mail_body_returned is None


def test_a_dead_mail_server_delays_no_submission(notices, smtp, server_down):
    """The same request with a living, a hanging and a dead mail server."""
    times, editor = {}, notices.web.visit("owner")
    for name in ("warm-up", "living", "dead", "hanging"):
        item = notices.web.item(title=f"Bài {name}", id=name)
        transaction.commit()
        smtp.hangs = name == "hanging"
        if name == "dead":
            server_down.__enter__()
        begin = time.monotonic()
        answer = editor.rest("POST", item, "/@workflow/submit")
        times[name] = time.monotonic() - begin
        if name == "dead":
            server_down.__exit__(None, None, None)
        assert answer.status_code == 200
        assert notices.web.state(item) == "pending"
    assert max(times["dead"], times["hanging"]) < 2 * times["living"] + 0.5
    smtp.hangs = False
    notices.round()
    assert "4 nội dung" in smtp.mails[0]["Subject"]


def test_the_worker_sends(notices, smtp, monkeypatch):
    """In a thread with a connection, a user and a request of its own."""
    monkeypatch.setattr(collecting, "SETTLE", timedelta(0))
    item = notices.web.item(title="Bài", id="bai")
    answer = notices.web.visit("owner").rest("POST", item, "/@workflow/submit")
    assert answer.status_code == 200
    assert Outcome("hcmedu.notify.send", "/plone", "done") in run_jobs()
    (mail,) = smtp.to("head")
    assert f"{item.absolute_url()}/@@hcmedu-review" in mail.get_content()


def test_links_lead_where_the_person_saw_the_site(notices, smtp):
    """The worker serves no request: it must not make links of its own."""
    item = notices.web.item(title="Bài", id="bai")
    editor, path = notices.web.visit("owner"), "/".join(item.getPhysicalPath()[2:])
    app = notices.portal.getPhysicalRoot()
    if "virtual_hosting" not in app:
        manage_addVirtualHostMonster(app, "virtual_hosting")
    base = notices.portal.absolute_url().removesuffix("/plone")
    transaction.commit()
    url = f"{base}/VirtualHostBase/https/truong.edu.vn:443/plone/VirtualHostRoot/{path}"
    answer = editor.session.post(f"{url}/@workflow/submit", headers={"Accept": "application/json"})
    assert answer.status_code == 200
    transaction.begin()
    notices.round()
    text = smtp.mails[0].get_content()
    assert f"https://truong.edu.vn/{path}/@@hcmedu-review" in text
    assert "https://truong.edu.vn/@@hcmedu-desk" in text
    assert "localhost" not in text
