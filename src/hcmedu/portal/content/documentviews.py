"""What visitors see of an ``OfficialDocument`` and of a ``Disclosure``."""

from collections.abc import Iterable
from datetime import date
from hcmedu.portal import _
from hcmedu.portal.content.force import force_state
from hcmedu.portal.content.force import ForceState
from hcmedu.portal.content.force import STATE_TITLES
from hcmedu.portal.content.moments import now
from hcmedu.portal.content.numberlinks import linked
from hcmedu.portal.content.relations import named
from hcmedu.portal.content.relations import NamedGroup
from hcmedu.portal.content.relations import related
from hcmedu.portal.content.relations import RelatedGroup
from hcmedu.portal.content.views import ContentView
from hcmedu.portal.content.views import Fact
from hcmedu.portal.content.vocabularies import title_of
from zope.i18n import translate


#: Bootstrap's colours with enough contrast for text.
STATE_CLASSES = {
    ForceState.NOT_YET: "text-bg-info",
    ForceState.IN_FORCE: "text-bg-success",
    ForceState.EXPIRED: "text-bg-secondary",
    ForceState.REPLACED: "text-bg-secondary",
}


def facts(rows: Iterable[tuple[str, str, str | None]]) -> list[Fact]:
    """Rows (name, label, text) that have a text."""
    return [Fact(name, label, text) for name, label, text in rows if text]


class DocumentView(ContentView):
    """Default view of an OfficialDocument."""

    def state(self) -> ForceState:
        return force_state(self.context, now().date())

    def state_title(self, state: ForceState) -> str:
        return STATE_TITLES[state]

    def state_class(self, state: ForceState) -> str:
        return STATE_CLASSES[state]

    def form(self) -> str:
        return self.title_of("hcmedu.document_forms", self.context.document_form)

    def title_of(self, vocabulary: str, token: str | None) -> str:
        return translate(title_of(self.context, vocabulary, token), context=self.request)

    def facts(self) -> list[Fact]:
        """Form, number, issuer, signer, dates, fields, school year: requirement A08."""
        doc = self.context
        fields = (self.title_of("hcmedu.document_fields", each) for each in doc.fields_of_work)
        signer = ", ".join(part for part in (doc.signer, doc.signer_position) if part)
        return facts(
            (
                ("form", _("Form of document"), self.form()),
                ("number", _("Number and symbol"), doc.number),
                ("issuer", _("Issuing authority"), doc.issuer),
                ("signer", _("Signed by"), signer),
                ("issue_date", _("Date of issue"), self.date(doc.issue_date)),
                ("in_force_from", _("In force from"), self.date(self.begins())),
                ("in_force_until", _("In force until"), self.date(doc.in_force_until)),
                ("fields_of_work", _("Fields of work"), "; ".join(fields)),
                ("school_year", _("School year"), doc.school_year),
            )
        )

    def begins(self) -> date | None:
        return self.context.in_force_from or self.context.issue_date

    def linked(self, text: str) -> str:
        return linked(text, self.context)

    def named(self) -> list[NamedGroup]:
        return named(self.context, now().date())

    def related(self) -> list[RelatedGroup]:
        return related(self.context, now().date())


class DisclosureView(ContentView):
    """Default view of a Disclosure."""

    def title_of(self, vocabulary: str, token: str | None) -> str:
        return translate(title_of(self.context, vocabulary, token), context=self.request)

    def facts(self) -> list[Fact]:
        """School year, group, form, period, legal basis, time of keeping: requirement A13."""
        doc = self.context
        group = self.title_of("hcmedu.disclosure_groups", doc.disclosure_group)
        form = self.title_of("hcmedu.disclosure_forms", doc.disclosure_form)
        period = self.title_of("hcmedu.disclosure_periods", doc.period)
        return facts(
            (
                ("school_year", _("School year"), doc.school_year),
                ("disclosure_group", _("Disclosure group"), group),
                ("disclosure_form", _("Form of the circular"), form),
                ("period", _("Period"), period),
                ("legal_basis", _("Legal basis"), doc.legal_basis),
                ("kept_until", _("Kept until"), self.date(doc.kept_until)),
            )
        )
