"""Where the queue lies and who runs its worker: environment, then ``zope.conf``, then defaults."""

from App.config import getConfiguration
from pathlib import Path
from ZConfig import ConfigurationError

import os


#: The server runs the worker; a process of its own does; nobody does.
EMBEDDED, EXTERNAL, OFF = MODES = ("embedded", "external", "off")
SECTION = "hcmedu.portal"
DIRECTORY_NAME = "hcmedu-worker"
#: Values of keys that count more than anything else, in this process only; for test layers.
override: dict[str, str] = {}


def mode() -> str:
    """One of ``MODES``. Raises ``ConfigurationError``."""
    value = _value("worker", "HCMEDU_WORKER") or EMBEDDED
    if value not in MODES:
        raise ConfigurationError(f"worker must be one of {', '.join(MODES)}, not {value!r}")
    return value


def directory() -> Path:
    """Directory of the queue; every process of one database must be given the same."""
    value = _value("worker-directory", "HCMEDU_WORKER_DIRECTORY")
    return Path(value or Path(getConfiguration().clienthome, DIRECTORY_NAME)).absolute()


def _value(key: str, variable: str) -> str:
    """A setting, or nothing; a variable counts more than the file that all processes share."""
    sections = getattr(getConfiguration(), "product_config", None) or {}
    configured = os.environ.get(variable) or sections.get(SECTION, {}).get(key) or ""
    return override.get(key, configured).strip()
