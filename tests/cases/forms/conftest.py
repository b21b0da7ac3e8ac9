"""A school with two public forms, and visitors who fill them in."""

from hcmedu.portal.cases.forms.testing import publish
from hcmedu.portal.cases.forms.testing import Visitor
from hcmedu.portal.school.builder import build
from hcmedu.portal.submissions import throttle
from hcmedu.portal.submissions.testing import errors_are_kept
from plone import api
from types import SimpleNamespace

import pytest
import transaction


@pytest.fixture(autouse=True)
def nobody_sent_yet():
    throttle.forget()
    yield
    throttle.forget()


@pytest.fixture
def school(functional):
    """``portal``: the built school; ``forms``: published, by code; ``url``."""
    portal = functional["portal"]
    with api.env.adopt_roles(["Manager"]):
        build(portal)
        forms = {code: publish(portal, code) for code in ("chuyen-truong", "phan-anh-gop-y")}
        transaction.commit()
    with errors_are_kept():
        yield SimpleNamespace(portal=portal, forms=forms, app=functional["app"])


@pytest.fixture
def visitor(school):
    return Visitor(school)
