"""What other rooms may tell the log."""

from collections.abc import Mapping
from typing import Any
from zope.interface import Interface


class ITransitionDetails(Interface):
    """Subscription adapter of (item, ``IAfterTransitionEvent``): adds to the entry's details."""

    def details() -> Mapping[str, Any]:
        """JSON values, such as ``revision``, ``self_approved``, ``deputy_for``."""
