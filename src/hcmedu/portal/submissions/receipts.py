"""Receipt numbers (mã biên nhận): read out on the phone, and not to be guessed.

Twelve signs of 32 are 60 bits. No sign looks like another one: I, L, O and U are never made, and
what people type for them is read as what they meant.
"""

from base64 import b32encode

import hashlib
import hmac
import re


LENGTH, GROUP = 12, 4
_BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TO_OURS = str.maketrans(_BASE32, SIGNS)
_MEANT = str.maketrans({"O": "0", "I": "1", "L": "1"})
_RECEIPT = re.compile(f"[{SIGNS}]{{{LENGTH}}}")


def derived_receipt(secret: bytes, *parts: bytes) -> str:
    """The receipt of these parts: always the same, and unknown to who does not know the secret."""
    digest = hmac.new(secret, digestmod=hashlib.sha256)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return b32encode(digest.digest()).decode("ascii").translate(_TO_OURS)[:LENGTH]


def read_receipt(text: str) -> str | None:
    """What a person typed, with or without its dashes → the receipt; None when it is none."""
    signs = re.sub(r"[\s.\-\u2010-\u2015_]+", "", text).upper().translate(_MEANT)
    return signs if _RECEIPT.fullmatch(signs) else None


def shown_receipt(receipt: str) -> str:
    """``7KQM-29FD-XRT4``."""
    return "-".join(receipt[at : at + GROUP] for at in range(0, len(receipt), GROUP))
