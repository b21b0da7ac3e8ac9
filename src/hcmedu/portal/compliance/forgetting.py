"""Leave nothing of a school's settings, addresses and reminders behind: when the add-on goes."""

from hcmedu.portal.compliance.calendar.address import forget_token
from hcmedu.portal.compliance.reminders.memory import forget_reminders
from hcmedu.portal.compliance.settings.store import forget_settings
from typing import Any


def forget_duties(root: Any) -> None:
    """Of a school root."""
    forget_settings(root)
    forget_token(root)
    forget_reminders(root)
