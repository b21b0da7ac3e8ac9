"""LearningResource: somewhere it must be; facts; REST round trip."""

from base64 import b64encode
from hcmedu.portal.content.errors import FieldInvalid
from hcmedu.portal.content.resource import ILearningResource
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.dexterity.content import Container
from plone.dexterity.utils import createContentInContainer
from z3c.form.validator import Data

import pytest
import transaction


FULL = {
    "title": "Phân số",
    "description": "Bài giảng tương tác.",
    "resource_kind": "lecture",
    "school_subject": "toan",
    "grade": "6",
    "term": "1",
    "author": "Trần Thị Bích",
    "remote_url": "https://igiaoduc.vn/bai?x=1",
}
CHOICES = {"resource_kind", "school_subject", "grade", "term"}
XSS = "<script>alert(1)</script>"


@pytest.fixture
def make(portal):
    def create(**fields):
        with api.env.adopt_roles(["Manager"]):
            return createContentInContainer(portal, "LearningResource", **{**FULL, **fields})

    return create


def show(resource) -> str:
    with api.env.adopt_roles(["Manager"]):
        return api.content.get_view("view", resource, resource.REQUEST)()


def check(resource, **values) -> None:
    values = {"file": None, "remote_url": None} | values
    ILearningResource.validateInvariants(Data(ILearningResource, values, resource))


class TestRefused:
    @pytest.mark.parametrize("roles", [["Anonymous"], ["Member"], ["Contributor", "Editor"]])
    def test_own_add_permission(self, portal, roles):
        setRoles(portal, TEST_USER_ID, roles)
        assert not portal.portal_types.LearningResource.isConstructionAllowed(portal)

    def test_nowhere(self, portal, make):
        for context in (None, portal, make()):
            with pytest.raises(FieldInvalid) as caught:
                check(context)
            assert caught.value.field == "file"


class TestSomewhere:
    def test_address_or_file(self, make_file):
        check(None, remote_url="https://igiaoduc.vn")
        check(None, file=make_file())

    def test_attachment(self, make, make_file):
        resource = make()
        with api.env.adopt_roles(["Manager"]):
            api.content.create(resource, "File", "bai", title="Bài", file=make_file())
        check(resource)


class TestView:
    def test_facts_and_link(self, make):
        html = show(make())
        for text in (
            *("Bài giảng E-learning", "Toán", "Khối 6", "Học kỳ I", "Trần Thị Bích"),
            *("Mở tại", "igiaoduc.vn", 'href="https://igiaoduc.vn/bai?x=1"'),
        ):
            assert text in html

    def test_file(self, make, make_file):
        html = show(make(remote_url=None, file=make_file("pptx")))
        assert "@@download/file/van-ban.pptx" in html
        assert "PowerPoint" in html
        assert "Mở tại" not in html

    def test_script_is_harmless(self, make):
        fields = dict.fromkeys(("title", "description", "author", "school_subject", "grade"), XSS)
        assert XSS not in show(make(**fields, remote_url=f'https://a.vn/">{XSS}'))


def test_stock_class_keywords_and_catalog(make):
    resource = make()
    assert type(resource.aq_base) is Container
    assert resource.Subject() == ()
    [brain] = api.content.find(resource_kind="lecture", school_subject="toan", grade="6", term="1")
    assert brain.author == "Trần Thị Bích"


class TestRest:
    @pytest.fixture
    def portal(self, functional_portal):
        setRoles(functional_portal, TEST_USER_ID, ["Manager"])
        return functional_portal

    def packed(self, data: bytes, name: str) -> dict:
        return {"data": b64encode(data).decode(), "encoding": "base64", "filename": name}

    def test_anonymous_may_not(self, portal, anon_request):
        data = {"@type": "LearningResource", **FULL}
        assert anon_request.post("/", json=data).status_code == 401

    @pytest.mark.parametrize(
        "fields",
        [
            {"remote_url": None},
            {"remote_url": "javascript:alert(1)"},
            {"remote_url": "data:text/html,x"},
            {"remote_url": "igiaoduc.vn"},
            {"resource_kind": None},
            {"resource_kind": "game"},
            {"school_subject": "bay"},
            {"grade": "13"},
            {"term": "3"},
            {"title": ""},
        ],
    )
    def test_bad_input(self, portal, manager_request, fields):
        response = manager_request.post("/", json={"@type": "LearningResource", **FULL, **fields})
        assert response.status_code == 400, response.text
        transaction.begin()
        assert "phan-so" not in portal

    def test_web_page_named_pdf(self, portal, manager_request, html_page):
        data = {"@type": "LearningResource", **FULL, "file": self.packed(html_page, "bai.pdf")}
        assert manager_request.post("/", json=data).status_code == 400

    def test_address_cannot_be_taken_away(self, portal, manager_request):
        manager_request.post("/", json={"@type": "LearningResource", **FULL})
        response = manager_request.patch("/phan-so", json={"remote_url": None})
        assert response.status_code == 400
        assert manager_request.get("/phan-so").json()["remote_url"] == FULL["remote_url"]

    def test_round_trip(self, portal, manager_request, samples):
        data = {"@type": "LearningResource", **FULL}
        data |= {"file": self.packed(samples["mp4"], "bai.mp4"), "source_name": "Sở GD&ĐT"}
        made = manager_request.post("/", json=data).json()
        for name, value in FULL.items():
            assert (made[name]["token"] if name in CHOICES else made[name]) == value, name
        assert made["file"]["filename"] == "bai.mp4"
        assert made["source_name"] == "Sở GD&ĐT"
        again = {name: made[name] for name in [*FULL, "file"]}
        assert manager_request.patch("/phan-so", json=again).status_code == 204
        after = manager_request.get("/phan-so").json()
        assert {name: after[name] for name in again} == again


class TestForm:
    def test_nowhere(self, functional_portal, send_form, error_at):
        values = {"title": "A", "resource_kind:list": "lecture"}
        answer = send_form("/++add++LearningResource", values)
        assert "chọn tệp, hoặc nhập địa chỉ" in error_at(answer, "file")

    def test_keywords_and_subject_are_two(self, functional_portal, send_form):
        values = {"title": "A", "resource_kind:list": "lecture", "remote_url": "https://a.vn"}
        values |= {"school_subject:list": "toan", "ICategorization.subjects": "phân số"}
        send_form("/++add++LearningResource", values)
        transaction.begin()
        resource = functional_portal["a"]
        assert (resource.school_subject, resource.Subject()) == ("toan", ("phân số",))
