"""A field of several files in a form without script, and its widget."""

from hcmedu.portal.submissions.files import checked_uploads
from typing import Any
from z3c.form.converter import BaseDataConverter
from z3c.form.interfaces import IFormLayer
from z3c.form.interfaces import NO_VALUE
from z3c.form.widget import FieldWidget
from z3c.form.widget import Widget
from zope import schema
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface
from zope.schema.interfaces import IField


#: What the browser's dialog offers; what is taken is decided by content.
ACCEPTED = ".pdf,.jpg,.jpeg,.png,.webp,.doc,.docx,.xls,.xlsx,.odt"


class IUploads(IField):
    """Files that were sent along."""


@implementer(IUploads)
class Uploads(schema.Field):
    """Its value is a list of sound files; nothing of it is kept when the form comes back."""


class IUploadsWidget(Interface):
    """An input for several files."""


@implementer(IUploadsWidget)
class UploadsWidget(Widget):
    """Drawn by the template of its form."""

    def extract(self, default: Any = NO_VALUE) -> Any:
        """What the browser sent; nothing for a text where files should be."""
        sent = self.request.form.get(self.name, default)
        if sent is default:
            return default
        sent = sent if isinstance(sent, list) else [sent]
        return [upload for upload in sent if getattr(upload, "filename", "")]


@adapter(IUploads, IUploadsWidget)
class UploadsConverter(BaseDataConverter):
    """Raises ``UploadError``, which stands at the field."""

    def toWidgetValue(self, value: Any) -> Any:
        return value

    def toFieldValue(self, value: Any) -> Any:
        return checked_uploads(value or [])


@adapter(IUploads, IFormLayer)
def uploads_widget(field: IField, request: Any) -> Any:
    return FieldWidget(field, UploadsWidget(request))
