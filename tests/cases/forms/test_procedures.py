"""Whose procedure decides on the time limit of a form."""

from DateTime import DateTime
from hcmedu.portal.cases.forms.procedures import form_path
from hcmedu.portal.cases.forms.procedures import procedure_of
from hcmedu.portal.school.builder import build
from plone import api

import pytest


CODE = "chuyen-truong"
YESTERDAY, TOMORROW = DateTime() - 1, DateTime() + 1


@pytest.fixture
def form(portal):
    with api.env.adopt_roles(["Manager"]):
        build(portal)
        return api.content.create(portal, "EasyForm", "don", title="Đơn")


def add(place, name, form, public=True, **values):
    """A procedure that links to the form, unless it is told otherwise."""
    values = {"online_form_url": form_path(form), **values}
    with api.env.adopt_roles(["Manager"]):
        item = api.content.create(place, "Procedure", name, title=name, **values)
    roles = ["Anonymous", "Manager"] if public else ["Manager"]
    item.manage_permission("View", roles, acquire=0)
    return item


def test_the_one_that_links_goes_before_the_code(portal, form):
    add(portal, "a", form, code=CODE, online_form_url=None)
    linked = add(portal, "b", form)
    assert procedure_of(form, CODE) == linked


@pytest.mark.parametrize(
    ("public", "values"),
    [(False, {}), (True, {"effective_date": TOMORROW}), (True, {"expiration_date": YESTERDAY})],
    ids=["draft", "not yet", "expired"],
)
@pytest.mark.parametrize("link", [True, False])
def test_what_visitors_do_not_see_decides_nothing(portal, form, public, values, link):
    hidden = add(portal, "a", form, public, code=CODE)
    if not link:
        hidden.online_form_url = None
    for name, value in values.items():
        setattr(hidden, name, value)
    assert procedure_of(form, CODE) is None
    shown = add(portal, "b", form, code=CODE)
    assert procedure_of(form, CODE) == shown


def test_of_several_that_link_the_one_with_the_code(portal, form):
    add(portal, "a", form, code="khac")
    assert procedure_of(form, CODE) is not None
    right = add(portal, "b", form, code=CODE)
    assert procedure_of(form, CODE) == right
    assert procedure_of(form, "nghi-hoc") is None
    assert procedure_of(form, None) is None


def test_another_school_within_the_portal_decides_nothing(portal, form):
    with api.env.adopt_roles(["Manager"]):
        school = api.content.create(portal, "School", "an-lac", title="THCS An Lạc")
    add(school, "a", form, code=CODE)
    assert procedure_of(form, CODE) is None
