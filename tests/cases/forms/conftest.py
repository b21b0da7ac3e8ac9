"""A school with two public forms, and visitors who fill them in."""

from hcmedu.portal.cases.forms.templates import form_templates
from hcmedu.portal.cases.forms.testing import publish
from hcmedu.portal.cases.forms.testing import Visitor
from hcmedu.portal.school.builder import build
from hcmedu.portal.school.root import find_section
from hcmedu.portal.submissions import throttle
from hcmedu.portal.submissions.testing import errors_are_kept
from hcmedu.portal.testing import prepared
from plone import api
from types import SimpleNamespace

import pytest


FORMS = ("chuyen-truong", "phan-anh-gop-y")


@pytest.fixture(autouse=True)
def nobody_sent_yet():
    throttle.forget()
    yield
    throttle.forget()


@pytest.fixture(scope="module")
def built(integration_session):
    with prepared(build_with_forms):
        yield


def build_with_forms(portal):
    with api.env.adopt_roles(["Manager"]):
        build(portal)
        for code in FORMS:
            publish(portal, code)


@pytest.fixture
def school(built, functional):
    """``portal``: the built school; ``forms``: published, by code; ``url``."""
    portal = functional["portal"]
    with api.env.adopt_roles(["Manager"]):
        forms = {code: form_of(portal, code) for code in FORMS}
    with errors_are_kept():
        yield SimpleNamespace(portal=portal, forms=forms, app=functional["app"])


def form_of(portal, code):
    template = form_templates()[code]
    return find_section(portal, template.section)[template.id]


@pytest.fixture
def visitor(school):
    return Visitor(school)
