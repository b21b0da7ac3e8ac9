"""Forms show and take publication and expiry in the zone of the site.

Stock forms mean the zone of the *server*: on a machine that runs in UTC what is to be published at
08:00 would come at 15:00 in Hồ Chí Minh City.
"""

from datetime import datetime
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from plone.app.dexterity.behaviors.metadata import IPublication
from plone.app.z3cform.converters import DatetimeWidgetConverter
from plone.app.z3cform.interfaces import IDatetimeWidget
from plone.app.z3cform.widgets.datetime import DatetimeWidget
from typing import Any
from z3c.form.interfaces import IFieldWidget
from z3c.form.util import getSpecification
from z3c.form.widget import FieldWidget
from zope.component import adapter
from zope.interface import implementer
from zope.interface import implementer_only
from zope.schema.interfaces import IDatetime


class ISiteTimeWidget(IDatetimeWidget):
    """Date and time in the zone of the site, of a field that is stored in the server's."""


@implementer_only(ISiteTimeWidget)
class SiteTimeWidget(DatetimeWidget):
    """Looks and works like the stock one."""


def _field_widget(field: Any, request: Any) -> Any:
    return FieldWidget(field, SiteTimeWidget(request))


@implementer(IFieldWidget)
@adapter(getSpecification(IPublication["effective"], force=True), IHcmeduPortalLayer)
def effective_widget(field: Any, request: Any) -> Any:
    return _field_widget(field, request)


@implementer(IFieldWidget)
@adapter(getSpecification(IPublication["expires"], force=True), IHcmeduPortalLayer)
def expires_widget(field: Any, request: Any) -> Any:
    return _field_widget(field, request)


@adapter(IDatetime, ISiteTimeWidget)
class SiteTimeConverter(DatetimeWidgetConverter):
    """The field holds naive datetimes of the server's zone, as its stock adapter has it."""

    def toWidgetValue(self, value: datetime | None) -> str:
        return super().toWidgetValue(value and in_zone(value.astimezone()))

    def toFieldValue(self, value: str) -> datetime | None:
        return to_server_time(super().toFieldValue(value))


def to_server_time(value: datetime | None) -> datetime | None:
    """Site time without a zone → server time without a zone."""
    return value and in_zone(value).astimezone().replace(tzinfo=None)
