"""Publication and expiry in time; withdrawal for visitors."""

from hcmedu.portal.editorial.timing.expiry import tell_expiry
from hcmedu.portal.editorial.timing.publish import publish_due
from hcmedu.portal.editorial.timing.schedule import scheduled


#: The work of the clock is registered by being imported.
__all__ = ["publish_due", "scheduled", "tell_expiry"]
