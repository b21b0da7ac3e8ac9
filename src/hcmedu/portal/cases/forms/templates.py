"""The standard forms as data (``data/forms.yaml``): no Plone, no Zope."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from functools import cache
from pathlib import Path
from typing import Any

import yaml


DATA = Path(__file__).parent / "data" / "forms.yaml"
FEEDBACK = "phan-anh-gop-y"
#: Where the forms belong: feedback in its own section, all others among the online services.
SECTION, FEEDBACK_SECTION, PROCEDURES_SECTION = "A10", "A12", "A09"
KINDS = ("text", "long", "date", "birthday", "choice", "email", "phone", "files", "consent")


@dataclass(frozen=True)
class FormField:
    """One question; ``max``: most signs of a text, ``values``: of a choice."""

    name: str
    label: str
    kind: str
    hint: str = ""
    required: bool = False
    max: int | None = None
    values: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class FormTemplate:
    """A whole form. ``code``: of its procedure, or ``FEEDBACK``; ``days``: working days; ``name``,
    ``phone``, ``email``: names of fields."""

    code: str
    id: str
    title: str
    description: str
    about: str
    name: str
    phone: str
    email: str
    submit: str
    thanks: str
    promise: str
    citations: tuple[str, ...]
    fields: tuple[FormField, ...]
    days: int | None = None

    @property
    def section(self) -> str:
        return FEEDBACK_SECTION if self.code == FEEDBACK else SECTION


@cache
def form_templates() -> Mapping[str, FormTemplate]:
    """By code, in the order of the regulation."""
    rows = yaml.safe_load(DATA.read_text(encoding="utf-8"))["forms"]
    return {row["code"]: _template(row) for row in rows}


def _template(row: dict[str, Any]) -> FormTemplate:
    fields = tuple(_field(each) for each in row["fields"])
    return FormTemplate(**{**row, "fields": fields, "citations": tuple(row["citations"])})


def _field(row: dict[str, Any]) -> FormField:
    return FormField(**{**row, "values": tuple(row.get("values", ()))})
