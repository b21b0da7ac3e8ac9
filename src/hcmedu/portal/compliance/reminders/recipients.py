"""Who gets mails: people in charge, with an official address, who may see what they are told."""

from collections.abc import Iterable
from datetime import datetime
from hcmedu.portal.compliance.evaluation.deadlines import Deadline
from hcmedu.portal.compliance.settings.reach import ADMINISTRATORS
from hcmedu.portal.compliance.settings.reach import EDITORS
from hcmedu.portal.compliance.settings.reach import members
from hcmedu.portal.compliance.settings.reach import official
from hcmedu.portal.content.moments import now
from hcmedu.portal.editorial.assignment import editors_of
from hcmedu.portal.editorial.notify.people import heads
from hcmedu.portal.editorial.notify.people import Person
from hcmedu.portal.editorial.notify.people import users
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.school.root import find_section
from typing import Any


VIEW = "hcmedu.portal: View compliance"
#: What is mended on a page of the administrator's.
OF_ADMINISTRATOR = frozenset({"board", "feeds", "profile"})


class Recipients:
    """Of one school root, each section looked at once."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self._sections: dict[str, Any] = {}

    def section(self, code: str) -> Any | None:
        if code not in self._sections:
            self._sections[code] = find_section(self.root, code)
        return self._sections[code]

    def in_charge(self, deadline: Deadline) -> set[str]:
        """To whom the section is assigned; all editors where it is to nobody.

        For the head's word that is the head, for what is set up the administrator.
        """
        action = deadline.mend.action if deadline.mend else ""
        if action == "attest":
            return set(heads(self.root, now()))
        if action in OF_ADMINISTRATOR:
            return members(self.root, ADMINISTRATORS)
        assigned: set[str] = set()
        for code in places(deadline):
            section = self.section(code)
            if section is not None:
                assigned |= users(editors_of(section))
        return assigned or members(self.root, EDITORS)

    def of(self, user: str, deadlines: Iterable[Deadline]) -> list[Deadline]:
        """Those for which this person is in charge and that they may see."""
        to = official(user)
        if to is None:
            return []
        return [
            each for each in deadlines if user in self.in_charge(each) and self.may_see(to, each)
        ]

    def may_see(self, to: Person, deadline: Deadline) -> bool:
        found = [self.section(code) for code in places(deadline)]
        return all(to.may_see(each) for each in found if each is not None)

    def overseers(self, moment: datetime) -> set[str]:
        """The board heads, running deputies, and the administrators of the school."""
        found = {*heads(self.root, moment), *members(self.root, ADMINISTRATORS)}
        return {each for each in found if self.may_oversee(each)}

    def may_oversee(self, user: str) -> bool:
        to = official(user)
        return to is not None and bool(to.user.has_permission(VIEW, self.root))


def places(deadline: Deadline) -> tuple[str, ...]:
    """Codes of the sections concerned: where it is done, else those of its owner."""
    if deadline.mend is not None and deadline.mend.section:
        return (deadline.mend.section,)
    item = catalogue().items.get(deadline.owner)
    return (deadline.owner,) if item is None else item.sections
