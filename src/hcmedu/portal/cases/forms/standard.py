"""``@@hcmedu-standard-forms``: the forms of 2326/GDĐT-THCS 1, made as drafts by who may add them.

What is made goes the way of all content: review, approval, publication. A second run makes nothing
that is there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.cases.forms.action import save_action
from hcmedu.portal.cases.forms.models import form_values
from hcmedu.portal.cases.forms.procedures import form_path
from hcmedu.portal.cases.forms.procedures import items_of
from hcmedu.portal.cases.forms.templates import FEEDBACK
from hcmedu.portal.cases.forms.templates import form_templates
from hcmedu.portal.cases.forms.templates import FormTemplate
from hcmedu.portal.cases.forms.templates import PROCEDURES_SECTION
from hcmedu.portal.editorial.desk.rows import STATE_TITLES
from hcmedu.portal.interfaces import ITitledPage
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.school.root import find_section
from plone import api
from plone.dexterity.utils import createContentInContainer
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zExceptions import Forbidden
from zope.interface import implementer


PAGE = "@@hcmedu-standard-forms"
FORM_TYPE, PROCEDURE_TYPE = "EasyForm", "Procedure"
_MADE = _("${title}: made as a draft. Look it over and submit it for review.")
_THERE = _("${title} is there already.")


@dataclass(frozen=True)
class StandardForm:
    """One line of the page: the template, and what a school has of it."""

    template: FormTemplate
    form: Any | None
    procedure: Any | None
    may_make: bool


def existing_form(root: Any, code: str) -> Any | None:
    """A form of the school whose action carries the code."""
    forms = items_of(root, FORM_TYPE)
    return next((form for form in forms if getattr(save_action(form), "code", "") == code), None)


def existing_procedure(root: Any, code: str) -> Any | None:
    return next((each for each in items_of(root, PROCEDURE_TYPE) if each.code == code), None)


def may_add(root: Any, section_code: str, portal_type: str) -> bool:
    """Whether the user may add an item of that type to the section now."""
    section = find_section(root, section_code)
    if section is None:
        return False
    return portal_type in {fti.getId() for fti in section.allowedContentTypes()}


def make(root: Any, template: FormTemplate) -> list[Any]:
    """The form, and its procedure where the school has none, with the user's rights.

    A procedure that the user may change is linked to the form; any other one stays as it is.
    """
    if existing_form(root, template.code) is not None:
        return []
    section = find_section(root, template.section)
    form = createContentInContainer(section, FORM_TYPE, id=template.id, **form_values(template))
    procedure = existing_procedure(root, template.code)
    if procedure is not None:
        link(procedure, form)
        return [form]
    made = make_procedure(root, template, form)
    return [form] if made is None else [form, made]


def make_procedure(root: Any, template: FormTemplate, form: Any) -> Any | None:
    """None for feedback, and for who may not add one."""
    if template.code == FEEDBACK or not may_add(root, PROCEDURES_SECTION, PROCEDURE_TYPE):
        return None
    return createContentInContainer(
        find_section(root, PROCEDURES_SECTION),
        PROCEDURE_TYPE,
        id=template.code,
        title=catalogue().procedures[template.code].title,
        description=template.description,
        code=template.code,
        time_limit_days=template.days,
        online_level="partial",
        online_form_url=form_path(form),
    )


def link(procedure: Any, form: Any) -> None:
    """Where nothing is linked yet, and the user may change the procedure."""
    if not procedure.online_form_url and api.user.has_permission(
        "Modify portal content", obj=procedure
    ):
        procedure.online_form_url = form_path(form)
        procedure.reindexObject()


@implementer(ITitledPage)
class StandardForms(BrowserView):
    """The list with its buttons; POST makes one, or all that miss."""

    heading = _("Standard forms")
    index: Callable[[], str] = ViewPageTemplateFile("standard.pt")

    def __call__(self) -> str:
        if self.request.method == "POST":
            self.post()
            self.request.response.redirect(f"{self.context.absolute_url()}/{PAGE}")
            return ""
        return self.index()

    def post(self) -> None:
        CheckAuthenticator(self.request)
        code = self.request.form.get("code", "")
        chosen = [row for row in self.rows if row.template.code == code]
        if not chosen or not (chosen[0].may_make or chosen[0].form):
            raise Forbidden("no such form, or it may not be added")
        template = chosen[0].template
        said = _MADE if make(self.context, template) else _THERE
        api.portal.show_message(_(said, mapping={"title": template.title}), self.request)

    @cached_property
    def rows(self) -> list[StandardForm]:
        return [self.row(template) for template in form_templates().values()]

    def row(self, template: FormTemplate) -> StandardForm:
        return StandardForm(
            template,
            existing_form(self.context, template.code),
            existing_procedure(self.context, template.code),
            may_add(self.context, template.section, FORM_TYPE),
        )

    def state(self, item: Any) -> Any:
        """Title of the workflow state; the name where it has none."""
        state = api.content.get_state(item, default="")
        return STATE_TITLES.get(state, state)
