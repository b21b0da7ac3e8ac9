"""Why a file has no pages, in words."""

from hcmedu.portal import _
from hcmedu.portal.conversion import Reason
from hcmedu.portal.viewer.notes import UNEXPECTED


#: For those who can do something about it. Each says what to do.
REASONS = {
    Reason.ENCRYPTED: _(
        "The file is protected by a password. Please save it without a password and upload it "
        "again."
    ),
    Reason.DAMAGED: _(
        "The file is damaged or not what it says it is. Please open it on your computer, save it "
        "again and upload it once more."
    ),
    Reason.TOO_MANY_PAGES: _(
        "The file has more pages than can be shown. Please divide it into several files."
    ),
    Reason.TOO_LARGE: _(
        "The file needs more memory than is allowed. Please save it in a smaller size, with "
        "smaller pictures say."
    ),
    Reason.TIMED_OUT: _(
        "Preparing the pages took too long. Please save the file in a simpler form, as a PDF say, "
        "or divide it."
    ),
    Reason.NO_TOOL: _(
        "The server lacks the program that reads this kind of file. The administrator finds its "
        "name on the page 'Reading in place' of the control panel."
    ),
    Reason.UNSUPPORTED: _("Files of this kind have no pages that could be shown."),
    UNEXPECTED: _(
        "Something went wrong while the pages were prepared. The administrator finds the reason "
        "on the page 'Background work'."
    ),
}


def reason_text(reason: str) -> str:
    return REASONS.get(reason, REASONS[UNEXPECTED])
