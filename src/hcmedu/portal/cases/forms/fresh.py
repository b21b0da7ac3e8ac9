"""A form that somebody adds begins with our fields and our action, not with a mailer."""

from dataclasses import replace
from hcmedu.portal.cases.forms.models import actions_model
from hcmedu.portal.cases.forms.models import fields_model
from hcmedu.portal.cases.forms.templates import FEEDBACK
from hcmedu.portal.cases.forms.templates import FEEDBACK_SECTION
from hcmedu.portal.cases.forms.templates import form_templates
from hcmedu.portal.cases.model import About
from hcmedu.portal.school.root import section_of
from typing import Any


def form_added(form: Any, event: Any) -> None:
    """Subscriber. EasyForm's defaults would mail what was typed to the site's address."""
    template = form_templates()[FEEDBACK]
    if "fields_model" not in form.__dict__:
        form.fields_model = fields_model(template)
    if "actions_model" not in form.__dict__:
        about = template.about if in_feedback(form) else About.APPLICATION.value
        form.actions_model = actions_model(replace(template, about=about))
    if "showAll" not in form.__dict__:
        form.showAll = False


def in_feedback(form: Any) -> bool:
    section = section_of(form)
    return section is not None and section.section_code == FEEDBACK_SECTION
