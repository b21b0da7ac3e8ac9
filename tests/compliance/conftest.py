"""A school with its board, and requests as browsers send them."""

from AccessControl import getSecurityManager
from AccessControl.SecurityManagement import setSecurityManager
from contextlib import contextmanager
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from hcmedu.portal.testing import prepared
from plone import api
from plone.app.testing import login
from plone.app.testing import logout
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
