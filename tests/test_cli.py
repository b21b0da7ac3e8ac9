"""The ``hcmedu`` command and its instance: usage, files, accounts, refusals."""

from argparse import Namespace
from hcmedu.portal import cli
from hcmedu.portal.instance import accounts as accounts_module
from hcmedu.portal.instance import arguments
from hcmedu.portal.instance import home as home_module
from hcmedu.portal.instance import sections
from hcmedu.portal.instance import server
from hcmedu.portal.instance.database import find_site
from hcmedu.portal.instance.errors import explained
from hcmedu.portal.instance.errors import InstanceError
from hcmedu.portal.instance.errors import reason
from hcmedu.portal.instance.home import Home
from plone import api
from stat import S_IMODE
from zc.lockfile import LockFile
from ZConfig import ConfigurationError
from ZODB.FileStorage import FileStorage

import errno
import json
import os
import pytest
import re
import socket
import time


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "var")


@pytest.fixture
def made(home):
    home_module.make(home, "admin", "only-for-this-test")
    return home


# Usage


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Commands set the clock of their process; here it stays what it was."""
    monkeypatch.setenv("TZ", os.environ.get("TZ", "UTC"))
    yield monkeypatch
    monkeypatch.undo()
    time.tzset()


def test_the_clock_is_the_citys_unless_the_machine_says_otherwise(clock):
    clock.setenv("TZ", "Asia/Tokyo")
    cli.set_clock()
    assert time.localtime().tm_gmtoff == 9 * 3600
    clock.delenv("TZ")
    cli.set_clock()
    assert time.localtime().tm_gmtoff == 7 * 3600


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["fly"],
        ["serve", "--port", "0"],
        ["serve", "--port", "65536"],
        ["serve", "--port", "8o80"],
        ["serve", "--port", "٨٠"],
        ["serve", "--port"],
        ["serve", "--por", "8080"],
        ["demo", "extra"],
        ["build-sections", "--dry-run=yes"],
        ["import-documents"],
        ["import-documents", "so.xlsx"],
        ["import-documents", "--section", "A06"],
        ["worker", "--config"],
        ["worker", "now"],
        ["compliance", "truong"],
        ["compliance", "--fail-under", "101"],
        ["compliance", "--fail-under", "-1"],
        ["compliance", "--fail-under", "tám mươi"],
        ["compliance", "--fail-under", "8O"],
        ["compliance", "--fail-under", "٨٠"],
        ["compliance", "--fail-under", "nan"],
        ["compliance", "--fail-under", "1e1"],
        ["compliance", "--on", "31/02/2026"],
        ["compliance", "--on", "01/01/0001"],
        ["compliance", "--on", "hôm qua"],
        ["compliance", "--assume", "tt-99-2030"],
        ["compliance", "--json", "--xlsx", "bang.xlsx"],
        ["compliance", "--xlsx"],
        ["compliance", "--url", "truong.edu.vn"],
        ["compliance", "--url", "https://[::1/"],
        ["compliance", "--url", "https://truong.edu.vn:99999"],
        ["compliance", "--url", "https://quan:tri@truong.edu.vn"],
        ["compliance", "--url", "https://truong.edu.vn?x=1"],
    ],
)
def test_wrong_usage_exits_with_2_and_speaks_vietnamese(arguments, capsys):
    with pytest.raises(SystemExit) as stop:
        cli.main(arguments)
    said = capsys.readouterr().err
    assert stop.value.code == 2
    assert said.startswith("Cách dùng: hcmedu") and "\nLỗi: " in said
    assert not re.search(r"\b(usage|error|argument|required|invalid|choose)\b", said)


@pytest.mark.parametrize(
    "command", [[], ["demo"], ["serve"], ["build-sections"], ["worker"], ["compliance"]]
)
def test_help_is_vietnamese(command, capsys):
    with pytest.raises(SystemExit) as stop:
        cli.main([*command, "--help"])
    said = capsys.readouterr().out
    assert stop.value.code == 0 and said.count("Cách dùng: ") == 1
    assert not re.search(r"\b(usage|options|show|help message|exit|default)\b", said)


def run_failing_with(error, monkeypatch):
    def run(options):
        raise error

    parser = Namespace(parse_args=lambda arguments: Namespace(run=run))
    monkeypatch.setattr(cli, "build_parser", lambda: parser)
    return cli.main([])


@pytest.mark.parametrize(
    "error", [InstanceError("hỏng"), OSError(errno.ENOSPC, "No space left", "/x")]
)
def test_failure_exits_with_1_and_a_message(error, monkeypatch, capsys):
    assert run_failing_with(error, monkeypatch) == 1
    said = capsys.readouterr().err
    assert said.startswith("Lỗi: ") and "No space" not in said and "Traceback" not in said


@pytest.mark.parametrize(("told", "code"), [(None, 0), (0, 0), (3, 3)])
def test_a_command_may_say_its_exit_code(told, code, monkeypatch):
    parser = Namespace(parse_args=lambda arguments: Namespace(run=lambda options: told))
    monkeypatch.setattr(cli, "build_parser", lambda: parser)
    assert cli.main([]) == code


@pytest.mark.parametrize(
    ("text", "number"), [("0", 0), ("100", 100), ("79,5", 79.5), ("79.5", 79.5), (" 80 ", 80)]
)
def test_a_score(text, number):
    assert arguments.score(text) == number


def test_interruption_exits_with_130(monkeypatch, capsys):
    assert run_failing_with(KeyboardInterrupt(), monkeypatch) == 130
    assert "Đã dừng" in capsys.readouterr().err


# Errors


def test_reason_names_the_file():
    assert reason(PermissionError(errno.EACCES, "Permission denied", "var")) == (
        "var: không có quyền đọc hoặc ghi"
    )


@pytest.mark.parametrize("error", [ConfigurationError("x"), OSError(errno.EROFS, "ro", "/y")])
def test_errors_of_the_start_are_explained(error):
    with pytest.raises(InstanceError), explained("zope.conf"):
        raise error


@pytest.mark.parametrize("text", [b"this is no database", b"FS21" + bytes(range(200))])
def test_a_broken_database_is_named(made, text):
    made.database.write_bytes(text)
    with pytest.raises(InstanceError, match=r"hỏng: .*Data\.fs"), explained(made.zope_conf):
        FileStorage(str(made.database))


def test_an_unknown_error_is_not_hidden():
    with pytest.raises(ZeroDivisionError), explained("zope.conf"):
        raise ZeroDivisionError


# Files of the instance


def test_everything_is_private(made):
    assert {S_IMODE(path.stat().st_mode) for path in made.directories()} == {0o700}
    assert S_IMODE(made.inituser.stat().st_mode) == 0o600
    assert "only-for-this-test" not in made.inituser.read_text()


def test_a_var_that_others_could_read_is_closed(home):
    home.var.mkdir(mode=0o755)
    home_module.make(home, "admin", "x")
    assert S_IMODE(home.var.stat().st_mode) == 0o700


def test_configuration_is_made_once_and_kept(made):
    made.zope_conf.write_text(made.zope_conf.read_text() + "# my own line\n")
    home_module.make(made, "admin", "x")
    assert made.zope_conf.read_text().endswith("# my own line\n")


def test_configuration_follows_a_moved_folder(made, tmp_path):
    made.var.rename(tmp_path / "moved")
    moved = Home(tmp_path / "moved")
    home_module.make(moved, "admin", "x")
    assert f"%define INSTANCE {moved.instance}\n" in moved.zope_conf.read_text()
    assert str(moved.instance) in moved.zope_ini.read_text()


def test_a_file_in_the_way_is_named(tmp_path):
    (tmp_path / "var").write_text("no folder")
    with pytest.raises(OSError) as caught:
        home_module.make(Home(tmp_path / "var"), "admin", "x")
    assert "var" in reason(caught.value)


def test_a_failed_write_leaves_the_old_file_and_no_rest(tmp_path, monkeypatch):
    path = tmp_path / "accounts.json"
    path.write_text("old")

    def full(*names):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError):
        home_module.write_private(path, "new")
    assert path.read_text() == "old" and os.listdir(tmp_path) == ["accounts.json"]


def test_in_use_follows_the_lock_of_the_database(made):
    assert not home_module.is_in_use(made)
    lock = LockFile(f"{made.database}.lock")
    assert home_module.is_in_use(made)
    with pytest.raises(InstanceError, match="đang chạy"):
        server.check_free(made)
    lock.close()
    server.check_free(made)


# Accounts


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"admin": 1}', '{"bien-tap-vien": {"user": "x"}}', "\x00"]
)
def test_broken_accounts_say_what_to_do(home, text):
    home.var.mkdir()
    home.accounts.write_text(text)
    with pytest.raises(InstanceError, match="Xoá tệp đó"):
        accounts_module.load(home.accounts)


def test_new_accounts_are_random_and_not_written_yet(home):
    first, second = (accounts_module.load(home.accounts) for _ in range(2))
    passwords = [account.password for made in (first, second) for account in made.by_name.values()]
    assert len(set(passwords)) == 10 and min(map(len, passwords)) >= 16
    assert not first.stored and not home.accounts.exists()


def test_a_file_of_before_gets_the_new_role_and_keeps_its_passwords(made):
    accounts = accounts_module.load(made.accounts)
    accounts_module.store(made.accounts, accounts)
    data = json.loads(made.accounts.read_text())
    del data["tiep-nhan"]
    made.accounts.write_text(json.dumps(data))
    later = accounts_module.load(made.accounts)
    assert later["truong-ban"] == accounts["truong-ban"]
    assert later["tiep-nhan"].user == "tiepnhan" and not later.stored


def test_accounts_file_has_the_agreed_shape(made):
    accounts = accounts_module.load(made.accounts)
    accounts_module.store(made.accounts, accounts)
    data = json.loads(made.accounts.read_text())
    assert set(data) == {"bien-tap-vien", "truong-ban", "quan-tri-vien", "tiep-nhan", "admin"}
    assert data["truong-ban"] == {
        "user": "truongban",
        "password": accounts["truong-ban"].password,
    }
    assert S_IMODE(made.accounts.stat().st_mode) == 0o600
    assert accounts_module.load(made.accounts).stored


# Server


def test_a_port_that_is_taken_is_refused():
    with socket.socket() as other:
        other.bind((server.ADDRESS, 0))
        other.listen()
        with pytest.raises(InstanceError, match="PORT="):
            server.check_port(other.getsockname()[1])


def test_a_server_without_any_site_says_at_once_how_to_make_one(tmp_path, capsys):
    assert cli.main(["serve", "--var", str(tmp_path / "var"), "--port", "18099"]) == 1
    told = capsys.readouterr().err
    assert "--demo" in told and "docs/install.md" in told
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("text", ["", "[]", "{}", "{"])
def test_a_broken_site_file_has_no_address(made, text):
    made.site.write_text(text)
    assert server.address(made) == ""


# Sections


@pytest.mark.parametrize("command", ["build-sections", "worker", "compliance"])
def test_the_missing_configuration_is_named(command, tmp_path, capsys):
    assert cli.main([command, "--config", str(tmp_path / "zope.conf")]) == 1
    assert "zope.conf" in capsys.readouterr().err


def test_an_unknown_site_is_refused_and_the_known_ones_named(portal):
    with pytest.raises(InstanceError, match="plone"):
        find_site(portal.aq_parent, "truong")


@pytest.mark.parametrize("school", ["nowhere", "front-page", "portal_catalog", "../..", "@@view"])
def test_what_is_no_school_root_is_refused(portal, school):
    with api.env.adopt_roles(["Manager"]):
        api.content.create(portal, "Document", "front-page")
    with pytest.raises(InstanceError, match="không có cổng"):
        sections.find_root(portal, school)


def test_the_site_and_a_school_in_it_are_roots(portal):
    with api.env.adopt_roles(["Manager"]):
        school = api.content.create(portal, "School", "thcs-an-lac", title="THCS An Lạc")
    assert sections.find_root(portal, None) == portal
    assert sections.find_root(portal, "/thcs-an-lac/") == school
