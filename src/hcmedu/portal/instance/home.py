"""Where the instance keeps its files, and how they come into being."""

from dataclasses import dataclass
from hcmedu.portal.instance.errors import InstanceError
from pathlib import Path
from Zope2.utilities.mkwsgiinstance import write_inituser

import fcntl
import os
import subprocess
import sys
import tempfile


SKELETON = Path(__file__).parent / "skeleton"
#: Only the owner may read: passwords and personal data lie below.
PRIVATE_DIRECTORY, PRIVATE_FILE = 0o700, 0o600


@dataclass(frozen=True)
class Home:
    """Files of one instance, all of them below ``var`` (an absolute path)."""

    var: Path

    @property
    def instance(self) -> Path:
        return self.var / "instance"

    @property
    def zope_conf(self) -> Path:
        return self.instance / "etc" / "zope.conf"

    @property
    def zope_ini(self) -> Path:
        return self.instance / "etc" / "zope.ini"

    @property
    def database(self) -> Path:
        return self.var / "filestorage" / "Data.fs"

    @property
    def accounts(self) -> Path:
        return self.var / "accounts.json"

    @property
    def site(self) -> Path:
        return self.var / "site.json"

    @property
    def inituser(self) -> Path:
        return self.instance / "inituser"

    def directories(self) -> list[Path]:
        logs = self.instance / "var"
        storages = [self.database.parent, self.var / "blobstorage"]
        return [self.var, self.instance, *storages, logs, logs / "log", logs / "cache"]


def make(home: Home, admin: str, password: str) -> None:
    """Create what is missing of the instance; what exists and fits stays as it is."""
    for directory in home.directories():
        directory.mkdir(mode=PRIVATE_DIRECTORY, parents=True, exist_ok=True)
    home.var.chmod(PRIVATE_DIRECTORY)
    drop_moved_configuration(home)
    if not (home.zope_conf.exists() and home.zope_ini.exists()):
        write_inituser(str(home.inituser), admin, password)
        home.inituser.chmod(PRIVATE_FILE)
        copy_skeleton(home)


def copy_skeleton(home: Home) -> None:
    """Have Zope's own command make the instance; it asks nothing when ``inituser`` exists."""
    command = [sys.executable, "-m", "Zope2.utilities.mkwsgiinstance"]
    arguments = ["-d", str(home.instance), "-s", str(SKELETON)]
    done = subprocess.run([*command, *arguments], capture_output=True, text=True, check=False)
    if done.returncode or not home.zope_conf.exists():
        raise InstanceError(f"Không tạo được {home.instance}: {done.stderr.strip()}")


def drop_moved_configuration(home: Home) -> None:
    """Forget a configuration that names another place: the folder was moved or copied."""
    if not home.zope_conf.exists():
        return
    definition = f"%define INSTANCE {home.instance}"
    if definition not in home.zope_conf.read_text(encoding="utf-8").splitlines():
        home.zope_conf.unlink()
        home.zope_ini.unlink(missing_ok=True)


def is_in_use(home: Home) -> bool:
    """Whether a process holds the lock of the database."""
    try:
        with open(f"{home.database}.lock", "rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def write_private(path: Path, text: str) -> None:
    """Replace a file at once, so that nobody reads half of it; only its owner can read it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        os.chmod(name, PRIVATE_FILE)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
