"""From a form as data to the XML models that EasyForm keeps: pure text in, text out."""

from hcmedu.portal.cases.forms.templates import FormField
from hcmedu.portal.cases.forms.templates import FormTemplate
from typing import Any
from xml.etree import ElementTree as ET


SCHEMA = "http://namespaces.plone.org/supermodel/schema"
EASYFORM = "http://namespaces.plone.org/supermodel/easyform"
ATTACHMENTS = "hcmedu.portal.cases.forms.fields.Attachments"
SAVE_CASE = "hcmedu.portal.cases.forms.action.SaveCase"
TYPES = {
    "text": "zope.schema.TextLine",
    "phone": "zope.schema.TextLine",
    "long": "zope.schema.Text",
    "date": "zope.schema.Date",
    "birthday": "zope.schema.Date",
    "choice": "zope.schema.Choice",
    "email": "plone.schema.email.Email",
    "files": ATTACHMENTS,
    "consent": "zope.schema.Bool",
}
#: EasyForm's validators by kind.
VALIDATORS = {"phone": "hcmedu.phone", "birthday": "hcmedu.birthday", "consent": "isChecked"}
LONGEST = {"text": 200, "long": 5000, "phone": 40}
SAVE_TITLE = "Tiếp nhận hồ sơ"


def fields_model(template: FormTemplate) -> str:
    """The questions of a form."""
    model, schema = _model()
    for field in template.fields:
        schema.append(_field(field))
    return _text(model)


def _field(field: FormField) -> ET.Element:
    element = ET.Element(f"{{{SCHEMA}}}field", {"name": field.name, "type": TYPES[field.kind]})
    if field.kind in VALIDATORS:
        element.set(f"{{{EASYFORM}}}validators", VALIDATORS[field.kind])
    _add(element, "title", field.label)
    _add(element, "description", field.hint)
    _add(element, "required", str(field.required))
    if field.kind in LONGEST:
        _add(element, "max_length", str(field.max or LONGEST[field.kind]))
    if field.values:
        values = ET.SubElement(element, f"{{{SCHEMA}}}values")
        for value in field.values:
            _add(values, "element", value)
    return element


def actions_model(template: FormTemplate) -> str:
    """What becomes of what was sent: it goes into the register."""
    return save_model(
        about=template.about,
        name_field=template.name,
        phone_field=template.phone,
        email_field=template.email,
        code=template.code,
        time_limit_days="" if template.days is None else str(template.days),
    )


def form_values(template: FormTemplate) -> dict[str, Any]:
    """All fields of an ``EasyForm`` that is ready to be used."""
    return {
        "title": template.title,
        "description": template.description,
        "fields_model": fields_model(template),
        "actions_model": actions_model(template),
        "submitLabel": template.submit,
        "thankstitle": template.thanks,
        "thanksdescription": template.promise,
        "showAll": False,
        "useCancelButton": False,
    }


def save_model(**settings: str) -> str:
    """The one action ``SaveCase`` with these settings."""
    model, schema = _model()
    element = ET.SubElement(schema, f"{{{SCHEMA}}}field", {"name": "tiep_nhan", "type": SAVE_CASE})
    _add(element, "title", SAVE_TITLE)
    for name, value in settings.items():
        _add(element, name, value)
    return _text(model)


def _model() -> tuple[ET.Element, ET.Element]:
    ET.register_namespace("", SCHEMA)
    ET.register_namespace("easyform", EASYFORM)
    model = ET.Element(f"{{{SCHEMA}}}model")
    return model, ET.SubElement(model, f"{{{SCHEMA}}}schema")


def _add(parent: ET.Element, name: str, text: str) -> None:
    if text:
        ET.SubElement(parent, f"{{{SCHEMA}}}{name}").text = text


def _text(model: ET.Element) -> str:
    ET.indent(model)
    return ET.tostring(model, encoding="unicode")
