"""``@@hcmedu-compliance-review``: the measures of the self-review, and the form of one (289)."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.compliance.evaluation import Result
from hcmedu.portal.compliance.office import cleaned
from hcmedu.portal.compliance.review import store
from hcmedu.portal.compliance.review.base import PAGE
from hcmedu.portal.compliance.review.base import ReviewPage
from hcmedu.portal.compliance.review.measures import FIELDS
from hcmedu.portal.compliance.review.measures import Measure
from hcmedu.portal.compliance.review.measures import read
from hcmedu.portal.compliance.review.measures import Show
from hcmedu.portal.compliance.review.measures import Typed
from hcmedu.portal.compliance.review.people import board_names
from hcmedu.portal.editorial.trace import record
from hcmedu.portal.interfaces import ITitledPage
from hcmedu.portal.submissions.guard import NOT_AUTHENTIC
from hcmedu.portal.vietnamese import format_date
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zExceptions import Unauthorized
from zope.interface import implementer


#: Measures that are made at once: as many as a school has demands, and more.
MOST_AT_ONCE = 300
#: Proposed as the day by which.
DAYS = 14
FASTER = _(
    "Somebody was faster: this measure was changed meanwhile. What you typed is still here; below "
    "stands what is stored now. Compare both and save again."
)
GONE = _("Somebody was faster: this measure was deleted meanwhile. What you typed is still here.")
NOTHING = _("Tick at least one finding for which there is no measure yet.")
FULL = _("No more measures can be kept. Delete old ones first.")
UNKNOWN = _("There is no such measure any more.")
SHOW_TITLES = {
    Show.OPEN: _("Open"),
    Show.OVERDUE: _("Overdue"),
    Show.DONE: _("Completed"),
    Show.ALL: _("All"),
}


@implementer(ITitledPage)
class ReviewView(ReviewPage):
    heading = _("Self-review and mending")
    listing = ViewPageTemplateFile("review.pt")
    form = ViewPageTemplateFile("form.pt")
    problem: Any | None = None
    #: Why nothing was stored, by field.
    errors: Mapping[str, Any] = {}
    #: What is stored now, where somebody was faster.
    stored: Measure | None = None
    measure: Measure | None = None

    def answer(self) -> Any:
        if self.request.method == "POST":
            return self.change()
        if "new" in self.request.form and self.may_record:
            return self.form() if self.is_free or self.chosen else self.refuse(NOTHING)
        if self.text("edit") and self.may_record:
            self.measure = store.find(self.context, self.text("edit"))
            return self.form() if self.measure else self.refuse(UNKNOWN)
        return self.listing()

    def refuse(self, problem: Any) -> str:
        self.problem = problem
        return self.listing()

    # What a new measure is about -----------------------------------------------------------------

    @cached_property
    def wanted(self) -> list[str]:
        """Keys of checks, each once; one empty key for what people found themselves."""
        sent = self.request.form.get("new", [])
        keys = sent if isinstance(sent, list) else [sent]
        return [*dict.fromkeys(key for key in keys if isinstance(key, str))][:MOST_AT_ONCE]

    @cached_property
    def chosen(self) -> list[Result]:
        """Findings that the form is about: of now, and without an open measure."""
        known = {each.key: each for each in self.open_results()}
        return [known[key] for key in self.wanted if key in known]

    @property
    def is_free(self) -> bool:
        """Whether people found it: then what was found is a field."""
        if self.measure is not None:
            return not self.measure.key
        return self.wanted == [""]

    # Deeds ---------------------------------------------------------------------------------------

    def change(self) -> Any:
        if not self.may_record:
            raise Unauthorized("not for this person to write")
        editing = self.text("edit")
        self.measure = store.find(self.context, editing) if editing else None
        if self.is_forged():
            self.problem = NOT_AUTHENTIC
            return self.form()
        if editing:
            return self.delete() if self.text("action") == "delete" else self.save()
        return self.add()

    def add(self) -> Any:
        if not self.is_free and not self.chosen:
            self.problem = NOTHING
        if self.problem or self.typed.errors:
            self.errors = self.typed.errors
            return self.form()
        made = [self.made(each) for each in self.chosen] or [self.made(None)]
        try:
            store.add(self.context, *made)
        except store.Full:
            self.problem = FULL
            return self.form()
        for each in made:
            record(self.context, "compliance-measure", f"{each.section}: {each.what}".strip(": "))
        return self.back(self.link(PAGE), _("The measure is kept."))

    def made(self, result: Result | None) -> Measure:
        measure = Measure(
            id="",
            key=result.key if result else "",
            section=self.section(result) if result else "",
            found="",
            found_on=self.today,
            what="",
            person="",
            name="",
            due=self.today,
            changed_by=self.user_name,
        )
        made = self.typed.applied(measure, self.people)
        return made if result is None else self.with_found(made, result)

    def with_found(self, measure: Measure, result: Result) -> Measure:
        return Measure(**{**vars(measure), "found": self.found(result)})

    def save(self) -> Any:
        if self.measure is None:
            self.problem = GONE
            return self.form()
        if self.typed.errors:
            self.errors = self.typed.errors
            return self.form()
        wanted = self.typed.applied(self.measure, self.people)
        wanted = Measure(**{**vars(wanted), "changed_by": self.user_name})
        try:
            store.change(self.context, wanted, self.seen)
        except store.Faster as error:
            self.stored = error.now
            self.problem = FASTER if error.now else GONE
            return self.form()
        record(self.context, "compliance-measure", f"{wanted.section}: {wanted.what}".strip(": "))
        return self.back(self.link(PAGE), _("The measure is kept."))

    def delete(self) -> Any:
        try:
            was = store.delete(self.context, self.text("edit"), self.seen)
        except store.Faster as error:
            self.stored = error.now
            self.problem = FASTER if error.now else GONE
            return self.form()
        record(self.context, "compliance-measure-deleted", f"{was.section}: {was.what}".strip(": "))
        return self.back(self.link(PAGE), _("The measure is deleted."))

    # The form ------------------------------------------------------------------------------------

    @cached_property
    def seen(self) -> int:
        """The revision that the form showed; none for what is no number."""
        text = self.text("revision")
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else -1

    @property
    def revision(self) -> int:
        """For the form: of what is stored now, so that the next try is a decision."""
        if self.stored is not None:
            return self.stored.revision
        if self.request.method == "POST":
            return self.seen
        return self.measure.revision if self.measure else 0

    @cached_property
    def people(self) -> dict[str, str]:
        """Who may be chosen; of a measure, also who is in charge of it and left the board."""
        found = board_names(self.context)
        if self.measure and self.measure.person:
            found.setdefault(self.measure.person, self.measure.name)
        return found

    @cached_property
    def typed(self) -> Typed:
        sent = {name: cleaned(self.text(name)) for name in FIELDS}
        return read(sent, self.people, self.today, self.is_free, is_new=self.measure is None)

    @cached_property
    def values(self) -> dict[str, str]:
        """What stands in the fields: what was typed, else what is stored, else a proposal."""
        if self.request.method == "POST":
            return dict(self.typed.values)
        each = self.measure
        if each is None:
            due = format_date(self.today + timedelta(days=DAYS))
            return {**dict.fromkeys(FIELDS, ""), "due": due}
        return {
            "found": each.found,
            "what": each.what,
            "person": each.person,
            "other": "" if each.person else each.name,
            "due": format_date(each.due),
            "done": format_date(each.done) if each.done else "",
            "note": each.note,
        }

    def css(self, name: str, kind: str = "form-control") -> str:
        return f"{kind} is-invalid" if name in self.errors else kind

    def described(self, name: str) -> str | None:
        return f"hcmedu-{name}-error" if name in self.errors else None

    # The list ------------------------------------------------------------------------------------

    def tabs(self) -> list[dict[str, Any]]:
        return [
            {
                "title": title,
                "count": self.count(show),
                "url": f"{self.link(PAGE)}?{self.query(show)}",
                "current": "page" if show is self.show else None,
            }
            for show, title in SHOW_TITLES.items()
        ]

    def edit_url(self, key: str) -> str:
        return f"{self.link(PAGE)}?edit={key}"
