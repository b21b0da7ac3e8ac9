"""Procedures (A09, A10) and consultations (A11)."""

from hcmedu.portal import _
from hcmedu.portal.browser import icons
from hcmedu.portal.browser.sections.base import Display
from hcmedu.portal.browser.sections.table import Cell
from hcmedu.portal.browser.sections.table import Column
from hcmedu.portal.browser.sections.table import TableDisplay
from hcmedu.portal.content.consultation import consultation_state
from hcmedu.portal.content.consultation import STATE_TITLES
from hcmedu.portal.content.vocabularies import title_of
from hcmedu.portal.listing import brains
from typing import Any


def title_cell(brain: Any) -> Cell:
    return Cell(brain.Title, url=brains.url(brain), note=brain.Description)


class Procedures(TableDisplay):
    """Name, level of online service, time limit; the page of each tells the rest."""

    types = ("Procedure",)
    sort_on = "getObjPositionInParent"
    descending = False

    def columns(self) -> list[Column]:
        return [
            Column("title", _("Procedure"), title_cell, "sortable_title"),
            Column("level", _("Level of online service"), self.level_cell),
            Column(
                "time_limit",
                _("Time limit"),
                lambda brain: Cell(brains.value(brain, "time_limit") or ""),
            ),
        ]

    def level_cell(self, brain: Any) -> Cell:
        token = brains.value(brain, "online_level")
        if not token:
            return Cell()
        return Cell(title_of(self.context, "hcmedu.online_levels", token), badge=token)


class Consultation(Display):
    """Topics as cards: whether it is still open, and until when."""

    types = ("ConsultationTopic",)
    sort_on = "closes"

    def card(self, brain: Any) -> dict[str, Any]:
        row = super().card(brain)
        if brain.portal_type not in self.types:
            return row
        state = consultation_state(Topic(brain))
        row["badge"] = {"name": state, "text": STATE_TITLES[state]}
        row["date"] = _("Deadline: ${moment}", mapping={"moment": brains.moment(brain, "closes")})
        row["icon"] = icons.icon("chat-left-text")
        return row


class Topic:
    """Opening and closing time of a topic, from its brain."""

    def __init__(self, brain: Any) -> None:
        self.opens = brains.as_moment(brains.value(brain, "opens"))
        self.closes = brains.as_moment(brains.value(brain, "closes"))
