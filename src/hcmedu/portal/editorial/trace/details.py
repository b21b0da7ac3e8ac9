"""The details of an entry as short sentences, in the reader's language."""

from collections.abc import Callable
from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.editorial.groups import BOARD
from hcmedu.portal.editorial.settings import IEditorialSettings
from hcmedu.portal.editorial.trace.board import name_of
from hcmedu.portal.editorial.trace.entry import Entry
from hcmedu.portal.editorial.trace.titles import ATTACHMENTS
from plone import api
from plone.app.event.base import default_timezone
from plone.dexterity.utils import iterSchemataForType
from plone.registry.interfaces import IRegistry
from typing import Any
from zope.component import getUtility
from zope.i18n import translate
from zope.i18nmessageid import Message
from zope.i18nmessageid import MessageFactory
from zope.schema import getFields


_plone = MessageFactory("plone")
TIME = "%d/%m/%Y %H:%M"
#: Details that other sentences speak of, or that only machines read.
SILENT = frozenset(
    {
        "account_name",
        "attachment_uid",
        "baseline",
        "change",
        "check",
        "code",
        "end",
        "id",
        "member",
        "member_name",
        "old_state",
        "revision",
        "source",
        "values",
        "working_copy",
    }
)
#: What of an account is told of.
ACCOUNT_FIELDS = {"email": _("E-mail"), "fullname": _("Full name")}


class Details:
    """Sentences about ``details``; what it looks up is kept for as long as it lives."""

    def __init__(self, request: Any) -> None:
        self.request = request
        self._fields: dict[str, dict[str, str]] = {}
        self._names: dict[str, str] = {}

    def of(self, entry: Entry) -> list[str]:
        told = (self._sentence(name, entry) for name in entry.details)
        return [sentence for sentence in told if sentence]

    def _sentence(self, name: str, entry: Entry) -> str:
        if name in SILENT:
            return ""
        method: Callable[[Entry], str] | None = getattr(self, f"tell_{name}", None)
        if method is not None:
            return method(entry)
        return f"{name}: {self._value(entry.details[name])}"

    def say(self, message: Any, **mapping: str) -> str:
        if mapping:
            message = Message(message, mapping=mapping)
        return translate(message, context=self.request)

    def moment(self, text: str) -> str:
        """An ISO time as 20/11/2026 08:05 in the zone of the site; another text as it is."""
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return text
        return moment.astimezone(self.zone).strftime(TIME)

    @cached_property
    def zone(self) -> Any:
        return default_timezone(as_tzinfo=True)

    # One method for each detail that is told -----------------------------------------------------

    def tell_fields(self, entry: Entry) -> str:
        names = entry.details["fields"]
        if not names or "values" in entry.details:
            return self._settings(entry) if names else ""
        titles = self._field_titles(entry.portal_type)
        listed = ", ".join(titles.get(name, name) for name in names)
        return self.say(_("Changed: ${fields}"), fields=listed)

    def tell_attachment(self, entry: Entry) -> str:
        message = ATTACHMENTS.get(entry.details.get("change", "modify"), ATTACHMENTS["modify"])
        return self.say(message, title=entry.details["attachment"])

    def tell_state(self, entry: Entry) -> str:
        after = self._state(entry.details["state"])
        if "old_state" in entry.details:
            return f"{self._state(entry.details['old_state'])} → {after}"
        return self.say(_("State until then: ${state}"), state=after)

    def tell_old_id(self, entry: Entry) -> str:
        return f"{entry.details['old_id']} → {entry.details.get('id', '')}"

    def tell_source_path(self, entry: Entry) -> str:
        return self.say(_("From: ${path}"), path=entry.details["source_path"])

    def tell_group(self, entry: Entry) -> str:
        group, member = self._group(entry.details["group"]), entry.details.get("member", "")
        return f"{_named(entry.details, 'member')}: {group}" if member else group

    def tell_account(self, entry: Entry) -> str:
        return _named(entry.details, "account")

    def tell_account_fields(self, entry: Entry) -> str:
        listed = ", ".join(
            self.say(ACCOUNT_FIELDS.get(n, n)) for n in entry.details["account_fields"]
        )
        return self.say(_("Changed: ${fields}"), fields=listed)

    def tell_records(self, entry: Entry) -> str:
        listed = ", ".join(self._record_title(name) for name in entry.details["records"])
        return self.say(_("Changed: ${fields}"), fields=listed)

    def tell_roles(self, entry: Entry) -> str:
        roles = entry.details["roles"] or {}
        told = (f"{self._person(name)}: {self._roles(each)}" for name, each in roles.items())
        return "; ".join(told)

    def tell_inherit(self, entry: Entry) -> str:
        on = entry.details["inherit"]
        return self.say(_("Rights from above apply") if on else _("Rights from above end here"))

    def tell_self_approved(self, entry: Entry) -> str:
        return self.say(_("Approved by its own author, as the settings allow"))

    def tell_deputy_for(self, entry: Entry) -> str:
        return self.say(_("On behalf of ${name}"), name=self._person(entry.details["deputy_for"]))

    def tell_scheduled(self, entry: Entry) -> str:
        moment = self.moment(entry.details["scheduled"])
        return self.say(_("Publishes by itself on ${time}"), time=moment)

    def tell_user(self, entry: Entry) -> str:
        return self._person(entry.details["user"])

    def tell_holder(self, entry: Entry) -> str:
        return self.say(_("Lock of: ${name}"), name=self._person(entry.details["holder"]))

    def tell_deputy(self, entry: Entry) -> str:
        return self._person(entry.details["deputy"])

    def tell_begin(self, entry: Entry) -> str:
        times = {name: self.moment(entry.details.get(name, "")) for name in ("begin", "end")}
        return self.say(_("from ${begin} until ${end}"), **times)

    def tell_count(self, entry: Entry) -> str:
        return self.say(_("Cases: ${count}"), count=str(entry.details["count"]))

    def tell_receipt(self, entry: Entry) -> str:
        return self.say(_("Receipt: ${receipt}"), receipt=entry.details["receipt"])

    def tell_demand(self, entry: Entry) -> str:
        return str(entry.details["demand"])

    def tell_format(self, entry: Entry) -> str:
        return str(entry.details["format"]).upper()

    # Words ---------------------------------------------------------------------------------------

    def _settings(self, entry: Entry) -> str:
        titles = {name: field.title for name, field in getFields(IEditorialSettings).items()}
        values = entry.details.get("values", {})
        return "; ".join(
            f"{self.say(titles.get(name, name))}: {self._value(values.get(name, '…'))}"
            for name in entry.details["fields"]
        )

    def _value(self, value: Any) -> str:
        if isinstance(value, bool):
            return self.say(_("yes") if value else _("no"))
        if isinstance(value, list):
            return ", ".join(self._value(each) for each in value)
        if isinstance(value, dict):
            return ", ".join(f"{name}: {self._value(each)}" for name, each in value.items())
        return str(value)

    def _record_title(self, name: str) -> str:
        """What its panel calls a setting, while there is one; else its name."""
        record = getUtility(IRegistry).records.get(name)
        return self.say(record.field.title or name) if record is not None else name

    def _state(self, state: str) -> str:
        for workflow in api.portal.get_tool("portal_workflow").objectValues():
            if state in getattr(workflow, "states", ()) and workflow.getId().startswith("hcmedu_"):
                return self.say(_plone(workflow.states[state].title))
        return state

    def _group(self, name: str) -> str:
        return next((self.say(board.title) for board in BOARD if board.name == name), name)

    def _roles(self, change: dict[str, list[str]]) -> str:
        told = [f"+ {self.say(_plone(role))}" for role in change.get("added", ())]
        told += [f"− {self.say(_plone(role))}" for role in change.get("removed", ())]
        return ", ".join(told)

    def _person(self, principal_id: str) -> str:
        if principal_id not in self._names:
            self._names[principal_id] = name_of(principal_id)
        return self._names[principal_id]

    def _field_titles(self, portal_type: str) -> dict[str, str]:
        if portal_type not in self._fields:
            self._fields[portal_type] = dict(self._titles_of(portal_type))
        return self._fields[portal_type]

    def _titles_of(self, portal_type: str) -> Iterator[tuple[str, str]]:
        if portal_type not in api.portal.get_tool("portal_types"):
            return
        for schema in iterSchemataForType(portal_type):
            for name, field in getFields(schema).items():
                yield name, self.say(field.title)


def _named(details: Any, what: str) -> str:
    """``Full name (id)`` of a person or group, as it was called at that moment."""
    who = details.get(what, "")
    name = details.get(f"{what}_name") or who
    return name if name == who else f"{name} ({who})"
