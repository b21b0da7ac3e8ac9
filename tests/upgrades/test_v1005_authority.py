"""A site of version 1004 gets the role and the group of the authority above, and nothing twice."""

from hcmedu.portal.editorial.groups import group_ids
from hcmedu.portal.upgrades import v1005
from hcmedu.portal.upgrades.v1005 import authority
from hcmedu.portal.upgrades.v1005 import facts
from plone import api

import pytest


GROUP = "co-quan-quan-ly"


@pytest.fixture
def old_site(portal):
    """As 1004 left it: neither role nor group."""
    with api.env.adopt_roles(["Manager"]):
        api.group.delete(groupname=group_ids(portal)[GROUP])
        portal._delRoles([authority.ROLE])
        portal.acl_users.portal_role_manager.removeRole(authority.ROLE)
        yield portal


def test_role_and_group_come_once(old_site):
    for _turn in range(2):
        authority.upgrade(old_site.portal_setup)
        assert old_site.valid_roles().count(authority.ROLE) == 1
        assert old_site.get_local_roles_for_userid(group_ids(old_site)[GROUP]) == (authority.ROLE,)


def test_the_role_is_there_before_it_gets_a_permission():
    assert v1005.PARTS.index(authority) < v1005.PARTS.index(facts)
