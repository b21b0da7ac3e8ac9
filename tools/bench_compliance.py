"""The compliance report of schools with 2,000, 5,000 and 20,000 items, for tools/bench.py.

The items lie in all sections and differ in what is judged: dates, school years, forms, units, what
they lack. A school that has published more has done so for longer; of some types it has no more
than others have, since there is one directory, one set of procedures. One item of each type in each
section goes the way of all content. Its twins are told to the catalog only, so that a report that
woke one of them would fail.
"""

from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.users import nobody
from bench_desk import Entry
from bench_desk import told
from bench_lookup import Memory
from bench_sites import add
from bench_sites import ADMIN
from bench_sites import create_school
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from DateTime import DateTime
from datetime import date
from datetime import timedelta
from hcmedu.portal.compliance.evaluation import Report
from hcmedu.portal.compliance.facts import remembering
from hcmedu.portal.compliance.facts import report_of
from hcmedu.portal.editorial.settings import settings
from hcmedu.portal.instance.database import application
from hcmedu.portal.instance.database import find_site
from hcmedu.portal.listing import queries
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.school.root import find_section
from hcmedu.portal.vietnamese import SchoolYear
from plone import api
from plone.app.textfield.value import RichTextValue
from typing import Any
from uuid import uuid4

import itertools
import random
import transaction


#: Site → items in it, days over which they were published: two to five a day.
SCHOOLS = {
    "law-2000": (2_000, 900),
    "law-5000": (5_000, 1_500),
    "law-20000": (20_000, 4_500),
}
#: Type → items in each section, in a school of any size; all other types grow.
BOUNDED = {
    "ConsultationTopic": 20,
    "Document": 5,
    "Link": 15,
    "Procedure": 20,
    "Project": 20,
    "StaffMember": 80,
    "YearbookEntry": 6,
}
ROLES = ["Manager", "Reviewer", "Site Administrator"]
SAVEPOINT_EVERY = 2_000
#: Types that are no items of a school's own making.
WITHOUT = {"Collection", "EasyForm", "Folder", "ResultTable"}
NEWEST = 20


def make_schools() -> None:
    for site_id, (total, days) in SCHOOLS.items():
        create_school(site_id)
        with application(ADMIN) as app, api.env.adopt_roles(ROLES):
            site = find_site(app, site_id)
            settings(site).self_approval = True
            fill(site, total, days)
            transaction.commit()


def fill(site: Any, total: int, days: int) -> None:
    """Items of all types in all sections, one after the other, until there are so many."""
    places = [
        (section.code, kind)
        for section in catalogue().sections.values()
        for kind in section.addable_types
        if kind not in WITHOUT and find_section(site, section.code) is not None
    ]
    firsts = [first(site, code, kind, number) for number, (code, kind) in enumerate(places)]
    catalog = api.portal.get_tool("portal_catalog")
    known = [(item.getPhysicalPath(), facts_of(item, catalog)) for item in firsts]
    pick = random.Random(4210)
    for number, (path, values) in enumerate(itertools.islice(turns(known), total - len(firsts))):
        twin(catalog, path, {**values, **varied(values["portal_type"], days, pick)}, number)
        if number % SAVEPOINT_EVERY == 0:
            transaction.savepoint(optimistic=True)


def turns(known: list[Any]) -> Iterator[Any]:
    """What is bounded, then all else for ever."""
    for each in known:
        yield from itertools.repeat(each, BOUNDED.get(each[1]["portal_type"], 1) - 1)
    yield from itertools.cycle([each for each in known if each[1]["portal_type"] not in BOUNDED])


def facts_of(item: Any, catalog: Any) -> dict[str, Any]:
    """What the catalog knows of it, without the words, which no report looks at."""
    return {**dict(told(item, catalog)), "SearchableText": ""}


def first(site: Any, code: str, kind: str, number: int) -> Any:
    fields: dict[str, Any] = {"title": f"Mục {number}", "id": f"muc-{number}"}
    if kind in ("Document", "News Item"):
        fields["text"] = RichTextValue("<p>Bài viết</p>" * 300, "text/html", "text/html")
    if kind == "YearbookEntry":
        fields["school_year"] = SchoolYear.of(date.today()).previous(1).title
    return add(find_section(site, code), kind, fields)


def twin(catalog: Any, path: tuple[str, ...], known: dict[str, Any], number: int) -> None:
    """One more of a kind, in the same section."""
    name, uid = f"{path[-1]}-{number:05}", uuid4().hex
    own = {"UID": uid, "getId": name, "id": name, "Title": f"Mục số {number} của nhà trường"}
    place = (*path[:-1], name)
    catalog._catalog.catalogObject(Entry({**known, **own}, place), "/".join(place))


def varied(kind: str, days: int, pick: Any) -> dict[str, Any]:
    """What is judged of an item, another for each."""
    age = pick.randrange(days)
    day = date.today() - timedelta(age)
    moment = DateTime() - age - pick.random()
    year = SchoolYear.of(day).title
    found: dict[str, Any] = {"effective": moment, "created": moment, "modified": moment}
    if pick.random() < 0.1:
        found["lacks"] = pick.sample(["file", "phone", "abstract", "not-viewable"], 2)
    if kind in ("OfficialDocument", "Disclosure"):
        found |= {"issue_date": day - timedelta(pick.randrange(5)), "in_force_from": day}
        found |= {"document_form": pick.choice(list(catalogue().document_forms))}
    if kind == "Disclosure":
        form = pick.choice(list(catalogue().all_disclosure_forms))
        found |= {"disclosure_form": form, "school_year": year, "period": "june"}
    if kind == "Schedule":
        week = day - timedelta(day.weekday())
        found |= {"week_start": week, "school_year": year, "schedule_kind": "weekly"}
    if kind == "StaffMember":
        found |= {"unit": "van-phong", "email": f"co{age}@thcs.edu.vn", "position": "Giáo viên"}
    if kind == "Event":
        found |= {"start": moment, "end": moment}
    return found


@contextmanager
def visited(site_id: str) -> Iterator[Any]:
    """The school as a visitor has it, in a request of its own."""
    with application(ADMIN) as app:
        site = find_site(app, site_id)
        newSecurityManager(None, nobody)
        yield site


def fresh_report(site: Any) -> Report:
    """Made anew; fails unless it is about all that was put there."""
    remembering.forget()
    return report_of(site)


def newest_items(site: Any) -> list[tuple[str, str]]:
    """One catalog query, as lists of the portal ask it."""
    found = queries.search(
        path="/".join(site.getPhysicalPath()),
        by_use=False,
        sort_on="effective",
        sort_order="descending",
        sort_limit=NEWEST,
    )
    if len(found) != NEWEST:
        raise RuntimeError("Fewer items than were put there")
    return [(brain.Title, brain.getURL()) for brain in found]


def taken(site_id: str, action: Callable[[Any], Any], seconds: Callable[..., float]) -> float:
    with visited(site_id) as site:
        return seconds(lambda: action(site))


def change(site_id: str) -> None:
    """One more item, committed."""
    with application(ADMIN) as app, api.env.adopt_roles(ROLES):
        site = find_site(app, site_id)
        add(find_section(site, "A05.1"), "News Item", {"title": "Tin mới"})
        transaction.commit()


def memory_growth(site_id: str, rounds: int) -> float:
    """MB by which the process grows at most while it makes reports."""
    with Memory() as memory:
        for _turn in range(rounds):
            taken(site_id, fresh_report, lambda action: float(bool(action())))
    return memory.growth
