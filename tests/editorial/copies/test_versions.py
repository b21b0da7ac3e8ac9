"""What a working copy replaced stays viewable for the board, files and attachments included."""

from hcmedu.portal.editorial.copies.trusted import trusted
from hcmedu.portal.editorial.copies.versions import old_attachments
from plone import api
from plone.app.textfield.value import RichTextValue
from plone.namedfile.file import NamedBlobFile
from plone.namedfile.file import NamedBlobImage
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest


#: Type → name of its file; a file is stored by reference, so that nothing is stored twice.
FILES = {
    "Disclosure": "file",
    "File": "file",
    "LearningResource": "file",
    "OfficialDocument": "file",
    "Project": "file",
    "Schedule": "file",
    "Image": "image",
    "News Item": "image",
    "StaffMember": "photo",
}


def versions(school, item):
    """(note, by whom, object) of all versions, oldest first."""
    with school.as_("head"):
        repository = api.portal.get_tool("portal_repository")
        history = repository.getHistory(item, oldestFirst=True)
        return [(each.comment, each.sys_metadata["principal"], each.object) for each in history]


def approve_with_text(copies, published):
    with trusted():
        published.text = RichTextValue("<p>Cũ</p>", "text/html", "text/x-html-safe")
        notify(ObjectModifiedEvent(published))
    copy = copies.check_out(published)
    new = RichTextValue("<p>Mới</p>", "text/html", "text/x-html-safe")
    copies.edit(copy, title="Thông báo mới", text=new)
    copies.approve(copy)


def test_old_and_new(school, copies, published):
    count = len(versions(school, published))
    approve_with_text(copies, published)
    found = versions(school, published)[count - 1 :]
    assert [each.title for _note, _who, each in found[-2:]] == ["Thông báo cũ", "Thông báo mới"]
    assert found[-2][2].text.raw == "<p>Cũ</p>"
    assert found[-1][2].text.raw == "<p>Mới</p>"
    assert found[-1][1] == "head"


def test_each_replacement_is_one_version(school, copies, published):
    approve_with_text(copies, published)
    count = len(versions(school, published))
    copy = copies.check_out(published)
    copies.edit(copy, title="Lần ba")
    copies.approve(copy)
    assert len(versions(school, published)) == count + 1


@pytest.mark.parametrize("portal_type", sorted(FILES))
def test_file_of_the_old_version(school, copies, portal_type):
    field = FILES[portal_type]
    cls = NamedBlobImage if field in ("image", "photo") else NamedBlobFile
    item = school.item(portal_type, **{field: cls(b"cu", filename="cu.bin")})
    for actor, transition in (("owner", "submit"), ("head", "approve"), ("head", "publish")):
        school.do(item, transition, actor)
    copy = copies.check_out(item)
    copies.edit(copy, **{field: cls(b"moi", filename="moi.bin")})
    copies.approve(copy)
    assert getattr(item, field).data == b"moi"
    found = [getattr(each, field) for _note, _who, each in versions(school, item)]
    assert [(each.data, each.filename) for each in found[-2:]] == [
        (b"cu", "cu.bin"),
        (b"moi", "moi.bin"),
    ]


def test_large_files_have_versions_too(school, copies):
    """Stock Plone refuses above 26 MB, in the middle of the approval."""
    big = b"x" * (27 * 1024 * 1024)
    item = school.item("File", file=NamedBlobFile(big, filename="lon.bin"))
    for actor, transition in (("owner", "submit"), ("head", "approve"), ("head", "publish")):
        school.do(item, transition, actor)
    copy = copies.check_out(item)
    copies.edit(copy, file=NamedBlobFile(b"nho", filename="nho.bin"))
    copies.approve(copy)
    assert versions(school, item)[-2][2].file.getSize() == len(big)


def test_attachments_of_the_old_version(school, copies):
    item = school.item("OfficialDocument")
    copies.attach(item, "mot.pdf", data=b"mot")
    copies.attach(item, "hai.pdf", data=b"hai")
    for actor, transition in (("owner", "submit"), ("head", "approve"), ("head", "publish")):
        school.do(item, transition, actor)
    copy = copies.check_out(item)
    with school.as_("owner"):
        api.content.delete(copy["mot.pdf"])
    copies.edit(copy["hai.pdf"], file=NamedBlobFile(b"hai sua", filename="hai.pdf"))
    copies.attach(copy, "ba.pdf", data=b"ba")
    copies.approve(copy)
    assert data_of(old_attachments(item, 0)) == {"mot.pdf": b"mot", "hai.pdf": b"hai"}
    assert data_of(old_attachments(item, 1)) == {"hai.pdf": b"hai sua", "ba.pdf": b"ba"}


def test_a_changed_attachment_is_a_change(school, copies):
    """In a draft it does not move the date of its document."""
    item = school.item("OfficialDocument", "published")
    copies.approve(copies.check_out(item))
    school.do(item, "withdraw", "head")
    school.do(item, "revise", "owner")
    copies.attach(item, "mot.pdf", data=b"mot")
    copies.edit(item["mot.pdf"], file=NamedBlobFile(b"mot sua", filename="mot.pdf"))
    for actor, transition in (("owner", "submit"), ("head", "approve"), ("head", "publish")):
        school.do(item, transition, actor)
    copy = copies.check_out(item)
    with school.as_("owner"):
        api.content.delete(copy["mot.pdf"])
    copies.approve(copy)
    count = len(versions(school, item))
    assert data_of(old_attachments(item, count - 2)) == {"mot.pdf": b"mot sua"}
    assert data_of(old_attachments(item, count - 1)) == {}


def data_of(found):
    return {each.title: each.file.data for each in found}


def test_switched_off_for_the_item_all_the_same(school, copies, published):
    published.versioning_enabled = False
    approve_with_text(copies, published)
    published.versioning_enabled = True
    assert [each.title for _note, _who, each in versions(school, published)][-2:] == [
        "Thông báo cũ",
        "Thông báo mới",
    ]
