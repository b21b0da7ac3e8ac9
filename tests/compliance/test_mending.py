"""What a result says is to be done leads to a page that works, filled in with what it is about."""

from datetime import date
from hcmedu.portal.compliance.evaluation import evaluate
from hcmedu.portal.compliance.evaluation import Mend
from hcmedu.portal.compliance.evaluation import Rows
from hcmedu.portal.compliance.evaluation import SchoolFacts
from hcmedu.portal.compliance.facts import report_of
from hcmedu.portal.compliance.mending import mend_url
from hcmedu.portal.compliance.mending import parameters
from hcmedu.portal.compliance.mending import Ways
from hcmedu.portal.content.moments import now
from hcmedu.portal.editorial.assignment import assign
from hcmedu.portal.editorial.assignment import assign_everything
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.school import find_section
from hcmedu.portal.vietnamese import SchoolYear
from lxml import html
from plone import api
from plone.app.content.browser.actions import RenameForm
from plone.app.testing import setRoles
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.app.testing import TEST_USER_ID
from urllib.parse import parse_qsl
from urllib.parse import urlsplit
from z3c.form.interfaces import IFormLayer
from zope.interface import alsoProvides

import pytest
import re
import requests
import transaction


YEAR = SchoolYear.of(date.today()).title
#: Section, type, values of the mend, and what the form then shows by name of the input.
FILLED = [
    ("A31", "Schedule", {"schedule_kind": "weekly", "week_start": date(2026, 11, 30)}),
    ("A30", "Schedule", {"schedule_kind": "menu", "week_start": date(2026, 12, 7)}),
    ("A29", "Schedule", {"schedule_kind": "timetable", "school_year": YEAR, "term": "1"}),
    (
        "A13",
        "Disclosure",
        {
            "school_year": YEAR,
            "disclosure_group": "tai-chinh",
            "disclosure_form": "tt-09-2024-thu-chi",
            "period": "june",
        },
    ),
    ("A15", "YearbookEntry", {"school_year": YEAR}),
    ("A07", "OfficialDocument", {"document_form": "quyet-dinh"}),
    ("A09", "Procedure", {"code": "chuyen-truong", "title": "Chuyển trường"}),
    ("A04", "StaffMember", {"unit": "van-phong"}),
    (
        "A20",
        "Link",
        {"title": "Bộ Giáo dục & Đào tạo", "remoteUrl": "https://moet.gov.vn/?a=1&b=2"},
    ),
]


@pytest.fixture
def school(functional):
    """All sections of all levels, so that each check has its place."""
    portal = functional["portal"]
    setRoles(portal, TEST_USER_ID, ["Manager"])
    transaction.commit()
    return portal


def opened(url):
    login = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
    return requests.get(url, auth=login, timeout=60, allow_redirects=False)


def shown(page, name):
    """What the widgets of a field hold: chosen options, ticks, texts."""
    found = []
    for element in html.fromstring(page).xpath("//form//input | //form//select | //form//textarea"):
        if re.search(rf"\.{name}(\.external|:\w+)?$", element.get("name", "")):
            chosen = element.xpath(".//option[@selected]/@value")
            found += chosen if element.tag == "select" else [element.get("value", element.text)]
    return found


@pytest.mark.parametrize(("code", "portal_type", "values"), FILLED)
def test_an_add_form_shows_the_values(school, code, portal_type, values):
    answer = opened(mend_url(school, Mend("add", code, portal_type, values)))
    assert answer.status_code == 200
    for name, value in values.items():
        assert str(value) in shown(answer.text, name), name


def test_a_link_tells_no_more_than_a_form_takes():
    told = list(parameters("OfficialDocument", {"document_form": "quyet-dinh", "subjects": "c"}))
    assert told == [("fill.document_form", "quyet-dinh")]


class TestAnEmptySchool:
    """Every demand of the law that can be mended by adding: the form is there and takes it all."""

    @pytest.fixture
    def mends(self):
        law = catalogue()
        facts = SchoolFacts(levels=frozenset(law.levels), boarding=True)
        results = evaluate(law, facts, Rows([], {}), now()).results
        found = [each.finding.mend for each in results if each.finding.mend is not None]
        return [mend for mend in found if mend.action == "add"]

    def test_no_value_is_lost(self, school, mends):
        for mend in mends:
            told = dict(parameters(mend.portal_type, mend.values))
            assert len(told) == len(mend.values), mend

    def test_each_form_opens(self, school, mends):
        urls = {(mend.section, mend.portal_type): mend_url(school, mend) for mend in mends}
        assert {urlsplit(url).path for url in urls.values()} and "" not in urls.values()
        answers = {place: opened(url).status_code for place, url in urls.items()}
        assert set(answers.values()) == {200}, answers

    def test_whoever_is_in_charge_may_add_what_misses(self, people, mends):
        assign_everything(people, "phongvien")
        with api.env.adopt_user(username="phongvien"):
            ways = Ways(people)
            refused = {(m.section, m.portal_type) for m in mends if not ways.of(m).may}
        assert refused == set()


class TestWhoMayNot:
    @pytest.fixture
    def head(self, people):
        with api.env.adopt_user(username="hieutruong"):
            yield people

    def test_is_told_who_is_in_charge(self, people):
        assign(find_section(people, "A31"), "phongvien")
        api.user.get(userid="phongvien").setMemberProperties({"fullname": "Lê Biên Tập"})
        with api.env.adopt_user(username="nguoila"):
            way = Ways(people).of(Mend("add", "A31", "Schedule"))
        assert (way.may, way.people) == (False, ("Lê Biên Tập",))
        assert way.url == find_section(people, "A31").absolute_url()

    @pytest.mark.parametrize("action", ["profile", "feeds", "board"])
    def test_pages_of_the_administrator_are_his(self, head, action):
        way = Ways(head).of(Mend(action))
        assert (way.url, way.may, way.people) == ("", False, ("quantri",))

    @pytest.mark.parametrize(
        ("first", "tab"), [("", ""), ("phones", 1), ("spokesperson", 2), ("authority_url", 3)]
    )
    def test_the_profile_opens_where_the_field_is(self, head, first, tab):
        page = f"{head.absolute_url()}/@@school-profile"
        anchor = f"#autotoc-item-autotoc-{tab}" if first else ""
        assert mend_url(head, Mend("profile", first=first)) == page + anchor
        assert Mend("profile", first=first) == Mend("profile")

    def test_the_administrator_gives_no_word_of_the_head(self, people):
        with api.env.adopt_user(username="quantri"):
            way = Ways(people).of(Mend("attest", "A18"))
        assert (way.may, way.people) == (False, ("hieutruong",))

    def test_nothing_to_mend_leads_nowhere(self, head):
        assert mend_url(head, None) == "" and Ways(head).of(None) is None

    def test_a_section_that_is_not_there_has_no_address(self, head):
        mend = Mend("add", "Z99", "Schedule")
        assert mend_url(head, mend) == "" and Ways(head).of(mend) is None


class TestItems:
    @pytest.fixture
    def published(self, people):
        section = find_section(people, "A05.1")
        assign(section, "phongvien")
        with api.env.adopt_user(username="phongvien"):
            item = api.content.create(section, "News Item", title="Lễ khai giảng")
            api.content.transition(item, "submit")
        with api.env.adopt_user(username="hieutruong"):
            api.content.transition(item, "approve")
            api.content.transition(item, "publish")
        return item

    def test_what_visitors_see_is_changed_in_a_working_copy(self, people, published):
        mend = Mend("edit", "A05.1", "News Item", uid=api.content.get_uuid(published))
        assert mend_url(people, mend) == f"{published.absolute_url()}/@@content-checkout"

    def test_a_section_is_changed_itself(self, people):
        section = find_section(people, "A05.1")
        mend = Mend("edit", "A05.1", "Folder", uid=api.content.get_uuid(section))
        assert mend_url(people, mend) == f"{section.absolute_url()}/edit"

    def test_what_has_expired_is_taken_down_by_the_head(self, people, published):
        mend = Mend("withdraw", "A05.1", "News Item", uid=api.content.get_uuid(published))
        url = published.absolute_url()
        assert mend_url(people, mend) == url
        with api.env.adopt_user(username="hieutruong"):
            way = Ways(people).of(mend)
        assert (way.url, way.may) == (f"{url}/@@hcmedu-transition?workflow_action=withdraw", True)
        with api.env.adopt_user(username="phongvien"):
            way = Ways(people).of(mend)
        assert (way.url, way.may, way.people) == (url, False, ("hieutruong",))

    def test_a_stranger_is_only_shown_the_item(self, people, published):
        mend = Mend("edit", "A05.1", "News Item", uid=api.content.get_uuid(published))
        with api.env.adopt_user(username="nguoila"):
            way = Ways(people).of(mend)
        assert (way.url, way.may) == (published.absolute_url(), False)

    def test_one_that_is_gone_leads_to_its_section(self, people):
        mend = Mend("edit", "A05.1", "News Item", uid="gone")
        assert mend_url(people, mend) == find_section(people, "A05.1").absolute_url()


def test_what_plone_proposes_for_a_field_stays(people, http_request):
    alsoProvides(http_request, IHcmeduPortalLayer, IFormLayer)
    section = find_section(people, "A31")
    form = RenameForm(section, http_request)
    form.updateWidgets()
    assert form.widgets["new_id"].value == section.getId()


def test_words_of_an_address_stay_its_words(people):
    """No value breaks out of the query."""
    bad = "a&b=c#d\"><script>'"
    url = mend_url(people, Mend("add", "A09", "Procedure", {"title": bad}))
    assert dict(parse_qsl(urlsplit(url).query)) == {"fill.title": bad}
    assert "<" not in url and '"' not in url


def test_every_mend_of_the_school_itself_has_an_address(people):
    found = report_of(people).results
    assert all(mend_url(people, each.finding.mend) for each in found if each.finding.mend)
