"""What the worker's clock does for this room."""

from datetime import datetime
from datetime import UTC
from hcmedu.portal import _
from hcmedu.portal.editorial.notify.clock import make_rounds
from hcmedu.portal.worker import periodic
from typing import Any


@periodic("hcmedu.notify.send", minutes=1, title=_("Send the notices of the editorial board"))
def send_notices(site: Any) -> None:
    make_rounds(site, lambda: datetime.now(UTC))
