"""Who may see and handle what visitors sent: those in charge, and nobody else.

Neither editors nor the administrator of the portal: personal data of children.
"""

from hcmedu.portal.school.root import school_root
from plone import api
from plone.base.interfaces import IPloneSiteRoot
from typing import Any


#: Role ``School Clerk`` (group ``tiep-nhan``) and ``Reviewer`` (group ``truong-ban``, a leader).
HANDLE = "hcmedu.portal: Handle submissions"
#: Periods of deletion and the like: the administrator and the leader.
CONFIGURE = "hcmedu.portal: Configure submissions"


#: Roles that the permission is for, as in ``rolemap.xml``.
IN_CHARGE = frozenset({"Reviewer", "School Clerk"})


def may_handle(context: Any) -> bool:
    """By the rights on the school root: a folder below it grants nothing, nor does what is above.

    In a central portal the office of the authority has roles on the site; what people write to
    one of its schools is for that school.
    """
    root = school_root(context)
    if root is None or not api.user.has_permission(HANDLE, obj=root):
        return False
    return IPloneSiteRoot.providedBy(root) or _has_role_at(root)


def _has_role_at(root: Any) -> bool:
    """A role that the root itself gives to the user, or to a group of his (deputies are in it)."""
    user = api.user.get_current()
    principals = {user.getId(), *user.getGroups()}
    return any(
        IN_CHARGE.intersection(roles)
        for principal, roles in root.get_local_roles()
        if principal in principals
    )
