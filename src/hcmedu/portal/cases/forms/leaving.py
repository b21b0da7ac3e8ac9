"""When the add-on goes: its forms stay forms that EasyForm alone understands.

A model that names an unknown type would be read as an empty one, and what people send would be
lost without a word. So files become EasyForm's own field of one file, and what is sent is kept by
EasyForm's saver, until the school decides otherwise.
"""

from hcmedu.portal.cases.forms.models import ATTACHMENTS
from hcmedu.portal.cases.forms.models import SAVE_CASE
from hcmedu.portal.cases.forms.models import SCHEMA
from hcmedu.portal.cases.forms.procedures import items_below
from plone import api
from typing import Any
from xml.etree import ElementTree as ET


ALLOWED = "easyform.allowedFields"
PLAIN_FILE = "plone.namedfile.field.NamedBlobFile"
SAVER = "collective.easyform.actions.SaveData"
#: Of a saver; settings of our action mean nothing to it.
KEPT = frozenset({"title", "required"})


def leave_forms(site: Any) -> int:
    """Turn our types into EasyForm's own in all forms; how many were changed."""
    allowed = api.portal.get_registry_record(ALLOWED, default=None) or []
    if ATTACHMENTS in allowed:
        rest = [name for name in allowed if name != ATTACHMENTS]
        api.portal.set_registry_record(ALLOWED, rest)
    return sum(leave(form) for form in items_below(site, "EasyForm"))


def leave(form: Any) -> bool:
    fields, actions = plain(form.fields_model or ""), plain(form.actions_model or "")
    changed = (fields, actions) != (form.fields_model, form.actions_model)
    if changed:
        form.fields_model, form.actions_model = fields, actions
    return changed


def plain(model: str) -> str:
    """A model without types of ours; one that holds none comes back as it is."""
    if ATTACHMENTS not in model and SAVE_CASE not in model:
        return model
    root = ET.fromstring(model)
    for field in root.iter(f"{{{SCHEMA}}}field"):
        if field.get("type") == ATTACHMENTS:
            field.set("type", PLAIN_FILE)
            drop(field, lambda name: name == "missing_value")
        elif field.get("type") == SAVE_CASE:
            field.set("type", SAVER)
            drop(field, lambda name: name not in KEPT)
    return ET.tostring(root, encoding="unicode")


def drop(field: ET.Element, is_dropped: Any) -> None:
    for child in list(field):
        if is_dropped(child.tag.rpartition("}")[2]):
            field.remove(child)
