"""schema.org as JSON-LD, out of plain values: pure.

Browsers take a block of data for no script, so that no content security policy is in its way. What
people typed never ends the block: ``<``, ``>`` and ``&`` are written as escapes of JSON.
"""

from datetime import datetime
from typing import Any

import json


CONTEXT = "https://schema.org"
_ESCAPES = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}
#: Types of schools by the levels of the catalogue; several levels are a school.
SCHOOLS = {
    "mam-non": "Preschool",
    "tieu-hoc": "ElementarySchool",
    "thcs": "MiddleSchool",
    "thpt": "HighSchool",
}


def as_json(data: Any) -> str:
    """JSON that may stand in a ``script`` element of HTML as it is."""
    return json.dumps(without_empty(data), ensure_ascii=False).translate(_ESCAPES)


def without_empty(data: Any) -> Any:
    """The same without keys that hold nothing."""
    if isinstance(data, dict):
        cleaned = {key: without_empty(value) for key, value in data.items()}
        return {key: value for key, value in cleaned.items() if value not in (None, "", [], {})}
    if isinstance(data, list | tuple):
        return [without_empty(each) for each in data]
    return data.isoformat() if isinstance(data, datetime) else data


def school_type(levels: list[str]) -> str:
    """The narrowest type that says all levels."""
    return SCHOOLS.get(levels[0], "School") if len(levels) == 1 else "School"


def breadcrumbs(steps: list[tuple[str, str]]) -> dict[str, Any]:
    """``steps``: title and address, from the home page to the page itself."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": at, "name": title, "item": url}
            for at, (title, url) in enumerate(steps, 1)
        ],
    }
