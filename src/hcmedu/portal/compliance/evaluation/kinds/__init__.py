"""One judge for each kind of check: a case in, a finding out. Pure."""

from collections.abc import Callable
from collections.abc import Mapping
from hcmedu.portal.compliance.evaluation.asking import Case
from hcmedu.portal.compliance.evaluation.kinds import articles
from hcmedu.portal.compliance.evaluation.kinds import coverage
from hcmedu.portal.compliance.evaluation.kinds import disclosure
from hcmedu.portal.compliance.evaluation.kinds import documents
from hcmedu.portal.compliance.evaluation.kinds import fresh
from hcmedu.portal.compliance.evaluation.kinds import identity
from hcmedu.portal.compliance.evaluation.kinds import links
from hcmedu.portal.compliance.evaluation.kinds import presence
from hcmedu.portal.compliance.evaluation.kinds import prompt
from hcmedu.portal.compliance.evaluation.kinds import weekly
from hcmedu.portal.compliance.evaluation.kinds import yearly
from hcmedu.portal.compliance.evaluation.kinds import years
from hcmedu.portal.compliance.evaluation.model import Finding
from hcmedu.portal.regulations.model import CheckKind


Judge = Callable[[Case], Finding]

JUDGES: Mapping[CheckKind, Judge] = {
    CheckKind.BOARD_FOUNDED: identity.board_founded,
    CheckKind.DISCLOSURE_FORMS_PRESENT: disclosure.disclosure_forms_present,
    CheckKind.DOCUMENTS_PRESENT: coverage.documents_present,
    CheckKind.DOMAIN_PATTERN: identity.domain_pattern,
    CheckKind.EMAIL_OFFICIAL: identity.email_official,
    CheckKind.FEEDS_WORKING: identity.feeds_working,
    CheckKind.FIELDS_FILLED: presence.fields_filled,
    CheckKind.FRESHNESS: fresh.freshness,
    CheckKind.KEPT_FOR: disclosure.kept_for,
    CheckKind.LENGTH: articles.length,
    CheckKind.LINKS_ALIVE: links.links_alive,
    CheckKind.LINKS_PRESENT: links.links_present,
    CheckKind.MINIMUM_NUMBER: presence.minimum_number,
    CheckKind.NOTHING_EXPIRED: documents.nothing_expired,
    CheckKind.NOT_EMPTY: presence.not_empty,
    CheckKind.ON_HOME_PAGE: articles.on_home_page,
    CheckKind.PICTURE_PRESENT: articles.picture_present,
    CheckKind.PROCEDURES_PRESENT: coverage.procedures_present,
    CheckKind.PROFILE_FIELD: identity.profile_field,
    CheckKind.TOPICS_COVERED: articles.topics_covered,
    CheckKind.VALUES_PRESENT: coverage.values_present,
    CheckKind.VIEWABLE_IN_PLACE: documents.viewable_in_place,
    CheckKind.WEEKLY_DEADLINE: weekly.weekly_deadline,
    CheckKind.WITHIN_WORKING_DAYS: prompt.within_working_days,
    CheckKind.YEARLY_DEADLINE: yearly.yearly_deadline,
    CheckKind.YEARS_COVERED: years.years_covered,
}
