"""Nothing that an editor uploads reaches a visitor before its approval, by any address.

An item with every kind of upload (lead image, image and file in its text, file and attachments of
a document) in each state that visitors must not see; some of it was public before. All over HTTP.
"""

from DateTime import DateTime
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from plone import api
from plone.app.iterate.interfaces import ICheckinCheckoutPolicy
from plone.app.textfield.value import RichTextValue
from plone.namedfile.file import NamedBlobFile
from plone.namedfile.file import NamedBlobImage
from plone.registry.interfaces import IRegistry
from zope.component import getGlobalSiteManager
from zope.component import getUtility
from zope.event import notify
from zope.interface import Interface
from zope.interface import providedBy
from zope.lifecycleevent import ObjectModifiedEvent
from zope.publisher.interfaces.browser import IDefaultBrowserLayer

import gzip
import io
import PIL.Image
import pytest
import re
import requests


SECRET = "Matquyz"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
#: How an item came into a state in which visitors do not see it.
HIDDEN = {
    "draft": (),
    "pending": ("submit",),
    "approved": ("submit", "approve"),
    "withdrawn": ("submit", "approve", "publish", "withdraw"),
    "revised": ("submit", "approve", "publish", "withdraw", "revise"),
}
#: One that never was public and one that was: what visitors may see of the others is the same, and
#: each address that is tried here takes its time (test_matrix asks for every state).
TWO_KINDS = ("approved", "withdrawn")
ACTORS = {"submit": "owner", "revise": "owner"}
CRITERIA = (
    '[{"i":"SearchableText","o":"plone.app.querystring.operation.string.contains","v":"matquyz"}]'
)
#: Answers that hand out nothing: to the login form, refused, or nothing there.
REFUSALS = (302, 400, 401, 403, 404, 405, 410)


def ways(text):
    return text.replace("CRITERIA", CRITERIA).split()


FILE_WAYS = ways("""
/@@download /@@download/file /@@download/file/x.pdf /@@download/image /@@download/image/x.png
/@@display-file /@@display-file/file /@@display-file/image /@@display-file/image/x.png
/@@images/image /@@images/image.png /@@images/image/large /@@images/image/icon /images/image/mini
/view/++widget++form.widgets.file/@@download/x.pdf
/edit/++widget++form.widgets.image/@@download/x.png
/@@edit/++widget++form.widgets.file/@@download
/++namedrange++file /++attribute++image /++field++image
/@@download-version?version_id=0&field_id=image&filename=x.png
/@@download-version?version_id=0&field_id=file&filename=x.pdf
/image /file /image/data /file/data /tag /manage_FTPget /manage_DAVget
/@@images-test /@@images-clear /++api++/@@download/file
""")
PAGE_WAYS = ways("""
/view /index_html /@@content-core /@@main_template /sitemap /absolute_url /Title /Description
/title /text /text/raw /image_caption /SearchableText /objectValues /contentIds /propertyValues
/document_src /PrincipiaSearchSource /manage_main /++api++ /edit /@@sharing /folder_contents
/++add++File /rss.xml /RSS /atom.xml /itunes.xml /newsml.xml /ics_view /full_view_item
/@@historyview /versions_history_form?version_id=0 /@@version-view?version_id=0
/@@getVocabulary?name=plone.app.vocabularies.Catalog /@@getSource?fieldName=relatedItems
/@@plone_context_state/object_title /@@hcmedu-transition?workflow_action=submit
""")
REST_WAYS = ways("""
?expand=breadcrumbs,actions,workflow,types,navigation,relations,history
/@history /@history/0 /@workflow /@types /@actions /@breadcrumbs /@comments /@contextnavigation
/@inherit?expand.inherit.behaviors=plone.leadimage /@linkintegrity /@lock /@navigation
/@querysources/relatedItems /@relations /@sharing /@sources/relatedItems /@workingcopy
""")


def picture(color):
    stream = io.BytesIO()
    PIL.Image.new("RGB", (1300, 900), color).save(stream, "PNG")
    return NamedBlobImage(stream.getvalue(), filename=f"{SECRET}.png")


def pdf():
    return NamedBlobFile(PDF, filename=f"{SECRET}.pdf")


def fill(web, state):
    """The uploads by name; what the news item uses went its way."""
    image = web.item("Image", id="zz-anh", title=f"{SECRET} anh", image=picture("red"))
    file = web.item("File", id="zz-tep", title=f"{SECRET} tep", file=pdf())
    uid = api.content.get_uuid
    news = web.item(
        "News Item",
        id="zz-tin",
        title=f"{SECRET} tin",
        description=f"{SECRET} tóm tắt",
        subject=(f"{SECRET} từ khóa",),
        image=picture("blue"),
        image_caption=SECRET,
        text=RichTextValue(
            f'<p>{SECRET}</p><img src="resolveuid/{uid(image)}/@@images/image/large" />'
            f'<a href="resolveuid/{uid(file)}">{SECRET}</a>',
            "text/html",
            "text/x-html-safe",
        ),
    )
    doc = web.item(
        "OfficialDocument",
        id="zz-van-ban",
        title=f"{SECRET} van ban",
        abstract=SECRET,
        document_form="thong-bao",
        number="901/TB-THCS",
        issuer=SECRET,
        file=pdf(),
    )
    with web.as_("owner"):
        attached = api.content.create(doc, "File", id="zz-phu-luc", title=SECRET, file=pdf())
        shown = api.content.create(doc, "Image", id="zz-hinh", title=SECRET, image=picture("green"))
    for transition in HIDDEN[state]:
        for item in (news, doc):
            web.do(item, transition, ACTORS.get(transition, "head"))
    found = {"image": image, "file": file, "news": news, "doc": doc}
    return {**found, "attached": attached, "shown": shown}


def tells(response, *parts):
    """Whether an answer holds a word or the bytes of what nobody may have."""
    body = response.content
    if body[:2] == b"\x1f\x8b":
        body = gzip.decompress(body)
    return any(part in body for part in (SECRET.encode(), b"%PDF-1.4", b"\x89PNG", *parts))


def is_refused(response):
    return response.status_code in REFUSALS and not tells(response)


def open_ways(visit, item, ways, **kwargs):
    """Those of the ways that are not refused; redirects are not followed."""
    return [
        (item.getId(), way, response.status_code)
        for way in ways
        for response in [visit.get(item, way, allow_redirects=False, **kwargs)]
        if not is_refused(response)
    ]


# Reading -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", TWO_KINDS)
def test_no_file_and_no_page(web, state):
    uploads = fill(web, state)
    anonymous, member = web.visit("anonymous"), web.visit("member")
    found = []
    for item in uploads.values():
        found += open_ways(anonymous, item, ["", *FILE_WAYS])
    for item in (uploads["news"], uploads["image"], uploads["attached"]):
        found += open_ways(anonymous, item, PAGE_WAYS)
        found += open_ways(member, item, ["", *FILE_WAYS[:12], *PAGE_WAYS])
    assert found == []


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_no_rest(web, state):
    uploads = fill(web, state)
    for actor in ("anonymous", "member"):
        visit = web.visit(actor)
        for item in uploads.values():
            for way in ["", *REST_WAYS]:
                response = visit.rest("GET", item, way)
                assert is_refused(response), (actor, item.getId(), way, response.status_code)


@pytest.mark.parametrize("headers", [{"Range": "bytes=0-9"}, {"If-None-Match": "*"}])
def test_no_part_of_a_file(web, headers):
    uploads = fill(web, "withdrawn")
    visit = web.visit("anonymous")
    for item in uploads.values():
        assert open_ways(visit, item, ["", *FILE_WAYS[:13]], headers=headers) == []


def test_head_tells_nothing(web):
    uploads = fill(web, "withdrawn")
    web.visit("anonymous").get(web.portal)
    for item in uploads.values():
        for way in ("", *FILE_WAYS[:13], "/view"):
            response = requests.head(f"{item.absolute_url()}{way}", headers={"Connection": "close"})
            assert response.status_code in REFUSALS, way
            assert not response.headers["Content-Type"].startswith("image/"), way


def registries(manager=None):
    """The registries of a test layer lie upon each other."""
    manager = manager or getGlobalSiteManager()
    yield manager
    for base in manager.__bases__:
        yield from registries(base)


def view_names(content):
    """Every view that any package registers for this content."""
    layers = (IDefaultBrowserLayer, IHcmeduPortalLayer)
    for registry in registries():
        for found in registry.registeredAdapters():
            if len(found.required) != 2 or not found.name or found.name[:1] == "_":
                continue
            context, request = found.required
            fits = context is Interface or context in providedBy(content).flattened()
            if fits and any(layer.isOrExtends(request) for layer in layers):
                yield found.name


def test_no_view_of_any_package(web):
    """Many stock views are public on whatever they are called on, and tell its title."""
    uploads = fill(web, "draft")
    visit = web.visit("anonymous")
    names = sorted(set(view_names(uploads["news"])))
    assert {"main_template", "sitemap", "plone_context_state", "hcmedu-transition"} <= {*names}
    found = open_ways(visit, uploads["news"], [f"/@@{name}" for name in names])
    # A view that the publisher cannot even make shows nothing either.
    assert [row for row in found if row[2] != 500] == []


# Scales and caches -------------------------------------------------------------------------------


def scales(web, item, field="image"):
    """Addresses of scales that the page left in the storage when an editor looked at it."""
    visit = web.visit("owner")
    assert visit.get(item, f"/@@images/{field}/preview").status_code == 200
    scale = visit.rest("GET", item).json()[field]["scales"]["large"]["download"]
    way = scale.removeprefix(item.absolute_url())
    assert visit.get(item, way).status_code == 200
    assert re.match(rf"/@@images/{field}-\d+-\w+\.\w+$", way)
    return way


@pytest.mark.parametrize("state", HIDDEN)
def test_no_scale_by_its_own_address(web, state):
    uploads = fill(web, state)
    for name in ("image", "news", "shown"):
        way = scales(web, uploads[name])
        assert open_ways(web.visit("anonymous"), uploads[name], [way]) == []


def switch_caching_on(portal, profile):
    setup = api.portal.get_tool("portal_setup")
    setup.runAllImportStepsFromProfile("profile-plone.app.caching:default")
    setup.runAllImportStepsFromProfile(f"profile-plone.app.caching:{profile}")
    getUtility(IRegistry)["plone.caching.interfaces.ICacheSettings.enabled"] = True


@pytest.mark.parametrize("profile", ["without-caching-proxy", "with-caching-proxy"])
def test_caches_ask_again_and_are_told(web, profile):
    """A scale would be kept for a year; a withdrawn one was answered with 'not modified'."""
    switch_caching_on(web.portal, profile)
    uploads = fill(web, "approved")
    for name in ("news", "doc"):
        web.do(uploads[name], "publish", "head")
    ways = {"image": ["/@@images/image/large", "/@@download/image", "", "/@@display-file/image"]}
    ways |= {"file": ["/@@download/file"], "doc": ["/@@download/file"], "news": ["", "/view"]}
    ways |= {"shown": ["/@@images/image", "/@@download/image"]}
    for name in ("image", "news", "shown"):
        ways[name].append(scales(web, uploads[name]))
    visit = web.visit("anonymous")
    kept = {}
    for name, way in [(key, each) for key in ways for each in ways[key]]:
        first = visit.get(uploads[name], way)
        assert first.status_code == 200
        assert re.search(r"\bmax-age=0\b", first.headers["Cache-Control"]), way
        again = {"If-Modified-Since": first.headers.get("Last-Modified")}
        again["If-None-Match"] = first.headers.get("ETag")
        kept[name, way] = {key: value for key, value in again.items() if value}
        assert visit.get(uploads[name], way, headers=kept[name, way]).status_code == 304, way
    for name in ("news", "doc"):
        web.do(uploads[name], "withdraw", "head")
    for (name, way), headers in kept.items():
        assert open_ways(visit, uploads[name], [way], headers=headers) == [], way


# Lists -------------------------------------------------------------------------------------------


WAYS_TO_LIST = ways("""
/ /sitemap /sitemap.xml.gz /RSS /rss.xml /atom.xml /itunes.xml /newsml.xml
/@@search?SearchableText=quyz* /@@search?SearchableText=matquyz* /@@search?Creator=owner
/@@search?show_inactive=1&Creator=owner /@@ajax-search?SearchableText=matquyz*
/search_rss?SearchableText=matquyz* /@@search_rss?SearchableText=matquyz*
/@@getVocabulary?name=plone.app.vocabularies.Catalog
/@@getVocabulary?name=plone.app.vocabularies.Catalog&query={"criteria":CRITERIA}
/@@getVocabulary?name=plone.app.vocabularies.Keywords
/@@getVocabulary?name=plone.app.vocabularies.Keywords&field=subjects
/portal_catalog/searchResults?SearchableText=matquyz
/portal_catalog/unrestrictedSearchResults?SearchableText=matquyz
/portal_catalog/uniqueValuesFor?name=Subject /portal_catalog/Indexes/Subject/uniqueValues
/portal_catalog/getAllBrains /portal_catalog/getIndexDataForRID?rid=1
/portal_catalog/plone_lexicon/words /portal_historiesstorage /portal_repository
/@@site-logo /@@dvpdffiles /@@hcmedu-desk /@@hcmedu-trace /event_listing /ics_view /tabular_view
""")
REST_TO_LIST = ways("""
/@search?SearchableText=matquyz*&fullobjects=1&metadata_fields=_all
/@search?review_state=draft&metadata_fields=_all&b_size=500
/@search?portal_type=Image&metadata_fields=_all&b_size=500
/@search?allowedRolesAndUsers=Manager&show_inactive=1 /@search?UID=UID_OF&fullobjects=1
/@search?path.query=/&path.depth=9&b_size=999 /@search?by_use=1&fullobjects=1
/@querystring-search?query={"query":CRITERIA} /@vocabularies/plone.app.vocabularies.Keywords
/@vocabularies/plone.app.vocabularies.Catalog?title=matquyz /@navigation?expand.navigation.depth=5
/@contextnavigation?expand.contextnavigation.bottomLevel=5 /@relations?relation=isReferencing
/@relations?relation=hcmedu.takes_along /@sections /@site /@types/Image
""")


@pytest.mark.parametrize("state", TWO_KINDS)
def test_no_list_tells(web, state):
    uploads = fill(web, state)
    uid = api.content.get_uuid(uploads["image"])
    for actor in ("anonymous", "member"):
        visit = web.visit(actor)
        for place in (web.portal, web.section):
            for way in WAYS_TO_LIST:
                assert not tells(visit.get(place, way), b"zz-"), (actor, way)
            for way in REST_TO_LIST:
                response = visit.rest("GET", place, way.replace("UID_OF", uid))
                assert not tells(response, b"zz-"), (actor, way, response.text)


def test_resolving_a_uid_hands_out_nothing(web):
    """To who knows the UID the address may be told; what lies there is not."""
    visit = web.visit("anonymous")
    for item in fill(web, "draft").values():
        uid = api.content.get_uuid(item)
        assert not tells(visit.get(web.portal, f"/resolveuid/{uid}"))
        for way in (
            f"/@relations?target={uid}",
            f"/@relations?source={uid}",
            f"/@resolveuid/{uid}",
        ):
            assert not tells(visit.rest("GET", web.portal, way + uid)), way


# Writing, versions, texts ------------------------------------------------------------------------


def test_visitors_upload_nothing(web):
    item = web.item("News Item", "published")
    visit = web.visit("anonymous")
    for place in (web.portal, web.section, item):
        before = len(place.objectIds()) if hasattr(place, "objectIds") else 0
        for way in ("/@@fileUpload", "/fileUpload", "/@@tus-upload", "/++add++Image", "/@@upload"):
            visit.get(place)
            response = visit.session.post(
                f"{place.absolute_url()}{way}",
                files={"file": ("x.png", picture("red").data, "image/png")},
                allow_redirects=False,
            )
            assert response.status_code in REFUSALS, way
        body = {"@type": "Image", "title": "X"}
        assert visit.rest("POST", place, json=body).status_code in (401, 404)
        assert (len(place.objectIds()) if hasattr(place, "objectIds") else 0) == before


def test_earlier_versions_stay_with_the_board(web):
    """What an author wrote and took out again before the approval."""
    item = web.item("News Item", id="tin", title=f"{SECRET} 1")
    visit = web.visit("owner")
    for title in (f"{SECRET} 2", "Tin đã duyệt"):
        assert visit.rest("PATCH", item, json={"title": title}).status_code == 204
    for actor, transition in (("owner", "submit"), ("head", "approve"), ("head", "publish")):
        web.do(item, transition, actor)
    for actor in ("anonymous", "member"):
        visit = web.visit(actor)
        for number in range(3):
            for way in (
                f"/versions_history_form?version_id={number}",
                f"/@@version-view?version_id={number}",
                f"/@@historyview?version_id={number}",
                f"/@@history?one={number}&two=current",
                f"/@@download-version?version_id={number}&field_id=image&filename=x",
                f"/@@hcmedu-version-attachment?version_id={number}",
            ):
                assert SECRET not in visit.get(item, way).text, way
            assert visit.rest("GET", item, f"/@history/{number}").status_code in (401, 404)


def test_a_public_text_does_not_tell_of_a_hidden_picture(web):
    """Taken down by itself, or never taken along: no title, no caption, no broken picture."""
    uploads = fill(web, "approved")
    news, image, file = uploads["news"], uploads["image"], uploads["file"]
    web.do(news, "publish", "head")
    assert "zz-anh" in web.visit("anonymous").get(news).text
    for resource in (image, file):
        web.do(resource, "withdraw", "head")
    page = web.visit("anonymous").get(news).text
    assert f"<p>{SECRET}</p>" in page
    assert "zz-anh" not in page and f"{SECRET} anh" not in page
    assert "zz-tep" not in page and f"{SECRET}</a>" not in page
    assert "zz-anh" in web.visit("head").get(news).text


def test_what_a_working_copy_brings_is_hidden(web):
    """The visitor sees the approved version all the time, and none of the new uploads."""
    news = fill(web, "approved")["news"]
    web.do(news, "publish", "head")
    new = web.item("Image", id="zz-moi", title=f"{SECRET} moi", image=picture("yellow"))
    with web.as_("owner"):
        copy = ICheckinCheckoutPolicy(news).checkout(web.section)
        copy.image = picture("pink")
        uid = api.content.get_uuid(new)
        link = f'<img src="resolveuid/{uid}" />'
        copy.text = RichTextValue(link, "text/html", "text/x-html-safe")
        notify(ObjectModifiedEvent(copy))
    anonymous = web.visit("anonymous")
    for state, transition in (("draft", "submit"), ("pending", None)):
        assert (web.state(copy), web.state(new)) == (state, state)
        for item in (copy, new):
            assert open_ways(anonymous, item, ["", *FILE_WAYS[:14], "/view"]) == []
            assert open_ways(anonymous, item, [scales(web, item)]) == []
        assert "zz-moi" not in anonymous.get(news).text
        if transition:
            web.do(copy, transition, "owner")
    web.do(copy, "approve", "head")
    assert web.state(new) == "published"
    assert "zz-moi" in anonymous.get(news).text


def test_pictures_of_an_expired_text_are_closed(web):
    uploads = fill(web, "approved")
    news, image = uploads["news"], uploads["image"]
    web.do(news, "publish", "head")
    way, visit = scales(web, image), web.visit("anonymous")
    assert visit.get(image, way).status_code == 200
    news.setExpirationDate(DateTime() - 1)
    news.reindexObject()
    for each in (way, "/@@download/image", ""):
        assert visit.get(image, each).status_code == 410
    assert "zz-anh/@@images" not in visit.get(news).text
    link = f'<img src="resolveuid/{api.content.get_uuid(image)}" />'
    other = web.item("Document", text=RichTextValue(link, "text/html", "text/x-html-safe"))
    for actor, transition in (("owner", "submit"), ("head", "approve"), ("head", "publish")):
        web.do(other, transition, actor)
    assert visit.get(image, way).status_code == 200
