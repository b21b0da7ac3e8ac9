"""What is saved is tidy, whoever saves it: text in one spelling, files with a safe name.

Subscribers on creation and change of every Dexterity object, so that forms, REST and scripts are
treated alike. Requirement B05: Unicode Vietnamese only, TCVN 6909:2001.
"""

from collections.abc import Iterator
from hcmedu.portal.behaviors.filefields import media_type_of
from hcmedu.portal.content import signatures
from hcmedu.portal.content.files import clean_filename
from hcmedu.portal.content.files import KINDS
from hcmedu.portal.content.uploads import limit_bytes
from hcmedu.portal.content.uploads import open_upload
from hcmedu.portal.vietnamese import detect
from hcmedu.portal.vietnamese import normalize
from plone.app.textfield.interfaces import IRichText
from plone.app.textfield.interfaces import IRichTextValue
from plone.app.textfield.value import RichTextValue
from plone.dexterity.interfaces import IDexterityContent
from plone.dexterity.utils import iterSchemata
from plone.namedfile.interfaces import INamed
from plone.namedfile.interfaces import INamedField
from plone.schema import IJSONField
from typing import Any
from z3c.relationfield.interfaces import IRelationList
from zope.container.interfaces import IContainerModifiedEvent
from zope.lifecycleevent.interfaces import IObjectCopiedEvent
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IASCII
from zope.schema.interfaces import ICollection
from zope.schema.interfaces import IDict
from zope.schema.interfaces import IField
from zope.schema.interfaces import IId
from zope.schema.interfaces import ISourceText
from zope.schema.interfaces import IText
from zope.schema.interfaces import IURI

import re
import unicodedata


#: No letters: JSON may carry them, but no page or feed can show them (lone surrogates, NUL ...).
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_TEXT = (IText, ICollection, IDict, IRichText)
#: Addresses and code are no prose: another spelling would be another address.
_NO_PROSE = (IASCII, IId, IJSONField, IRelationList, ISourceText, IURI)
_NO_PROSE_NAMES = frozenset({"changeNote", "fields_model", "actions_model", "remoteUrl"})


def tidy(obj: IDexterityContent, event: Any) -> None:
    """Subscriber: normalize the texts and the new files of an object just created or changed."""
    if IObjectCopiedEvent.providedBy(event) or IContainerModifiedEvent.providedBy(event):
        return
    if limit_bytes() is None:
        return
    for storage, field in _fields(obj):
        if INamedField.providedBy(field):
            tidy_file(getattr(storage, field.__name__, None), media_type_of(field))
        elif is_prose(field):
            _tidy_text(storage, field.__name__)


def _fields(obj: IDexterityContent) -> Iterator[tuple[Any, IField]]:
    """(object that stores the field, field) over the schema and all behaviors."""
    for schema in iterSchemata(obj):
        storage = schema(obj, None)
        if storage is not None:
            for _name, field in getFieldsInOrder(schema):
                if not field.readonly:
                    yield storage, field


def is_prose(field: IField) -> bool:
    """Whether people write Vietnamese into a field, no address and no code."""
    if any(iface.providedBy(field) for iface in _NO_PROSE) or field.__name__ in _NO_PROSE_NAMES:
        return False
    return any(iface.providedBy(field) for iface in _TEXT)


def _tidy_text(storage: Any, name: str) -> None:
    value = getattr(storage, name, None)
    tidied = tidy_value(value)
    if tidied != value:
        setattr(storage, name, tidied)


def tidy_value(value: Any) -> Any:
    """Text in one spelling, also within lists, sets, rows and rich text; all else unchanged."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list | tuple | set | frozenset):
        return type(value)(tidy_value(item) for item in value)
    if isinstance(value, dict):
        return {key: tidy_value(item) for key, item in value.items()}
    if IRichTextValue.providedBy(value) and value.raw and clean(value.raw) != value.raw:
        return RichTextValue(clean(value.raw), value.mimeType, value.outputMimeType, value.encoding)
    return value


def clean(text: str) -> str:
    """One spelling, without what no page can show; never empty if the text was not.

    Text that its author left in TCVN3 or VNI is composed only: tones that move would spoil it.
    """
    written = _UNWRITABLE.sub("", text) or (text and "\ufffd")
    return unicodedata.normalize("NFC", written) if detect(written) else normalize(written)


def tidy_file(value: Any, media_type: str | None = None) -> None:
    """Give a file that is not yet stored a safe name and the media type of its content.

    A field whose files are all of one ``media_type`` has checked that they are.
    """
    if not INamed.providedBy(value) or getattr(value, "_p_jar", None) is not None:
        return
    if media_type:
        value.contentType = media_type
        value.filename = clean_filename(value.filename or "")
        return
    with open_upload(value) as stream:
        name = signatures.detect(stream)
    kind = KINDS.get(name) if name else None
    if value.filename:
        value.filename = clean_filename(value.filename, kind)
    if kind is not None:
        value.contentType = kind.mime_type
