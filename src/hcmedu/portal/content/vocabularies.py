"""Vocabularies of the documents' fields; their terms come from the regulation catalogue."""

from Acquisition import aq_base
from collections.abc import Callable
from collections.abc import Iterable
from datetime import date
from hcmedu.portal import _
from hcmedu.portal.behaviors.clock import today
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.regulations import DisclosureForm
from hcmedu.portal.school.profile import ISchoolProfile
from hcmedu.portal.school.root import school_root
from typing import Any
from zope.component import getUtility
from zope.interface import directlyProvides
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


Pair = tuple[str, str]
#: First row of a list in which nothing is chosen yet; else the browser would choose the first term.
PROMPT = _("Please choose ...")


def vocabulary(pairs: Iterable[Pair]) -> SimpleVocabulary:
    """Vocabulary of (token, title); a token is stored as it is."""
    return SimpleVocabulary([SimpleTerm(token, token, title) for token, title in pairs])


def factory(
    field: str, pairs: Callable[[Any], Iterable[Pair]]
) -> Callable[[Any], SimpleVocabulary]:
    """A vocabulary factory; what ``field`` of the context holds stays valid, whatever changes.

    A catalogue of next year may drop a form that a document of this year bears.
    """

    def build(context: Any) -> SimpleVocabulary:
        terms = dict(pairs(context))
        for token in stored_tokens(context, field):
            terms.setdefault(token, token)
        return vocabulary(terms.items())

    directlyProvides(build, IVocabularyFactory)
    return build


def stored_tokens(context: Any, field: str) -> list[str]:
    """What the context itself, and nothing around it, holds in a field of one or more tokens."""
    value = getattr(aq_base(context), field, None)
    if isinstance(value, str):
        return [value] if value else []
    return list(value) if isinstance(value, list | tuple | set | frozenset) else []


def title_of(context: Any, name: str, token: str | None) -> str:
    """Title of a token in the named vocabulary; the token itself when it is unknown."""
    if not token:
        return ""
    terms = getUtility(IVocabularyFactory, name)(context)
    try:
        return terms.getTermByToken(token).title
    except LookupError:
        return token


def school_profile(context: Any) -> Any:
    """The profile of the school that holds the context; None outside of a school."""
    root = school_root(context)
    return ISchoolProfile(root, None) if root is not None else None


def school_levels(context: Any) -> list[str]:
    """Tokens of the levels of the school that holds the context; empty when none are stated."""
    known = catalogue().levels
    return [
        level for level in getattr(school_profile(context), "levels", None) or () if level in known
    ]


def circulars_in_force(profile: Any, day: date) -> set[str]:
    """Ids of the circulars on disclosure that the school follows: its settings, else the law."""
    current = catalogue().disclosure_regulation(day)
    return chosen_circulars(profile) or ({current.id} if current else set())


def chosen_circulars(profile: Any) -> set[str]:
    """Ids of the circulars on disclosure that the settings of the school name; mostly none."""
    prescribing = {form.regulation for form in catalogue().all_disclosure_forms.values()}
    return set(getattr(profile, "regulations_in_force", None) or ()) & prescribing


def _disclosure_forms(context: Any) -> list[Pair]:
    """Forms for the school's levels: those of the circular in force first, then of older ones."""
    current = circulars_in_force(school_profile(context), today())
    forms = catalogue().disclosure_forms(school_levels(context))
    ordered = sorted(forms, key=lambda form: form.regulation not in current)
    return [(form.id, disclosure_form_title(form)) for form in ordered]


def disclosure_form_title(form: DisclosureForm) -> str:
    """``Biểu mẫu 05 – Cam kết chất lượng giáo dục (36/2017/TT-BGDĐT)``."""
    regulation = catalogue().regulations[form.regulation]
    source = f" ({regulation.number})" if regulation.number else ""
    return f"{form.number} – {form.title}{source}"


PERIODS: tuple[Pair, ...] = (
    ("june", _("June publication")),
    ("september", _("September update")),
)

document_forms = factory(
    "document_form", lambda context: ((r.id, r.title) for r in catalogue().document_forms.values())
)
document_fields = factory(
    "fields_of_work",
    lambda context: ((r.id, r.title) for r in catalogue().document_fields.values()),
)
project_kinds = factory(
    "project_kind", lambda context: ((r.id, r.title) for r in catalogue().project_kinds.values())
)
project_states = factory(
    "project_state",
    lambda context: ((r.id, r.title) for r in catalogue().project_states.values()),
)
disclosure_groups = factory(
    "disclosure_group",
    lambda context: ((r.id, r.title) for r in catalogue().disclosure_groups.values()),
)
disclosure_forms = factory("disclosure_form", _disclosure_forms)
periods = factory("period", lambda context: PERIODS)
