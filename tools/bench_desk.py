"""The review queue of a small and of a large school, as tools/bench.py compares them.

Both hold real content in a real section: 20 items that wait and 200 published ones, 2,000 and
20,000. One item of each state goes the way of all content; the others are its twins, with a name, a
UID and a time of their own, and the catalog is told of each what it found out about the first.
"""

from Acquisition import aq_base
from base64 import b64encode
from bench_sites import add
from bench_sites import ADMIN
from bench_sites import create_school
from bench_sites import get
from collections.abc import Iterator
from DateTime import DateTime
from hcmedu.portal.editorial.groups import group_ids
from hcmedu.portal.editorial.settings import settings
from hcmedu.portal.instance.database import application
from hcmedu.portal.instance.database import find_site
from hcmedu.portal.school.root import find_section
from plone import api
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from plone.indexer.interfaces import IIndexableObject
from plone.uuid.interfaces import ATTRIBUTE_NAME
from typing import Any
from uuid import uuid4
from zope.component import getMultiAdapter

import secrets
import transaction


#: Site → waiting and published items in it.
SCHOOLS = {"few": (20, 200), "many": (2_000, 20_000)}
SECTION, HEAD = "A05.1", "bench-head"
#: Rows of the first page, in both schools.
ROWS = 20
SAVEPOINT_EVERY = 2_000
TITLE = "Tin số {} của nhà trường"
ROLES = ["Manager", "Reviewer", "Site Administrator"]


def make_queues() -> str:
    """Create and fill both schools; the head's ``Authorization`` in each of them."""
    password = secrets.token_urlsafe(24)
    for site_id, (waiting, published) in SCHOOLS.items():
        create_school(site_id)
        fill_queue(site_id, waiting, published, password)
    return "Basic " + b64encode(f"{HEAD}:{password}".encode()).decode()


def fill_queue(site_id: str, waiting: int, published: int, password: str) -> None:
    with application(ADMIN) as app, api.env.adopt_roles(ROLES):
        site = find_site(app, site_id)
        settings(site).self_approval = True
        api.user.create(email=f"{HEAD}@truong.edu.vn", username=HEAD, password=password)
        api.group.add_user(groupname=group_ids(site)["truong-ban"], username=HEAD)
        section = find_section(site, SECTION)
        multiply(submitted(section), waiting)
        multiply(add(section, "News Item", {"title": TITLE.format(0)}), published)
        transaction.commit()


def submitted(section: Any) -> Any:
    """One news item that waits for its review."""
    item = createContent("News Item", title=TITLE.format(0))
    item = addContentToContainer(section, item, checkConstraints=False)
    api.content.transition(item, "submit")
    return item


def multiply(first: Any, total: int) -> None:
    """Put twins beside an item until there are so many of them."""
    section, base = first.__parent__, first.getId()
    catalog = api.portal.get_tool("portal_catalog")
    known = dict(told(first, catalog))
    for number in range(1, total):
        name, uid = f"{base}-{number:05}", uuid4().hex
        twin = aq_base(first).__class__.__new__(aq_base(first).__class__)
        own = {"id": name, "title": TITLE.format(number), ATTRIBUTE_NAME: uid}
        twin.__setstate__({**aq_base(first).__getstate__(), **own})
        section._setOb(name, twin)
        section.getOrdering().notifyAdded(name)
        path = (*section.getPhysicalPath(), name)
        entry = Entry({**known, **aged(known, number), "UID": uid, "getId": name, "id": name}, path)
        catalog._catalog.catalogObject(entry, "/".join(path))
        if number % SAVEPOINT_EVERY == 0:
            transaction.savepoint(optimistic=True)


def told(item: Any, catalog: Any) -> Iterator[tuple[str, Any]]:
    """What the catalog asks of an item, by name."""
    wrapper = getMultiAdapter((item, catalog), IIndexableObject)
    sources = {name for index in catalog.index_objects() for name in index.getIndexSourceNames()}
    for name in sources | set(catalog.schema()):
        value = getattr(wrapper, name, None)
        value = value() if callable(value) else value
        if value is not None:
            yield name, value


def aged(known: dict[str, Any], number: int) -> dict[str, Any]:
    """The same, some minutes older with each twin."""
    since = known["state_since"] - 60 * number
    editorial = {**known["editorial"], "time": since}
    return {"state_since": since, "editorial": editorial, "effective": DateTime(since)}


class Entry:
    """What the catalog is told of a twin."""

    def __init__(self, values: dict[str, Any], path: tuple[str, ...]) -> None:
        self.__dict__.update(values)
        self.getPhysicalPath = lambda: path


def queue(site_id: str, authorization: str) -> str:
    """The head's desk; fails unless it shows a full page and counts all that waits."""
    page = get(f"/{site_id}/@@hcmedu-desk", HTTP_AUTHORIZATION=authorization)
    waiting, _published = SCHOOLS[site_id]
    count = f'<span class="hcmedu-count">{waiting}</span>'
    if page.count('class="hcmedu-queue-title"') != ROWS or count not in page:
        raise RuntimeError(f"The queue of {site_id} is not what was put there")
    return page
