"""Decide on items of the desk: one by one, each in a savepoint of its own.

What a person may decide is asked of the workflow and its guards, never of the list on which he
ticked the item.
"""

from AccessControl import Unauthorized
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import replace
from hcmedu.portal import _
from hcmedu.portal.editorial.approval import CHANGED_SINCE
from hcmedu.portal.editorial.approval import May
from hcmedu.portal.editorial.approval import verdict
from hcmedu.portal.editorial.authorship import authorship
from hcmedu.portal.editorial.copies import baseline_of
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
from typing import Any
from typing import Self

import transaction


@dataclass(frozen=True)
class Decision:
    """Transitions in this order; ``done`` is what the result says, ``title`` what the button."""

    name: str
    transitions: tuple[str, ...]
    title: str
    done: str
    needs_comment: bool = False


DECISIONS = {
    decision.name: decision
    for decision in (
        Decision("approve", ("approve",), _("Approve"), _("approved")),
        Decision(
            "approve-publish",
            ("approve", "publish"),
            _("Approve and publish"),
            _("approved and published"),
        ),
        Decision("publish", ("publish",), _("Publish"), _("published")),
        Decision("return", ("return",), _("Return"), _("returned"), needs_comment=True),
        Decision("submit", ("submit",), _("Submit for review"), _("submitted for review")),
        Decision("recall", ("recall",), _("Take back"), _("taken back")),
    )
}
#: Said of what is not there any more, or out of sight.
GONE = _("It does not exist any more, or you may not see it.")
#: Said of what is not any more what the person saw when he decided.
CHANGED = _("It was changed after this page was shown: look at it again.")
DOOMED = _("Not done, because another item failed: choose it again without that one.")
IMPOSSIBLE = _("This action is not possible now, or you are not allowed to do it.")


#: No revision, a number of microseconds, is longer.
DIGITS = 18


class Refused(Exception):
    """The decision was not made; the argument says why, as a message."""


@dataclass(frozen=True)
class Choice:
    """An item that was ticked, and the revision of it that was listed then."""

    uid: str
    revision: int | None

    @classmethod
    def parse(cls, value: object) -> Self | None:
        """From the value of a checkbox, ``UID:revision``; None for anything else."""
        uid, _colon, revision = value.partition(":") if isinstance(value, str) else ("", "", "")
        if not uid:
            return None
        known = revision.isdecimal() and len(revision) <= DIGITS
        return cls(uid, int(revision) if known else None)


@dataclass(frozen=True)
class Outcome:
    """What became of one item: ``message`` says what was done, or why it was not."""

    choice: Choice
    title: str
    url: str
    done: bool
    message: str


def possible(item: Any) -> list[Decision]:
    """What the user may decide on an item now, in the order of its buttons."""
    tool = api.portal.get_tool("portal_workflow")
    found = {each["id"] for each in tool.getTransitionsFor(item)}
    decisions = [each for each in DECISIONS.values() if each.transitions[0] in found]
    if baseline_of(item) is None:
        return decisions
    # An approved working copy is public at once, in place of its original.
    return [each for each in decisions if each.transitions == each.transitions[:1]]


def decide(item: Any, decision: Decision, comment: str = "") -> Any:
    """Make a decision, or raise ``Refused``; what was done until then is the caller's to undo.

    Returns what the item is now: the original, where a working copy has replaced it.
    """
    tool = api.portal.get_tool("portal_workflow")
    original = baseline_of(item)
    for transition in decision.transitions:
        if transition not in {each["id"] for each in tool.getTransitionsFor(item)}:
            raise Refused(why_not(item, transition))
        try:
            tool.doActionFor(item, transition, comment=comment)
        except (WorkflowException, Unauthorized) as error:
            raise Refused(error.args[0] if error.args else IMPOSSIBLE) from error
        if transition == "approve" and original is not None:
            return original
    return item


def why_not(item: Any, transition: str) -> str:
    """The reason that the guards had, as far as they tell one."""
    state = api.content.get_state(item, default=None)
    if transition == "approve" and state == "pending":
        return verdict(item).reason or IMPOSSIBLE
    if transition == "publish" and state == "approved" and not May(item, None).publish():
        return CHANGED_SINCE
    return IMPOSSIBLE


def decide_each(
    root: Any, choices: Iterable[Choice], decision: Decision, comment: str = ""
) -> list[Outcome]:
    """Decide on several items of a school; one that is refused leaves the others done."""
    outcomes = [_decide_one(root, each, decision, comment) for each in dict.fromkeys(choices)]
    if not transaction.isDoomed():
        return outcomes
    # Something half done can't be stored, and with it nothing else of this transaction.
    transaction.abort()
    return [replace(each, done=False, message=DOOMED) if each.done else each for each in outcomes]


def _decide_one(root: Any, choice: Choice, decision: Decision, comment: str) -> Outcome:
    item = item_of(root, choice.uid)
    if item is None:
        return Outcome(choice, choice.uid, "", False, GONE)
    title, url = item.Title() or item.getId(), item.absolute_url()
    savepoint = transaction.savepoint(optimistic=True)
    try:
        if authorship(item).revision != choice.revision:
            raise Refused(CHANGED)
        result = decide(item, decision, comment)
    except Refused as refusal:
        if not transaction.isDoomed():
            savepoint.rollback()
        return Outcome(choice, title, f"{url}/@@hcmedu-review", False, refusal.args[0])
    return Outcome(choice, title, f"{result.absolute_url()}/view", True, decision.done)


def item_of(root: Any, uid: str) -> Any | None:
    """An item of this school that the user may see."""
    path = "/".join(root.getPhysicalPath())
    brains = api.portal.get_tool("portal_catalog")(UID=uid, path=path, show_inactive=True)
    try:
        return brains[0].getObject() if brains else None
    except (Unauthorized, KeyError):
        return None
