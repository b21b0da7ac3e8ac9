"""``GET <school root>/@compliance-schema``: what an answer of ``@compliance`` looks like."""

from functools import cache
from pathlib import Path
from plone.rest.service import Service
from typing import Any

import json


#: JSON Schema 2020-12 of the form that ``serial.SCHEMA_VERSION`` counts. Readers are to take a
#: field that they don't know as they find it: a new field is no new version.
PATH = Path(__file__).with_name("compliance.schema.json")
MEDIA_TYPE = "application/schema+json"


@cache
def text() -> str:
    return PATH.read_text(encoding="utf-8")


def schema() -> dict[str, Any]:
    return json.loads(text())


class SchemaGet(Service):
    """For everybody: it tells nothing of any school."""

    def render(self) -> str:
        self.request.response.setHeader("Content-Type", MEDIA_TYPE)
        return text()
