"""Files and images that an item uses go its way: submitted, published, withdrawn with it."""

from AccessControl.SpecialUsers import system
from hcmedu.portal.editorial.resources import is_by_use
from hcmedu.portal.editorial.resources import not_taken_along
from hcmedu.portal.editorial.resources import taken_along
from hcmedu.portal.editorial.resources import used_by_item
from hcmedu.portal.editorial.resources import users_of
from hcmedu.portal.editorial.resources.states import perform
from hcmedu.portal.school import find_section
from plone import api
from plone.app.iterate.interfaces import ICheckinCheckoutPolicy
from plone.app.linkintegrity.exceptions import LinkIntegrityNotificationException
from plone.app.textfield.value import RichTextValue
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from plone.namedfile.file import NamedBlobFile
from plone.namedfile.file import NamedBlobImage
from Products.CMFCore.WorkflowCore import WorkflowException
from z3c.relationfield import RelationValue
from zExceptions import Unauthorized
from zope.component import getUtility
from zope.event import notify
from zope.globalrequest import getRequest
from zope.intid.interfaces import IIntIds
from zope.lifecycleevent import ObjectModifiedEvent

import io
import PIL.Image
import pytest


RESOURCES = ("File", "Image")


def picture(color="red"):
    stream = io.BytesIO()
    PIL.Image.new("RGB", (400, 300), color).save(stream, "PNG")
    return NamedBlobImage(stream.getvalue(), filename="anh.png")


def upload(school, number=1, portal_type="Image", actor="owner", container=None, **fields):
    """What TinyMCE leaves in a section: a File or Image, a draft of who uploaded it."""
    name = portal_type.lower()
    fields[name] = picture() if name == "image" else NamedBlobFile(b"Quy che")
    fields.update(id=f"tep-{number}", title=f"Tệp {number}")
    with school.as_(actor):
        made = createContent(portal_type, **fields)
        return addContentToContainer(container or school.section, made, checkConstraints=False)


def html(*resources):
    links = "".join(f'<img src="resolveuid/{api.content.get_uuid(r)}" />' for r in resources)
    return RichTextValue(f"<p>Tin</p>{links}", "text/html", "text/x-html-safe")


def news(school, *resources, number=1, state="draft", **fields):
    item = school.item(
        "News Item", id=f"tin-{number}", title=f"Tin {number}", text=html(*resources)
    )
    bring(school, item, state)
    return item


STEPS = {
    "pending": (("owner", "submit"),),
    "approved": (("owner", "submit"), ("head", "approve")),
    "published": (("owner", "submit"), ("head", "approve"), ("head", "publish")),
    "withdrawn": (
        ("owner", "submit"),
        ("head", "approve"),
        ("head", "publish"),
        ("head", "withdraw"),
    ),
}


def bring(school, item, state):
    for actor, transition in STEPS.get(state, ()):
        school.do(item, transition, actor)


def rewrite(school, item, *resources, actor=None):
    """Change the text; without an actor as trusted code does that checks a working copy in."""
    item.text = html(*resources)
    tell_change(school, item, actor)


def tell_change(school, item, actor=None):
    with school.as_(actor) if actor else api.env.adopt_user(user=system):
        notify(ObjectModifiedEvent(item))


def history(item):
    (entries,) = item.workflow_history.values()
    return [(entry["action"], entry["actor"], entry["comments"]) for entry in entries]


# What an item uses -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        '<img src="resolveuid/{uid}/@@images/image/large" />',
        '<img src="../resolveuid/{uid}" />',
        '<picture><source srcset="resolveuid/{uid}/@@images/image-400.png 400w" /></picture>',
        '<img srcset="/x.png, resolveuid/{uid}/@@images/image/mini 2x," />',
        '<a href="resolveuid/{uid}">Tải về</a>',
        '<a href="{url}/@@download/image">Tải về</a>',
        '<img src="{path}/@@images/image/large" />',
        '<img src="{path}?v=1#x" />',
        '<img src="tep-1" />',
        '<img src="./tep-1/@@images/image" />',
        '<img src="../{section}/tep-1" />',
        '<video poster="resolveuid/{uid}"></video>',
        '<iframe src="{path}/@@display-file/file"></iframe>',
        '<object data="{path}"></object>',
        "<div style=\"background: url('resolveuid/{uid}')\">x</div>",
        '<p>a<p><b><img src="/++api++{path}" alt="<">',
    ],
)
def test_ways_to_point_to_an_image(school, text):
    image = upload(school)
    filled = text.format(
        uid=api.content.get_uuid(image),
        url=image.absolute_url(),
        path=image.absolute_url_path(),
        section=school.section.getId(),
    )
    item = school.item(text=RichTextValue(filled, "text/html", "text/x-html-safe"))
    assert used_by_item(item) == [image]
    assert [(use.item, use.state) for use in users_of(image)] == [(item, "draft")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<p>Không có gì</p>",
        "<!-- x -->",
        '<a href="">x</a>',
        '<a href="#phan-1">x</a>',
        '<a href="http://[x">x</a>',
        '<a href="mailto:a@truong.edu.vn">x</a>',
        '<a href="https://vi.wikipedia.org/plone/tin-tuc/tep-1">x</a>',
        '<a href="resolveuid">x</a>',
        '<a href="resolveuid/khong-co">x</a>',
        '<a href="/acl_users/x">x</a>',
        '<a href="../../../../../..">x</a>',
        '<img src="data:image/png;base64,iVBORw0KGgo=" />',
        '<img srcset="," />',
        '<a href="__class__/_p_jar">x</a>',
        '<a href="portal_catalog">x</a>',
        "\x00<img src=x>",
        "<img src=",
    ],
)
def test_what_points_to_nothing_of_ours(school, text):
    upload(school)
    item = school.item(text=RichTextValue(text, "text/html", "text/x-html-safe"))
    assert used_by_item(item) == []


def test_an_address_with_the_portal_behind_a_virtual_host(school):
    image = upload(school)
    path = "/".join(image.getPhysicalPath()[2:])
    request = getRequest()
    request.setServerURL("https", "truong.edu.vn", "443")
    request["VirtualRootPhysicalPath"] = ("", "plone")
    for link in (f"/{path}", f"https://truong.edu.vn/{path}", f"http://truong.edu.vn/{path}/view"):
        item = school.item(id=f"x{len(link)}", text=RichTextValue(f'<a href="{link}">x</a>'))
        assert used_by_item(item) == [image]


def test_an_address_by_the_domain_of_the_school(school):
    image = upload(school)
    school.portal.domain = "thcshuongduong.hcm.edu.vn"
    path = "/".join(image.getPhysicalPath()[2:])
    link = f"https://www.thcshuongduong.hcm.edu.vn/{path}"
    item = school.item(text=RichTextValue(f'<a href="{link}">x</a>'))
    assert used_by_item(item) == [image]


def relation_to(resource):
    return RelationValue(getUtility(IIntIds).getId(resource))


def test_used_by_relation(school):
    image = upload(school)
    item = school.item("News Item", relatedItems=[relation_to(image)])
    tell_change(school, item)
    assert used_by_item(item) == [image]
    assert [use.item for use in users_of(image)] == [item]


@pytest.mark.parametrize("field", ["text", "result"])
def test_every_rich_text_of_a_type(school, field):
    image = upload(school)
    topic = school.item("ConsultationTopic", **{field: html(image)})
    assert used_by_item(topic) == [image]


def test_attachments_and_text_of_a_document(school):
    image = upload(school)
    topic = school.item("ConsultationTopic", text=html(image))
    attachment = upload(school, 2, "File", container=topic)
    assert used_by_item(topic) == [attachment, image]
    assert [use.item for use in users_of(attachment)] == [topic]


def test_a_link_to_a_file(school):
    file = upload(school, portal_type="File")
    address = f"${{portal_url}}/resolveuid/{api.content.get_uuid(file)}"
    assert used_by_item(school.item("Link", remoteUrl=address)) == [file]


def test_only_files_and_images_are_used(school):
    other = school.item("Document")
    album = school.item("Folder")
    upload(school, container=album)
    item = school.item("News Item", text=html(other, album))
    assert used_by_item(item) == []


def test_an_image_uses_nothing(school):
    first = upload(school)
    second = upload(school, 2, relatedItems=[relation_to(first)])
    assert used_by_item(second) == []


# Together ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("portal_type", RESOURCES)
def test_the_whole_way(school, portal_type):
    resource = upload(school, portal_type=portal_type)
    item = news(school, resource)
    for actor, transition, state in (
        ("owner", "submit", "pending"),
        ("owner", "recall", "draft"),
        ("owner", "submit", "pending"),
        ("head", "return", "draft"),
        ("owner", "submit", "pending"),
        ("head", "approve", "approved"),
        ("head", "return", "draft"),
        ("owner", "submit", "pending"),
        ("head", "approve", "approved"),
        ("head", "publish", "published"),
        ("head", "withdraw", "withdrawn"),
        ("owner", "revise", "draft"),
    ):
        assert not school.may("anonymous", "View", resource)
        school.do(item, transition, actor)
        assert school.state(item) == state
        assert school.state(resource) == state
        if state == "published":
            assert school.may("anonymous", "View", resource)
            assert is_by_use(resource)
            break
    school.do(item, "withdraw", "head")
    assert school.state(resource) == "withdrawn"
    assert not school.may("anonymous", "View", resource)
    school.do(item, "revise", "owner")
    assert school.state(resource) == "draft"
    assert not is_by_use(resource)


def test_the_history_names_person_and_item(school):
    resource = upload(school)
    news(school, resource, state="published")
    comment = "cùng với “Tin 1”"
    assert history(resource)[1:] == [
        ("submit", "owner", comment),
        ("approve", "head", comment),
        ("publish", "head", comment),
    ]


def test_nobody_but_the_head_changes_it_under_review(school):
    resource = upload(school)
    news(school, resource, state="pending")
    for actor in ("owner", "section_editor", "administrator", "manager"):
        assert not school.may(actor, "Modify portal content", resource)
        assert not school.may(actor, "Delete objects", resource) or actor == "manager"


@pytest.mark.parametrize("state", ["pending", "approved"])
@pytest.mark.parametrize("actor", ["owner", "head"])
def test_it_is_not_taken_out_of_a_review(school, state, actor):
    """Else its author could change it while the head reads the text."""
    resource = upload(school)
    item = news(school, resource, state=state)
    action = "recall" if actor == "owner" else "return"
    if (state, actor) == ("approved", "owner"):
        action = "submit"
    with pytest.raises(WorkflowException):
        school.do(resource, action, actor)
    assert school.state(resource) == state
    school.do(item, "return", "head")
    assert school.state(resource) == "draft"


def test_an_image_of_two_items_stays_until_the_last_is_gone(school):
    resource = upload(school)
    first = news(school, resource, state="published")
    second = news(school, resource, number=2, state="published")
    school.do(first, "withdraw", "head")
    assert school.state(resource) == "published"
    school.do(second, "withdraw", "head")
    assert school.state(resource) == "withdrawn"


def test_under_review_until_the_last_is_returned(school):
    resource = upload(school)
    first = news(school, resource, state="pending")
    second = news(school, resource, number=2, state="pending")
    school.do(first, "return", "head")
    assert school.state(resource) == "pending"
    school.do(second, "recall", "owner")
    assert school.state(resource) == "draft"


@pytest.mark.parametrize("when", ["before", "while"])
def test_what_is_public_by_itself_stays(school, when):
    """An album picture that was approved by itself."""
    resource = upload(school)
    if when == "before":
        bring(school, resource, "published")
        item = news(school, resource, state="published")
    else:
        item = news(school, resource, state="approved")
        school.do(resource, "publish", "head")
        school.do(item, "publish", "head")
    assert not is_by_use(resource)
    school.do(item, "withdraw", "head")
    assert school.state(resource) == "published"


def test_what_the_head_takes_down_stays_down(school):
    """Of a published text the head withdraws one picture; no later item brings it back."""
    resource = upload(school)
    first = news(school, resource, state="published")
    school.do(resource, "withdraw", "head")
    assert school.state(resource) == "withdrawn"
    second = news(school, resource, number=2, state="published")
    assert school.state(resource) == "withdrawn"
    assert not_taken_along(second) == [resource]
    school.do(resource, "revise", "owner")
    school.do(first, "withdraw", "head")
    assert school.state(resource) == "draft"


def test_what_went_down_with_an_item_comes_with_the_next(school):
    resource = upload(school)
    news(school, resource, state="withdrawn")
    second = news(school, resource, number=2, state="pending")
    assert school.state(resource) == "withdrawn"
    school.do(second, "approve", "head")
    assert school.state(resource) == "approved"
    school.do(second, "publish", "head")
    assert school.state(resource) == "published"


# Whose -------------------------------------------------------------------------------------------


def test_a_foreign_draft_is_not_taken_along(school):
    """The submitter may not see it: he guessed its UID, or it was there before."""
    resource = upload(school, actor="section_editor")
    item = news(school, resource)
    with school.as_("owner"):
        assert not_taken_along(item) == [resource]
    bring(school, item, "published")
    assert school.state(resource) == "draft"
    assert not school.may("anonymous", "View", resource)
    assert not_taken_along(item) == [resource]


def test_a_foreign_attachment_is_told(school):
    holder = school.item("OfficialDocument")
    attachment = upload(school, container=holder)
    item = news(school, attachment, state="pending")
    assert not_taken_along(item) == [attachment]
    bring(school, holder, "published")
    assert not_taken_along(item) == []


def test_the_editor_of_a_section_takes_what_lies_there(school):
    resource = upload(school)
    item = school.item("News Item", text=html(resource))
    school.do(item, "submit", "section_editor")
    assert school.state(resource) == "pending"


def test_a_reader_does_not_take_along(school):
    """To see a draft is not enough."""
    resource = upload(school, actor="section_editor")
    api.user.grant_roles(username="owner", roles=["Reader"], obj=resource)
    assert school.may("owner", "View", resource)
    news(school, resource, state="published")
    assert school.state(resource) == "draft"


# Changes -----------------------------------------------------------------------------------------


def test_the_head_corrects_the_text_under_review(school):
    kept, dropped = upload(school), upload(school, 2)
    own, foreign = upload(school, 3, actor="head"), upload(school, 4)
    item = news(school, kept, dropped, state="pending")
    rewrite(school, item, kept, own, foreign, actor="head")
    states = [school.state(each) for each in (kept, dropped, own, foreign)]
    assert states == ["pending", "draft", "pending", "draft"]


def test_a_published_text_drops_an_image(school):
    kept, dropped = upload(school), upload(school, 2)
    item = news(school, kept, dropped, state="published")
    rewrite(school, item, kept)
    assert [school.state(each) for each in (kept, dropped)] == ["published", "withdrawn"]


@pytest.mark.parametrize("state", ["approved", "published"])
def test_a_change_without_review_adds_nothing(school, state):
    """Neither one's own draft nor what is approved with another item."""
    draft, approved, public = upload(school), upload(school, 2), upload(school, 3)
    news(school, approved, number=2, state="approved")
    bring(school, public, "published")
    item = news(school, state=state)
    rewrite(school, item, draft, approved, public)
    states = [school.state(each) for each in (draft, approved, public)]
    assert states == ["draft", "approved", "published"]
    school.do(public, "withdraw", "head")
    assert school.state(public) == "withdrawn"


def working_copy(school, item, *resources):
    with school.as_("owner"):
        copy = ICheckinCheckoutPolicy(item).checkout(school.section)
        copy.text = html(*resources)
        notify(ObjectModifiedEvent(copy))
    return copy


def states(school, *resources):
    return [school.state(each) for each in resources]


def test_a_working_copy_adds_and_drops(school):
    kept, dropped, new = upload(school), upload(school, 2), upload(school, 3)
    item = news(school, kept, dropped, state="published")
    copy = working_copy(school, item, kept, new)
    assert states(school, kept, dropped, new) == ["published", "published", "draft"]
    school.do(copy, "submit", "owner")
    assert states(school, kept, dropped, new) == ["published", "published", "pending"]
    school.do(copy, "approve", "head")
    assert states(school, kept, dropped, new) == ["published", "withdrawn", "published"]
    assert taken_along(item) == [kept, new]
    school.do(item, "withdraw", "head")
    assert states(school, kept, dropped, new) == ["withdrawn"] * 3


@pytest.mark.parametrize("state", ["draft", "pending"])
def test_a_working_copy_that_is_cancelled_lets_go(school, state):
    kept, new = upload(school), upload(school, 2)
    item = news(school, kept, state="published")
    copy = working_copy(school, item, new)
    if state == "pending":
        school.do(copy, "submit", "owner")
    with school.as_("administrator"):
        ICheckinCheckoutPolicy(copy).cancelCheckout()
    assert states(school, kept, new) == ["published", "draft"]


def test_a_working_copy_of_what_was_withdrawn_meanwhile(school):
    new = upload(school)
    item = news(school, state="published")
    copy = working_copy(school, item, new)
    school.do(copy, "submit", "owner")
    school.do(item, "withdraw", "head")
    school.do(copy, "approve", "head")
    assert states(school, item, new) == ["withdrawn", "draft"]
    assert taken_along(item) == []


def test_a_used_image_is_replaced_by_a_working_copy_of_its_own(school):
    resource = upload(school)
    item = news(school, resource, state="published")
    for actor in ("owner", "head", "manager"):
        assert not school.may(actor, "Modify portal content", resource)
    with school.as_("owner"):
        copy = ICheckinCheckoutPolicy(resource).checkout(school.section)
        copy.title = "Ảnh mới"
    bring(school, copy, "approved")
    assert (school.state(resource), resource.title) == ("published", "Ảnh mới")
    assert is_by_use(resource)
    school.do(item, "withdraw", "head")
    assert school.state(resource) == "withdrawn"


def test_four_eyes_look_at_the_pictures_too(school):
    """Who uploaded a picture does not approve the text that shows it."""
    resource = upload(school, actor="head")
    item = news(school, resource)
    api.user.grant_roles(username="owner", roles=["Editor"], obj=resource)
    school.do(item, "submit", "owner")
    assert school.state(resource) == "pending"
    with pytest.raises(WorkflowException):
        school.do(item, "approve", "head")


def test_nothing_is_published_but_what_was_approved(school):
    resource = upload(school)
    item = news(school, resource, state="approved")
    tell_change(school, resource)
    with pytest.raises(WorkflowException):
        school.do(item, "publish", "head")
    with pytest.raises(WorkflowException, match="Tệp 1"):
        perform(resource, "publish", item)
    school.do(item, "return", "head")
    bring(school, item, "published")
    assert school.state(resource) == "published"


def test_an_item_that_is_deleted_lets_go(school):
    resource = upload(school)
    item = news(school, resource, state="pending")
    with school.as_("manager"):
        school.section._delObject(item.getId())
    assert school.state(resource) == "draft"


def test_item_and_image_are_deleted_with_their_folder(school):
    folder = school.item("Folder")
    resource = upload(school, container=folder)
    item = school.item("News Item", container=folder, text=html(resource))
    school.do(item, "submit", "owner")
    with school.as_("manager"):
        school.section._delObject(folder.getId())
    assert folder.getId() not in school.section


@pytest.mark.parametrize("state", ["pending", "approved", "published"])
def test_a_used_image_cannot_be_deleted(school, state):
    resource = upload(school)
    news(school, resource, state=state)
    for actor in ("owner", "section_editor", "administrator", "head"):
        with school.as_(actor), pytest.raises(Unauthorized):
            api.content.delete(resource, check_linkintegrity=False)


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_link_integrity_warns_before_a_used_image_is_deleted(school, state):
    resource = upload(school)
    item = news(school, resource)
    tell_change(school, item)
    bring(school, item, state)
    with school.as_("administrator"), pytest.raises(LinkIntegrityNotificationException):
        api.content.delete(resource)


def test_a_copy_is_a_draft_of_its_own(school):
    resource = upload(school)
    item = news(school, resource, state="published")
    with school.as_("section_editor"):
        copied = api.content.copy(resource, school.section, id="ban-sao")
        twin = api.content.copy(item, school.section, id="tin-ban-sao")
    assert school.state(copied) == school.state(twin) == "draft"
    assert not is_by_use(copied)
    for actor, transition in (("section_editor", "submit"), *STEPS["published"][1:]):
        school.do(copied, transition, actor)
    school.do(item, "withdraw", "head")
    assert school.state(copied) == "published"
    assert school.state(resource) == "withdrawn"


def test_an_image_that_becomes_an_attachment_follows_its_document(school):
    resource = upload(school)
    news(school, resource, state="published")
    holder = school.item("OfficialDocument")
    with api.env.adopt_roles(["Manager", "Reviewer"]):
        moved = api.content.move(resource, holder)
    assert school.state(moved) is None
    assert not school.may("anonymous", "View", moved)


# Albums


@pytest.fixture
def album(school):
    return school.item("Folder", container=find_section(school.portal, "A25"), id="ngay-hoi")


def test_a_draft_album_publishes_nothing(school, album):
    one = upload(school, container=album)
    assert used_by_item(album) == [one]
    assert [use.item for use in users_of(one)] == [album]
    assert states(school, album, one) == ["draft", "draft"]


def test_pictures_of_an_album_go_with_it(school, album):
    pictures = [upload(school, number, container=album) for number in (1, 2)]
    for state in ("pending", "approved", "published", "withdrawn"):
        bring_on(school, album, state)
        assert states(school, album, *pictures) == [state] * 3


def test_a_picture_that_comes_later_needs_its_own_approval(school, album):
    upload(school, container=album)
    bring(school, album, "published")
    late = upload(school, 2, container=album)
    assert states(school, album, late) == ["published", "draft"]


def test_another_folder_takes_nothing_along(school):
    folder = school.item("Folder", id="thu-muc")
    inside = upload(school, container=folder)
    bring(school, folder, "published")
    assert states(school, folder, inside) == ["published", "draft"]


def bring_on(school, item, state):
    """The one step that leads to a state."""
    actor, transition = {
        "pending": ("owner", "submit"),
        "approved": ("head", "approve"),
        "published": ("head", "publish"),
        "withdrawn": ("head", "withdraw"),
    }[state]
    school.do(item, transition, actor)
