"""What the pages of those in charge share: who may, what is shown, which decisions there are."""

from AccessControl import Unauthorized
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.consultations import texts
from hcmedu.portal.consultations.model import Opinion
from hcmedu.portal.consultations.model import State
from hcmedu.portal.consultations.model import STATE_TITLES
from hcmedu.portal.consultations.model import Step
from hcmedu.portal.consultations.model import WHO_TITLES
from hcmedu.portal.content.moments import format_moment
from hcmedu.portal.content.moments import now
from hcmedu.portal.editorial.authorship import current_user_id
from hcmedu.portal.editorial.reason import full_name
from hcmedu.portal.submissions.access import may_handle
from hcmedu.portal.submissions.files import NOT_KEPT
from hcmedu.portal.submissions.guard import is_authentic
from hcmedu.portal.submissions.guard import NOT_AUTHENTIC
from hcmedu.portal.submissions.receipts import shown_receipt
from hcmedu.portal.submissions.refusals import refuse
from Products.Five.browser import BrowserView
from typing import Any


LONGEST = 10_000
NO_REASON = _("Say why it is not shown; only those in charge read it.")
NO_ANSWER = _("Write the answer.")
TOO_LONG = _("At most 10,000 characters.")


@dataclass(frozen=True)
class Decision:
    """What can be done. ``state``: None leaves it; ``needs``: the field that must be filled in."""

    title: str
    state: State | None
    css: str
    needs: str = ""
    missing: str = ""


DECISIONS = {
    "publish": Decision(_("Show to visitors"), State.PUBLISHED, "btn-primary"),
    "reject": Decision(_("Do not show"), State.REJECTED, "btn-outline-danger", "note", NO_REASON),
    "answer": Decision(_("Answer only"), None, "btn-outline-primary", "answer", NO_ANSWER),
}


def require_charge(context: Any, request: Any, what: str) -> None:
    """Raises Unauthorized; a role on a folder or on the topic grants nothing."""
    if not may_handle(context):
        refuse("not in charge", what, context, request)
        raise Unauthorized(what)
    request.response.setHeader("Cache-Control", NOT_KEPT)


class Handling(BrowserView):
    """What both pages share: who may, how an opinion is shown, how a decision is made."""

    index: Callable[[], str]
    what = "opinions"

    def is_forged(self) -> bool:
        """Whether another page than the portal's sent this: 403, with what was typed."""
        if is_authentic(self.context, self.request, self.what):
            return False
        self.request.response.setStatus(403)
        self.error = NOT_AUTHENTIC
        return True

    def without_columns(self) -> None:
        for column in ("plone.leftcolumn", "plone.rightcolumn"):
            self.request.set(f"disable_{column}", True)

    def text(self, name: str) -> str:
        value = self.request.form.get(name, "")
        return value if isinstance(value, str) else ""

    @cached_property
    def decision(self) -> Decision | None:
        return DECISIONS.get(self.text("decision"))

    def decisions(self) -> list[dict[str, Any]]:
        return [{"name": name, **vars(each)} for name, each in DECISIONS.items()]

    @cached_property
    def error(self) -> str:
        """What is wrong with what was typed; empty when nothing is."""
        decision = self.decision
        if decision is None:
            return ""
        if decision.needs and not texts.tidy(self.text(decision.needs)):
            return decision.missing
        typed = (self.text(name) for name in ("note", "answer", "shown"))
        return TOO_LONG if any(len(texts.tidy(text)) > LONGEST for text in typed) else ""

    def step(self, opinion: Opinion) -> Step:
        state = self.decision.state or opinion.row.state
        note = texts.tidy(self.text("note")) if self.decision.needs == "note" else ""
        return Step(now(), state, current_user_id(), note)

    def moment(self, opinion: Opinion) -> str:
        return format_moment(opinion.row.created)

    def who(self, opinion: Opinion) -> str:
        return WHO_TITLES[opinion.row.who]

    def state_title(self, opinion: Opinion) -> str:
        return STATE_TITLES[opinion.row.state]

    def receipt(self, opinion: Opinion) -> str:
        return shown_receipt(opinion.row.receipt)

    def files(self, opinion: Opinion) -> list[dict[str, Any]]:
        base = f"{self.context.absolute_url()}/@@hcmedu-opinion-file/{opinion.row.receipt}"
        return [
            {"url": f"{base}/{number}", "title": file.filename}
            for number, file in enumerate(opinion.files)
        ]

    def url(self, opinion: Opinion) -> str:
        return f"{self.context.absolute_url()}/@@hcmedu-opinion/{opinion.row.receipt}"

    def lines(self, text: str) -> list[str]:
        return [line.strip() for line in text.splitlines() if line.strip()]

    def steps(self, opinion: Opinion) -> list[dict[str, str]]:
        return [
            {
                "time": format_moment(step.time),
                "state": STATE_TITLES[step.state],
                "by": full_name(step.by),
                "note": step.note,
            }
            for step in reversed(opinion.steps)
        ]
