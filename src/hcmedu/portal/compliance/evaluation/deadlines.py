"""What is due when: the deadlines of a school between two days, and those that come soon. Pure."""

from dataclasses import dataclass
from datetime import date
from datetime import datetime
from hcmedu.portal.compliance.evaluation.model import Mend
from hcmedu.portal.compliance.evaluation.model import Missing
from hcmedu.portal.compliance.evaluation.model import Source
from hcmedu.portal.compliance.evaluation.school import SchoolFacts
from hcmedu.portal.regulations.model import Check
from hcmedu.portal.regulations.queries import Catalogue


@dataclass(frozen=True)
class Deadline:
    """One day or hour by which something is to be done.

    ``when``: aware; with ``all_day`` the whole day is left, and it is 23:59 of it. ``key``: of the
    check (``A31.friday``), which with ``when`` and ``uid`` is unique. ``owner``: code of the
    section or item, ``what``: to be said with ``wording.sentence``. ``done``: None where nobody can tell.
    ``check``: with its citations. ``mend``: where it is done. ``uid``: of the item concerned.
    """

    when: datetime
    key: str
    owner: str
    check: Check
    what: Missing
    done: bool | None = None
    all_day: bool = False
    mend: Mend | None = None
    uid: str = ""


def deadlines(
    law: Catalogue,
    school: SchoolFacts,
    source: Source,
    now: datetime,
    first: date,
    last: date,
    assumed: str | None = None,
) -> tuple[Deadline, ...]:
    """The deadlines from ``first`` to ``last``, both included, the earliest first.

    As for ``judging.evaluate``; KeyError on an unknown level or circular.
    """
    return ()
