"""``@sections`` and the school profile through plone.restapi."""

from hcmedu.portal.regulations import catalogue
from hcmedu.portal.school import find_section
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID

import pytest
import transaction


@pytest.fixture
def portal(functional_portal):
    return functional_portal


@pytest.fixture
def anonymous(anon_request):
    return anon_request


@pytest.fixture
def manager(manager_request):
    return manager_request


def test_hidden_sections_are_left_out_for_anonymous(portal, anonymous):
    setRoles(portal, TEST_USER_ID, ["Manager"])
    section = find_section(portal, "A23")
    api.content.transition(section, to_state="hidden")
    transaction.commit()
    codes = [item["code"] for item in anonymous.get("/@sections").json()["items"]]
    assert "A23" not in codes
    assert "A06" in codes


def test_sections_in_the_order_of_the_catalogue(anonymous):
    response = anonymous.get("/@sections")
    assert response.status_code == 200
    items = response.json()["items"]
    assert [item["code"] for item in items] == list(catalogue().sections)
    assert set(items[0]) == {
        "@id", "code", "title", "description", "display", "obligation", "group", "parent"
    }  # fmt: skip


def test_no_sections_outside_a_school_root(portal, anonymous):
    url = find_section(portal, "A06").absolute_url_path()
    assert anonymous.get(f"{url[len(portal.absolute_url_path()) :]}/@sections").status_code == 404


def test_profile_cannot_be_patched_by_anonymous(anonymous):
    assert anonymous.patch("/", json={"school_name": "X"}).status_code == 401


@pytest.mark.parametrize(
    "data",
    [
        {"official_email": "truong@gmail.com"},
        {"levels": ["dai-hoc"]},
        {"phones": ["12"]},
        {"domain": "truong.com"},
        {"founding_year": "năm ngoái"},
    ],
)
def test_bad_profile_is_400_and_nothing_is_saved(manager, data):
    response = manager.patch("/", json={"school_name": "Trường mới", **data})
    assert response.status_code == 400, response.text
    assert manager.get("/").json().get("school_name") is None


def test_profile_round_trip(manager):
    data = {
        "school_name": "Trường THCS Hướng Dương",
        "boarding": True,
        "founding_year": 1998,
        "official_email": "c2huongduong@hcm.edu.vn",
        "phones": ["028 3829 1875"],
        "domain": "thcshuongduong.hcm.edu.vn",
    }
    assert manager.patch("/", json={**data, "levels": ["thcs"]}).status_code == 204
    saved = manager.get("/").json()
    assert {key: saved[key] for key in data} == data
    assert [level["token"] for level in saved["levels"]] == ["thcs"]


@pytest.mark.parametrize("code", ["nope", "A99", "G-nope", "<script>"])
def test_unknown_section_code_is_400(portal, manager, code):
    path = find_section(portal, "A23").absolute_url_path().removeprefix("/plone")
    answer = manager.patch(path, json={"section_code": code})
    assert answer.status_code == 400
    assert find_section(portal, "A23") is not None
