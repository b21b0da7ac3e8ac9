"""How many opinions a topic received and how many of them are published, by who sent them.

What was deleted when its period was over still counts: numbers of it stay, nothing else.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field
from hcmedu.portal.charts import Bar
from hcmedu.portal.charts import bars
from hcmedu.portal.charts import Chart
from hcmedu.portal.consultations.model import Row
from hcmedu.portal.consultations.model import State
from hcmedu.portal.consultations.model import Who
from hcmedu.portal.consultations.model import WHO_TITLES
from hcmedu.portal.consultations.register import rows
from hcmedu.portal.school.root import school_root
from persistent.mapping import PersistentMapping
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.annotation.interfaces import IAnnotations


#: Annotation of the school root: UID of a topic → who → number of opinions that were deleted.
DELETED_KEY = "hcmedu.portal.consultations.deleted"


@dataclass
class Totals:
    """``received`` and ``published`` by who; ``states`` of those that are there."""

    received: Counter[Who] = field(default_factory=Counter)
    published: Counter[Who] = field(default_factory=Counter)
    states: Counter[State] = field(default_factory=Counter)
    answered: int = 0


def totals(topic: Any) -> Totals:
    return counted(rows(topic), deleted(topic))


def counted(found: Iterable[Row], gone: dict[str, int]) -> Totals:
    """Pure: rows that are there, numbers of those that are not."""
    result = Totals(received=Counter({Who(who): number for who, number in gone.items()}))
    for row in found:
        result.received[row.who] += 1
        result.published[row.who] += row.state == State.PUBLISHED
        result.states[row.state] += 1
        result.answered += row.answered
    return result


def deleted(topic: Any) -> dict[str, int]:
    return dict(IAnnotations(school_root(topic)).get(DELETED_KEY, {}).get(IUUID(topic), {}))


def note_deleted(topic: Any, gone: Iterable[Row]) -> None:
    """Count rows that are about to be deleted."""
    numbers = Counter(deleted(topic))
    numbers.update(row.who.value for row in gone)
    annotations = IAnnotations(school_root(topic))
    if DELETED_KEY not in annotations:
        annotations[DELETED_KEY] = PersistentMapping()
    annotations[DELETED_KEY][IUUID(topic)] = dict(numbers)


def forget_deleted(topic: Any) -> None:
    IAnnotations(school_root(topic)).get(DELETED_KEY, {}).pop(IUUID(topic), None)


def chart(found: Totals, title: str, say: Any) -> str:
    """Received opinions by who sent them, as SVG; ``say`` translates. Empty without any."""
    if not found.received.total():
        return ""
    shown = [(who, found.received[who]) for who in Who if found.received[who]]
    drawn = [Bar(say(WHO_TITLES[who]), number, str(number)) for who, number in shown]
    return bars(Chart("opinions", title, drawn))
