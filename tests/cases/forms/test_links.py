"""The section of feedback has a button that leads to the form, for who may see the form."""

from hcmedu.portal.cases.forms.testing import Visitor
from hcmedu.portal.editorial.settings import settings
from hcmedu.portal.school.root import find_section
from plone import api

import lxml.html
import pytest
import transaction


def buttons(school, code):
    page = Visitor(school).open(find_section(school.portal, code).absolute_url())
    links = lxml.html.fromstring(page.contents).cssselect(".hcmedu-case-links a")
    return {link.text.strip(): link.get("href") for link in links}


@pytest.fixture
def feedback(school):
    """The form went its way: lists show it to visitors."""
    settings(school.portal).self_approval = True
    form = school.forms["phan-anh-gop-y"]
    with api.env.adopt_roles(["Manager", "Reviewer"]):
        for transition in ("submit", "approve", "publish"):
            api.content.transition(form, transition)
    transaction.commit()
    return form


def test_feedback_is_one_click_away(school, feedback):
    assert buttons(school, "A12")["Gửi góp ý"] == feedback.absolute_url()


def test_other_sections_have_no_such_button(school, feedback):
    assert "Gửi góp ý" not in buttons(school, "A10")
    assert "Tra cứu tình trạng hồ sơ" in buttons(school, "A10")


def test_a_form_that_is_not_public_is_not_offered(school):
    assert "Gửi góp ý" not in buttons(school, "A12")
