"""Trace (nhật ký): who did what to which item when; append-only, outlives the item.

``record`` appends to the log of the nearest school root within the transaction of the deed;
``entries`` reads it. Nothing changes or deletes an entry, and no page, service or form reaches the
annotation that holds them.
"""

from hcmedu.portal.editorial.trace.entry import Entry
from hcmedu.portal.editorial.trace.reading import entries
from hcmedu.portal.editorial.trace.writing import record


__all__ = ["Entry", "entries", "record"]
