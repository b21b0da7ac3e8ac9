"""What actions are called. Other rooms may record actions of their own; these have a name here."""

from hcmedu.portal import _
from zope.i18nmessageid import Message


ACTIONS: dict[str, Message] = {
    "create": _("Creation"),
    "modify": _("Change"),
    "submit": _("Submission for review"),
    "recall": _("Taking back by the author"),
    "return": _("Return to the author"),
    "approve": _("Approval"),
    "publish": _("Publication"),
    "withdraw": _("Taking down"),
    "revise": _("Taking up again"),
    "schedule": _("Publication set for later"),
    "expire": _("Expiry"),
    "checkout": _("Making of a working copy"),
    "checkin": _("Taking over of a working copy"),
    "cancel-checkout": _("Giving up of a working copy"),
    "release-lock": _("Release of a lock"),
    "restore": _("Return to an older version"),
    "copy": _("Copying"),
    "move": _("Move to another place"),
    "rename": _("Change of address"),
    "delete": _("Deletion"),
    "show": _("Showing of a section"),
    "hide": _("Hiding of a section"),
    "assign": _("Assignment of a section"),
    "unassign": _("End of an assignment"),
    "delegate": _("Delegation of approval"),
    "end-delegation": _("End of a delegation"),
    "join-group": _("Joining of a group"),
    "leave-group": _("Leaving of a group"),
    "share": _("Sharing of rights"),
    "site-roles": _("Rights on the whole portal"),
    "create-account": _("New account"),
    "delete-account": _("Deletion of an account"),
    "password": _("New password of an account"),
    "account": _("Change of an account"),
    "delete-group": _("Deletion of a group"),
    "settings": _("Change of settings"),
    "portal-settings": _("Change of the settings of the portal"),
    "case-settings": _("Change of the settings of cases"),
    "compliance-settings": _("Change of the settings of the self-review"),
    "compliance-calendar": _("New address of the calendar of deadlines"),
    "delete-case": _("Deletion of a case"),
    "purge-cases": _("Deletion of cases whose period is over"),
    "export-cases": _("Export of the list of cases"),
    "export-case": _("Export of what one person sent"),
    "export-opinions": _("Export of opinions"),
    "compliance-snapshot": _("State of the self-assessment kept"),
    "compliance-measure": _("Measure of the self-review"),
    "compliance-measure-deleted": _("Deletion of a measure of the self-review"),
    "attest": _("Word of the board head on a check"),
    "unattest": _("Taking back of the word on a check"),
    "table": _("New table of results"),
    "table-removed": _("Removal of results whose time has ended"),
}
#: What weighs more catches the eye: colours of Bootstrap, by action.
BADGES = {
    "approve": "text-bg-success",
    "publish": "text-bg-success",
    "checkin": "text-bg-success",
    "return": "text-bg-warning",
    "withdraw": "text-bg-danger",
    "delete": "text-bg-danger",
    "delete-case": "text-bg-danger",
    "password": "text-bg-warning",
    "site-roles": "text-bg-warning",
    "submit": "text-bg-primary",
}
BADGE = "text-bg-light border"

#: What happened to an attachment.
ATTACHMENTS: dict[str, Message] = {
    "add": _("Attachment added: ${title}"),
    "modify": _("Attachment changed: ${title}"),
    "rename": _("Address of the attachment changed: ${title}"),
    "remove": _("Attachment removed: ${title}"),
}
