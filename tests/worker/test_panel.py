"""The administrator's page: who may see and use it, what it tells, what its buttons do."""

from hcmedu.portal.worker import periodic
from hcmedu.portal.worker import settings
from hcmedu.portal.worker import task
from hcmedu.portal.worker.clock import Heartbeat
from hcmedu.portal.worker.clock import Run
from hcmedu.portal.worker.jobs import Job
from hcmedu.portal.worker.queue import FILE_NAME
from hcmedu.portal.worker.queue import open_queue
from hcmedu.portal.worker.testing import run_jobs
from plone import api

import pytest
import re
import requests
import time
import transaction


PASSWORD = "Truong-hoc-2026"
PEOPLE = {"bientapvien": "bien-tap-vien", "truongban": "truong-ban", "quantrivien": "quan-tri-vien"}
PAGE = "@@hcmedu-worker"


class Visitor:
    """A person at the browser; None is a stranger."""

    def __init__(self, url, user):
        self.url = f"{url}/{PAGE}"
        self.session = requests.Session()
        if user:
            self.session.auth = (user, PASSWORD)

    def get(self, query=""):
        return self.session.get(f"{self.url}{query}", allow_redirects=False)

    def text(self):
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", self.get().text))

    def post(self, **data):
        return self.session.post(self.url, data=data, allow_redirects=False)

    def token(self):
        page = self.session.get(self.url.replace(PAGE, "@@personal-information")).text
        return re.search(r'name="_authenticator" value="([0-9a-f]+)"', page).group(1)


@pytest.fixture
def visit(site):
    for name, group in PEOPLE.items():
        api.user.create(email=f"{name}@truong.edu.vn", username=name, password=PASSWORD)
        api.group.add_user(groupname=group, username=name)
    transaction.commit()
    url = site.absolute_url()
    return lambda user=None: Visitor(url, user)


@pytest.fixture
def failed(site):
    """A failed job of this site."""

    @task("test.mail", title="Gửi thư")
    def mail(site):
        pass

    error = "ConnectionRefusedError: Connection refused"
    state = {"state": "failed", "tries": 6, "ended": 1795665600.0, "error": error}
    job = Job("test.mail", "/plone", {}, 0.0, **state)
    with open_queue() as queue:
        queue.journal.add([job], time.time())
    return job


def states():
    with open_queue() as queue:
        return queue.journal.count("/plone")


@pytest.mark.parametrize("user", [None, "bientapvien", "truongban"])
def test_others_than_the_administrator_see_and_do_nothing(visit, failed, user):
    visitor = visit(user)
    assert visitor.get().status_code in (302, 401)
    assert "test.mail" not in visitor.get().text
    data = {"job": failed.id, "discard": "1"}
    if user:
        data["_authenticator"] = visitor.token()
    assert visitor.post(**data).status_code in (302, 401)
    assert states() == {"failed": 1}


def test_a_get_or_a_missing_token_does_nothing(visit, failed):
    visitor = visit("quantrivien")
    for button in ("discard", "try_again"):
        query = f"?job={failed.id}&{button}=1&_authenticator={visitor.token()}"
        assert visitor.get(query).status_code == 200
        assert visitor.post(**{"job": failed.id, button: "1"}).status_code == 403
    assert states() == {"failed": 1}


@pytest.mark.parametrize(
    "data", [{}, {"job": "x"}, {"discard": "1"}, {"job": "x", "discard": "1", "try_again": "1"}]
)
def test_half_a_form_is_refused(visit, failed, data):
    visitor = visit("quantrivien")
    assert visitor.post(_authenticator=visitor.token(), **data).status_code == 400
    assert states() == {"failed": 1}


def test_a_failed_job_is_told_with_time_and_reason(visit, failed):
    text = visit("quantrivien").text()
    assert "Gửi thư 26/11/2026 11:00 6 ConnectionRefusedError: Connection refused" in text
    assert "Làm lại" in text and "Bỏ việc này" in text


def test_try_again_makes_it_wait(visit, failed):
    visitor = visit("quantrivien")
    answer = visitor.post(_authenticator=visitor.token(), job=failed.id, try_again="1")
    assert answer.status_code == 302
    assert "sẽ được làm lại" in visitor.text()
    assert states() == {"waiting": 1}
    assert [outcome.outcome for outcome in run_jobs() if outcome.name == "test.mail"] == ["done"]


def test_discard_forgets_it_and_a_second_click_says_so(visit, failed):
    visitor = visit("quantrivien")
    form = {"_authenticator": visitor.token(), "job": failed.id, "discard": "1"}
    assert visitor.post(**form).status_code == 302
    assert states() == {}
    assert "Đã bỏ việc này" in visitor.text()
    assert visitor.post(**form).status_code == 302
    assert "không còn trong danh sách" in visitor.text()


def test_jobs_of_another_site_are_neither_seen_nor_touched(visit, site):
    with open_queue() as queue:
        queue.journal.add([Job("test.other", "/khac", {}, 0.0, state="failed", id="x")], 0)
    visitor = visit("quantrivien")
    assert "test.other" not in visitor.text()
    assert visitor.post(_authenticator=visitor.token(), job="x", discard="1").status_code == 302
    with open_queue() as queue:
        assert queue.journal.count("/khac") == {"failed": 1}


def test_waiting_and_regular_work_is_told(visit, site):
    @task("test.mail", title="Gửi thư")
    def mail(site):
        pass

    @periodic("test.clock", minutes=120, title="Xuất bản đúng giờ")
    def clock(site):
        pass

    with open_queue() as queue:
        queue.journal.add([Job("test.mail", "/plone", {}, 1795665600.0, created=0.0)], 0)
        queue.clock.record("/plone", Run("test.clock", 0, 1795665600.0, "ValueError: no"))
    text = visit("quantrivien").text()
    assert "Gửi thư 01/01/1970" in text and "26/11/2026 11:00 0" in text
    assert "Xuất bản đúng giờ 2 giờ 26/11/2026 11:00 ValueError: no" in text


@pytest.mark.parametrize(
    ("mode", "said"),
    [("embedded", "cùng máy chủ"), ("external", "hcmedu worker"), ("off", "đang tắt")],
)
def test_a_worker_without_sign_of_life_is_told(visit, mode, said, monkeypatch):
    monkeypatch.setenv("HCMEDU_WORKER", mode)
    with open_queue() as queue:
        queue.clock.beat(Heartbeat(1, "h", time.time() - 500, time.time() - 100))
    assert said in visit("quantrivien").text()


def test_a_worker_that_is_alive_is_told(visit):
    with open_queue() as queue:
        queue.clock.beat(Heartbeat(1, "h", 1795665600.0, time.time()))
    assert "chạy liên tục từ 26/11/2026 11:00." in visit("quantrivien").text()


def test_a_broken_queue_is_told(visit):
    settings.directory().mkdir(exist_ok=True)
    for path in settings.directory().glob(f"{FILE_NAME}*"):
        path.unlink()
    (settings.directory() / FILE_NAME).write_bytes(b"no database" * 1000)
    visitor = visit("quantrivien")
    assert "Không đọc hoặc ghi được hàng đợi" in visitor.text()
    answer = visitor.post(_authenticator=visitor.token(), job="x", discard="1")
    assert answer.status_code == 200 and "Không đọc hoặc ghi được hàng đợi" in answer.text
    assert str(settings.directory()) not in answer.text


def test_the_page_stands_among_the_settings(visit):
    overview = visit("quantrivien")
    overview.url = overview.url.replace(PAGE, "@@overview-controlpanel")
    assert "Công việc nền" in overview.text()
