"""Two schools in one site: each has its own tree, profile, groups; none sees the other's."""

from hcmedu.portal.regulations import catalogue
from hcmedu.portal.school import find_section
from hcmedu.portal.school import ISchoolRoot
from hcmedu.portal.school import school_root
from hcmedu.portal.school.builder import build
from hcmedu.portal.school.builder import demanded
from hcmedu.portal.school.profile import ISchoolProfile
from hcmedu.portal.school.root import section_brains
from hcmedu.portal.testing import prepared
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.base.interfaces import INavigationRoot

import pytest
import transaction


def make_school(portal, school_id, levels, boarding=False):
    portal.invokeFactory("School", school_id, title=school_id)
    school = portal[school_id]
    profile = ISchoolProfile(school)
    profile.levels, profile.boarding = set(levels), boarding
    return school


@pytest.fixture(scope="module")
def with_schools(integration_session):
    with prepared(make_schools):
        yield


def make_schools(portal):
    setRoles(portal, TEST_USER_ID, ["Manager"])
    make_school(portal, "truong-a", ["thcs"])
    make_school(portal, "truong-b", ["mam-non"])


@pytest.fixture
def schools(with_schools, portal):
    return portal["truong-a"], portal["truong-b"]


def test_school_is_a_root_with_its_own_navigation(schools):
    for school in schools:
        assert ISchoolRoot.providedBy(school)
        assert INavigationRoot.providedBy(school)


def test_each_school_has_its_own_sections(portal, schools):
    first, second = schools
    for code in catalogue().sections:
        sections = {find_section(root, code).absolute_url() for root in (portal, first, second)}
        assert len(sections) == 3
    assert school_root(find_section(first, "A06")).aq_base is first.aq_base


def test_profiles_are_apart(portal, schools):
    first, second = schools
    ISchoolProfile(first).school_name = "Trường A"
    assert ISchoolProfile(second).school_name is None
    assert ISchoolProfile(portal).school_name is None


def test_section_moved_to_another_school_belongs_there(schools):
    first, second = schools
    transaction.savepoint(optimistic=True)
    api.content.delete(find_section(second, "A17"), check_linkintegrity=False)
    api.content.move(find_section(first, "A17"), find_section(second, "A06").aq_parent)
    assert find_section(first, "A17") is None
    assert school_root(find_section(second, "A17")).aq_base is second.aq_base
    assert build(second).changes == 0
    assert build(first).created == ["A17"]


def test_copy_of_a_school_keeps_its_tree(portal, schools):
    transaction.savepoint(optimistic=True)
    copy = api.content.copy(schools[0], portal, id="truong-c")
    assert len(section_brains(copy)) == len(section_brains(schools[0]))
    assert build(copy).changes == 0


def test_level_decides_when_stated_before_the_build(portal):
    setRoles(portal, TEST_USER_ID, ["Manager"])
    for levels, boarding in (({"mam-non"}, False), ({"thcs"}, False), ({"thcs"}, True)):
        wanted = {r.code for r in catalogue().sections_for(frozenset(levels), boarding)}
        ISchoolProfile(portal).levels = levels
        ISchoolProfile(portal).boarding = boarding
        assert demanded(portal) == wanted
