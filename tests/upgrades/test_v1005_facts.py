"""A site of version 1004 is told what its items lack, and who may read what follows from it."""

from hcmedu.portal.compliance.attesting import attest
from hcmedu.portal.compliance.attesting import attestations
from hcmedu.portal.compliance.facts import report_of
from hcmedu.portal.compliance.removal import remove_compliance
from hcmedu.portal.school import find_section
from hcmedu.portal.upgrades.v1005 import facts
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from zope.annotation.interfaces import IAnnotations

import pytest


@pytest.fixture
def old_site(portal):
    """As version 1004 left it: neither index nor columns, permissions that are Zope's defaults."""
    person = createContent("StaffMember", title="Cô Lan", position="Giáo viên")
    addContentToContainer(find_section(portal, "A04"), person, checkConstraints=False)
    for name in facts.COLUMNS:
        portal.portal_catalog.delColumn(name)
    portal.portal_catalog.delIndex(facts.INDEX)
    for name in facts.PERMISSIONS:
        portal.manage_permission(name, [], acquire=1)
    return portal


def person(site):
    (brain,) = site.portal_catalog.unrestrictedSearchResults(portal_type="StaffMember")
    return brain


def roles(site, name):
    return {row["name"] for row in site.rolesOfPermission(name) if row["selected"]}


def test_who_may_do_what(old_site):
    for _turn in range(2):
        facts.upgrade(old_site.portal_setup)
        for name, wanted in facts.PERMISSIONS.items():
            assert roles(old_site, name) == set(wanted)
            assert not old_site.acquiredRolesAreUsedBy(name)


def test_items_are_cataloged_and_not_changed(old_site):
    item = person(old_site)._unrestrictedGetObject()
    before = item.modified()
    for _turn in range(2):
        facts.upgrade(old_site.portal_setup)
        assert person(old_site).in_sections[0] == "A04"
        assert sorted(person(old_site).lacks) == ["duties", "email", "phone", "photo"]
        (found,) = old_site.portal_catalog.unrestrictedSearchResults(lacks="phone")
        assert item.UID() == found.UID
    assert item.modified() == before


def test_a_report_can_be_made(old_site):
    facts.upgrade(old_site.portal_setup)
    assert report_of(old_site).results


def test_what_the_catalog_knows_of_nothing_is_passed_over(old_site):
    class Gone:
        portal_type = "Document"

        def getPhysicalPath(self):
            return ("", "plone", "nothing")

    old_site.portal_catalog._catalog.catalogObject(Gone(), "/plone/nothing")
    facts.upgrade(old_site.portal_setup)
    assert person(old_site).lacks


def test_nothing_is_left_of_it(portal):
    """When the add-on goes; what others keep on the root stays."""
    attest(portal, "A01.topics", "Cô Hương")
    own = IAnnotations(portal)
    own["hcmedu.portal.compliance.history"] = {"2026": ()}
    own["another.add-on"] = "stays"
    remove_compliance(portal)
    assert attestations(portal) == {}
    assert [key for key in own if key.startswith("hcmedu.portal.compliance")] == []
    assert own["another.add-on"] == "stays"
