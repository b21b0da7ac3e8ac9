"""``@@hcmedu-compliance-attest``: the head gives his word for a check, or takes it back (D01).

Posted only, with the token of the form; the permission is asked by ZCML on the school root, and
here whether it is the head who has it.
"""

from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.compliance.asked import Asked
from hcmedu.portal.compliance.attesting import attest
from hcmedu.portal.compliance.attesting import attestations
from hcmedu.portal.compliance.attesting import may_attest
from hcmedu.portal.compliance.attesting import withdraw
from hcmedu.portal.compliance.evaluation import Result
from hcmedu.portal.compliance.facts import report_of
from hcmedu.portal.compliance.page.filters import Filter
from hcmedu.portal.compliance.page.filters import read
from hcmedu.portal.compliance.page.rows import is_attested
from hcmedu.portal.compliance.page.view import ComplianceView
from hcmedu.portal.editorial.authorship import current_user_id
from hcmedu.portal.editorial.reason import full_name
from hcmedu.portal.editorial.trace import record
from hcmedu.portal.editorial.trace.entry import clip
from plone import api
from plone.protect import CheckAuthenticator
from typing import Any
from urllib.parse import parse_qsl
from zExceptions import BadRequest
from zExceptions import Unauthorized


PAGE = "@@hcmedu-compliance-attest"
LONGEST_NOTE, LONGEST_BACK = 500, 2000
UNKNOWN = _("There is no such check for the head to confirm.")
TOO_LONG = _("A note has at most ${number} characters.", mapping={"number": LONGEST_NOTE})


class AttestView(ComplianceView):
    """Writes the head's word; whoever comes by a link is led to the page."""

    def __call__(self) -> str:
        if self.request.method != "POST":
            return self.request.response.redirect(self.url())
        CheckAuthenticator(self.request)
        if not may_attest(self.context):
            raise Unauthorized(PAGE)
        return self.decide(self.text("key"), self.text("note").strip())

    def decide(self, key: str, note: str) -> str:
        result = self.attested(key)
        if result is None:
            raise BadRequest(self.say(UNKNOWN))
        if self.text("decision") == "withdraw":
            self.take_back(result)
        elif len(note) > LONGEST_NOTE:
            self.note_error, self.note_key, self.note = TOO_LONG, key, note
            return super().__call__()
        else:
            self.confirm(result, note)
        anchor = f"#check-{key.replace('.', '-')}"
        return self.request.response.redirect(self.url() + anchor)

    def attested(self, key: str) -> Result | None:
        """The result of that key, if it is the head's word that decides it."""
        found = {each.key: each for each in report_of(self.context).results if is_attested(each)}
        return found.get(key)

    def confirm(self, result: Result, note: str) -> None:
        note = clip(note, LONGEST_NOTE)
        attest(self.context, result.key, full_name(current_user_id()), note)
        record(self.context, "attest", note, check=result.key, demand=result.check.demand)
        self.tell(_("Confirmed."))

    def take_back(self, result: Result) -> None:
        if result.key not in attestations(self.context):
            return
        withdraw(self.context, result.key)
        record(self.context, "unattest", check=result.key, demand=result.check.demand)
        self.tell(_("The confirmation was taken back."))

    def tell(self, message: Any) -> None:
        api.portal.show_message(message, self.request)

    def text(self, name: str) -> str:
        value = self.request.form.get(name, "")
        return value if isinstance(value, str) else ""

    @cached_property
    def asked(self) -> Asked:
        """The head's word is of now, by the law in force."""
        return Asked()

    @cached_property
    def filter(self) -> Filter:
        """What the page showed when the form was sent."""
        form = dict(parse_qsl(self.text("back").removeprefix("?")[:LONGEST_BACK]))
        return read(form, self.asked, self.law.criteria, {*self.law.sections, *self.law.items})
