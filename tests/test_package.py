"""What is shipped: the lock, buildout's versions, the wheel, the compiled translations."""

from email import message_from_string
from importlib.util import module_from_spec
from importlib.util import spec_from_file_location
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from pathlib import Path

import configparser
import polib
import pytest
import re
import subprocess
import sys
import zipfile


ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "hcmedu" / "portal"
LOCK = (ROOT / "requirements.txt").read_text(encoding="utf-8")


def load_tool(name):
    spec = spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


versions = load_tool("versions")


def tracked_files():
    listing = subprocess.check_output(["git", "ls-files", "-z"], cwd=ROOT, text=True)
    return [ROOT / name for name in listing.split("\0") if name and (ROOT / name).exists()]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel that is built from a copy of what git holds."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for path in tracked_files():
        copy = source / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    command = "from setuptools.build_meta import build_wheel; import sys; build_wheel(sys.argv[1])"
    subprocess.run(
        [sys.executable, "-c", command, target], cwd=source, check=True, capture_output=True
    )
    (path,) = target.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        yield archive


@pytest.fixture
def wheel_names(wheel):
    return set(wheel.namelist())


# The lock


@pytest.mark.parametrize(
    "line", ["zope>=5", "zope", "-e .", "--index-url x", "zope==1\nzope==2", "zope @ file:x"]
)
def test_lock_refuses_what_is_no_exact_pin(line):
    with pytest.raises(ValueError):
        versions.pins(line)


def test_lock_leaves_out_other_systems_and_comments():
    text = "# note\npywin32==3 ; sys_platform == 'win32'\nzope==6.3 ; python_version < '4'\n"
    assert versions.pins(text) == {"zope": "6.3"}


def test_versions_cfg_is_what_the_lock_gives():
    assert (ROOT / "versions.cfg").read_text(encoding="utf-8") == versions.render(LOCK)


def test_versions_cfg_pins_the_builder_itself():
    parser = configparser.ConfigParser(delimiters="=", interpolation=None)
    parser.read(ROOT / "versions.cfg", encoding="utf-8")
    pinned = dict(parser["versions"])
    assert {"setuptools", "zc.buildout", "zc.recipe.egg", "plone-recipe-zope2instance"} <= set(
        pinned
    )
    assert pinned["plone"].startswith("6.2.")


def test_every_requirement_of_the_package_is_pinned_and_fits(wheel):
    pins = versions.pins(LOCK)
    metadata = wheel.read("hcmedu_portal-1.0.0a1.dev0.dist-info/METADATA").decode()
    lines = message_from_string(metadata).get_all("Requires-Dist")
    assert len(lines) > 10
    for requirement in map(Requirement, lines):
        name = canonicalize_name(requirement.name)
        assert name in pins, f"{name} is not in the lock: make lock"
        assert requirement.specifier.contains(pins[name], prereleases=True), name


# The wheel


def test_wheel_holds_every_file_of_the_package(wheel_names):
    files = {
        path.relative_to(ROOT / "src").as_posix()
        for path in tracked_files()
        if PACKAGE in path.parents
    }
    assert files - wheel_names == set()


@pytest.mark.parametrize("ending", ["zcml", "yaml", "pt", "xml", "po", "mo", "css", "json", "in"])
def test_wheel_holds_each_kind_of_file(wheel_names, ending):
    assert any(name.startswith("hcmedu/portal/") and name.endswith(ending) for name in wheel_names)


def test_wheel_holds_nothing_else(wheel_names):
    outside = {name for name in wheel_names if not name.startswith("hcmedu/")}
    assert all(name.startswith("hcmedu_portal-1.0.0a1.dev0.dist-info/") for name in outside)
    assert "hcmedu/__init__.py" not in wheel_names, "the namespace is native (PEP 420)"


# Translations


def test_compiled_translations_agree_with_their_source():
    for source in PACKAGE.glob("locales/*/LC_MESSAGES/*.po"):
        compiled = {e.msgid: e.msgstr for e in polib.mofile(str(source.with_suffix(".mo")))}
        written = {e.msgid: e.msgstr for e in polib.pofile(str(source)).translated_entries()}
        assert compiled == written, f"{source.name}: python tools/translate.py compile"


# Nothing of one machine


FOREIGN = (
    re.compile(rb"/(?:work|home/[a-z]+|root|tmp/bash|opt/(?:pypi|wheels))/"),
    re.compile(rb"https?://(?:pypi\.org|files\.pythonhosted\.org|[\w.]*/simple/)"),
    re.compile(rb"--(?:extra-)?index-url|--find-links|find-links\s*="),
)


def test_no_path_of_a_machine_and_no_package_index_in_the_repository():
    found = [
        f"{path.relative_to(ROOT)}: {match.group().decode()}"
        for path in tracked_files()
        if path != Path(__file__).resolve()
        for pattern in FOREIGN
        for match in pattern.finditer(path.read_bytes())
    ]
    assert found == []
