"""``GET <school root>/@compliance``: the report of a school for the authority above (D03)."""

from collections.abc import Iterator
from hcmedu.portal import _
from hcmedu.portal.compliance.asked import Asked
from hcmedu.portal.compliance.asked import asked_of
from hcmedu.portal.compliance.asked import ASSUME
from hcmedu.portal.compliance.asked import NO_CIRCULAR
from hcmedu.portal.compliance.asked import NO_DATE
from hcmedu.portal.compliance.asked import ON
from hcmedu.portal.compliance.evaluation import Status
from hcmedu.portal.compliance.facts import report_of
from hcmedu.portal.compliance.mending import mend_url
from hcmedu.portal.compliance.serial import report_data
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.school.profile import ISchoolProfile
from plone import api
from plone.restapi.services import Service
from typing import Any
from urllib.parse import urlencode
from zExceptions import Forbidden
from zExceptions import Unauthorized
from zope.i18n import translate


#: Checked by ``check``, not by ZCML: plone.rest answers 401 to whoever is known, too.
VIEW = "hcmedu.portal: View compliance"
STATUS, CRITERION = "status", "criterion"
NO_STATUS = _("There is no such status: ${value}. Choose among: ${known}.")
NO_CRITERION = _("There is no such criterion: ${value}. Choose among: ${known}.")
#: Characters of a wrong value that are told again.
LONGEST = 60


class ComplianceGet(Service):
    """The report as ``compliance.schema.json`` has it, in Vietnamese.

    ``on``: as of the end of that day (ISO or dd/mm/yyyy); ``assume``: id of a circular on
    disclosure taken to be in force; ``status``, ``criterion`` (several: repeated or with commas)
    choose results and change no score. What can't be read is a 400 that names the parameter.
    """

    def reply(self) -> dict[str, Any]:
        check(self.context)
        self.request.response.setHeader("Cache-Control", "private, no-store")
        asked = asked_of(self.request)
        errors = dict(self.errors(asked))
        if errors:
            return self.refused(errors)
        report = report_of(self.context, asked.moment, asked.assumed)
        data = report_data(report, self.told, self.mending, school_name(self.context))
        data["results"] = [each for each in data["results"] if self.is_wanted(each)]
        return {"@id": self.address(), "schema": self.schema_address(), **data}

    def errors(self, asked: Asked) -> Iterator[tuple[str, Any]]:
        """Message by name of the parameter."""
        yield from asked.errors.items()
        for name, message in ((ON, NO_DATE), (ASSUME, NO_CIRCULAR)):
            if not isinstance(self.request.form.get(name, ""), str):
                yield name, message
        for name, known, message in choices():
            for value in sorted(self.chosen(name) - known):
                mapping = {"value": value[:LONGEST], "known": ", ".join(sorted(known))}
                yield name, _(str(message), default=message.default, mapping=mapping)

    def refused(self, errors: dict[str, Any]) -> dict[str, Any]:
        self.request.response.setStatus(400)
        told = {name: self.told(message) for name, message in errors.items()}
        message = " ".join(told.values())
        return {"error": {"type": "BadRequest", "message": message, "parameters": told}}

    def chosen(self, name: str) -> set[str]:
        """Values of a parameter that is repeated, or holds several with commas."""
        value = self.request.form.get(name, "")
        texts = value if isinstance(value, list | tuple) else [value]
        plain = [text if isinstance(text, str) else "?" for text in texts]
        return {part.strip() for text in plain for part in text.split(",")} - {""}

    def is_wanted(self, row: dict[str, Any]) -> bool:
        asked = {name: self.chosen(name) for name in (STATUS, CRITERION)}
        return all(not values or row[name] in values for name, values in asked.items())

    def told(self, message: Any) -> str:
        return translate(message, context=self.request)

    def mending(self, mend: Any) -> str:
        return mend_url(self.context, mend)

    def address(self) -> str:
        names = (ON, ASSUME, STATUS, CRITERION)
        asked = [(name, self.request.form[name]) for name in names if self.request.form.get(name)]
        query = f"?{urlencode(asked, doseq=True, errors='replace')}" if asked else ""
        return f"{self.context.absolute_url()}/@compliance{query}"

    def schema_address(self) -> str:
        return f"{self.context.absolute_url()}/@compliance-schema"


def check(root: Any) -> None:
    """Raises ``Unauthorized`` for a stranger, ``Forbidden`` for somebody known (401, 403)."""
    if api.user.has_permission(VIEW, obj=root):
        return
    raise (Unauthorized if api.user.is_anonymous() else Forbidden)(VIEW)


def choices() -> list[tuple[str, frozenset[str], Any]]:
    """Parameter, what it may hold, what is said of anything else."""
    return [
        (STATUS, frozenset(each.value for each in Status), NO_STATUS),
        (CRITERION, frozenset(catalogue().criteria), NO_CRITERION),
    ]


def school_name(root: Any) -> str:
    """As its profile has it, else its title."""
    return getattr(ISchoolProfile(root, None), "school_name", None) or root.Title()
