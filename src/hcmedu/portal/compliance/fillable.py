"""What a link may fill into an add form: that which mending asks for, and no other field.

A form has fields that decide how an item acts, many of them in tabs that nobody opens; whoever
saves a form that a link opened would not see them.
"""

from collections.abc import Mapping


PREFIX = "fill."
#: Portal type → names of its fields.
FILLABLE: Mapping[str, frozenset[str]] = {
    "Disclosure": frozenset({"school_year", "disclosure_form", "period", "disclosure_group"}),
    "Link": frozenset({"title", "remoteUrl"}),
    "OfficialDocument": frozenset({"document_form"}),
    "Procedure": frozenset({"code", "title"}),
    "Schedule": frozenset({"school_year", "term", "grade"}),
    "StaffMember": frozenset({"unit"}),
    "YearbookEntry": frozenset({"school_year"}),
}
#: Fields that the add form of a schedule takes by names of its own, since it proposes values.
OF_SCHEDULE: Mapping[str, str] = {"schedule_kind": "kind", "week_start": "week"}


def names_of(portal_type: str) -> Mapping[str, str]:
    """Field of a type → the name by which its add form takes a value; empty for most types."""
    own = OF_SCHEDULE if portal_type == "Schedule" else {}
    return {**{name: f"{PREFIX}{name}" for name in FILLABLE.get(portal_type, ())}, **own}
