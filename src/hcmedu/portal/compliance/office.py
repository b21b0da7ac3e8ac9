"""What all pages and files of the report have in common: who may, what is asked, the report."""

from AccessControl import Unauthorized
from datetime import date
from datetime import datetime
from functools import cached_property
from hcmedu.portal.compliance.asked import Asked
from hcmedu.portal.compliance.asked import asked_of
from hcmedu.portal.compliance.evaluation import Report
from hcmedu.portal.compliance.facts import report_of
from hcmedu.portal.compliance.mending import mend_url
from hcmedu.portal.compliance.serial import report_data
from hcmedu.portal.content.moments import format_moment
from hcmedu.portal.content.moments import now
from hcmedu.portal.editorial.authorship import current_user_id
from hcmedu.portal.editorial.reason import full_name
from hcmedu.portal.school.profile import ISchoolProfile
from hcmedu.portal.submissions.files import NOT_KEPT
from hcmedu.portal.submissions.guard import is_authentic
from hcmedu.portal.vietnamese import format_date
from hcmedu.portal.vietnamese import normalize
from plone import api
from Products.Five.browser import BrowserView
from typing import Any
from zope.i18n import translate


VIEW = "hcmedu.portal: View compliance"
#: To keep a state of the report and to write down measures: the head and the administrator.
RECORD = "hcmedu.portal: Record compliance"
WHAT = "compliance"
SEE_OTHER = 303


class CompliancePage(BrowserView):
    """A page of a school root, for whoever may read the report; sub-classes draw."""

    format_date = staticmethod(format_date)
    format_moment = staticmethod(format_moment)

    def __call__(self) -> Any:
        self.request.response.setHeader("Cache-Control", NOT_KEPT)
        self.request.response.setHeader("X-Robots-Tag", "noindex")
        if not api.user.has_permission(VIEW, obj=self.context):
            raise Unauthorized("not for this person to read")
        for column in ("plone.leftcolumn", "plone.rightcolumn"):
            self.request.set(f"disable_{column}", True)
        return self.answer()

    def answer(self) -> Any:
        raise NotImplementedError

    # The report ----------------------------------------------------------------------------------

    @cached_property
    def asked(self) -> Asked:
        return asked_of(self.request)

    @cached_property
    def report(self) -> Report:
        return report_of(self.context, self.asked.moment, self.asked.assumed)

    @cached_property
    def data(self) -> dict[str, Any]:
        """The report as plain data, in the reader's language."""
        return report_data(self.report, self.say, self.mend_url, self.school)

    def mend_url(self, mend: Any) -> str:
        return mend_url(self.context, mend)

    # Who and where -------------------------------------------------------------------------------

    @cached_property
    def may_record(self) -> bool:
        return bool(api.user.has_permission(RECORD, obj=self.context))

    def is_forged(self) -> bool:
        """Whether another page than the portal's sent this; said so by 403, and by the log."""
        if is_authentic(self.context, self.request, WHAT):
            return False
        self.request.response.setStatus(403)
        return True

    @cached_property
    def now(self) -> datetime:
        return now()

    @property
    def today(self) -> date:
        return self.now.date()

    @cached_property
    def user_name(self) -> str:
        return full_name(current_user_id()) or current_user_id()

    @property
    def school(self) -> str:
        return self.profile("school_name") or self.context.Title()

    @property
    def authority(self) -> str:
        return self.profile("authority_name")

    @property
    def principal(self) -> str:
        return self.profile("principal")

    def profile(self, name: str) -> str:
        return getattr(ISchoolProfile(self.context), name, None) or ""

    # Texts ---------------------------------------------------------------------------------------

    def say(self, message: Any) -> str:
        return translate(message, context=self.request)

    def text(self, name: str) -> str:
        """What the form sent under that name; anything but a text is none."""
        value = self.request.form.get(name, "")
        return value if isinstance(value, str) else ""

    def link(self, page: str) -> str:
        return f"{self.context.absolute_url()}/@@{page}"

    def answer_file(self, body: bytes, name: str, content_type: str) -> bytes:
        response = self.request.response
        response.setHeader("Content-Type", content_type)
        response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
        response.setHeader("X-Content-Type-Options", "nosniff")
        return body

    def back(self, url: str, message: Any) -> str:
        api.portal.show_message(message, self.request)
        return self.request.response.redirect(url, status=SEE_OTHER)


def number(value: float | None) -> str:
    """``87,5`` or ``87``: one decimal at most, with a comma; a dash where there is none."""
    return "–" if value is None else f"{value:.1f}".removesuffix(".0").replace(".", ",")


def cleaned(text: str) -> str:
    """As it is stored: one kind of line ends and of Vietnamese letters, no other control signs."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(sign for sign in lines if sign.isprintable() or sign in "\n\t")
    return normalize(kept).strip()
