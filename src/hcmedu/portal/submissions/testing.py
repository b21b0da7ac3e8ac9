"""For tests of forms: a ticket that is old enough, as a person's would be."""

from hcmedu.portal.submissions.guard import TICKET
from hcmedu.portal.submissions.guard import ticket_secret
from hcmedu.portal.submissions.tickets import new_ticket
from typing import Any

import time


def guard_values(context: Any, age: float = 5) -> dict[str, str]:
    """What the hidden fields of a form of ``context``, drawn ``age`` seconds ago, send back."""
    return {TICKET: new_ticket(ticket_secret(context), time.time() - age)}
