"""What the desk shows: which list is open, its rows and pages, the tabs with their counts."""

from collections.abc import Mapping
from DateTime import DateTime
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.editorial.deputies import acting_for
from hcmedu.portal.editorial.desk import lists
from hcmedu.portal.editorial.desk.access import Colleague
from hcmedu.portal.editorial.desk.access import colleague
from hcmedu.portal.editorial.desk.charge import Charge
from hcmedu.portal.editorial.desk.lists import DeskList
from hcmedu.portal.editorial.desk.records import Records
from hcmedu.portal.editorial.desk.rows import moment_text
from hcmedu.portal.editorial.desk.rows import Row
from hcmedu.portal.editorial.desk.rows import Rows
from hcmedu.portal.editorial.settings import settings
from hcmedu.portal.school.root import section_brains
from plone.batching import Batch
from Products.Five import BrowserView
from typing import Any
from urllib.parse import urlencode
from zope.component import getMultiAdapter

import time


BATCH_SIZE = 20
#: Rows of each list on the page of all my own lists.
OVERVIEW_ROWS = 5
DAY = 86400
#: Pages of the desk that are no list of rows.
MINE, SECTIONS = "mine", "sections"


def start_of(form: Mapping[str, Any]) -> int:
    """The first row that a page asks for; anything but a number is the first of all."""
    wanted = str(form.get("b_start", "0"))
    return int(wanted) if wanted.isdecimal() and len(wanted) < 9 else 0


class DeskReading(BrowserView):
    """The lists of the desk as one person sees them; changes nothing."""

    board_lists = lists.BOARD_LISTS
    #: First row of the page.
    start = 0

    # What is asked for -----------------------------------------------------------------------

    @cached_property
    def person(self) -> Colleague:
        return colleague(self.context)

    @cached_property
    def lists(self) -> tuple[DeskList, ...]:
        """Lists that this person may open."""
        board = lists.BOARD_LISTS if self.person.approves else ()
        if self.person.administers and not board:
            board = (lists.EXPIRING,)
        return (*board, *lists.OWN_LISTS)

    @cached_property
    def open_page(self) -> str:
        """Name of a list, ``mine`` or ``sections``; what is unknown opens the person's own desk."""
        wanted = self.text("list")
        if wanted in {MINE, SECTIONS, *(each.name for each in self.lists)}:
            return wanted
        if self.person.approves:
            return lists.PENDING.name
        return MINE if self.person.writes or not self.person.administers else SECTIONS

    @cached_property
    def open_list(self) -> DeskList | None:
        """The list that is open, if the page is one."""
        return next((each for each in self.lists if each.name == self.open_page), None)

    def text(self, name: str) -> str:
        value = self.request.form.get(name, "")
        return value if isinstance(value, str) else ""

    @cached_property
    def section(self) -> str:
        """Code of the section that the list is narrowed to; an unknown one is none."""
        wanted = self.text("section")
        return wanted if wanted in {brain.section_code for brain in self.sections} else ""

    @cached_property
    def sections(self) -> list[Any]:
        return list(section_brains(self.context))

    def parameters(self) -> dict[str, str]:
        found = {"list": self.open_page, "section": self.section}
        return {key: value for key, value in found.items() if value}

    def url(self, **parameters: str) -> str:
        query = urlencode({key: value for key, value in parameters.items() if value})
        return f"{self.context.absolute_url()}/@@hcmedu-desk" + (f"?{query}" if query else "")

    # Rows ------------------------------------------------------------------------------------

    @cached_property
    def rows(self) -> Rows:
        return Rows(self.context, self.request)

    def found(self, desk_list: DeskList) -> Records:
        if desk_list.name not in self._found:
            self._found[desk_list.name] = desk_list.find(self.context, self.person)
        return self._found[desk_list.name]

    @cached_property
    def _found(self) -> dict[str, Records]:
        return {}

    @cached_property
    def shown(self) -> Records:
        """The open list, narrowed to the chosen section."""
        if not self.section:
            return self.found(self.open_list)
        return self.open_list.find(self.context, self.person, in_sections=self.section)

    @cached_property
    def batch(self) -> Batch:
        last = max(0, len(self.shown) - 1) // BATCH_SIZE * BATCH_SIZE
        return Batch(self.shown.numbers, BATCH_SIZE, min(self.start, last))

    def page(self) -> list[Row]:
        return [self.rows.make(brain) for brain in self.shown.rows(self.batch.first, BATCH_SIZE)]

    def pages(self) -> str:
        if not self.batch.multiple_pages:
            return ""
        return getMultiAdapter((self.context, self.request), name="batchnavigation")(self.batch)

    def section_options(self) -> list[dict[str, Any]]:
        """Sections that hold something of the list, with how much, in the order of the tree."""
        counts = self.found(self.open_list).counts("in_sections")
        root_depth = len(self.context.getPhysicalPath())
        return [
            {
                "code": brain.section_code,
                "title": "\u2003" * (brain.getPath().count("/") - root_depth) + brain.Title,
                "count": counts[brain.section_code],
            }
            for brain in self.sections
            if counts[brain.section_code]
        ]

    def overview(self) -> list[dict[str, Any]]:
        """My own lists that hold anything, each with its first rows."""
        held = ((each, self.found(each)) for each in lists.OWN_LISTS)
        return [
            {
                "list": each,
                "count": len(found),
                "rows": [self.rows.make(brain) for brain in found.rows(0, OVERVIEW_ROWS)],
                "more": len(found) > OVERVIEW_ROWS,
                "url": self.url(list=each.name),
            }
            for each, found in held
            if len(found)
        ]

    # Tabs ------------------------------------------------------------------------------------

    def tabs(self) -> list[dict[str, Any]]:
        board = [each for each in self.lists if each in lists.BOARD_LISTS]
        tabs = [
            self.tab(each.title, len(self.found(each)), each.name, each is self.open_list)
            for each in board
        ]
        mine = self.open_page == MINE or self.open_list in lists.OWN_LISTS
        tabs.append(self.tab(_("My work"), len(self.found(lists.RETURNED)), MINE, mine))
        missing = self.charge.missing if self.person.administers else 0
        everything = self.person.administers or self.person.approves
        title = _("Sections in charge") if everything else _("My sections")
        return [*tabs, self.tab(title, missing, SECTIONS, self.open_page == SECTIONS)]

    def tab(self, title: str, count: int, name: str, current: bool) -> dict[str, Any]:
        return {"title": title, "count": count, "url": self.url(list=name), "current": current}

    @cached_property
    def charge(self) -> Charge:
        return Charge(self.context, self.person, self.request)

    @cached_property
    def overdue(self) -> int:
        """How much of what waits for review waits too long."""
        if not self.found(lists.PENDING):
            return 0
        limit = time.time() - settings(self.context).overdue_days * DAY
        late = {"query": DateTime(limit), "range": "max"}
        return len(lists.PENDING.find(self.context, self.person, state_since=late))

    @property
    def deputy_until(self) -> str:
        """Until when this person approves as a deputy; empty for everybody else."""
        delegation = acting_for(self.context, self.person.user_id)
        return moment_text(delegation.end) if delegation is not None else ""
