"""Type ``Procedure``: an administrative procedure, told so that a parent can follow it.

4210/GDĐT-TTTT III.3 and 2326/GDĐT-THCS 1 (requirement A09) demand procedures with clear guidance
and forms to download; level and link of the online service serve A10. The forms to download are
the files inside the procedure.
"""

from hcmedu.portal import _
from hcmedu.portal.content.errors import MessageError
from hcmedu.portal.content.fields import Count
from hcmedu.portal.content.indexers import own_attribute
from hcmedu.portal.content.indexers import searchable
from hcmedu.portal.content.rows import BlockTableFieldWidget
from hcmedu.portal.content.rows import rows_field
from hcmedu.portal.content.rows import stored
from hcmedu.portal.content.rows import TableFieldWidget
from hcmedu.portal.content.views import ContentView
from hcmedu.portal.content.views import Fact
from hcmedu.portal.content.vocabularies import title_of
from hcmedu.portal.school.root import school_root
from plone import api
from plone.autoform import directives
from plone.indexer import indexer
from plone.supermodel import model
from zope import schema
from zope.interface import Interface

import re


_CODE = re.compile(r"[\w.\-/]{1,60}")
_WEB_LINK = re.compile(r"https?://[^\s<>\"'\\/?#@:]+(:\d{1,5})?([/?#][^\s<>\"\\]*)?", re.IGNORECASE)
_PATH = re.compile(r"/(?!/)[^\s<>\"'\\]*")


def is_code(value: str) -> bool:
    """Constraint: the code of the catalogue (``chuyen-truong``) or of the state (``1.005143``)."""
    if not _CODE.fullmatch(value):
        raise MessageError(_("A code holds letters, digits, dots, dashes and slashes only."))
    return True


def is_form_link(value: str) -> bool:
    """Constraint: ``https://...`` or a path within the portal, ``/thu-tuc/don-xin-nghi-hoc``."""
    inside = _PATH.fullmatch(value) and ".." not in value.split("?")[0].split("/")
    if not inside and not _WEB_LINK.fullmatch(value):
        raise MessageError(
            _("Enter an address that begins with https:// or http://, or a path such as /form.")
        )
    return True


class IStep(Interface):
    """One step: what to do."""

    title = schema.TextLine(title=_("Step"))
    detail = schema.Text(title=_("What happens"), required=False)


class IDossierPart(Interface):
    """One paper to bring."""

    title = schema.TextLine(title=_("Paper"))
    copy_kind = schema.Choice(
        title=_("Kind of copy"), vocabulary="hcmedu.copy_kinds", required=False
    )
    copies = Count(title=_("Number"), required=False, default=1)


class IProcedure(model.Schema):
    """What the law demands to be told of an administrative procedure."""

    title = schema.TextLine(title=_("Name of the procedure"))
    description = schema.Text(
        title=_("Summary"), description=_("One or two sentences for lists."), required=False
    )
    code = schema.TextLine(
        title=_("Code of the procedure"),
        description=_("For example chuyen-truong, or the number in the national database."),
        required=False,
        constraint=is_code,
    )
    field_of_work = schema.Choice(
        title=_("Field of work"), vocabulary="hcmedu.document_fields", required=False
    )
    applicants = schema.Text(title=_("Who may apply"), required=False)
    time_limit = schema.TextLine(
        title=_("Time limit"), description=_("For example 3 working days."), required=False
    )
    time_limit_days = Count(
        title=_("Time limit in working days"),
        description=_("By it the online form counts until when an application is due."),
        required=False,
    )
    fee = schema.TextLine(
        title=_("Fee"), description=_("Write “none” when nothing is to be paid."), required=False
    )
    result = schema.TextLine(
        title=_("Outcome"), description=_("What the applicant receives."), required=False
    )

    model.fieldset("steps", label=_("Steps"), fields=["steps"])
    directives.widget("steps", BlockTableFieldWidget)
    steps = rows_field(
        IStep, title=_("Steps"), description=_("In the order in which the applicant meets them.")
    )

    model.fieldset("dossier", label=_("Dossier"), fields=["dossier", "dossier_sets"])
    directives.widget("dossier", TableFieldWidget)
    dossier = rows_field(
        IDossierPart,
        title=_("Dossier"),
        description=_("Forms to download are added as files after saving."),
    )
    dossier_sets = Count(title=_("Number of sets"), required=False)

    model.fieldset(
        "place",
        label=_("Place and online service"),
        fields=["place", "hours", "contact", "online_level", "online_form_url", "legal_basis"],
    )
    place = schema.TextLine(title=_("Where to hand it in"), required=False)
    hours = schema.Text(title=_("Office hours"), required=False)
    contact = schema.Text(
        title=_("Whom to ask"), description=_("Name, phone, e-mail."), required=False
    )
    online_level = schema.Choice(
        title=_("Level of online service"), vocabulary="hcmedu.online_levels", required=False
    )
    online_form_url = schema.TextLine(
        title=_("Link to the online form"),
        description=_("An address such as https://..., or a path within this portal."),
        required=False,
        constraint=is_form_link,
    )
    legal_basis = schema.Text(title=_("Legal basis"), required=False)


field_of_work = own_attribute("field_of_work")
online_level = own_attribute("online_level")
time_limit = own_attribute("time_limit")


@indexer(IProcedure)
def SearchableText(procedure: IProcedure) -> str:
    """All that a parent may look for: papers and steps too."""
    steps, dossier = stored(procedure.steps), stored(procedure.dossier)
    return searchable(
        *(procedure.title, procedure.description, procedure.code, procedure.applicants),
        *(procedure.result, procedure.legal_basis),
        *(row.get("title") for row in [*steps, *dossier]),
        *(row.get("detail") for row in steps),
    )


class ProcedureView(ContentView):
    """Who, what to bring, how long, how much, where, which form."""

    def facts(self) -> list[Fact]:
        """The short answers, in the order in which people ask."""
        context = self.context
        rows = [
            ("applicants", _("Who may apply"), context.applicants),
            ("time_limit", _("Time limit"), self.time_limit()),
            ("fee", _("Fee"), context.fee),
            ("result", _("Outcome"), context.result),
            ("place", _("Where to hand it in"), context.place),
            ("hours", _("Office hours"), context.hours),
            ("contact", _("Whom to ask"), context.contact),
            ("online_level", _("Level of online service"), self._term("online_level")),
            ("field_of_work", _("Field of work"), self._term("field_of_work")),
            ("code", _("Code of the procedure"), context.code),
            ("legal_basis", _("Legal basis"), context.legal_basis),
        ]
        return [Fact(name, label, text) for name, label, text in rows if text]

    def _term(self, name: str) -> str:
        vocabulary = {
            "online_level": "hcmedu.online_levels",
            "field_of_work": "hcmedu.document_fields",
        }[name]
        return title_of(self.context, vocabulary, getattr(self.context, name))

    def steps(self) -> list[dict]:
        return [
            {"title": row.get("title"), "detail": self.paragraphs(row.get("detail"))}
            for row in stored(self.context.steps)
        ]

    def dossier(self) -> list[dict]:
        return [
            {
                "title": row.get("title"),
                "copy_kind": title_of(self.context, "hcmedu.copy_kinds", row.get("copy_kind")),
                "copies": row.get("copies"),
            }
            for row in stored(self.context.dossier)
        ]

    def time_limit(self) -> str | None:
        """As the school wrote it, else the number of working days."""
        days = self.context.time_limit_days
        if self.context.time_limit or days is None:
            return self.context.time_limit
        if days == 0:
            return _("within the day")
        return _("${days} working days", mapping={"days": days})

    def online_form(self) -> str | None:
        """Where the online form is; a path is meant within the school's portal.

        None for a form within the portal that is not there, or that this visitor may not see yet.
        """
        link = self.context.online_form_url
        if not link or not link.startswith("/"):
            return link
        root = school_root(self.context)
        if root is None:
            return link
        target = root.unrestrictedTraverse(link.split("?")[0].strip("/"), None)
        if target is None or not api.user.has_permission("View", obj=target):
            return None
        return f"{root.absolute_url()}{link}"
