"""Plone's own public forms: so often from one address, and no more; logins count when they fail."""

from base64 import b64encode
from hcmedu.portal.submissions import stockforms
from hcmedu.portal.submissions import throttle
from hcmedu.portal.submissions.throttle import Allowance
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.app.testing import TEST_USER_NAME
from plone.app.testing import TEST_USER_PASSWORD
from plone.testing.zope import Browser

import pytest


@pytest.fixture(autouse=True)
def few(monkeypatch):
    """A handful instead of dozens: what is counted is the same."""
    monkeypatch.setattr(stockforms, "SENDING", Allowance("stock-form", 4, 600))
    monkeypatch.setattr(stockforms, "FAILING", Allowance("login", 4, 600))


@pytest.fixture
def post(functional):
    """``post(path, values)``: the answer, over the whole publisher."""
    url, app = functional["portal"].absolute_url(), Browser(functional["app"]).testapp

    def send(path, values="", **kw):
        return app.post(url + path, values, expect_errors=True, **kw)

    return send


def used_up(post, path, **kw):
    for _time in range(stockforms.SENDING.times):
        assert post(path, **kw).status_int != stockforms.TOO_MANY
    return post(path, headers={"Accept": "text/html"})


@pytest.mark.parametrize(
    "path", ["/contact-info", "/@@contact-info", "/mail_password", "/login-help"]
)
def test_what_makes_the_portal_write_is_limited(post, path):
    answer = used_up(post, path)
    assert answer.status_int == stockforms.TOO_MANY
    assert "Quá nhiều lần thử" in answer.text and "phút" in answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_all_of_them_count_together(post):
    for number in range(stockforms.SENDING.times):
        post("/contact-info" if number % 2 else "/mail_password")
    assert post("/login-help").status_int == stockforms.TOO_MANY


def login(password):
    return {
        "__ac_name": SITE_OWNER_NAME,
        "__ac_password": password,
        "buttons.login": "Log in",
    }


def test_logins_that_fail_are_limited(post, caplog):
    for _time in range(stockforms.FAILING.times):
        assert post("/login", login("falsch")).status_int == 200
    assert post("/login", login(SITE_OWNER_PASSWORD)).status_int == stockforms.TOO_MANY
    told = [r.getMessage() for r in caplog.records if r.name == "hcmedu.portal.refused"]
    assert len(told) == stockforms.FAILING.times + 1
    assert not any("falsch" in text or SITE_OWNER_NAME in text for text in told)


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("/@@login", {}),
        ("/++view++login", {}),
        ("/", {"login:method": "x"}),
        ("/", {}),
        ("/sitemap", {}),
        ("/@@overview-controlpanel", {}),
    ],
)
def test_a_password_is_a_try_whatever_the_address(post, path, values):
    for _time in range(stockforms.FAILING.times):
        assert post(path, {**login("falsch"), **values}).status_int != stockforms.TOO_MANY
    for password in ("falsch", SITE_OWNER_PASSWORD):
        answer = post(path, {**login(password), **values})
        assert answer.status_int == stockforms.TOO_MANY


@pytest.mark.parametrize("path", ["/", "/@@overview-controlpanel"])
def test_a_header_is_a_try_as_well(functional, path):
    url, app = functional["portal"].absolute_url(), Browser(functional["app"]).testapp

    def get(password):
        basic = b64encode(f"{SITE_OWNER_NAME}:{password}".encode()).decode()
        headers = {"Authorization": f"Basic {basic}"}
        return app.get(url + path, headers=headers, expect_errors=True).status_int

    assert [get("falsch") for _time in range(stockforms.FAILING.times)].count(429) == 0
    assert [get("falsch"), get(SITE_OWNER_PASSWORD)] == [429, 429]


def test_a_right_password_is_never_counted(functional):
    url, app = functional["portal"].absolute_url(), Browser(functional["app"]).testapp
    app.authorization = ("Basic", (SITE_OWNER_NAME, SITE_OWNER_PASSWORD))
    for _time in range(stockforms.FAILING.times + 2):
        assert app.get(f"{url}/@@overview-controlpanel").status_int == 200


def test_a_page_for_others_is_no_wrong_password(functional):
    """Zope answers both alike."""
    url, app = functional["portal"].absolute_url(), Browser(functional["app"]).testapp
    app.authorization = ("Basic", (TEST_USER_NAME, TEST_USER_PASSWORD))
    page = f"{url}/@@overview-controlpanel"
    codes = [app.get(page, expect_errors=True).status_int for _time in range(9)]
    assert stockforms.TOO_MANY not in codes


@pytest.mark.parametrize("path", ["/++view++contact-info", "/++view++mail_password"])
def test_no_spelling_of_a_form_is_another_one(post, path):
    assert used_up(post, path).status_int == stockforms.TOO_MANY


def test_a_form_named_by_a_field_is_the_form(post):
    for _time in range(stockforms.SENDING.times):
        post("/", {"contact-info:method": "x"})
    assert post("/", {"contact-info:method": "x"}).status_int == stockforms.TOO_MANY


def test_failing_by_rest_counts_too(post):
    for _time in range(stockforms.FAILING.times):
        answer = post_json(post, "/@login", '{"login": "admin", "password": "falsch"}')
        assert answer.status_int == 401
    answer = post_json(post, "/@login", '{"login": "admin", "password": "falsch"}')
    assert answer.status_int == stockforms.TOO_MANY
    assert answer.json == {"type": "TooManyRequests"}


def post_json(post, path, body):
    headers = {"Accept": "application/json", "Content-Type": "application/json"}
    return post(path, body, headers=headers)


def test_a_page_that_is_only_read_is_never_refused(functional):
    browser = Browser(functional["app"])
    for _time in range(stockforms.SENDING.times + 2):
        browser.open(functional["portal"].absolute_url() + "/contact-info")
    assert throttle.is_left(stockforms.SENDING, "unknown")
