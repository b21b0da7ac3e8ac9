"""Page 'Trang chủ': which parts the home page shows, in which order, with how many items."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.browser.home.arrangement import arrange
from hcmedu.portal.browser.home.arrangement import by_name
from hcmedu.portal.browser.home.arrangement import Entry
from hcmedu.portal.browser.home.arrangement import FEWEST
from hcmedu.portal.browser.home.arrangement import forget
from hcmedu.portal.browser.home.arrangement import MOST
from hcmedu.portal.browser.home.arrangement import moved
from hcmedu.portal.browser.home.arrangement import store
from hcmedu.portal.browser.home.arrangement import stored
from hcmedu.portal.browser.home.parts import PARTS
from hcmedu.portal.browser.home.parts import STANDARD
from hcmedu.portal.content.moments import now
from hcmedu.portal.listing import queries
from plone import api
from plone.protect import CheckAuthenticator
from plone.protect import PostOnly
from Products.Five.browser import BrowserView
from typing import Any


UP, DOWN, RESET = "up.", "down.", "reset"
PLACES = {
    "main": _("wide column"),
    "side": _("narrow column"),
    "wide": _("whole width"),
}


class HomeParts(BrowserView):
    """A table of the parts; each button saves the whole table. Wrong numbers: nothing is saved."""

    def __call__(self) -> str:
        self.errors: dict[str, str] = {}
        self.entries = arrange(stored(self.context), STANDARD)
        if self.request.method == "POST":
            PostOnly(self.request)
            CheckAuthenticator(self.request)
            self.save()
            if not self.errors:
                return self.request.response.redirect(self.url)
        return self.index()

    @property
    def url(self) -> str:
        return f"{self.context.absolute_url()}/@@school-home-parts"

    def save(self) -> None:
        form = self.request.form
        if RESET in form:
            forget(self.context)
            api.portal.show_message(_("The home page is arranged as at first."), self.request)
            return
        self.entries = self.entered(form)
        if self.errors:
            return
        for step, prefix in ((-1, UP), (1, DOWN)):
            for key in [key for key in form if key.startswith(prefix)]:
                self.entries = moved(self.entries, key.removeprefix(prefix), step)
        store(self.context, self.entries)
        api.portal.show_message(_("Home page saved."), self.request)

    def entered(self, form: Mapping[str, Any]) -> list[Entry]:
        """The parts in the order of the form, with what is ticked and how many items each."""
        order = form.get("order", ())
        order = [order] if isinstance(order, str) else list(order)
        known = by_name(self.entries)
        sent = [known[name] for name in order if name in known]
        entries = arrange([(e.name, e.shown, e.number) for e in sent], self.entries)
        return [self.entry(form, entry) for entry in entries]

    def entry(self, form: Mapping[str, Any], entry: Entry) -> Entry:
        """What the form says of one part; a wrong number is told, and the old one stays."""
        entry = replace(entry, shown=f"shown.{entry.name}" in form)
        text = str(form.get(f"number.{entry.name}", entry.number)).strip()
        if not entry.number:
            return entry
        if text.isdecimal() and len(text) < 4 and FEWEST <= int(text) <= MOST:
            return replace(entry, number=int(text))
        self.errors[entry.name] = _(
            "A number from ${fewest} to ${most}.", mapping={"fewest": FEWEST, "most": MOST}
        )
        return entry

    def rows(self) -> list[dict[str, Any]]:
        """The table: name, label, place, ticked, number as typed, error, whether it is empty."""
        return [self.row(place, entry) for place, entry in enumerate(self.entries)]

    def row(self, place: int, entry: Entry) -> dict[str, Any]:
        part = PARTS[entry.name]
        typed = self.request.form.get(f"number.{entry.name}", entry.number)
        return {
            "name": entry.name,
            "label": part.label,
            "place": PLACES[part.place],
            "shown": entry.shown,
            "has_number": bool(entry.number),
            "number": typed if entry.name in self.errors else entry.number,
            "error": self.errors.get(entry.name),
            "first": place == 0,
            "last": place == len(self.entries) - 1,
            "empty": not part(self.sections, now().date(), entry.number, self.context).items,
        }

    @cached_property
    def sections(self) -> dict[str, Any]:
        return queries.sections_of_school(self.context, self.request)
