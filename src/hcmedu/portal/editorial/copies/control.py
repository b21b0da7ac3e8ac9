"""``iterate_control``: what menus and actions ask whether they may offer."""

from hcmedu.portal.editorial.copies.links import working_copy_of
from hcmedu.portal.editorial.copies.rights import can_check_out
from hcmedu.portal.editorial.copies.rights import may_cancel
from hcmedu.portal.editorial.copies.rights import may_open
from plone.app.iterate.browser.control import Control


class ReviewedControl(Control):
    """The stock answers would let everybody who edits replace published content by himself."""

    def checkin_allowed(self) -> bool:
        """Never by hand: the approval of the working copy does it."""
        return False

    def checkout_allowed(self) -> bool:
        return can_check_out(self.context)

    def cancel_allowed(self) -> bool:
        return may_cancel(self.context)

    def edit_allowed(self) -> bool:
        """Whether 'edit (working copy)' leads somewhere: to a new copy, or to the one there is."""
        copy = working_copy_of(self.context)
        return may_open(copy) if copy is not None else can_check_out(self.context)
