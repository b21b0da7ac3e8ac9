"""The worker tries what is due, where the school wants it, and tells nobody else."""

from datetime import timedelta
from hcmedu.portal.compliance.facts.schools import school_facts
from hcmedu.portal.compliance.links import alive_links
from hcmedu.portal.compliance.links.jobs import SOME
from hcmedu.portal.compliance.links.jobs import tried
from hcmedu.portal.compliance.links.jobs import try_links
from hcmedu.portal.compliance.links.records import keep
from hcmedu.portal.compliance.links.records import KEY
from hcmedu.portal.compliance.links.records import records
from hcmedu.portal.compliance.links.trying import Answer
from hcmedu.portal.compliance.links.wanted import foreign
from hcmedu.portal.compliance.links.wanted import MOST
from hcmedu.portal.compliance.links.wanted import wanted_links
from hcmedu.portal.compliance.removal import remove_compliance
from hcmedu.portal.compliance.settings import settings_of
from hcmedu.portal.content.moments import now
from hcmedu.portal.school.profile import ISchoolProfile
from hcmedu.portal.worker.testing import run_jobs
from zope.annotation.interfaces import IAnnotations

import pytest


def make_older(site, days):
    """As if the tries had been so many days ago."""
    found = {
        url: type(record)(record.tried - timedelta(days=days), *plain(record)[1:])
        for url, record in records(site).items()
    }
    keep(site, found, found)


def plain(record):
    return [getattr(record, name) for name in record.__dataclass_fields__]


def tried_again(site, days=1):
    make_older(site, days)
    return run_jobs(now() + timedelta(days=days))


class TestTrying:
    def test_what_answers(self, site, serve, link):
        source = serve()
        link(source)
        outcomes = run_jobs()
        assert ("hcmedu.compliance.try-links", "/plone", "done") in outcomes
        assert alive_links(site) == {source.url: True}
        assert school_facts(site).alive == {source.url: True}
        record = records(site)[source.url]
        assert (record.tried, record.reason) == (now().date(), "200")

    def test_what_does_not_answer_counts_from_the_second_day_on(self, site, serve, link):
        source = serve(head="404 Not Found", get="404 Not Found")
        link(source)
        run_jobs()
        try_links(site, "/plone")
        assert alive_links(site) == {}
        tried_again(site)
        assert alive_links(site) == {source.url: False}
        source.page.head = "200 OK"
        tried_again(site, 7)
        assert alive_links(site) == {source.url: True}

    def test_once_a_week(self, site, serve, link):
        source = serve()
        link(source)
        run_jobs()
        run_jobs(now() + timedelta(hours=7))
        tried_again(site, 6)
        assert len(source.asked) == 1

    def test_some_in_a_job(self, site, serve, link):
        sources = [serve() for _number in range(SOME + 1)]
        for source in sources:
            link(source)
        outcomes = run_jobs()
        assert [each.name for each in outcomes].count("hcmedu.compliance.try-links") == 2
        assert [len(source.asked) for source in sources] == [1] * len(sources)

    def test_plain_values(self, site, serve, link):
        link(serve())
        run_jobs()
        (kept,) = IAnnotations(site)[KEY]["tried"].values()
        assert [type(value).__name__ for value in kept] == ["date", "str", "str", "int", "bool"]

    def test_what_goes_wrong_in_ours_is_told_of_that_link_alone(self):
        no_rules_at_all = None
        assert tried("http://example.vn", no_rules_at_all) == (Answer.UNKNOWN, "unexpected")


class TestWhat:
    def test_nothing_while_it_is_switched_off(self, site, serve, link):
        source = serve()
        link(source)
        settings_of(site).check_links = False
        run_jobs()
        try_links(site, "/plone")
        assert (source.asked, alive_links(site)) == ([], None)

    def test_no_draft(self, site, serve, link):
        source = serve()
        link(source, publish=False)
        run_jobs()
        assert source.asked == []

    def test_the_authority_of_the_profile_comes_first(self, site, serve, link):
        source = serve()
        link(source)
        ISchoolProfile(site).authority_url = "https://phuong.example.vn"
        assert wanted_links(site) == ["https://phuong.example.vn", source.url]

    @pytest.mark.parametrize(
        "url",
        ["mailto:so@hcm.edu.vn", "http://own/x", "/tin-tuc", "javascript:1", ""],
    )
    def test_what_is_no_address_of_others(self, site, serve, link, url):
        portal_url = url.replace("http://own", site.absolute_url())
        link(serve(), url=portal_url)
        assert wanted_links(site) == []

    def test_no_more_than_so_many(self):
        urls = [f"https://h{number}.example.vn" for number in range(MOST + 5)]
        assert foreign([*urls, *urls], "truong.example.vn") == urls[:MOST]

    def test_what_leads_into_the_portal_itself_is_left_out(self):
        urls = ["hcm.edu.vn", "//hcm.edu.vn", "HTTPS://hcm.edu.vn", "https:///a", "http://[", ""]
        assert foreign(urls, "truong.example.vn") == []

    def test_what_was_removed_is_forgotten(self, site, serve, link):
        gone, kept = serve(), serve()
        item = link(gone)
        run_jobs()
        item.aq_parent._delObject(item.getId())
        link(kept)
        run_jobs(now() + timedelta(days=1))
        assert set(records(site)) == {kept.url}

    @pytest.mark.parametrize("path", ["/plone/khong-co", "/plone/portal_catalog", "/"])
    def test_where_there_is_no_school(self, site, path):
        assert try_links(site, path) is None

    def test_all_is_forgotten(self, site, serve, link):
        link(serve())
        run_jobs()
        remove_compliance(site)
        assert records(site) == {}
        remove_compliance(site)

    def test_reading_writes_nothing(self, site):
        alive_links(site)
        records(site)
        assert KEY not in IAnnotations(site)
