"""Put the demo school into a school root. A second run adds nothing.

Items are created with an editor's rights and published by the board head's transitions, so that
states, history and dates are those of a school at work. An item that is there (by section code and
id) is left as it is; the profile's values are written in the first run only.
"""

from AccessControl.users import SimpleUser
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from dataclasses import field
from DateTime import DateTime
from datetime import date
from datetime import datetime
from datetime import time
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.content.moments import now
from hcmedu.portal.demo import loading
from hcmedu.portal.demo import opinions
from hcmedu.portal.demo.cases import seed_cases
from hcmedu.portal.demo.compliance import fill_compliance
from hcmedu.portal.demo.feeds import fill_feeds
from hcmedu.portal.demo.loading import DemoDataError
from hcmedu.portal.demo.loading import Item
from hcmedu.portal.demo.loading import ItemRef
from hcmedu.portal.demo.values import checked
from hcmedu.portal.demo.values import converted
from hcmedu.portal.editorial.assignment import assign_everything
from hcmedu.portal.editorial.assignment import assigned_sections
from hcmedu.portal.editorial.chains import approval_workflow
from hcmedu.portal.editorial.groups import group_ids
from hcmedu.portal.lookup.building import table_of_file
from hcmedu.portal.lookup.rows.keys import Kind
from hcmedu.portal.lookup.store import put_in_force
from hcmedu.portal.school.builder import build as build_sections
from hcmedu.portal.school.profile import ISchoolProfile
from hcmedu.portal.school.root import find_section
from plone import api
from plone.base.interfaces import IPloneSiteRoot
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from typing import Any
from zope.annotation.interfaces import IAnnotations

import logging


logger = logging.getLogger(__name__)
DONE_KEY = "hcmedu.portal.demo"
#: Transitions by which an item gets into each state of the data, with who does them.
PATHS = {
    "draft": (),
    "pending": (("submit", "editor"),),
    "returned": (("submit", "editor"), ("return", "head")),
    "published": (("submit", "editor"), ("approve", "head"), ("publish", "head")),
}
#: Who acts: the group of the board whose member does it, and the roles that stand in for a member.
ACTORS = {
    "editor": ("bien-tap-vien", ["School Editor", "Editor", "Owner", "Contributor"]),
    "head": ("truong-ban", ["Reviewer"]),
}
#: The hour at which the school publishes in the morning.
MORNING = time(7, 30)


@dataclass
class Report:
    """What a run did: ``created`` lists section code and id."""

    created: list[str] = field(default_factory=list)
    existing: int = 0
    sections: int = 0
    profile_filled: bool = False
    feeds: int = 0

    @property
    def changes(self) -> int:
        return len(self.created) + self.sections + self.profile_filled + self.feeds


def import_demo(context: Any) -> None:
    """Post handler of profile ``hcmedu.portal:demo``: the site itself becomes the demo school."""
    report = build(api.portal.get())
    logger.info("Demo school: %d items created, %d there.", len(report.created), report.existing)


def build(root: Any, today: date | None = None) -> Report:
    """Fill ``root``, a school root; ``today`` is the day that relative dates count from."""
    return DemoBuilder(root, today or now().date()).run()


class DemoBuilder:
    """One run on one school root."""

    def __init__(self, root: Any, today: date) -> None:
        self.root = root
        self.today = today
        self.report = Report()
        self.users = {name: self._member(group) for name, (group, _roles) in ACTORS.items()}
        self.sections: dict[str, Any] = {}
        self.made: list[tuple[Any, Item]] = []

    def run(self) -> Report:
        self.report.profile_filled = fill_profile(self.root)
        self.report.sections = build_sections(self.root).changes
        self.report.feeds = fill_feeds(self.root, self.today)
        self._assign()
        content = loading.load(self.today)
        # All at once: each query makes the catalog work off what waits to be indexed
        self.sections = {code: self._section(code) for code in content}
        for code, items in content.items():
            self._fill_section(self.sections[code], code, items)
        for obj, item in self.made:
            self._relate(obj, item)
        for obj, item in self.made:
            self._bring_to_state(obj, item)
        clerk = self._member("tiep-nhan")
        seed_cases(self.root, self.today, clerk.getId() if clerk is not None else "")
        self._take_opinions()
        fill_compliance(self.root, self.today)
        return self.report

    def _take_opinions(self) -> None:
        """Of topics of this run only: what became of opinions in a school stays."""
        handler = self.users["head"]
        handler_id = handler.getId() if handler is not None else "demo-head"
        for obj, item in self.made:
            if item.type == "ConsultationTopic":
                opinions.seed(obj, handler_id)

    def _member(self, group: str) -> Any | None:
        """The first user of a group of the board; None while it has no member."""
        group_id = group_ids(self.root).get(group)
        members = api.user.get_users(groupname=group_id) if group_id else []
        return next(iter(sorted(members, key=lambda user: user.getId())), None)

    def _assign(self) -> None:
        """The editor gets the whole tree, unless somebody has assigned him sections."""
        editor = self.users["editor"]
        if editor is not None and not assigned_sections(self.root, editor.getId()):
            assign_everything(self.root, editor.getId())

    def _as(self, actor: str) -> AbstractContextManager:
        return api.env.adopt_user(user=self.users[actor] or stand_in(actor))

    def _section(self, code: str) -> Any:
        section = find_section(self.root, code)
        if section is None:
            raise DemoDataError(f"{code}.yaml: this school has no section {code}")
        return section

    def _fill_section(self, section: Any, code: str, items: list[Item]) -> None:
        for item in items:
            if item.id in section:
                self.report.existing += 1
                continue
            with self._as("editor"):
                self._create(section, item, f"{code}/{item.id}")
            self.report.created.append(f"{code}/{item.id}")

    def _create(self, container: Any, item: Item, place: str) -> Any:
        """Create one item and what lies in it; every value passes its field and its invariants."""
        allowed = {fti.getId() for fti in container.allowedContentTypes()}
        if item.type not in allowed:
            raise DemoDataError(f"{place}: {item.type} may not be added here")
        values = converted(item)
        checked(item.type, values, container, place)
        obj = createContent(item.type, id=item.id, **values)
        obj = addContentToContainer(container, obj)
        self.made.append((obj, item))
        if item.table is not None:
            put_table(obj, item.table)
        for child in item.children:
            self._create(obj, child, f"{place}/{child.id}")
        return obj

    def _relate(self, obj: Any, item: Item) -> None:
        """Relations come last, when both ends are there."""
        for name, value in item.values.items():
            for ref in value if isinstance(value, list) else ():
                if isinstance(ref, ItemRef):
                    target = self.sections[ref.code][ref.id]
                    api.relation.create(source=obj, target=target, relationship=name)

    def _bring_to_state(self, obj: Any, item: Item) -> None:
        """Walk the workflow; attachments and the pictures of an album follow their container."""
        if approval_workflow(obj) is None:
            return
        self._set_dates(obj, item)
        if api.content.get_state(obj) == item.state:
            return
        for transition, actor in PATHS[item.state]:
            with self._as(actor):
                api.content.transition(obj, transition, comment=item.comment)
        self._date_history(obj, item)

    def _date_history(self, obj: Any, item: Item) -> None:
        """Of a school that has been here for long: nothing tells that all was made in a minute."""
        workflow = approval_workflow(obj)
        if item.state != "published" or workflow is None:
            return
        entries = obj.workflow_history[workflow.id]
        dated = [{**entry, "time": obj.effective_date} for entry in entries]
        obj.workflow_history[workflow.id] = tuple(dated)
        obj.reindexObject(idxs=["review_state"])

    def _set_dates(self, obj: Any, item: Item) -> None:
        """When visitors could see it: never later than now, else it would still be hidden."""
        if item.state != "published":
            return
        day = in_zone(datetime.combine(item.effective or self.today, MORNING))
        moment = DateTime(min(day, now()).isoformat())
        obj.setEffectiveDate(moment)
        obj.setModificationDate(moment)
        obj.reindexObject(idxs=["effective", "effectiveRange", "modified"])


def put_table(obj: Any, table: dict[str, Any]) -> None:
    """What visitors look up, out of a file below ``files/``."""
    raw = loading.file_ref(table["file"], image=False).path.read_bytes()
    asked = [(heading, Kind(kind)) for heading, kind in table["asked"].items()]
    put_in_force(obj, table_of_file(raw, asked, table["shown"], obj.Creator()))


def stand_in(actor: str) -> Any:
    """For a group without a member: two people, since nobody approves what he wrote himself."""
    users = api.portal.get_tool("acl_users")
    return SimpleUser(f"demo-{actor}", "", ACTORS[actor][1], []).__of__(users)


def fill_profile(root: Any) -> bool:
    """Write the school's profile and title once; what people change afterwards stays."""
    annotations = IAnnotations(root)
    if DONE_KEY in annotations:
        return False
    annotations[DONE_KEY] = True
    profile = ISchoolProfile(root)
    values = loading.load_profile()
    for name, value in profile_values(values):
        setattr(profile, name, value)
    root.title = values["school_name"]
    if IPloneSiteRoot.providedBy(root):
        api.portal.set_registry_record("plone.site_title", root.title)
    root.reindexObject()
    return True


def profile_values(values: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Name and value of each field, in the field's own type; an unknown name is an error."""
    for name, value in values.items():
        schema_field = ISchoolProfile[name]
        kind: Callable[[Any], Any] | None = getattr(schema_field, "_type", None)
        yield name, set(value) if kind is set else value
