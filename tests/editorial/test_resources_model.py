"""Two items, two images, random sequences: the images are in the states of a small model."""

from AccessControl.SpecialUsers import system
from hcmedu.portal.editorial.resources import is_by_use
from hcmedu.portal.editorial.resources import taken_along
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st
from plone import api
from plone.app.textfield.value import RichTextValue
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from Products.CMFCore.WorkflowCore import WorkflowException
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest
import transaction


#: (state before, transition) → (state after, who does it)
STEPS = {
    ("draft", "submit"): ("pending", "owner"),
    ("pending", "recall"): ("draft", "owner"),
    ("pending", "return"): ("draft", "head"),
    ("approved", "return"): ("draft", "head"),
    ("pending", "approve"): ("approved", "head"),
    ("approved", "publish"): ("published", "head"),
    ("published", "withdraw"): ("withdrawn", "head"),
    ("withdrawn", "revise"): ("draft", "owner"),
}
RANK = {"draft": 0, "withdrawn": 0, "pending": 1, "approved": 2, "published": 3}
NUMBERS = (0, 1)
#: The transition that leads on from a state, and the one that leads back.
ON = {"draft": "submit", "pending": "approve", "approved": "publish", "published": "withdraw"}
ON |= {"withdrawn": "revise"}
BACK = {"pending": ("return", "recall"), "approved": ("return", "return")}
numbers = st.sampled_from(NUMBERS)
#: Items move more often than images by themselves; texts are written all the time.
OPERATIONS = st.lists(
    st.one_of(
        st.tuples(st.just("item"), numbers, st.integers(0, 4)),
        st.tuples(st.just("item"), numbers, st.integers(0, 4)),
        st.tuples(st.just("item"), numbers, st.just(0)),
        st.tuples(st.just("image"), numbers, st.integers(0, 4)),
        st.tuples(st.just("write"), numbers, st.sets(numbers, min_size=1)),
        st.tuples(st.just("write"), numbers, st.sets(numbers)),
        st.tuples(st.sampled_from(["write"] * 4 + ["delete"]), numbers, st.just(set())),
    ),
    min_size=5,
    max_size=40,
)


def action_of(state, choice):
    """0 to 2: onward; 3 and 4: back, where there is a way back."""
    return BACK[state][choice - 3] if choice > 2 and state in BACK else ON.get(state)


class Model:
    """What the rules say: docs/workflow.md, 'What an item uses'."""

    def __init__(self):
        self.items = ["draft", "draft"]
        self.texts = [set(), set()]
        self.held = [set(), set()]
        self.own = ["draft", "draft"]
        self.images = ["draft", "draft"]

    def holders(self, image):
        return [self.items[item] for item in NUMBERS if image in self.held[item]]

    def settle(self):
        """Every image into the state in which it belongs."""
        for image in NUMBERS:
            now, own = self.images[image], self.own[image]
            best = max([own, *self.holders(image)], key=RANK.get)
            if own == "withdrawn":
                self.images[image] = "withdrawn"
            elif best in ("approved", "published"):
                self.images[image] = best
            elif now in ("published", "withdrawn"):
                self.images[image] = "withdrawn"
            else:
                self.images[image] = best

    def item(self, number, action):
        """A transition of an item; False when it is none."""
        if (self.items[number], action) not in STEPS:
            return False
        self.items[number] = STEPS[self.items[number], action][0]
        if action == "submit":
            self.held[number] = {i for i in self.texts[number] if self.own[i] != "withdrawn"}
            self.held[number] |= {i for i in self.texts[number] if self.images[i] == "published"}
        elif self.items[number] in ("draft", "withdrawn"):
            self.held[number] = set()
        self.settle()
        if action == "revise":
            for image in self.texts[number]:
                down = self.images[image] == "withdrawn" and self.own[image] != "withdrawn"
                if down and not self.holders(image):
                    self.images[image] = self.own[image] = "draft"
        return True

    def image(self, number, action):
        """A transition of an image by a person; False when it is none, or refused."""
        step = (self.images[number], action)
        if step not in STEPS:
            return False
        after = STEPS[step][0]
        if action in ("recall", "return") and {"pending", "approved"} & {*self.holders(number)}:
            return False
        self.images[number] = self.own[number] = after
        if after in ("draft", "withdrawn"):
            for held in self.held:
                held.discard(number)
        self.settle()
        return True

    def write(self, number, text):
        """Who changes a text: its author, the head under review, a check-in when it is public."""
        state = self.items[number]
        self.texts[number] = set(text)
        if RANK[state]:
            kept = self.held[number] & text
            public = {i for i in text if self.images[i] == "published"}
            self.held[number] = kept | public
        self.settle()

    def delete(self, number):
        self.items[number] = "gone"
        self.texts[number] = self.held[number] = set()
        self.settle()


RANK["gone"] = 0


class Reality:
    def __init__(self, school):
        self.school = school
        api.user.create(email="pho@truong.edu.vn", username="second_head", password="Truong-2026")
        api.group.add_user(groupname="truong-ban", username="second_head")
        with school.as_("owner"):
            self.images = [self.add("Image", f"anh-{n}") for n in NUMBERS]
            self.items = [self.add("News Item", f"tin-{n}", text=html([])) for n in NUMBERS]

    def add(self, portal_type, name, **fields):
        made = createContent(portal_type, id=name, title=name, **fields)
        return addContentToContainer(self.school.section, made, checkConstraints=False)

    def do(self, content, action, actor):
        self.school.do(content, action, actor)

    def write(self, number, text, actor):
        item = self.items[number]
        item.text = html([self.images[image] for image in text])
        with self.school.as_(actor) if actor else api.env.adopt_user(user=system):
            notify(ObjectModifiedEvent(item))

    def delete(self, number):
        with api.env.adopt_user(user=system):
            self.school.section._delObject(self.items[number].getId())


def html(images):
    links = "".join(f'<img src="resolveuid/{api.content.get_uuid(each)}">' for each in images)
    return RichTextValue(f"<p>x</p>{links}", "text/html", "text/x-html-safe")


def run(model, reality, operation):
    kind, number, what = operation
    if kind == "item":
        before = model.items[number]
        action = action_of(before, what)
        if model.item(number, action):
            reality.do(reality.items[number], action, STEPS[before, action][1])
    elif kind == "image":
        before = model.images[number]
        action = action_of(before, what)
        if model.image(number, action):
            reality.do(reality.images[number], action, STEPS[before, action][1])
        else:
            with pytest.raises(WorkflowException, match="đang được duyệt"):
                reality.do(reality.images[number], action, STEPS[before, action][1])
    elif model.items[number] == "gone":
        return
    elif kind == "write":
        # What is approved nobody changes; what is pending another head than the one who approves.
        state = model.items[number]
        if state != "approved":
            model.write(number, what)
            actor = {"draft": "owner", "pending": "second_head", "withdrawn": "head"}.get(state)
            reality.write(number, what, actor)
    else:
        model.delete(number)
        reality.delete(number)


def compare(model, reality, done):
    school = reality.school
    for number in NUMBERS:
        image = reality.images[number]
        assert school.state(image) == model.images[number], done
        assert is_by_use(image) == (model.images[number] != model.own[number]), done
        public = school.may("anonymous", "View", image)
        assert public == (model.images[number] == "published"), done
        if public:
            assert model.own[number] == "published" or "published" in model.holders(number), done
        if model.items[number] != "gone":
            held = {reality.images.index(each) for each in taken_along(reality.items[number])}
            assert held == model.held[number], done


@settings(
    max_examples=25,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(operations=OPERATIONS)
def test_images_follow_the_model(school, operations):
    start = transaction.savepoint()
    try:
        model, reality = Model(), Reality(school)
        for count, operation in enumerate(operations, 1):
            run(model, reality, operation)
            compare(model, reality, operations[:count])
    finally:
        start.rollback()
