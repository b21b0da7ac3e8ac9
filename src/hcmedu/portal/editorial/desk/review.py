"""``@@hcmedu-review`` of an item: one page on which it is decided (Duyệt nội dung)."""

from Acquisition import aq_base
from Acquisition import aq_inner
from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from hcmedu.portal import _
from hcmedu.portal.editorial.approval import reviewed
from hcmedu.portal.editorial.approval import Verdict
from hcmedu.portal.editorial.approval import verdict
from hcmedu.portal.editorial.authorship import authorship
from hcmedu.portal.editorial.authorship import subject_of
from hcmedu.portal.editorial.copies import baseline_of
from hcmedu.portal.editorial.desk.access import Colleague
from hcmedu.portal.editorial.desk.access import colleague
from hcmedu.portal.editorial.desk.changes import Changes
from hcmedu.portal.editorial.desk.comments import comment_problem
from hcmedu.portal.editorial.desk.decisions import CHANGED
from hcmedu.portal.editorial.desk.decisions import decide
from hcmedu.portal.editorial.desk.decisions import Decision
from hcmedu.portal.editorial.desk.decisions import possible
from hcmedu.portal.editorial.desk.decisions import Refused
from hcmedu.portal.editorial.desk.facts import Facts
from hcmedu.portal.editorial.desk.place import in_queue
from hcmedu.portal.editorial.desk.place import Place
from hcmedu.portal.editorial.desk.place import place_of
from hcmedu.portal.editorial.desk.preview import preview
from hcmedu.portal.editorial.desk.remarks import others_who_approve
from hcmedu.portal.editorial.desk.remarks import remarks
from hcmedu.portal.editorial.desk.status import last_status
from hcmedu.portal.school.root import school_root
from plone import api
from plone.protect import CheckAuthenticator
from Products.Five import BrowserView
from typing import Any
from urllib.parse import urlencode
from zExceptions import NotFound
from zope.i18n import translate

import transaction


class ReviewView(BrowserView):
    """The item as visitors will see it, what it changes, what is to be known, and the buttons."""

    error = ""
    comment_error = ""

    def __call__(self) -> str:
        if self.root is None:
            raise NotFound(self.context, "@@hcmedu-review", self.request)
        if last_status(self.context) is None:
            return self.leave_for_document()
        self.request.response.setHeader("Cache-Control", "private, no-store")
        for column in ("plone.leftcolumn", "plone.rightcolumn"):
            self.request.set(f"disable_{column}", True)
        if self.request.method == "POST" and self.decide():
            return ""
        return self.index()

    def leave_for_document(self) -> str:
        """An attachment is reviewed with its document; a section is not reviewed at all."""
        subject = subject_of(aq_inner(self.context))
        if subject is aq_inner(self.context) or last_status(subject) is None:
            raise NotFound(self.context, "@@hcmedu-review", self.request)
        return self.request.response.redirect(f"{subject.absolute_url()}/@@hcmedu-review")

    # Who and where ---------------------------------------------------------------------------

    @cached_property
    def root(self) -> Any:
        return school_root(self.context)

    @cached_property
    def person(self) -> Colleague:
        return colleague(self.root)

    @cached_property
    def section(self) -> str:
        """Code of the section to which the queue is narrowed."""
        found = self.request.form.get("section", "")
        return found if isinstance(found, str) and len(found) < 20 else ""

    @cached_property
    def place(self) -> Place:
        return place_of(self.context, self.root, self.person, self.section)

    def with_section(self, url: str) -> str:
        return f"{url}?{urlencode({'section': self.section})}" if url and self.section else url

    @property
    def desk_url(self) -> str:
        name = self.place.queue.name if self.place.queue else "mine"
        query = {"list": name, "section": self.section}
        query = urlencode({key: value for key, value in query.items() if value})
        return f"{self.root.absolute_url()}/@@hcmedu-desk?{query}"

    # The decision ----------------------------------------------------------------------------

    @cached_property
    def decisions(self) -> list[Decision]:
        found = possible(self.context)
        if not self.facts.row or not self.facts.row.scheduled:
            return found
        now = {"publish": _("Publish now")}
        return [replace(each, title=now.get(each.name, each.title)) for each in found]

    @property
    def stamp(self) -> str:
        """Stands for exactly this version of the item and of what is approved with it."""
        revisions = [str(authorship(each).revision) for each in reviewed(self.context)]
        state = api.content.get_state(self.context)
        return sha256(" ".join([state, *revisions]).encode()).hexdigest()[:24]

    @property
    def comment(self) -> str:
        found = self.request.form.get("comment", "")
        return found.strip() if isinstance(found, str) else ""

    def decide(self) -> bool:
        """Make the decision and go on; False when the page is to be shown (again)."""
        CheckAuthenticator(self.request)
        wanted = self.request.form.get("decision")
        decision = next((each for each in self.decisions if each.name == wanted), None)
        if self.request.form.get("stamp") != self.stamp:
            self.error = CHANGED
        elif decision is None:
            self.error = _("This action is not possible now, or you are not allowed to do it.")
        elif decision.needs_comment and comment_problem(self.comment):
            self.comment_error = comment_problem(self.comment)
        else:
            return self.carry_out(decision)
        return False

    def carry_out(self, decision: Decision) -> bool:
        place, title = self.place, self.context.Title()
        savepoint = transaction.savepoint(optimistic=True)
        try:
            decide(self.context, decision, self.comment if decision.needs_comment else "")
        except Refused as refusal:
            savepoint.rollback()
            self.error = refusal.args[0]
            return False
        self.tell(decision, title, place)
        self.request.response.redirect(self.with_section(place.next) or self.desk_url)
        return True

    def tell(self, decision: Decision, title: str, place: Place) -> None:
        """‘Lễ khai giảng’: đã duyệt. Còn 3 mục chờ."""
        done = translate(decision.done, context=self.request)
        message = _("“${title}”: ${done}.", mapping={"title": title, "done": done})
        text = translate(message, context=self.request)
        if place.queue is not None:
            left = len(in_queue(place.queue, self.root, self.person, self.section))
            rest = _("Items left in this list: ${count}.", mapping={"count": left})
            text = f"{text} {translate(rest, context=self.request)}"
        api.portal.show_message(text, self.request)

    # What is shown ---------------------------------------------------------------------------

    @cached_property
    def facts(self) -> Facts:
        return Facts(self.context, self.root, self.request)

    @property
    def heading(self) -> str:
        """For who decides, and for who only reads."""
        return _("Review of content") if self.person.approves else _("Reading of content")

    @property
    def preview_heading(self) -> str:
        public = api.content.get_state(self.context) == "published"
        return _("As visitors see it now") if public else _("As visitors will see it")

    @cached_property
    def preview(self) -> str:
        return preview(self.context)

    @cached_property
    def verdict(self) -> Verdict:
        return verdict(self.context)

    @property
    def objection(self) -> str:
        """Why this approver may not approve, or that it will be marked; empty for nothing."""
        pending = api.content.get_state(self.context) == "pending"
        return self.verdict.reason or "" if pending and self.person.approves else ""

    @cached_property
    def changes(self) -> Changes:
        return Changes(baseline_of(self.context), self.context, self.request)

    @property
    def link_target(self) -> str:
        """Where a link leads; it has no page of its own."""
        return getattr(aq_base(self.context), "remoteUrl", None) or ""

    @property
    def edit_url(self) -> str:
        may = api.user.has_permission("Modify portal content", obj=self.context)
        return f"{self.context.absolute_url()}/edit" if may else ""

    def others(self) -> list[str]:
        return others_who_approve(self.context, self.root)

    def remarks(self) -> list[str]:
        return remarks(self.context)
