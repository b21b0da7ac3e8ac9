"""Where snapshots lie: an annotation of the school root, by time; plain values, no class of ours.

Texts come again from week to week: each is kept once, under its digest. A copy of a school carries
the annotation of its original; it is not its own.
"""

from BTrees.OOBTree import OOBTree
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import datetime
from datetime import timedelta
from hashlib import blake2b
from hcmedu.portal.compliance.evaluation import Score
from hcmedu.portal.compliance.evaluation import Status
from hcmedu.portal.compliance.history.snapshots import Kind
from hcmedu.portal.compliance.history.snapshots import Line
from hcmedu.portal.compliance.history.snapshots import Snapshot
from hcmedu.portal.compliance.history.thinning import superfluous
from hcmedu.portal.content.moments import in_zone
from persistent.mapping import PersistentMapping
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.annotation.interfaces import IAnnotations


KEY = "hcmedu.portal.compliance.history"
#: Assessments that one school keeps: five a year for forty years.
MOST_ASSESSMENTS = 200
#: Texts of a line, in the order in which it is stored.
TEXTS = ("owner_title", "demand", "missing")


class Full(Exception):
    """As many assessments are kept as may be."""


def heads(root: Any) -> list[Snapshot]:
    """All snapshots without their lines, the oldest first."""
    kept = _kept(root)
    if kept is None:
        return []
    return [_snapshot(key, values) for key, values in kept["snapshots"].items()]


def find(root: Any, key: object) -> Snapshot | None:
    """The whole snapshot; None where there is none of this id, or it is no id."""
    kept = _kept(root)
    values = kept["snapshots"].get(key) if kept is not None and isinstance(key, str) else None
    if values is None:
        return None
    return _snapshot(key, values, tuple(_line(row, kept["texts"]) for row in values["lines"]))


def keep(root: Any, snapshot: Snapshot) -> str:
    """Store it; its id, which is another when there is one of the same second.

    Raises ``Full`` for one assessment too many.
    """
    if snapshot.kind is Kind.ASSESSMENT and _assessments(root) >= MOST_ASSESSMENTS:
        raise Full
    kept = _made(root)
    at = snapshot.at
    while (key := f"{at:%Y%m%dT%H%M%S}") in kept["snapshots"]:
        at += timedelta(seconds=1)
    kept["snapshots"][key] = _values(snapshot, kept["texts"])
    return key


def thin(root: Any, now: datetime) -> int:
    """Of old snapshots of the clock one a month stays; how many went, with their texts."""
    kept = _kept(root)
    if kept is None:
        return 0
    weekly = [(each.id, each.at) for each in heads(root) if each.kind is Kind.WEEKLY]
    gone = superfluous(weekly, now)
    for key in gone:
        del kept["snapshots"][key]
    if gone:
        _sweep(kept)
    return len(gone)


def _kept(root: Any) -> PersistentMapping | None:
    kept = IAnnotations(root).get(KEY)
    return kept if kept is not None and kept["owner"] == IUUID(root) else None


def _made(root: Any) -> PersistentMapping:
    kept = _kept(root)
    if kept is None:
        kept = PersistentMapping(owner=IUUID(root), snapshots=OOBTree(), texts=OOBTree())
        IAnnotations(root)[KEY] = kept
    return kept


def _assessments(root: Any) -> int:
    return sum(each.kind is Kind.ASSESSMENT for each in heads(root))


def _values(snapshot: Snapshot, texts: OOBTree) -> dict[str, Any]:
    scores = {
        name: (score.points, score.counted, score.to_attest)
        for name, score in snapshot.scores.items()
    }
    return {
        "at": snapshot.at.isoformat(),
        "kind": snapshot.kind.value,
        "title": snapshot.title,
        "by": snapshot.by,
        "overall": snapshot.overall,
        "scores": scores,
        "regulations": tuple(snapshot.regulations),
        "version": snapshot.version,
        "lines": tuple(_row(line, texts) for line in snapshot.lines),
    }


def _row(line: Line, texts: OOBTree) -> tuple[str, ...]:
    digests = (_digest(getattr(line, name), texts) for name in TEXTS)
    return (line.key, line.status.value, line.criterion, line.owner, *digests)


def _digest(text: str, texts: OOBTree) -> str:
    """Under which a text is kept; none for no text."""
    if not text:
        return ""
    key = blake2b(text.encode(), digest_size=9).hexdigest()
    if key not in texts:
        texts[key] = text
    return key


def _snapshot(key: str, values: Mapping[str, Any], lines: tuple[Line, ...] = ()) -> Snapshot:
    return Snapshot(
        id=key,
        at=in_zone(datetime.fromisoformat(values["at"])),
        kind=Kind(values["kind"]),
        title=values["title"],
        by=values["by"],
        overall=values["overall"],
        scores={name: Score(*numbers) for name, numbers in values["scores"].items()},
        regulations=values["regulations"],
        version=values["version"],
        lines=lines,
    )


def _line(row: Sequence[str], texts: Mapping[str, str]) -> Line:
    key, status, criterion, owner, *digests = row
    told = {name: texts.get(each, "") for name, each in zip(TEXTS, digests, strict=True)}
    return Line(key, Status(status), criterion, owner, **told)


def _sweep(kept: PersistentMapping) -> None:
    """Drop the texts that no snapshot names any more."""
    used = {
        each for values in kept["snapshots"].values() for row in values["lines"] for each in row[4:]
    }
    for key in [key for key in kept["texts"] if key not in used]:
        del kept["texts"][key]
