"""What all pages of the office have in common: who may, and that nobody keeps what they show."""

from AccessControl import Unauthorized
from functools import cached_property
from hcmedu.portal.cases.timelimits import days_off
from hcmedu.portal.content.moments import format_moment
from hcmedu.portal.content.moments import now
from hcmedu.portal.editorial.authorship import current_user_id
from hcmedu.portal.editorial.deputies.delegations import is_head
from hcmedu.portal.editorial.groups import group_ids
from hcmedu.portal.editorial.notify.people import users
from hcmedu.portal.editorial.reason import full_name
from hcmedu.portal.school.profile import ISchoolProfile
from hcmedu.portal.submissions.access import HANDLE
from hcmedu.portal.submissions.access import may_handle
from hcmedu.portal.submissions.files import NOT_KEPT
from hcmedu.portal.submissions.guard import is_authentic
from hcmedu.portal.vietnamese import format_date
from hcmedu.portal.vietnamese import sort_key
from plone import api
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zExceptions import NotFound
from zope.i18n import translate


WHAT = "office of cases"
#: Groups of a school whose members may handle cases.
GROUPS = ("tiep-nhan", "truong-ban")


class OfficeView(BrowserView):
    """A page of a school root for those who handle what was sent in; sub-classes draw."""

    format_date = staticmethod(format_date)
    format_moment = staticmethod(format_moment)

    def __call__(self) -> Any:
        self.request.response.setHeader("Cache-Control", NOT_KEPT)
        self.request.response.setHeader("X-Robots-Tag", "noindex")
        if not may_handle(self.context):
            raise Unauthorized("not in charge of submissions")
        for column in ("plone.leftcolumn", "plone.rightcolumn"):
            self.request.set(f"disable_{column}", True)
        return self.answer()

    def answer(self) -> Any:
        raise NotImplementedError

    def is_forged(self) -> bool:
        """Whether another page than the portal's sent this; said so by 403, and by the log."""
        if is_authentic(self.context, self.request, WHAT):
            return False
        self.request.response.setStatus(403)
        return True

    def say(self, message: Any) -> str:
        return translate(message, context=self.request)

    def text(self, name: str) -> str:
        """What the form sent under that name; anything but a text is none."""
        value = self.request.form.get(name, "")
        return value if isinstance(value, str) else ""

    def link(self, page: str) -> str:
        return f"{self.context.absolute_url()}/@@{page}"

    @cached_property
    def today(self) -> Any:
        return now().date()

    @cached_property
    def holidays(self) -> frozenset:
        return days_off(self.context)

    @cached_property
    def user_id(self) -> str:
        return current_user_id()

    @property
    def is_head(self) -> bool:
        return is_head(self.context, self.user_id)

    @property
    def school(self) -> str:
        return getattr(ISchoolProfile(self.context), "school_name", None) or self.context.Title()

    @property
    def authority(self) -> str:
        return getattr(ISchoolProfile(self.context), "authority_name", None) or ""

    def name_of(self, user_id: str) -> str:
        """Full name; kept for as long as the page is drawn."""
        if user_id and user_id not in self._names:
            self._names[user_id] = full_name(user_id) or user_id
        return self._names.get(user_id, "")

    @cached_property
    def _names(self) -> dict[str, str]:
        return {}

    def answer_file(self, body: bytes, name: str, content_type: str) -> bytes:
        response = self.request.response
        response.setHeader("Content-Type", content_type)
        response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
        response.setHeader("X-Content-Type-Options", "nosniff")
        return body


class Paper(BrowserView):
    """``context/@@hcmedu-cases-paper/macros/page``: the look of what is printed. No page."""

    template = ViewPageTemplateFile("paper.pt")

    def __call__(self) -> str:
        raise NotFound("a macro is no page")

    @property
    def macros(self) -> Any:
        return self.template.macros


def colleagues(root: Any) -> dict[str, str]:
    """Full names of those who may handle cases of this school, by user id and sorted."""
    known = group_ids(root)
    ids = users(known[name] for name in GROUPS if name in known)
    found = {each: full_name(each) or each for each in ids if _handles(root, each)}
    return dict(sorted(found.items(), key=lambda pair: sort_key(pair[1])))


def _handles(root: Any, user_id: str) -> bool:
    user = api.user.get(userid=user_id)
    return user is not None and bool(user.has_permission(HANDLE, root))
