"""The demo instance for real: interrupted, killed, completed, served, refused, served again.

One instance in a temporary folder lives through all of it, in this order.
"""

from contextlib import closing
from hcmedu.portal.instance.home import Home
from hcmedu.portal.instance.home import is_in_use
from hcmedu.portal.worker.queue import Queue
from pathlib import Path
from stat import S_IMODE

import json
import os
import pytest
import re
import requests
import signal
import socket
import subprocess
import sys
import time


#: Seconds that a start may take on a busy machine.
PATIENCE = 240
ROLES = ("bien-tap-vien", "truong-ban", "quan-tri-vien")
BIN = Path(sys.executable).parent
COMMAND = BIN / "hcmedu"
#: Cron hands over no language.
AS_CRON = {name: value for name, value in os.environ.items() if name not in ("LANG", "LC_ALL")}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def run(*arguments):
    """Run the command to its end: exit code and everything that it said."""
    done = subprocess.run(
        [COMMAND, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    return done.returncode, done.stdout


class Running:
    """A command in a process of its own; what it said is in ``said``."""

    def __init__(self, *command):
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.said = ""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        """Nothing holds the database any more, however the test ends."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()

    def wait_for(self, text):
        for line in self.process.stdout:
            self.said += line
            if text in line:
                return
        raise AssertionError(f"{text!r} was never said:\n{self.said}")

    def end(self, number):
        """Send a signal; the exit code."""
        self.process.send_signal(number)
        self.said += self.process.communicate(timeout=PATIENCE)[0]
        return self.process.returncode


def Serving(home, port):
    """``hcmedu serve --demo``."""
    return Running(COMMAND, "serve", "--demo", "--var", home.var, "--port", str(port))


def heartbeat(home):
    """The sign of life of the background worker."""
    with closing(Queue(home.instance / "var" / "hcmedu-worker")) as queue:
        return queue.clock.heartbeat()


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return Home(tmp_path_factory.mktemp("demo") / "var")


@pytest.fixture(scope="module")
def interrupted(home):
    """Ctrl-C while the site is made."""
    serving = Serving(home, free_port())
    serving.wait_for("Tạo trang của trường")
    time.sleep(0.5)
    return serving.end(signal.SIGINT), serving.said


@pytest.fixture(scope="module")
def killed(home, interrupted):
    """Power is cut while the content is put in."""
    serving = Serving(home, free_port())
    serving.wait_for("Đưa nội dung mẫu")
    time.sleep(0.5)
    return serving.end(signal.SIGKILL), json.loads(home.accounts.read_text())


@pytest.fixture(scope="module")
def served(home, killed):
    """The third start, which has to complete everything."""
    serving = Serving(home, free_port())
    serving.wait_for("Ctrl-C")
    yield serving
    if serving.process.poll() is None:
        serving.end(signal.SIGKILL)


@pytest.fixture(scope="module")
def stopped(served):
    """The exit code after SIGTERM."""
    return served.end(signal.SIGTERM)


@pytest.fixture
def url(home, served):
    return json.loads(home.site.read_text())["url"]


@pytest.fixture
def accounts(home, served):
    return json.loads(home.accounts.read_text())


def token(url, account):
    answer = requests.post(
        f"{url}/@login",
        json={"login": account["user"], "password": account["password"]},
        headers={"Accept": "application/json"},
        timeout=60,
    )
    return answer.status_code, answer.json().get("token")


def test_ctrl_c_while_the_site_is_made_ends_with_one_sentence(interrupted):
    code, said = interrupted
    assert code == 130
    assert said.rstrip().endswith("Đã dừng.") and "Traceback" not in said


def test_a_killed_first_run_keeps_its_accounts(killed, accounts):
    code, before = killed
    assert code == -signal.SIGKILL
    assert accounts == before


def test_wrong_password_is_refused(url, accounts):
    wrong = {**accounts["truong-ban"], "password": accounts["admin"]["password"]}
    assert token(url, wrong)[0] == 401


@pytest.mark.parametrize("role", ROLES)
def test_each_account_logs_in_and_is_in_its_group(url, accounts, role):
    code, ticket = token(url, accounts[role])
    assert code == 200
    headers = {"Accept": "application/json", "Authorization": f"Bearer {ticket}"}
    user = requests.get(
        f"{url}/@users/{accounts[role]['user']}", headers=headers, timeout=60
    ).json()
    assert role in {group["id"] for group in user["groups"]["items"]}


def test_the_admin_of_zope_logs_in(url, accounts):
    admin = (accounts["admin"]["user"], accounts["admin"]["password"])
    root = f"http://127.0.0.1:{url.rpartition(':')[2]}"
    assert requests.get(f"{root}/manage_main", timeout=60).status_code == 401
    assert requests.get(f"{root}/manage_main", auth=admin, timeout=60).status_code == 200


def test_the_school_answers_at_the_root_of_its_address(url):
    answer = requests.get(f"{url}/", timeout=60)
    assert answer.status_code == 200 and 'lang="vi"' in answer.text
    assert re.fullmatch(r"http://localhost:\d+", url)
    assert "/truong/" not in answer.text


def test_the_terminal_told_address_and_accounts(served, url, accounts):
    assert f"{url}/" in served.said
    assert all(account["password"] in served.said for account in accounts.values())


def test_nobody_else_can_read_what_was_made(home, served):
    assert S_IMODE(home.var.stat().st_mode) == 0o700
    assert S_IMODE(home.accounts.stat().st_mode) == 0o600
    assert not home.inituser.exists()


def test_what_needs_the_database_is_refused_while_it_runs(home, served, url):
    code, said = run("serve", "--var", home.var, "--port", free_port())
    assert code == 1 and f"đang chạy rồi tại {url}" in said
    code, said = run("build-sections", "--config", home.zope_conf)
    assert code == 1 and "Cơ sở dữ liệu đang được" in said and "Traceback" not in said
    code, said = run("worker", "--config", home.zope_conf)
    assert code == 1 and "Cơ sở dữ liệu đang được" in said and "Traceback" not in said


def test_the_worker_lives_in_the_server_and_its_page_says_so(home, served, url, accounts):
    assert heartbeat(home).pid == served.process.pid
    _code, ticket = token(url, accounts["quan-tri-vien"])
    headers = {"Authorization": f"Bearer {ticket}"}
    page = requests.get(f"{url}/@@hcmedu-worker", headers=headers, timeout=60)
    assert page.status_code == 200 and "chạy liên tục" in page.text


def test_reset_is_refused_while_it_runs(home, served):
    tool = Path(__file__).parent.parent / "tools" / "reset.py"
    command = [sys.executable, tool, "--var", home.var, "--yes"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "đang chạy" in done.stderr
    assert home.accounts.exists()


def test_sigterm_ends_it_cleanly(home, served, stopped):
    assert stopped == 0
    assert "Traceback" not in served.said and not is_in_use(home)
    assert heartbeat(home) is None


def test_sections_can_be_built_then_and_are_complete(home, stopped):
    code, said = run("build-sections", "--config", home.zope_conf)
    assert code == 0 and "Đã tạo 0 chuyên mục" in said and "A36" in said


def test_a_register_is_imported_and_a_second_time_nothing(home, stopped, tmp_path):
    register = tmp_path / "so.csv"
    rows = "Số ký hiệu;Ngày ban hành;Trích yếu\n7/TB-NHAP;1/9/2026;Về việc nhập sổ\n"
    register.write_text(rows, encoding="utf-16")
    command = ("import-documents", register, "--config", home.zope_conf, "--section")
    assert run(*command, "A06", "--dry-run")[0] == 0
    for told in ("đã nhập: 1", "đã có: 1"):
        code, said = run(*command, "A06", "--issuer", "Phòng Giáo dục và Đào tạo")
        assert (code, told in said) == (0, True), said
    register.write_text(rows.replace("1/9", "31/9"), encoding="utf-8")
    code, said = run(*command, "A06")
    assert (code, "Không có ngày này" in said) == (1, True), said
    code, said = run(*command, "A99")
    assert (code, "A99" in said) == (1, True), said


def test_the_report_is_told_and_nothing_else(home, stopped):
    command = [COMMAND, "compliance", "--config", home.zope_conf, "--json", "--fail-under", "100"]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=PATIENCE, check=False, env=AS_CRON
    )
    data = json.loads(done.stdout)
    assert (done.returncode, data["school"]) == (3, "Trường Trung học cơ sở Hướng Dương")
    assert data.get("@id", "http://localhost:").startswith("http://localhost:")
    assert "Khởi động Zope" in done.stderr and "thấp hơn mức 100,0" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_worker_runs_in_a_process_of_its_own(home, stopped):
    with Running(COMMAND, "worker", "--config", home.zope_conf) as running:
        running.wait_for("Đang xử lý công việc nền")
        assert heartbeat(home).pid == running.process.pid
        assert running.end(signal.SIGTERM) == 0
    assert "Đã dừng" in running.said and "Traceback" not in running.said
    assert heartbeat(home) is None


def test_a_script_of_zope_runs_no_worker(home, stopped, tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "import threading, time\ntime.sleep(1)\n"
        "print('threads:', *[thread.name for thread in threading.enumerate()])\n"
    )
    with Running(BIN / "zconsole", "run", home.zope_conf, script) as running:
        running.wait_for("threads:")
    assert "MainThread" in running.said and "hcmedu-worker" not in running.said


def test_the_server_of_zope_runs_the_worker_and_stops_it(home, stopped):
    with Running(BIN / "runwsgi", home.zope_ini, f"http_port={free_port()}") as running:
        deadline = time.monotonic() + PATIENCE
        while heartbeat(home) is None and time.monotonic() < deadline:
            time.sleep(0.2)
        assert heartbeat(home).pid == running.process.pid
        running.wait_for("Starting server")
        assert running.end(signal.SIGINT) == 0
    assert heartbeat(home) is None


def test_a_later_start_takes_another_port_and_new_passwords_when_they_are_lost(
    home, stopped, accounts
):
    home.accounts.unlink()
    port = free_port()
    with Serving(home, port) as serving:
        serving.wait_for("Ctrl-C")
        url = json.loads(home.site.read_text())["url"]
        renewed = json.loads(home.accounts.read_text())
        assert url == f"http://localhost:{port}"
        assert token(url, accounts["truong-ban"])[0] == 401
        assert [token(url, renewed[role])[0] for role in ROLES] == [200, 200, 200]
        assert "Tạo trang" not in serving.said
        assert serving.end(signal.SIGTERM) == 0
