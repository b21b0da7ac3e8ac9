"""A topic of a school, its people, and a browser without script that speaks to the real server."""

from AccessControl import getSecurityManager
from AccessControl.SecurityManagement import setSecurityManager
from dataclasses import replace
from datetime import timedelta
from hcmedu.portal.consultations import register
from hcmedu.portal.consultations.model import NewOpinion
from hcmedu.portal.consultations.model import State
from hcmedu.portal.consultations.model import Step
from hcmedu.portal.consultations.model import Who
from hcmedu.portal.content import moments
from hcmedu.portal.editorial.settings import settings
from hcmedu.portal.school.builder import build
from hcmedu.portal.school.root import find_section
from hcmedu.portal.submissions import throttle
from hcmedu.portal.submissions.files import checked_file
from hcmedu.portal.submissions.testing import guard_values
from hcmedu.portal.testing import prepared
from io import BytesIO
from plone import api
from plone.app.testing import login
from plone.app.testing import logout
from plone.app.textfield.value import RichTextValue
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from plone.protect.authenticator import createToken

import pytest
import requests
import transaction


PASSWORD = "Truong-hoc-2026"
PEOPLE = {"clerk": "tiep-nhan", "head": "truong-ban", "editor": "bien-tap-vien"}
VALUES = {
    "name": "Trần Thị Hoa",
    "contact": "0903 123 456",
    "who": "parent",
    "text": "Tôi đồng ý với Điều 2.",
}
OPINION = NewOpinion("Trần Thị Hoa", "0903 123 456", Who.PARENT, "Tôi đồng ý với Điều 2.")


@pytest.fixture(autouse=True)
def nobody_sent_yet():
    throttle.forget()
    yield
    throttle.forget()


def make_topic(portal, state="published", **fields):
    """A topic that is open now in the section of topics of the school."""
    now = moments.now()
    values = {
        "title": "Quy định dùng điện thoại",
        "issue": "Có nên gửi điện thoại?",
        "text": RichTextValue("<p>Điều 1</p>", "text/html", "text/x-html-safe"),
        "opens": now - timedelta(days=1),
        "closes": now + timedelta(days=3, hours=4, minutes=30),
        "receiving_address": "12 Nguyễn Trãi",
        "receiving_email": "c2huongduong@hcm.edu.vn",
        **fields,
    }
    settings(portal).self_approval = True
    section = find_section(portal, "A11")
    with api.env.adopt_roles(["Manager", "Reviewer"]):
        topic = createContent("ConsultationTopic", **values)
        topic = addContentToContainer(section, topic, checkConstraints=False)
        if state == "published":
            for transition in ("submit", "approve", "publish"):
                api.content.transition(topic, transition)
    return topic


def put(topic, nonce="nonce", state=None, files=(), shown=None, answer=None, note="", **fields):
    """An opinion that is there, decided on where a state is told; its receipt.

    ``files`` are pairs of a name and data, ``fields`` those in which it differs from ``OPINION``.
    """
    sent = [checked_file(BytesIO(data), name) for name, data in files]
    receipt = register.take_in(topic, replace(OPINION, **fields), sent, nonce)
    if state is not None:
        step = Step(moments.now(), state, "clerk", note)
        register.decide(topic, receipt, step, 0, shown=shown, answer=answer)
    transaction.commit()
    return receipt


@pytest.fixture
def topic(portal):
    if find_section(portal, "A11") is None:
        build(portal)
    return make_topic(portal)


@pytest.fixture(scope="module")
def with_people(integration_session):
    with prepared(create_people):
        yield


def create_people(portal):
    if find_section(portal, "A11") is None:
        build(portal)
    for name, group in PEOPLE.items():
        api.user.create(username=name, email=f"{name}@truong.edu.vn", password=PASSWORD)
        api.group.add_user(groupname=group, username=name)
    api.user.create(username="admin-1", email="a@truong.edu.vn", password=PASSWORD)
    api.group.add_user(groupname="quan-tri-vien", username="admin-1")


@pytest.fixture
def site(with_people, functional_portal):
    """The school with its people, as the server sees it."""
    return functional_portal


@pytest.fixture
def open_topic(site):
    topic = make_topic(site)
    transaction.commit()
    return topic


class Browser:
    """A person's browser: cookies, forms, no script. ``user``: None is a visitor."""

    def __init__(self, root, user=None):
        self.root, self.user = root, user
        self.session = requests.Session()
        if user:
            self.session.auth = (user, PASSWORD)

    def get(self, url, **options):
        transaction.commit()
        return self.session.get(url, timeout=60, **options)

    @property
    def token(self):
        """What a form drawn for this person holds."""
        before = getSecurityManager()
        try:
            login(self.root, self.user) if self.user else logout()
            return createToken()
        finally:
            setSecurityManager(before)

    def post(self, url, data, token=None, **options):
        """``token``: None is a valid one for this person."""
        data = {**data, "_authenticator": self.token if token is None else token}
        transaction.commit()
        return self.session.post(url, data=data, timeout=60, **options)

    def send(self, topic, files=None, age=5, token=None, extra=None, follow=True, **values):
        """Fill in the form of a topic and press its button."""
        fields = {f"opinion.widgets.{name}": value for name, value in {**VALUES, **values}.items()}
        data = {
            **fields,
            **guard_values(topic, age),
            "opinion.buttons.send": "send",
            "_authenticator": self.token if token is None else token,
            **(extra or {}),
        }
        sent = [("opinion.widgets.files", file) for file in files or ()]
        transaction.commit()
        return self.session.post(
            f"{topic.absolute_url()}/@@gui-y-kien",
            data=data,
            files=sent or None,
            timeout=60,
            allow_redirects=follow,
        )


@pytest.fixture
def browser(site):
    """``browser(user)``: a browser of a person, of a visitor by default."""
    return lambda user=None: Browser(site, user)


def opinions(topic):
    """All that is stored of a topic, as it is now in the database."""
    transaction.begin()
    return list(register.read_page(topic, register.rows(topic)))


@pytest.fixture
def published(open_topic):
    """A public topic with one opinion that visitors read."""
    return put(open_topic, state=State.PUBLISHED)


@pytest.fixture(name="opinions")
def read_opinions():
    """``opinions(topic)``: all that is stored of it."""
    return opinions


@pytest.fixture(name="put")
def put_opinion():
    """``put(topic, nonce, state=…, **changes of the opinion)``, see there."""
    return put


@pytest.fixture
def new_topic():
    return make_topic
