"""Run ``parsing`` in a process with limits of time and memory, as the tools of ``conversion``."""

from datetime import datetime
from hcmedu.portal.conversion import ConversionError
from hcmedu.portal.conversion.errors import Reason as ToolReason
from hcmedu.portal.conversion.running import MEGABYTE
from hcmedu.portal.conversion.running import run_program
from hcmedu.portal.feeds.errors import FeedError
from hcmedu.portal.feeds.errors import Reason
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import json
import sys


#: Seconds of the clock, bytes of address space.
SECONDS, MEMORY = 10.0, 512 * MEGABYTE
#: The program: what this process can import, that one can, however it was made known (buildout
#: writes it into its scripts). ``-I``: nothing of the environment, nothing of the directory.
PROGRAM = (
    "import json, sys; sys.path[:] = json.load(open('path.json')); "
    "from hcmedu.portal.feeds.parsing import main; sys.exit(main(sys.argv[1:]))"
)


def parse_bounded(
    body: bytes, content_type: str, url: str, now: datetime, seconds: float = SECONDS
) -> list[dict[str, Any]]:
    """Entries of a feed as plain values. Raises ``FeedError`` and nothing else."""
    with TemporaryDirectory(prefix="hcmedu-feed-", ignore_cleanup_errors=True) as directory:
        place = Path(directory)
        place.joinpath("body").write_bytes(body)
        place.joinpath("path.json").write_text(json.dumps([p for p in sys.path if p]))
        told = ["body", _plain(content_type), _plain(url), str(now.timestamp())]
        try:
            answer = run_program(
                sys.executable, ["-I", "-c", PROGRAM, *told], place, seconds=seconds, memory=MEMORY
            )
        except ConversionError as error:
            raise _explained(error) from None
    return _read(answer)


def _plain(text: str) -> str:
    """As it may stand in a command: a NUL would end it."""
    return text.replace("\x00", "")


def _explained(error: ConversionError) -> FeedError:
    heavy = error.reason in (ToolReason.TIMED_OUT, ToolReason.TOO_LARGE)
    return FeedError(Reason.TOO_HEAVY if heavy else Reason.UNEXPECTED, str(error)[:300])


def _read(answer: str) -> list[dict[str, Any]]:
    try:
        found = json.loads(answer)
    except ValueError:
        raise FeedError(Reason.TOO_HEAVY) from None
    if "reason" in found:
        raise FeedError(Reason(found["reason"]), found["detail"])
    return found["entries"]
