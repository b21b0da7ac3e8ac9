"""Event of a finished build."""

from hcmedu.portal.school.interfaces import ISchoolBuilt
from typing import Any
from zope.interface import implementer
from zope.interface.interfaces import ObjectEvent


@implementer(ISchoolBuilt)
class SchoolBuilt(ObjectEvent):
    """Notified by the builder after every run, also one that changed nothing."""

    def __init__(self, root: Any, report: Any, fresh: bool) -> None:
        super().__init__(root)
        self.report = report
        self.fresh = fresh
