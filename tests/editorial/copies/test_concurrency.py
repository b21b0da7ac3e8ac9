"""Two people at the same moment: one of them gets the working copy, the other a message."""

from concurrent.futures import ThreadPoolExecutor
from hcmedu.portal.editorial.copies import working_copy_of
from plone import api
from plone.app.iterate.interfaces import CheckoutException
from plone.app.iterate.interfaces import ICheckinCheckoutPolicy
from plone.app.testing import login
from plone.app.testing import logout
from plone.uuid.interfaces import IUUID
from Testing.makerequest import makerequest
from threading import Barrier
from ZODB.POSException import ConflictError
from zope.component.hooks import setSite

import pytest
import transaction


ATTEMPTS = 3


def check_out(database, path, actor, barrier):
    """As the publisher does it, in a thread with a connection of its own: retry after conflicts.

    Answers ``made`` or ``refused``, and how many conflicts there were.
    """
    for attempt in range(ATTEMPTS):
        connection = database.open()
        try:
            transaction.begin()
            app = makerequest(connection.root()["Application"])
            site = app.unrestrictedTraverse(path[1])
            setSite(site)
            login(site, actor)
            item = app.unrestrictedTraverse("/".join(path))
            try:
                ICheckinCheckoutPolicy(item).checkout()
            except CheckoutException:
                return "refused", attempt
            if attempt == 0:
                barrier.wait(timeout=60)  # both have made theirs, none has stored it
            transaction.commit()
            return "made", attempt
        except ConflictError:
            transaction.abort()
        finally:
            logout()
            setSite(None)
            transaction.abort()
            connection.close()
    return "gave up", ATTEMPTS


@pytest.mark.parametrize("portal_type", ["Document", "OfficialDocument", "Folder", "Link"])
def test_one_of_two_wins(web, functional, portal_type):
    item = web.item(portal_type, "published")
    path = item.getPhysicalPath()
    transaction.commit()
    barrier = Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        runs = [
            pool.submit(check_out, functional["zodbDB"], path, actor, barrier)
            for actor in ("owner", "section_editor")
        ]
        outcomes = sorted(run.result(timeout=120) for run in runs)
    transaction.begin()
    assert outcomes == [("made", 0), ("refused", 1)]
    copy = working_copy_of(item)
    found = [name for name in web.section.objectIds() if name.startswith("ban-lam-viec")]
    assert found == [copy.getId()]
    catalog = api.portal.get_tool("portal_catalog")
    assert len(catalog.unrestrictedSearchResults(UID=IUUID(copy))) == 1


def test_many_at_once_through_rest(web):
    item = web.item("News Item", "published")
    transaction.commit()
    actors = ["owner", "section_editor", "head", "administrator"] * 2
    visits = [web.visit(actor) for actor in actors]
    url = f"{item.absolute_url()}/@workingcopy"

    def post(visit):
        return visit.session.post(url, headers={"Accept": "application/json"})

    with ThreadPoolExecutor(len(visits)) as pool:
        responses = list(pool.map(post, visits))
    transaction.begin()
    assert sorted(each.status_code for each in responses) == [201] + [409] * 7
    made = next(each.json()["@id"] for each in responses if each.status_code == 201)
    assert working_copy_of(item).absolute_url() == made
