"""What people see: pages in the view, images, text, search inside; and who sees nothing of it."""

from DateTime import DateTime
from hcmedu.portal.conversion import Reason
from hcmedu.portal.conversion.testing import encrypted_pdf
from hcmedu.portal.conversion.testing import pdf_of
from hcmedu.portal.viewer.holders import held_file
from hcmedu.portal.viewer.notes import note_failure
from hcmedu.portal.viewer.reading import CONVERT
from hcmedu.portal.viewer.reading import reading
from hcmedu.portal.worker.testing import jobs
from hcmedu.portal.worker.testing import run_jobs
from io import BytesIO
from lxml.html import fromstring
from PIL import Image
from plone import api

import pytest
import transaction


PAGES = (
    "@@hcmedu-page/1.jpg",
    "@@ban-chu",
    "@@ban-chu?q=ke",
    "@@hcmedu-search-pages?q=ke",
    "@@hcmedu-pages-state",
)


@pytest.fixture
def document(converted):
    """Most tests only read it."""
    return converted


# Denied


@pytest.mark.parametrize("who", [None, "khach"])
@pytest.mark.parametrize("page", PAGES)
def test_a_draft_tells_nothing(document, visit, page, who):
    answer = visit(who).get(f"{document.absolute_url()}/{page}")
    assert answer.status_code in (302, 401)
    assert "Kế hoạch" not in answer.text


@pytest.mark.parametrize("page", PAGES)
def test_an_attachment_of_a_draft_tells_nothing(document, make, visit, page):
    item = make(portal_type="File", container=document)
    run_jobs()
    assert visit().get(f"{item.absolute_url()}/{page}").status_code in (302, 401)


def test_what_was_withdrawn_is_gone_at_once(document, visit, publish):
    publish(document)
    url = f"{document.absolute_url()}/@@hcmedu-page/1.jpg"
    tag = visit().get(url).headers["ETag"]
    with api.env.adopt_user(username="truongban"):
        api.content.transition(document, "withdraw", comment="Sai")
    transaction.commit()
    assert visit().get(url, headers={"If-None-Match": tag}).status_code == 410


@pytest.mark.parametrize("who", [None, "khach"])
def test_strangers_ask_for_nothing_again(document, visit, publish, who):
    publish(document)
    url = f"{document.absolute_url()}/@@hcmedu-pages-again"
    assert visit(who).post(url).status_code in (302, 401, 403)
    assert reading(document).state == "ready"


@pytest.mark.parametrize("way", ["get", "no token"])
def test_asking_again_needs_a_post_and_a_token(document, visit, way):
    url = f"{document.absolute_url()}/@@hcmedu-pages-again"
    browser = visit("truongban")
    answer = browser.get(url) if way == "get" else browser.post(url, token=False)
    assert answer.status_code in (403, 405)
    assert reading(document).state == "ready"


@pytest.mark.parametrize("name", ["pdf", "documentviewer", "dv-search.json", "dvpdffiles"])
@pytest.mark.parametrize("place", ["site", "document"])
def test_no_page_of_documentviewer_is_there(site, document, visit, publish, name, place):
    publish(document)
    url = (site if place == "site" else document).absolute_url()
    before = site._p_jar.db().lastTransaction()
    for view in (name, f"@@{name}"):
        assert visit().get(f"{url}/{view}").status_code == 404
    assert site._p_jar.db().lastTransaction() == before


@pytest.fixture
def expired(document, make, publish):
    """A document with an attachment, both with pages."""
    make(portal_type="File", container=document, id="phu-luc")
    run_jobs()
    publish(document)
    document.setExpirationDate(DateTime() - 1)
    transaction.commit()
    return document


@pytest.mark.parametrize("place", ["", "/phu-luc"])
@pytest.mark.parametrize("page", [*PAGES[:4], "@@ban-chu?trang=2"])
def test_what_expired_is_not_read_either(expired, visit, page, place):
    url = f"{expired.absolute_url()}{place}/{page}"
    tag = visit("truongban").get(url).headers.get("ETag", "*")
    for who in (None, "khach"):
        answer = visit(who).get(url, headers={"If-None-Match": tag})
        assert answer.status_code == 410
        assert "Công nghệ" not in answer.text


@pytest.mark.parametrize("place", ["", "/phu-luc"])
def test_the_page_of_what_expired_has_no_reader(expired, visit, place):
    url = f"{expired.absolute_url()}{place}/view"
    page = visit().get(url)
    assert page.status_code == 200
    assert "hcmedu-reading" not in page.text
    assert "hcmedu-sheets" in visit("truongban").get(url).text


# Allowed


@pytest.fixture
def public(document, publish):
    publish(document)
    return document.absolute_url()


def test_pages_stand_in_the_view(public, visit):
    html = fromstring(visit().get(f"{public}/view").text)
    images = html.cssselect(".hcmedu-sheets img")
    assert [image.get("alt") for image in images] == [f"Trang {n} / 3" for n in (1, 2, 3)]
    assert {image.get("loading") for image in images} == {"lazy"}
    assert {(image.get("width"), image.get("height")) for image in images} == {("1000", "1414")}
    assert [item.get("id") for item in html.cssselect(".hcmedu-sheets li")] == [
        "trang-1",
        "trang-2",
        "trang-3",
    ]
    answer = visit().get(images[1].get("src"))
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.content.startswith(b"\xff\xd8")


def test_the_reader_is_one_link_away_and_hides_nothing(document, make, visit, publish):
    document.legal_bases = ["Luật Giáo dục 43/2019/QH14"]
    publish(document)
    waiting = make()
    publish(waiting)
    html = fromstring(visit().get(f"{document.absolute_url()}/view").text)
    links = html.cssselect(".hcmedu-download a")
    assert [link.text_content().split()[0] for link in links] == ["Tải", "Đọc"]
    assert html.get_element_by_id(links[1].get("href").removeprefix("#")).tag == "section"
    order = [node.get("class") for node in html.cssselect("article > section")]
    assert order.index("hcmedu-related hcmedu-named") < order.index("hcmedu-reading")
    other = fromstring(visit().get(f"{waiting.absolute_url()}/view").text)
    assert len(other.cssselect(".hcmedu-download a")) == 1, "nothing to read yet"


def test_a_picture_that_is_shown_is_not_offered_to_read(make, visit, publish):
    buffer = BytesIO()
    Image.new("RGB", (40, 30)).save(buffer, "PNG")
    item = make(buffer.getvalue(), "tkb.png", "Schedule", schedule_kind="thoi-khoa-bieu")
    run_jobs()
    publish(item)
    html = fromstring(visit().get(f"{item.absolute_url()}/view").text)
    assert len(html.cssselect(".hcmedu-download a")) == 1


def test_the_view_of_a_file(document, make, visit, publish):
    item = make(portal_type="File", container=document)
    run_jobs()
    publish(document)
    html = fromstring(visit().get(f"{item.absolute_url()}/view").text)
    assert len(html.cssselect(".hcmedu-sheets img")) == 3


def test_an_image_is_not_sent_twice(public, visit):
    first = visit().get(f"{public}/@@hcmedu-page/1.jpg")
    assert first.headers["Cache-Control"] == "public, max-age=3600"
    again = visit().get(
        f"{public}/@@hcmedu-page/1.jpg", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
    assert visit().get(f"{public}/@@hcmedu-page/2.jpg").headers["ETag"] != first.headers["ETag"]


def test_what_is_not_public_stays_in_the_browser(document, visit):
    answer = visit("truongban").get(f"{document.absolute_url()}/@@hcmedu-page/1.jpg")
    assert answer.headers["Cache-Control"].startswith("private")


@pytest.mark.parametrize("attached", [False, True])
@pytest.mark.parametrize(("name", "days"), [("setExpirationDate", -1), ("setEffectiveDate", 1)])
def test_what_is_not_shown_now_stays_in_the_browser(
    document, make, visit, publish, name, days, attached
):
    item = make(portal_type="File", container=document) if attached else document
    run_jobs()
    publish(document)
    getattr(document, name)(DateTime() + days)
    transaction.commit()
    answer = visit("truongban").get(f"{item.absolute_url()}/@@hcmedu-page/1.jpg")
    assert answer.headers["Cache-Control"].startswith("private")


@pytest.mark.parametrize(
    "name", ["0.jpg", "4.jpg", "99999.jpg", "1.png", "x", "1.jpg/2.jpg", "１.jpg"]
)
def test_pages_that_are_not_there(public, visit, name):
    assert visit().get(f"{public}/@@hcmedu-page/{name}").status_code == 404


def test_the_text_of_a_page(public, visit):
    html = fromstring(visit().get(f"{public}/@@ban-chu?trang=2").text)
    assert html.cssselect(".hcmedu-text-page")[0].text_content().split() == [
        *["Công", "nghệ", "thông", "tin", "và", "tuổi", "trẻ"]
    ]
    assert [link.get("rel") for link in html.cssselect("nav [rel]")] == ["prev", "next"]


@pytest.mark.parametrize("page", ["0", "4", "-1", "x", "99999999999", "²"])
def test_text_of_pages_that_are_not_there(public, visit, page):
    assert visit().get(f"{public}/@@ban-chu?trang={page}").status_code == 404


def test_search_without_script(public, visit):
    html = fromstring(visit().get(f"{public}/@@ban-chu?q=nghi+he").text)
    [row] = html.cssselect(".hcmedu-reading-found li")
    assert [mark.text for mark in row.cssselect("mark")] == ["Nghỉ", "hè"]
    page = fromstring(visit().get(row.cssselect("a")[0].get("href")).text)
    assert [mark.text for mark in page.cssselect(".hcmedu-text-page mark")] == ["Nghỉ", "hè"]


@pytest.mark.parametrize(
    ("words", "pages"),
    [
        ("tuoi tre", [2]),
        ("tuổi trẻ", [2]),
        ("tuỗi trẽ", []),
        ("hè", [3]),
        ('"năm học"', [1]),
        ("3", [3]),
        ("", []),
        ("*", []),
        ('"', []),
        ("' or 1=1 --", []),
        ("<script>alert(1)</script>", []),
        ("(.*)+$", []),
    ],
)
def test_search_inside(public, visit, words, pages):
    browser = visit()
    answer = browser.session.get(f"{public}/@@hcmedu-search-pages", params={"q": words})
    assert answer.headers["Content-Type"].startswith("application/json")
    assert [page["page"] for page in answer.json()["pages"]] == pages


def test_hits_are_marked_where_they_stand(public, visit):
    [page] = visit().get(f"{public}/@@hcmedu-search-pages?q=nghi").json()["pages"]
    assert ["Nghỉ", True] in page["pieces"]
    [[left, top, right, bottom]] = page["boxes"]
    assert 0 < left < right < 1000 and 0 < top < bottom < 200


def test_a_long_query_is_answered(public, visit):
    answer = visit().post(f"{public}/@@hcmedu-search-pages", token=False, q="a" * 10_000)
    assert answer.json()["pages"] == []


def test_text_of_a_file_is_never_markup(make, visit, publish):
    evil = '<script>alert("x")</script> <img src=x onerror=alert(1)> ${1+1}'
    item = make(pdf_of([evil]))
    run_jobs()
    publish(item)
    url = item.absolute_url()
    for page in ("view", "@@ban-chu", "@@ban-chu?q=script", "@@ban-chu?trang=1&q=alert"):
        html = fromstring(visit().get(f"{url}/{page}").text)
        assert "alert(" not in "".join(node.text or "" for node in html.iter("script"))
        assert not html.xpath("//*[@onerror]")
    assert visit().get(f"{url}/@@hcmedu-search-pages?q=script").json()["pages"][0]["page"] == 1


def test_while_it_waits(make, visit, publish):
    item = make()
    publish(item)
    url = item.absolute_url()
    page = visit().get(f"{url}/view").text
    assert "Các trang đang được chuẩn bị" in page
    assert "@@display-file/file/ke-hoach.pdf" in page
    told = visit().get(f"{url}/@@hcmedu-pages-state").json()
    assert told == {"state": "waiting", "done": 0, "total": 0}
    assert visit().get(f"{url}/@@ban-chu").status_code == 404
    assert visit().get(f"{url}/@@hcmedu-search-pages?q=x").status_code == 404


def test_a_failure_is_told_to_those_who_can_mend_it(make, visit, publish):
    item = make(encrypted_pdf())
    run_jobs()
    publish(item)
    url = f"{item.absolute_url()}/view"
    assert "mật khẩu" in visit("truongban").get(url).text
    assert "@@hcmedu-pages-again" in visit("truongban").get(url).text
    stranger = visit().get(url).text
    assert "mật khẩu" not in stranger
    assert "@@hcmedu-pages-again" not in stranger
    assert "@@display-file/file/ke-hoach.pdf" in stranger
    assert fromstring(stranger).cssselect(".hcmedu-download a")
    assert not fromstring(stranger).cssselect("object"), "it would ask for a password by itself"


def test_the_browsers_own_viewer_opens_where_it_may_do_better(make, visit, publish):
    item = make()
    publish(item)
    note_failure(item, held_file(item), "", Reason.TIMED_OUT)
    transaction.commit()
    html = fromstring(visit().get(f"{item.absolute_url()}/view").text)
    assert html.cssselect("object[data*='@@display-file/file/']")


def test_the_button_has_the_pages_made_again(make, visit, publish):
    item = make(encrypted_pdf())
    run_jobs()
    publish(item)
    answer = visit("truongban").post(f"{item.absolute_url()}/@@hcmedu-pages-again")
    assert answer.status_code == 302
    transaction.begin()
    assert jobs() == [(CONVERT, {"uid": item.UID()})]


def test_looking_writes_nothing(site, public, make, publish, visit):
    waiting = make()
    publish(waiting)
    visit().get(f"{public}/view")  # what Plone notes at the first view of a site is not ours
    before = site._p_jar.db().lastTransaction()
    for url in (public, waiting.absolute_url()):
        for page in ("view", *PAGES):
            visit().get(f"{url}/{page}")
    assert site._p_jar.db().lastTransaction() == before


def test_files_with_odd_names(make, visit, publish):
    item = make(filename="-x \"a' <b>&%Quyết định số 1.pdf")
    run_jobs()
    publish(item)
    page = visit().get(f"{item.absolute_url()}/view")
    assert page.status_code == 200
    assert len(fromstring(page.text).cssselect(".hcmedu-sheets img")) == 3


def test_attachments_can_be_read_where_they_are(document, make, visit, publish):
    make(portal_type="File", container=document, title="Phụ lục")
    make(b"PK\x05\x06" + b"\0" * 18, "anh.zip", "File", document, title="Ảnh")
    run_jobs()
    publish(document)
    html = fromstring(visit().get(f"{document.absolute_url()}/view").text)
    rows = html.cssselect(".hcmedu-attachments li")
    links = [[link.get("href") for link in row.cssselect("a.btn")] for row in rows]
    assert [len(row) for row in links] == [1, 0]
    assert len(fromstring(visit().get(links[0][0]).text).cssselect(".hcmedu-sheets img")) == 3
