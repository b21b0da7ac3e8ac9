"""``@@hcmedu-opinions`` of a topic: what was sent, for those in charge, and decisions on it."""

from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.consultations import texts
from hcmedu.portal.consultations.handling import Handling
from hcmedu.portal.consultations.handling import require_charge
from hcmedu.portal.consultations.model import Opinion
from hcmedu.portal.consultations.model import State
from hcmedu.portal.consultations.model import STATE_TITLES
from hcmedu.portal.consultations.register import decide
from hcmedu.portal.consultations.register import find
from hcmedu.portal.consultations.register import Outdated
from hcmedu.portal.consultations.register import read_page
from hcmedu.portal.consultations.register import rows
from hcmedu.portal.consultations.viewlet import batch_of
from hcmedu.portal.school.root import school_root
from hcmedu.portal.submissions.receipts import read_receipt
from plone.batching import Batch
from typing import Any
from urllib.parse import urlencode
from zope.component import getMultiAdapter


NOT_CHOSEN = _("Choose at least one opinion.")


class OpinionsView(Handling):
    """The opinions of a topic by their state; several can be decided on at once."""

    outcome = ""

    def __call__(self) -> str:
        require_charge(self.context, self.request, self.what)
        self.without_columns()
        if self.request.method == "POST" and not self.is_forged():
            self.decide()
        return self.draw()

    def draw(self) -> str:
        """Page numbers carry what the address holds; a form that came back is none of it.

        The form comes back: plone.protect looks for its token after the page was drawn.
        """
        form = self.request.form
        self.shown = batch_of(self.listed, form)
        self.typed = {name: self.text(name) for name in ("note", "answer")}
        # asked of the form while it is there
        _known = self.chosen, self.error, self.state
        self.request.form = {"state": self.state.value}
        try:
            return self.index()
        finally:
            self.request.form = form

    @cached_property
    def state(self) -> State:
        """Which list is open; what waits, unless something else is asked for."""
        wanted = self.text("state")
        return State(wanted) if wanted in {state.value for state in State} else State.WAITING

    @cached_property
    def rows(self) -> list[Any]:
        return rows(self.context)

    @property
    def listed(self) -> list[Any]:
        return [row for row in self.rows if row.state == self.state]

    def opinions(self) -> list[Opinion]:
        return list(read_page(self.context, list(self.shown)))

    def pages(self) -> str:
        batch: Batch = self.shown
        if not batch.multiple_pages:
            return ""
        return getMultiAdapter((self.context, self.request), name="batchnavigation")(batch)

    def tabs(self) -> list[dict[str, Any]]:
        counts = dict.fromkeys(State, 0)
        for row in self.rows:
            counts[row.state] += 1
        base = f"{self.context.absolute_url()}/@@hcmedu-opinions"
        return [
            {
                "title": STATE_TITLES[state],
                "count": counts[state],
                "url": f"{base}?{urlencode({'state': state.value})}",
                "current": state == self.state,
            }
            for state in State
        ]

    @cached_property
    def chosen(self) -> list[tuple[str, int]]:
        """Receipt and revision of each that is ticked; anything else is nothing."""
        found = self.request.form.get("items", [])
        pairs = [
            str(value).partition(":") for value in (found if isinstance(found, list) else [found])
        ]
        return [
            (receipt, int(revision))
            for text, _colon, revision in pairs
            if (receipt := read_receipt(text)) and revision.isdecimal() and len(revision) < 9
        ]

    def decide(self) -> None:
        if self.decision is None:
            return
        if not self.chosen:
            self.error = NOT_CHOSEN
        if self.error:
            return
        done = [self.decide_one(*each) for each in self.chosen]
        self.outcome = _(
            "Done: ${done}, not done: ${failed}",
            mapping={"done": done.count(True), "failed": done.count(False)},
        )
        vars(self).pop("rows", None)
        self.chosen = []

    def decide_one(self, receipt: str, revision: int) -> bool:
        opinion = find(self.context, receipt)
        if opinion is None:
            return False
        answer = texts.tidy(self.text("answer")) if self.decision.needs == "answer" else None
        try:
            decide(self.context, receipt, self.step(opinion), revision, answer=answer)
        except (KeyError, Outdated):
            return False
        return True

    def kept(self, name: str) -> str:
        """What was typed into a form that comes back undone."""
        return self.typed.get(name, "") if self.error else ""

    def all_url(self) -> str:
        return f"{school_root(self.context).absolute_url()}/@@hcmedu-opinions"

    def is_chosen(self, opinion: Opinion) -> bool:
        return opinion.row.receipt in {receipt for receipt, _revision in self.chosen}
