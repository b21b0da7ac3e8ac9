"""Random people do random things over HTTP; visitors only ever read what an approver approved.

Each step is one request of one actor to the running server, allowed or not. The model knows who
changed which item and what exactly was approved; after each step everything that a visitor may see
is compared with it. Fingerprints are taken here, not by the code under test.
"""

from AccessControl import getSecurityManager
from AccessControl.SecurityManagement import noSecurityManager
from AccessControl.SecurityManagement import setSecurityManager
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hcmedu.portal.editorial.assignment import assign
from hcmedu.portal.editorial.chains import holds_attachments
from hcmedu.portal.editorial.deputies import Delegation
from hcmedu.portal.editorial.deputies.delegations import delegate
from hcmedu.portal.editorial.deputies.delegations import end_delegation
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle
from hypothesis.stateful import consumes
from hypothesis.stateful import initialize
from hypothesis.stateful import invariant
from hypothesis.stateful import multiple
from hypothesis.stateful import rule
from hypothesis.stateful import RuleBasedStateMachine
from hypothesis.stateful import run_state_machine_as_test
from plone import api

import base64
import io
import itertools
import PIL.Image
import transaction


EXAMPLES, STEPS = 15, 30
ACTORS = st.sampled_from(
    ["owner", "owner", "colleague", "section_editor", "head", "head", "administrator", "manager"]
)
TYPES = st.sampled_from(["Document", "OfficialDocument"])
#: Transitions in the order of an item's life come up more often, so that examples get far.
TRANSITIONS = st.sampled_from(
    [*["submit", "approve", "publish"] * 2, "recall", "return", "withdraw", "revise"]
)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
numbers = itertools.count()


def picture(number):
    stream = io.BytesIO()
    PIL.Image.new("RGB", (9, 9), (number % 256, number // 256 % 256, 7)).save(stream, "PNG")
    return stream.getvalue()


def upload(data, name, kind):
    return {
        "data": base64.b64encode(data).decode(),
        "encoding": "base64",
        "filename": name,
        "content-type": kind,
    }


def data_of(item, *names):
    """Bytes of the files in these fields."""
    files = [getattr(item.aq_base, name, None) for name in names]
    return tuple(file.data for file in files if file is not None)


def fingerprint(item):
    """What a visitor reads of an item: title, text, file, and what is attached."""
    text = getattr(item.aq_base, "text", None)
    attached = ()
    if holds_attachments(item):
        attached = tuple(sorted(fingerprint(child) for child in item.objectValues()))
    return (item.title, text.raw if text else "", data_of(item, "file", "image"), attached)


class BoardAtWork(RuleBasedStateMachine):
    """``web``: the school of the fixture; items are known by their UID."""

    items = Bundle("items")
    pictures = Bundle("pictures")

    def __init__(self, web):
        super().__init__()
        self.web = web
        self.visits = {}
        self.first, self.last, self.uses = {}, {}, {}
        self.approved = {}
        self.baselines = {}
        self.delegation = None

    # Helpers -------------------------------------------------------------------------------------

    def request(self, actor, method, url, **kwargs):
        """One request; answers the response. What it changed is visible here afterwards."""
        if actor not in self.visits:
            self.visits[actor] = self.web.visit(actor).session
        response = self.visits[actor].request(
            method, url, headers={"Accept": "application/json"}, timeout=300, **kwargs
        )
        transaction.begin()
        assert response.status_code < 500, (method, url, response.status_code, response.text[:500])
        return response

    def get(self, uid):
        brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(UID=uid)
        return brains[0]._unrestrictedGetObject() if brains else None

    def on(self, uid, actor, method, path="", **kwargs):
        """A request to an item; None when it is gone, or the answer is a refusal."""
        item = self.get(uid)
        if item is None:
            return None
        response = self.request(actor, method, item.absolute_url() + path, **kwargs)
        return response if response.ok else None

    def changed(self, uid, actor):
        self.first.setdefault(uid, actor)
        self.last[uid] = actor

    def born(self, uid, actor):
        self.first[uid] = self.last[uid] = actor
        return uid

    def section(self, other):
        return self.web.other_section if other else self.web.section

    def is_approver(self, actor):
        return actor == "head" or (actor == "colleague" and self.delegation is not None)

    # Writing -------------------------------------------------------------------------------------

    @initialize()
    def start(self):
        transaction.begin()

    @rule(target=items, actor=ACTORS, kind=TYPES, other=st.booleans())
    def create(self, actor, kind, other):
        number = next(numbers)
        body = {"@type": kind, "title": f"Bài {number}", "id": f"bai-{number}"}
        if kind == "OfficialDocument":
            body["file"] = upload(PDF + str(number).encode(), "van-ban.pdf", "application/pdf")
            body |= {"document_form": "thong-bao", "issuer": "Trường", "number": f"{number}/TB"}
            body |= {"abstract": "Trích yếu", "issue_date": "2026-11-01"}
        response = self.request(actor, "POST", self.section(other).absolute_url(), json=body)
        return self.born(response.json()["UID"], actor) if response.ok else multiple()

    @rule(target=pictures, actor=ACTORS)
    def upload_picture(self, actor):
        number = next(numbers)
        image = upload(picture(number), "anh.png", "image/png")
        body = {"@type": "Image", "title": f"Ảnh {number}", "image": image}
        response = self.request(actor, "POST", self.web.section.absolute_url(), json=body)
        return self.born(response.json()["UID"], actor) if response.ok else multiple()

    @rule(uid=items, actor=ACTORS)
    def edit(self, uid, actor):
        if self.on(uid, actor, "PATCH", json={"title": f"Sửa {next(numbers)}"}):
            self.changed(uid, actor)

    @rule(uid=items, picture=pictures, actor=ACTORS)
    def use_picture(self, uid, picture, actor):
        item = self.get(uid)
        if item is None or item.portal_type != "Document":
            return
        text = f'<p><img src="resolveuid/{picture}/@@images/image/preview" alt="Ảnh" /></p>'
        if self.on(uid, actor, "PATCH", json={"text": text}):
            self.changed(uid, actor)
            self.uses[uid] = {picture}

    @rule(uid=pictures, actor=ACTORS)
    def replace_picture(self, uid, actor):
        image = upload(picture(next(numbers)), "anh.png", "image/png")
        if self.on(uid, actor, "PATCH", json={"image": image}):
            self.changed(uid, actor)

    @rule(uid=items, actor=ACTORS)
    def attach(self, uid, actor):
        item = self.get(uid)
        if item is None or item.portal_type != "OfficialDocument":
            return
        number = next(numbers)
        file = upload(PDF + str(number).encode(), f"phu-luc-{number}.pdf", "application/pdf")
        body = {"@type": "File", "title": f"Phụ lục {number}", "file": file}
        if self.on(uid, actor, "POST", json=body):
            self.changed(uid, actor)

    @rule(uid=items, actor=ACTORS)
    def detach(self, uid, actor):
        item = self.get(uid)
        if item is None or not holds_attachments(item) or not item.objectIds():
            return
        url = item.objectValues()[0].absolute_url()
        if self.request(actor, "DELETE", url).ok:
            self.changed(uid, actor)

    @rule(uid=items, actor=ACTORS, version=st.integers(0, 3))
    def restore_old_version(self, uid, actor, version):
        if self.on(uid, actor, "PATCH", "/@history", json={"version": version}):
            self.changed(uid, actor)

    # Places --------------------------------------------------------------------------------------

    @rule(target=items, uid=st.one_of(items, pictures), actor=ACTORS, other=st.booleans())
    def copy(self, uid, actor, other):
        item = self.get(uid)
        if item is None or item.portal_type == "Image":
            return multiple()
        section = self.section(other)
        body = {"source": item.absolute_url()}
        response = self.request(actor, "POST", f"{section.absolute_url()}/@copy", json=body)
        if not response.ok or not response.json():
            return multiple()
        made = section[response.json()[0]["target"].rsplit("/", 1)[1]]
        assert api.content.get_state(made) == "draft"
        copied = self.born(api.content.get_uuid(made), actor)
        self.uses[copied] = set(self.uses.get(uid, ()))
        return copied

    @rule(uid=items, actor=ACTORS, other=st.booleans())
    def move(self, uid, actor, other):
        item, section = self.get(uid), self.section(other)
        if item is None or item.__parent__.aq_base is section.aq_base:
            return
        body = {"source": item.absolute_url()}
        response = self.request(actor, "POST", f"{section.absolute_url()}/@move", json=body)
        item = self.get(uid)
        if response.ok and item.__parent__.aq_base is section.aq_base:
            state = api.content.get_state(item)
            assert self.is_approver(actor) or state not in ("approved", "published")

    @rule(uid=items, actor=ACTORS)
    def rename(self, uid, actor):
        item = self.get(uid)
        state = None if item is None else api.content.get_state(item)
        before = None if item is None else item.getId()
        self.on(uid, actor, "PATCH", json={"id": f"ten-{next(numbers)}"})
        if state in ("approved", "published"):
            assert self.get(uid).getId() == before or self.is_approver(actor)

    @rule(uid=consumes(items), actor=ACTORS)
    def delete(self, uid, actor):
        item = self.get(uid)
        state = None if item is None else api.content.get_state(item)
        if self.on(uid, actor, "DELETE"):
            assert state not in ("approved", "published")

    # The workflow --------------------------------------------------------------------------------

    @rule(uid=items, actor=ACTORS, name=TRANSITIONS)
    def transition(self, uid, actor, name):
        item = self.get(uid)
        if item is None:
            return
        seen = self.seen(item)
        body = {"comment": "Vì sai số liệu"}
        if not self.on(uid, actor, "POST", f"/@workflow/{name}", json=body) or name != "approve":
            return
        assert self.is_approver(actor), actor
        assert actor not in (self.first[uid], self.last[uid])
        for approved, what in seen.items():
            self.approved.setdefault(approved, set()).add(what)
        baseline = self.baselines.get(uid)
        if baseline is not None and self.get(uid) is None:
            self.approved.setdefault(baseline, set()).add(seen[uid])
            self.uses[baseline] = self.uses.get(uid, set())
            self.last[baseline] = self.last[uid]

    def seen(self, item):
        """What whoever approves the item approves: itself, and the pictures that it shows."""
        uid = api.content.get_uuid(item)
        found = {uid: fingerprint(item)}
        for used in self.uses.get(uid, ()):
            resource = self.get(used)
            if resource is not None:
                found[used] = fingerprint(resource)
        return found

    @rule(uid=pictures, actor=ACTORS, name=TRANSITIONS)
    def transition_of_picture(self, uid, actor, name):
        self.transition(uid, actor, name)

    @rule(target=items, uid=items, actor=ACTORS)
    def working_copy(self, uid, actor):
        response = self.on(uid, actor, "POST", "/@workingcopy")
        if response is None:
            return multiple()
        copies = [
            child
            for child in self.get(uid).__parent__.objectValues()
            if child.absolute_url() == response.json()["@id"]
        ]
        made = self.born(api.content.get_uuid(copies[0]), actor)
        assert made not in self.baselines
        assert uid not in {b for c, b in self.baselines.items() if self.get(c) is not None}
        self.baselines[made] = uid
        self.uses[made] = set(self.uses.get(uid, ()))
        return made

    @rule(uid=items, actor=ACTORS)
    def check_in_without_approval(self, uid, actor):
        if uid in self.baselines:
            assert self.on(uid, actor, "PATCH", "/@workingcopy") is None

    @rule(uid=items, actor=ACTORS)
    def cancel_working_copy(self, uid, actor):
        self.on(uid, actor, "DELETE", "/@workingcopy")

    @rule()
    def lend_or_end(self):
        """The head lends his right to a colleague, or takes it back."""
        now = datetime.now(UTC)
        if self.delegation is None:
            made = Delegation("colleague", "head", now, now + timedelta(days=1))
            delegate(self.web.portal, made)
            self.delegation = made
        else:
            end_delegation(self.web.portal, self.delegation, now)
            self.delegation = None
        transaction.commit()

    # What must always hold -----------------------------------------------------------------------

    @invariant()
    def visitors_read_only_what_was_approved(self):
        for uid in self.first:
            item = self.get(uid)
            if item is not None and visible(item):
                assert fingerprint(item) in self.approved.get(uid, ()), (
                    item.absolute_url(),
                    api.content.get_state(item),
                )

    def teardown(self):
        """What a visitor really gets; then everything of this example goes away."""
        for uid in self.first:
            item = self.get(uid)
            if item is None:
                continue
            response = self.request("anonymous", "GET", item.absolute_url())
            assert response.ok is visible(item), (item.absolute_url(), response.status_code)
            if response.ok:
                assert response.json()["title"] in {f[0] for f in self.approved[uid]}
        if self.delegation is not None:
            end_delegation(self.web.portal, self.delegation, datetime.now(UTC))
            transaction.commit()
        for session in self.visits.values():
            session.close()  # the server of the layer takes a hundred connections, no more


def visible(item):
    """To a visitor: the right to view it, and everything around it."""
    before = getSecurityManager()
    noSecurityManager()
    try:
        return bool(getSecurityManager().checkPermission("View", item))
    finally:
        setSecurityManager(before)


def test_visitors_read_only_what_was_approved(web):
    for section in (web.section, web.other_section):
        for actor in ("owner", "colleague"):
            assign(section, actor)
    transaction.commit()
    run_state_machine_as_test(
        lambda: BoardAtWork(web),
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            print_blob=True,
        ),
    )
