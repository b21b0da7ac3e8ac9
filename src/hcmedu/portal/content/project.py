"""Type ``Project``: a project, investment, tender or purchase (dự án, hạng mục đầu tư, đấu thầu,
mua sắm công).

3082/GDĐT-TTTT 3.10 and Quận 8 2.12 (requirement A23): those that have been done, run, or are to
come, each with its papers.
"""

from Acquisition import aq_base
from datetime import date
from hcmedu.portal import _
from hcmedu.portal.content.errors import FieldInvalid
from hcmedu.portal.content.fields import Amount
from hcmedu.portal.content.filetext import file_text
from hcmedu.portal.content.indexers import searchable
from hcmedu.portal.content.numerals import format_number
from hcmedu.portal.content.uploads import document_upload
from hcmedu.portal.content.views import ContentView
from hcmedu.portal.content.views import Fact
from hcmedu.portal.content.vocabularies import title_of
from hcmedu.portal.vietnamese import format_date
from plone.indexer import indexer
from plone.namedfile.field import NamedBlobFile
from plone.supermodel import model
from typing import Any
from zope import schema
from zope.i18n import translate
from zope.interface import invariant


class IProject(model.Schema):
    """What is told of a project, and its main paper."""

    title = schema.TextLine(title=_("Title"))
    description = schema.Text(
        title=_("Summary"), description=_("One or two sentences for lists."), required=False
    )
    project_kind = schema.Choice(title=_("Kind"), vocabulary="hcmedu.project_kinds")
    project_state = schema.Choice(title=_("How far it is"), vocabulary="hcmedu.project_states")
    amount = Amount(
        title=_("Amount (đồng)"), description=_("For example 486.000.000."), required=False
    )
    funding = schema.TextLine(
        title=_("Source of funds"),
        description=_("For example city budget, contributions."),
        required=False,
    )
    contractor = schema.TextLine(
        title=_("Contractor"),
        description=_("Who does it, builds it or delivers it; left empty before that is decided."),
        required=False,
    )
    begins = schema.Date(title=_("Begins on"), required=False)
    ends = schema.Date(title=_("Ends on"), required=False)
    decision = schema.TextLine(
        title=_("Decision"),
        description=_("Number and date of the decision or plan that it follows."),
        required=False,
    )
    model.primary("file")
    file = NamedBlobFile(
        title=_("File"),
        description=_("The main paper; others are added as attachments."),
        required=False,
        constraint=document_upload,
    )

    @invariant
    def ends_after_it_begins(data: Any) -> None:
        if data.begins and data.ends and data.ends < data.begins:
            raise FieldInvalid(_("It ends before it begins."), "ends")


#: What lists tell of a project: one column of the catalog.
LISTED = ("project_kind", "project_state", "amount", "contractor", "begins", "ends")


@indexer(IProject)
def project_facts(project: Any) -> dict[str, Any]:
    """A column only. What is not stated is left out."""
    values = {name: getattr(aq_base(project), name, None) for name in LISTED}
    return {name: value for name, value in values.items() if value is not None and value != ""}


@indexer(IProject)
def SearchableText(project: IProject) -> str:
    filename = getattr(project.file, "filename", "")
    about = searchable(project.title, project.description, project.contractor, project.decision)
    return searchable(about, project.funding, filename, file_text(project))


def period(begins: date | None, ends: date | None) -> str:
    """``01/07/2026 – 15/08/2026``, with one of them ``từ 01/07/2026`` (a message), or nothing."""
    first, last = (format_date(day) if day else "" for day in (begins, ends))
    if first and last:
        return f"{first} – {last}"
    if first:
        return _("from ${day}", mapping={"day": first})
    return _("to ${day}", mapping={"day": last}) if last else ""


def amount_text(amount: int | None) -> str:
    """``486.000.000 đồng``; nothing where it is not stated."""
    return "" if amount is None else f"{format_number(amount)} đồng"


class ProjectView(ContentView):
    """How far it is, facts, papers."""

    def title_of(self, vocabulary: str, token: str | None) -> str:
        return translate(title_of(self.context, vocabulary, token), context=self.request)

    def state(self) -> str:
        return self.title_of("hcmedu.project_states", self.context.project_state)

    def facts(self) -> list[Fact]:
        project = self.context
        rows = [
            ("kind", _("Kind"), self.title_of("hcmedu.project_kinds", project.project_kind)),
            ("amount", _("Amount"), amount_text(project.amount)),
            ("funding", _("Source of funds"), project.funding),
            ("contractor", _("Contractor"), project.contractor),
            ("period", _("Time of work"), period(project.begins, project.ends)),
            ("decision", _("Decision"), project.decision),
        ]
        return [Fact(name, label, text) for name, label, text in rows if text]
