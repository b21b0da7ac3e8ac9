"""An installed site's administrators put no scripts into pages any more."""

from hcmedu.portal.upgrades.v1005 import access

import pytest


def roles(portal, permission):
    return {row["name"] for row in portal.rolesOfPermission(permission) if row["selected"]}


@pytest.fixture
def old_site(portal):
    for permission in access.OPERATOR_ONLY:
        portal.manage_permission(permission, ["Manager", "Site Administrator"], acquire=1)
    return portal


def test_the_operator_alone(old_site):
    for _time in range(2):
        access.upgrade(old_site.portal_setup)
        for permission in access.OPERATOR_ONLY:
            assert roles(old_site, permission) == {"Manager"}
            assert not old_site.acquiredRolesAreUsedBy(permission)


def test_as_a_new_site_has_it(portal):
    for permission in access.OPERATOR_ONLY:
        assert roles(portal, permission) == {"Manager"}
