"""A working copy of every type comes back whole: each field, and nothing else of the original."""

from DateTime import DateTime
from datetime import date
from datetime import datetime
from decimal import Decimal
from hcmedu.portal.editorial.copies.fields import OWN_FIELDS
from plone import api
from plone.app.textfield.interfaces import IRichText
from plone.app.textfield.value import RichTextValue
from plone.dexterity.utils import iterSchemata
from plone.namedfile.file import NamedBlobFile
from plone.namedfile.file import NamedBlobImage
from plone.namedfile.interfaces import INamedBlobFileField
from plone.namedfile.interfaces import INamedBlobImageField
from plone.uuid.interfaces import IUUID
from pytz import timezone
from z3c.relationfield import RelationValue
from z3c.relationfield.interfaces import IRelationChoice
from z3c.relationfield.interfaces import IRelationList
from zope.component import getUtility
from zope.event import notify
from zope.intid.interfaces import IIntIds
from zope.lifecycleevent import ObjectModifiedEvent
from zope.schema import getFieldsInOrder
from zope.schema import interfaces as kinds

import base64
import pytest


TYPES = (
    "Collection",
    "ConsultationTopic",
    "Disclosure",
    "Document",
    "EasyForm",
    "Event",
    "File",
    "Folder",
    "Image",
    "LearningResource",
    "Link",
    "News Item",
    "OfficialDocument",
    "Procedure",
    "Project",
    "ResultTable",
    "Schedule",
    "StaffMember",
    "YearbookEntry",
)
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJg"
    "gg=="
)
ZONE = timezone("Asia/Ho_Chi_Minh")
#: Forms of easyform are kept as XML.
MODEL = (
    '<model xmlns="http://namespaces.plone.org/supermodel/schema"><schema>'
    '<field name="lan_{turn}" type="zope.schema.TextLine"><title>Lần</title></field>'
    "</schema></model>"
)


def fields(item):
    """(schema, field) of all that people can set."""
    for schema in iterSchemata(item):
        for name, field in getFieldsInOrder(schema):
            if not field.readonly and name not in OWN_FIELDS:
                yield schema, field


def sample(field, turn, target):
    """A value for a field; another one for another ``turn`` (0, 1)."""
    if INamedBlobImageField.providedBy(field):
        return NamedBlobImage(PNG, filename=f"anh-{turn}.png")
    if INamedBlobFileField.providedBy(field):
        return NamedBlobFile(f"%PDF-1.4 lần {turn}".encode(), filename=f"tep-{turn}.pdf")
    if IRichText.providedBy(field):
        return RichTextValue(f"<p>Lần {turn}</p>", "text/html", "text/x-html-safe")
    if IRelationList.providedBy(field):
        return [RelationValue(target)] if turn else []
    if IRelationChoice.providedBy(field):
        return RelationValue(target) if turn else None
    return plain_sample(field, turn)


def plain_sample(field, turn):
    if kinds.IBool.providedBy(field):
        return bool(turn)
    if kinds.IDatetime.providedBy(field):
        return ZONE.localize(datetime(2027, 3, 2 + turn, 8, 30))
    if kinds.IDate.providedBy(field):
        return date(2027, 3, 2 + turn)
    if kinds.IInt.providedBy(field):
        return 3 + turn
    if kinds.IDecimal.providedBy(field):
        return Decimal(3 + turn)
    if kinds.IFloat.providedBy(field):
        return 3.5 + turn
    if kinds.ICollection.providedBy(field):
        rows = [{"title": f"Dòng {turn}"}] if kinds.IObject.providedBy(field.value_type) else None
        return field._type(rows or [f"giá trị {turn}"]) if isinstance(field._type, type) else ()
    if kinds.IDict.providedBy(field):
        return {"lần": turn}
    if field.__name__.endswith("_model"):
        return MODEL.format(turn=turn)
    return f"http://truong.edu.vn/{turn}" if "rl" in field.__name__.lower() else f"Lần {turn}"


def fill(item, turn, target):
    """Set every field; what its adapter refuses is left alone. What was set, by (schema, name)."""
    filled = {}
    for schema, field in fields(item):
        name = field.__name__
        # 'pasted' is a way in: it becomes the table and keeps nothing
        if name in ("language", "sync_uid", "section_kind", "pasted"):
            continue
        setattr(schema(item), name, sample(field, turn, target))
        filled[schema, name] = readable(getattr(schema(item), name))
    return filled


def readable(value):
    if hasattr(value, "raw"):
        return value.raw
    if hasattr(value, "_blob"):
        return value.data, value.filename
    if hasattr(value, "to_id"):
        return value.to_id
    if isinstance(value, list | tuple):
        return [readable(each) for each in value]
    return value


@pytest.mark.parametrize("portal_type", TYPES)
def test_every_field_comes_back(school, copies, portal_type):
    other = school.item("Document", "published", id="khac", title="Tài liệu khác")
    number = getUtility(IIntIds).getId(other)
    item = school.item(portal_type)
    before = fill(item, 0, number)
    item.reindexObject()
    for actor, transition in (("owner", "submit"), ("head", "approve"), ("head", "publish")):
        school.do(item, transition, actor)
    assert len(before) > 3
    copy = copies.check_out(item)
    for (schema, name), value in before.items():
        assert readable(getattr(schema(copy), name)) == value, f"{name} of the copy"
    with school.as_("owner"):
        after = fill(copy, 1, number)
        notify(ObjectModifiedEvent(copy))
    assert {key for key in after if after[key] == before[key]} == set()
    for (schema, name), value in before.items():
        assert readable(getattr(schema(item), name)) == value, f"{name} of the original changed"
    assert copies.approve(copy) == item
    for (schema, name), value in after.items():
        assert readable(getattr(schema(item), name)) == value, f"{name} of the original"


@pytest.mark.parametrize("portal_type", TYPES)
def test_the_original_stays_itself(school, copies, portal_type):
    item = school.item(portal_type, "published")
    with school.as_("manager"):
        item.creators = ("nguoi-viet-dau",)
        item.setEffectiveDate(DateTime("2026-09-05 07:00:00 Asia/Ho_Chi_Minh"))
        item.manage_setLocalRoles("colleague", ["Reader"])
        school.item("Document", id="sau-do")
    kept = state_of(school, item)
    copy = copies.check_out(item, "section_editor")
    with school.as_("section_editor"):
        copy.creators = ("section_editor",)
        copy.setEffectiveDate(DateTime("2027-01-01 07:00:00 Asia/Ho_Chi_Minh"))
        copy.title = "Tiêu đề mới"
        notify(ObjectModifiedEvent(copy))
    modified = item.modified()
    copies.approve(copy, "section_editor")
    assert state_of(school, item) == kept
    assert item.title == "Tiêu đề mới"
    assert item.modified() > modified
    assert copies.is_free(item)
    assert copy.getId() not in school.section.objectIds()
    assert len(api.content.find(UID=IUUID(copy))) == 0


def state_of(school, item):
    """What an item is, apart from its content."""
    base = school.section[item.getId()]
    return {
        "object": base.aq_base is item.aq_base,
        "uid": IUUID(item),
        "intid": getUtility(IIntIds).getId(item),
        "position": school.section.getObjectPosition(item.getId()),
        "state": school.state(item),
        "history": [dict(status) for status in next(iter(item.workflow_history.values()))],
        "roles": item.get_local_roles(),
        "owner": item.getOwner().getId(),
        "creators": item.creators,
        "created": item.created(),
        "effective": item.effective(),
        "rights": {r["name"]: r["selected"] for r in item.rolesOfPermission("View")},
        "annotations": annotations(item),
    }


def annotations(item):
    """Keys of what stands beside the fields; an ended lock leaves an empty one."""
    stored = getattr(item, "__annotations__", None) or {}
    return {key for key in stored if key != "plone.locking" or stored[key]}
