"""The standard forms: complete, in Vietnamese, made once, by who may."""

from collective.easyform.api import get_actions
from collective.easyform.api import get_schema
from hcmedu.portal.cases.forms.action import save_action
from hcmedu.portal.cases.forms.leaving import leave
from hcmedu.portal.cases.forms.models import form_values
from hcmedu.portal.cases.forms.standard import existing_form
from hcmedu.portal.cases.forms.standard import existing_procedure
from hcmedu.portal.cases.forms.standard import make
from hcmedu.portal.cases.forms.templates import form_templates
from hcmedu.portal.cases.forms.templates import KINDS
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.school import find_section
from hcmedu.portal.school.builder import build
from plone import api
from plone.dexterity.utils import createContent
from zope.schema import getFieldNamesInOrder

import pytest


TEMPLATES = form_templates()


def test_each_procedure_of_the_regulation_has_its_form():
    assert set(TEMPLATES) == {*catalogue().procedures, "phan-anh-gop-y"}


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_a_form_asks_for_what_it_needs(template):
    names = [field.name for field in template.fields]
    assert len(names) == len(set(names))
    assert {template.name, template.phone, template.email} <= set(names)
    assert {field.kind for field in template.fields} <= set(KINDS)
    assert template.fields[-1].kind == "consent" and template.fields[-1].required
    required = {field.name for field in template.fields if field.required}
    assert (template.phone in required) == (template.about == "application")


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_easyform_reads_the_models(portal, template):
    form = createContent("EasyForm", **form_values(template)).__of__(portal)
    assert getFieldNamesInOrder(get_schema(form)) == [field.name for field in template.fields]
    action = save_action(form)
    assert (action.code, action.about) == (template.code, template.about)
    assert (action.phone_field, action.time_limit_days) == (template.phone, template.days)


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_without_the_add_on_a_form_keeps_what_is_sent(portal, template):
    form = createContent("EasyForm", **form_values(template)).__of__(portal)
    assert leave(form)
    assert "hcmedu" not in form.actions_model
    assert "hcmedu.portal" not in form.fields_model
    assert getFieldNamesInOrder(get_schema(form)) == [field.name for field in template.fields]
    (name,) = getFieldNamesInOrder(get_actions(form))
    assert type(get_actions(form)[name]).__name__ == "SaveData"
    assert not leave(form)


@pytest.fixture
def school(portal):
    with api.env.adopt_roles(["Manager"]):
        build(portal)
        yield portal


@pytest.mark.parametrize("code", ["chuyen-truong", "phan-anh-gop-y"])
def test_a_second_run_makes_nothing(school, code):
    template = TEMPLATES[code]
    made = make(school, template)
    assert existing_form(school, code) in made
    assert api.content.get_state(made[0]) == "draft"
    assert make(school, template) == []


def test_form_and_procedure_know_each_other(school):
    form, procedure = make(school, TEMPLATES["chuyen-truong"])
    assert procedure.online_form_url == "/thu-tuc/dich-vu-cong-truc-tuyen/don-xin-chuyen-truong"
    assert procedure.time_limit_days == 3
    assert existing_procedure(school, "chuyen-truong") == procedure
    assert form.aq_parent == find_section(school, "A10")
    assert procedure.aq_parent == find_section(school, "A09")


def test_a_procedure_that_is_there_is_linked(school):
    section = find_section(school, "A09")
    procedure = api.content.create(section, "Procedure", "p", title="P", code="nghi-hoc")
    make(school, TEMPLATES["nghi-hoc"])
    assert procedure.online_form_url.endswith("/don-xin-nghi-hoc")


def test_a_form_of_its_own_begins_with_our_action(school):
    form = api.content.create(find_section(school, "A12"), "EasyForm", "f", title="Khảo sát")
    assert save_action(form).about == "feedback"
    assert "Mailer" not in form.actions_model and "TDefault" not in form.fields_model
