"""The files of what expired are closed to visitors, by every address; its page stays."""

from DateTime import DateTime
from hcmedu.portal.editorial.settings import settings
from hcmedu.portal.editorial.timing.files import FILE_VIEWS
from hcmedu.portal.editorial.timing.files import refusal
from hcmedu.portal.editorial.timing.public import closed_since
from io import BytesIO
from PIL import Image
from plone import api
from plone.app.textfield import RichTextValue
from plone.namedfile.file import NamedBlobFile
from plone.namedfile.file import NamedBlobImage
from zExceptions import Unauthorized
from zope.component import getGlobalSiteManager

import lxml.html
import pytest


PAGE = {"Accept": "text/html"}
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
EXPIRED = DateTime("2026-11-01T08:00:00+07:00")
SECOND = 1 / 86400


def picture():
    stream = BytesIO()
    Image.new("RGB", (900, 600), "green").save(stream, "PNG")
    return NamedBlobImage(stream.getvalue(), filename="anh.png", contentType="image/png")


def pdf():
    return NamedBlobFile(PDF, filename="cong-van.pdf", contentType="application/pdf")


def news(web):
    return publish(web, web.item("News Item", id="tin", title="Tin", image=picture()))


def document(web):
    item = web.item("OfficialDocument", id="van-ban", title="Văn bản", file=pdf())
    with web.as_("owner"):
        api.content.create(item, "File", "tep-kem", title="Tệp kèm", file=pdf())
        api.content.create(item, "Image", "anh-kem", title="Ảnh kèm", image=picture())
    return publish(web, item)


def publish(web, item):
    for transition, actor in (("submit", "owner"), ("approve", "head"), ("publish", "head")):
        web.do(item, transition, actor)
    return item


def expire(item, when=EXPIRED):
    item.setExpirationDate(when)
    item.reindexObject()
    return item


def scale_path(web, item, name="image"):
    with web.as_("head"):
        scale = item.unrestrictedTraverse("@@images").scale(name, scale="mini")
    return scale.url.removeprefix(item.absolute_url())


def answers(visit, item, paths, **kwargs):
    found = {path: visit.get(item, path, allow_redirects=False, **kwargs) for path in paths}
    return {path: answer.status_code for path, answer in found.items()}


NEWS_FILES = [
    "/@@images/image",
    "/images/image",
    "/@@images/image/mini",
    "/@@images/image/@@images/mini",
    "/@@download/image",
    "/@@download/image/anh.png",
    "/@@display-file/image",
    "/@@display-file/image/anh.png",
]
DOCUMENT_FILES = [
    "/@@download",
    "/download/file",
    "/@@download/file/cong-van.pdf",
    "/@@display-file/file",
    "/tep-kem",
    "/tep-kem/@@download",
    "/tep-kem/@@download/file/cong-van.pdf",
    "/tep-kem/@@display-file/file",
    "/anh-kem",
    "/anh-kem/@@images/image",
    "/anh-kem/@@images/image/preview",
    "/anh-kem/@@download/image",
    "/view/++widget++form.widgets.file/@@download/cong-van.pdf",
    "/@@download-version?version_id=0&field_id=file",
]


class TestVisitors:
    @pytest.mark.parametrize("actor", ["anonymous", "member"])
    def test_no_file_by_any_address(self, web, actor):
        visit = web.visit(actor)
        for item, paths in ((news(web), NEWS_FILES), (document(web), DOCUMENT_FILES)):
            paths = [*paths]
            if item.portal_type == "News Item":
                paths.append(scale_path(web, item))
            open_ones = [
                path for path, status in answers(visit, item, paths).items() if status == 200
            ]
            print("CLOSED", set(paths) - set(open_ones))
            expire(item)
            status = answers(visit, item, paths)
            assert 200 not in status.values(), status
            assert {path: status[path] for path in open_ones} == dict.fromkeys(open_ones, 410)
            assert visit.get(item).status_code == 200

    def test_other_ways_to_ask(self, web):
        item = expire(document(web))
        visit = web.visit("anonymous")
        visit.get(item)
        url = f"{item.absolute_url()}/@@download/file"
        for headers in (
            {"Range": "bytes=0-3"},
            {"If-None-Match": '"anything"'},
            {"If-Modified-Since": "Thu, 26 Nov 2037 11:11:36 GMT"},
            {"Accept": "application/json"},
        ):
            assert visit.session.get(url, headers=headers).status_code == 410
        answer = visit.session.head(url)
        assert (answer.status_code, answer.content) == (410, b"")
        assert PDF not in visit.session.post(url).content

    def test_rest(self, web):
        item = expire(document(web))
        visit = web.visit("anonymous")
        link = visit.rest("GET", item).json()["file"]["download"]
        answer = visit.session.get(link, headers={"Accept": "application/json"})
        assert answer.status_code == 410
        assert visit.rest("GET", item, "/download/file").status_code == 410
        assert visit.rest("GET", item, "/++api++/@@download/file").status_code == 410

    def test_what_they_read_instead(self, web):
        item = expire(document(web))
        answer = web.visit("anonymous").get(item, "/@@download/file", headers=PAGE)
        assert answer.status_code == 410
        assert "Tệp này không còn được cung cấp" in answer.text
        assert "đã hết hạn ngày 01/11/2026" in answer.text
        assert answer.headers["Cache-Control"] == "no-store"

    def test_not_from_the_cache_of_a_browser(self, web):
        """Caching switched on, as an administrator may: a copy is not 'not modified' any more."""
        web.portal.portal_setup.runAllImportStepsFromProfile("profile-plone.app.caching:default")
        web.portal.portal_setup.runAllImportStepsFromProfile(
            "profile-plone.app.caching:without-caching-proxy"
        )
        api.portal.set_registry_record("plone.caching.interfaces.ICacheSettings.enabled", True)
        item, taken_down = document(web), news(web)
        visit = web.visit("anonymous")
        kept = {
            (item, "/@@download/file"): None,
            (item, "/anh-kem/@@images/image/preview"): None,
            (taken_down, ""): None,
            (taken_down, scale_path(web, taken_down)): None,
        }
        for asked, path in kept:
            headers = visit.get(asked, path).headers
            kept[asked, path] = {
                name: headers[source]
                for name, source in (
                    ("If-None-Match", "ETag"),
                    ("If-Modified-Since", "Last-Modified"),
                )
                if source in headers
            }
            assert kept[asked, path]
            assert visit.get(asked, path, headers=kept[asked, path]).status_code == 304
        expire(item)
        web.do(taken_down, "withdraw", "head")
        for (asked, path), headers in kept.items():
            assert visit.get(asked, path, headers=headers).status_code == 410


class TestVersions:
    """What nobody approved lies in the versions."""

    def test_files_of_versions_are_the_boards(self, web):
        item = web.item("OfficialDocument", id="van-ban", title="Văn bản", file=pdf())
        with web.as_("owner"):
            web.portal.portal_repository.save(item, comment="Bản đầu")
            item.file = NamedBlobFile(
                PDF + b"%sau", contentType="application/pdf", filename="moi.pdf"
            )
            web.portal.portal_repository.save(item, comment="Bản sau")
        publish(web, item)
        path = "/@@download-version?version_id=0&field_id=file"
        assert web.visit("head").get(item, path).content == PDF
        for actor in ("anonymous", "member", "colleague"):
            answer = web.visit(actor).get(item, path, headers=PAGE, allow_redirects=False)
            assert answer.status_code in (302, 401), actor
            assert PDF not in answer.content


class TestPage:
    def page(self, visit, item, path=""):
        return lxml.html.fromstring(visit.get(item, path, headers=PAGE).text)

    def links(self, page):
        names = ("href", "src", "srcset", "content")
        found = [each.get(name) or "" for each in page.iter("*") for name in names]
        return [url for url in found if "@@download" in url or "@@images" in url]

    def test_document(self, web):
        item, visit = document(web), web.visit("anonymous")
        assert len(self.links(self.page(visit, item))) >= 3
        expire(item)
        page = self.page(visit, item)
        assert "Đã hết hạn ngày 01/11/2026" in page.text_content()
        assert "Không còn tải được tệp" in page.text_content()
        assert self.links(page) == []
        closed = [each.text_content() for each in page.find_class("hcmedu-closed-file")]
        assert len(closed) >= 3
        assert all("(đã hết hạn)" in text for text in closed)
        assert self.links(self.page(visit, item["tep-kem"], "/view")) == []

    def test_pictures_in_text_and_lead_image(self, web):
        item = news(web)
        html = f'<p>Trước <img src="{item.absolute_url()}/@@images/image/mini"> sau</p>'
        item.text = RichTextValue(html, "text/html", "text/x-html-safe")
        visit = web.visit("anonymous")
        assert len(self.links(self.page(visit, item))) >= 2
        expire(item)
        page = self.page(visit, item)
        assert self.links(page) == []
        assert "Trước  sau" in page.text_content()

    def test_the_board_keeps_its_links(self, web):
        item = expire(document(web))
        for actor in ("owner", "colleague", "section_editor", "head", "administrator"):
            visit = web.visit(actor)
            page = self.page(visit, item)
            assert "Người đọc không còn tải được tệp" in page.text_content(), actor
            assert len(self.links(page)) >= 3
            assert visit.get(item, "/@@download/file").content == PDF
            assert visit.get(item, "/anh-kem/@@images/image/mini").status_code == 200

    def test_nothing_is_said_before(self, web):
        item = expire(document(web), DateTime() + 1)
        page = self.page(web.visit("anonymous"), item)
        assert "hết hạn" not in page.text_content()
        assert len(self.links(page)) >= 3

    def test_files_stay_open_where_the_school_says_so(self, web):
        settings(web.portal).close_expired_files = False
        item, visit = expire(document(web)), web.visit("anonymous")
        page = self.page(visit, item)
        assert "Đã hết hạn ngày 01/11/2026" in page.text_content()
        assert "Không còn tải được tệp" not in page.text_content()
        assert len(self.links(page)) >= 3
        assert visit.get(item, "/@@download/file").content == PDF
        assert visit.get(item, "/anh-kem/@@images/image/mini").status_code == 200


class TestBorders:
    @pytest.mark.parametrize(("offset", "closed"), [(-1, False), (0, True), (1, True)])
    def test_on_its_second(self, school, offset, closed):
        item = school.item("OfficialDocument")
        with school.as_("owner"):
            attached = api.content.create(item, "File", "tep-kem", file=pdf())
        for transition, actor in (("submit", "owner"), ("approve", "head"), ("publish", "head")):
            school.do(item, transition, actor)
        item.setExpirationDate(EXPIRED)
        now = EXPIRED + offset * SECOND
        for each in (item, attached):
            with school.as_("anonymous"):
                assert (closed_since(each, now) is not None) is closed
                assert (refusal(each, school.portal.REQUEST, now) is not None) is closed
            with school.as_("head"):
                assert closed_since(each, now) is None

    def test_what_may_not_be_seen_is_refused_before_all_else(self, school):
        item = school.item("OfficialDocument")
        with school.as_("anonymous"), pytest.raises(Unauthorized):
            refusal(item, school.portal.REQUEST)

    def test_what_lost_its_force_has_not_expired(self, school):
        item = school.item("OfficialDocument", "published")
        item.in_force_until = EXPIRED.asdatetime().date()
        with school.as_("anonymous"):
            assert closed_since(item) is None


def registrations(registry):
    """Of a registry and of those that it stands on: each test layer adds one."""
    yield from registry.registeredAdapters()
    for base in registry.__bases__:
        yield from registrations(base)


def test_every_view_that_hands_out_files_is_known(portal):
    """Views of the packages that keep files: a new one has to be looked at."""
    packages = ("plone.namedfile.", "plone.formwidget.namedfile.", "plone.app.versioningbehavior.")
    known, unknown = set(), set()
    for registration in registrations(getGlobalSiteManager()):
        bases = getattr(registration.factory, "__mro__", ())
        if any(base.__module__.startswith(packages) for base in bases):
            is_known = issubclass(registration.factory, FILE_VIEWS)
            (known if is_known else unknown).add(registration.name)
    assert {"download", "display-file", "images", "download-version"} <= known
    # Widgets; an indexer each; pages of people who change the item; HTML with links to versions.
    assert unknown == {
        "",
        "file_contenttype",
        "image_contenttype",
        "images-clear",
        "images-test",
        "version-view",
    }
