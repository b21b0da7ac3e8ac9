"""Page 'Cây chuyên mục': preview of what the builder would do, then apply it."""

from hcmedu.portal import _
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.regulations.model import Section
from hcmedu.portal.school import builder
from plone import api
from plone.protect import CheckAuthenticator
from plone.protect import PostOnly
from Products.Five.browser import BrowserView
from typing import Any
from zExceptions import Forbidden


STATUS_TITLES = {
    builder.CREATE: _("will be created"),
    builder.EXISTS: _("exists"),
    builder.REMOVED: _("removed by the school, stays removed"),
    builder.UNDEMANDED: _("no longer demanded, stays"),
}
STATUS_BADGES = {
    builder.CREATE: "text-bg-primary",
    builder.EXISTS: "text-bg-success",
    builder.REMOVED: "text-bg-light border",
    builder.UNDEMANDED: "text-bg-warning",
}
OBLIGATIONS = {
    "mandatory": _("mandatory"),
    "recommended": _("recommended"),
    "optional": _("optional"),
}


class SectionsView(BrowserView):
    """Preview on GET; builds on POST with a valid token."""

    def __call__(self) -> str:
        if self.request.method == "POST":
            return self.apply()
        self.entries = builder.plan(self.context)
        return self.index()

    def apply(self) -> str:
        PostOnly(self.request)
        CheckAuthenticator(self.request)
        if "form.buttons.build" not in self.request.form:
            raise Forbidden("Nothing to do")
        report = builder.build(self.context)
        message = _(
            "Section tree built: ${created} created, ${existing} unchanged.",
            mapping={"created": report.changes, "existing": len(report.existing)},
        )
        api.portal.show_message(message, self.request)
        return self.request.response.redirect(f"{self.context.absolute_url()}/@@school-sections")

    def rows(self) -> list[dict[str, Any]]:
        """Rows of the preview table: code, title, link, obligation, status and its badge."""
        return [
            {
                "code": entry.code if entry.node.section else "",
                "title": entry.title,
                "url": entry.url,
                "obligation": self.obligation(entry.node.section),
                "citation": self.citation(entry.node.section),
                "status": STATUS_TITLES[entry.status],
                "badge": STATUS_BADGES[entry.status],
            }
            for entry in self.entries
        ]

    def obligation(self, section: Section | None) -> str:
        return OBLIGATIONS[section.obligation] if section else ""

    def citation(self, section: Section | None) -> str:
        """First source of a section, for example '4210/GDĐT-TTTT, III.3'."""
        if section is None:
            return ""
        first = section.citations[0]
        return f"{catalogue().regulations[first.regulation].number or ''} {first.place}".strip()

    def changes(self) -> int:
        return sum(entry.status == builder.CREATE for entry in self.entries)
