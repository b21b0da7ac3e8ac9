"""What was found out of links: an annotation of the school root, plain values."""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import astuple
from hcmedu.portal.compliance.links.trying import Answer
from hcmedu.portal.compliance.links.trying import Record
from hcmedu.portal.compliance.settings import settings_of
from hcmedu.portal.content.moments import now
from persistent.mapping import PersistentMapping
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.annotation.interfaces import IAnnotations


KEY = "hcmedu.portal.compliance.links"


def is_switched_on(root: Any) -> bool:
    return bool(settings_of(root).check_links)


def alive_links(root: Any) -> Mapping[str, bool] | None:
    """Address → whether it answers, as far as that is known; None where the school tries none."""
    if not is_switched_on(root):
        return None
    today = now().date()
    found = {url: record.is_alive(today) for url, record in records(root).items()}
    return {url: alive for url, alive in found.items() if alive is not None}


def records(root: Any) -> Mapping[str, Record]:
    """By address."""
    kept = _kept(root)
    rows = {} if kept is None else kept["tried"]
    return {url: Record(tried, Answer(word), *rest) for url, (tried, word, *rest) in rows.items()}


def keep(root: Any, found: Mapping[str, Record], wanted: Iterable[str]) -> None:
    """Remember; what is not wanted any more is forgotten."""
    kept = _kept(root)
    if kept is None:
        kept = PersistentMapping(owner=IUUID(root), tried=PersistentMapping())
        IAnnotations(root)[KEY] = kept
    rows = kept["tried"]
    rows.update({url: plain(record) for url, record in found.items()})
    for url in set(rows) - set(wanted):
        del rows[url]


def plain(record: Record) -> tuple[Any, ...]:
    tried, answer, *rest = astuple(record)
    return (tried, str(answer), *rest)


def _kept(root: Any) -> PersistentMapping | None:
    """A copy of a school carries the annotation of its original; its links are not its own."""
    kept = IAnnotations(root).get(KEY)
    return kept if kept is not None and kept.get("owner") == IUUID(root) else None
