"""``@@hcmedu-case/<receipt>``: one case, its files, what is done with it, and its papers."""

from collections.abc import Iterator
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.cases import register
from hcmedu.portal.cases.desk.actions import ACTIONS
from hcmedu.portal.cases.desk.actions import cleaned
from hcmedu.portal.cases.desk.actions import HAND_OVER
from hcmedu.portal.cases.desk.actions import LONGEST
from hcmedu.portal.cases.desk.actions import Outcome
from hcmedu.portal.cases.desk.actions import perform
from hcmedu.portal.cases.desk.actions import possible
from hcmedu.portal.cases.desk.actions import REMARK
from hcmedu.portal.cases.desk.actions import TELL
from hcmedu.portal.cases.desk.actions import Typed
from hcmedu.portal.cases.desk.exports import person_zip
from hcmedu.portal.cases.desk.limits import Left
from hcmedu.portal.cases.desk.limits import left
from hcmedu.portal.cases.desk.office import colleagues
from hcmedu.portal.cases.desk.office import OfficeView
from hcmedu.portal.cases.model import About
from hcmedu.portal.cases.model import State
from hcmedu.portal.cases.model import STATE_TITLES
from hcmedu.portal.cases.register import Case
from hcmedu.portal.cases.settings import settings
from hcmedu.portal.editorial.trace import record
from hcmedu.portal.interfaces import ITitledPage
from hcmedu.portal.submissions.files import send_file
from hcmedu.portal.submissions.guard import NOT_AUTHENTIC
from hcmedu.portal.submissions.receipts import shown_receipt
from plone import api
from plone.protect import CheckAuthenticator
from plone.protect import PostOnly
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


#: Receipt, what of it, which one.
DEEPEST = 3
NAMELESS = _("No name given")
NO_REASON = _("State why this case is deleted.")
ANSWERS_OF = {
    State.RECEIVED: ("answers_handling", "answers_done", "answers_refused"),
    State.HANDLING: ("answers_handling", "answers_done", "answers_refused"),
    State.DONE: ("answers_done",),
    State.REFUSED: ("answers_refused",),
}


@implementer(IPublishTraverse, ITitledPage)
class CaseView(OfficeView):
    """The path behind the name is data: it is looked up in the register and nowhere else."""

    heading = _("A case")
    template = ViewPageTemplateFile("case.pt")
    gone = ViewPageTemplateFile("gone.pt")
    receipt_paper = ViewPageTemplateFile("receipt.pt")
    appointment_paper = ViewPageTemplateFile("appointment.pt")
    path: tuple[str, ...] = ()
    outcome = Outcome()
    longest = LONGEST
    nameless = NAMELESS

    def publishTraverse(self, request: Any, name: str) -> "CaseView":
        if len(self.path) >= DEEPEST:
            raise NotFound(name)
        self.path = (*self.path, name)
        return self

    def answer(self) -> Any:
        if not self.path:
            return self.request.response.redirect(self.link("hcmedu-cases"))
        self.receipt, *rest = self.path
        self.case: Case | None = register.find(self.context, self.receipt)
        if self.case is None:
            self.request.response.setStatus(404)
            return self.gone()
        if not rest:
            return self.change() if self.request.method == "POST" else self.template()
        return self.part(*rest)

    def part(self, name: str, number: str = "") -> Any:
        """A file, a paper, or all as a ZIP; anything else is not there."""
        if name == "file" and number.isascii() and number.isdecimal() and len(number) < 3:
            if int(number) < len(self.case.files):
                return send_file(self.case.files[int(number)], self.request.response)
        elif name == "receipt" and not number:
            return self.receipt_paper()
        elif name == "appointment" and not number and self.case.row.due:
            return self.appointment_paper()
        elif name == "export" and not number:
            return self.export()
        raise NotFound(name)

    # Deeds ---------------------------------------------------------------------------------------

    def change(self) -> str:
        """What can't be done comes back with a message and with what was typed."""
        if self.is_forged():
            self.outcome = Outcome(NOT_AUTHENTIC)
            return self.template()
        name = self.text("action")
        if name == "delete":
            return self.delete()
        if name in ACTIONS:
            action = ACTIONS[name]
            people = self.colleagues
            self.outcome = perform(
                self.context, self.receipt, action, self.typed, self.user_id, people
            )
            if self.outcome.done:
                return self.back(action.done)
            self.case = register.find(self.context, self.receipt)
        return self.template()

    def delete(self) -> str:
        """By the head alone; the reason stands in the log, the case nowhere."""
        if not self.is_head:
            self.outcome = Outcome(_("Only the head of the board deletes a case."))
        elif not self.reason:
            self.outcome = Outcome(errors={"reason": NO_REASON})
        else:
            register.delete(self.context, [self.receipt])
            shown = shown_receipt(self.receipt)
            record(self.context, "delete-case", self.reason, receipt=shown)
            api.portal.show_message(_("The case is deleted."), self.request)
            return self.request.response.redirect(self.link("hcmedu-cases"), status=303)
        return self.template()

    def export(self) -> bytes:
        PostOnly(self.request)
        CheckAuthenticator(self.request)
        record(self.context, "export-case", count=1, format="zip")
        return self.answer_file(person_zip(self.case), f"{self.receipt}.zip", "application/zip")

    def back(self, message: Any) -> str:
        api.portal.show_message(message, self.request)
        return self.request.response.redirect(self.url, status=303)

    # What was typed ------------------------------------------------------------------------------

    @cached_property
    def typed(self) -> Typed:
        values = {name: cleaned(self.text(name)) for name in ("message", "note")}
        return Typed(self.text("was"), colleague=self.text("colleague"), **values)

    @cached_property
    def reason(self) -> str:
        return cleaned(self.text("reason"))[:LONGEST]

    @property
    def message(self) -> str:
        """What stands in the field: what was typed, and the sentence that was asked for."""
        asked = self.text("sentence") if self.text("action") == "insert" else ""
        sentence = asked if asked in {s for _title, found in self.sentences for s in found} else ""
        return "\n".join(part for part in (self.typed.message, sentence) if part)

    def error(self, name: str) -> Any | None:
        return self.outcome.errors.get(name)

    # What is shown -------------------------------------------------------------------------------

    @property
    def url(self) -> str:
        return self.link(f"hcmedu-case/{self.receipt}")

    @property
    def shown(self) -> str:
        return shown_receipt(self.receipt)

    @property
    def state(self) -> State:
        return self.case.row.state

    @property
    def state_title(self) -> Any:
        return STATE_TITLES[self.state]

    @property
    def is_feedback(self) -> bool:
        return self.case.row.about is About.FEEDBACK

    @property
    def has_no_way_back(self) -> bool:
        """Neither phone nor e-mail: the look-up shows the state alone, and no mail can be sent."""
        return not (self.case.phone or self.case.email)

    @property
    def left(self) -> Left:
        return left(self.case.row, self.today, self.holidays)

    @cached_property
    def colleagues(self) -> dict[str, str]:
        return colleagues(self.context)

    def moves(self) -> list[Any]:
        return possible(self.state)

    def quiet(self) -> list[Any]:
        """What changes no state."""
        return [TELL, REMARK]

    @property
    def hand_over(self) -> Any:
        return HAND_OVER

    @cached_property
    def sentences(self) -> list[tuple[str, list[str]]]:
        """Standard answers, by what they are for."""
        titles = {
            "answers_handling": _("While it is handled"),
            "answers_done": _("When it is done"),
            "answers_refused": _("When it is refused"),
        }
        kept = settings(self.context)
        found = ((titles[name], kept.answers(name)) for name in ANSWERS_OF[self.state])
        return [(title, lines) for title, lines in found if lines]

    def files(self) -> list[dict[str, str]]:
        return [
            {
                "url": f"{self.url}/file/{number}",
                "name": file.filename,
                "size": f"{max(1, round(file.getSize() / 1024)):,} KB".replace(",", "."),
            }
            for number, file in enumerate(self.case.files)
        ]

    def steps(self) -> Iterator[dict[str, Any]]:
        """The latest first."""
        for step in reversed(self.case.steps):
            yield {
                "time": self.format_moment(step.time),
                "state": step.state.value,
                "state_title": STATE_TITLES[step.state],
                "by": self.name_of(step.by),
                "message": step.message,
                "note": step.note,
            }

    @property
    def handler(self) -> str:
        return self.name_of(self.case.row.handler)
