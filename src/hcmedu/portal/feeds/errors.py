"""Why a feed brings nothing: a word for it, by which ``reasons`` finds the sentence."""

from enum import StrEnum


class Reason(StrEnum):
    """Stored beside a feed; names stay."""

    BAD_ADDRESS = "bad_address"
    FOREIGN_SCHEME = "foreign_scheme"
    CREDENTIALS = "credentials"
    PORT = "port"
    UNKNOWN_HOST = "unknown_host"
    INTERNAL = "internal"
    UNREACHABLE = "unreachable"
    CERTIFICATE = "certificate"
    TIMED_OUT = "timed_out"
    BROKEN_OFF = "broken_off"
    STATUS = "status"
    REDIRECTS = "redirects"
    DOWNGRADE = "downgrade"
    TOO_LARGE = "too_large"
    COMPRESSION = "compression"
    NO_FEED = "no_feed"
    ENTITIES = "entities"
    TOO_HEAVY = "too_heavy"
    UNEXPECTED = "unexpected"


class FeedError(Exception):
    """The only error of fetching and parsing. ``detail`` is for the administrator's eyes."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else str(reason))
        self.reason = reason
        self.detail = detail
