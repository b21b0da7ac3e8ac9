"""Vocabularies of the school profile; terms come from the regulation catalogue."""

from collections.abc import Iterable
from hcmedu.portal.regulations import catalogue
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


def _vocabulary(pairs: Iterable[tuple[str, str]]) -> SimpleVocabulary:
    return SimpleVocabulary([SimpleTerm(token, token, title) for token, title in pairs])


@provider(IVocabularyFactory)
def levels(context: object) -> SimpleVocabulary:
    """School levels (cấp học)."""
    return _vocabulary((level.id, level.title) for level in catalogue().levels.values())


@provider(IVocabularyFactory)
def regulations(context: object) -> SimpleVocabulary:
    """Regulations of the catalogue, newest rules included; title with the number."""
    rows = catalogue().regulations.values()
    return _vocabulary((row.id, f"{row.number} – {row.title}") for row in rows)
