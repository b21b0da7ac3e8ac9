"""What a job finds around it, and what becomes of it when it fails."""

from AccessControl import getSecurityManager
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from hcmedu.portal.worker import defer
from hcmedu.portal.worker import deferring
from hcmedu.portal.worker import periodic
from hcmedu.portal.worker import task
from hcmedu.portal.worker.jobs import INTERRUPTED
from hcmedu.portal.worker.jobs import Job
from hcmedu.portal.worker.jobs import UNKNOWN_TASK
from hcmedu.portal.worker.queue import open_queue
from hcmedu.portal.worker.testing import run_jobs
from hcmedu.portal.worker.testing import temporary_tasks
from hcmedu.portal.worker.working import CONFLICT_RETRIES
from plone import api
from plone.app.testing import logout
from threading import Thread
from zope.component.hooks import getSite
from zope.globalrequest import getRequest
from zope.i18n import translate

import pytest
import time
import transaction
import Zope2


PATH = "/plone"


def later(**span):
    return datetime.now(UTC) + timedelta(**span)


def outcomes(now=None):
    return [outcome.outcome for outcome in run_jobs(now)]


def stored(state):
    with open_queue() as queue:
        return queue.journal.of_site(PATH, state, 100)


# Around a job


@pytest.fixture
def seen(site):
    """What a job saw."""
    found = {}
    api.content.create(site, "Folder", "chuyen-muc")

    @task("test.look")
    def look(site):
        request, security = getRequest(), getSecurityManager()
        found.update(
            path="/".join(site.getPhysicalPath()),
            current=getSite() == site and site.REQUEST is request,
            layer=IHcmeduPortalLayer.providedBy(request),
            user=api.user.get_current().getUserName(),
            may=security.checkPermission("Modify portal content", site),
            word=translate("Background work", domain="hcmedu.portal", context=request),
            page=site.restrictedTraverse("@@sitemap")(),
            url=site["chuyen-muc"].absolute_url(),
        )

    return found


def test_a_job_finds_its_site_and_all_rights(seen):
    defer("test.look")
    assert outcomes() == ["done"]
    assert seen["path"] == PATH and seen["current"]
    assert seen["user"] == "System Processes" and seen["may"]


def test_a_job_speaks_the_language_of_the_site(seen):
    defer("test.look")
    run_jobs()
    assert seen["layer"] and 'lang="vi"' in seen["page"]
    assert seen["word"] == "Công việc nền"


@pytest.mark.parametrize(
    "address", ["https://truong.edu.vn", "http://localhost:8081", "http://127.0.0.1:8080/a/plone"]
)
def test_links_lead_where_the_person_was_who_asked(seen, address, monkeypatch):
    monkeypatch.setattr(deferring, "_address", lambda site: address)
    defer("test.look")
    run_jobs()
    assert seen["url"] == f"{address}/chuyen-muc"


def test_the_clock_believes_the_address_of_known_people_only(seen, monkeypatch):
    urls = []

    @periodic("test.tick", minutes=1)
    def tick(site):
        urls.append(site.absolute_url())

    monkeypatch.setattr(deferring, "_address", lambda site: "https://truong.edu.vn")
    defer("test.look")
    transaction.commit()
    logout()
    monkeypatch.setattr(deferring, "_address", lambda site: "http://evil.example")
    defer("test.look")
    run_jobs()
    assert urls == ["https://truong.edu.vn"]


def test_the_own_transaction_of_a_job_is_stored(site):
    @task("test.rename")
    def rename(site):
        site.title = "Trường mới"

    defer("test.rename")
    run_jobs()
    assert site.title == "Trường mới"
    transaction.abort()
    assert site.title == "Trường mới"


# Failures


@pytest.fixture
def failing(site):
    """A task that changes the site and fails as long as ``errors`` says so."""
    errors = []

    @task("test.fail", retries=2, delay=60)
    def fail(site):
        site.title = f"{site.title}!"
        if errors:
            raise errors.pop(0)

    site.title = "Trường"
    return errors


def test_what_a_failed_try_did_is_undone(site, failing):
    failing.append(ValueError("no"))
    defer("test.fail")
    assert outcomes() == ["waiting"]
    assert site.title == "Trường"
    (job,) = stored("waiting")
    assert job.tries == 1 and job.error == "ValueError: no"


def test_the_next_tries_come_after_longer_and_longer_pauses(site, failing):
    failing.extend([ValueError("1"), ValueError("2")])
    defer("test.fail")
    assert outcomes() == ["waiting"]
    assert outcomes(later(seconds=50)) == []
    moment = later(seconds=61)
    assert outcomes(moment) == ["waiting"]
    assert outcomes(moment + timedelta(seconds=115)) == []
    assert outcomes(moment + timedelta(seconds=121)) == ["done"]
    assert site.title == "Trường!"


def fail_for_good(failing):
    failing.extend([ConnectionRefusedError(111, "Connection refused")] * 3)
    defer("test.fail", key="x")
    return [outcomes(later(hours=hour)) for hour in range(3)]


def test_after_the_last_try_it_has_failed_and_is_kept(site, failing):
    assert fail_for_good(failing) == [["waiting"], ["waiting"], ["failed"]]
    assert outcomes(later(days=30)) == []
    (job,) = stored("failed")
    assert job.tries == 3 and "Connection refused" in job.error and job.ended


def test_a_failed_job_does_not_stand_in_the_way_of_its_key(site, failing):
    fail_for_good(failing)
    defer("test.fail", key="x")
    transaction.commit()
    assert len(stored("waiting")) == 1


def test_a_failed_job_can_be_tried_again_with_all_its_tries(site, failing):
    fail_for_good(failing)
    (job,) = stored("failed")
    with open_queue() as queue:
        assert not queue.journal.try_again(job.id, "/another", time.time())
        assert queue.journal.try_again(job.id, PATH, time.time())
        assert not queue.journal.try_again(job.id, PATH, time.time())
    failing.append(ValueError("once more"))
    assert outcomes() == ["waiting"]
    assert outcomes(later(minutes=2)) == ["done"]


def test_a_job_of_a_package_that_is_gone_fails_at_once(site):
    with temporary_tasks():
        task("test.gone")(lambda site: None)
        defer("test.gone")
        transaction.commit()
    assert outcomes() == ["failed"]
    assert [job.error for job in stored("failed")] == [UNKNOWN_TASK]


def test_a_job_of_a_site_that_is_gone_is_forgotten(site, failing):
    with open_queue() as queue:
        queue.journal.add([Job("test.fail", "/gone", {}, time.time())], time.time())
    assert outcomes() == []
    with open_queue() as queue:
        assert queue.journal.count("/gone") == {}


def test_a_job_that_kills_its_process_is_given_up(site, failing):
    """What the journal keeps after crashes: tries that began and never ended."""
    defer("test.fail")
    transaction.commit()
    with open_queue() as queue:
        for _crash in range(3):
            (job,) = queue.journal.of_site(PATH, "waiting", 1)
            assert queue.journal.claim(job.id, time.time())
            assert queue.journal.restore(time.time()) == 1
    assert outcomes() == ["failed"]
    assert [job.error for job in stored("failed")] == [INTERRUPTED]


# Conflicts


def save_title(title):
    """Somebody else saves the site, in a thread and connection of his own."""

    def save():
        app = Zope2.app()
        app.plone.title = title
        transaction.commit()
        app._p_jar.close()

    other = Thread(target=save)
    other.start()
    other.join()


@pytest.fixture
def meeting(site):
    """A task that meets so many other savers on the way."""
    met = []

    @task("test.meet", retries=1)
    def meet(site, times):
        before = site.title
        if len(met) < times:
            met.append(before)
            save_title(f"{before}+")
        site.title = f"{before} done"

    site.title = "T"
    return met


def test_a_conflict_is_no_failed_try(site, meeting):
    defer("test.meet", times=CONFLICT_RETRIES)
    assert outcomes() == ["done"]
    assert len(meeting) == CONFLICT_RETRIES
    assert site.title == "T+++ done"
    assert [job.tries for job in stored("done")] == [1]


def test_too_many_conflicts_are_one_failed_try(site, meeting):
    defer("test.meet", times=CONFLICT_RETRIES + 1)
    assert outcomes() == ["waiting"]
    assert [(job.tries, job.error[:13]) for job in stored("waiting")] == [(1, "ConflictError")]
    assert outcomes(later(hours=1)) == ["done"]


# The clock


def test_the_clock_calls_each_minute_for_every_site(site):
    calls = []

    @periodic("test.minutely", minutes=1)
    def minutely(site):
        calls.append("/".join(site.getPhysicalPath()))

    @periodic("test.hourly", minutes=60)
    def hourly(site):
        calls.append("hourly")

    run_jobs()
    run_jobs()
    assert calls == ["hourly", PATH]
    run_jobs(later(seconds=60))
    run_jobs(later(seconds=120))
    assert calls[2:] == [PATH, PATH]
    run_jobs(later(minutes=60))
    assert calls[4:] == ["hourly", PATH]


def test_the_clock_goes_on_after_an_error_and_shows_it(site):
    @periodic("test.broken", minutes=1)
    def broken(site):
        site.title = "half"
        raise OSError(2, "No such file or directory", "/srv/secret place/x.txt")

    before = site.title
    assert outcomes() == ["failed"]
    assert outcomes(later(minutes=1)) == ["failed"]
    assert site.title == before
    with open_queue() as queue:
        error = queue.clock.runs(PATH)["test.broken"].error
    assert error == "FileNotFoundError: No such file or directory: x.txt"
