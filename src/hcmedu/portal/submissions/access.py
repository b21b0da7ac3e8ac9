"""Who may see and handle what visitors sent: those in charge, and nobody else.

Neither editors nor the administrator of the portal: personal data of children.
"""

from hcmedu.portal.school.root import school_root
from plone import api
from typing import Any


#: Role ``School Clerk`` (group ``tiep-nhan``) and ``Reviewer`` (group ``truong-ban``, a leader).
HANDLE = "hcmedu.portal: Handle submissions"
#: Periods of deletion and the like: the administrator and the leader.
CONFIGURE = "hcmedu.portal: Configure submissions"


def may_handle(context: Any) -> bool:
    """By the rights on the school root: a folder below it grants nothing."""
    root = school_root(context)
    return root is not None and api.user.has_permission(HANDLE, obj=root)
