"""Who is told why pages are missing, and may have them made again."""

from plone import api
from typing import Any


#: Any of these: people of the board and administrators. In most states nobody may edit.
PERMISSIONS = (
    "Modify portal content",
    "Review portal content",
    "iterate : Check out content",
    "hcmedu.portal: Manage school",
)


def may_ask_again(obj: Any) -> bool:
    if api.user.is_anonymous():
        return False
    return any(api.user.has_permission(name, obj=obj) for name in PERMISSIONS)
