"""The indexes answer as a reader does who goes through all that a visitor sees, one by one."""

from DateTime import DateTime
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import timezone
from hcmedu.portal.compliance.evaluation import evaluate
from hcmedu.portal.compliance.evaluation import Fact
from hcmedu.portal.compliance.evaluation import Query
from hcmedu.portal.compliance.evaluation import Rows
from hcmedu.portal.compliance.facts.catalog import source_of
from hcmedu.portal.compliance.facts.columns import COLUMNS
from hcmedu.portal.compliance.facts.columns import DAYS
from hcmedu.portal.compliance.facts.columns import MOMENTS
from hcmedu.portal.compliance.facts.schools import school_facts
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.content.moments import now
from hcmedu.portal.listing import brains
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.school import find_section
from plone import api
from plone.app.testing import logout
from plone.app.textfield.value import RichTextValue
from random import Random
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest
import transaction


NOW = datetime(2026, 11, 20, 16, 0, 10, tzinfo=timezone(timedelta(hours=7)))
SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(1)
MOMENTS_ASKED = (
    NOW,
    NOW + 19 * SECOND,
    NOW + 21 * SECOND,
    NOW - MINUTE,
    NOW - 400 * DAY,
    NOW - 3000 * DAY,
    NOW + 40 * DAY,
)
TYPES = ("News Item", "OfficialDocument", "Document", "Event", "Schedule", "StaffMember", "File")
CODES = ("A01", "A04", "A05", "A05.1", "A05.2", "A06", "A17", "A31", "A99")
REPLACED = Query("A06", spans={"replaced_from": (None, NOW.date())})
FLAWS = ("abstract", "file", "phone", "photo", "in_force_from", "not-viewable")


def read_one_by_one(root, moment, others=()):
    """The facts of what is public at a moment, by brains of everything in the catalog."""
    path = "/".join(root.getPhysicalPath()) + "/"
    catalog = api.portal.get_tool("portal_catalog")
    holders = {b.getPath() for b in catalog.unrestrictedSearchResults(portal_type=HOLDERS)}
    used = {
        brain.getRID()
        for brain in catalog.unrestrictedSearchResults(by_use=True)
        if "of-an-album" not in (brains.value(brain, "lacks") or ())
    }
    public = catalog.unrestrictedSearchResults(allowedRolesAndUsers=["Anonymous"])
    facts, sections = [], {}
    for brain in public:
        own = brain.getPath().startswith(path)
        if not own or any(brain.getPath().startswith(f"{other}/") for other in others):
            continue
        if brains.value(brain, "section_code"):
            sections[brain.section_code] = fact_of(brain)
        elif brain.getRID() not in used and brain.getPath().rpartition("/")[0] not in holders:
            begins, ends = brains.as_moment(brain.effective), brains.as_moment(brain.expires)
            if begins <= moment < ends:
                facts.append(fact_of(brain))
    return Rows(facts, sections)


HOLDERS = ("ConsultationTopic", "OfficialDocument", "Schedule")


def plain(value):
    if isinstance(value, DateTime | datetime):
        moment = brains.as_moment(value) if isinstance(value, DateTime) else in_zone(value)
        return moment if moment and moment.year >= 1970 else None
    return value if not isinstance(value, date) or value.year >= 1970 else None


def fact_of(brain):
    published = brains.as_moment(brain.effective)
    found = {name: plain(brains.value(brain, name)) for name in COLUMNS}
    values = {**found, **(brains.value(brain, "compliance") or {})}
    return Fact(
        brain.UID,
        brain.Title,
        brain.getURL(),
        brain.portal_type,
        tuple(brains.value(brain, "in_sections") or ()),
        published if published.year >= 1970 else None,
        {name: value for name, value in values.items() if value is not None},
        frozenset(brains.value(brain, "lacks") or ()),
    )


def filled(make, root=None):
    """A bit of everything, in sections of a school."""
    pick = Random(7)
    for number in range(12):
        issued = date(2020 + number % 7, 1 + number, 5 + number)
        fields = {"issue_date": issued, "document_form": pick.choice(["cong-van", "quy-che"])}
        fields |= {"in_force_from": issued} if number % 2 else {}
        fields |= {"abstract": "Về việc"} if number % 3 else {}
        fields |= {"number": "7/TB-THCS", "issue_date": date(2026, 1, 9)} if number == 7 else {}
        fields |= {"effective_date": DateTime(NOW - number * 100 * DAY)} if number % 4 else {}
        make("A06", "OfficialDocument", root=root, title=f"Công văn {number}", **fields)
    replaced = {"replaced_numbers": ["7/TB-THCS"], "in_force_from": date(2026, 10, 1)}
    make("A06", "OfficialDocument", root=root, title="Mới", number="9/TB-THCS", **replaced)
    for weeks in (0, 20, 60):
        begin = NOW - 7 * weeks * DAY
        times = {"start": in_zone(begin), "end": in_zone(begin + timedelta(hours=2))}
        again = {"recurrence": "RRULE:FREQ=WEEKLY;COUNT=30"} if weeks else {}
        make("A05.2", "Event", root=root, title="Chào cờ", **times, **again)
    for number in range(6):
        make("A04", "StaffMember", root=root, title=f"Cô {number}", unit=pick.choice(UNITS))
    for _number in range(6):
        at = NOW - pick.randrange(500) * DAY
        make("A05.1", "News Item", root=root, title="Tin", effective_date=DateTime(at))
    texts = ["<p> &nbsp;</p>", "<p>Có chữ <img src='a'/></p>"]
    for number, text in enumerate(texts):
        value = RichTextValue(text, "text/html", "text/html")
        make("A01", "Document", root=root, title=f"Bài {number}", text=value)


UNITS = ("ban-giam-hieu", "van-phong")


def changed(make, root=None):
    """What is not, not yet or no more public, and what lies elsewhere than it did."""
    make("A05", "News Item", "draft", root=root, title="Bản nháp")
    make("A05", "News Item", "withdrawn", root=root, title="Đã gỡ")
    times = [
        (NOW + 20 * SECOND, None),
        (NOW - 9 * SECOND, None),
        (NOW, None),
        (None, NOW),
        (None, NOW + 20 * SECOND),
        (NOW - 2 * DAY, NOW - DAY),
        (NOW + 30 * DAY, NOW + 50 * DAY),
    ]
    for begins, ends in times:
        fields = {"effective_date": begins and DateTime(begins)}
        fields["expiration_date"] = ends and DateTime(ends)
        make("A05", "News Item", root=root, title=f"Từ {begins}", **fields)
    week = make("A31", "Schedule", root=root, title="Lịch", week_start=date(2026, 11, 23))
    make("A31", "File", within=week, title="Tệp trong lịch")
    make("A17", "File", root=root, title="Tệp")
    renamed = make("A06", "OfficialDocument", root=root, title="Đổi tên")
    moved = make("A05.1", "News Item", root=root, title="Chuyển mục")
    transaction.savepoint(optimistic=True)
    with api.env.adopt_roles(["Manager", "Reviewer"]):
        api.content.rename(renamed, "ten moi")
        api.content.move(moved, find_section(root or api.portal.get(), "A17"))


def questions(number):
    """So many different ones."""
    pick = Random(number)
    for _turn in range(number):
        asked = {"section": pick.choice(CODES)}
        if pick.random() < 0.6:
            asked["types"] = tuple(pick.sample(TYPES, pick.randint(1, 3)))
        if pick.random() < 0.3:
            asked["lacking"] = tuple(pick.sample(FLAWS, pick.randint(1, 3)))
        if pick.random() < 0.2:
            asked["sound"] = tuple(pick.sample(FLAWS, pick.randint(1, 2)))
        if pick.random() < 0.3:
            asked["having"] = pick.choice(HAVING)
        if pick.random() < 0.6:
            asked["spans"] = dict(span(pick) for _span in range(pick.randint(1, 2)))
        yield Query(**asked)


HAVING = (
    {"unit": ("van-phong",)},
    {"unit": ("van-phong", "ban-giam-hieu")},
    {"document_form": ("quy-che",)},
    {"unit": (None,)},
    {"words": (2,)},
    {"nothing": ("x",)},
)


def span(pick):
    """A column and its borders, of days or of moments, which lie where content begins and ends."""
    name = pick.choice(["published", *DAYS, *MOMENTS])
    days = [NOW - pick.choice([0, 1, 100, 200, 400, 2000]) * DAY for _border in range(2)]
    if name in DAYS or pick.random() < 0.4:
        first, last = (each.date() for each in sorted(days))
    else:
        shifts = [pick.choice([0, 20, -10, -70]) * SECOND for _border in range(2)]
        first, last = sorted(day + shift for day, shift in zip(days, shifts, strict=True))
    return name, pick.choice([(first, last), (first, None), (None, last)])


def agree(root, others=()):
    law, school = catalogue(), school_facts(root)
    assert (
        source_of(root, NOW).count(Query("A06", spans={"replaced_from": (None, NOW.date())})) == 1
    )
    for moment in MOMENTS_ASKED:
        mine, plain_rows = source_of(root, moment), read_one_by_one(root, moment, others)
        for asked in (REPLACED, *questions(250)):
            wanted = plain_rows.items(asked)
            assert mine.count(asked) == len(wanted), asked
            assert list(mine.items(asked)) == list(wanted), asked
            assert list(mine.items(asked, 3)) == list(wanted[:3]), asked
            assert list(mine.evidence(asked, 3)) == list(plain_rows.evidence(asked, 3)), asked
        for code in CODES:
            assert mine.section(code) == plain_rows.section(code)
        made = evaluate(law, school, source_of(root, moment), moment)
        assert made == evaluate(law, school, plain_rows, moment)
        yield made


def test_of_two_schools_in_one_catalog(make, school, other_school):
    filled(make)
    changed(make)
    filled(make, other_school)
    changed(make, other_school)
    make("A01", "Document", root=other_school, title="Chỉ ở trường B")
    inside = "/".join(other_school.getPhysicalPath())
    assert len({report.overall for report in agree(school, [inside])}) > 1
    as_owner = list(agree(other_school))
    logout()
    assert list(agree(other_school)) == as_owner


@pytest.mark.parametrize("asked", [Query("A05"), Query("A05", types=("News Item",))])
def test_what_visitors_cannot_see_never_counts(make, school, asked):
    make("A05", "News Item", "draft", title="Bản nháp")
    make("A05", "News Item", "withdrawn", title="Đã gỡ")
    item = make("A05", "News Item", title="Sẽ có", effective_date=DateTime() + 1)
    assert source_of(school, now()).count(asked) == 0
    assert source_of(school, now() + 2 * DAY).count(asked) == 1
    item.title = "Có rồi"
    item.effective_date = DateTime() - 1
    notify(ObjectModifiedEvent(item))
    assert [fact.title for fact in source_of(school, now()).items(asked)] == ["Có rồi"]


def test_the_second_counts(make, school):
    make("A05", "News Item", title="Tin", effective_date=DateTime(NOW + 20 * SECOND))
    before, after = source_of(school, NOW), source_of(school, NOW + 20 * SECOND)
    assert (before.count(Query("A05")), after.count(Query("A05"))) == (0, 1)
    assert (before.changes, after.changes) == (NOW + 20 * SECOND, None)
