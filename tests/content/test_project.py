"""Project: who may add one, amounts and periods, its view, what lists know of it."""

from datetime import date
from hcmedu.portal.content.errors import FieldInvalid
from hcmedu.portal.content.project import amount_text
from hcmedu.portal.content.project import IProject
from hcmedu.portal.content.project import period
from hcmedu.portal.regulations import catalogue
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.dexterity.content import Container
from plone.dexterity.utils import createContentInContainer
from z3c.form.validator import Data
from zope.component import getUtility
from zope.schema.interfaces import IVocabularyFactory

import pytest
import transaction


FULL = {
    "title": "Cải tạo nhà vệ sinh dãy B",
    "description": "Mười hai phòng.",
    "project_kind": "hang-muc-dau-tu",
    "project_state": "da-trien-khai",
    "amount": 486_000_000,
    "funding": "Ngân sách Thành phố",
    "contractor": "Công ty TNHH Xây dựng An Lạc",
    "decision": "Quyết định số 12/QĐ-UBND",
}
XSS = "<script>alert(1)</script>"


@pytest.fixture
def make(portal):
    def create(**fields):
        with api.env.adopt_roles(["Manager"]):
            return createContentInContainer(portal, "Project", **{**FULL, **fields})

    return create


def show(project) -> str:
    with api.env.adopt_roles(["Manager"]):
        return api.content.get_view("view", project, project.REQUEST)()


class TestRefused:
    @pytest.mark.parametrize("roles", [["Anonymous"], ["Member"], ["Contributor", "Editor"]])
    def test_own_add_permission(self, portal, roles):
        setRoles(portal, TEST_USER_ID, roles)
        assert not portal.portal_types.Project.isConstructionAllowed(portal)

    def test_it_ends_after_it_begins(self):
        values = {"begins": date(2026, 8, 2), "ends": date(2026, 8, 1)}
        with pytest.raises(FieldInvalid) as caught:
            IProject.validateInvariants(Data(IProject, values, None))
        assert caught.value.field == "ends"

    @pytest.mark.parametrize("text", ["-1", "1,5", "abc", "1" + "0" * 15])
    def test_what_is_no_amount(self, text):
        with pytest.raises(Exception, match="amount"):
            IProject["amount"].fromUnicode(text)


class TestTexts:
    def test_amount(self):
        assert IProject["amount"].fromUnicode("1.850.000.000") == 1_850_000_000
        assert amount_text(1_850_000_000) == "1.850.000.000 đồng"
        assert amount_text(0) == "0 đồng"
        assert amount_text(None) == ""

    def test_period(self):
        first, last = date(2026, 7, 1), date(2026, 8, 15)
        assert period(first, last) == "01/07/2026 – 15/08/2026"
        assert period(first, None).mapping == {"day": "01/07/2026"}
        assert period(None, last).mapping == {"day": "15/08/2026"}
        assert period(None, None) == ""


class TestType:
    def test_it_outlives_the_package(self, make):
        assert type(make().aq_base) is Container
        assert IProject.providedBy(make())

    @pytest.mark.parametrize("name", ["project_kinds", "project_states"])
    def test_terms_are_those_of_the_law(self, portal, name):
        terms = getUtility(IVocabularyFactory, f"hcmedu.{name}")(portal)
        rows = getattr(catalogue(), name)
        assert [(term.token, term.title) for term in terms] == [
            (row.id, row.title) for row in rows.values()
        ]

    def test_what_lists_know(self, make):
        make(begins=date(2026, 7, 1), contractor="")
        [brain] = api.content.find(portal_type="Project")
        assert brain.project_facts == {
            "project_kind": "hang-muc-dau-tu",
            "project_state": "da-trien-khai",
            "amount": 486_000_000,
            "begins": date(2026, 7, 1),
        }

    def test_an_attachment_is_no_project(self, make, make_file):
        with api.env.adopt_roles(["Manager"]):
            api.content.create(make(), "File", "ho-so", title="Hồ sơ", file=make_file())
        [brain] = api.content.find(portal_type="File")
        assert not brain.project_facts

    def test_full_text(self, make):
        make()
        for words in ("An Lạc", "12/QĐ-UBND", "dãy B"):
            assert api.content.find(portal_type="Project", SearchableText=words)


class TestView:
    def test_facts(self, make):
        html = show(make(begins=date(2026, 7, 1), ends=date(2026, 8, 15)))
        for text in (
            *("Đã triển khai", "Hạng mục đầu tư", "486.000.000 đồng", "Ngân sách Thành phố"),
            *("Công ty TNHH Xây dựng An Lạc", "01/07/2026 – 15/08/2026", "12/QĐ-UBND"),
        ):
            assert text in html

    def test_markup_is_text(self, make):
        html = show(make(contractor=XSS, funding=XSS, decision=XSS))
        assert XSS not in html
        assert html.count("&lt;script&gt;alert(1)") == 3


def test_rest(functional_portal, anon_request, manager_request):
    data = {"@type": "Project", **FULL, "begins": "2026-07-01"}
    assert anon_request.post("/", json=data).status_code == 401
    response = manager_request.post("/", json=data)
    assert response.status_code == 201
    transaction.begin()
    body = manager_request.get(response.json()["@id"]).json()
    assert body["amount"] == 486_000_000
    assert body["project_state"]["title"] == "Đã triển khai"
    wrong = {**data, "ends": "2026-06-01"}
    assert manager_request.post("/", json=wrong).status_code == 400
