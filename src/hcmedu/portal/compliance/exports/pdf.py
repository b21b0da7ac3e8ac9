"""``@@hcmedu-compliance.pdf``: the report on paper as a PDF, by LibreOffice within bounds.

One at a time in a process, and half a minute at most: whoever comes meanwhile, or where there is no
LibreOffice, has the print page, from which any browser makes a PDF.
"""

from hcmedu.portal import _
from hcmedu.portal.compliance.exports.document import document_of
from hcmedu.portal.compliance.exports.paper import ReportPrint
from hcmedu.portal.compliance.exports.sheets import file_name
from hcmedu.portal.compliance.office import SEE_OTHER
from hcmedu.portal.conversion import ConversionError
from hcmedu.portal.conversion import pdf_of
from hcmedu.portal.conversion import Reason
from plone import api
from threading import Lock
from typing import Any

import logging


PDF_TYPE = "application/pdf"
SECONDS = 30
NO_TOOL = _(
    "This server has no LibreOffice, so it makes no PDF. Open the print page and choose 'Save as "
    "PDF' in the print window of the browser."
)
BUSY = _("Another PDF is being made. Please try again in a minute, or use the print page.")
FAILED = _(
    "The PDF could not be made. Please use the print page and choose 'Save as PDF' in the print "
    "window of the browser."
)
logger = logging.getLogger("hcmedu.portal.compliance")
_one_at_a_time = Lock()


class PdfFile(ReportPrint):
    def answer(self) -> Any:
        text = document_of(self).text
        if not _one_at_a_time.acquire(blocking=False):
            return self.sorry(BUSY)
        try:
            body = pdf_of(text, "fodt", SECONDS)
        except ConversionError as error:
            logger.warning("no PDF of the report: %s", error)
            return self.sorry(NO_TOOL if error.reason is Reason.NO_TOOL else FAILED)
        finally:
            _one_at_a_time.release()
        return self.answer_file(body, f"{file_name(self)}.pdf", PDF_TYPE)

    def sorry(self, message: Any) -> str:
        """Back to the page from which it was asked for, with the reason."""
        api.portal.show_message(message, self.request, "warning")
        url = self.page("hcmedu-compliance")
        return self.request.response.redirect(url, status=SEE_OTHER)
