"""For tests of forms: a ticket that is old enough, as a person's would be."""

from hcmedu.portal.submissions.guard import TICKET
from hcmedu.portal.submissions.store import secret_of
from hcmedu.portal.submissions.tickets import new_ticket
from typing import Any

import time


def guard_values(root: Any, age: float = 5) -> dict[str, str]:
    """What the hidden fields of a form that was drawn ``age`` seconds ago send back."""
    return {TICKET: new_ticket(secret_of(root), time.time() - age)}
