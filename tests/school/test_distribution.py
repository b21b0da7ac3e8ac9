"""Site creation: the distribution ``hcmedu-school``, and the import step on new and used sites."""

from hcmedu.portal.regulations import catalogue
from hcmedu.portal.school.builder import build
from hcmedu.portal.school.profile import ISchoolProfile
from hcmedu.portal.school.root import section_brains
from plone import api
from plone.distribution.api import distribution as distributions
from plone.distribution.api import site as sites
from plone.distribution.utils.validation import validate_answers
from plone.portlets.interfaces import IPortletAssignmentMapping
from plone.portlets.interfaces import IPortletManager
from zope.component import getMultiAdapter
from zope.component import getUtility

import pytest


ANSWERS = {
    "site_id": "truong",
    "title": "Trường Mầm non Hoa Mai",
    "levels": ["mam-non"],
    "boarding": True,
    "default_language": "vi",
    "portal_timezone": "Asia/Ho_Chi_Minh",
    "setup_content": False,
}


@pytest.fixture(scope="session")
def distribution_name():
    return "hcmedu-school"


def codes(site):
    found = {brain.section_code for brain in section_brains(site)}
    return {code for code in found if not code.startswith("G-")}


@pytest.mark.parametrize("levels", [["dai-hoc"], [], "thcs", None])
def test_unknown_level_is_refused(integration, levels):
    schema = distributions.get("hcmedu-school").schema
    assert not validate_answers({**ANSWERS, "levels": levels}, schema)


def test_levels_of_the_form_are_those_of_the_catalogue(integration):
    schema = distributions.get("hcmedu-school").schema
    choices = schema["properties"]["levels"]["items"]["oneOf"]
    levels = catalogue().levels.values()
    assert choices == [{"const": level.id, "title": level.title} for level in levels]


def test_site_has_the_tree_of_its_level(app, create_site):
    site = create_site(app, ANSWERS)
    wanted = {row.code for row in catalogue().sections_for(frozenset(["mam-non"]), True)}
    assert codes(site) == wanted
    assert len(wanted) < len(catalogue().sections)
    assert ISchoolProfile(site).school_name == "Trường Mầm non Hoa Mai"
    assert api.portal.get_registry_record("plone.default_language") == "vi"
    assert api.portal.get_registry_record("plone.portal_timezone") == "Asia/Ho_Chi_Minh"
    assert build(site).changes == 0


@pytest.fixture
def classic(app, create_site):
    """A stock Classic site, before the add-on is activated."""
    with api.env.adopt_user("admin"):
        answers = {**ANSWERS, "site_id": "classic", "title": "Site"}
        site = sites._create_site(app, "classic", answers)
    return site


def activate(site):
    with api.env.adopt_roles(["Manager"]):
        site.portal_setup.runAllImportStepsFromProfile("profile-hcmedu.portal:default")


def test_new_site_gets_every_section(classic):
    activate(classic)
    assert codes(classic) == set(catalogue().sections)


def test_site_in_use_waits_for_confirmation(classic):
    with api.env.adopt_roles(["Manager"]):
        classic.invokeFactory("Document", "trang-cu", title="Trang cũ")
    activate(classic)
    assert codes(classic) == set()
    with api.env.adopt_roles(["Manager"]):
        build(classic)
    assert codes(classic) == set(catalogue().sections)
    assert classic["trang-cu"].Title() == "Trang cũ"
    assert next(iter(classic.contentIds())) == "trang-cu"


def test_profile_again_on_a_confirmed_site_brings_back_what_is_mandatory(classic):
    activate(classic)
    with api.env.adopt_roles(["Manager"]):
        brain = section_brains(classic, "A07")[0]
        api.content.delete(brain.getObject(), check_linkintegrity=False)
    activate(classic)
    assert "A07" in codes(classic)


def test_pages_take_the_whole_width(app, create_site):
    """No stock portlet, in English, beside the content of a new school."""
    site = create_site(app, ANSWERS)
    for name in ("plone.leftcolumn", "plone.rightcolumn"):
        manager = getUtility(IPortletManager, name=name, context=site)
        assert list(getMultiAdapter((site, manager), IPortletAssignmentMapping)) == []
