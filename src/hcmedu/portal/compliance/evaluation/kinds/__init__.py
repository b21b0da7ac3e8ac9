"""One judge for each kind of check: a case in, a finding out. Pure."""

from collections.abc import Callable
from collections.abc import Mapping
from hcmedu.portal.compliance.evaluation.asking import Case
from hcmedu.portal.compliance.evaluation.kinds import disclosure
from hcmedu.portal.compliance.evaluation.kinds import fresh
from hcmedu.portal.compliance.evaluation.kinds import presence
from hcmedu.portal.compliance.evaluation.kinds import prompt
from hcmedu.portal.compliance.evaluation.kinds import weekly
from hcmedu.portal.compliance.evaluation.kinds import yearly
from hcmedu.portal.compliance.evaluation.kinds import years
from hcmedu.portal.compliance.evaluation.model import Finding
from hcmedu.portal.regulations.model import CheckKind


Judge = Callable[[Case], Finding]

JUDGES: Mapping[CheckKind, Judge] = {
    CheckKind.NOT_EMPTY: presence.not_empty,
    CheckKind.MINIMUM_NUMBER: presence.minimum_number,
    CheckKind.FIELDS_FILLED: presence.fields_filled,
    # Of time
    CheckKind.DISCLOSURE_FORMS_PRESENT: disclosure.disclosure_forms_present,
    CheckKind.FRESHNESS: fresh.freshness,
    CheckKind.KEPT_FOR: disclosure.kept_for,
    CheckKind.WEEKLY_DEADLINE: weekly.weekly_deadline,
    CheckKind.WITHIN_WORKING_DAYS: prompt.within_working_days,
    CheckKind.YEARLY_DEADLINE: yearly.yearly_deadline,
    CheckKind.YEARS_COVERED: years.years_covered,
}

#: Kinds that nobody judges yet.
UNJUDGED = frozenset(CheckKind) - frozenset(JUDGES)
