"""Run one system tool on a file: bounded in time, memory and output, and nothing left running.

A tool runs in a private directory, where its file lies under a name of ours: the name that people
gave it never reaches a command line, and no shell reads it.
"""

from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from contextlib import suppress
from hcmedu.portal.conversion.errors import ConversionError
from hcmedu.portal.conversion.errors import Reason
from hcmedu.portal.conversion.tools import require
from pathlib import Path
from tempfile import TemporaryDirectory
from tempfile import TemporaryFile
from typing import IO

import os
import resource
import select
import shutil
import signal
import subprocess


MEGABYTE = 1024 * 1024
#: Bytes of address space of a tool, and of LibreOffice, which maps much that it never touches.
MEMORY = 1024 * MEGABYTE
OFFICE_MEMORY = 4096 * MEGABYTE
#: Bytes of any one file that a tool writes.
OUTPUT = 64 * MEGABYTE
#: Bytes of a file that is taken in at all.
LARGEST_FILE = 256 * MEGABYTE
#: Bytes of what a tool answers, and of what it complains, that are read.
ANSWER, COMPLAINT = 4 * MEGABYTE, 4096


@contextmanager
def workshop(path: Path, name: str, *, copy: bool = False) -> Iterator[Path]:
    """A private directory with the file in it as ``name``, gone afterwards.

    A link, unless ``copy`` asks for a file of its own. Raises ``ConversionError`` (too_large).
    """
    if path.stat().st_size > LARGEST_FILE:
        raise ConversionError(Reason.TOO_LARGE, f"{path.stat().st_size} bytes")
    with TemporaryDirectory(prefix="hcmedu-conversion-", ignore_cleanup_errors=True) as directory:
        target = Path(directory, name)
        if copy:
            shutil.copyfile(path, target)
        else:
            target.symlink_to(path.resolve())
        yield Path(directory)


def run(
    tool: str,
    arguments: Sequence[str],
    directory: Path,
    *,
    seconds: float,
    memory: int = MEMORY,
) -> str:
    """Run a tool in the directory; what it wrote to its standard output.

    Raises ``ConversionError``: no_tool, and what ``run_program`` raises.
    """
    return run_program(require(tool), arguments, directory, seconds=seconds, memory=memory)


def run_program(
    program: str,
    arguments: Sequence[str],
    directory: Path,
    *,
    seconds: float,
    memory: int = MEMORY,
) -> str:
    """The same with the path of a program.

    Raises ``ConversionError``: timed_out (after so many seconds of the clock), too_large (more
    output than ``OUTPUT``), encrypted, else damaged.
    """
    command = [*_limits(memory), program, *arguments]
    tool = Path(program).name
    with TemporaryFile(dir=directory) as stdout, TemporaryFile(dir=directory) as stderr:
        process = subprocess.Popen(
            command,
            cwd=directory,
            env=_environment(directory),
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=stderr,
            start_new_session=True,
        )
        try:
            _wait(process, seconds)
            status = process.wait(0)
        except subprocess.TimeoutExpired:
            raise ConversionError(Reason.TIMED_OUT, f"{tool}: {seconds:.0f} s") from None
        finally:
            _kill_group(process)
        answer, complaint = _head(stdout, ANSWER), _head(stderr, COMPLAINT)
    if status != 0:
        detail = f"{tool} ended with {status}: {complaint[:300]}"
        raise ConversionError(_reason(status, complaint), detail)
    return answer


def _wait(process: subprocess.Popen, seconds: float) -> None:
    """Until it ends, or so long: by the kernel, as Python's own wait looks every 50 ms only."""
    try:
        descriptor = os.pidfd_open(process.pid)
    except (AttributeError, OSError):  # another system, or an old kernel
        process.wait(seconds)
        return
    try:
        select.select([descriptor], [], [], seconds)
    finally:
        os.close(descriptor)


def _head(stream: IO[bytes], size: int) -> str:
    stream.seek(0)
    return stream.read(size).decode("utf-8", "replace")


def _limits(memory: int) -> list[str]:
    """The command that sets the limits before the tool begins; nothing where it is missing."""
    path = shutil.which("prlimit")
    if path is None:
        return []
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    memory = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    return [path, f"--as={memory}", f"--fsize={OUTPUT}", "--core=0", "--"]


def _environment(directory: Path) -> dict[str, str]:
    """Few variables: no proxy, no home of the server, one thread for tesseract."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(directory),
        "TMPDIR": str(directory),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "OMP_THREAD_LIMIT": "1",
        **{name: os.environ[name] for name in ("TESSDATA_PREFIX",) if name in os.environ},
    }


def _kill_group(process: subprocess.Popen) -> None:
    """End the tool and all that it started: LibreOffice is a family of processes."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _reason(status: int, text: str) -> Reason:
    if status == -signal.SIGXFSZ:
        return Reason.TOO_LARGE
    if "ncorrect password" in text:
        return Reason.ENCRYPTED
    if status in (-signal.SIGKILL, -signal.SIGABRT) or "emory" in text or "bad_alloc" in text:
        return Reason.TOO_LARGE
    return Reason.DAMAGED
