"""What browsers and Zope keep of an answer: never what its reader may not see, never too long."""

from hcmedu.portal.editorial.settings import settings
from hcmedu.portal.school import find_section
from io import BytesIO
from PIL import Image
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.app.testing import TEST_USER_NAME
from plone.app.testing import TEST_USER_PASSWORD
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from plone.namedfile.file import NamedBlobImage

import pytest
import requests
import transaction


STEPS = ("submit", "approve", "publish")
SECRET = "Chuyện chưa công bố"
OWNER = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
MEMBER = (TEST_USER_NAME, TEST_USER_PASSWORD)


def get(item, path="", known=None, **options):
    """What is answered; ``known``: an answer that the browser has kept, and asks again for."""
    headers = options.pop("headers", {})
    if known is not None:
        pairs = {"If-None-Match": "ETag", "If-Modified-Since": "Last-Modified"}
        headers |= {ask: known.headers[tag] for ask, tag in pairs.items() if tag in known.headers}
    transaction.commit()
    address = f"{item.absolute_url()}{path}"
    return requests.get(address, headers=headers, timeout=60, allow_redirects=False, **options)


def picture():
    buffer = BytesIO()
    Image.new("RGB", (600, 400), (40, 110, 160)).save(buffer, "JPEG")
    return NamedBlobImage(data=buffer.getvalue(), filename="anh.jpg", contentType="image/jpeg")


def do(item, *transitions):
    with api.env.adopt_roles(["Manager", "Reviewer"]):
        for name in transitions:
            api.content.transition(item, name, comment="Lý do")


def create(section, portal_type="News Item", **fields):
    with api.env.adopt_roles(["Manager"]):
        item = createContent(portal_type, **{"title": SECRET, **fields})
        return addContentToContainer(section, item, checkConstraints=False)


@pytest.fixture
def site(functional_portal):
    """The site as a school; its home page is drawn by the view of a school root."""
    settings(functional_portal).self_approval = True
    functional_portal.setLayout("school_home")
    return functional_portal


@pytest.fixture
def section(site):
    return find_section(site, "A05")


class TestDenied:
    def test_a_draft_after_its_author_has_seen_it(self, section):
        item = create(section)
        seen = get(item, auth=OWNER)
        assert seen.status_code == 200
        assert SECRET in seen.text
        for known in (None, seen):
            answer = get(item, known=known)
            assert answer.status_code in (302, 401)
            assert SECRET not in answer.text

    def test_what_was_withdrawn(self, section):
        item = create(section, image=picture())
        do(item, *STEPS)
        scale = f"/@@images/{api.content.get_view('images', item).scale('image', scale='mini').uid}"
        paths = ("", "/view", f"{scale}.jpeg")
        kept = [{path: get(item, path) for path in paths} for _visit in range(2)][1]
        assert {answer.status_code for answer in kept.values()} == {200}
        assert {get(item, path, known).status_code for path, known in kept.items()} == {304}
        do(item, "withdraw")
        for path, known in kept.items():
            assert get(item, path, known).status_code in (302, 401, 410), path

    def test_lists_forget_it(self, site, section):
        item = create(section)
        do(item, *STEPS)
        kept = {path: get(site, path) for path in ("", "/rss.xml", "/sitemap")}
        listing = get(section)
        assert SECRET in kept[""].text and SECRET in listing.text
        do(item, "withdraw")
        for path, known in kept.items():
            answer = get(site, path, known)
            told = SECRET in known.text
            assert answer.status_code == (200 if told else 304), path
            assert SECRET not in answer.text
        assert SECRET not in get(section, known=listing).text

    @pytest.mark.parametrize("name", ["ajax_load", "ajax_include_head", "b_start", "x"])
    def test_what_a_cookie_asked_for(self, section, name):
        """Zope reads parameters from cookies; the memory of all visitors must not know them."""
        for _visit in range(2):
            spoilt = get(section, headers={"Cookie": f"{name}=1"})
            assert "ETag" not in spoilt.headers
        plain = [get(section) for _visit in range(3)][-1]
        assert "hcmedu-portal.css" in plain.text
        assert "portal-footer" in plain.text
        again = get(section, known=plain, headers={"Cookie": f"{name}=1"})
        assert again.status_code == 200

    def test_a_page_of_somebody_else(self, site, section):
        """Neither a visitor nor another member gets what was drawn for who has logged in."""
        own = get(section, auth=OWNER)
        assert "++add++News" in own.text
        for auth in (None, MEMBER):
            answer = get(section, known=own, auth=auth)
            assert answer.status_code == 200
            assert "++add++News" not in answer.text
        assert "X-RAMCache" not in own.headers
        assert "private" in own.headers["Cache-Control"]

    def test_no_shared_cache_keeps_a_page(self, site, section):
        below = ("", "/school_home", "/rss.xml", "/sitemap")
        for item, path in (*((site, path) for path in below), (section, "/section_view")):
            answer = get(item, path)
            assert "private" in answer.headers["Cache-Control"], path
            assert answer.headers["ETag"], path

    def test_forms_are_drawn_for_each(self, section):
        form = create(section, "EasyForm", title="Góp ý")
        do(form, *STEPS)
        first = get(form)
        assert first.status_code == 200
        assert "ETag" not in first.headers
        assert "private" in first.headers["Cache-Control"]


class TestKept:
    def test_home_page_and_sections(self, site, section):
        for item in (site, section):
            get(item)  # the first visit may write: what is drawn then is kept for all
            first = get(item)
            again = get(item, known=first)
            assert (first.status_code, again.status_code, again.text) == (200, 304, "")
            from_memory = get(item)
            assert from_memory.headers["X-RAMCache"]
            assert from_memory.text == first.text

    def test_what_does_not_show_changes_nothing(self, site, section):
        """An editor saves a draft: the page is drawn again, but not sent."""
        get(section)
        first = get(section)
        create(section)
        again = get(section, known=first)
        assert (again.status_code, again.text) == (304, "")
        assert again.headers["ETag"] != first.headers["ETag"]
        from_memory = get(section, known=again)
        assert from_memory.headers["ETag"] == again.headers["ETag"]
        assert (from_memory.status_code, from_memory.text) == (304, "")
        whole = get(section)
        assert (whole.status_code, whole.text) == (200, first.text)
        assert whole.headers["Content-Type"] == first.headers["Content-Type"]

    def test_a_text_of_before_that_is_true_again(self, site, section):
        """Also where the page lies in memory: the text counts, not the state."""
        get(section)
        first = get(section)
        item = create(section)
        do(item, *STEPS)
        assert get(section, known=first).status_code == 200
        do(item, "withdraw")
        get(section)  # into memory
        assert get(section, known=first).status_code == 304

    def test_who_has_logged_in_gets_it_anew(self, section):
        get(section)
        own = [get(section, auth=OWNER) for _time in range(2)]
        assert ["X-RAMCache" in each.headers for each in own] == [False, False]

    def test_resources(self, site):
        answer = get(site, "/++plone++hcmedu.portal/icons.svg")
        assert "max-age=86400" in answer.headers["Cache-Control"]

    def test_one_address_in_two_forms(self, section):
        """A script asks for JSON where a person gets HTML: one is not 'not modified' for both."""
        page = get(section)
        answer = get(section, known=page, headers={"Accept": "application/json"})
        assert answer.status_code == 200
        assert answer.json()["@id"] == section.absolute_url()


class TestFresh:
    def test_after_publishing(self, site, section):
        item = create(section)
        first = get(site)
        assert SECRET not in first.text
        do(item, *STEPS)
        answer = get(site, known=first)
        assert answer.status_code == 200 and SECRET in answer.text

    def test_after_a_setting_was_changed(self, site):
        first = get(site)
        api.portal.set_registry_record("plone.site_title", "Tên mới của trang")
        answer = get(site, known=first)
        assert answer.status_code == 200 and "Tên mới của trang" in answer.text
