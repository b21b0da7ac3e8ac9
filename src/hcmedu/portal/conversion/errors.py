"""Why a file can't be converted, in a word that callers put into a sentence."""

from enum import StrEnum


class Reason(StrEnum):
    """Stored with an item and read by callers: values stay."""

    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_LARGE = "too_large"
    TIMED_OUT = "timed_out"
    NO_TOOL = "no_tool"
    UNSUPPORTED = "unsupported"


class ConversionError(Exception):
    """``detail`` is for the log: it may hold what a tool said, never shown to people."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else str(reason))
        self.reason = reason
        self.detail = detail
