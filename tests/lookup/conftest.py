"""A school with its people over HTTP, pages of results in any state, the worker on call."""

from contextlib import contextmanager
from hcmedu.portal.editorial.assignment.assignments import assign
from hcmedu.portal.lookup import store
from hcmedu.portal.lookup import tasks
from hcmedu.portal.lookup.building import table_of_file
from hcmedu.portal.lookup.rows.keys import Kind
from hcmedu.portal.school import find_section
from hcmedu.portal.submissions import throttle
from hcmedu.portal.submissions.testing import guard_values
from hcmedu.portal.testing import prepared
from hcmedu.portal.worker.testing import run_jobs
from lxml.html import fromstring
from plone import api
from plone.app.testing import login
from plone.app.testing import logout
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.app.testing import TEST_USER_NAME
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from plone.protect.authenticator import createToken
from plone.uuid.interfaces import IUUID

import pytest
import requests
import transaction


PASSWORD = "Truong-hoc-2026"
PEOPLE = {
    "member": None,
    "editor": "bien-tap-vien",
    "elsewhere": "bien-tap-vien",
    "head": "truong-ban",
    "administrator": "quan-tri-vien",
}
HEAD = "Số báo danh;Họ và tên;Ngày sinh;Điểm"
ROWS = (
    "HSG001;Nguyễn Thị Hoà;01/09/2011;18,5",
    "HSG002;Trần Văn Bình;15/10/2011;9",
    "HSG003;=cmd|' /C calc'!A0;31/12/2011;<script>alert(1)</script>",
)
CSV = "\n".join((HEAD, *ROWS)).encode()
ASKED = (("Số báo danh", Kind.TEXT), ("Ngày sinh", Kind.DATE))
SHOWN = ("Họ và tên", "Điểm")
#: What must stand nowhere but in the answer to the one who knows what is asked.
SECRETS = ("Thị Hoà", "Thị Hòa", "18,5", "HSG001", "2011-09-01")
CHOICE = {
    **{f"label.{at}": heading for at, heading in enumerate(HEAD.split(";"))},
    **{"ask.0": "text", "ask.2": "date", "place.1": "1", "place.3": "2"},
}
STEPS = {
    "draft": (),
    "pending": (("editor", "submit"),),
    "approved": (("editor", "submit"), ("head", "approve")),
    "published": (("editor", "submit"), ("head", "approve"), ("head", "publish")),
    "withdrawn": (
        *(("editor", "submit"), ("head", "approve"), ("head", "publish"), ("head", "withdraw")),
    ),
}


class Visit:
    """A person at the browser."""

    def __init__(self, school, name):
        self.school, self.name = school, name
        self.session = requests.Session()
        if name != "anonymous":
            self.session.auth = (name, PASSWORD)

    def get(self, item, path="", **options):
        return self._ask("get", item, path, **options)

    def post(self, item, path="", data=None, token=True, **options):
        """With a genuine token, so that the rights alone are tested."""
        found = {"_authenticator": self.school.token(self.name)} if token else {}
        return self._ask("post", item, path, data={**found, **(data or {})}, **options)

    def look_up(self, item, *values, guard=True, **options):
        """Fill in the form of a page."""
        data = {f"value.{at}": value for at, value in enumerate(values)}
        found = guard_values(item) if guard else {}
        return self._ask("post", item, "", data={**found, **data}, **options)

    def _ask(self, method, item, path, **options):
        transaction.commit()
        url = f"{item.absolute_url()}/{path}".rstrip("/")
        options.setdefault("allow_redirects", False)
        answer = self.session.request(method, url, **options)
        transaction.begin()
        return answer


class School:
    """``editor`` has both sections assigned, ``elsewhere`` another one."""

    def __init__(self, portal):
        self.portal = portal
        self.section = find_section(portal, "A21")

    def visit(self, name="anonymous"):
        return Visit(self, name)

    def token(self, name):
        with self.as_(name):
            return createToken()

    @contextmanager
    def as_(self, name):
        logout() if name == "anonymous" else login(self.portal, name)
        try:
            yield
        finally:
            login(self.portal, TEST_USER_NAME)

    def page(self, state="published", rows=CSV, **fields):
        """A page of results that the editor made, with a table unless ``rows`` is None."""
        values = {"title": "Kết quả thi học sinh giỏi", **fields}
        with self.as_("editor"):
            made = createContent("ResultTable", **values)
            item = addContentToContainer(self.section, made)
        if rows is not None:
            store.put_in_force(item, table_of_file(rows, ASKED, SHOWN, "editor"))
        return self.bring(item, state)

    def bring(self, item, state):
        for name, step in STEPS[state]:
            item = self.act(item, name, step)
        return item

    def act(self, item, name, transition):
        """What the item is after it; of a working copy that was approved, the original."""
        uid = IUUID(item)
        workflow = api.portal.get_tool("portal_workflow")
        with self.as_(name):
            found = workflow.doActionFor(item, transition, comment="Vì vậy")
        return found if found is not None else api.content.get(UID=uid) or item

    def work(self):
        """Have the worker do its jobs; names of those about an upload."""
        return [each.name for each in run_jobs() if each.name in (tasks.READ, tasks.CHECK)]

    def upload(self, item, data=CSV, filename="diem.csv", name="editor", **fields):
        found = {"action": "upload", **fields}
        return self.visit(name).post(
            item, "@@hcmedu-table", found, files={"file": (filename, data)}
        )

    def step(self, item, action, name="editor", **fields):
        """One button of the page of an upload."""
        upload = store.case_of(item).get(store.UPLOAD)
        data = {"action": action, "upload": upload["id"] if upload else "", **fields}
        return self.visit(name).post(item, "@@hcmedu-table", data)

    def checked(self, item, data=CSV, name="editor", choice=CHOICE, **fields):
        """Upload a table and have it checked; ready to be put in force."""
        self.upload(item, data, name=name, **fields)
        self.work()
        self.step(item, "choose", name, **choice)
        self.work()


@pytest.fixture(scope="module")
def with_people(integration_session):
    with prepared(create_people):
        yield


def create_people(portal):
    setRoles(portal, TEST_USER_ID, ["Manager"])
    for name, group in PEOPLE.items():
        api.user.create(email=f"{name}@truong.edu.vn", username=name, password=PASSWORD)
        if group:
            api.group.add_user(groupname=group, username=name)
    found = School(portal)
    assign(found.section, "editor")
    assign(find_section(portal, "A22"), "editor")
    assign(find_section(portal, "A13"), "elsewhere")


@pytest.fixture
def school(with_people, functional):
    throttle.forget()
    yield School(functional["portal"])
    throttle.forget()


def words(answer):
    """The text of the content of a page, blanks as one."""
    found = fromstring(answer.text)
    nodes = found.xpath("//*[@id='content']") or [found]
    return " ".join(nodes[0].text_content().split())


@pytest.fixture
def told():
    return words
