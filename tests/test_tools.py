"""What `make` runs before Plone is there: environment, system tools, reset; stdlib only."""

from importlib.util import module_from_spec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import SimpleNamespace

import ast
import fcntl
import os
import pytest
import re
import subprocess
import sys


ROOT = Path(__file__).resolve().parent.parent


def load_tool(name):
    spec = spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    module = sys.modules[name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


environment = load_tool("environment")
reset = load_tool("reset")
run_tests = load_tool("run_tests")
styles = load_tool("styles")


@pytest.mark.parametrize("name", ["environment", "reset", "check_pythons", "styles"])
def test_needs_the_standard_library_only(name):
    tree = ast.parse((ROOT / "tools" / f"{name}.py").read_text(encoding="utf-8"))
    names = [n.names[0].name for n in ast.walk(tree) if isinstance(n, ast.Import)]
    names += [n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


# The environment


@pytest.fixture
def done(monkeypatch):
    """What would have been installed or run, instead of doing it."""
    calls = []
    monkeypatch.setattr(environment, "run", lambda *command: calls.append(command))
    return calls


@pytest.fixture
def usable(monkeypatch):
    monkeypatch.setattr(environment, "is_usable", lambda venv: True)


def test_a_stamp_of_the_same_state_saves_the_installation(tmp_path, usable, done):
    environment.prepare(tmp_path, "dev")
    assert len(done) == 1
    environment.prepare(tmp_path, "dev")
    environment.prepare(tmp_path, "run")
    assert len(done) == 1, "dev holds run"
    environment.prepare(tmp_path, "test")
    assert len(done) == 2, "test holds more than dev"


def test_a_changed_lock_installs_anew(tmp_path, usable, done, monkeypatch):
    environment.prepare(tmp_path, "run")
    changed = tmp_path / "requirements.txt"
    changed.write_text("zope==7\n")
    monkeypatch.setattr(environment, "LOCK", changed)
    environment.prepare(tmp_path, "run")
    assert len(done) == 2


def test_a_failed_installation_leaves_no_stamp(tmp_path, usable, monkeypatch, capsys):
    def fail(*command):
        raise subprocess.CalledProcessError(1, command)

    monkeypatch.setattr(environment, "run", fail)
    assert environment.main(["run", "--venv", str(tmp_path)]) == 1
    assert not environment.stamp(tmp_path, "run").exists()
    assert "Lỗi" in capsys.readouterr().err


@pytest.mark.parametrize("break_it", ["missing", "dangling", "moved"])
def test_a_broken_environment_is_seen(tmp_path, break_it):
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    if break_it == "dangling":
        python.symlink_to(tmp_path / "gone")
    if break_it == "moved":
        python.symlink_to(sys.executable)
    assert not environment.is_usable(tmp_path)


def test_a_folder_that_is_no_environment_is_not_wiped(tmp_path, done):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(environment.SetupError, match="không phải"):
        environment.create(tmp_path)
    assert done == []


@pytest.mark.parametrize("uv", [True, False])
def test_every_installation_is_held_by_the_lock(tmp_path, done, monkeypatch, uv):
    monkeypatch.setattr(environment.shutil, "which", lambda name: name if uv else None)
    environment.install(tmp_path, "test")
    ((*command,),) = done
    assert ("uv" in command) == uv
    assert command[command.index("-c") + 1] == environment.LOCK
    assert "editable_mode=compat" in command and str(command[-1]).endswith("[dev,test]")


# System tools


@pytest.fixture
def nothing_installed(monkeypatch):
    monkeypatch.setattr(environment.shutil, "which", lambda name: None)
    monkeypatch.setattr(environment.Path, "glob", lambda path, pattern: iter(()))


def test_without_root_one_command_is_printed_with_what_is_worse(
    nothing_installed, monkeypatch, capsys
):
    monkeypatch.setattr(environment.os, "geteuid", lambda: 1000)
    environment.ensure_system_tools("test")
    said = capsys.readouterr().out
    assert said.count("sudo apt-get install -y chromium chromium-driver openssl") == 1
    assert said.count("sẽ thất bại") == 3


def test_running_the_site_needs_no_system_tool(nothing_installed, capsys, done):
    """It is told what is worse without them; nothing is installed, not even as root."""
    environment.ensure_system_tools("run")
    said = capsys.readouterr().out
    assert "apt-get install -y poppler-utils tesseract-ocr tesseract-ocr-vie" in said
    assert "không có poppler-utils: văn bản không có ảnh trang" in said
    assert "chromium" not in said
    assert not done


def test_the_language_of_tesseract_is_a_package_of_its_own(monkeypatch, capsys):
    """A machine with tesseract alone reads English."""
    monkeypatch.setattr(environment.shutil, "which", lambda name: name)
    monkeypatch.setattr(environment.Path, "glob", lambda path, pattern: iter(()))
    environment.ensure_system_tools("run")
    assert "apt-get install -y tesseract-ocr-vie\n" in capsys.readouterr().out


@pytest.mark.parametrize(("codes", "expected"), [((0, 0), True), ((0, 100), False)])
def test_root_installs_through_apt(monkeypatch, codes, expected):
    answers, calls = iter(codes), []

    def run(command, **options):
        calls.append((command, options["env"]["DEBIAN_FRONTEND"]))
        return SimpleNamespace(returncode=next(answers))

    monkeypatch.setattr(environment.os, "geteuid", lambda: 0)
    monkeypatch.setattr(environment.shutil, "which", lambda name: name)
    monkeypatch.setattr(environment.subprocess, "run", run)
    assert environment.apt_install(["chromium"]) is expected
    assert calls[-1][0][-1] == "chromium" and calls[-1][1] == "noninteractive"


def test_a_python_without_ensurepip_names_the_package(nothing_installed, monkeypatch, done):
    monkeypatch.setattr(environment, "find_spec", lambda name: None)
    monkeypatch.setattr(environment.os, "geteuid", lambda: 1000)
    with pytest.raises(environment.SetupError, match=r"apt-get install -y python3\.\d+-venv"):
        environment.ensure_venv_module()


# Finding a Python


def find_python(tmp_path, **variables):
    command = ["bash", ROOT / "tools" / "find_python.sh"]
    path = f"{tmp_path}{os.pathsep}/usr/bin{os.pathsep}/bin" if tmp_path else "/nowhere"
    return subprocess.run(
        ["/bin/bash", *command[1:]],
        env={"PATH": path, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_python_the_command_to_install_it_is_printed():
    done = find_python(None)
    assert done.returncode == 1 and "sudo apt-get install -y python3" in done.stderr


def test_an_old_python_is_passed_over_but_not_when_it_was_asked_for(tmp_path):
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    (tmp_path / "python3.13").symlink_to(sys.executable)
    assert find_python(tmp_path).stdout.strip() == str(tmp_path / "python3.13")
    asked = find_python(tmp_path, PYTHON=str(old))
    assert asked.returncode == 1 and f"PYTHON={old}" in asked.stderr


# Starting anew


@pytest.fixture
def var(tmp_path):
    for name in ("instance", "filestorage", "blobstorage", "check-pythons"):
        (tmp_path / name).mkdir()
    (tmp_path / "accounts.json").write_text("{}")
    (tmp_path / reset.LOCK).write_text("")
    return tmp_path


def test_reset_is_refused_while_the_database_is_locked(var, capsys):
    with (var / reset.LOCK).open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert reset.main(["--var", str(var), "--yes"]) == 1
    assert (var / "accounts.json").exists() and "đang chạy" in capsys.readouterr().err


@pytest.mark.parametrize("answer", ["", "y", "yes", "không"])
def test_reset_deletes_nothing_unless_the_word_is_typed(var, monkeypatch, answer):
    monkeypatch.setattr("builtins.input", lambda prompt: answer)
    assert reset.main(["--var", str(var)]) == 1
    assert (var / "accounts.json").exists()


def test_reset_deletes_nothing_when_nobody_answers(var, monkeypatch):
    def nobody(prompt):
        raise EOFError

    monkeypatch.setattr("builtins.input", nobody)
    assert reset.main(["--var", str(var)]) == 1
    assert (var / "accounts.json").exists()


@pytest.mark.parametrize("answer", ["xoá", "XÓA ", "xoa"])
def test_reset_deletes_the_school_and_only_that(var, monkeypatch, answer):
    monkeypatch.setattr("builtins.input", lambda prompt: answer)
    assert reset.main(["--var", str(var)]) == 0
    assert os.listdir(var) == ["check-pythons"]
    assert reset.main(["--var", str(var)]) == 0, "nothing left is no error"


# The Makefile


def holds(group, path):
    """Whether this group runs the tests of that file."""
    ignored = [each.removeprefix("--ignore=") for each in group.paths if each.startswith("--")]
    inside = [
        any(f"{path}/".startswith(f"{at}/") for at in each) for each in (group.paths, ignored)
    ]
    return inside == [True, False]


def test_each_file_of_tests_runs_in_one_group():
    files = [path.relative_to(ROOT).as_posix() for path in ROOT.glob("tests/**/test_*.py")]
    assert len(files) > 300
    for path in files:
        assert len([group for group in run_tests.groups() if holds(group, path)]) == 1, path


def test_help_names_every_command():
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)[1].split())
    help_text = subprocess.check_output(["make", "-s"], cwd=ROOT, text=True)
    assert targets - {"help"} <= set(re.findall(r"make ([a-z0-9-]+)", help_text))


# The style sheet


def test_style_sheet_is_what_its_sources_say():
    """Else ``python tools/styles.py`` was forgotten."""
    assert styles.JOINED.read_text("utf-8") == styles.joined()


def test_style_sheet_keeps_every_rule():
    bare = (
        "/* a { b } */\n.x::before {\n  content: '/'; /* c */\n  color: red;\n}\n\n.y { top: 0; }\n"
    )
    assert styles.tidy(bare) == ".x::before {\ncontent: '/';\ncolor: red;\n}\n.y { top: 0; }\n"
