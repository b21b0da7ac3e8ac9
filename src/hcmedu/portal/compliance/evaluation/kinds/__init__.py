"""One judge for each kind of check: a case in, a finding out. Pure."""

from collections.abc import Callable
from collections.abc import Mapping
from hcmedu.portal.compliance.evaluation.asking import Case
from hcmedu.portal.compliance.evaluation.kinds import presence
from hcmedu.portal.compliance.evaluation.model import Finding
from hcmedu.portal.regulations.model import CheckKind


Judge = Callable[[Case], Finding]

JUDGES: Mapping[CheckKind, Judge] = {
    CheckKind.NOT_EMPTY: presence.not_empty,
    CheckKind.MINIMUM_NUMBER: presence.minimum_number,
    CheckKind.FIELDS_FILLED: presence.fields_filled,
}

#: Kinds that nobody judges yet.
UNJUDGED = frozenset(CheckKind) - frozenset(JUDGES)
