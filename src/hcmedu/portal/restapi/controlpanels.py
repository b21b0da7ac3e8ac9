"""``@controlpanels``: only the panels that the person may open in the browser, too.

The stock services list these, but read and write any other as well: administrators changed content
types, image scales and rules past the permissions of their pages.
"""

from hcmedu.portal.restapi.relations import NOT_YOURS
from plone.restapi.services.controlpanels.add import ControlpanelsAdd
from plone.restapi.services.controlpanels.delete import ControlpanelsDelete
from plone.restapi.services.controlpanels.get import ControlpanelsGet
from plone.restapi.services.controlpanels.update import ControlpanelsUpdate
from typing import Any
from zExceptions import Forbidden
from zope.i18n import translate


class Guarded:
    """A panel finds its entry among the settings by the permission of the entry."""

    params: list[str]
    request: Any

    def panel_by_name(self, name: str) -> Any:
        """Raises ``Forbidden`` for a panel that is not this person's; None for none."""
        panel = super().panel_by_name(name)  # type: ignore[misc]
        if panel is not None and not panel.configlet:
            raise Forbidden(translate(NOT_YOURS, context=self.request))
        return panel


class Get(Guarded, ControlpanelsGet):
    pass


class Post(Guarded, ControlpanelsAdd):
    pass


class Patch(Guarded, ControlpanelsUpdate):
    pass


class Delete(Guarded, ControlpanelsDelete):
    pass
