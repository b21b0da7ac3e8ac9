"""Which sections a rule of the school can be about, and how forms offer them."""

from hcmedu.portal.compliance.settings.schema import ISectionChoice
from hcmedu.portal.compliance.settings.schema import section_pairs
from hcmedu.portal.compliance.settings.schema import sections_of_school
from hcmedu.portal.content.vocabularies import vocabulary
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.school.interfaces import ISchoolRoot
from typing import Any
from z3c.form.interfaces import IFormLayer
from z3c.form.interfaces import ITerms
from z3c.form.interfaces import IWidget
from z3c.form.term import ChoiceTermsVocabulary
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface


@adapter(Interface, IFormLayer, Interface, ISectionChoice, IWidget)
@implementer(ITerms)
class SectionTerms(ChoiceTermsVocabulary):
    """The sections of the school whose form it is; those of the catalogue outside of any."""

    def __init__(self, context: Any, request: Any, form: Any, field: Any, widget: Any) -> None:
        root = root_of(form)
        found = catalogue().sections.values() if root is None else sections_of_school(root)
        super().__init__(context, request, form, field, vocabulary(section_pairs(found)), widget)


def root_of(form: Any) -> Any | None:
    """The school root on which the outermost form is called: a cell knows its row alone."""
    while form is not None:
        context = getattr(form, "context", None)
        if ISchoolRoot.providedBy(context):
            return context
        form = getattr(form, "parentForm", None) or getattr(form, "__parent__", None)
    return None
