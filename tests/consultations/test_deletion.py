"""Opinions go with their topic and by the period; copies and working copies take none along."""

from datetime import timedelta
from hcmedu.portal.consultations import register
from hcmedu.portal.consultations.deletion import forget_old
from hcmedu.portal.consultations.model import State
from hcmedu.portal.consultations.model import Step
from hcmedu.portal.consultations.model import Who
from hcmedu.portal.consultations.settings import ConsultationSettings
from hcmedu.portal.consultations.totals import totals
from hcmedu.portal.content import moments
from hcmedu.portal.submissions.packing import is_due
from hcmedu.portal.submissions.store import kinds
from plone import api
from plone.app.iterate.interfaces import ICheckinCheckoutPolicy

import pytest


PDF = [("don.pdf", b"%PDF-1.4\n%%EOF\n")]


@pytest.fixture
def old_topic(topic, portal):
    """It ended 13 months ago; the school keeps data for 12."""
    topic.opens, topic.closes = (moments.now() - timedelta(days=days) for days in (450, 400))
    return topic


@pytest.fixture
def filled(old_topic, put_here):
    put_here(old_topic, "a", State.PUBLISHED, files=PDF, name="Lê Nam", note="Ghi chú riêng")
    put_here(old_topic, "b", State.PUBLISHED, name="Lê Nam", may_show_name=True, shown="[...]")
    put_here(old_topic, "c", State.REJECTED)
    put_here(old_topic, "d", who=Who.PUPIL)
    return old_topic


@pytest.fixture
def put_here(put, monkeypatch):
    """In a layer that is rolled back, not committed."""
    monkeypatch.setattr("transaction.commit", lambda: None)
    return put


def read(topic):
    found = register.read_page(topic, register.rows(topic))
    return {(each.text, each.name, each.contact, len(each.files)) for each in found}


def test_after_the_period_only_what_is_public_stays(portal, filled):
    forget_old(portal)
    assert read(filled) == {("Tôi đồng ý với Điều 2.", "", "", 0), ("[...]", "Lê Nam", "", 0)}
    assert {each.last_note for each in register.read_page(filled, register.rows(filled))} == {""}
    assert is_due(portal)


def test_numbers_stay(portal, filled):
    before = totals(filled)
    forget_old(portal)
    forget_old(portal)
    after = totals(filled)
    assert after.received == before.received and after.received[Who.PUPIL] == 1
    assert after.published == before.published


def test_a_mark_of_parts_left_out_stays(portal, filled):
    forget_old(portal)
    marks = {each.text: each.shown for each in register.read_page(filled, register.rows(filled))}
    assert marks == {"Tôi đồng ý với Điều 2.": "", "[...]": "[...]"}


def test_before_that_nothing_goes(portal, filled):
    ConsultationSettings(portal).months_kept = 14
    before = read(filled)
    forget_old(portal)
    assert read(filled) == before


def test_what_was_taken_down_later_goes_too(portal, filled):
    forget_old(portal)
    row = register.rows(filled)[0]
    step = Step(moments.now(), State.REJECTED, "clerk")
    register.decide(filled, row.receipt, step, 1)
    forget_old(portal)
    assert len(register.rows(filled)) == 1 and totals(filled).received.total() == 4


def test_with_a_topic_go_its_opinions(portal, filled):
    kind = register.kind_of(filled)
    assert kind in kinds(portal)
    filled.__parent__._delObject(filled.getId())
    assert kind not in kinds(portal)
    assert is_due(portal)


def test_with_its_folder_goes_a_topic(portal, topic, put_here, new_topic):
    """What is public can't be deleted by way of its folder; see editorial."""
    with api.env.adopt_roles(["Manager"]):
        folder = api.content.create(portal, "Folder", "cu")
        draft = new_topic(portal, state="draft")
        put_here(draft, "a")
        kind = register.kind_of(draft)
        api.content.move(draft, folder)
        assert kind in kinds(portal) and len(register.rows(folder[draft.getId()])) == 1
        api.content.delete(folder, check_linkintegrity=False)
    assert kind not in kinds(portal)


def test_what_goes_to_another_school_takes_its_opinions_along(portal, filled):
    """In a central portal: else nobody would delete them when their time is over."""
    with api.env.adopt_roles(["Manager", "Reviewer"]):
        school = api.content.create(portal, "School", id="an-lac", title="THCS An Lạc")
        kind, before = register.kind_of(filled), read(filled)
        folder = api.content.create(portal, "Folder", id="di-chuyen")
        there = api.content.move(api.content.move(filled, folder), school, safe_id=True)
    assert kind in kinds(school) and kind not in kinds(portal)
    assert read(there) == before


def test_a_copy_of_a_topic_has_no_opinions(portal, filled):
    with api.env.adopt_roles(["Manager"]):
        copy = api.content.copy(filled, filled.__parent__, "ban-sao")
    assert register.rows(copy) == [] and len(register.rows(filled)) == 4


def test_a_working_copy_takes_none_along_and_brings_none_back(portal, topic, put_here):
    put_here(topic, "a", State.PUBLISHED)
    uid = topic.UID()
    with api.env.adopt_roles(["Manager", "Reviewer"]):
        copy = ICheckinCheckoutPolicy(topic).checkout()
        assert register.rows(copy) == []
        copy.issue = "Câu hỏi đã sửa?"
        for transition in ("submit", "approve"):
            api.content.transition(copy, transition)
    original = topic.__parent__[topic.getId()]
    assert (original.UID(), original.issue) == (uid, "Câu hỏi đã sửa?")
    assert len(register.rows(original)) == 1


def test_a_working_copy_that_is_given_up_takes_none_away(portal, topic, put_here):
    put_here(topic, "a")
    with api.env.adopt_roles(["Manager", "Reviewer"]):
        copy = ICheckinCheckoutPolicy(topic).checkout()
        ICheckinCheckoutPolicy(copy).cancelCheckout()
    assert len(register.rows(topic)) == 1
