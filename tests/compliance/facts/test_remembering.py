"""A report is kept no longer than it holds, and for nobody but its school."""

from DateTime import DateTime
from datetime import datetime
from datetime import timedelta
from datetime import timezone
from hcmedu.portal.compliance import attesting
from hcmedu.portal.compliance.evaluation import Report
from hcmedu.portal.compliance.facts import remembering
from hcmedu.portal.compliance.facts import report_of
from hcmedu.portal.compliance.facts.remembering import Made
from hcmedu.portal.compliance.facts.remembering import remembered
from hcmedu.portal.editorial.settings import settings
from hcmedu.portal.school import find_section
from hcmedu.portal.school.profile import ISchoolProfile
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.app.textfield.value import RichTextValue
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent

import pytest
import transaction


def rich(markup):
    return RichTextValue(markup, "text/html", "text/html")


AT = datetime(2026, 11, 20, 15, 59, 20, tzinfo=timezone(timedelta(hours=7)))
SECOND = timedelta(seconds=1)


@pytest.fixture
def site(functional_portal):
    """A school whose changes are committed, with one draft."""
    setRoles(functional_portal, TEST_USER_ID, ["Manager", "Reviewer", "Site Administrator"])
    settings(functional_portal).self_approval = True
    item = createContent("News Item", id="tin", title="Tin", text=rich("<p>Chữ</p>"))
    addContentToContainer(find_section(functional_portal, "A05.1"), item, checkConstraints=False)
    transaction.commit()
    yield functional_portal
    remembering.forget()


def report_at(moment):
    return Report(moment, (), {}, None, (), "")


def asked(site, at, assumed=None, changes=None):
    """A new report, or the one that was kept."""
    return remembered(site, assumed, at, lambda: Made(report_at(at), changes))


def do(site, *steps):
    item = find_section(site, "A05.1")["tin"]
    for step in steps:
        api.content.transition(item, step, comment="Có sai sót")
    transaction.commit()


class TestChange:
    def test_publication_and_withdrawal_show_at_once(self, site):
        statuses = []
        for steps in ((), ("submit", "approve", "publish"), ("withdraw",)):
            do(site, *steps)
            statuses.append(report_of(site).result("A05.1.not-empty").finding.fulfilled)
        assert [bool(each) for each in statuses] == [False, True, False]

    def test_the_profile_and_the_word_of_the_head(self, site):
        before = report_of(site)
        assert report_of(site) is before
        ISchoolProfile(site).founding_year = 2025
        transaction.commit()
        after = report_of(site)
        assert after is not before
        attesting.attest(site, "A05.1.one", "Cô Hương")
        transaction.commit()
        assert report_of(site) is not after

    def test_what_is_not_committed_is_neither_kept_nor_missed(self, site):
        first = asked(site, AT)
        site.title = "Trường khác"
        assert asked(site, AT) is not first
        transaction.savepoint()
        assert asked(site, AT) is not first
        transaction.abort()
        assert asked(site, AT) is first

    def test_any_commit_counts(self, site):
        first = asked(site, AT)
        site.title = "Trường khác"
        transaction.commit()
        assert asked(site, AT) is not first


class TestClock:
    @pytest.mark.parametrize("shift, same", [(0, True), (39, True), (40, False), (-1, False)])
    def test_no_minute_tells_of_another(self, site, shift, same):
        """16:00 on Friday is not missed, and time that goes back is not trusted."""
        first = asked(site, AT)
        assert (asked(site, AT + shift * SECOND) is first) is same

    @pytest.mark.parametrize("shift, same", [(9, True), (10, False)])
    def test_what_comes_within_the_minute_is_waited_for(self, site, shift, same):
        first = asked(site, AT, changes=AT + 10 * SECOND)
        assert (asked(site, AT + shift * SECOND) is first) is same

    def test_a_moment_that_is_asked_for_is_judged_itself(self, site):
        do(site, "submit", "approve", "publish")
        found = [report_of(site, DateTime().asdatetime() + timedelta(days)) for days in (0, -9)]
        assert [bool(each.result("A05.1.not-empty").finding.fulfilled) for each in found] == [
            True,
            False,
        ]


class TestWhose:
    def test_each_assumed_circular_has_a_report_of_its_own(self, site):
        assert asked(site, AT, "tt-36-2017") is not asked(site, AT)

    def test_each_root_has(self, site):
        assert asked(find_section(site, "A05"), AT) is not asked(site, AT)

    def test_whoever_asks_has_the_same(self, site):
        do(site, "submit")
        as_manager = report_of(site)
        with api.env.adopt_roles(["Anonymous"]):
            assert report_of(site).results == as_manager.results

    def test_each_address_of_the_portal_has(self, site):
        first = asked(site, AT)
        site.REQUEST.setServerURL("https", "thcs.hcm.edu.vn", "443")
        assert asked(site, AT) is not first

    def test_not_more_than_so_many_are_kept(self, site):
        first = asked(site, AT, "0")
        for number in range(1, remembering.MOST):
            asked(site, AT, str(number))
        assert asked(site, AT, "0") is first
        for number in range(100, 99 + remembering.MOST):
            asked(site, AT, str(number))
        assert asked(site, AT, "0") is first
        assert asked(site, AT, "1") is not first
        (own,) = [kept for kept in remembering._kept.values() if kept]
        assert len(own) == remembering.MOST


def test_nothing_is_asked_of_a_root_that_is_not_stored(portal):
    school = createContent("School", title="Trường C").__of__(portal)
    assert asked(school, AT) is not asked(school, AT)
