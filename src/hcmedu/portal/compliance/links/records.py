"""What was found out of links: an annotation of the school root, plain values."""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import astuple
from hcmedu.portal.compliance.links.trying import Answer
from hcmedu.portal.compliance.links.trying import Record
from hcmedu.portal.compliance.settings import settings_of
from hcmedu.portal.content.moments import now
from persistent.mapping import PersistentMapping
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
    kept = IAnnotations(root).get(KEY) or {}
    return {url: Record(tried, Answer(word), *rest) for url, (tried, word, *rest) in kept.items()}


def keep(root: Any, found: Mapping[str, Record], wanted: Iterable[str]) -> None:
    """Remember; what is not wanted any more is forgotten."""
    annotations = IAnnotations(root)
    if KEY not in annotations:
        annotations[KEY] = PersistentMapping()
    kept = annotations[KEY]
    kept.update({url: plain(record) for url, record in found.items()})
    for url in set(kept) - set(wanted):
        del kept[url]


def plain(record: Record) -> tuple[Any, ...]:
    tried, answer, *rest = astuple(record)
    return (tried, str(answer), *rest)


def forget_links(root: Any) -> None:
    IAnnotations(root).pop(KEY, None)
