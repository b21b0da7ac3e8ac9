"""Captions of a film: pure. WebVTT is what browsers read; SRT, which programs write, becomes it."""

import re


#: Captions of a long film; what is larger is no text of captions.
MAX_BYTES = 1024 * 1024
_TIME = r"(?:\d{1,3}:)?[0-5]?\d:[0-5]?\d[.,]\d{1,3}"
_CUE = re.compile(rf"^[ \t]*({_TIME})[ \t]*-->[ \t]*({_TIME})(.*)$", re.MULTILINE)


class NotCaptions(ValueError):
    """The bytes are no captions in UTF-8."""


def read_captions(data: bytes) -> str:
    """The captions as WebVTT; ``NotCaptions``: too large, not UTF-8, or without a single cue."""
    if len(data) > MAX_BYTES:
        raise NotCaptions("size")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotCaptions("encoding") from error
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()
    if not _CUE.search(text):
        raise NotCaptions("cues")
    if re.match(r"WEBVTT(?:[ \t\n]|$)", text):
        return f"{text}\n"
    return f"WEBVTT\n\n{_CUE.sub(_as_webvtt, text)}\n"


def _as_webvtt(match: re.Match[str]) -> str:
    """One timing of SRT, ``1:02:03,4 --> …``, as WebVTT wants it; settings are left out."""
    return f"{_moment(match[1])} --> {_moment(match[2])}"


def _moment(text: str) -> str:
    clock, fraction = re.split("[.,]", text)
    hours, minutes, seconds = (["0", *clock.split(":")])[-3:]
    return f"{int(hours):02d}:{int(minutes):02d}:{int(seconds):02d}.{fraction:0<3}"
