"""Tries of people with bad intent, over real HTTP; each was once tried on the demo school."""

from hcmedu.portal.school import find_section
from plone import api
from plone.namedfile.file import NamedBlobFile
from plone.namedfile.file import NamedBlobImage

import base64
import io
import PIL.Image
import pytest


#: What is asked here are rights on items, not who writes where.
pytestmark = pytest.mark.usefixtures("open_sections")


SECRET = "Matquyz"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
HIDDEN = ("draft", "pending", "approved", "withdrawn")
WAYS_TO_READ = (
    "",
    "/view",
    "/@@download/file",
    "/@@display-file/file",
    "/@@images/image/preview",
    "/++namedrange++x",
    "/full_view_item",
    "/@@historyview",
    "/@@contentlisting",
    "/ics_view",
    "/@@hcmedu-transition?workflow_action=approve",
)
WAYS_TO_LIST = (
    "",
    "/@@search?SearchableText=matquyz*",
    "/sitemap.xml.gz",
    "/rss.xml",
    "/@@getVocabulary?name=plone.app.vocabularies.Keywords",
)
REST_TO_LIST = (
    "/@search?SearchableText=matquyz*&fullobjects=1",
    "/@search?review_state=draft&metadata_fields=_all",
    "/@search?allowedRolesAndUsers=Manager&show_inactive=1",
    "/@vocabularies/plone.app.vocabularies.Keywords",
    "/@navigation?expand.navigation.depth=5",
    "/@relations?relation=replaces",
)
PROPERTY_UPDATE = (
    '<d:propertyupdate xmlns:d="DAV:" xmlns:n="http://www.zope.org/propsets/default">'
    "<d:set><d:prop><n:title>X</n:title></d:prop></d:set></d:propertyupdate>"
)


def picture():
    stream = io.BytesIO()
    PIL.Image.new("RGB", (400, 300), "red").save(stream, "PNG")
    return NamedBlobImage(stream.getvalue(), filename=f"{SECRET}.png")


def secret_document(web, state):
    """A document with its file and an attachment, put together while it is a draft."""
    doc = web.item(
        "OfficialDocument",
        title=f"{SECRET} {state}",
        document_form="thong-bao",
        number="901/TB-THCS",
        issuer=SECRET,
        subject=(SECRET,),
        file=NamedBlobFile(PDF, filename=f"{SECRET}.pdf"),
    )
    with web.as_("owner"):
        file = NamedBlobFile(PDF, filename="phu-luc.pdf")
        attachment = api.content.create(doc, "File", id="phu-luc", title=SECRET, file=file)
        image = api.content.create(doc, "Image", id="anh", title=SECRET, image=picture())
    from_draft = {
        "pending": ("submit",),
        "approved": ("submit", "approve"),
        "withdrawn": ("submit", "approve", "publish", "withdraw"),
    }
    for transition in from_draft.get(state, ()):
        web.do(doc, transition, "owner" if transition == "submit" else "head")
    return doc, attachment, image


# Reading -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", HIDDEN)
def test_hidden_content_is_not_told(web, state):
    """Neither page, file, scale, feed, search, list nor REST, to a visitor or a plain member."""
    items = secret_document(web, state)
    # what was public once may be known to be gone
    gone = {410} if state == "withdrawn" else set()
    for actor in ("anonymous", "member"):
        visit = web.visit(actor)
        for item in items:
            for way in WAYS_TO_READ:
                response = visit.get(item, way, allow_redirects=False)
                assert response.status_code in {302, 401, 403, 404} | gone, (actor, way)
                assert SECRET not in response.text
            for way in ("", "/@history", "/@relations", "/@workflow", "/@breadcrumbs"):
                response = visit.rest("GET", item, way)
                assert response.status_code in {401, 404} | gone, (actor, way)
                assert SECRET not in response.text
        for way in WAYS_TO_LIST:
            assert SECRET not in visit.get(web.portal, way).text, (actor, way)
        for way in REST_TO_LIST:
            assert SECRET not in visit.rest("GET", web.portal, way).text, (actor, way)


@pytest.mark.parametrize("actor", ["member", "colleague", "owner", "administrator"])
@pytest.mark.parametrize(
    "method", ["PROPFIND", "PROPPATCH", "PUT", "MKCOL", "COPY", "MOVE", "LOCK", "UNLOCK"]
)
def test_webdav_is_closed(web, actor, method):
    """PROPFIND told every member the titles of drafts; a lock kept the board head out."""
    draft = web.item(title=SECRET)
    headers = {"Destination": f"{draft.absolute_url()}-2", "Depth": "0", "Lock-Token": "<x>"}
    visit = web.visit(actor)
    visit.get(draft)
    response = visit.session.request(
        method, draft.absolute_url(), headers=headers, data=PROPERTY_UPDATE
    )
    assert response.status_code in (401, 403, 405)
    assert SECRET not in response.text


def test_a_form_does_not_break_rest(web):
    """collective.easyform asks for a permission by its id, which Zope does not know."""
    section = find_section(web.portal, "A12")
    form = web.item("EasyForm", "published", container=section, title="Góp ý")
    for actor in ("anonymous", "owner"):
        response = web.visit(actor).rest("GET", form)
        assert response.status_code == 200
        assert "savedDataStorage" not in response.json()
    found = web.visit("anonymous").rest("GET", web.portal, "/@search?fullobjects=1&b_size=300")
    assert found.status_code == 200


# Rights ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("actor", ["owner", "section_editor", "head"])
@pytest.mark.parametrize("state", ["draft", "pending", "published"])
def test_nobody_of_the_board_shares(web, actor, state):
    """An author could shut the board head out of his item, or open a draft to every member."""
    item = web.item(state=state)
    visit = web.visit(actor)
    everybody = {"id": "AuthenticatedUsers", "type": "group", "roles": {"Reader": True}}
    myself = {"id": actor, "type": "user", "roles": {"Reviewer": True, "Manager": True}}
    body = {"inherit": False, "entries": [everybody, myself]}
    assert visit.rest("POST", item, "/@sharing", json=body).status_code in (401, 403)
    form = {"form.button.Save": "1", "form.submitted": "1"}
    visit.post(item, "/@@sharing", form, allow_redirects=False)
    assert not getattr(item, "__ac_local_roles_block__", None)
    assert "AuthenticatedUsers" not in item.__ac_local_roles__


@pytest.mark.parametrize("actor", ["owner", "section_editor", "administrator"])
def test_nobody_makes_himself_manager(web, actor):
    visit = web.visit(actor)
    roles = {"roles": {"Manager": True}}
    visit.rest("PATCH", web.portal, f"/@users/{actor}", json=roles)
    entry = {"id": actor, "type": "user", "roles": {"Manager": True}}
    visit.rest("POST", web.portal, "/@sharing", json={"entries": [entry]})
    users = {"users": {actor: True}}
    visit.rest("PATCH", web.portal, "/@groups/Administrators", json=users)
    user = api.user.get(actor)
    assert "Manager" not in user.getRolesInContext(web.portal)


@pytest.mark.parametrize("actor", ["owner", "section_editor"])
def test_editors_do_not_join_the_board(web, actor):
    visit = web.visit(actor)
    users = {"users": {actor: True}}
    assert visit.rest("PATCH", web.portal, "/@groups/truong-ban", json=users).status_code == 401
    visit.rest("PATCH", web.portal, f"/@users/{actor}", json={"roles": {"Reviewer": True}})
    assert "Reviewer" not in api.user.get(actor).getRolesInContext(web.portal)


@pytest.mark.parametrize("portal_type", ["Document", "News Item", "Folder", "School"])
def test_editors_add_nothing_at_the_root(web, portal_type):
    body = {"@type": portal_type, "title": "Ở gốc"}
    response = web.visit("owner").rest("POST", web.portal, json=body)
    assert response.status_code in (401, 403)


def test_nobody_chooses_the_state_of_a_new_item(web):
    body = {"@type": "News Item", "title": "Tin", "review_state": "published"}
    response = web.visit("owner").rest("POST", web.section, json=body)
    assert response.status_code == 201
    assert response.json()["review_state"] == "draft"


@pytest.mark.parametrize("actor", ["owner", "section_editor", "head"])
def test_a_section_keeps_its_code(web, actor):
    body = {"section_code": "A13", "title": "X"}
    assert web.visit(actor).rest("PATCH", web.section, json=body).status_code == 401
    assert web.section.section_code == "A05"


# Bad input ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("bad", ["\ud800", "a\ud83d", "\x00", "a\x00b\x1f", "\uffff"])
def test_unwritable_signs_do_not_break_pages(web, bad):
    """JSON carries lone surrogates; a page that holds one could not be sent to anybody."""
    body = {"title": bad, "description": bad, "subjects": [bad], "contributors": [bad]}
    item = web.item("News Item")
    visit = web.visit("owner")
    assert visit.rest("PATCH", item, json=body).status_code == 204
    assert visit.get(item, "/view").status_code == 200
    assert visit.rest("GET", item).status_code == 200
    for text in (item.title, item.description, *item.subject, *item.contributors):
        assert text
        assert not any(ord(sign) < 32 or 0xD800 <= ord(sign) <= 0xDFFF for sign in text)


@pytest.mark.parametrize("name", ["../../a.pdf", "<script>alert(1)</script>.pdf", "a.pdf.exe"])
def test_names_of_files_are_tamed(web, name):
    packed = {"data": base64.b64encode(PDF).decode(), "encoding": "base64", "filename": name}
    item = web.item("OfficialDocument", file=NamedBlobFile(PDF, filename="a.pdf"))
    visit = web.visit("owner")
    visit.rest("PATCH", item, json={"file": {**packed, "content-type": "text/html"}})
    response = visit.get(item, "/@@download/file")
    assert response.headers["Content-Type"] == "application/pdf"
    assert not set("<>/\\") & set(item.file.filename)


@pytest.mark.parametrize(
    "query",
    [
        "b_start=-1",
        "b_start=abc",
        "b_start:int=99999999999999999999",
        "b_size=0",
        "sort_on=../",
        "SearchableText=%22",
        "SearchableText=((",
        "SearchableText=" + "a" * 5000,
        "SearchableText.x:record=1",
        "set_language=../..",
        "year=99999999999999999999999999",
    ],
)
def test_odd_queries_get_a_page(web, query):
    visit = web.visit("anonymous")
    for code in ("A05", "A07", "A08", "A15", "A29"):
        response = visit.get(find_section(web.portal, code), f"?{query}")
        assert response.status_code in (200, 404), code
