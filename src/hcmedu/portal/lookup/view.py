"""The page of a table: what is asked, and the visitor's own row in the answer to his form.

Values come in the body of a POST and go nowhere else: no address, log, cache or session has them.
A wrong value, a row that is not there and a table that has no such row give the same answer.
"""

from DateTime import DateTime
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.content.moments import format_moment
from hcmedu.portal.content.moments import now
from hcmedu.portal.content.richtext import shown
from hcmedu.portal.content.views import ContentView
from hcmedu.portal.editorial.copies import baseline_of
from hcmedu.portal.editorial.timing.public import expired_since
from hcmedu.portal.editorial.timing.public import may
from hcmedu.portal.lookup import store
from hcmedu.portal.lookup.resulttable import is_over
from hcmedu.portal.lookup.rows.keys import Kind
from hcmedu.portal.lookup.rows.keys import Unreadable
from hcmedu.portal.lookup.tries import refused_for
from hcmedu.portal.school.profile import ISchoolProfile
from hcmedu.portal.school.root import school_root
from hcmedu.portal.submissions.guard import examine
from hcmedu.portal.submissions.refusals import refuse
from plone import api
from typing import Any
from zope.i18nmessageid import Message


#: What the log calls it.
WHAT = "look-up"
#: Longer values are no mistake of a person.
LONGEST = 200
NOT_FOUND = _(
    "No result fits what you have entered. Please look again at each value, as it stands on your "
    "papers; should it still not be found, please ask the school."
)
TOO_OFTEN = _("It has been tried too often. Please try again in ${minutes} minutes.")
OVER = _("The time for looking up has ended.")
EMPTY = _("There is nothing to be looked up here yet.")
HINTS = {
    Kind.DATE: _("Day/month/year, for example 01/09/2011."),
    Kind.NUMBER: _("A number."),
    Kind.TEXT: "",
}
WRONG = {
    "empty": _("Please enter: ${label}."),
    "date": _("Please enter the day as day/month/year, for example 01/09/2011."),
    "calendar": _("There is no such day. Please enter day/month/year, for example 01/09/2011."),
    "number": _("Please enter a number."),
}
REVISE, MODIFY = "hcmedu.portal: Revise content", "Modify portal content"


class LookupView(ContentView):
    """GET: the form; POST: the form with the answer above it."""

    def __call__(self) -> str:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        self.errors: dict[int, Message] = {}
        self.result: tuple[tuple[str, str], ...] | None = None
        self.refusal: Message | str = ""
        self.asked_at = now()
        if self.request.method == "POST" and self.is_open:
            self.look_up()
        return self.index()

    # The table and whether it answers

    @cached_property
    def own_table(self) -> store.Table | None:
        return store.table_of(self.context)

    @cached_property
    def table(self) -> store.Table | None:
        """A working copy without a table of its own is tried with that of its original."""
        if self.own_table is not None:
            return self.own_table
        original = baseline_of(self.context)
        return store.table_of(original) if original is not None else None

    @cached_property
    def closed(self) -> Message | str:
        """Why there is no form; empty where there is one."""
        if is_over(self.context) or expired_since(self.context, DateTime()) is not None:
            return OVER
        return EMPTY if self.table is None else ""

    @property
    def is_open(self) -> bool:
        return not self.closed

    # The form

    @property
    def fields(self) -> list[dict[str, Any]]:
        """What is asked, with what was typed and what is wrong with it."""
        return [
            {
                "name": f"value.{at}",
                "label": label,
                "hint": HINTS[Kind(kind)],
                "mode": "decimal" if kind == Kind.NUMBER else "text",
                "value": self.typed[at],
                "error": self.errors.get(at, ""),
            }
            for at, (label, kind) in enumerate(self.table["asked"])
        ]

    @cached_property
    def typed(self) -> list[str]:
        found = (self.request.form.get(f"value.{at}") for at in range(len(self.table["asked"])))
        posted = self.request.method == "POST"
        return [each if posted and isinstance(each, str) else "" for each in found]

    def look_up(self) -> None:
        """Set ``result``, or say at a field or above the form why there is none."""
        spelt = self.spelt()
        if self.errors:
            return
        self.refusal = self.guarded() or self.slowed(spelt)
        if self.refusal:
            return
        self.result = store.find(self.table, spelt)
        if self.result is None:
            self.refusal = NOT_FOUND

    def guarded(self) -> Message | str:
        """Robots come no further."""
        return examine(self.context, self.request, WHAT, counts=False).message or ""

    def slowed(self, spelt: list[str]) -> Message | str:
        """Who tries too often waits, and so does everybody who tries at that record."""
        seconds = refused_for(self.request, self.table, spelt)
        if not seconds:
            return ""
        refuse("throttle", WHAT, self.context, self.request)
        self.request.response.setStatus(429)
        self.request.response.setHeader("Retry-After", str(seconds))
        return Message(TOO_OFTEN, mapping={"minutes": -(-seconds // 60)})

    def spelt(self) -> list[str]:
        """The values as the table spells them; what nobody can read is an error at its field."""
        found = []
        for at, (label, kind) in enumerate(self.table["asked"]):
            try:
                found.append(store.spelling(kind, self.typed[at][: LONGEST + 1]))
            except Unreadable as error:
                self.errors[at] = Message(WRONG[error.kind], mapping={"label": label})
        return found

    # What stands beside it

    def instructions(self) -> str:
        return shown(self.context.instructions, self.context)

    @property
    def until(self) -> str:
        return self.date(self.context.removal_date)

    @property
    def moment(self) -> str:
        return format_moment(self.asked_at)

    @property
    def school_name(self) -> str:
        root = school_root(self.context)
        return "" if root is None else ISchoolProfile(root).school_name or root.Title()

    # For the board

    @cached_property
    def is_board(self) -> bool:
        return not api.user.is_anonymous() and may(REVISE, self.context)

    @cached_property
    def may_upload(self) -> bool:
        return may(MODIFY, self.context)

    @property
    def summary(self) -> dict[str, Any] | None:
        """The table as the board knows it: how many rows, what is asked and shown, since when."""
        table = self.table
        if table is None:
            return None
        return {
            "count": f"{table['count']:,}".replace(",", "."),
            "asked": ", ".join(label for label, _kind in table["asked"]),
            "shown": ", ".join(table["shown"]),
            "made": format_moment(store.made_at(table)),
            "inherited": self.own_table is None,
        }
