"""Bring the virtual environment to the state of the lock; only the standard library is used.

    python tools/environment.py run     what `make run` needs
    python tools/environment.py test    the same with the test tools and the browser
    python tools/environment.py dev     linters, news, translations

A stamp in the environment notes what it was made from, so that a second call takes no time. The
stamp is written last: an installation that broke off is done again.
"""

from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import os
import platform
import shutil
import subprocess
import sys


ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.txt"
#: Extras of setup.py per purpose; each purpose holds those before it, so one stamp serves all.
EXTRAS = {"run": "", "dev": "[dev]", "test": "[dev,test]"}
#: setuptools' default finder does not see folders that are added later; this one is a plain path.
EDITABLE = ("--config-settings", "editable_mode=compat")


class SetupError(Exception):
    """Something that the person at the terminal has to mend; the message says how."""


@dataclass(frozen=True)
class SystemTool:
    """A tool that pip can't install: its package, who needs it, what is worse without it.

    Who only runs the site is told of it; nothing is installed on his machine for that.
    """

    command: str
    package: str
    purposes: tuple[str, ...]
    without: str
    #: A file that tells whether it is there, where it brings no command of its own.
    file: str = ""

    def is_missing(self) -> bool:
        if self.file:
            return not any(Path("/").glob(self.file))
        return shutil.which(self.command) is None


_UNREAD = "văn bản không có ảnh trang và không tìm được chữ trong tệp"
_UNSCANNED = "không đọc được chữ trong bản quét"
_OFFICE = "tệp Word, Excel, PowerPoint không có ảnh trang"
SYSTEM_TOOLS = (
    SystemTool("chromium", "chromium", ("test",), "các kiểm thử trên trình duyệt sẽ thất bại"),
    SystemTool(
        "chromedriver", "chromium-driver", ("test",), "các kiểm thử trên trình duyệt sẽ thất bại"
    ),
    SystemTool("openssl", "openssl", ("test",), "các kiểm thử nguồn tin https sẽ thất bại"),
    SystemTool("pdftotext", "poppler-utils", ("run", "test"), _UNREAD),
    SystemTool("tesseract", "tesseract-ocr", ("run", "test"), _UNSCANNED),
    SystemTool(
        "tesseract",
        "tesseract-ocr-vie",
        ("run", "test"),
        _UNSCANNED,
        "usr/share/tesseract-ocr/*/tessdata/vie.traineddata",
    ),
    SystemTool("soffice", "libreoffice-writer-nogui", ("run", "test"), _OFFICE),
    SystemTool(
        "soffice",
        "libreoffice-calc-nogui",
        ("test",),
        "tệp Excel không có ảnh trang",
        "usr/lib/libreoffice/program/libsclo.so",
    ),
    SystemTool(
        "soffice",
        "libreoffice-impress-nogui",
        ("test",),
        "tệp PowerPoint không có ảnh trang",
        "usr/lib/libreoffice/program/libsdlo.so",
    ),
)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = ArgumentParser(
        description="Chuẩn bị môi trường Python theo đúng bộ phiên bản đã khoá."
    )
    parser.add_argument("purpose", choices=EXTRAS, help="dùng để làm gì")
    parser.add_argument("--venv", type=Path, default=Path(".venv"), help="thư mục môi trường")
    options = parser.parse_args(arguments)
    try:
        prepare(options.venv.absolute(), options.purpose)
    except SetupError as error:
        print(f"Lỗi: {error}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        print(f"Lỗi: lệnh dừng với mã {error.returncode}: {_shown(error.cmd)}", file=sys.stderr)
        print("Sửa nguyên nhân ghi ở trên rồi chạy lại lệnh make.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nĐã dừng. Chạy lại lệnh make để tiếp tục.", file=sys.stderr)
        return 130
    return 0


def prepare(venv: Path, purpose: str) -> None:
    """Make the environment fit for the purpose; returns at once when it is already."""
    ensure_system_tools(purpose)
    state = fingerprint(venv)
    if is_ready(venv, purpose, state):
        return
    if not is_usable(venv):
        create(venv)
    install(venv, purpose)
    stamp(venv, purpose).write_text(state, encoding="utf-8")


def fingerprint(venv: Path) -> str:
    """What the environment depends on: lock, metadata, where it stands, and its Python."""
    digest = sha256()
    for path in (LOCK, ROOT / "setup.py", ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    digest.update(f"{ROOT}\n{venv}\n{platform.python_version()}".encode())
    return digest.hexdigest()


def stamp(venv: Path, purpose: str) -> Path:
    return venv / f".hcmedu-{purpose}"


def is_ready(venv: Path, purpose: str, state: str) -> bool:
    """Whether this purpose, or one that holds it, was installed in this very state."""
    purposes = list(EXTRAS)
    stamps = [stamp(venv, name) for name in purposes[purposes.index(purpose) :]]
    done = any(path.exists() and path.read_text(encoding="utf-8") == state for path in stamps)
    return done and is_usable(venv)


def is_usable(venv: Path) -> bool:
    """Whether its Python still runs, has our version, and pip or uv can install into it."""
    python = venv / "bin" / "python"
    if not python.exists():
        return False
    code = "import sys; print('%d.%d' % sys.version_info[:2]); print(sys.prefix)"
    try:
        answer = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    except OSError:
        return False
    version = ".".join(platform.python_version_tuple()[:2])
    return answer.stdout.split("\n")[:2] == [version, str(venv)] and can_install(venv)


def can_install(venv: Path) -> bool:
    return shutil.which("uv") is not None or (venv / "bin" / "pip").exists()


def create(venv: Path) -> None:
    """A fresh environment; one that is broken, moved or of another Python is replaced."""
    print(f"==> Tạo môi trường Python {platform.python_version()} trong {venv}", flush=True)
    if venv.exists() and not (venv / "pyvenv.cfg").exists() and any(venv.iterdir()):
        raise SetupError(f"{venv} đã có và không phải là môi trường Python; hãy dời nó đi.")
    if shutil.which("uv"):
        run("uv", "venv", "--quiet", "--clear", "--python", sys.executable, venv)
    else:
        ensure_venv_module()
        run(sys.executable, "-m", "venv", "--clear", venv)


def ensure_venv_module() -> None:
    """Debian and Ubuntu keep ensurepip, which venv needs, in a package of its own."""
    if find_spec("ensurepip"):
        return
    package = "python{}.{}-venv".format(*sys.version_info)
    if not apt_install([package]):
        raise SetupError(
            f"Python này thiếu module venv.\nCài bằng lệnh:  sudo apt-get install -y {package}"
        )


def install(venv: Path, purpose: str) -> None:
    """Install the package, editable, with every version held by the lock."""
    target = f"{ROOT}{EXTRAS[purpose]}"
    print("==> Cài các gói theo requirements.txt (lần đầu mất vài phút)", flush=True)
    python = venv / "bin" / "python"
    if shutil.which("uv"):
        run("uv", "pip", "install", "--python", python, "-c", LOCK, *EDITABLE, "-e", target)
    else:
        run(python, "-m", "pip", "install", "-c", LOCK, *EDITABLE, "-e", target)


def ensure_system_tools(purpose: str) -> None:
    """Install what is missing as root; else print one command and what is worse without it."""
    missing = [tool for tool in SYSTEM_TOOLS if purpose in tool.purposes and tool.is_missing()]
    names = [tool.package for tool in missing]
    if not missing or (purpose != "run" and apt_install(names)):
        return
    need = "Nên cài thêm" if purpose == "run" else "Thiếu công cụ hệ thống. Cài"
    print(f"{need} bằng lệnh:  sudo apt-get install -y {' '.join(names)}")
    for tool in missing:
        print(f"  - không có {tool.package}: {tool.without}")


def apt_install(packages: list[str]) -> bool:
    """Install Debian packages; False where that can't be done (not root, no apt, no network)."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    print(f"==> Cài gói hệ thống: {' '.join(packages)}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    update = subprocess.run(["apt-get", "update", "-q"], env=environment, check=False)
    command = ["apt-get", "install", "-q", "-y", "--no-install-recommends", *packages]
    done = subprocess.run(command, env=environment, check=False)
    return update.returncode == 0 and done.returncode == 0


def run(*command: object) -> None:
    """Run a command with its own output; raises ``CalledProcessError``."""
    subprocess.run([str(part) for part in command], cwd=ROOT, check=True)


def _shown(command: Sequence[str]) -> str:
    return " ".join(str(part) for part in command)


if __name__ == "__main__":
    sys.exit(main())
