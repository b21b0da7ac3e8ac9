"""Decisions on several items at once: what is refused takes nothing from the others."""

from hcmedu.portal.editorial.authorship import authorship
from lxml import html
from plone import api
from plone.app.iterate.interfaces import ICheckinCheckoutPolicy
from plone.uuid.interfaces import IUUID
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest
import transaction


def send(school, title, container=None):
    return school.item("News Item", "pending", container, id=title.lower(), title=title)


def choice(item):
    return f"{IUUID(item)}:{authorship(item).revision}"


def post(web, actor, items, decision, **data):
    values = [each if isinstance(each, str) else choice(each) for each in items]
    fields = {"list": "pending", "items:list": values, "decision": decision, **data}
    return web.visit(actor).post(web.portal, "/@@hcmedu-desk", fields)


def results(response):
    page = html.document_fromstring(response.text)
    found = page.cssselect(".hcmedu-outcomes li")
    return [" ".join(each.text_content().split()) for each in found]


def states(web, *items):
    transaction.begin()
    return [web.state(item) for item in items]


# Denied first


@pytest.mark.parametrize(
    "actor", ["anonymous", "member", "owner", "elsewhere", "administrator", "manager"]
)
def test_only_approvers_decide(web, actor):
    item = send(web, "Tin")
    post(web, actor, [item], "approve")
    assert states(web, item) == ["pending"]


def test_a_post_without_token_changes_nothing(web):
    item = send(web, "Tin")
    transaction.commit()
    response = web.visit("head").session.post(
        f"{web.portal.absolute_url()}/@@hcmedu-desk",
        data={"list": "pending", "items:list": [choice(item)], "decision": "approve"},
    )
    assert response.status_code == 403
    assert states(web, item) == ["pending"]


def test_a_link_decides_nothing(web):
    item = send(web, "Tin")
    transaction.commit()
    visit = web.visit("head")
    query = f"list=pending&items:list={choice(item)}&decision=approve"
    visit.get(web.portal, f"/@@hcmedu-desk?{query}&_authenticator={visit.token()}")
    assert states(web, item) == ["pending"]


@pytest.mark.parametrize("decision", ["publish", "withdraw", "submit", "", "nonsense"])
def test_only_decisions_of_the_list(web, decision):
    item = send(web, "Tin")
    post(web, "head", [item], decision)
    assert states(web, item) == ["pending"]


# Allowed


@pytest.mark.parametrize(
    "decision, state, word",
    [
        ("approve", "approved", "đã duyệt"),
        ("approve-publish", "published", "đã duyệt và xuất bản"),
    ],
)
def test_several_at_once(web, decision, state, word):
    items = [send(web, title) for title in ("Mot", "Hai", "Ba")]
    response = post(web, "head", items[:2], decision)
    assert results(response) == [f"Mot: {word}", f"Hai: {word}"]
    assert states(web, *items) == [state, state, "pending"]


def test_publish_what_is_approved(web):
    item = web.item("News Item", "approved", title="Tin")
    response = post(web, "head", [item], "publish", list="approved")
    assert results(response) == ["Tin: đã xuất bản"]
    assert states(web, item) == ["published"]


def test_return_several_with_one_reason(web):
    items = [send(web, "Mot"), send(web, "Hai")]
    response = post(web, "head", items, "return", comment="Thiếu nguồn ảnh")
    assert results(response) == ["Mot: đã trả lại", "Hai: đã trả lại"]
    assert states(web, *items) == ["draft", "draft"]
    for item in items:
        history = api.portal.get_tool("portal_workflow").getInfoFor(item, "review_history")
        assert history[-1]["comments"] == "Thiếu nguồn ảnh"


@pytest.mark.parametrize("comment", ["", "  \n ", "x" * 5001])
def test_a_return_needs_a_reason_and_keeps_the_selection(web, comment):
    items = [send(web, "Mot"), send(web, "Hai")]
    response = post(web, "head", items[:1], "return", comment=comment)
    assert states(web, *items) == ["pending", "pending"]
    page = html.document_fromstring(response.text)
    assert page.cssselect("#hcmedu-comment-error")
    assert page.cssselect("#hcmedu-comment[aria-invalid=true]")
    assert page.cssselect("details[open] #hcmedu-comment")
    ticked = [box.get("value") for box in page.cssselect("[name='items:list'][checked]")]
    assert ticked == [choice(items[0])]
    assert page.cssselect("#hcmedu-comment")[0].text_content() == comment.strip()


def test_nothing_chosen(web):
    send(web, "Mot")
    response = post(web, "head", [], "approve")
    assert "Hãy chọn ít nhất một mục" in response.text


def test_one_that_is_refused_leaves_the_others_done(web):
    """Own work, what was changed meanwhile, what somebody else decided, what is gone."""
    fine, last = send(web, "Tot"), send(web, "Cuoi")
    with web.as_("head"):
        own = api.content.create(web.section, "News Item", "cua-toi", "Cua-toi")
    with api.env.adopt_roles(["Manager"]):
        api.content.transition(own, "submit")
    changed, decided = send(web, "Da-sua"), send(web, "Da-duyet")
    seen = choice(changed)
    with web.as_("head"):
        changed.title = "Đã sửa"
        notify(ObjectModifiedEvent(changed))
    old = choice(decided)
    web.do(decided, "approve", "head")
    response = post(
        web, "head", [fine, own, seen, old, "0" * 32 + ":1", "nonsense", last], "approve"
    )
    told = results(response)
    assert told[0] == "Tot: đã duyệt"
    assert "người khác" in told[1]
    assert "đã thay đổi sau khi trang này hiện ra" in told[2]
    assert told[3].startswith("Da-duyet: ")
    assert "không còn nữa" in told[4]
    assert told[-1] == "Cuoi: đã duyệt"
    assert states(web, fine, last) == ["approved", "approved"]
    assert states(web, own, changed) == ["pending", "pending"]
    assert "Đã thực hiện: 2" in response.text


@pytest.mark.parametrize("decision", ["approve", "approve-publish"])
def test_a_working_copy_among_others(web, decision):
    original = web.item("News Item", "published", id="cu", title="Bài cũ")
    with web.as_("owner"):
        copy = ICheckinCheckoutPolicy(original).checkout()
        copy.title = "Bài mới"
        notify(ObjectModifiedEvent(copy))
    web.do(copy, "submit", "owner")
    other = send(web, "Khac")
    response = post(web, "head", [copy, other], decision)
    assert len(results(response)) == 2
    assert html.document_fromstring(response.text).cssselect(".hcmedu-refused") == []
    transaction.begin()
    assert original.title == "Bài mới"
    assert web.state(original) == "published"
    assert web.state(other) == ("approved" if decision == "approve" else "published")
