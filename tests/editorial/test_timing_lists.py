"""What expired, is still to come or was taken down is in no list of visitors, whoever looks."""

from DateTime import DateTime
from hcmedu.portal.content.relations import other_ends
from hcmedu.portal.editorial.timing import tell_expiry
from hcmedu.portal.editorial.timing.expiry import TOLD_KEY
from hcmedu.portal.listing import queries
from plone import api
from plone.app.textfield import RichTextValue
from plone.uuid.interfaces import IUUID
from Products.CMFPlone.interfaces.syndication import IFeedSettings
from zope.annotation.interfaces import IAnnotations

import gzip
import pytest


ID = "tin-phai-mat"
WORD = "khoaihoc"
MINUTE = 1 / 24 / 60
SECTION = "/tin-tuc/tin-tuc-su-kien"
#: Pages and feeds that show a public news item.
PLACES = [
    "",
    SECTION,
    f"/@@search?SearchableText={WORD}",
    f"/@@ajax-search?SearchableText={WORD}",
    f"/@@search?SearchableText={WORD}&show_inactive:boolean=1",
    f"{SECTION}/RSS",
    f"{SECTION}/atom.xml",
    "/sitemap.xml.gz?page=1",
    "/bo-suu-tap",
]
REST = [
    f"/@search?SearchableText={WORD}",
    f"/@search?SearchableText={WORD}&show_inactive=1",
    f"/@search?SearchableText={WORD}&effectiveRange=2000-01-01",
    f"{SECTION}?fullobjects=1",
    "/bo-suu-tap?fullobjects=1",
]
QUERY = [
    {
        "i": "SearchableText",
        "o": "plone.app.querystring.operation.string.contains",
        "v": WORD,
    }
]


@pytest.fixture
def news(web):
    """A public news item, and every place that shows it."""
    api.portal.set_registry_record("plone.enable_sitemap", True)
    for place in (web.portal, web.section):
        IFeedSettings(place).enabled = True
        IFeedSettings(place).feed_types = ("RSS", "atom.xml")
    with web.as_("manager"):
        collection = api.content.create(web.portal, "Collection", "bo-suu-tap", query=QUERY)
    for actor, transition in (("manager", "submit"), ("head", "approve"), ("head", "publish")):
        web.do(collection, transition, actor)
    text = RichTextValue(f"<p>{WORD}</p>", "text/html", "text/html")
    return web.item("News Item", "published", id=ID, title="Tin phải mất", text=text)


def shown(visit, portal):
    """The places that show the item."""
    return {
        *(path for path in PLACES if ID in text_of(visit.get(portal, path))),
        *(path for path in REST if ID in visit.rest("GET", portal, path).text),
        *(["@querystring-search"] if ID in querystring_search(visit, portal) else []),
    }


def querystring_search(visit, portal):
    return visit.rest("POST", portal, "/@querystring-search", json={"query": QUERY}).text


def text_of(answer):
    if answer.content[:2] == b"\x1f\x8b":
        return gzip.decompress(answer.content).decode()
    return answer.text


def set_dates(item, effective=None, expires=None):
    item.setEffectiveDate(effective or item.effective())
    item.setExpirationDate(expires)
    item.reindexObject()


EVERYWHERE = {*PLACES, *REST, "@querystring-search"}
#: Read by programs, not by people: Plone shows administrators in them what is not listed.
FOR_PROGRAMS = {
    *REST,
    f"{SECTION}/RSS",
    f"{SECTION}/atom.xml",
    "/sitemap.xml.gz?page=1",
} - {"/bo-suu-tap?fullobjects=1"}


class TestLists:
    @pytest.mark.parametrize("change", ["withdraw", "expire", "postpone"])
    def test_visitors(self, web, news, change):
        visit = web.visit("anonymous")
        assert shown(visit, web.portal) == EVERYWHERE
        if change == "withdraw":
            web.do(news, "withdraw", "head")
        elif change == "expire":
            set_dates(news, expires=DateTime() - 2 * MINUTE)
        else:
            set_dates(news, effective=DateTime() + 1)
        assert shown(visit, web.portal) == set()

    def test_the_board_sees_what_visitors_see(self, web, news):
        set_dates(news, expires=DateTime() - 2 * MINUTE)
        for actor in ("owner", "head", "administrator", "manager"):
            assert shown(web.visit(actor), web.portal) <= FOR_PROGRAMS, actor


class TestBorders:
    """Lists of ours count by the minute, as forms do, and expiry is there on its first second."""

    NOW = DateTime("2050-11-20T08:00:00+07:00")

    def found(self, school, now):
        with school.as_("anonymous"):
            query = {"effectiveRange": queries.listed_at(now), "show_inactive": True}
            return bool(queries.search(portal_type="Document", **query))

    @pytest.mark.parametrize(("offset", "listed"), [(-1, True), (0, False), (1, False)])
    def test_expiry(self, school, offset, listed):
        item = school.item(state="published")
        set_dates(item, expires=self.NOW)
        assert self.found(school, self.NOW + offset / 86400) is listed

    @pytest.mark.parametrize(("minutes", "listed"), [(-2, False), (0, True), (1, True)])
    def test_publication(self, school, minutes, listed):
        item = school.item(state="published")
        set_dates(item, effective=self.NOW)
        assert self.found(school, self.NOW + minutes * MINUTE) is listed


def test_related_documents(school):
    """What has expired is not related any more; what lost its force is, that is another matter."""
    old = school.item("OfficialDocument", "published", id="cu", title="Cũ")
    new = school.item("OfficialDocument", "published", id="moi", title="Mới")
    api.relation.create(source=new, target=old, relationship="amends")
    assert other_ends(new, "amends", backwards=False) == [old]
    assert other_ends(old, "amends", backwards=True) == [new]
    set_dates(old, expires=DateTime() - 1)
    set_dates(new, expires=DateTime() - 1)
    assert other_ends(new, "amends", backwards=False) == []
    assert other_ends(old, "amends", backwards=True) == []


class TestCaches:
    """Site map and cached pages ask the catalog how often it has changed: expiry is a change."""

    NOW = DateTime("2050-11-20T08:00:30+07:00")

    @staticmethod
    def counter():
        return api.portal.get_tool("portal_catalog").getCounter()

    def counted(self, school, now):
        before = self.counter()
        tell_expiry(school.portal, now)
        return self.counter() > before

    def test_once_for_what_expired(self, school):
        set_dates(school.item(state="published"), expires=DateTime("2050-11-20T08:00:00+07:00"))
        before = self.counter()
        assert before
        assert not self.counted(school, self.NOW)  # lists of the catalog show it for this minute
        assert self.counted(school, self.NOW + MINUTE)
        assert not self.counted(school, self.NOW + MINUTE)
        assert not self.counted(school, self.NOW + 2 * MINUTE)

    def test_made_up_for_after_a_pause(self, school):
        self.counter()
        IAnnotations(school.portal)[TOLD_KEY] = self.NOW - 9
        set_dates(school.item(state="published"), expires=self.NOW - 8)
        self.counter()
        assert self.counted(school, self.NOW)
        assert not self.counted(school, self.NOW)

    @pytest.mark.parametrize("state", ["draft", "pending", "approved", "withdrawn"])
    def test_what_is_not_public_changes_nothing(self, school, state):
        set_dates(school.item(state=state), expires=self.NOW - 2 * MINUTE)
        self.counter()
        assert not self.counted(school, self.NOW)
        assert TOLD_KEY not in IAnnotations(school.portal)

    def test_a_site_without_the_add_on(self, school):
        api.portal.get_tool("portal_catalog").delIndex("publishes_at")
        tell_expiry(school.portal, self.NOW)


def test_links_by_uid_lead_to_the_same_answer(web, news):
    path = f"/resolveuid/{IUUID(news)}"
    assert web.visit("anonymous").get(web.portal, path).status_code == 200
    web.do(news, "withdraw", "head")
    answer = web.visit("anonymous").get(web.portal, path, headers={"Accept": "text/html"})
    assert answer.status_code == 410
