"""What is used of collective.documentviewer, what is left out, and when its start-up fix can go."""

from hcmedu.portal.viewer import documentviewer
from importlib.metadata import version

import hcmedu.portal
import pytest
import subprocess
import sys
import zope.component.interfaces


CONFIGURED = """
from zope.configuration.config import ConfigurationMachine
from zope.configuration.xmlconfig import include, registerCommonDirectives
import collective.documentviewer, hcmedu.portal
machine = ConfigurationMachine()
registerCommonDirectives(machine)
include(machine, "meta.zcml", hcmedu.portal)
include(machine, "configure.zcml", collective.documentviewer)
print(sorted(str(action["discriminator"]) for action in machine.actions
             if "documentviewer" in str(action)))
"""


def python(code: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def test_the_start_up_fix_is_still_needed():
    """Fails with a version that imports without it: then ``names_of_old`` can go."""
    assert version("collective.documentviewer") == "6.0.3"
    done = python("import collective.documentviewer.interfaces")
    assert "cannot import name 'IObjectEvent'" in done.stderr


def test_the_fix_leaves_nothing_behind():
    assert not hasattr(zope.component.interfaces, "IObjectEvent")
    assert not hasattr(zope.component.interfaces, "ObjectEvent")
    assert documentviewer.ConversionFinishedEvent(None, "success").status == "success"


def test_nothing_of_its_zcml_is_registered():
    """As a server loads it: all meta.zcml first, then each plugin's configure.zcml."""
    done = python(CONFIGURED)
    assert done.stdout.strip() == "[]", done.stderr


@pytest.mark.parametrize(
    ("kind", "setting"),
    [("pdf", "pdf"), ("docx", "word"), ("ods", "excel"), ("pptx", "ppt"), ("rtf", "rft")],
)
def test_kinds_of_files(kind, setting):
    assert documentviewer.kind_of_setting(kind) == setting


def test_only_one_module_knows_it():
    root = hcmedu.portal.viewer.__path__[0].removesuffix("/viewer")
    found = subprocess.run(
        ["grep", "-rlE", r"(from|import) collective\.documentviewer", root, "--include=*.py"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert [name.rpartition("portal/")[2] for name in found.stdout.split()] == [
        "viewer/documentviewer.py"
    ]
