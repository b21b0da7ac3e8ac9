"""``@@hcmedu-cases`` of a school root: the clerk's list. Rows only, no case is woken."""

from collections import Counter
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.cases import register
from hcmedu.portal.cases.desk.asked import ABOUT_TITLES
from hcmedu.portal.cases.desk.asked import Asked
from hcmedu.portal.cases.desk.asked import form_key
from hcmedu.portal.cases.desk.asked import in_order
from hcmedu.portal.cases.desk.asked import OPEN
from hcmedu.portal.cases.desk.asked import read
from hcmedu.portal.cases.desk.asked import SORTS
from hcmedu.portal.cases.desk.asked import TABS
from hcmedu.portal.cases.desk.limits import left
from hcmedu.portal.cases.desk.office import OfficeView
from hcmedu.portal.cases.model import ENDED
from hcmedu.portal.cases.model import STATE_TITLES
from hcmedu.portal.cases.register import Row
from hcmedu.portal.interfaces import ITitledPage
from hcmedu.portal.submissions.access import CONFIGURE
from hcmedu.portal.submissions.receipts import shown_receipt
from hcmedu.portal.vietnamese import sort_key
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zope.interface import implementer


PAGE = 30
#: What can be cleared; state and order stay.
NARROWING = ("about", "form", "overdue", "own", "since", "until")


@implementer(ITitledPage)
class CasesList(OfficeView):
    """GET shows choices that an address may hold; words come by POST, which writes nothing."""

    heading = _("Applications and feedback")
    template = ViewPageTemplateFile("listing.pt")

    def answer(self) -> str:
        if self.request.method == "POST" and not self.asked.words and not self.asked.errors:
            return self.request.response.redirect(self.url(self.asked.query()), status=303)
        return self.template()

    @cached_property
    def asked(self) -> Asked:
        return read(self.request.form)

    def url(self, query: str) -> str:
        return self.link("hcmedu-cases") + (f"?{query}" if query else "")

    # Rows ------------------------------------------------------------------------------------

    @cached_property
    def all_rows(self) -> list[Row]:
        return list(register.rows(self.context))

    @cached_property
    def passing(self) -> list[Row]:
        """In any state."""
        return [r for r in self.all_rows if self.asked.passes(r, self.user_id, self.today)]

    @cached_property
    def found(self) -> list[Row]:
        rows = (row for row in self.passing if self.asked.in_state(row))
        return in_order(rows, self.asked.values["sort"] or "due")

    @property
    def start(self) -> int:
        """An address of a page that is not there any more shows the last one."""
        last = max(0, len(self.found) - 1) // PAGE * PAGE
        return min(self.asked.start // PAGE * PAGE, last)

    def page(self) -> list[dict[str, Any]]:
        return [self.drawn(row) for row in self.found[self.start : self.start + PAGE]]

    def drawn(self, row: Row) -> dict[str, Any]:
        limit = left(row, self.today, self.holidays)
        return {
            "url": self.link(f"hcmedu-case/{row.receipt}"),
            "receipt": shown_receipt(row.receipt),
            "name": row.name or _("No name given"),
            "form": row.form_title,
            "about": row.about.value,
            "created": self.format_moment(row.created),
            "state": row.state.value,
            "state_title": STATE_TITLES[row.state],
            "due": self.format_date(row.due) if row.due else "",
            "left": limit.text,
            "level": limit.level,
            "late": row.overdue(self.today),
            "handler": self.name_of(row.handler),
        }

    # What can be chosen --------------------------------------------------------------------------

    def tabs(self) -> list[dict[str, Any]]:
        counts = Counter(row.state for row in self.passing)
        return [
            {
                "title": title,
                "count": sum(counts[s] for s in counts if _shows(name, s)),
                "go": self.asked.query(state="" if name == OPEN else str(name)),
                "current": self.asked.state == name,
            }
            for name, title in TABS.items()
        ]

    @cached_property
    def overdue(self) -> int:
        return sum(row.overdue(self.today) for row in self.all_rows)

    def forms(self) -> list[tuple[str, str]]:
        """Key and latest title of each form of which there is a case."""
        titles: dict[str, Row] = {}
        for row in self.all_rows:
            key = form_key(row)
            if key not in titles or titles[key].created < row.created:
                titles[key] = row
        found = [(key, row.form_title) for key, row in titles.items()]
        return sorted(found, key=lambda pair: sort_key(pair[1]))

    def options(self, name: str) -> list[dict[str, Any]]:
        """The entries of a select of the filter."""
        known: list[tuple[str, Any]] = {
            "about": [("", _("All")), *((str(k), v) for k, v in ABOUT_TITLES.items())],
            "form": [("", _("All forms")), *self.forms()],
            "sort": list(SORTS.items()),
        }[name]
        chosen = self.asked.values[name]
        return [{"value": k, "title": v, "selected": k == chosen} for k, v in known]

    @property
    def may_be_full(self) -> bool:
        """Whether all rows are of one form, so that its questions can be the columns of a file."""
        return bool(self.asked.values["form"])

    def pages(self) -> list[dict[str, Any]]:
        """Backwards and forwards; empty where there is one page only."""
        around = ((self.start - PAGE, _("Previous page")), (self.start + PAGE, _("Next page")))
        return [
            {"title": title, "go": self.asked.query(start=str(at) if at else "")}
            for at, title in around
            if 0 <= at < len(self.found)
        ]

    @property
    def shown(self) -> str:
        """``31–60``, of the rows on this page."""
        return f"{self.start + 1}–{min(self.start + PAGE, len(self.found))}"

    @property
    def is_narrowed(self) -> bool:
        """Whether something is chosen besides words."""
        return any(self.asked.values[name] for name in (*NARROWING, "sort"))

    @property
    def is_filtered(self) -> bool:
        return bool(self.asked.words or any(self.asked.values[name] for name in NARROWING))

    def links(self) -> list[dict[str, Any]]:
        pages = [("hcmedu-cases-report", _("Report of the month"), True)]
        configures = api.user.has_permission(CONFIGURE, obj=self.context)
        pages.append(("hcmedu-cases-settings", _("Settings"), configures))
        return [{"url": self.link(name), "title": title} for name, title, may in pages if may]


def _shows(tab: str, state: str) -> bool:
    if tab in (OPEN, "all"):
        return tab == "all" or state not in ENDED
    return tab == state
