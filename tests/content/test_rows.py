"""Tables and numbers through REST: bad input is a 400 that names the column; round trips."""

from hcmedu.portal.content.rows import MOST_ROWS
from hcmedu.portal.content.rows import stored
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID

import json
import pytest
import transaction


@pytest.fixture
def portal(functional_portal):
    setRoles(functional_portal, TEST_USER_ID, ["Manager"])
    api.content.create(functional_portal, "Folder", "kho", title="Kho")
    transaction.commit()
    return functional_portal


@pytest.fixture
def post(portal, manager_request):
    """POST of a yearbook with these fields; raw JSON, so that NaN can be sent."""

    def send(**fields):
        data = {"@type": "YearbookEntry", "school_year": "2025-2026", **fields}
        headers = {"Content-Type": "application/json"}
        return manager_request.post("/kho", data=json.dumps(data), headers=headers)

    return send


GRADE = {"grade": "6", "classes": 2, "pupils": 80}
BAD_FIELDS = [
    {"grades": "6"},
    {"grades": ["6"]},
    {"grades": [["6", 2, 80]]},
    {"grades": {"grade": "6"}},
    {"grades": [{}]},
    {"grades": [None]},
    {"grades": [GRADE | {"grade": "99"}]},
    {"grades": [GRADE | {"grade": None}]},
    {"grades": [GRADE | {"grade": ["6"]}]},
    {"grades": [GRADE | {"classes": -1}]},
    {"grades": [GRADE | {"classes": 1.5}]},
    {"grades": [GRADE | {"classes": True}]},
    {"grades": [GRADE | {"classes": "hai"}]},
    {"grades": [GRADE | {"classes": "1.5"}]},
    {"grades": [GRADE | {"classes": ""}]},
    {"grades": [GRADE | {"pupils": 10**30}]},
    {"grades": [GRADE | {"girls": 81}]},
    {"grades": [GRADE | {"boarders": 81}]},
    {"grades": [GRADE, GRADE]},
    {"grades": [GRADE | {"grade": str(n % 12 + 1)} for n in range(MOST_ROWS + 1)]},
    {"grades": [GRADE], "total_pupils": 81},
    {"staff": [{"role": "giao-vien", "count": 3, "women": 4}]},
    {"staff": [{"role": "phi-cong", "count": 3}]},
    {"rooms": [{"kind": "phong-hoc", "count": 3, "area": float("nan")}]},
    {"rooms": [{"kind": "phong-hoc", "count": 3, "area": float("inf")}]},
    {"rooms": [{"kind": "phong-hoc", "count": 3, "area": "1,234"}]},
    {"sites": [{"name": "", "area": 3}]},
    {"sites": [{"name": "A", "area": 100}], "land_area": 99},
    {"land_area": -0.5},
    {"computers": "nhiều"},
    {"school_year": None},
    {"school_year": "2025"},
    {"school_year": "1999-2000"},
]


@pytest.mark.parametrize("fields", BAD_FIELDS, ids=lambda f: json.dumps(f)[:60])
def test_bad_input_is_400_and_nothing_is_saved(portal, post, fields):
    response = post(**fields)
    assert response.status_code == 400, response.text
    assert response.json()["message"]
    transaction.begin()
    assert portal.kho.objectIds() == []


@pytest.mark.parametrize(
    "fields, told",
    [
        ({"grades": [GRADE | {"pupils": -1}]}, "Số học sinh: Nhập một số nguyên"),
        ({"grades": [{"grade": "6", "classes": 2}]}, "Số học sinh: phải nhập ô này."),
        ({"grades": [GRADE | {"grade": "99"}]}, "Khối: giá trị này không hợp lệ."),
        ({"grades": [GRADE], "total_pupils": 1234}, "1.234 học sinh, nhưng tổng các khối là 80."),
        ({"grades": [GRADE | {"girls": 81}]}, "Khối 6: 81 học sinh nữ nhiều hơn 80 học sinh."),
    ],
)
def test_messages_name_row_column_and_numbers(post, fields, told):
    assert told in str(post(**fields).json()["message"])


def test_numbers_may_be_written_as_people_do(portal, post):
    response = post(computers="1.250", land_area="5.235,5", grades=[GRADE | {"pupils": "1.080"}])
    assert response.status_code == 201, response.text
    data = response.json()
    assert (data["computers"], data["land_area"]) == (1250, 5235.5)
    assert data["grades"][0]["pupils"] == data["total_pupils"] == 1080


def test_tokens_of_the_serialisation_are_understood(post):
    row = GRADE | {"grade": {"token": "6", "title": "Grade 6"}}
    assert post(grades=[row]).json()["grades"][0]["grade"] == "6"


def test_unknown_columns_are_passed_over(post):
    [row] = post(grades=[GRADE | {"evil": "<script>"}]).json()["grades"]
    assert set(row) == {"grade", "classes", "pupils", "girls", "boarders"}


def test_stored_rows_are_plain(portal, post):
    post(grades=[GRADE])
    transaction.begin()
    [entry] = portal.kho.objectValues()
    assert type(entry.grades) is list
    assert [type(row) for row in entry.grades] == [dict]


@pytest.mark.parametrize("value", [None, [], [None], ["x"], "abc", [["a"]]])
def test_what_is_no_row_is_passed_over(value):
    assert stored(value) == []
