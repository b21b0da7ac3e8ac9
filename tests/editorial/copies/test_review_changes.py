"""What the page of a decision tells of a working copy."""

from datetime import date
from hcmedu.portal.editorial.copies import baseline_of
from hcmedu.portal.editorial.desk.changes import Changes
from lxml import html
from plone.app.textfield.value import RichTextValue
from plone.namedfile.file import NamedBlobFile

import pytest


def text(raw):
    return RichTextValue(raw, "text/html", "text/x-html-safe")


def pdf(data=b"%PDF-1.4 one", name="van-ban.pdf"):
    return NamedBlobFile(data, filename=name)


@pytest.fixture
def compare(school):
    """The changes of a copy, as the head reads them."""

    def compared(copy):
        with school.as_("head"):
            return Changes(baseline_of(copy), copy, school.portal.REQUEST)

    return compared


def marked(change):
    """(removed words, added words) of a change."""
    tree = html.fragment_fromstring(change.html, create_parent="div")
    for hidden in tree.cssselect(".visually-hidden"):
        hidden.drop_tree()
    return tuple([node.text_content() for node in tree.cssselect(tag)] for tag in ("del", "ins"))


def test_without_a_baseline_there_is_nothing(compare, published):
    found = compare(published)
    assert found.empty
    assert found.baseline_url == ""


def test_a_fresh_copy_changes_nothing(compare, copies, school):
    original = school.item("OfficialDocument", "draft", file=pdf(), document_form="cong-van")
    image = copies.attach(original, "hinh.jpg", portal_type="Image")
    copies.attach(original, "phu-luc.pdf")
    school.do(original, "submit", "owner")
    school.do(original, "approve", "head")
    school.do(original, "publish", "head")
    assert image.getId() == "hinh.jpg"
    assert compare(copies.check_out(original)).empty


def test_words_that_change_are_marked(compare, copies, published):
    copy = copies.check_out(published)
    copies.edit(copy, title="Thông báo mới", text=text("<p>Họp lúc <b>8 giờ</b></p>"))
    found = {change.name: change for change in compare(copy).fields}
    assert marked(found["title"]) == (["cũ"], ["mới"])
    assert marked(found["text"]) == ([], ["Họp lúc 8 giờ"])
    assert found["text"].title


def test_a_picture_of_its_own_that_stays_is_no_change(compare, copies, school):
    original = school.item("Schedule", "draft", schedule_kind="menu", title="Thực đơn")
    image = copies.attach(original, "hinh.jpg", portal_type="Image")
    reference = f'<p><img src="resolveuid/{image.UID()}" alt="Bữa trưa"/> Cơm</p>'
    copies.edit(original, text=text(reference))
    for transition, actor in (("submit", "owner"), ("approve", "head"), ("publish", "head")):
        school.do(original, transition, actor)
    copy = copies.check_out(original)
    assert compare(copy).empty
    copies.edit(copy, text=text(copy.text.raw.replace("Cơm", "Cháo")))
    (change,) = compare(copy).fields
    assert marked(change) == (["Cơm"], ["Cháo"])


def test_looks_alone_are_told(compare, copies, school):
    original = school.item("Document", "published", text=text("<p>Nội dung</p>"))
    copy = copies.check_out(original)
    copies.edit(copy, text=text("<p><strong>Nội dung</strong></p>"))
    (change,) = compare(copy).fields
    assert change.html == ""
    assert change.note


def test_choices_days_and_files_read_as_people_read_them(compare, copies, school):
    original = school.item(
        "OfficialDocument",
        "published",
        document_form="cong-van",
        issue_date=date(2026, 11, 1),
        file=pdf(),
        fields_of_work=["cong-nghe-thong-tin"],
    )
    copy = copies.check_out(original)
    copies.edit(
        copy,
        document_form="quyet-dinh",
        issue_date=date(2026, 11, 20),
        file=pdf(b"%PDF-1.4 two" * 500, "ban-moi.pdf"),
        fields_of_work=["cong-nghe-thong-tin", "to-chuc-can-bo"],
    )
    found = {change.name: change for change in compare(copy).fields}
    assert marked(found["document_form"])[1]
    assert "quyet-dinh" not in found["document_form"].html
    assert "20" in marked(found["issue_date"])[1]
    assert "2026-11" not in found["issue_date"].html
    assert "ban" in marked(found["file"])[1]
    assert "to-chuc-can-bo" not in found["fields_of_work"].html


def test_another_file_under_the_same_name(compare, copies, school):
    original = school.item("OfficialDocument", "published", file=pdf(b"%PDF-1.4 one"))
    copy = copies.check_out(original)
    copies.edit(copy, file=pdf(b"%PDF-1.4 two"))
    (change,) = compare(copy).fields
    assert change.note
    copies.edit(copy, file=pdf(b"%PDF-1.4 one"))
    assert compare(copy).empty


def test_attachments_that_came_went_or_changed(compare, copies, school):
    original = school.item("OfficialDocument", "draft")
    for name in ("giu.pdf", "bo.pdf", "sua.pdf"):
        copies.attach(original, name)
    for transition, actor in (("submit", "owner"), ("approve", "head"), ("publish", "head")):
        school.do(original, transition, actor)
    copy = copies.check_out(original)
    copies.attach(copy, "them.pdf")
    with school.as_("owner"):
        copy.manage_delObjects(["bo.pdf"])
    copies.edit(copy["sua.pdf"], file=pdf(b"%PDF-1.4 other", "sua.pdf"))
    found = {change.title: change for change in compare(copy).attachments}
    assert {title: change.kind for title, change in found.items()} == {
        "bo.pdf": "removed",
        "them.pdf": "added",
        "sua.pdf": "changed",
    }
    assert [change.name for change in found["sua.pdf"].fields] == ["file"]
    assert found["bo.pdf"].old_url.startswith(original.absolute_url())


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_nothing_hostile_is_drawn(compare, copies, school, hostile):
    original = school.item("OfficialDocument", "published", file=pdf(), abstract="Trích yếu")
    copy = copies.check_out(original)
    copies.edit(copy, title=hostile, abstract=hostile, file=pdf(b"%PDF-1.4 2" * 300, hostile))
    found = {change.name: change for change in compare(copy).fields}
    assert {"title", "abstract", "file"} <= set(found)
    assert "alert(1)" in "".join(marked(found["abstract"])[1])
    for change in found.values():
        tree = html.fragment_fromstring(change.html, create_parent="div")
        assert {node.tag for node in tree.iterdescendants()} <= {"ins", "del", "span"}


def test_hostile_rich_text_is_told_as_visitors_get_it(compare, copies, school):
    original = school.item("Document", "published", text=text("<p>An toàn</p>"))
    copy = copies.check_out(original)
    copies.edit(copy, text=text("<p onclick='x()'>An toàn<script>alert(1)</script> hơn</p>"))
    (change,) = compare(copy).fields
    assert "alert" not in change.html
    assert marked(change)[1] == [" hơn"]
