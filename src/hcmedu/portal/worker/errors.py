"""Put the error of a job into a line for the administrator's page."""

from pathlib import PurePath

import re


LONGEST = 300
#: Folders of an absolute path, but neither those of a web address nor 1/2.
FOLDERS = re.compile(r"(?<![\w:/.])/(?:[^\s/'\":]+/)+")


def describe(error: BaseException) -> str:
    """Kind and message of an error, without the folders of this machine, cut to ``LONGEST``."""
    text = f"{type(error).__name__}: {FOLDERS.sub('…/', _message(error))}".rstrip(": ")
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _message(error: BaseException) -> str:
    if isinstance(error, OSError) and error.filename:
        return f"{error.strerror}: {PurePath(str(error.filename)).name}"
    return str(error)
