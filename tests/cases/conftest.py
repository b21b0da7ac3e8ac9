"""A school office: its people, its cases, and requests as browsers send them."""

from AccessControl import getSecurityManager
from AccessControl.SecurityManagement import setSecurityManager
from contextlib import contextmanager
from datetime import date
from hcmedu.portal.cases import register
from hcmedu.portal.cases.model import About
from hcmedu.portal.cases.model import Answer
from hcmedu.portal.cases.model import NewCase
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from hcmedu.portal.submissions.files import checked_file
from hcmedu.portal.testing import prepared
from io import BytesIO
from plone import api
from plone.app.testing import login
from plone.app.testing import logout
from plone.i18n.utility import setLanguageBinding
from plone.protect.authenticator import createToken
from zope.interface import alsoProvides

import pytest


PEOPLE = {
    "thuky": "tiep-nhan",
    "vanthu": "tiep-nhan",
    "hieutruong": "truong-ban",
    "phongvien": "bien-tap-vien",
    "quantri": "quan-tri-vien",
    "sieuquantri": "Administrators",
    "nguoila": None,
}
NAMES = {"thuky": "Lê Thư Ký", "vanthu": "Trần Văn Thư", "hieutruong": "Nguyễn Hiệu Trưởng"}
PDF = b"%PDF-1.4\nBan sao hoc ba\n%%EOF\n"


@contextmanager
def acting_as(portal, user):
    """Be that person for a while; None is a visitor."""
    before = getSecurityManager()
    login(portal, user) if user else logout()
    try:
        yield
    finally:
        setSecurityManager(before)


class Office:
    """``page`` calls a page of the school as somebody; ``case`` takes a case in."""

    def __init__(self, portal, request):
        self.portal, self.request = portal, request
        alsoProvides(request, IHcmeduPortalLayer)

    def as_(self, user):
        return acting_as(self.portal, user)

    def case(self, name="Trần Văn An", answers=(), files=(), **values):
        known = {
            "about": About.APPLICATION,
            "form": "uid",
            "form_title": "Đơn xin chuyển trường",
            "phone": "0903123456",
            "due": date(2026, 12, 4),
            **values,
        }
        sent = tuple(Answer(f"f{n}", *pair) for n, pair in enumerate(answers))
        scans = [checked_file(BytesIO(data), "quet.pdf") for data in files]
        moment = known.pop("moment", None)
        new = NewCase(name=name, answers=sent, **known)
        return register.take_in(self.portal, new, scans, name, moment)

    def page(self, path, user="thuky", method="GET", token=True, **form):
        """What the page answers; as the publisher traverses it, and as strict about rights."""
        name, *rest = path.split("/")
        request = self.request.clone()
        alsoProvides(request, IHcmeduPortalLayer)
        with self.as_(user):
            if method == "POST" and token:
                form = {"_authenticator": createToken(), **form}
            request.form.update(form)
            setLanguageBinding(request)
            request.method = request.environ["REQUEST_METHOD"] = method
            context = self.portal.restrictedTraverse(())
            view = context.restrictedTraverse(f"@@{name}", None)
            if view is None:
                return "refused"
            view = type(view)(self.portal, request)
            for each in rest:
                view = view.publishTraverse(request, each)
            return view()

    def post(self, path, user="thuky", **form):
        return self.page(path, user, "POST", **form)


@pytest.fixture(scope="module")
def with_people(integration_session):
    with prepared(create_people):
        yield


def create_people(portal):
    for user, group in PEOPLE.items():
        properties = {"fullname": NAMES.get(user, user)}
        email = f"{user}@truong.edu.vn"
        api.user.create(email=email, username=user, properties=properties, password="Truong-2026")
        if group:
            api.group.add_user(groupname=group, username=user)


@pytest.fixture
def people(with_people, portal):
    return portal


@pytest.fixture
def office(people, http_request):
    return Office(people, http_request)
