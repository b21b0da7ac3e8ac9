"""Who is in charge of which section, and how much stands there unpublished."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from hcmedu.portal.behaviors.section import GROUP_PREFIX
from hcmedu.portal.editorial.assignment import editors_of
from hcmedu.portal.editorial.assignment.assignments import sections
from hcmedu.portal.editorial.assignment.assignments import up_to_root
from hcmedu.portal.editorial.desk.access import Colleague
from hcmedu.portal.editorial.desk.records import find
from hcmedu.portal.editorial.reason import full_name
from hcmedu.portal.worker.jobs import FAILED
from hcmedu.portal.worker.queue import open_queue
from plone import api
from Products.CMFPlone.interfaces.constrains import ISelectableConstrainTypes
from typing import Any
from zope.component import getMultiAdapter

import logging
import sqlite3


#: Sections are folders; the builder makes them, not the board.
SECTION_TYPE = "Folder"
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class SectionRow:
    """A section: its place in the tree, who is in charge, what is not published yet.

    ``above``: titles of the sections that it lies in; ``level``: its depth below the highest one of
    these that is listed, too; ``adds``: title and address for each type that the user may add.
    """

    title: str
    url: str
    level: int
    above: tuple[str, ...]
    adds: tuple[tuple[str, str], ...]
    editors: tuple[str, ...]
    missing: bool
    drafts: int
    pending: int


def is_missing(code: str, editors: list[str]) -> bool:
    """Nobody is in charge; a first-level entry itself holds no content."""
    return not editors and not code.startswith(GROUP_PREFIX)


class Charge:
    """Sections of a school root: all for who administers or approves, their own for editors."""

    def __init__(self, root: Any, person: Colleague, request: Any) -> None:
        self.root, self.person, self.request = root, person, request

    @cached_property
    def editors(self) -> list[tuple[Any, list[str]]]:
        """Each section with the ids of who is in charge of it, in the order of the menu."""
        return [(section, editors_of(section)) for section in sections(self.root)]

    @property
    def missing(self) -> int:
        """How many sections nobody is in charge of."""
        return sum(is_missing(section.section_code, who) for section, who in self.editors)

    @cached_property
    def rows(self) -> list[SectionRow]:
        everything = self.person.administers or self.person.approves
        mine = self.person.user_id
        drafts, pending = self.counts("draft"), self.counts("pending")
        shown = [(each, who) for each, who in self.editors if everything or mine in who]
        listed = {each.section_code for each, _who in shown}
        return [
            SectionRow(
                title=section.Title(),
                url=section.absolute_url(),
                level=sum(each.section_code in listed for each in above(section)),
                above=tuple(each.Title() for each in above(section)),
                adds=addable(section, self.request) if mine in who else (),
                editors=tuple(name_of(each) for each in who),
                missing=is_missing(section.section_code, who),
                drafts=drafts[section.section_code],
                pending=pending[section.section_code],
            )
            for section, who in shown
        ]

    def counts(self, state: str) -> Counter[str]:
        """Number of items in a state that the user may see, by section, those below included."""
        return find(self.root, "state_since", review_state=state).counts("in_sections")


def above(section: Any) -> list[Any]:
    """The sections that a section lies in, the highest first."""
    folders = list(up_to_root(section))[1:-1]
    return [each for each in folders[::-1] if getattr(each, "section_code", None)]


def addable(section: Any, request: Any) -> tuple[tuple[str, str], ...]:
    """Title and address of the form for each type that the section lists and the user may add."""
    constrain = ISelectableConstrainTypes(section, None)
    offered = constrain.getImmediatelyAddableTypes() if constrain is not None else None
    factories = getMultiAdapter((section, request), name="folder_factories")
    rows = factories.addable_types(include=offered)
    return tuple((row["title"], row["action"]) for row in rows if row["id"] != SECTION_TYPE)


def name_of(principal_id: str) -> str:
    group = api.group.get(groupname=principal_id)
    return group.getProperty("title") if group is not None else full_name(principal_id)


def failed_jobs() -> int:
    """Jobs of this site that the worker gave up; 0 also where its queue can't be read."""
    try:
        with open_queue() as queue:
            site = "/".join(api.portal.get().getPhysicalPath())
            return queue.journal.count(site).get(FAILED, 0)
    except (OSError, sqlite3.Error):
        logger.exception("The queue of background work can't be read.")
        return 0
