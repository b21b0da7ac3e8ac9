"""A topic of a school, its people, and a browser without script that speaks to the real server."""

from datetime import timedelta
from hcmedu.portal.consultations.model import NewOpinion
from hcmedu.portal.consultations.model import State
from hcmedu.portal.consultations.model import Step
from hcmedu.portal.consultations.model import Who
from hcmedu.portal.consultations import register
from hcmedu.portal.content import moments
from hcmedu.portal.editorial.settings import settings
from hcmedu.portal.school.builder import build
from hcmedu.portal.school.root import find_section
from hcmedu.portal.submissions import throttle
from hcmedu.portal.submissions.testing import guard_values
from plone import api
from plone.app.textfield.value import RichTextValue
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent

import lxml.html
import pytest
import requests
import transaction


PASSWORD = "Truong-hoc-2026"
PEOPLE = {"clerk": "tiep-nhan", "head": "truong-ban", "editor": "bien-tap-vien"}
PDF = b"%PDF-1.4\n%%EOF\n"
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


def put(topic, nonce="nonce", files=(), state=None, new=OPINION, **changes):
    """An opinion that is there, decided on where a state is told; its receipt."""
    receipt = register.take_in(topic, new, files, nonce)
    if state is not None:
        register.decide(topic, receipt, Step(moments.now(), state, "clerk"), 0, **changes)
    return receipt


@pytest.fixture
def topic(portal):
    if find_section(portal, "A11") is None:
        build(portal)
    return make_topic(portal)


@pytest.fixture
def site(functional_portal):
    """The school with its people, as the server sees it."""
    portal = functional_portal
    if find_section(portal, "A11") is None:
        build(portal)
    for name, group in PEOPLE.items():
        api.user.create(username=name, email=f"{name}@truong.edu.vn", password=PASSWORD)
        api.group.add_user(groupname=group, username=name)
    api.user.create(username="admin-1", email="a@truong.edu.vn", password=PASSWORD)
    api.group.add_user(groupname="quan-tri-vien", username="admin-1")
    transaction.commit()
    return portal


@pytest.fixture
def open_topic(site):
    topic = make_topic(site)
    transaction.commit()
    return topic


class Browser:
    """A person's browser: cookies, forms, no script. ``user``: None is a visitor."""

    def __init__(self, root, user=None):
        self.root = root
        self.session = requests.Session()
        if user:
            self.session.auth = (user, PASSWORD)

    def get(self, url, **options):
        transaction.commit()
        return self.session.get(url, timeout=60, **options)

    def token(self, url):
        page = lxml.html.fromstring(self.get(url).content)
        found = page.xpath("//input[@name='_authenticator']/@value")
        return found[0] if found else ""

    def post(self, url, data, token=None, **options):
        """``token``: None fetches a valid one for this person."""
        if token is None:
            token = self.token(self.root.absolute_url() + "/@@hcmedu-test-token")
        transaction.commit()
        return self.session.post(
            url, data={**data, "_authenticator": token}, timeout=60, **options
        )

    def send(self, topic, files=None, age=5, token=None, extra=None, follow=True, **values):
        """Fill in the form of a topic and press its button."""
        token = self.token(topic.absolute_url()) if token is None else token
        fields = {f"opinion.widgets.{name}": value for name, value in {**VALUES, **values}.items()}
        data = {
            **fields,
            **guard_values(self.root, age),
            "opinion.buttons.send": "send",
            "_authenticator": token,
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
    receipt = put(open_topic, state=State.PUBLISHED)
    transaction.commit()
    return receipt
