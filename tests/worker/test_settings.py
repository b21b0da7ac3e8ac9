"""Who runs the worker, and where: environment, zope.conf, defaults."""

from hcmedu.portal.worker import embedded
from hcmedu.portal.worker import settings
from pathlib import Path
from types import SimpleNamespace
from ZConfig import ConfigurationError
from zope.processlifetime import ProcessStarting
from Zope2.Startup.options import ZopeWSGIOptions

import pytest
import sys


ZOPE_CONF = """\
%define INSTANCE {instance}
instancehome $INSTANCE
clienthome $INSTANCE/var
<zodb_db main>
  <mappingstorage>
  </mappingstorage>
  mount-point /
</zodb_db>
"""
SECTION = """\
<product-config hcmedu.portal>
  {lines}
</product-config>
"""


@pytest.fixture
def configure(tmp_path, monkeypatch):
    """Have Zope read a zope.conf with these lines of our section."""
    for name in ("HCMEDU_WORKER", "HCMEDU_WORKER_DIRECTORY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(settings, "override", {})

    def configure(lines=None):
        (tmp_path / "var").mkdir()
        text = ZOPE_CONF.format(instance=tmp_path)
        text += SECTION.format(lines=lines) if lines is not None else ""
        path = tmp_path / "zope.conf"
        path.write_text(text)
        configuration = ZopeWSGIOptions(configfile=str(path))().configroot
        monkeypatch.setattr(settings, "getConfiguration", lambda: configuration)

    return configure


def test_an_instance_that_says_nothing_has_an_embedded_worker(configure, tmp_path):
    configure()
    assert settings.mode() == "embedded"
    assert settings.directory() == tmp_path / "var" / "hcmedu-worker"


def test_the_configuration_of_zope_counts(configure):
    configure("worker external\n  worker-directory /srv/queue")
    assert settings.mode() == "external"
    assert settings.directory() == Path("/srv/queue")


def test_the_environment_counts_more(configure, monkeypatch):
    configure("worker external\n  worker-directory /srv/queue")
    monkeypatch.setenv("HCMEDU_WORKER", "off")
    monkeypatch.setenv("HCMEDU_WORKER_DIRECTORY", "/srv/other")
    assert settings.mode() == "off"
    assert settings.directory() == Path("/srv/other")


def test_a_mistyped_mode_is_refused(configure):
    configure("worker embeded")
    with pytest.raises(ConfigurationError, match="embeded"):
        settings.mode()


@pytest.fixture
def started(configure, monkeypatch):
    """How often the embedded worker was started; nothing of it really runs."""
    calls = []
    worker = SimpleNamespace(automatic=True, start=lambda: calls.append("started"))
    monkeypatch.setattr(embedded, "_worker", worker)
    return calls


def test_a_server_starts_its_worker(started):
    embedded.process_starting(ProcessStarting())
    assert started == ["started"]


def test_our_commands_say_themselves_what_they_want(started):
    embedded.by_command()
    embedded.process_starting(ProcessStarting())
    assert started == []
    embedded.start()
    assert started == ["started"]


@pytest.mark.parametrize("way", ["imported", "main"])
def test_scripts_of_zconsole_start_none(started, way, monkeypatch):
    if way == "imported":
        monkeypatch.setitem(sys.modules, embedded.CONSOLE, SimpleNamespace())
    else:
        main = SimpleNamespace(__spec__=SimpleNamespace(name=embedded.CONSOLE))
        monkeypatch.setitem(sys.modules, "__main__", main)
    embedded.process_starting(ProcessStarting())
    assert started == []


@pytest.mark.parametrize("mode", ["external", "off"])
def test_a_server_that_is_told_otherwise_starts_none(configure, mode):
    configure(f"worker {mode}")
    worker = embedded.Embedded()
    assert worker.start() is False and worker.thread is None
