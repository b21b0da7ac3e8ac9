"""An installed site learns who may keep a state of the report and write measures."""

from hcmedu.portal.upgrades.v1005 import history

import pytest


PERMISSION = "hcmedu.portal: Record compliance"


def roles(portal):
    found = portal.rolesOfPermission(PERMISSION)
    return {row["name"] for row in found if row["selected"]}


@pytest.fixture
def old_site(portal):
    portal.manage_permission(PERMISSION, ["Manager", "Member"], acquire=1)
    return portal


def test_head_and_administrator_and_nobody_else(old_site):
    for _time in range(2):
        history.upgrade(old_site.portal_setup)
        assert roles(old_site) == {"Manager", "Reviewer", "Site Administrator"}
        assert not old_site.acquiredRolesAreUsedBy(PERMISSION)


def test_as_a_new_site_has_it(portal):
    assert roles(portal) == {"Manager", "Reviewer", "Site Administrator"}
