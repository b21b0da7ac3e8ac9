"""Field of a form: files that a visitor sends along, from a scanner or a phone's camera."""

from hcmedu.portal import _
from hcmedu.portal.content.errors import UploadError
from hcmedu.portal.content.files import MEGABYTE
from hcmedu.portal.submissions.files import checked_uploads
from hcmedu.portal.submissions.files import LARGEST
from hcmedu.portal.submissions.files import MOST_FILES
from hcmedu.portal.submissions.files import TAKEN
from plone.namedfile.interfaces import INamedField
from plone.namedfile.interfaces import INamedImageField
from plone.schemaeditor.fields import FieldFactory
from plone.supermodel.exportimport import BaseHandler
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from z3c.form.browser.file import FileWidget
from z3c.form.converter import BaseDataConverter
from z3c.form.interfaces import IFieldWidget
from z3c.form.interfaces import IFileWidget
from z3c.form.interfaces import IFormLayer
from z3c.form.interfaces import NO_VALUE
from z3c.form.widget import FieldWidget
from zope.component import adapter
from zope.interface import implementer
from zope.interface import implementer_only
from zope.schema import Field
from zope.schema.interfaces import IField


IMAGES = frozenset({"jpg", "png", "webp"})


class IAttachments(IField):
    """One file or several; the value is a tuple of ``NamedBlobFile``."""


@implementer(IAttachments)
class Attachments(Field):
    """What kinds, how large and how many is the same for every form (``submissions.files``)."""

    missing_value = ()

    def __init__(self, **kw: Any) -> None:
        kw.pop("missing_value", None)
        super().__init__(missing_value=(), **kw)


AttachmentsFactory = FieldFactory(Attachments, _("Files (scans, photos, documents)"))
AttachmentsHandler = BaseHandler(Attachments)


class IFilesWidget(IFileWidget):
    """An input for files that keeps none of them between two tries."""


@implementer_only(IFilesWidget)
class FilesWidget(FileWidget):
    """Plone's own widget would keep what was sent on the site until all fields are right."""

    input_template = ViewPageTemplateFile("files.pt")
    klass = "hcmedu-files form-control"

    @property
    def several(self) -> bool:
        return IAttachments.providedBy(self.field)

    @property
    def accept(self) -> str:
        """Images first: a phone then offers its camera."""
        kinds = (
            IMAGES if INamedImageField.providedBy(self.field) else TAKEN - {"jpg", "png", "webp"}
        )
        return ",".join(["image/*", *(f".{kind}" for kind in sorted(kinds - IMAGES))])

    @property
    def limits(self) -> Any:
        return _(
            "At most ${number} files of up to ${size} MB each: PDF, photos, Word, Excel.",
            mapping={"number": MOST_FILES if self.several else 1, "size": LARGEST // MEGABYTE},
        )

    @property
    def described_by(self) -> str:
        return f"{self.attributes.get('aria-describedby', '')} {self.id}-limits".strip()

    def extract(self, default: Any = NO_VALUE) -> Any:
        """What the browser sent under the name of this field, and nothing but uploads."""
        value = self.request.form.get(self.name, default)
        many = value if isinstance(value, (list, tuple)) else [value]
        return [each for each in many if getattr(each, "filename", "")] or default

    def render(self) -> str:
        return self.input_template() if self.mode == "input" else ""


@adapter(IField, IFormLayer)
@implementer(IFieldWidget)
def FilesFieldWidget(field: Any, request: Any) -> FilesWidget:
    return FieldWidget(field, FilesWidget(request))


@adapter(IAttachments, IFilesWidget)
class AttachmentsConverter(BaseDataConverter):
    """Uploads → files that were looked into; raises ``UploadError``."""

    def toWidgetValue(self, value: Any) -> None:
        return None

    def toFieldValue(self, value: Any) -> Any:
        return tuple(checked_uploads(value)) if value else self.field.missing_value


@adapter(INamedField, IFilesWidget)
class NamedFileConverter(AttachmentsConverter):
    """For the file and image fields that Plone brings: one file, of the field's own type."""

    def toFieldValue(self, value: Any) -> Any:
        if not value:
            return self.field.missing_value
        if len(value) > 1:
            raise UploadError(_("At most ${number} files can be sent.", mapping={"number": 1}))
        file = checked_uploads(value)[0]
        if INamedImageField.providedBy(self.field) and not file.contentType.startswith("image/"):
            raise UploadError(_("Please choose a photo (JPG, PNG)."))
        return self.field._type(
            data=file.data, contentType=file.contentType, filename=file.filename
        )
