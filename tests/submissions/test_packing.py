"""The database is packed by night, when something was deleted and not otherwise."""

from hcmedu.portal.submissions import packing
from zope.annotation.interfaces import IAnnotations

import pytest
import time


def test_nothing_is_packed_where_nothing_was_deleted(portal):
    assert not packing.is_due(portal)


@pytest.fixture
def state(portal):
    packing.note_deletion(portal)
    return IAnnotations(portal)[packing.PACKING_KEY]


def test_a_deletion_is_due(portal, state):
    assert packing.is_due(portal)


@pytest.mark.parametrize(
    ("hours_ago", "packed_later", "due"),
    [(1, 0.5, False), (20, 0, True), (40, 20, True), (40, 25, False), (60, 12, True)],
)
def test_it_is_due_until_revisions_of_then_were_dropped(
    portal, state, hours_ago, packed_later, due
):
    state["deleted"] = time.time() - hours_ago * 3600
    state["packed"] = state["deleted"] + packed_later * 3600
    assert packing.is_due(portal) == due
