"""Fill the school's texts: language, names and dates as they stand in a mail."""

from collections.abc import Mapping
from datetime import datetime
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.editorial.mailtexts import default_text
from hcmedu.portal.editorial.notify.people import one_line
from hcmedu.portal.editorial.settings import settings
from hcmedu.portal.school.profile import ISchoolProfile
from plone import api
from string import Template
from typing import Any
from zope.i18n import translate
from zope.i18nmessageid import Message

import re


def fill(root: Any, part: str, kind: str, values: Mapping[str, Any]) -> str:
    """``part``: subject or body. Values are filled in once: what a title says is no template."""
    name = f"mail_{part}_{kind}"
    text = getattr(settings(root), name) or default_text(name)
    filled = Template(text.replace("\r\n", "\n")).safe_substitute(values)
    # A placeholder without a value, on a line of its own, leaves no hole.
    return re.sub(r"\n{3,}", "\n\n", filled).strip() + "\n"


def say(message: str, **mapping: str) -> str:
    """A message in the language of the site: the worker knows no reader's language."""
    language = api.portal.get_default_language()
    return translate(Message(message, mapping=mapping), target_language=language)


def format_time(moment: datetime) -> str:
    """20/11/2026 08:05, in the time zone of the site."""
    return f"{in_zone(moment):%d/%m/%Y %H:%M}"


def school_name(root: Any) -> str:
    profile = ISchoolProfile(root, None)
    return one_line(getattr(profile, "school_name", None) or root.Title())
