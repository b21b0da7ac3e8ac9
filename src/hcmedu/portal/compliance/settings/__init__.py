"""What a school decides about its compliance: settings, further rules of its own, days off."""

from hcmedu.portal.compliance.settings.store import ComplianceSettings
from hcmedu.portal.compliance.settings.store import own_checks
from hcmedu.portal.compliance.settings.store import settings_of


__all__ = ["ComplianceSettings", "own_checks", "settings_of"]
