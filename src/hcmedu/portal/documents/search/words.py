"""What stock pages make of the words that a person typed, undone.

Plone's search page and its collections put a ``*`` behind each word and ``AND`` between them, since
the stock index knows nothing else. That finds ``hoạt`` for ``hoà``; the Vietnamese index widens a
query in its own way.
"""

import re


_PART = r'(?:"[^"]*"|[^\s"*]+\*)'
_MUNGED = re.compile(rf"{_PART}(?: AND {_PART})*")
_STAR = re.compile(r"\*(?= AND |$)")


def typed(text: str) -> str:
    """The words without what was put to them; any other text as it is.

    >>> typed("tuyển* AND sinh*")
    'tuyển sinh'
    >>> typed('"kế hoạch" AND năm*')
    '"kế hoạch" năm'

    One word with a star was written so by its author.
    """
    if " AND " not in text or not _MUNGED.fullmatch(text):
        return text
    return " ".join(_STAR.sub("", part) for part in text.split(" AND "))
