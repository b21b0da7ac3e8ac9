"""What can be done with a case, and the doing of it: by the rules of ``register.move``."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from hcmedu.portal import _
from hcmedu.portal.cases import register
from hcmedu.portal.cases.model import ENDED
from hcmedu.portal.cases.model import MOVES
from hcmedu.portal.cases.model import State
from hcmedu.portal.cases.model import Step
from hcmedu.portal.content.moments import now
from hcmedu.portal.vietnamese import normalize
from plone import api
from typing import Any
from zope.i18n import translate


LONGEST = 4000
MESSAGE, NOTE, COLLEAGUE = "message", "note", "colleague"


@dataclass(frozen=True)
class Action:
    """``to``: the state after it, None for the same; ``needs``: the field that must be filled."""

    name: str
    title: Any
    done: Any
    to: State | None = None
    needs: str = ""
    css: str = "btn-outline-primary"


TAKE = Action(
    "take", _("Begin handling"), _("The case is being handled."), State.HANDLING, css="btn-primary"
)
DONE = Action("done", _("Done"), _("The case is done."), State.DONE, css="btn-success")
REFUSE = Action(
    "refuse", _("Refuse"), _("The case is refused."), State.REFUSED, MESSAGE, "btn-outline-danger"
)
REOPEN = Action("reopen", _("Take up again"), _("The case is open again."), State.HANDLING, NOTE)
TELL = Action("tell", _("Send the message only"), _("The message is sent."), needs=MESSAGE)
REMARK = Action("remark", _("Keep the note only"), _("The note is kept."), needs=NOTE)
HAND_OVER = Action("hand-over", _("Hand over"), _("The case is handed over."), needs=COLLEAGUE)
ACTIONS = {each.name: each for each in (TAKE, DONE, REFUSE, REOPEN, TELL, REMARK, HAND_OVER)}
MISSING = {
    MESSAGE: _("Write the sender a message: he has to know why."),
    NOTE: _("Write a note for the office."),
    COLLEAGUE: _("Choose a colleague who handles cases."),
}
TOO_LONG = _("At most ${number} characters, please.", mapping={"number": LONGEST})
FASTER = _(
    "Somebody was faster: the case has another state by now. What you wrote is still here; look at "
    "the steps and decide again."
)


def possible(state: State) -> list[Action]:
    """What moves a case on from there, in the order of the buttons."""
    if state in ENDED:
        return [REOPEN]
    return [each for each in (TAKE, DONE, REFUSE) if each.to in MOVES[state]]


@dataclass(frozen=True)
class Typed:
    """What a form about a case sent, cleaned; ``was``: the state that its page showed."""

    was: str
    message: str = ""
    note: str = ""
    colleague: str = ""

    def errors(self, action: Action, colleagues: Mapping[str, str]) -> dict[str, Any]:
        """By field; empty when the action may be tried."""
        found = {name: TOO_LONG for name in (MESSAGE, NOTE) if len(getattr(self, name)) > LONGEST}
        if action.needs and not getattr(self, action.needs):
            found[action.needs] = MISSING[action.needs]
        if action is HAND_OVER and self.colleague not in colleagues:
            found[COLLEAGUE] = MISSING[COLLEAGUE]
        return found


@dataclass(frozen=True)
class Outcome:
    """``problem``: why nothing was changed, or None."""

    problem: Any | None = None
    errors: Mapping[str, Any] = field(default_factory=dict)

    @property
    def done(self) -> bool:
        return self.problem is None and not self.errors


def cleaned(text: str) -> str:
    """As it is stored: one kind of line ends and of Vietnamese letters, no other control signs."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(sign for sign in lines if sign.isprintable() or sign in "\n\t")
    return normalize(kept).strip()


def perform(
    root: Any, receipt: str, action: Action, typed: Typed, by: str, colleagues: Mapping[str, str]
) -> Outcome:
    """Try the action; raises KeyError for a case that is gone. The caller has checked the right."""
    errors = typed.errors(action, colleagues)
    if errors:
        return Outcome(errors=errors)
    if typed.was not in set(State):
        return Outcome(FASTER)
    was = State(typed.was)
    if action in (TAKE, DONE, REFUSE, REOPEN) and action not in possible(was):
        return Outcome(FASTER)
    step = Step(now(), action.to or was, by, *_texts(action, typed, colleagues))
    try:
        register.move(root, receipt, step, was, typed.colleague if action is HAND_OVER else None)
    except register.WrongMove:
        return Outcome(FASTER)
    return Outcome()


def _texts(action: Action, typed: Typed, colleagues: Mapping[str, str]) -> tuple[str, str]:
    """Message and note of the step: what is for the office alone never goes with a message only."""
    if action is HAND_OVER:
        told = _("Handed over to ${name}.", mapping={"name": colleagues[typed.colleague]})
        language = api.portal.get_default_language()
        return "", f"{translate(told, target_language=language)} {typed.note}".strip()
    if action in (TELL, REMARK):
        return (typed.message, "") if action is TELL else ("", typed.note)
    return typed.message, typed.note
