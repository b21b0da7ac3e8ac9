"""What was taken down answers 410 to whoever may not see it, by every address it ever had."""

from io import BytesIO
from PIL import Image
from plone import api
from plone.namedfile.file import NamedBlobFile
from plone.namedfile.file import NamedBlobImage

import pytest


SECRET = "Chuyện không được kể lại"
PAGE = {"Accept": "text/html"}
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def picture():
    stream = BytesIO()
    Image.new("RGB", (900, 600), "green").save(stream, "PNG")
    return NamedBlobImage(stream.getvalue(), filename="anh.png", contentType="image/png")


def pdf():
    return NamedBlobFile(PDF, filename="cong-van.pdf", contentType="application/pdf")


def news(web, state="published", **fields):
    return web.item("News Item", state, title=SECRET, image=picture(), **fields)


def document(web):
    """A document with its file and an attachment of each kind."""
    item = web.item("OfficialDocument", title=SECRET, file=pdf())
    with web.as_("owner"):
        api.content.create(item, "File", "tep-kem", title="Tệp kèm", file=pdf())
        api.content.create(item, "Image", "anh-kem", title="Ảnh kèm", image=picture())
    for transition, actor in (("submit", "owner"), ("approve", "head"), ("publish", "head")):
        web.do(item, transition, actor)
    return item


def take_down(web, item):
    web.do(item, "withdraw", "head", comment="Đăng nhầm hồ sơ của học sinh")
    return item


#: By which addresses a visitor may come, and what is asked for there.
NEWS_PATHS = [
    "",
    "/view",
    "/@@images/image",
    "/@@images/image/mini",
    "/@@download/image",
    "/@@download/image/anh.png",
    "/@@display-file/image",
]
DOCUMENT_PATHS = [
    "",
    "/view",
    "/@@download/file",
    "/@@display-file/file",
    "/tep-kem",
    "/tep-kem/view",
    "/tep-kem/@@download/file",
    "/tep-kem/@@display-file/file/cong-van.pdf",
    "/anh-kem",
    "/anh-kem/view",
    "/anh-kem/@@images/image/preview",
]


def answers(visit, item, paths, **kwargs):
    """Status by path, redirects not followed; and all that was said."""
    found = [visit.get(item, path, allow_redirects=False, **kwargs) for path in paths]
    return {path: answer.status_code for path, answer in zip(paths, found, strict=True)}, "".join(
        answer.text for answer in found
    )


def all_of(paths, status):
    return dict.fromkeys(paths, status)


def scale_path(web, item):
    with web.as_("head"):
        scale = item.unrestrictedTraverse("@@images").scale("image", scale="mini")
    return scale.url.removeprefix(item.absolute_url())


class TestNeverPublic:
    """Drafts can't be told from each other, and are what they were: a request to log in."""

    def test_visitor_is_asked_to_log_in(self, web):
        visit = web.visit("anonymous")
        for state in ("draft", "pending", "approved"):
            item = web.item(state=state, id=state)
            answer = visit.get(item, headers=PAGE, allow_redirects=False)
            assert (state, answer.status_code) == (state, 302)
            assert "require_login" in answer.headers["Location"]
            assert visit.rest("GET", item).status_code == 401

    def test_a_copy_of_what_was_public_never_was(self, web):
        item = web.item(state="published")
        with web.as_("section_editor"):
            copied = api.content.copy(item, web.section, id="ban-sao")
        assert web.visit("anonymous").get(copied, allow_redirects=False).status_code == 302

    def test_what_does_not_exist_is_not_found(self, web):
        item = take_down(web, web.item(state="published"))
        assert web.visit("anonymous").get(item, "-khac", headers=PAGE).status_code == 404


class TestGone:
    @pytest.mark.parametrize("actor", ["anonymous", "member", "colleague"])
    def test_news(self, web, actor):
        item = news(web)
        paths, visit = [*NEWS_PATHS, scale_path(web, item)], web.visit(actor)
        assert answers(visit, item, paths)[0] == all_of(paths, 200)
        take_down(web, item)
        status, said = answers(visit, item, paths, headers=PAGE)
        assert status == all_of(paths, 410)
        assert SECRET not in said

    def test_document_and_attachments(self, web):
        item, visit = document(web), web.visit("anonymous")
        assert answers(visit, item, DOCUMENT_PATHS)[0] == all_of(DOCUMENT_PATHS, 200)
        take_down(web, item)
        status, said = answers(visit, item, DOCUMENT_PATHS, headers=PAGE)
        assert status == all_of(DOCUMENT_PATHS, 410)
        assert SECRET not in said

    def test_other_ways_to_ask(self, web):
        """HEAD, a part of a file, what is newer than a copy that somebody kept."""
        item, visit = document(web), web.visit("anonymous")
        part = {"Range": "bytes=0-3"}
        first = visit.get(item, "/@@download/file", headers=part)
        assert first.status_code == 206
        take_down(web, item)
        assert visit.get(item, "/@@download/file", headers=part).status_code == 410
        for path in ("", "/view", "/@@download/file"):
            answer = visit.session.head(f"{item.absolute_url()}{path}", headers=PAGE)
            assert (answer.status_code, answer.content) == (410, b"")

    def test_rest(self, web):
        item, visit = take_down(web, document(web)), web.visit("anonymous")
        for path in ("", "/@workflow", "/@history", "/tep-kem", "/++api++"):
            answer = visit.rest("GET", item, path)
            assert (path, answer.status_code) == (path, 410)
            message = "Nội dung này đã được gỡ xuống"
            assert answer.json() == {"type": "Gone", "message": message}

    def test_page_is_neutral_and_in_the_theme(self, web):
        item = take_down(web, news(web))
        answer = web.visit("anonymous").get(item, headers=PAGE)
        assert "Nội dung này đã được gỡ xuống" in answer.text
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert 'content="noindex"' in answer.text
        assert f'href="{web.section.absolute_url()}"' in answer.text
        assert f'href="{web.portal.absolute_url()}"' in answer.text
        assert "hcmedu-brand" in answer.text
        for told in (SECRET, "hồ sơ của học sinh", ">owner", ">head"):
            assert told not in answer.text

    def test_programs_that_want_no_page_get_a_line(self, web):
        item = take_down(web, news(web))
        headers = {"Accept": "image/avif,image/webp,*/*;q=0.8"}
        answer = web.visit("anonymous").get(item, "/@@images/image/mini", headers=headers)
        assert answer.status_code == 410
        assert answer.headers["Content-Type"].startswith("text/plain")

    def test_also_while_it_is_mended_and_back_once_it_is_published(self, web):
        item, visit = take_down(web, web.item(state="published")), web.visit("anonymous")
        for actor, transition, status in (
            ("owner", "revise", 410),
            ("owner", "submit", 410),
            ("head", "approve", 410),
            ("head", "publish", 200),
        ):
            web.do(item, transition, actor)
            answer = visit.get(item, headers=PAGE)
            assert (transition, answer.status_code) == (transition, status)

    def test_old_address_leads_to_the_same_answer(self, web):
        item = web.item(state="published")
        old = item.absolute_url()
        api.group.add_user(groupname="quan-tri-vien", username="head")
        with web.as_("head"):
            api.content.move(item, web.other_section)
        visit = web.visit("anonymous")
        assert visit.get(item).status_code == 200
        assert visit.session.get(old, headers=PAGE).status_code == 200
        take_down(web, item)
        visit.get(item)
        assert visit.session.get(old, headers=PAGE).status_code == 410

    def test_folder_is_gone_but_not_what_is_public_in_it(self, web):
        folder = web.item("Folder", "published")
        inside = web.item("Document", "published", container=folder)
        take_down(web, folder)
        assert web.visit("anonymous").get(folder, headers=PAGE).status_code == 410
        assert web.visit("anonymous").get(inside).status_code == 200


class TestBoard:
    def test_sees_it(self, web):
        item = take_down(web, document(web))
        paths = ["", "/view", "/@@download/file", "/tep-kem/@@download/file"]
        for actor in ("owner", "section_editor", "head", "administrator"):
            assert answers(web.visit(actor), item, paths)[0] == all_of(paths, 200)

    def test_is_not_told_that_it_is_gone(self, web):
        """Who may see it, but not change it, is told so."""
        item = take_down(web, web.item(state="published"))
        answer = web.visit("owner").get(item, "/@@edit", headers=PAGE, allow_redirects=False)
        assert answer.status_code in (302, 401)

    def test_logs_in_for_its_forms(self, web):
        item, visit = take_down(web, web.item(state="published")), web.visit("anonymous")
        answer = visit.get(item, "/@@edit", headers=PAGE, allow_redirects=False)
        assert answer.status_code == 302
        assert "/login?came_from=" in visit.get(item, headers=PAGE).text
