"""Who tries to read the report of others, or to do something with it; each time refused."""

from hcmedu.portal.editorial.groups import group_ids
from hcmedu.portal.school.profile import ISchoolProfile
from plone import api

import pytest
import requests
import transaction


SCRIPT = "</script><script>alert(1)</script>"


@pytest.fixture
def schools(site):
    """Two schools of a central portal; each has a head, who is nobody in the other."""
    made = {}
    for name in ("an-lac", "binh-tan"):
        school = api.content.create(site, "School", name, title=f"THCS {name}")
        api.user.create(email=f"{name}@truong.edu.vn", username=name, password="Truong-hoc-2026")
        api.group.add_user(groupname=group_ids(school)["truong-ban"], username=name)
        made[name] = school
    transaction.commit()
    return made


#: Who asks for whose report. What somebody may not even view says nothing of itself: 401.
ASKED = (
    ("an-lac", "an-lac", 200),
    ("an-lac", "binh-tan", 403),
    ("binh-tan", "an-lac", 403),
    ("binh-tan", "binh-tan", 200),
    ("bientapvien", "an-lac", 403),
    ("an-lac", None, 403),
    (None, "an-lac", 401),
)


def test_the_report_of_another_school(ask, schools):
    for who, whose, status in ASKED:
        answer = ask(who, "@compliance", schools.get(whose))
        assert answer.status_code in ({200} if status == 200 else {401, status}), (who, whose)
        assert ("results" in answer.text) == (status == 200), (who, whose)


PATHS = (
    "++api++/@compliance",
    "@compliance/results",
    "@compliance/@compliance",
    "@@compliance",
    "@compliance?-C",
    "@compliance;.js",
    "@compliance?__ac_name=truongban&__ac_password=x",
    "van-ban/@compliance",
)


def test_other_ways_to_it(ask):
    for path in PATHS:
        answer = ask(None, path)
        assert answer.status_code in (401, 404), path
        assert "overall" not in answer.text, path


def test_a_page_of_another_site_reads_nothing(site, ask):
    url = f"{site.absolute_url()}/@compliance"
    headers = {"Accept": "application/json", "Origin": "https://la.example.vn"}
    auth = ("truongban", "Truong-hoc-2026")
    answer = requests.get(url, headers=headers, auth=auth, timeout=60)
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]


def test_what_people_typed_is_data_of_json(site, ask):
    ISchoolProfile(site).school_name = SCRIPT
    transaction.commit()
    answer = ask("truongban", "@compliance")
    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.json()["school"] == SCRIPT


VALUES = (SCRIPT, "\u202e", "%00", "' or 1=1", "x" * 5000, "\u0660", "%ED%A0%80", "%C3%28")


@pytest.mark.parametrize("name", ["on", "assume", "status", "criterion"])
def test_hostile_values_are_told_in_few_words(ask, name):
    for value in VALUES:
        answer = ask("truongban", f"@compliance?{name}={value}")
        assert answer.status_code == 400 and len(answer.text) < 1500, value
        assert list(answer.json()["error"]["parameters"]) == [name], value
