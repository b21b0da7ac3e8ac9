"""Behavior ``hcmedu.school_year``: the school year that content belongs to."""

from datetime import date
from hcmedu.portal import _
from hcmedu.portal.behaviors import clock
from hcmedu.portal.vietnamese import SchoolYear
from plone.autoform.interfaces import IFormFieldProvider
from plone.supermodel import model
from zope import schema
from zope.interface import Interface
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


#: How many years back the vocabulary reaches: a pupil who entered grade 1 has left by then.
YEARS_BACK = 15


def school_year_titles(today: date) -> list[str]:
    """Titles such as ``2026-2027``: next year first, then this year and ``YEARS_BACK`` before."""
    coming = SchoolYear.of(today).previous(-1)
    return [year.title for year in coming.latest(YEARS_BACK + 2)]


@provider(IVocabularyFactory)
def school_years(context: Interface) -> SimpleVocabulary:
    """Vocabulary ``hcmedu.school_years``; a stored year that has aged out of it stays valid."""
    titles = school_year_titles(clock.today())
    stored = getattr(context, "school_year", None)
    if isinstance(stored, str) and stored and stored not in titles:
        titles.append(stored)
    return SimpleVocabulary([SimpleTerm(title, title, title) for title in titles])


@provider(IFormFieldProvider)
class ISchoolYear(model.Schema):
    """The school year, stored as its token ``2023-2024``."""

    school_year = schema.Choice(
        title=_("School year"),
        description=_("A school year begins on 1 September."),
        vocabulary="hcmedu.school_years",
        required=False,
    )
