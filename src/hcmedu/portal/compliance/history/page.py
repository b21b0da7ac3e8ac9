"""``@@hcmedu-compliance-history``: the trend, a state as it was, two compared, one kept."""

from collections.abc import Iterator
from collections.abc import Sequence
from datetime import timedelta
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.charts import Bar
from hcmedu.portal.charts import Chart
from hcmedu.portal.charts import trend
from hcmedu.portal.compliance.evaluation import Score
from hcmedu.portal.compliance.evaluation import Status
from hcmedu.portal.compliance.facts import report_of
from hcmedu.portal.compliance.history import store
from hcmedu.portal.compliance.history.clock import say
from hcmedu.portal.compliance.history.comparing import change_of
from hcmedu.portal.compliance.history.comparing import compare
from hcmedu.portal.compliance.history.comparing import Comparison
from hcmedu.portal.compliance.history.comparing import Pair
from hcmedu.portal.compliance.history.comparing import score_changes
from hcmedu.portal.compliance.history.snapshots import Kind
from hcmedu.portal.compliance.history.snapshots import Snapshot
from hcmedu.portal.compliance.history.snapshots import snapshot_of
from hcmedu.portal.compliance.office import cleaned
from hcmedu.portal.compliance.office import CompliancePage
from hcmedu.portal.compliance.office import number
from hcmedu.portal.compliance.wording import STATUS_TITLES
from hcmedu.portal.compliance.wording.citations import regulation_text
from hcmedu.portal.editorial.trace import record
from hcmedu.portal.interfaces import ITitledPage
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.submissions.guard import NOT_AUTHENTIC
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zExceptions import Unauthorized
from zope.interface import implementer


AT, FROM, TO = "at", "from", "to"
LONGEST_TITLE = 200
#: So many states stand in the list at first.
NEWEST = 20
NO_TITLE = _("Name the assessment, for example 'Assessment of the school year 2026-2027'.")
TOO_LONG = _("At most ${number} characters, please.", mapping={"number": LONGEST_TITLE})
NO_SNAPSHOT = _("There is no such state in the history. Choose one of the list.")
KEPT = _("The state of the portal is kept.")
A_MINUTE = timedelta(minutes=1)
SAME = _("Choose two different states.")
FULL = _("As many assessments as the history holds are kept already.")
KIND_TITLES = {Kind.WEEKLY: _("Weekly"), Kind.ASSESSMENT: _("Assessment")}
#: The parts of a comparison, in the order of the page.
PARTS = (
    ("better", _("Better than before")),
    ("worse", _("Worse than before")),
    ("missing", _("Still missing")),
    ("new", _("Newly demanded")),
    ("gone", _("No longer demanded")),
)


@implementer(ITitledPage)
class HistoryView(CompliancePage):
    heading = _("History of the self-assessment")
    listing = ViewPageTemplateFile("history.pt")
    state = ViewPageTemplateFile("snapshot.pt")
    comparison = ViewPageTemplateFile("comparing.pt")
    number = staticmethod(number)
    error: Any | None = None
    problem: Any | None = None

    def answer(self) -> Any:
        if self.request.method == "POST":
            return self.keep()
        if self.text(AT):
            self.shown = store.find(self.context, self.text(AT))
            return self.state() if self.shown else self.refuse(NO_SNAPSHOT)
        if self.text(FROM) or self.text(TO):
            return self.compared()
        return self.listing()

    def refuse(self, problem: Any) -> str:
        self.problem = problem
        return self.listing()

    # Keeping -------------------------------------------------------------------------------------

    def keep(self) -> Any:
        """The report of now, for an assessment; what was typed comes back with what is wrong."""
        if not self.may_record:
            raise Unauthorized("not for this person to keep")
        if self.is_forged():
            return self.refuse(NOT_AUTHENTIC)
        if not self.title or len(self.title) > LONGEST_TITLE:
            self.error = TOO_LONG if self.title else NO_TITLE
            return self.listing()
        again = self.kept_just_now()
        if again is not None:
            return self.back(self.url_of(again), KEPT)
        report = report_of(self.context)
        made = snapshot_of(report, say, Kind.ASSESSMENT, self.title, self.user_name)
        try:
            key = store.keep(self.context, made)
        except store.Full:
            return self.refuse(FULL)
        record(self.context, "compliance-snapshot", self.title)
        return self.back(f"{self.link('hcmedu-compliance-history')}?{AT}={key}", KEPT)

    def kept_just_now(self) -> Snapshot | None:
        """The same assessment of a minute ago: a button that was pressed twice keeps one."""
        for each in self.heads[-1:]:
            if each.title == self.title and self.now - each.at < A_MINUTE:
                return each
        return None

    @cached_property
    def title(self) -> str:
        return " ".join(cleaned(self.text("title")).split())

    # List and trend ------------------------------------------------------------------------------

    @cached_property
    def heads(self) -> list[Snapshot]:
        """The oldest first."""
        return store.heads(self.context)

    def rows(self) -> Iterator[dict[str, Any]]:
        """The newest first."""
        heads = self.heads if self.all_shown else self.heads[-NEWEST:]
        for each in reversed(heads):
            yield {
                "url": self.url_of(each),
                "day": self.format_moment(each.at),
                "kind": each.kind.value,
                "kind_title": KIND_TITLES[each.kind],
                "title": each.title,
                "by": each.by,
                "overall": number(each.overall),
                "scores": [number(_percent(each, name)) for name in self.criteria],
            }

    @property
    def all_shown(self) -> bool:
        return bool(self.text("all")) or len(self.heads) <= NEWEST

    @cached_property
    def criteria(self) -> dict[str, str]:
        """Title by id."""
        return {row.id: row.title for row in catalogue().criteria.values()}

    def charts(self) -> Iterator[dict[str, Any]]:
        """In all, then each criterion; nothing before there are two states."""
        if len(self.heads) < 2:
            return
        values = [each.overall for each in self.heads]
        yield {"title": self.say(_("In all")), "svg": self.chart("overall", _("In all"), values)}
        for place, (name, title) in enumerate(self.criteria.items(), 1):
            values = [_percent(each, name) for each in self.heads]
            if any(value is not None for value in values):
                yield {"title": title, "svg": self.chart(f"criterion-{place}", title, values)}

    def chart(self, key: str, title: Any, values: Sequence[float | None]) -> str:
        days = [self.format_date(each.at) for each in self.heads]
        pairs = zip(days, values, strict=True)
        bars = [Bar(day, value, number(value)) for day, value in pairs]
        return trend(Chart(key, self.say(title), bars), places(self.heads))

    def choices(self, name: str) -> list[dict[str, Any]]:
        """States to compare, the newest first; at first the last two."""
        chosen = self.text(name) or self.proposed[name]
        return [
            {"value": each.id, "title": self.name_of(each), "selected": each.id == chosen}
            for each in reversed(self.heads)
        ]

    @cached_property
    def proposed(self) -> dict[str, str]:
        ids = [each.id for each in self.heads[-2:]]
        return {FROM: ids[0] if ids else "", TO: ids[-1] if ids else ""}

    def name_of(self, snapshot: Snapshot) -> str:
        what = snapshot.title or self.say(KIND_TITLES[snapshot.kind])
        return f"{self.format_date(snapshot.at)} – {what}"

    def url_of(self, snapshot: Snapshot) -> str:
        return f"{self.link('hcmedu-compliance-history')}?{AT}={snapshot.id}"

    # One state -----------------------------------------------------------------------------------

    def groups(self) -> Iterator[dict[str, Any]]:
        """Lines by criterion; of a criterion that there is no more, under its id."""
        for name, score in self.shown.scores.items():
            lines = [
                {"line": line, "status_title": STATUS_TITLES[line.status]}
                for line in self.shown.lines
                if line.criterion == name and line.status is not Status.NOT_APPLICABLE
            ]
            yield {"title": self.criteria.get(name, name), "score": score, "lines": lines}

    def regulations(self) -> str:
        """Those that its results rested on; of what the catalogue has no more, the id."""
        law = catalogue()
        found = ((key, law.regulations.get(key)) for key in self.shown.regulations)
        return "; ".join(regulation_text(law, row) if row else key for key, row in found)

    # Two states ----------------------------------------------------------------------------------

    def compared(self) -> str:
        found = [store.find(self.context, self.text(name)) for name in (FROM, TO)]
        if None in found:
            return self.refuse(NO_SNAPSHOT)
        self.before, self.after = sorted(found, key=lambda each: each.id)
        if self.before.id == self.after.id:
            return self.refuse(SAME)
        return self.comparison()

    @cached_property
    def changes(self) -> Comparison:
        return compare(self.before, self.after)

    def parts(self) -> list[dict[str, Any]]:
        return [
            {
                "name": name,
                "title": title,
                "pairs": list(map(self.pair, getattr(self.changes, name))),
            }
            for name, title in PARTS
        ]

    def pair(self, pair: Pair) -> dict[str, Any]:
        """Titles then and now; one alone where nothing changed."""
        if pair.before and pair.after and pair.before.status is pair.after.status:
            pair = Pair(None, pair.after)
        return {
            "line": pair.line,
            "before": STATUS_TITLES[pair.before.status] if pair.before else None,
            "before_status": pair.before.status.value if pair.before else "",
            "after": STATUS_TITLES[pair.after.status] if pair.after else None,
            "after_status": pair.after.status.value if pair.after else "",
        }

    def score_rows(self) -> Iterator[dict[str, str]]:
        """Then, now and the difference: in all and by criterion."""
        yield score_row(self.say(_("In all")), self.before.overall, self.after.overall)
        for name, pair in score_changes(self.before.scores, self.after.scores).items():
            yield score_row(self.criteria.get(name, name), *pair)

    @property
    def other_version(self) -> bool:
        """Whether the catalogue changed between them."""
        return self.before.version != self.after.version


def score_row(title: str, before: float | None, after: float | None) -> dict[str, str]:
    change = change_of(before, after)
    sign = "" if not change else "up" if change > 0 else "down"
    return {
        "title": title,
        "before": number(before),
        "after": number(after),
        "change": signed(change),
        "sign": sign,
    }


def signed(change: float | None) -> str:
    if change is None:
        return "–"
    return f"+{number(change)}" if change > 0 else f"−{number(-change)}" if change else "="


def places(heads: Sequence[Snapshot]) -> list[float]:
    """Of each its place in time, 0 to 1."""
    first, last = heads[0].at, heads[-1].at
    whole = (last - first).total_seconds()
    return [(each.at - first).total_seconds() / whole if whole else 1.0 for each in heads]


def _percent(snapshot: Snapshot, criterion: str) -> float | None:
    return snapshot.scores.get(criterion, Score(0.0, 0)).percent
