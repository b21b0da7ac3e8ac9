"""Where measures lie: an annotation of the school root, by id; plain values, no class of ours.

A copy of a school carries the annotation of its original; its measures are not its own.
"""

from BTrees.OOBTree import OOBTree
from dataclasses import replace
from hcmedu.portal.compliance.review.measures import Measure
from hcmedu.portal.compliance.review.measures import to_plain
from persistent.mapping import PersistentMapping
from plone.uuid.interfaces import IUUID
from secrets import token_hex
from typing import Any
from zope.annotation.interfaces import IAnnotations


KEY = "hcmedu.portal.compliance.review"
#: Measures that one school keeps at a time.
MOST = 2000


class Faster(Exception):
    """Somebody changed or deleted it meanwhile; ``now``: the measure as it is, None when gone."""

    def __init__(self, now: Measure | None) -> None:
        super().__init__("changed meanwhile")
        self.now = now


class Full(Exception):
    """As many measures are kept as may be."""


def measures(root: Any) -> list[Measure]:
    kept = _kept(root)
    return [Measure(**values) for values in kept["measures"].values()] if kept is not None else []


def find(root: Any, key: object) -> Measure | None:
    """None where there is none of this id, or it is no id."""
    kept = _kept(root)
    values = kept["measures"].get(key) if kept is not None and isinstance(key, str) else None
    return Measure(**values) if values is not None else None


def add(root: Any, *made: Measure) -> list[str]:
    """Store new ones under ids of their own; raises ``Full``, and nothing is stored."""
    kept = _made(root)
    if len(kept["measures"]) + len(made) > MOST:
        raise Full
    ids = [token_hex(8) for _measure in made]
    for key, measure in zip(ids, made, strict=True):
        kept["measures"][key] = to_plain(replace(measure, id=key, revision=1))
    return ids


def change(root: Any, measure: Measure, seen: int) -> None:
    """Replace the one of this id; ``seen``: the revision that the form showed.

    Raises ``Faster`` where it is another by now, and nothing is stored. Two requests at once meet
    in the database, which lets one of them be tried again: it comes here then.
    """
    _check(root, measure.id, seen)
    _kept(root)["measures"][measure.id] = to_plain(replace(measure, revision=seen + 1))


def delete(root: Any, key: str, seen: int) -> Measure:
    """Take it away; what it was. Raises ``Faster``."""
    was = _check(root, key, seen)
    del _kept(root)["measures"][key]
    return was


def _check(root: Any, key: str, seen: int) -> Measure:
    present = find(root, key)
    if present is None or present.revision != seen:
        raise Faster(present)
    return present


def _kept(root: Any) -> PersistentMapping | None:
    kept = IAnnotations(root).get(KEY)
    return kept if kept is not None and kept["owner"] == IUUID(root) else None


def _made(root: Any) -> PersistentMapping:
    kept = _kept(root)
    if kept is None:
        kept = PersistentMapping(owner=IUUID(root), measures=OOBTree())
        IAnnotations(root)[KEY] = kept
    return kept
