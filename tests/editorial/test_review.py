"""The page of a decision: who sees it, what it tells, and that it decides about what was shown."""

from hcmedu.portal.conversion.testing import pdf_of
from hcmedu.portal.editorial.authorship import authorship
from hcmedu.portal.editorial.desk.preview import content_of
from hcmedu.portal.editorial.settings import settings
from hcmedu.portal.worker.testing import run_jobs
from io import BytesIO
from lxml import html
from PIL import Image
from plone import api
from plone.app.iterate.interfaces import ICheckinCheckoutPolicy
from plone.app.textfield.value import RichTextValue
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from plone.namedfile.file import NamedBlobFile
from plone.namedfile.file import NamedBlobImage
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest
import re
import transaction


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"


def text(raw):
    return RichTextValue(raw, "text/html", "text/x-html-safe")


def picture():
    buffer = BytesIO()
    Image.new("RGB", (400, 300), (40, 110, 160)).save(buffer, "JPEG")
    return NamedBlobImage(data=buffer.getvalue(), filename="anh.jpg", contentType="image/jpeg")


def pdf(name="phu-luc.pdf"):
    return NamedBlobFile(data=PDF, filename=name, contentType="application/pdf")


def paper_pdf():
    return NamedBlobFile(data=pdf_of(["Trang một", "Trang hai"]), filename="cong-van.pdf")


def create_image(section, name):
    image = createContent("Image", id=name, title=name, image=picture())
    return addContentToContainer(section, image, checkConstraints=False)


def send(school, title="Tin", **fields):
    return school.item("News Item", "pending", id=title.lower(), title=title, **fields)


def review(web, actor, item, query=""):
    response = web.visit(actor).get(item, f"/@@hcmedu-review{query}")
    assert response.status_code == 200
    return html.document_fromstring(response.text)


def words(page, selector):
    return [" ".join(node.text_content().split()) for node in page.cssselect(selector)]


def stamp(page):
    return page.cssselect("[name=stamp]")[0].get("value")


def decide(web, actor, item, decision, page=None, **data):
    page = review(web, actor, item) if page is None else page
    fields = {"stamp": stamp(page), "decision": decision, **data}
    return web.visit(actor).post(item, "/@@hcmedu-review", fields)


def state(web, item):
    transaction.begin()
    return web.state(item)


# Denied first


@pytest.mark.parametrize("actor", ["anonymous", "member", "colleague", "elsewhere"])
@pytest.mark.parametrize("where", ["pending", "published"])
def test_closed_to_everybody_else(web, actor, where):
    item = web.item("News Item", where, title="Tin", description="Câu chuyện kín")
    response = web.visit(actor).get(item, "/@@hcmedu-review")
    assert "hcmedu-review-head" not in response.text
    if where == "pending":
        assert "Câu chuyện kín" not in response.text


@pytest.mark.parametrize("actor", ["member", "colleague", "owner", "elsewhere", "manager"])
def test_nobody_else_decides(web, actor):
    item = send(web)
    valid = stamp(review(web, "head", item))
    for decision in ("approve", "approve-publish", "publish", "return"):
        data = {"stamp": valid, "decision": decision, "comment": "Không"}
        web.visit(actor).post(item, "/@@hcmedu-review", data)
        assert state(web, item) == "pending"


def test_a_post_without_token_changes_nothing(web):
    item = send(web)
    page = review(web, "head", item)
    response = web.visit("head").session.post(
        f"{item.absolute_url()}/@@hcmedu-review",
        data={"stamp": stamp(page), "decision": "approve"},
    )
    assert response.status_code == 403
    assert state(web, item) == "pending"


@pytest.mark.parametrize("forged", ["", "0" * 24, None])
def test_a_decision_names_the_version_it_is_about(web, forged):
    item = send(web)
    data = {"decision": "approve"} if forged is None else {"decision": "approve", "stamp": forged}
    response = web.visit("head").post(item, "/@@hcmedu-review", data)
    assert "đã thay đổi sau khi trang này hiện ra" in response.text
    assert state(web, item) == "pending"


def test_what_changed_meanwhile_is_shown_anew(web):
    item = send(web, description="Bản đầu")
    page = review(web, "head", item)
    with api.env.adopt_user(username="administrator"):
        item.description = "Bản hai"
        notify(ObjectModifiedEvent(item))
    response = decide(web, "head", item, "approve", page)
    assert "đã thay đổi sau khi trang này hiện ra" in response.text
    assert "Bản hai" in response.text
    assert state(web, item) == "pending"
    decide(web, "head", item, "approve")
    assert state(web, item) == "approved"


def test_a_changed_attachment_is_another_version(web):
    document = web.item("OfficialDocument", "pending", title="Công văn")
    page = review(web, "head", document)
    with api.env.adopt_roles(["Reviewer"]):
        api.content.create(document, "File", "phu-luc", "Phụ lục", file=pdf())
    decide(web, "head", document, "approve", page)
    assert state(web, document) == "pending"


def test_what_somebody_else_decided_is_told(web):
    item = send(web)
    page = review(web, "head", item)
    web.do(item, "recall", "owner")
    response = decide(web, "head", item, "approve", page)
    assert "đã thay đổi sau khi trang này hiện ra" in response.text
    assert state(web, item) == "draft"


def test_four_eyes_are_told_with_who_may(web):
    with web.as_("head"):
        item = api.content.create(web.section, "News Item", "tin", "Tin")
    with api.env.adopt_roles(["Manager"]):
        api.content.transition(item, "submit")
        api.user.create(
            email="pho@truong.edu.vn",
            username="pho",
            password="Truong-hoc-2026",
            properties={"fullname": "Phó Hiệu trưởng"},
        )
    page = review(web, "head", item)
    assert not page.cssselect("[name=decision][value=approve]")
    assert page.cssselect("[name=decision][value=return]")
    (warning,) = words(page, ".alert-warning")
    assert "Không còn ai khác" in warning
    api.group.add_user(groupname="truong-ban", username="pho")
    (warning,) = words(review(web, "head", item), ".alert-warning")
    assert "Phó Hiệu trưởng" in warning
    decide(web, "head", item, "approve")
    assert state(web, item) == "pending"
    settings(web.portal).self_approval = True
    assert "nhật ký" in words(review(web, "head", item), ".alert-warning")[0]
    decide(web, "head", item, "approve")
    assert state(web, item) == "approved"


@pytest.mark.parametrize("comment", ["", "   ", "x" * 5001])
def test_a_return_needs_a_reason(web, comment):
    item = send(web)
    response = decide(web, "head", item, "return", comment=comment)
    page = html.document_fromstring(response.text)
    assert page.cssselect("#hcmedu-comment-error")
    assert page.cssselect("details[open]")
    assert state(web, item) == "pending"


# Allowed


@pytest.mark.parametrize(
    "decision, after", [("approve", "approved"), ("approve-publish", "published")]
)
def test_the_head_decides(web, decision, after):
    item = send(web)
    decide(web, "head", item, decision)
    assert state(web, item) == after
    assert authorship(item).is_as_approved


def test_the_head_returns_with_a_reason_that_the_author_reads(web):
    item = send(web)
    decide(web, "head", item, "return", comment="Ảnh <b>chưa</b> xin phép\nSửa đoạn 2")
    assert state(web, item) == "draft"
    page = review(web, "owner", item)
    (reason,) = words(page, ".hcmedu-review-reason")
    assert "Ảnh <b>chưa</b> xin phép" in reason
    assert page.cssselect("[name=decision][value=submit]")
    decide(web, "owner", item, "submit")
    assert state(web, item) == "pending"
    decide(web, "owner", item, "recall")
    assert state(web, item) == "draft"


def test_after_the_decision_the_next_one(web):
    first, second, third = (send(web, title) for title in ("Mot", "Hai", "Ba"))
    response = decide(web, "head", second, "approve")
    assert response.url == f"{third.absolute_url()}/@@hcmedu-review"
    page = html.document_fromstring(response.text)
    (told,) = words(page, "#global_statusmessage .alert, .portalMessage")
    assert "“Hai”: đã duyệt." in told
    assert "Còn 2 mục" in told
    response = decide(web, "head", third, "approve")
    assert "/@@hcmedu-desk?list=pending" in response.url
    assert first is not None


def test_the_neighbours_in_the_queue(web):
    first, second, third = (send(web, title) for title in ("Mot", "Hai", "Ba"))
    page = review(web, "head", second)
    assert words(page, ".hcmedu-review-nav")[0].endswith("2 trên 3 › Mục sau")
    (before,) = page.cssselect("[rel=prev]")
    (after,) = page.cssselect("[rel=next]")
    assert before.get("href") == f"{first.absolute_url()}/@@hcmedu-review"
    assert after.get("href") == f"{third.absolute_url()}/@@hcmedu-review"
    assert not review(web, "head", first).cssselect("[rel=prev]")
    assert not review(web, "owner", second).cssselect("[rel=next]")


def test_the_section_goes_along(web):
    here, there = send(web, "Mot"), send(web, "Hai")
    web.item("News Item", "pending", web.other_section, id="ba", title="Ba")
    page = review(web, "head", there, "?section=A05")
    assert "2 trên 2" in words(page, ".hcmedu-review-nav")[0]
    assert page.cssselect("[rel=prev]")[0].get("href").endswith("?section=A05")
    response = decide(web, "head", here, "approve", section="A05")
    assert response.url == f"{there.absolute_url()}/@@hcmedu-review?section=A05"


def test_an_attachment_is_reviewed_with_its_document(web):
    document = web.item("OfficialDocument", "draft", title="Công văn")
    with web.as_("owner"):
        attachment = api.content.create(document, "File", "phu-luc", "Phụ lục", file=pdf())
    response = web.visit("owner").get(attachment, "/@@hcmedu-review")
    assert response.url == f"{document.absolute_url()}/@@hcmedu-review"
    response = web.visit("administrator").get(web.section, "/@@hcmedu-review")
    assert response.status_code == 404


# What it tells


def test_the_content_as_visitors_will_see_it(web):
    item = send(
        web,
        "Lễ khai giảng".replace(" ", "-"),
        description="Tóm tắt của bài",
        text=text("<p>Toàn văn <strong>bài viết</strong></p><script>alert(1)</script>"),
        image=picture(),
    )
    (paper,) = review(web, "head", item).cssselect(".hcmedu-paper")
    shown = html.tostring(paper, encoding="unicode")
    assert "Tóm tắt của bài" in shown
    assert "<strong>bài viết</strong>" in shown
    assert "hcmedu-lead" in shown
    for unwanted in ("<script", "<form", "edit-zone", "documentByLine"):
        assert unwanted not in shown


def test_files_are_read_as_on_the_page_of_the_item(web):
    document = web.item("OfficialDocument", "draft", id="cv", title="Công văn", file=paper_pdf())
    run_jobs()
    web.do(document, "submit", "owner")
    (paper,) = review(web, "head", document).cssselect(".hcmedu-paper")
    assert len(paper.cssselect(".hcmedu-sheets img")) == 2
    own = f"{web.portal.absolute_url()}/++resource++hcmedu-viewer/"
    assert paper.cssselect("link")[0].get("href").startswith(f"{own}reading.css?")
    assert paper.cssselect("script")[0].get("src").startswith(f"{own}reading.js?")
    (form,) = paper.cssselect("form")
    assert (form.get("role"), form.get("target")) == ("search", "_blank")
    (read,) = paper.cssselect("a[href='#hcmedu-reading']")
    assert read.get("target") is None
    image = paper.cssselect(".hcmedu-sheets img")[0].get("src")
    assert web.visit("head").session.get(image).headers["Content-Type"] == "image/jpeg"


@pytest.mark.parametrize(
    "foreign",
    [
        '<script src="SITE/tin/x.js"></script>',
        '<script src="SITE/++resource++hcmedu-viewer/../tin/x.js"></script>',
        '<script src="SITE/++resource++hcmedu-viewer/%2e%2e/tin/x.js"></script>',
        '<script src="https://example.org/++resource++hcmedu-viewer/reading.js"></script>',
        '<script src="SITE.example.org/++resource++hcmedu-viewer/reading.js"></script>',
        "<script>alert(1)</script>",
        '<link rel="stylesheet" href="SITE/x.css">',
        '<form role="search" method="POST" action="x"></form>',
        '<form method="get" action="x"></form>',
    ],
)
def test_nothing_else_that_acts_is_taken_over(portal, foreign):
    foreign = foreign.replace("SITE", portal.absolute_url())
    page = f'<body><div id="content"><p>Bài</p>{foreign}</div></body>'
    assert content_of(page, portal.absolute_url()) == "<p>Bài</p>"


def test_attachments_are_shown_but_not_other_drafts(web):
    document = web.item("OfficialDocument", "draft", id="cv", title="Công văn", file=pdf())
    with web.as_("owner"):
        api.content.create(document, "File", "phu-luc", "Phụ lục <b>một</b>", file=pdf())
        api.content.create(document, "Image", "hinh", "Hình", image=picture())
    web.do(document, "submit", "owner")
    folder = web.item("Folder", "draft", id="album", title="Album")
    web.item("Image", "draft", folder, id="anh-nhap", title="Ảnh còn nháp", image=picture())
    web.do(folder, "submit", "owner")
    page = review(web, "head", document)
    assert any("Phụ lục <b>một</b>" in each for each in words(page, ".hcmedu-paper li"))
    assert [each.split(" ")[0] for each in words(page, ".hcmedu-files li")] == ["Phụ", "Hình"]
    assert page.cssselect(".hcmedu-files img")
    (album,) = words(review(web, "head", folder), ".hcmedu-paper")
    assert "Ảnh còn nháp" not in album


def with_pictures(*pictures):
    uids = map(api.content.get_uuid, pictures)
    return text("".join(f'<p><img src="resolveuid/{uid}" alt="Hình"/></p>' for uid in uids))


@pytest.mark.parametrize("where", ["draft", "pending", "approved"])
def test_pictures_of_the_text_are_shown_that_are_published_with_it(web, where):
    mine = web.item("Image", id="anh-bai", title="Ảnh trong bài", image=picture())
    with web.as_("colleague"):
        other = create_image(web.section, "anh-nguoi-khac")
    item = web.item("News Item", where, id="tin", title="Tin", text=with_pictures(mine, other))
    page = review(web, "owner" if where == "draft" else "head", item)
    sources = [node.get("src") for node in page.cssselect(".hcmedu-paper img")]
    assert [source for source in sources if "anh-bai" in source]
    assert not [source for source in sources if "anh-nguoi-khac" in source]


def test_a_picture_that_the_head_took_down_is_not_promised(web):
    taken_down = web.item("Image", "withdrawn", id="anh-go", title="Ảnh", image=picture())
    item = send(web, text=with_pictures(taken_down))
    assert not review(web, "head", item).cssselect(".hcmedu-paper img")


def test_a_link_tells_where_it_leads(web):
    item = web.item("Link", "pending", title="Liên kết", remoteUrl="https://hcm.edu.vn/abc")
    (paper,) = words(review(web, "head", item), ".hcmedu-paper")
    assert "https://hcm.edu.vn/abc" in paper


def test_remarks(web):
    item = send(web, text=text("<p><img src='a.jpg'/><img src='b.jpg' alt='Lễ'/></p>"))
    found = words(review(web, "head", item), ".hcmedu-remarks li")
    assert found[0].startswith("Thiếu tóm tắt")
    assert found[1].endswith(": 1")


def test_the_history_is_told(web):
    item = send(web)
    decide(web, "head", item, "return", comment="Thiếu ảnh")
    history = words(review(web, "owner", item), ".hcmedu-history li")
    assert "Thiếu ảnh" in history[0]
    assert len(history) >= 3


def test_hostile_titles_are_text(web):
    item = send(web, "Tin", description="<script>alert(1)</script>")
    item.title = "<script>alert(2)</script>"
    item.reindexObject()
    response = web.visit("head").get(item, "/@@hcmedu-review")
    assert not re.search(r"<script>alert\(", response.text)
    decide(web, "head", item, "return", comment="<script>alert(3)</script>")
    response = web.visit("owner").get(item, "/@@hcmedu-review")
    assert not re.search(r"<script>alert\(", response.text)


# Working copies


def pending_copy(web):
    original = web.item("News Item", "published", id="tin", title="Bản cũ")
    with web.as_("owner"):
        copy = ICheckinCheckoutPolicy(original).checkout()
        copy.title = "Bản mới"
        notify(ObjectModifiedEvent(copy))
    web.do(copy, "submit", "owner")
    return original, copy


def test_a_working_copy_shows_what_it_changes(web):
    original, copy = pending_copy(web)
    page = review(web, "head", copy)
    assert "Sửa bài đã đăng" in words(page, ".hcmedu-review-head")[0]
    assert words(page, ".hcmedu-diff del") == ["[bỏ]cũ"]
    assert words(page, ".hcmedu-diff ins") == ["[thêm]mới"]
    assert not page.cssselect("[name=decision][value=approve-publish]")
    decide(web, "head", copy, "approve")
    transaction.begin()
    assert original.title == "Bản mới"
    assert copy.getId() not in web.section


def test_a_returned_working_copy_leaves_the_original_alone(web):
    original, copy = pending_copy(web)
    decide(web, "head", copy, "return", comment="Chưa được")
    transaction.begin()
    assert original.title == "Bản cũ"
    assert state(web, copy) == "draft"
    assert state(web, original) == "published"
