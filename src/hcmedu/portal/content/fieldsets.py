"""Invariants in forms with fieldsets.

z3c.form validates each fieldset by itself and lends an invariant the *stored* values of all other
fieldsets. So a stored mistake would be reported for ever, while its correction stands in the next
tab. Here an error that names its field is told by the fieldset with that field, and by no other.
"""

from collections.abc import Iterable
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from typing import Any
from z3c.form.interfaces import IManagerValidator
from z3c.form.validator import InvariantsValidator
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface
from zope.interface.interfaces import IInterface


@implementer(IManagerValidator)
@adapter(Interface, IHcmeduPortalLayer, Interface, IInterface, Interface)
class FieldsetValidator(InvariantsValidator):
    """Stock invariants, told once; in REST there is no fieldset (``manager`` is None)."""

    def validate(self, data: dict[str, Any]) -> tuple[Exception, ...]:
        return self.told(super().validate(data))

    def told(self, errors: Iterable[Exception]) -> tuple[Exception, ...]:
        """The errors that belong to a field of this fieldset, or to no field."""
        if self.manager is None:
            return tuple(errors)
        here = {widget.field.__name__ for widget in self.manager.values() if widget.field}
        return tuple(e for e in errors if getattr(e, "field", None) in here | {None})
