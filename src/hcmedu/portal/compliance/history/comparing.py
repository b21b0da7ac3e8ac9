"""Two snapshots side by side: what got better, what worse, what is new, what stays missing. Pure.

Checks are known by their keys, so that a catalogue of another version can be compared, too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hcmedu.portal.compliance.evaluation import Score
from hcmedu.portal.compliance.evaluation import Status
from hcmedu.portal.compliance.evaluation.model import POINTS
from hcmedu.portal.compliance.history.snapshots import Line
from hcmedu.portal.compliance.history.snapshots import Snapshot


@dataclass(frozen=True)
class Pair:
    """One check in both; None where it was not demanded, or did not apply."""

    before: Line | None
    after: Line | None

    @property
    def line(self) -> Line:
        """As it is told now, else as it was."""
        return self.after or self.before

    @property
    def change(self) -> float:
        """Points gained; negative: lost. Only of what is demanded in both."""
        return POINTS[self.after.status] - POINTS[self.before.status]


@dataclass(frozen=True)
class Comparison:
    """``kept``: how many were met and are. ``missing``: not fully met, neither then nor now."""

    better: tuple[Pair, ...]
    worse: tuple[Pair, ...]
    new: tuple[Pair, ...]
    gone: tuple[Pair, ...]
    missing: tuple[Pair, ...]
    kept: int


def compare(before: Snapshot, after: Snapshot) -> Comparison:
    """In the order of the later one; what is gone, in that of the earlier one."""
    old, new = demanded(before), demanded(after)
    both = [Pair(old[key], new[key]) for key in new if key in old]
    same = [pair for pair in both if not pair.change]
    return Comparison(
        better=tuple(pair for pair in both if pair.change > 0),
        worse=tuple(pair for pair in both if pair.change < 0),
        new=tuple(Pair(None, new[key]) for key in new if key not in old),
        gone=tuple(Pair(old[key], None) for key in old if key not in new),
        missing=tuple(pair for pair in same if pair.after.status is not Status.MET),
        kept=sum(pair.after.status is Status.MET for pair in same),
    )


def demanded(snapshot: Snapshot) -> dict[str, Line]:
    """By key: what applied to the school at that time."""
    return {line.key: line for line in snapshot.lines if POINTS[line.status] is not None}


def change_of(before: float | None, after: float | None) -> float | None:
    """Difference of two scores in tenths; None where one of them is not known."""
    if before is None or after is None:
        return None
    return round(after - before, 1)


def score_changes(
    before: Mapping[str, Score], after: Mapping[str, Score]
) -> dict[str, tuple[float | None, float | None]]:
    """Percent then and now of each criterion that either has."""
    names = dict.fromkeys((*after, *before))
    nothing = Score(0.0, 0)
    return {
        name: (before.get(name, nothing).percent, after.get(name, nothing).percent)
        for name in names
    }
