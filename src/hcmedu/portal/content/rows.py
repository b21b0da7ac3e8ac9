"""Tables in forms: a list of rows, each a plain dict, drawn by collective.z3cform.datagridfield.

``Rows(schema)`` is the field. What is stored is a plain list of plain dicts, so that it outlives
the widget. The widget gives each cell an accessible name and lets rows be moved; the validator
and the deserializer say in which column something is wrong.
"""

from collective.z3cform.datagridfield.blockdatagridfield import BlockDataGridFieldObjectWidget
from collective.z3cform.datagridfield.blockdatagridfield import BlockDataGridFieldWidget
from collective.z3cform.datagridfield.datagridfield import DataGridFieldObjectWidget
from collective.z3cform.datagridfield.datagridfield import DataGridFieldWidget
from collective.z3cform.datagridfield.datagridfield import DataGridValidator
from collective.z3cform.datagridfield.interfaces import IRow
from collective.z3cform.datagridfield.row import DictRow
from hcmedu.portal import _
from hcmedu.portal.content.errors import MessageError
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from plone.dexterity.interfaces import IDexterityContent
from plone.restapi.interfaces import IFieldDeserializer
from typing import Any
from z3c.form.interfaces import IFieldWidget
from z3c.form.interfaces import IFormLayer
from z3c.form.widget import FieldWidget
from zope import schema
from zope.component import adapter
from zope.component import getMultiAdapter
from zope.interface import implementer
from zope.interface import Interface
from zope.interface.interfaces import IInterface
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IField
from zope.schema.interfaces import IList
from zope.schema.interfaces import RequiredMissing
from zope.schema.interfaces import ValidationError


#: No school has more grades, rooms or steps than this; more is an attack or an accident.
MOST_ROWS = 200


class ITableRow(IRow):
    """A row of this package: REST input is checked cell by cell."""


@implementer(ITableRow)
class TableRow(DictRow):
    """One row: a plain dict with the names of its schema."""


def rows_field(row: IInterface, **options: Any) -> schema.List:
    """A list field of rows of a schema; a missing table is None."""
    options.setdefault("required", False)
    return schema.List(
        value_type=TableRow(schema=row, required=False), max_length=MOST_ROWS, **options
    )


def stored(rows: Any) -> list[dict]:
    """The rows of a field as a list; whatever a script left there that is no row is passed over."""
    return [row for row in (rows or []) if isinstance(row, dict)]


class _Row:
    """What rows of both kinds do.

    Each cell says which column it is: the table's head alone is no label for an input. The empty
    row at the end and the pattern of a new row have no errors: nobody has filled them in.
    """

    @property
    def is_blank(self) -> bool:
        return self.id.endswith(("AA", "TT"))

    def extractRaw(self, setErrors: bool = True) -> Any:
        return super().extractRaw(setErrors=setErrors and not self.is_blank)

    def updateWidgets(self, *args: Any, **kwargs: Any) -> None:
        super().updateWidgets(*args, **kwargs)
        for widget in self.widgets.values():
            widget.title = widget.title or widget.label
            if self.is_blank:
                widget.error = None


class TableRowWidget(_Row, DataGridFieldObjectWidget):
    """One row, side by side."""


class BlockRowWidget(_Row, BlockDataGridFieldObjectWidget):
    """One row, one cell below the other."""


class TableWidget(DataGridFieldWidget):
    """A table of narrow cells."""

    allow_reorder = True
    input_table_css_class = "table table-sm hcmedu-rows"
    row_widget = TableRowWidget

    def createObjectWidget(self, idx: int | str) -> DataGridFieldObjectWidget:
        widget = FieldWidget(self.field.value_type, self.row_widget(self.request))
        widget.setErrors = idx not in ("TT", "AA")
        return widget


class BlockTableWidget(TableWidget, BlockDataGridFieldWidget):
    """Rows with long texts."""

    row_widget = BlockRowWidget


@adapter(IField, IFormLayer)
@implementer(IFieldWidget)
def TableFieldWidget(field: IField, request: Any) -> Any:
    return FieldWidget(field, TableWidget(request))


@adapter(IField, IFormLayer)
@implementer(IFieldWidget)
def BlockTableFieldWidget(field: IField, request: Any) -> Any:
    return FieldWidget(field, BlockTableWidget(request))


@adapter(Interface, IHcmeduPortalLayer, Interface, IList, TableWidget)
class TableValidator(DataGridValidator):
    """The stock one names one column and nothing else; the cells carry the messages."""

    def validate(self, value: Any, force: bool = False) -> None:
        if value and len(value) > MOST_ROWS:
            raise MessageError(_("At most ${most} rows are possible.", mapping={"most": MOST_ROWS}))
        try:
            super().validate(value, force)
        except ValueError as error:
            raise MessageError(_("Please correct the marked cells of this table.")) from error


@adapter(ITableRow, IDexterityContent, IHcmeduPortalLayer)
@implementer(IFieldDeserializer)
class TableRowDeserializer:
    """JSON object → row. A missing column has its default; an unknown one is passed over."""

    def __init__(self, field: TableRow, context: Any, request: Any) -> None:
        self.field = field
        self.context = context
        self.request = request

    def __call__(self, value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            names = ", ".join(self.field.schema.names())
            raise MessageError(
                _("Each row must be an object with the keys ${names}.", mapping={"names": names})
            )
        return {
            name: self._cell(field, value) for name, field in getFieldsInOrder(self.field.schema)
        }

    def _cell(self, field: IField, row: dict) -> Any:
        value = row.get(field.__name__, field.default)
        try:
            if value is None or value == "":
                field.validate(None)
                return None
            deserializer = getMultiAdapter((field, self.context, self.request), IFieldDeserializer)
            return deserializer(value)
        except (ValidationError, TypeError, ValueError) as error:
            # TypeError: a list where a vocabulary expects a token
            raise _at_column(field, error) from error


def _at_column(field: IField, error: Exception) -> MessageError:
    """The error of a cell, with the title of its column before it."""
    if isinstance(error, RequiredMissing):
        message: Any = _("This must be filled in.")
    elif isinstance(error, MessageError):
        message = error.doc()
    else:
        message = _("This value is not possible.")
    return MessageError(
        _("${column}: ${message}", mapping={"column": field.title, "message": message})
    )
