"""``@@hcmedu-desk`` of a school root: what waits for me (Bàn làm việc)."""

from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.editorial.desk.charge import failed_jobs
from hcmedu.portal.editorial.desk.comments import comment_problem
from hcmedu.portal.editorial.desk.decisions import Choice
from hcmedu.portal.editorial.desk.decisions import decide_each
from hcmedu.portal.editorial.desk.decisions import Decision
from hcmedu.portal.editorial.desk.decisions import DECISIONS
from hcmedu.portal.editorial.desk.decisions import Outcome
from hcmedu.portal.editorial.desk.reading import DeskReading
from hcmedu.portal.editorial.desk.reading import SECTIONS
from hcmedu.portal.editorial.desk.reading import start_of
from plone.base.interfaces import IPloneSiteRoot
from plone.protect import CheckAuthenticator
from zope.viewlet.interfaces import IViewletManager


#: Which decisions can be made on several items of a list at once.
DECISIONS_OF = {
    "pending": ("approve", "approve-publish", "return"),
    "approved": ("publish", "return"),
}
NOTHING_CHOSEN = _("Choose at least one item.")


class IDeskStatus(IViewletManager):
    """Where rooms below this one tell administrators what does not work."""


class IDeskNotes(IViewletManager):
    """Where rooms below this one tell people what else waits for them."""


class DeskView(DeskReading):
    """Shows the lists on GET; decides on several items in one POST."""

    error = ""
    comment_error = ""
    outcomes: tuple[Outcome, ...] = ()

    def __call__(self) -> str:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        for column in ("plone.leftcolumn", "plone.rightcolumn"):
            self.request.set(f"disable_{column}", True)
        if self.request.method == "POST":
            self.decide()
        return self.draw()

    def draw(self) -> str:
        """Links to other pages of a list carry what the form holds: only what names the list.

        The form comes back: plone.protect looks for its token after the page was drawn.
        """
        parameters = self.parameters()
        form, self.request.form = self.request.form, parameters
        self.start = start_of(form)
        try:
            return self.index()
        finally:
            self.request.form = form

    def decisions(self) -> list[Decision]:
        return [DECISIONS[name] for name in DECISIONS_OF.get(self.open_page, ())]

    @cached_property
    def chosen(self) -> list[Choice]:
        """What is ticked; of a decision that was made, what was refused stays so."""
        found = self.request.form.get("items", [])
        found = found if isinstance(found, list) else [found]
        return [choice for choice in map(Choice.parse, found) if choice is not None]

    @property
    def chosen_uids(self) -> set[str]:
        return {choice.uid for choice in self.chosen}

    @cached_property
    def comment(self) -> str:
        return self.text("comment").strip()

    def decide(self) -> None:
        CheckAuthenticator(self.request)
        wanted = self.text("decision")
        decision = next((each for each in self.decisions() if each.name == wanted), None)
        if decision is None:
            return
        if not self.chosen:
            self.error = NOTHING_CHOSEN
        elif decision.needs_comment and comment_problem(self.comment):
            self.comment_error = comment_problem(self.comment)
        else:
            comment = self.comment if decision.needs_comment else ""
            self.outcomes = tuple(decide_each(self.context, self.chosen, decision, comment))
            self.chosen = [each.choice for each in self.outcomes if not each.done]

    @property
    def done(self) -> int:
        return sum(outcome.done for outcome in self.outcomes)

    @property
    def failed(self) -> int:
        return len(self.outcomes) - self.done

    @property
    def failed_jobs(self) -> int:
        """Told to administrators of a whole site, on the page of its organisation."""
        here = self.open_page == SECTIONS and self.person.administers
        return failed_jobs() if here and IPloneSiteRoot.providedBy(self.context) else 0

    def links(self) -> list[dict[str, str]]:
        """Other pages of the board that this person may open."""
        pages = (
            (self.person.reads_report, "hcmedu-compliance", _("Self-assessment")),
            (self.person.approves, "hcmedu-deputy", _("Deputies")),
            (self.person.administers, "hcmedu-assignment", _("Assign sections")),
            (self.person.approves or self.person.administers, "hcmedu-trace", _("Log")),
            (self.person.administers, "hcmedu-editorial-settings", _("Settings of the board")),
            (self.person.administers, "hcmedu-feeds", _("Feeds of the authorities above")),
            (self.person.administers, "hcmedu-cases-settings", _("Settings of cases")),
        )
        base = self.context.absolute_url()
        return [{"url": f"{base}/@@{name}", "title": title} for may, name, title in pages if may]
