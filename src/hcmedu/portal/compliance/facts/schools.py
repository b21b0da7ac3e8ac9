"""Facts of the school that are no items: profile, board, feeds, attestations, settings."""

from datetime import datetime
from datetime import UTC
from hcmedu.portal.cases.timelimits import days_off
from hcmedu.portal.compliance.attesting import attestations
from hcmedu.portal.compliance.evaluation import Board
from hcmedu.portal.compliance.evaluation import FeedFact
from hcmedu.portal.compliance.evaluation import SchoolFacts
from hcmedu.portal.compliance.links import alive_links
from hcmedu.portal.compliance.settings import own_checks
from hcmedu.portal.compliance.settings import settings_of
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.editorial.deputies.delegations import members
from hcmedu.portal.editorial.groups import group_ids
from hcmedu.portal.feeds.settings import feeds_of
from hcmedu.portal.feeds.states import read_state
from hcmedu.portal.school.profile import ISchoolProfile
from typing import Any
from zope.schema import getFieldsInOrder


def school_facts(root: Any) -> SchoolFacts:
    profile = ISchoolProfile(root, None)
    names = [name for name, _field in getFieldsInOrder(ISchoolProfile)]
    values = {name: getattr(profile, name, None) for name in names}
    return SchoolFacts(
        levels=frozenset(values["levels"] or ()),
        boarding=bool(values["boarding"]),
        founding_year=values["founding_year"],
        profile=values,
        regulations=frozenset(values["regulations_in_force"] or ()),
        days_off=days_off(root),
        board=board_of(root),
        feeds=feed_facts(root),
        attestations=attestations(root),
        alive=alive_links(root),
        second_term=settings_of(root).second_term,
        own=own_checks(root),
    )


def board_of(root: Any) -> Board:
    """Members of the groups that the board has on the portal, whatever their names (C01)."""
    numbers = {name: len(members(group)) for name, group in group_ids(root).items()}
    return Board(
        heads=numbers.get("truong-ban", 0),
        editors=numbers.get("bien-tap-vien", 0),
        administrators=numbers.get("quan-tri-vien", 0),
    )


def feed_facts(root: Any) -> tuple[FeedFact, ...]:
    """The feeds that the school fetches, and when each was last read well."""
    return tuple(
        FeedFact(feed.source, feed.address, read_at(read_state(root, feed.id).succeeded))
        for feed in feeds_of(root)
        if feed.is_fetched
    )


def read_at(seconds: int) -> datetime | None:
    return in_zone(datetime.fromtimestamp(seconds, UTC)) if seconds else None
