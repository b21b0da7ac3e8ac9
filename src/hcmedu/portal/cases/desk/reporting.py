"""``@@hcmedu-cases-report?month=2026-11``: the month for the leader, on paper, as a spreadsheet."""

from collections.abc import Iterator
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.cases import register
from hcmedu.portal.cases.desk.interfaces import IMonthTable
from hcmedu.portal.cases.desk.office import OfficeView
from hcmedu.portal.cases.desk.report import by_form
from hcmedu.portal.cases.desk.report import Fact
from hcmedu.portal.cases.desk.report import Month
from hcmedu.portal.cases.desk.report import Numbers
from hcmedu.portal.cases.desk.report import Report
from hcmedu.portal.cases.desk.report import report
from hcmedu.portal.cases.model import About
from hcmedu.portal.cases.model import Answer
from hcmedu.portal.cases.model import State
from hcmedu.portal.cases.model import STATE_TITLES
from hcmedu.portal.cases.register import Row
from hcmedu.portal.charts.bars import bars
from hcmedu.portal.charts.columns import columns
from hcmedu.portal.charts.model import Bar
from hcmedu.portal.charts.model import Chart
from hcmedu.portal.interfaces import ITitledPage
from hcmedu.portal.listing import spreadsheets
from hcmedu.portal.listing.spreadsheets import Value
from hcmedu.portal.school.profile import ISchoolProfile
from hcmedu.portal.submissions.receipts import shown_receipt
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zope.component import getAdapters
from zope.interface import implementer


NUMBER_TITLES = {
    "received": _("Received"),
    "handled": _("Settled"),
    "refused": _("of them refused"),
    "in_time": _("Settled in time"),
    "late": _("Settled late"),
    "open": _("Still open"),
    "overdue": _("of them overdue"),
}
#: Names of the field by which feedback is counted, in the form that comes with the portal or in
#: one that a school made.
KIND_FIELDS = ("loai", "nguoi_gop_y")
#: What is a person's, and not needed to know what was said.
PERSONAL = frozenset(
    {"ho_ten", "nguoi_nop", "dien_thoai", "thu_dien_tu", "dia_chi", "hoc_sinh", "ngay_sinh"}
    | {"dong_y"}
)
LONGEST_TEXT = 600


@implementer(ITitledPage)
class ReportView(OfficeView):
    """The running month, where the address names none or one that there is not."""

    heading = _("Report of the month")
    template = ViewPageTemplateFile("report.pt")

    def answer(self) -> Any:
        return self.template()

    @cached_property
    def running(self) -> Month:
        return Month.of(self.today)

    @cached_property
    def month(self) -> Month:
        try:
            wanted = Month.parse(self.text("month"))
        except ValueError:
            return self.running
        return min(wanted, self.running)

    # Facts ---------------------------------------------------------------------------------------

    @cached_property
    def rows(self) -> list[Row]:
        return list(register.rows(self.context))

    @cached_property
    def report(self) -> Report:
        facts = [fact(row, row.form_title) for row in self.rows]
        return report(facts, self.month, self.today, self.holidays)

    def about(self, about: About) -> list[Row]:
        return [row for row in self.rows if row.about is about]

    @cached_property
    def forms(self) -> tuple[tuple[str, Numbers], ...]:
        facts = [fact(row, row.form_title) for row in self.about(About.APPLICATION)]
        return by_form(facts, self.month, self.today)

    @cached_property
    def feedback(self) -> list[Row]:
        """Sent or settled in the month, or open still: these alone are woken."""
        return [
            row
            for row in self.about(About.FEEDBACK)
            if row.created.date() <= self.month.last
            and (row.ended is None or row.ended.date() >= self.month.first)
        ]

    @cached_property
    def kinds(self) -> tuple[tuple[str, Numbers], ...]:
        facts = [fact(row, self.kind(row)) for row in self.feedback]
        return by_form(facts, self.month, self.today)

    def kind(self, row: Row) -> str:
        answers = register.find(self.context, row.receipt).answers
        found = (each.value for each in answers if each.name in KIND_FIELDS and each.value)
        return next(found, row.form_title)

    def opinions(self) -> Iterator[dict[str, Any]]:
        """What was said and what the school answered; who said it is not needed."""
        for row in sorted(self.feedback, key=lambda row: row.created):
            case = register.find(self.context, row.receipt)
            said = (each.value for each in case.answers if is_said(each, row))
            told = [step.message for step in case.steps if step.message]
            yield {
                "receipt": shown_receipt(row.receipt),
                "url": self.link(f"hcmedu-case/{row.receipt}"),
                "created": self.format_date(row.created.date()),
                "kind": self.kind(row),
                "text": shortened("\n".join(said)),
                "answer": shortened(told[-1] if told else ""),
                "state": row.state.value,
                "state_title": STATE_TITLES[row.state],
            }

    def tables(self) -> list[dict[str, Any]]:
        """What other rooms tell of the month."""
        found = [table for _name, table in sorted(getAdapters((self.context,), IMonthTable))]
        lines = [(table, list(table.lines(self.month))) for table in found]
        return [
            {"title": t.title, "head": [t.row_title, *t.columns], "lines": rows}
            for t, rows in lines
            if rows
        ]

    # What is shown -------------------------------------------------------------------------------

    def numbers(self) -> list[dict[str, Any]]:
        return [
            {
                "name": name,
                "title": title,
                "now": getattr(self.report.total, name),
                "before": getattr(self.report.before, name),
                "change": signed(
                    getattr(self.report.total, name) - getattr(self.report.before, name)
                ),
            }
            for name, title in NUMBER_TITLES.items()
        ]

    def lines(self, table: tuple[tuple[str, Numbers], ...]) -> list[tuple[str, list[int]]]:
        return [(title, [getattr(row, name) for name in NUMBER_TITLES]) for title, row in table]

    @property
    def titles(self) -> list[Any]:
        return list(NUMBER_TITLES.values())

    def days(self, value: float | None) -> str:
        return "–" if value is None else f"{value:.1f}".replace(".", ",")

    def months(self) -> list[dict[str, Any]]:
        """The last year, to choose from."""
        found = [self.running.shifted(-back) for back in range(12)]
        found += [] if self.month in found else [self.month]
        return [{"value": str(m), "title": m.title, "current": m == self.month} for m in found]

    def history_chart(self) -> str:
        title = self.say(_("Received in the last six months"))
        found = [(m.title, n.received) for m, n in self.report.history]
        return columns(Chart("received", title, [Bar(n, v, str(v)) for n, v in found]))

    def forms_chart(self) -> str:
        title = self.say(_("Received by form"))
        found = [(name, row.received) for name, row in (*self.forms, *self.kinds) if row.received]
        return bars(Chart("forms", title, [Bar(n, v, str(v)) for n, v in found]))

    def page(self, name: str) -> str:
        return f"{self.link(name)}?month={self.month}"

    @property
    def principal(self) -> str:
        return getattr(ISchoolProfile(self.context), "principal", None) or ""


class ReportPrint(ReportView):
    """``@@hcmedu-cases-report-print``: with the head of the school and a place to sign."""

    template = ViewPageTemplateFile("reportprint.pt")


class ReportSheet(ReportView):
    """``@@hcmedu-cases-report.xlsx``: numbers only, nothing of a person."""

    def answer(self) -> bytes:
        head = [self.say(_("Form")), *(self.say(title) for title in NUMBER_TITLES.values())]
        widths = [44, *(14 for _title in NUMBER_TITLES)]
        title = self.say(_("Report of the month"))
        sheets = [spreadsheets.Sheet(title, head, widths, self.table()), *self.others()]
        body = spreadsheets.workbook_bytes(sheets)
        name = f"bao-cao-ho-so-{self.month}.xlsx"
        return self.answer_file(body, name, spreadsheets.XLSX_TYPE)

    def others(self) -> Iterator[spreadsheets.Sheet]:
        for table in self.tables():
            head = [self.say(title) for title in table["head"]]
            lines = [[title, *values] for title, values in table["lines"]]
            widths = [44, *(14 for _title in head[1:])]
            yield spreadsheets.Sheet(self.say(table["title"]), head, widths, lines)

    def table(self) -> Iterator[list[Value]]:
        for title, values in self.lines((*self.forms, *self.kinds)):
            yield [title, *values]
        for title, row in (
            (self.say(_("All")), self.report.total),
            (self.say(_("The month before")), self.report.before),
        ):
            yield [title, *(getattr(row, name) for name in NUMBER_TITLES)]
        yield [self.say(_("Working days on average")), self.report.days, self.report.days_before]


def fact(row: Row, form: str) -> Fact:
    ended = row.ended.date() if row.ended else None
    return Fact(form, row.created.date(), row.due, ended, row.state is State.REFUSED)


def is_said(answer: Answer, row: Row) -> bool:
    """Whether it tells of the matter, not of the person or the kind."""
    is_personal = answer.name in PERSONAL or answer.value == row.name
    return bool(answer.value) and answer.name not in KIND_FIELDS and not is_personal


def signed(change: int) -> str:
    return f"+{change}" if change > 0 else f"−{-change}" if change else "="


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"
