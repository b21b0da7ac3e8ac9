"""The fields of ``@@hcmedu-compliance-settings``."""

from hcmedu.portal import _
from hcmedu.portal.compliance.settings.rules import is_day
from hcmedu.portal.compliance.settings.rules import KINDS
from hcmedu.portal.compliance.settings.rules import problem_of
from hcmedu.portal.content.errors import FieldInvalid
from hcmedu.portal.content.fields import Bounded
from hcmedu.portal.content.rows import BlockTableFieldWidget
from hcmedu.portal.content.rows import rows_field
from hcmedu.portal.content.rows import stored
from hcmedu.portal.content.vocabularies import vocabulary
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.regulations.model import Section
from hcmedu.portal.school.profile import ISchoolProfile
from plone.autoform import directives
from plone.supermodel import model
from typing import Any
from zope import schema
from zope.interface import implementer
from zope.interface import Interface
from zope.interface import invariant
from zope.interface import provider
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleVocabulary


MOST_RULES = 50
LONGEST = 300


def sections_of_school(root: Any) -> tuple[Section, ...]:
    """The sections that a school of this level has, by the catalogue."""
    profile = ISchoolProfile(root, None)
    known = catalogue().levels
    levels = [each for each in getattr(profile, "levels", None) or () if each in known]
    return catalogue().sections_for(levels, bool(getattr(profile, "boarding", False)))


class ISectionChoice(IChoice):
    """A section; forms offer those of the school (``settings.terms``)."""


@provider(IVocabularyFactory)
def all_sections(_context: Any) -> SimpleVocabulary:
    return vocabulary(section_pairs(catalogue().sections.values()))


def section_pairs(sections: Any) -> list[tuple[str, str]]:
    """Code and title, with the title of the section it is in."""
    titles = {code: each.title for code, each in catalogue().sections.items()}
    return [
        (each.code, f"{titles[each.parent]} – {each.title}" if each.parent else each.title)
        for each in sections
    ]


@implementer(ISectionChoice)
class SectionChoice(schema.Choice):
    """A section of the catalogue, by its code."""


class IOwnRule(Interface):
    """A rule of the school; ``id`` is given by the portal and stays."""

    directives.mode(id="hidden")
    id = schema.TextLine(title=_("Number of the rule"), required=False, default="", max_length=20)
    section = SectionChoice(title=_("Section"), vocabulary="hcmedu.compliance_sections")
    kind = schema.Choice(
        title=_("What is demanded"),
        vocabulary=vocabulary((token, kind.title) for token, kind in KINDS.items()),
    )
    number = Bounded(
        title=_("Number"),
        description=_("Of items, days or months; empty for a day of each year."),
        required=False,
        min=1,
        max=1000,
    )
    day = Bounded(title=_("Day"), description=_("Of each year."), required=False, min=1, max=31)
    month = Bounded(title=_("Month"), description=_("Of each year."), required=False, min=1, max=12)
    demand = schema.TextLine(
        title=_("Demand in one sentence"),
        description=_("For example: Each month at least two articles on the library."),
        max_length=LONGEST,
    )


class IComplianceSettings(model.Schema):
    """What a school decides about its self-review (289; 3082 6)."""

    public_status = schema.Bool(
        title=_("Show the status of public disclosure to everybody"),
        description=_(
            "A public page tells which disclosures are published and which are missing. Only the "
            "board head can switch it on."
        ),
        default=False,
        required=False,
    )
    reminders = schema.Bool(
        title=_("Remind of deadlines by e-mail"),
        description=_(
            "The editors of a section before a deadline that is not done; each Monday the board "
            "head and the administrator of what is missing. At most one mail a day each, and only "
            "to official addresses."
        ),
        default=False,
        required=False,
    )
    reminder_days = Bounded(
        title=_("Days before a deadline"),
        description=_("So early the editors are reminded."),
        default=3,
        min=1,
        max=30,
    )
    second_term_day = Bounded(title=_("Second term begins: day"), default=15, min=1, max=31)
    second_term_month = Bounded(title=_("Second term begins: month"), default=1, min=1, max=12)
    check_links = schema.Bool(
        title=_("Try the links once a week"),
        description=_(
            "The portal then asks the sites to which the school links whether they answer. "
            "It needs access to the Internet."
        ),
        default=False,
        required=False,
    )
    directives.widget("own", BlockTableFieldWidget)
    own = rows_field(
        IOwnRule,
        title=_("Rules of the school"),
        description=_(
            "What the school demands of itself, beyond the regulations. It is judged on the page "
            "of the self-assessment, counts in no score and is not public."
        ),
    )

    @invariant
    def term_begins(data: Any) -> None:
        if not is_day(data.second_term_day, data.second_term_month):
            raise FieldInvalid(_("There is no such day in each year."), "second_term_day")

    @invariant
    def rules_can_be_used(data: Any) -> None:
        """What is wrong with a row is told with its number; the school is that of the form."""
        rows = stored(data.own)
        if len(rows) > MOST_RULES:
            message = _("At most ${most} rows are possible.", mapping={"most": MOST_RULES})
            raise FieldInvalid(message, "own")
        root = getattr(getattr(data, "__context__", None), "root", None)
        codes = {each.code for each in sections_of_school(root)}
        told = [(number, problem_of(row, codes)) for number, row in enumerate(rows, 1)]
        for number, problem in told:
            if problem:
                mapping = {"number": number, "message": problem}
                raise FieldInvalid(_("Row ${number}: ${message}", mapping=mapping), "own")
