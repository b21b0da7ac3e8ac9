"""A school with its board, and requests as browsers send them."""

from AccessControl import getSecurityManager
from AccessControl.SecurityManagement import setSecurityManager
from contextlib import contextmanager
from hcmedu.portal.editorial.settings import settings
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from hcmedu.portal.school import find_section
from hcmedu.portal.testing import prepared
from plone import api
from plone.app.testing import login
from plone.app.testing import logout
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.i18n.utility import setLanguageBinding
from plone.protect.authenticator import createToken
from zope.interface import alsoProvides

import pytest


PASSWORD = "Truong-2026"
PEOPLE = {
    "hieutruong": "truong-ban",
    "quantri": "quan-tri-vien",
    "phongvien": "bien-tap-vien",
    "thuky": "tiep-nhan",
    "sieuquantri": "Administrators",
    "nguoila": None,
}


class Board:
    """``page`` calls a page of a school as somebody, ``send`` posts the form of one."""

    def __init__(self, root, request):
        self.root, self.request = root, request

    @contextmanager
    def as_(self, user):
        before = getSecurityManager()
        login(api.portal.get(), user) if user else logout()
        try:
            yield
        finally:
            setSecurityManager(before)

    def asked(self, method, token, form):
        request = self.request.clone()
        alsoProvides(request, IHcmeduPortalLayer)
        if token:
            form = {"_authenticator": createToken(), **form}
        request.form.update(form)
        setLanguageBinding(request)
        request.method = request.environ["REQUEST_METHOD"] = method
        return request

    def page(self, name, user, method="GET", token=False, root=None, **form):
        """What the page answers; ``refused`` where the publisher lets nobody in."""
        root = self.root if root is None else root
        with self.as_(user):
            request = self.asked(method, token, form)
            view = root.restrictedTraverse(f"@@{name}", None)
            if view is None:
                return "refused"
            self.answer = request.response
            return type(view)(root, request)()

    def post(self, name, user, token=True, **form):
        return self.page(name, user, "POST", token, **form)

    def send(self, form_class, user, token=True, method="POST", **values):
        """The form after that person sent it."""
        with self.as_(user):
            fields = {f"form.widgets.{name}": value for name, value in values.items()}
            fields["form.buttons.save"] = "Lưu"
            form = form_class(self.root, self.asked(method, token, fields))
            form.update()
        return form

    def feed(self, token, root=None, **headers):
        """What the calendar answers to a visitor."""
        root = self.root if root is None else root
        with self.as_(None):
            request = self.asked("GET", False, {"token": token})
            request.environ.update(headers)
            view = root.restrictedTraverse("@@hcmedu-deadlines.ics")
            self.answer = request.response
            return type(view)(root, request)()

    def publish(self, code, portal_type, to="published", **values):
        """A new item in a section, through all steps by one person; ``to=None`` leaves a draft."""
        setRoles(self.root, TEST_USER_ID, ["Manager", "Reviewer"])
        settings(self.root).self_approval = True
        item = api.content.create(find_section(self.root, code), portal_type, **values)
        workflow = api.portal.get_tool("portal_workflow")
        while to and api.content.get_state(item) != to:
            found = {row["id"] for row in workflow.listActionInfos(object=item)}
            step = next(name for name in ("publish", "approve", "submit") if name in found)
            workflow.doActionFor(item, step, comment="Đã duyệt")
        item.reindexObject()
        return item


@pytest.fixture(scope="module")
def with_people(integration_session):
    with prepared(create_people):
        yield


def create_people(portal):
    for user, group in PEOPLE.items():
        email = f"{user}@truong.edu.vn"
        api.user.create(email=email, username=user, password=PASSWORD)
        if group:
            api.group.add_user(groupname=group, username=user)


@pytest.fixture
def people(with_people, portal):
    return portal


@pytest.fixture
def board(people, http_request):
    alsoProvides(http_request, IHcmeduPortalLayer)
    return Board(people, http_request)
