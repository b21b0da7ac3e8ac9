"""Displays ``contact`` and ``press``: what the school profile says (A33, A34), then the items."""

from hcmedu.portal import _
from hcmedu.portal.browser.profile import phone_link
from hcmedu.portal.browser.profile import SchoolIdentity
from hcmedu.portal.browser.sections.cards import Ordered
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any


Fact = dict[str, Any]


class Contact(Ordered):
    """Address, phones, fax, e-mail, principal: 2326/GDĐT-THCS."""

    contact_template = ViewPageTemplateFile("contact.pt")

    def update(self) -> None:
        super().update()
        self.school = SchoolIdentity(self.context)

    @property
    def empty(self) -> bool:
        return super().empty and not self.facts()

    def render(self) -> str:
        return (self.contact_template() if self.facts() else "") + super().render()

    def facts(self) -> list[Fact]:
        """Rows that are stated: label (a message) and lines of text, each with its address."""
        return [row for row in self.rows() if row["lines"]]

    def rows(self) -> list[Fact]:
        text = self.school.text
        return [
            fact(_("School"), self.school.name),
            fact(_("Address"), text("address"), text("map_url")),
            {"label": _("Phone"), "lines": self.school.phones},
            fact(_("Fax"), text("fax")),
            mail(_("E-mail"), text("official_email")),
            fact(_("Principal"), text("principal")),
            fact(_("Authority above"), text("authority_name"), text("authority_url")),
        ]


class Press(Contact):
    """Spokesperson and how to reach the school: 3082/GDĐT-TTTT 3.14."""

    def rows(self) -> list[Fact]:
        text = self.school.text
        spokesperson = [
            part for part in (text("spokesperson"), text("spokesperson_position")) if part
        ]
        phone = text("spokesperson_phone")
        return [
            fact(_("Spokesperson"), ", ".join(spokesperson)),
            {"label": _("Spokesperson's phone"), "lines": [phone_link(phone)] if phone else []},
            mail(_("Spokesperson's e-mail"), text("spokesperson_email")),
            *super().rows(),
        ]


def fact(label: str, text: str, href: str = "") -> Fact:
    return {"label": label, "lines": [{"text": text, "href": href}] if text else []}


def mail(label: str, address: str) -> Fact:
    return fact(label, address, f"mailto:{address}")
