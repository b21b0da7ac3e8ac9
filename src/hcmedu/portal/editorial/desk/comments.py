"""The reason of a return, as it is typed on the desk."""

from hcmedu.portal import _
from hcmedu.portal.editorial.comments import has_comment
from hcmedu.portal.editorial.comments import NO_COMMENT


MAX_COMMENT = 5000
TOO_LONG = _("A reason has 5000 characters at most.")


def comment_problem(comment: str) -> str:
    """Why a reason can't be taken, as a message; empty when it can."""
    if not has_comment(comment):
        return NO_COMMENT
    return TOO_LONG if len(comment) > MAX_COMMENT else ""
