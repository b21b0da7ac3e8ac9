"""What was refused, in the log of the server: no personal data, nothing that was typed.

The address stands there as in any access log: who attacks a portal must be found.
"""

from hcmedu.portal.submissions.clients import client_of
from typing import Any

import logging


logger = logging.getLogger("hcmedu.portal.refused")


def refuse(reason: str, what: str, context: Any, request: Any) -> None:
    """``reason`` and ``what`` are words of the code, never of a visitor."""
    path = "/".join(context.getPhysicalPath())
    logger.warning("%s: %s at %s from %s", what, reason, path, client_of(request))
