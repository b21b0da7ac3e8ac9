"""A site of version 1003 gets the clerks and the store, and nothing twice."""

from hcmedu.portal.editorial.groups import group_ids
from hcmedu.portal.submissions.access import HANDLE
from hcmedu.portal.submissions.store import remove_store
from hcmedu.portal.submissions.store import secret_of
from hcmedu.portal.upgrades.v1004 import submissions
from plone import api

import pytest


PROFILE, UNDO = "hcmedu.portal:default", "Undo changes"


@pytest.fixture
def old_site(portal):
    """As 1003 left it: no role, no group, no store."""
    with api.env.adopt_roles(["Manager"]):
        api.group.delete(groupname=group_ids(portal)["tiep-nhan"])
        portal._delRoles([submissions.ROLE])
        portal.acl_users.portal_role_manager.removeRole(submissions.ROLE)
        portal.manage_permission(HANDLE, ("Manager",), acquire=1)
        portal.manage_permission(UNDO, ("Manager", "Site Administrator", "Owner"), acquire=1)
        remove_store(portal)
        yield portal


def holders(site, permission=HANDLE):
    return {r["name"] for r in site.rolesOfPermission(permission) if r["selected"]}


def test_an_old_site_gets_role_group_and_store(old_site):
    assert submissions.ROLE not in old_site.valid_roles()
    submissions.upgrade(old_site.portal_setup)
    assert holders(old_site) == {"Reviewer", submissions.ROLE}
    assert holders(old_site, UNDO) == set() and not old_site.acquiredRolesAreUsedBy(UNDO)
    assert api.group.get(groupname=group_ids(old_site)["tiep-nhan"]) is not None
    assert submissions.ROLE in old_site.get_local_roles_for_userid("tiep-nhan")
    assert len(secret_of(old_site)) == 32


def test_the_step_of_the_profile_is_found(old_site):
    old_site.portal_setup.setLastVersionForProfile(PROFILE, "1003")
    old_site.portal_setup.upgradeProfile(PROFILE, "1004")
    assert holders(old_site) == {"Reviewer", submissions.ROLE}


def test_a_second_run_changes_nothing(old_site):
    submissions.upgrade(old_site.portal_setup)
    secret = secret_of(old_site)
    submissions.upgrade(old_site.portal_setup)
    assert secret_of(old_site) == secret
    assert old_site.valid_roles().count(submissions.ROLE) == 1
