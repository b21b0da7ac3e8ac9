"""A lock that the author forgot does not keep the board head from the item."""

from hcmedu.portal.editorial.assignment import assign
from hcmedu.portal.school import find_section
from plone import api
from plone.locking.interfaces import ILockable
from plone.locking.interfaces import STEALABLE_LOCK

import pytest


@pytest.fixture
def draft(portal):
    with api.env.adopt_roles(["Manager"]):
        for name, group in (("tac-gia", "bien-tap-vien"), ("truong", "truong-ban")):
            api.user.create(email=f"{name}@hcm.edu.vn", username=name, password="Mot-Mat-Khau-8")
            api.group.add_user(groupname=group, username=name)
        section = find_section(portal, "A05")
        assign(section, "tac-gia")
    with api.env.adopt_user("tac-gia"):
        yield api.content.create(section, "News Item", "tin", title="Tin")


def test_lock_holds_while_the_author_writes(draft):
    with api.env.adopt_user("tac-gia"):
        ILockable(draft).lock(STEALABLE_LOCK)
    with api.env.adopt_user("truong"):
        assert not ILockable(draft).can_safely_unlock()


@pytest.mark.parametrize("transitions", [["submit"], ["submit", "recall"]])
def test_lock_ends_with_the_transition(draft, transitions):
    for transition in transitions:
        with api.env.adopt_user("tac-gia"):
            ILockable(draft).lock(STEALABLE_LOCK)
            api.content.transition(draft, transition)
        assert not ILockable(draft).locked()
