"""ConsultationTopic: hours of the site, e-mail of the school, a result that waits."""

from datetime import datetime
from datetime import timedelta
from datetime import timezone
from datetime import UTC
from hcmedu.portal.content.consultation import consultation_state
from hcmedu.portal.content.consultation import IConsultationTopic
from hcmedu.portal.content.errors import FieldInvalid
from hcmedu.portal.content.moments import format_moment
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.content.moments import zone_name
from plone import api
from plone.app.testing import logout
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.app.textfield.value import RichTextValue
from plone.dexterity.content import Container
from plone.dexterity.utils import createContentInContainer
from zope.lifecycleevent import modified

import pytest
import transaction


NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
SECRET = "Đa số đồng ý"
XSS = "<script>alert(1)</script>"
#: As REST tells it: moments in UTC.
FULL = {
    "title": "Quy chế",
    "issue": "Có nên?",
    "text": {"data": "<p>Điều 1</p>", "content-type": "text/html", "encoding": "utf-8"},
    "audience": "Phụ huynh",
    "receiving_address": "12 Nguyễn Trãi",
    "receiving_email": "c2huongduong@hcm.edu.vn",
    "opens": "2026-11-01T01:00:00+00:00",
    "closes": "2099-11-30T10:00:00+00:00",
    "result": {"data": f"<p>{SECRET}</p>", "content-type": "text/html", "encoding": "utf-8"},
}
VALUES = {
    "title": "Quy chế",
    "issue": "Có nên?",
    "text": "<p>Điều 1</p>",
    "opens": "2026-11-01T08:00",
    "closes": "2026-11-30T17:00",
    "receiving_address": "12 Nguyễn Trãi",
    "receiving_email": "c2huongduong@hcm.edu.vn",
}


def rich(html: str) -> RichTextValue:
    return RichTextValue(html, "text/html", "text/x-html-safe")


@pytest.fixture
def make(portal):
    """A topic that is open now, published for everybody to view."""

    def create(**fields):
        today = datetime.now(UTC)
        values = {
            "title": "Quy chế sử dụng điện thoại",
            "issue": "Có nên mang điện thoại đến trường?",
            "text": rich("<p>Điều 1. Phạm vi</p>"),
            "audience": "Phụ huynh, học sinh",
            "receiving_address": "12 Nguyễn Trãi",
            "receiving_email": "c2huongduong@hcm.edu.vn",
            "opens": today - timedelta(days=1),
            "closes": today + timedelta(days=1),
            "result": rich(f"<p>{SECRET}</p>"),
        }
        with api.env.adopt_roles(["Manager"]):
            topic = createContentInContainer(portal, "ConsultationTopic", **{**values, **fields})
        topic.manage_permission("View", ["Anonymous", "Manager"], acquire=0)
        topic.manage_permission("Access contents information", ["Anonymous", "Manager"], acquire=0)
        topic.reindexObject()
        return topic

    return create


def show(topic) -> str:
    return api.content.get_view("view", topic, topic.REQUEST)()


class Times:
    def __init__(self, opens, closes):
        self.opens, self.closes = opens, closes


class TestRefused:
    @pytest.mark.parametrize("roles", [["Anonymous"], ["Member"], ["Contributor", "Editor"]])
    def test_own_add_permission(self, portal, roles):
        setRoles(portal, TEST_USER_ID, roles)
        assert not portal.portal_types.ConsultationTopic.isConstructionAllowed(portal)

    @pytest.mark.parametrize("minutes", [0, -1, -60 * 24 * 400])
    def test_closing_not_after_opening(self, portal, minutes):
        times = Times(NOW, NOW + timedelta(minutes=minutes))
        with pytest.raises(FieldInvalid) as caught:
            IConsultationTopic.validateInvariants(times)
        assert caught.value.field == "closes"

    def test_naive_and_aware_times_are_compared(self, portal):
        with pytest.raises(FieldInvalid):
            IConsultationTopic.validateInvariants(Times(NOW, datetime(2026, 11, 20, 14, 59)))
        IConsultationTopic.validateInvariants(Times(NOW, datetime(2026, 11, 20, 15, 1)))

    def test_result_is_not_for_visitors_before_the_end(self, make):
        topic = make()
        logout()
        assert SECRET not in show(topic)

    def test_result_is_not_found_by_search(self, make):
        make()
        logout()
        assert not api.content.find(portal_type="ConsultationTopic", SearchableText="đồng ý")


class TestState:
    @pytest.mark.parametrize(
        "hours, state",
        [(-1, "upcoming"), (0, "open"), (23.99, "open"), (24, "closed"), (1000, "closed")],
    )
    def test_by_the_clock(self, portal, hours, state):
        times = Times(NOW, NOW + timedelta(days=1))
        assert consultation_state(times, NOW + timedelta(hours=hours)) == state

    def test_missing_times(self, portal):
        assert consultation_state(Times(None, None)) == "open"
        assert consultation_state(Times(None, NOW), NOW) == "closed"
        assert consultation_state(Times(NOW, None), NOW - timedelta(1)) == "upcoming"

    def test_naive_time_is_meant_in_the_zone_of_the_site(self, portal):
        times = Times(datetime(2026, 11, 20, 15, 0), datetime(2026, 11, 21, 15, 0))
        assert consultation_state(times, NOW) == "open"
        assert consultation_state(times, NOW - timedelta(minutes=1)) == "upcoming"

    def test_zone_of_a_user_does_not_matter(self, portal):
        api.user.get_current().setMemberProperties({"timezone": "America/New_York"})
        assert zone_name() == "Asia/Ho_Chi_Minh"
        assert format_moment(NOW) == "15:00, 20/11/2026"

    @pytest.mark.parametrize("zone", [None, "", "Mars/Base"])
    def test_unknown_zone_of_the_site(self, monkeypatch, zone):
        monkeypatch.setattr(api.portal, "get_registry_record", lambda name, default: zone)
        assert zone_name() == "Asia/Ho_Chi_Minh"

    @pytest.mark.parametrize(
        "value",
        [
            datetime(2026, 11, 20, 15, 0),
            NOW,
            datetime(2026, 11, 20, 3, 0, tzinfo=timezone(timedelta(hours=-5))),
        ],
    )
    def test_stored_in_the_zone_of_the_site(self, make, value):
        topic = make(opens=value, closes=value + timedelta(days=9))
        assert topic.opens.isoformat() == "2026-11-20T15:00:00+07:00"
        assert topic.opens.tzinfo.zone == "Asia/Ho_Chi_Minh"
        assert in_zone(topic.opens) == topic.opens


class TestView:
    def test_what_when_and_where_to(self, make):
        topic = make()
        html = show(topic)
        for text in (
            *("Có nên mang điện thoại", "Điều 1. Phạm vi", "Phụ huynh, học sinh"),
            *("12 Nguyễn Trãi", "mailto:c2huongduong@hcm.edu.vn", format_moment(topic.closes)),
            *("Đang lấy ý kiến", 'data-state="open"'),
        ):
            assert text in html

    def test_upcoming(self, make):
        day = datetime.now(UTC) + timedelta(days=2)
        html = show(make(opens=day, closes=day + timedelta(days=1)))
        assert "Chưa mở" in html
        assert "mailto:" not in html

    def test_result_after_the_end(self, make):
        day = datetime.now(UTC)
        topic = make(opens=day - timedelta(days=9), closes=day - timedelta(seconds=1))
        logout()
        html = show(topic)
        assert SECRET in html
        assert "Đã kết thúc" in html

    def test_editors_see_the_result_before(self, make):
        topic = make()
        with api.env.adopt_roles(["Manager"]):
            html = show(topic)
        assert SECRET in html
        assert "Người xem chỉ thấy kết quả sau khi kết thúc" in html

    def test_script_is_harmless(self, make):
        bad = f"<p onclick='x()'>Điều 1{XSS}</p><img src='x' onerror='alert(2)'>"
        fields = dict.fromkeys(("title", "issue", "audience", "receiving_address"), XSS)
        html = show(make(text=rich(bad), **fields, receiving_email='"><script>alert(3)'))
        for evil in (XSS, "onclick", "onerror", "<script>alert(3)"):
            assert evil not in html


def test_stock_class_and_catalog(make):
    topic = make()
    assert type(topic.aq_base) is Container
    now = datetime.now(UTC)
    [brain] = api.content.find(
        portal_type="ConsultationTopic",
        opens={"query": now, "range": "max"},
        closes={"query": now, "range": "min"},
    )
    assert brain.Description == topic.issue
    assert brain.closes == topic.closes


def test_title_stays_after_a_change(make):
    topic = make()
    closes = topic.closes
    modified(topic)
    assert topic.closes == closes


class TestRest:
    @pytest.fixture
    def portal(self, functional_portal):
        setRoles(functional_portal, TEST_USER_ID, ["Manager"])
        return functional_portal

    @pytest.fixture
    def post(self, portal, manager_request):
        def send(**fields):
            data = {"@type": "ConsultationTopic", **FULL, **fields}
            return manager_request.post("/", json=data)

        return send

    def test_anonymous_may_not(self, portal, anon_request):
        data = {"@type": "ConsultationTopic", **FULL}
        assert anon_request.post("/", json=data).status_code == 401

    def test_result_waits_in_rest_too(self, portal, make, anon_request, manager_request):
        path = f"/{make().getId()}"
        transaction.commit()
        seen = anon_request.get(path)
        assert seen.status_code == 200
        assert SECRET not in str(seen.json())
        assert seen.json()["text"]["data"] == "<p>Điều 1. Phạm vi</p>"
        assert SECRET in str(manager_request.get(path).json())

    @pytest.mark.parametrize(
        "fields",
        [
            {"receiving_email": "truong@gmail.com"},
            {"receiving_email": "truong@yahoo.com.vn"},
            {"receiving_email": "truong@hotmail.com"},
            {"receiving_email": "truong"},
            {"receiving_email": ""},
            {"receiving_email": "a@hcm.edu.vn, b@gmail.com"},
            {"text": {"data": "<p>&nbsp;</p>", "content-type": "text/html"}},
            {"text": {"data": "<script>alert(1)</script>", "content-type": "text/html"}},
            {"text": None},
            {"issue": None},
            {"receiving_address": None},
            {"opens": None},
            {"opens": "mai"},
            {"opens": 5},
            {"opens": ["2026-11-01T08:00:00"]},
            {"opens": "2026-02-30T08:00:00"},
            {"opens": "0001-01-01T00:00:00+14:00"},
            {"closes": "9999-12-31T23:59:59-12:00"},
            {"closes": "2026-11-01T08:00:00+07:00"},
            {"closes": "2026-11-01T00:59:00Z"},
        ],
    )
    def test_bad_input(self, portal, post, fields):
        response = post(**fields)
        assert response.status_code == 400, response.text
        transaction.begin()
        assert "quy-che" not in portal

    def test_messages(self, post):
        assert "Gmail" in post(receiving_email="a@gmail.com").json()["message"]
        assert "Văn bản còn trống" in post(text="<p>&nbsp;</p>").json()["message"]
        early = post(closes="2026-10-01T08:00:00+07:00").json()["message"]
        assert "Thời điểm kết thúc phải sau thời điểm bắt đầu" in early

    def test_round_trip(self, portal, post, manager_request):
        made = post().json()
        for name, value in FULL.items():
            assert made[name] == value, name
        path = made["@id"][len(portal.absolute_url()) :]
        again = {name: made[name] for name in FULL}
        assert manager_request.patch(path, json=again).status_code == 204
        after = manager_request.get(path).json()
        assert {name: after[name] for name in FULL} == again

    @pytest.mark.parametrize(
        "given", ["2026-11-01T01:00:00Z", "2026-11-01T01:00:00", "2026-10-31T20:00:00-05:00"]
    )
    def test_other_zones(self, post, given):
        assert post(opens=given).json()["opens"] == FULL["opens"]

    def test_whoever_stored_it_patch_works(self, portal, post, manager_request):
        """The stock deserializer asks the stored value for its pytz name, and fails."""
        path = post().json()["@id"][len(portal.absolute_url()) :]
        transaction.begin()
        portal["quy-che"].opens = datetime(2026, 1, 1, tzinfo=UTC)
        transaction.commit()
        response = manager_request.patch(path, json={"opens": "2026-11-01T08:00:00+07:00"})
        assert response.status_code == 204, response.text


class TestForm:
    @pytest.fixture
    def portal(self, functional_portal):
        return functional_portal

    def test_messages_at_their_fields(self, portal, send_form, error_at):
        values = VALUES | {"closes": "2026-10-30T17:00", "receiving_email": "a@gmail.com"}
        values["text"] = "<p>&nbsp;</p>"
        answer = send_form("/++add++ConsultationTopic", values)
        assert "phải sau thời điểm bắt đầu" in error_at(answer, "closes")
        assert "Gmail" in error_at(answer, "receiving_email")
        assert "Văn bản còn trống" in error_at(answer, "text")
        transaction.begin()
        assert "quy-che" not in portal

    def test_hours_stay_through_two_edits(self, portal, send_form):
        send_form("/++add++ConsultationTopic", VALUES)
        send_form("/quy-che/edit", {"title": "Quy chế mới"})
        transaction.begin()
        topic = portal["quy-che"]
        assert topic.title == "Quy chế mới"
        assert topic.opens.isoformat() == "2026-11-01T08:00:00+07:00"
        assert topic.closes.isoformat() == "2026-11-30T17:00:00+07:00"
