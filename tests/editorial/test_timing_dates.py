"""Publication and expiry dates: who sets them, in which zone, and what is refused."""

from DateTime import DateTime
from hcmedu.portal.editorial.timing.notes import notes
from hcmedu.portal.editorial.timing.setting import DatesRefused
from hcmedu.portal.editorial.timing.setting import site_time
from plone import api
from plone.app.iterate.interfaces import IWorkingCopy
from plone.uuid.interfaces import IUUID
from Products.CMFCore.WorkflowCore import WorkflowException
from zope.interface import alsoProvides

import json
import pytest


MORNING = DateTime("2050-11-20T08:00:00+07:00")
ORDER = "Ngày hết hạn phải sau ngày xuất bản"
PASSED = "Ngày hết hạn đã qua"
FIXED = "Không đổi được ngày nữa"


def dated(school, state="draft", effective=None, expires=None, **fields):
    item = school.item(state=state, **fields)
    item.setEffectiveDate(effective)
    item.setExpirationDate(expires)
    item.reindexObject()
    return item


class TestVeto:
    """What visitors would never see is not approved; its author hears it when he submits it."""

    @pytest.mark.parametrize(
        ("state", "transition", "actor"),
        [
            ("draft", "submit", "owner"),
            ("pending", "approve", "head"),
            ("approved", "publish", "head"),
        ],
    )
    @pytest.mark.parametrize(
        ("effective", "expires", "message"),
        [
            (None, DateTime() - 1, PASSED),
            (MORNING, MORNING, ORDER),
            (MORNING + 1, MORNING, ORDER),
        ],
    )
    def test_refused(self, school, state, transition, actor, effective, expires, message):
        item = dated(school, state, effective, expires)
        with pytest.raises(WorkflowException, match=message):
            school.do(item, transition, actor)
        assert school.state(item) == state

    @pytest.mark.parametrize(
        ("state", "transition"), [("pending", "return"), ("published", "withdraw")]
    )
    def test_nothing_holds_back_what_leaves(self, school, state, transition):
        school.do(dated(school, state, expires=DateTime() - 1), transition, "head")

    def test_sound_dates_pass(self, school):
        item = dated(school, effective=MORNING, expires=MORNING + 1 / 1440)
        school.do(item, "submit", "owner")
        school.do(item, "approve", "head")
        assert school.state(item) == "approved"

    def test_told_on_the_page_it_came_from(self, web):
        item = dated(web, "pending", expires=DateTime() - 1)
        answer = web.visit("head").post(
            item, "/content_status_modify", {"workflow_action": "approve"}
        )
        assert answer.status_code == 200
        assert PASSED in answer.text
        form = {"widgets.workflow_action": "approve", "buttons.apply": "1"}
        assert PASSED in web.visit("head").post(item, "/@@hcmedu-transition", form).text
        assert web.state(item) == "pending"

    def test_told_in_rest(self, web):
        item = dated(web, "pending", expires=DateTime() - 1)
        answer = web.visit("head").rest("POST", item, "/@workflow/approve", json={})
        assert answer.status_code == 400
        assert PASSED in answer.json()["error"]["message"]


#: Schema that holds the dates, by type of content.
SCHEMAS = {"Document": "IDublinCore", "OfficialDocument": "IPublication"}


def save(visit, item, **dates):
    schema = SCHEMAS[item.portal_type]
    data = {f"form.widgets.{schema}.{name}": value for name, value in dates.items()}
    data |= {"form.widgets.IDublinCore.title": item.title, "form.buttons.save": "1"}
    return visit.post(item, "/@@edit", data)


class TestForm:
    @pytest.mark.parametrize("portal_type", SCHEMAS)
    def test_order_is_told_at_the_field(self, web, portal_type):
        item = web.item(portal_type)
        for expires in ("2050-11-20T08:00", "2050-11-19T08:00"):
            page = save(web.visit("owner"), item, effective="2050-11-20T08:00", expires=expires)
            name = f'id="formfield-form-widgets-{SCHEMAS[portal_type]}-expires"'
            field = page.text.split(name)[1].split('id="formfield-')[0]
            assert ORDER in field
            assert page.text.count(ORDER) == 1
            assert item.ExpirationDate() == "None"

    def test_hours_are_those_of_the_site(self, web):
        """On a server that runs in another zone: these tests run in UTC, the school does not."""
        item, visit = web.item(), web.visit("owner")
        save(visit, item, effective="2050-11-20T08:00", expires="2050-12-24T23:30")
        assert item.effective().equalTo(MORNING)
        assert item.expires().equalTo(DateTime("2050-12-24T23:30:00+07:00"))
        page = visit.get(item, "/@@edit").text
        assert "2050-11-20T08:00" in page and "2050-12-24T23:30" in page

    def test_nobody_sets_them_after_the_approval(self, web):
        item = web.item(state="approved")
        for actor in ("owner", "head", "administrator", "manager"):
            answer = save(web.visit(actor), item, effective="2050-11-20T08:00")
            assert item.effective().year() != 2050, (actor, answer.status_code)


class TestRest:
    def test_order(self, web):
        item = web.item()
        visit = web.visit("owner")
        for expires in ("2050-11-20T01:00:00Z", "2050-11-19T01:00:00Z"):
            body = {"effective": "2050-11-20T01:00:00Z", "expires": expires}
            answer = visit.rest("PATCH", item, json=body)
            assert answer.status_code == 400
            assert ORDER in answer.json()["message"]
        assert item.EffectiveDate() == "None"

    def test_dates_of_a_draft(self, web):
        item = web.item()
        body = {"effective": "2050-11-20T08:00:00+07:00"}
        assert web.visit("owner").rest("PATCH", item, json=body).status_code == 204
        assert item.effective().equalTo(MORNING)

    @pytest.mark.parametrize("transition", ["publish", "return"])
    def test_not_with_what_happens_to_approved_content(self, web, transition):
        """A date to come would be set without anybody having approved it."""
        item = web.item(state="approved")
        for date in ("2050-01-01T08:00:00", "2020-01-01T08:00:00", 5, "không"):
            body = {"effective": date, "comment": "Đổi ngày"}
            answer = web.visit("head").rest("POST", item, f"/@workflow/{transition}", json=body)
            assert answer.status_code == 400
        assert web.state(item) == "approved"
        assert item.effective().year() not in (2020, 2050)

    def test_what_is_said_about_it(self, web):
        item = web.item(state="approved")
        body = {"effective": "2050-01-01T08:00:00"}
        answer = web.visit("head").rest("POST", item, "/@workflow/publish", json=body)
        assert FIXED in answer.json()["error"]["message"]

    def test_who_submits_may_set_them(self, web):
        item, visit = web.item(), web.visit("owner")
        body = {"effective": "2050-11-20T08:00:00+07:00", "expires": "2050-01-01T00:00:00Z"}
        answer = visit.rest("POST", item, "/@workflow/submit", json=body)
        assert answer.status_code == 400
        assert ORDER in answer.json()["error"]["message"]
        assert web.state(item) == "draft" and item.EffectiveDate() == "None"
        del body["expires"]
        assert visit.rest("POST", item, "/@workflow/submit", json=body).status_code == 200
        assert item.effective().equalTo(MORNING)


class TestBesideTheForm:
    """The page of states and folder contents take dates, too."""

    def test_page_of_states(self, web):
        item, visit = web.item(), web.visit("owner")
        data = {
            "workflow_action": "submit",
            "form.widgets.effective_date": "2050-11-20T08:00",
            "form.widgets.expiration_date": "2050-11-20T08:00",
            "title": "Đổi lén",
        }
        assert ORDER in visit.post(item, "/content_status_modify", data).text
        assert web.state(item) == "draft" and item.EffectiveDate() == "None"
        del data["form.widgets.expiration_date"]
        visit.post(item, "/content_status_modify", data)
        assert web.state(item) == "pending" and item.effective().equalTo(MORNING)
        assert item.Title() == "Nội dung Document"

    def test_page_of_states_sets_nothing_after_the_approval(self, web):
        item = web.item(state="approved")
        data = {"workflow_action": "publish", "effective_date": "2050-11-20 08:00"}
        assert FIXED in web.visit("head").post(item, "/content_status_modify", data).text
        assert web.state(item) == "approved"

    def test_transition_writes_no_date_by_itself(self, web):
        item = web.item()
        web.visit("owner").post(item, "/content_status_modify", {"workflow_action": "submit"})
        assert web.state(item) == "pending" and item.EffectiveDate() == "None"

    def properties(self, web, actor, items, **data):
        folder = "/".join(web.section.getPhysicalPath()[2:])
        selection = json.dumps([IUUID(item) for item in items])
        data = {"selection": selection, "folder": folder, **data}
        return web.visit(actor).post(web.section, "/@@fc-properties", data).json()

    def test_folder_contents(self, web):
        item = web.item()
        dates = {"effectiveDate": "2050-11-20T08:00", "expirationDate": "2050-11-20T08:00"}
        answer = self.properties(web, "owner", [item], **dates)
        assert answer["status"] == "warning" and ORDER in answer["msg"]
        assert item.EffectiveDate() == "None"
        answer = self.properties(web, "owner", [item], effectiveDate="2050-11-20T08:00")
        assert answer["status"] == "success"
        assert item.effective().equalTo(MORNING)

    def test_folder_contents_ask_for_what_is_inside(self, web):
        folder = web.item("Folder")
        inside = web.item("Document", "published", container=folder)
        dates = {"expirationDate": "2050-11-20T08:00", "recurse": "yes"}
        answer = self.properties(web, "owner", [folder], **dates)
        assert answer["status"] == "warning"
        assert inside.ExpirationDate() == "None"
        assert folder.expires().equalTo(MORNING)


@pytest.mark.parametrize("text", ["mai", "2050-13-01 08:00", "08:00", ""])
def test_what_is_no_date(text):
    with pytest.raises(DatesRefused):
        site_time(text)


class TestNotes:
    """What the board is told above an item."""

    NOW = DateTime("2050-11-19T08:00:00+07:00")

    def told(self, school, item, actor="head"):
        with school.as_(actor):
            return {
                note.name: api.portal.translate(note.text, lang="vi")
                for note in notes(item, self.NOW)
            }

    @pytest.mark.parametrize("state", ["draft", "pending"])
    def test_plan(self, school, state):
        item = dated(school, state, MORNING, MORNING + 10)
        assert self.told(school, item) == {
            "planned": "Sau khi được duyệt, nội dung này tự xuất bản lúc 20/11/2050 08:00",
            "expires": "Hết hạn lúc 30/11/2050 08:00",
        }

    def test_scheduled(self, school):
        item = dated(school, "approved", MORNING)
        told = self.told(school, item)
        assert told == {"scheduled": "Đã duyệt, tự xuất bản lúc 20/11/2050 08:00"}

    def test_date_from_before_the_item_was_made(self, school):
        item = dated(school, "pending", DateTime("2020-11-20T08:00:00+07:00"))
        assert self.told(school, item) == {
            "backdated": "Sẽ được ghi ngày xuất bản là 20/11/2020 08:00"
        }

    @pytest.mark.parametrize(
        ("effective", "expires", "message"),
        [(MORNING, MORNING - 0.5, ORDER), (None, DateTime("2050-11-01"), PASSED)],
    )
    def test_problem(self, school, effective, expires, message):
        told = self.told(school, dated(school, "pending", effective, expires))
        assert list(told) == ["problem"] and message in told["problem"]

    def test_working_copy_has_no_publication_of_its_own(self, school):
        item = dated(school, "draft", MORNING, MORNING + 10)
        alsoProvides(item, IWorkingCopy)
        assert list(self.told(school, item)) == ["expires"]

    def test_nothing_to_tell(self, school):
        assert self.told(school, dated(school, "pending")) == {}
        assert self.told(school, dated(school, "published", DateTime() - 1), "anonymous") == {}

    def test_page(self, web):
        item = dated(web, "approved", MORNING)
        assert "Đã duyệt, tự xuất bản lúc 20/11/2050 08:00" in web.visit("head").get(item).text
