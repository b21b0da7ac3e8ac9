"""Points in time: always aware, in the time zone of the site, never in that of a user.

What opens and closes by law does so by the server's clock and the portal's time zone
(Asia/Ho_Chi_Minh). Values are stored in that zone, since the form shows the hour as it is stored.
"""

from datetime import datetime
from datetime import UTC
from hcmedu.portal import _
from hcmedu.portal.behaviors.clock import FALLBACK_ZONE
from hcmedu.portal.behaviors.clock import in_zone
from hcmedu.portal.behaviors.clock import now
from hcmedu.portal.behaviors.clock import zone_name
from hcmedu.portal.content.errors import MessageError
from hcmedu.portal.vietnamese import format_date
from plone.restapi.interfaces import IFieldDeserializer
from typing import Any
from zope.interface import implementer
from zope.schema.interfaces import IField

import dateutil.parser


__all__ = ["FALLBACK_ZONE", "format_moment", "in_zone", "now", "zone_name"]

#: pytz and the catalog stumble over the first and the last years that Python knows.
FIRST_YEAR, LAST_YEAR = 1900, 2200


def format_moment(value: datetime | None) -> str:
    """``08:00, 20/11/2026``; nothing for None."""
    if value is None:
        return ""
    local = in_zone(value)
    return f"{local:%H:%M}, {format_date(local.date())}"


@implementer(IFieldDeserializer)
class MomentDeserializer:
    """ISO 8601 → aware moment in the site's zone; without an offset it is UTC, as REST has it."""

    def __init__(self, field: IField, context: Any, request: Any) -> None:
        self.field = field.bind(context)

    def __call__(self, value: Any) -> datetime | None:
        moment = None if value is None else self._parsed(value)
        self.field.validate(moment)
        return moment

    def _parsed(self, value: Any) -> datetime:
        try:
            parsed = dateutil.parser.isoparse(value)
        except (AttributeError, TypeError, ValueError, OverflowError) as error:
            raise MessageError(_NO_MOMENT) from error
        if not FIRST_YEAR <= parsed.year <= LAST_YEAR:
            raise MessageError(_NO_MOMENT)
        return in_zone(parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC))


_NO_MOMENT = _("Enter a date and time such as 2026-11-20T08:00:00+07:00.")
