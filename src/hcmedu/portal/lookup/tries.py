"""How often one may try: by address and by record, whether there is such a record or not.

A date of birth has few values; what keeps it from being guessed is that nobody tries many. Tries
at a record are counted under a hash of each asked value that is its own, so that neither the counts
nor their store tell whose it is. Dates are what is guessed, and many records share one, as they do
a class: such columns count only where nothing else is asked. Right ones count as well: that costs
no parent anything, and what is counted before the look-up can't be raced.
"""

from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Sequence
from hcmedu.portal.lookup.rows.keys import Kind
from hcmedu.portal.lookup.rows.keys import record_key
from hcmedu.portal.lookup.store import Table
from hcmedu.portal.submissions.clients import client_of
from hcmedu.portal.submissions.throttle import Allowance
from hcmedu.portal.submissions.throttle import take
from hcmedu.portal.submissions.throttle import wait
from typing import Any


HOUR, DAY = 3600, 24 * 3600
#: One address: the parents behind a mobile operator, a class in the computer room.
ADDRESS = (Allowance("look-up.address", 120, 600), Allowance("look-up.address-day", 2000, DAY))
#: One record: a pupil and his family, twice with a typing error.
RECORD = (Allowance("look-up.record", 12, HOUR), Allowance("look-up.record-day", 30, DAY))


def refused_for(request: Any, table: Table, spelt: Sequence[str]) -> int:
    """Count a try; seconds until the next one is possible, 0 when this one is."""
    for allowance, key in _counted(request, table, spelt):
        if not take(allowance, key):
            return wait(allowance, key)
    return 0


def _counted(request: Any, table: Table, spelt: Sequence[str]) -> Iterator[tuple[Allowance, str]]:
    yield from ((each, client_of(request)) for each in ADDRESS)
    kinds = [kind for _label, kind in table["asked"]]
    for at in counting_columns(kinds, table.get("common", ())):
        key = record_key(table["secret"], at, spelt[at])
        yield from ((each, key) for each in RECORD)


def counting_columns(kinds: Sequence[str], common: Collection[int] = ()) -> list[int]:
    """Which of the asked columns say whose record is tried.

    No dates, and nothing that a whole class has in common: its pupils would use up each other's
    tries. Where nothing is left, all columns count but what is common; at last all of them.
    """
    own = [at for at in range(len(kinds)) if at not in common]
    told = [at for at in own if kinds[at] != Kind.DATE]
    return told or own or list(range(len(kinds)))
