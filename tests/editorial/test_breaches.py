"""Ways round the rules that somebody found once, each tried again."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hcmedu.portal.editorial.assignment import assign
from hcmedu.portal.editorial.copies import working_copy_of
from hcmedu.portal.editorial.deputies import Delegation
from hcmedu.portal.editorial.deputies.delegations import delegate
from hcmedu.portal.editorial.deputies.plugin import DeputiesPlugin
from hcmedu.portal.editorial.deputies.plugin import PLUGIN_ID
from hcmedu.portal.editorial.resources.along import TAKES_ALONG
from hcmedu.portal.listing.spreadsheets import harmless
from OFS.Image import Image
from plone import api
from plone.app.iterate.interfaces import ICheckinCheckoutPolicy
from plone.app.textfield.value import RichTextValue
from Products.CMFEditions.Permissions import RevertToPreviousVersions

import io
import json
import PIL.Image
import pytest
import requests
import transaction


SECRET = "Chuyện chưa ai duyệt"
METHODS = [name for name, value in vars(DeputiesPlugin).items() if callable(value)]
HUGE = "9" * 5000


# The plugin of the deputies


@pytest.mark.parametrize("actor", ["anonymous", "owner", "administrator"])
@pytest.mark.parametrize("name", [name for name in METHODS if name[:1] != "_"])
def test_no_method_of_the_plugin_has_an_address(web, actor, name):
    now = datetime.now(UTC)
    lent = Delegation("colleague", "head", now - timedelta(1), now + timedelta(1))
    delegate(web.portal, lent)
    transaction.commit()
    url = f"{web.portal.absolute_url()}/acl_users/{PLUGIN_ID}/{name}?group_id=truong-ban"
    response = web.visit(actor).session.get(url, allow_redirects=False)
    assert response.status_code in (302, 401, 403, 404)
    transaction.begin()
    assert list(web.portal.acl_users[PLUGIN_ID].rows_of_group("truong-ban"))


# OPTIONS ------------------------------------------------------------------------------------------


WAYS = ("", "/@@main_template", "/sitemap", "/@@title", "/@@plone_context_state/object_title")
ASKED = {"Origin": "http://a.example", "Access-Control-Request-Method": "GET"}


@pytest.mark.parametrize("headers", [{}, {"Accept": "application/json"}, ASKED])
@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_options_tells_nothing(web, state, headers):
    item = web.item("News Item", state, title=SECRET, description=SECRET)
    transaction.commit()
    for way in (
        "",
        "/@@main_template",
        "/sitemap",
        "/@@title",
        "/@@plone_context_state/object_title",
    ):
        response = requests.options(f"{item.absolute_url()}{way}", headers=headers)
        assert SECRET not in response.text, way


# Older versions


def two_versions(web):
    """An item of the owner with the words of two versions, under review."""
    item = web.item("News Item", title="Bản đầu")
    web.visit("owner").rest("PATCH", item, json={"title": "Bản hai"})
    with web.as_("owner"):
        api.content.transition(item, "submit")
    transaction.commit()
    return item


def revert_by_rest(visit, item):
    return visit.rest("PATCH", item, "/@history", json={"version": 0})


def revert_by_form(visit, item):
    return visit.post(item, "/revertversion", {"version_id": "0"})


@pytest.mark.parametrize("revert", [revert_by_rest, revert_by_form])
def test_who_goes_back_to_a_version_has_changed_the_item(web, revert):
    item = two_versions(web)
    assert web.may("head", RevertToPreviousVersions, item)
    revert(web.visit("head"), item)
    assert item.title == "Bản đầu"
    response = web.visit("head").rest("POST", item, "/@workflow/approve", json={})
    assert response.status_code == 400
    assert web.state(item) == "pending"
    log = web.visit("head").get(web.portal, "/@@hcmedu-trace").text
    assert "Trở về bản cũ" in log


@pytest.mark.parametrize("version", [99, -1, HUGE, "x", None, [], True])
def test_a_version_that_does_not_exist(web, version):
    item = two_versions(web)
    response = web.visit("head").rest("PATCH", item, "/@history", json={"version": version})
    assert response.status_code == 400
    assert item.title == "Bản hai"


@pytest.mark.parametrize("view", ["revertversion", "@@version-view", "@@hcmedu-version-attachment"])
@pytest.mark.parametrize("version", ["", "x", "99", HUGE])
def test_no_page_of_it(web, view, version):
    item = two_versions(web)
    response = web.visit("head").get(item, f"/{view}?version_id={version}")
    assert response.status_code < 500


# Relations


def relations(name):
    transaction.begin()
    return len(api.relation.get(relationship=name, unrestricted=True))


@pytest.mark.parametrize("actor", ["administrator", "manager", "head", "owner"])
def test_nobody_cuts_a_working_copy_off(web, actor):
    item = web.item("News Item", "published")
    with web.as_("owner"):
        ICheckinCheckoutPolicy(item).checkout()
    body = {"relation": "iterate-working-copy"}
    response = web.visit(actor).rest("DELETE", web.portal, "/@relations", json=body)
    assert response.status_code in (401, 403)
    assert working_copy_of(item) is not None
    response = web.visit(actor).rest("POST", item, "/@workingcopy", json={})
    assert response.status_code in (401, 403, 409)


@pytest.mark.parametrize("actor", ["administrator", "manager"])
def test_pictures_stay_tied_to_their_texts(web, actor):
    stream = io.BytesIO()
    PIL.Image.new("RGB", (9, 9)).save(stream, "PNG")
    image = web.item("Image", id="anh")
    link = f'<p><img src="resolveuid/{api.content.get_uuid(image)}" /></p>'
    text = RichTextValue(link, "text/html", "text/x-html-safe")
    item = web.item("News Item", text=text)
    web.do(item, "submit", "owner")
    transaction.commit()
    before = relations(TAKES_ALONG)
    assert before
    for body in ({"relation": TAKES_ALONG}, {"source": api.content.get_uuid(item)}):
        response = web.visit(actor).rest("DELETE", web.portal, "/@relations", json=body)
        assert response.status_code in (401, 403)
    made = {"source": item.UID(), "target": image.UID(), "relation": TAKES_ALONG}
    response = web.visit(actor).rest("POST", web.portal, "/@relations", json={"items": [made]})
    assert response.status_code in (401, 403)
    assert relations(TAKES_ALONG) == before


def test_related_items_of_public_content_stay(web):
    other = web.item("Document", "published", id="khac")
    item = web.item("News Item", id="tin")
    visit = web.visit("owner")
    visit.rest("PATCH", item, json={"relatedItems": [api.content.get_uuid(other)]})
    for actor, transition in (("owner", "submit"), ("head", "approve"), ("head", "publish")):
        web.do(item, transition, actor)
    transaction.commit()
    assert relations("relatedItems") == 1
    for actor in ("administrator", "manager"):
        body = {"relation": "relatedItems"}
        response = web.visit(actor).rest("DELETE", web.portal, "/@relations", json=body)
        assert response.status_code in (401, 403)
    assert relations("relatedItems") == 1


@pytest.mark.parametrize("body", [[], "x", {"items": "x"}, {"items": ["x"]}, {"source": 5}])
def test_nonsense_about_relations(web, body):
    response = web.visit("administrator").rest("DELETE", web.portal, "/@relations", json=body)
    assert response.status_code == 400


def test_an_administrator_relates_drafts(web):
    first, second = web.item(id="mot"), web.item(id="hai")
    with web.as_("administrator"):
        pair = {"source": first.UID(), "target": second.UID(), "relation": "relatedItems"}
    visit = web.visit("administrator")
    assert visit.rest("POST", web.portal, "/@relations", json={"items": [pair]}).status_code == 204
    assert relations("relatedItems") == 1
    assert visit.rest("DELETE", web.portal, "/@relations", json=pair).status_code == 204
    assert relations("relatedItems") == 0


# Another site's page


def logged_in(web, actor):
    """A session with the cookie of a browser, and nothing else."""
    session = requests.Session()
    form = {"__ac_name": actor, "__ac_password": "Truong-hoc-2026", "buttons.login": "1"}
    session.post(f"{web.portal.absolute_url()}/login", data=form)
    assert "__ac" in session.cookies
    return session


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", None])
def test_a_form_of_another_site_decides_nothing(web, kind):
    item = web.item("News Item", "pending")
    transaction.commit()
    session = logged_in(web, "head")
    url = item.absolute_url().replace("/plone/", "/plone/++api++/")
    headers = {"Accept": "text/html", "Origin": "http://evil.example"}
    headers |= {"Content-Type": kind} if kind else {}
    for body in (b'{"comment":"x","a":"="}', b""):
        response = session.post(f"{url}/@workflow/approve", data=body, headers=headers)
        assert response.status_code == 403
    transaction.begin()
    assert web.state(item) == "pending"


def test_a_script_of_the_portal_decides(web):
    item = web.item("News Item", "pending")
    transaction.commit()
    headers = {"Accept": "application/json"}
    response = logged_in(web, "head").post(
        f"{item.absolute_url()}/@workflow/approve", json={}, headers=headers
    )
    assert response.status_code == 200
    transaction.begin()
    assert web.state(item) == "approved"


# Addresses


@pytest.mark.parametrize("actor", ["owner", "section_editor", "administrator", "manager"])
@pytest.mark.parametrize("state", ["approved", "published"])
def test_no_way_renames_what_is_approved(web, actor, state):
    item = web.item("News Item", state, id="tin")
    data = {"id": "tin", "new_id": "khac"}
    web.visit(actor).post(web.section, "/manage_renameObject", data, allow_redirects=False)
    assert "tin" in web.section and "khac" not in web.section
    assert item.getId() == "tin"


@pytest.mark.parametrize("actor", ["owner", "section_editor"])
def test_authors_give_no_further_addresses(web, actor):
    item = web.item("News Item", "published")
    body = {"items": [{"path": "/duong-tat"}]}
    response = web.visit(actor).rest("POST", item, "/@aliases", json=body)
    assert response.status_code in (401, 403)
    assert web.visit("anonymous").get(web.portal, "/duong-tat").status_code == 404


@pytest.mark.parametrize("view", ["resolveuid", "@@redirect-to-uuid"])
@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_a_uid_leads_nobody_to_a_hidden_address(web, view, state):
    item = web.item("News Item", state, id="ten-noi-het")
    uid = api.content.get_uuid(item)
    for actor in ("anonymous", "member"):
        response = web.visit(actor).get(web.portal, f"/{view}/{uid}", allow_redirects=False)
        assert response.status_code == (404 if state == "draft" else 410)
        assert "ten-noi-het" not in response.text
        assert "ten-noi-het" not in response.headers.get("Location", "")
    response = web.visit("owner").get(web.portal, f"/{view}/{uid}", allow_redirects=False)
    assert response.status_code in (301, 302)


def test_a_portrait_is_for_members(web):
    stream = io.BytesIO()
    PIL.Image.new("RGB", (60, 60)).save(stream, "PNG")
    with web.as_("owner"):
        tool = api.portal.get_tool("portal_memberdata")
        tool._setPortrait(_image(stream.getvalue()), "owner")
    way = "/portal_memberdata/portraits/owner"
    visitor = web.visit("anonymous").get(web.portal, way, allow_redirects=False)
    assert visitor.status_code in (302, 401)
    assert web.visit("head").get(web.portal, way).status_code == 200


def _image(data):
    return Image(id="owner", title="", file=io.BytesIO(data))


# Nonsense


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/@@hcmedu-desk", {"decision": "approve", "items:list": f"x:{HUGE}", "list": "pending"}),
        ("/content_status_modify", {"workflow_action:list": "approve"}),
        ("/@@hcmedu-deputy", {"deputy.widgets.begin": "0001-01-01T00:00"}),
        ("/@@fc-workflow", {"selection": "x", "folder": "/", "transition": "approve"}),
        ("/@@fc-workflow", {"selection": '{"a": 1}', "folder": "/", "transition": "approve"}),
    ],
)
def test_nonsense_of_the_head(web, path, data):
    if "deputy" in path:
        data |= {
            "deputy.widgets.end": "0001-01-02T00:00",
            "deputy.widgets.deputy:list": "colleague",
        }
        data |= {"deputy.buttons.delegate": "1"}
    target = web.item() if "status" in path else web.portal
    assert web.visit("head").post(target, path, data).status_code < 500


@pytest.mark.parametrize(
    "data", [{"editor:list": "x"}, {"editor.x:record": "1"}, {"editor": "owner", "codes:int": "1"}]
)
def test_nonsense_about_assignments(web, data):
    assign(web.section, "owner")
    response = web.visit("administrator").post(web.portal, "/@@hcmedu-assignment", data)
    assert response.status_code < 500


@pytest.mark.parametrize("body", [[], "x", 5])
def test_nonsense_as_a_transition(web, body):
    item = web.item("News Item", "pending")
    response = web.visit("head").rest("POST", item, "/@workflow/approve", json=body)
    assert response.status_code == 400
    assert web.state(item) == "pending"


def test_a_page_far_beyond_the_log(web):
    assert web.visit("head").get(web.portal, f"/@@hcmedu-trace?b_start={HUGE}").status_code == 200
    assert web.visit("anonymous").get(web.portal, "/@@hcmedu_desk_menu/url").status_code < 500


def test_a_delegation_is_posted(web):
    now = datetime.now()
    query = {
        "deputy.widgets.deputy:list": "colleague",
        "deputy.widgets.begin": f"{now:%Y-%m-%dT%H:%M}",
        "deputy.widgets.end": f"{now + timedelta(1):%Y-%m-%dT%H:%M}",
        "deputy.buttons.delegate": "1",
    }
    visit = web.visit("head")
    visit.get(web.portal, "/@@hcmedu-deputy", params={**query, "_authenticator": visit.token()})
    transaction.begin()
    rows = web.portal.acl_users[PLUGIN_ID].rows_of_group
    assert not list(rows("truong-ban"))
    visit.post(web.portal, "/@@hcmedu-deputy", query)
    assert list(rows("truong-ban"))


@pytest.mark.parametrize("text", [" =1+1", "\u200b=1+1", "\uff1d1+1", "\u00a0@x", "\ufeff-1"])
def test_hidden_formulas(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Bài viết", " x = y", "10 = 10"])
def test_plain_words_stay(text):
    assert harmless(text) == text


# Scripts that an administrator puts into pages: they would run in the head's browser


SCRIPTED = '<script src="//evil.example/a.js"></script>'


def test_an_administrator_puts_no_script_into_pages(web):
    visit = web.visit("administrator")
    visit.rest("PATCH", web.portal, "/@controlpanels/site", json={"webstats_js": SCRIPTED})
    visit.post(
        web.portal,
        "/@@site-controlpanel",
        {"form.widgets.webstats_js": SCRIPTED, "form.buttons.save": "1"},
        allow_redirects=False,
    )
    assert not api.portal.get_registry_record("plone.webstats_js")
    assert "webstats_js" not in visit.get(web.portal, "/@@site-controlpanel").text
    body = {"site_title": "Trường của em"}
    assert visit.rest("PATCH", web.portal, "/@controlpanels/site", json=body).status_code == 204
    assert api.portal.get_registry_record("plone.site_title") == "Trường của em"


PANELS = (
    "@@filter-controlpanel",
    "@@resourceregistry-controlpanel",
    "@@rules-controlpanel",
    "@@theming-controlpanel",
    "@@tinymce-controlpanel",
    "+rule/plone.ContentRule",
    "++dashboard++plone.dashboard1+administrator/+/portlets.rss",
    "@@dashboard",
)


@pytest.mark.parametrize("actor", ["owner", "administrator"])
def test_what_acts_for_others_is_the_operator_s(web, actor):
    for panel in PANELS:
        panel = panel.replace("+administrator/", f"+{actor}/")
        answer = web.visit(actor).get(web.portal, f"/{panel}", allow_redirects=False)
        assert answer.status_code in (302, 401, 403), panel
        assert web.visit("manager").get(web.portal, f"/{panel}").status_code in (200, 401), panel


TYPE = {"title": "Kiểu khác", "factory": "label_textline_field"}
REST_SETTINGS = (
    ("PATCH", "/@controlpanels/dexterity-types/Document", {"title": "Kiểu khác"}),
    ("POST", "/@controlpanels/dexterity-types", {"title": "Kiểu khác"}),
    ("DELETE", "/@controlpanels/dexterity-types/Document", {}),
    ("PATCH", "/@controlpanels/imaging", {"quality": 1}),
    ("PATCH", "/@controlpanels/content-rules", {}),
    ("GET", "/@controlpanels/dexterity-types/Document", None),
    ("PATCH", "/@types/Document", {"title": "Kiểu khác"}),
    ("POST", "/@types/Document", TYPE),
    ("PUT", "/@types/Document", {"fieldsets": []}),
    ("DELETE", "/@types/Document/title", {}),
)


@pytest.mark.parametrize(("method", "path", "body"), REST_SETTINGS)
def test_rest_opens_no_panel_that_is_closed(web, method, path, body):
    fti = web.portal.portal_types.Document
    before = (fti.title, fti.schema, fti.model_source, fti.behaviors)
    answer = web.visit("administrator").rest(method, web.portal, path, json=body)
    assert answer.status_code in (401, 403)
    fti = web.portal.portal_types.Document
    assert (fti.title, fti.schema, fti.model_source, fti.behaviors) == before


def test_links_from_drafts_are_not_told(web):
    target = web.item("News Item", "published", id="dich")
    link = f'<p><a href="resolveuid/{api.content.get_uuid(target)}">x</a></p>'
    web.item("Document", title=SECRET, text=RichTextValue(link, "text/html", "text/x-html-safe"))
    path = f"/@linkintegrity?uids={api.content.get_uuid(target)}"
    for actor in ("anonymous", "member", "owner"):
        answer = web.visit(actor).rest("GET", web.portal, path)
        assert answer.status_code in (401, 403) and SECRET not in answer.text
    for uid in ("x", ""):
        answer = web.visit("anonymous").rest("GET", web.portal, f"/@linkintegrity?uids={uid}")
        assert answer.status_code == 400


@pytest.mark.parametrize("portal_type", ["News Item", "EasyForm", "Folder"])
def test_visitors_do_not_learn_who_works_on_an_item(web, portal_type):
    """A working copy locks its original, and the lock names an account."""
    item = web.item(portal_type, "published", id="cong-khai")
    with web.as_("owner"):
        ICheckinCheckoutPolicy(item).checkout()
    for path in ("", "/@lock", "?expand=workingcopy,breadcrumbs"):
        answer = web.visit("anonymous").rest("GET", item, path)
        assert answer.status_code == 200
        assert "creator" not in answer.json().get("lock", answer.json())
        assert "creator_name" not in answer.text
        assert '"owner"' not in answer.text
    assert web.visit("owner").rest("GET", item, "/@lock").json()["creator"] == "owner"


# What a visitor reads of an item, and how much at once


NOTED = {
    "default_metadata_fields": ["x", "title"],
    "field_accessors": {"x": ""},
    "non_metadata_attributes": [],
    "blocklisted_attributes": [],
}


@pytest.mark.parametrize("accessor", ["editorial", "workflow_history", "setModificationDate"])
def test_nobody_chooses_how_columns_are_read(web, accessor):
    """Visitors read any attribute of what is public, and called any method."""
    item = web.item("News Item", "published", id="tin")
    before = item.modified().ISO()
    noted = json.dumps({**NOTED, "field_accessors": {"x": accessor}})
    for name in ("summary_serializer_metadata:json", "_summary_fields_cache:json"):
        query = {name: noted, "portal_type": "News Item", "metadata_fields": "UID"}
        answer = web.visit("anonymous").rest("GET", web.portal, "/@search", params=query)
        assert answer.status_code == 200
        (found,) = answer.json()["items"]
        assert "x" not in found and found["UID"] == item.UID()
    assert item.modified().ISO() == before


def test_lists_name_no_accounts_to_visitors(web):
    web.item("News Item", "published", id="tin")
    for columns in ("_all", "Creator", "listCreators", "editorial"):
        path = f"/@search?portal_type=News%20Item&metadata_fields={columns}"
        answer = web.visit("anonymous").rest("GET", web.portal, path)
        assert len(answer.json()["items"]) == 1
        assert '"owner"' not in answer.text and '"head"' not in answer.text
    answer = web.visit("head").rest("GET", web.portal, path.replace("editorial", "Creator"))
    assert answer.json()["items"][0]["Creator"] == "owner"


COLUMNS = ('["UID","editorial"]', '["UID","a:editorial"]', "UID,editorial", '"editorial"')


@pytest.mark.parametrize("columns", COLUMNS)
@pytest.mark.parametrize("actor", ["anonymous", "member"])
def test_no_vocabulary_tells_who_approved(web, actor, columns):
    web.item("News Item", "published", id="tin")
    query = {"name": "plone.app.vocabularies.Catalog", "attributes": columns}
    answer = web.visit(actor).get(web.portal, "/@@getVocabulary", params=query)
    assert answer.status_code == 200 and answer.json()["results"]
    assert "head" not in answer.text and "revision" not in answer.text


@pytest.mark.parametrize(
    ("query", "most"),
    [("b_size=9999", 500), ("b_size=9999&fullobjects=1", 25), ("b_size=" + HUGE, 500)],
)
def test_a_visitor_gets_no_more_at_once(web, query, most):
    brains = 30
    for number in range(brains):
        web.item("Document", "published", id=f"trang-{number}")
    path = f"/@search?portal_type=Document&{query}"
    found = web.visit("anonymous").rest("GET", web.portal, path).json()
    assert found["items_total"] >= brains
    assert len(found["items"]) == min(most, found["items_total"])
