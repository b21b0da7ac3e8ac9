"""The errors of this room: each says by ``kind`` what is wrong, so that a caller can translate."""


class VietnameseError(ValueError):
    """A text that does not follow the rules.

    ``kind`` is a token out of ``kinds`` of the class, ``text`` the input as given and
    ``suggestion`` the spelling that was probably meant (or None). ``str()`` of the error is for
    logs; what a user reads is made by the caller from ``kind``.
    """

    kinds: frozenset[str] = frozenset()

    def __init__(self, kind: str, text: str, suggestion: str | None = None) -> None:
        super().__init__(f"{type(self).__name__}: {kind}: {text!r}")
        self.kind = kind
        self.text = text
        self.suggestion = suggestion
