"""Tries at settings, calendar and public status: each is refused or harmless."""

from hcmedu.portal.compliance.attesting import attest
from hcmedu.portal.compliance.attesting import attestations
from hcmedu.portal.compliance.calendar.address import renew_token
from hcmedu.portal.compliance.calendar.address import token_of
from hcmedu.portal.compliance.links.records import keep
from hcmedu.portal.compliance.links.records import records
from hcmedu.portal.compliance.links.trying import Answer
from hcmedu.portal.compliance.links.trying import Record
from hcmedu.portal.compliance.settings import settings_of
from hcmedu.portal.compliance.settings.form import SettingsForm
from hcmedu.portal.content.moments import now
from hcmedu.portal.editorial.groups import group_ids
from hcmedu.portal.worker.testing import jobs
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from zExceptions import NotFound
from zExceptions import Unauthorized

import pytest


PAGES = (
    "hcmedu-compliance-settings",
    "hcmedu-compliance-calendar",
    "hcmedu-compliance-calendar-address",
)
FEED, STATUS = "hcmedu-deadlines.ics", "hcmedu-disclosure-status"
FOREIGN = ["hieutruong2", "quantri2"]


@pytest.fixture
def school(board):
    """Another school in the same portal, with a head and an administrator of its own."""
    setRoles(board.root, TEST_USER_ID, ["Manager"])
    made = api.content.create(board.root, "School", "an-lac", title="THCS An Lạc")
    for user, group in (("hieutruong2", "truong-ban"), ("quantri2", "quan-tri-vien")):
        api.user.create(email=f"{user}@truong.edu.vn", username=user, password="Truong-2026")
        api.group.add_user(groupname=group_ids(made)[group], username=user)
    return made


def test_the_board_of_another_school_is_refused(board, school):
    values = {"reminder_days": "9", "second_term_day": "1", "second_term_month": "1"}
    for user in FOREIGN:
        assert {board.page(page, user) for page in PAGES} == {"refused"}
        board.send(SettingsForm, user, public_status="selected", **values)
    assert settings_of(board.root).reminder_days == 3
    assert settings_of(board.root).public_status is False
    for page in PAGES[:2]:
        assert "An Lạc" in board.page(page, "quantri2", root=school)


def test_the_token_of_another_school_opens_nothing(board, school):
    own, other = renew_token(board.root), renew_token(school)
    assert own != other
    for root, token in ((board.root, other), (school, own)):
        with pytest.raises(NotFound):
            board.feed(token, root)


def test_a_school_that_shows_its_status_shows_no_other(board, school):
    settings_of(school).public_status = True
    with pytest.raises(NotFound):
        board.page(STATUS, None)
    assert "Tình hình công khai" in board.page(STATUS, None, root=school)


@pytest.mark.parametrize("user", [None, "nguoila", "phongvien", "thuky"])
@pytest.mark.parametrize("do", ["renew", "remove"])
def test_who_may_not_make_an_address_makes_none(board, user, do):
    token = renew_token(board.root)
    assert board.post("hcmedu-compliance-calendar-address", user, do=do) == "refused"
    assert token_of(board.root) == token


def test_an_administrator_who_forges_the_head_s_field_is_ignored(board):
    """The field is not read for him; a form that would read it all the same is refused."""
    board.send(SettingsForm, "quantri", **sent(public_status="selected", reminder_days="4"))
    assert settings_of(board.root).reminder_days == 4
    assert settings_of(board.root).public_status is False
    with board.as_("quantri"):
        form = SettingsForm(board.root, board.asked("POST", True, {}))
        with pytest.raises(Unauthorized):
            form.check_rights({"public_status": True})


def sent(**values):
    known = {"second_term_day": "15", "second_term_month": "1", "own.count": "0"}
    markers = ("public_status", "reminders", "check_links")
    return {**known, **{f"{name}-empty-marker": "1" for name in markers}, **values}


HOSTILE = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "${context}", "=1+1"]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_rule_says_is_text_wherever_it_is_shown(board, text):
    row = {"id": "", "section": "A13", "kind": "number-month", "number": 9, "demand": text}
    settings_of(board.root).own = [row]
    settings_of(board.root).public_status = True
    for page in ("hcmedu-compliance-settings", "hcmedu-compliance-calendar", "hcmedu-compliance"):
        shown = board.page(page, "hieutruong")
        assert text not in shown if "<" in text else text in shown


@pytest.mark.parametrize("way", ["sharing", "group"])
def test_an_administrator_with_a_lent_role_shows_nothing_to_everybody(board, way):
    """What everybody sees is decided by the head; the permission alone makes nobody one."""
    if way == "sharing":
        api.user.grant_roles(username="quantri", roles=["Reviewer"], obj=board.root)
    else:
        api.group.add_user(groupname="Reviewers", username="quantri")
    values = {"reminder_days": "9", "second_term_day": "1", "second_term_month": "1"}
    board.send(SettingsForm, "quantri", public_status="selected", **values)
    kept = settings_of(board.root)
    assert kept.reminder_days == 9 and kept.public_status is False


def test_a_copy_of_a_school_takes_over_nothing(board, school):
    """What its head decided, his word, and what was found out of links."""
    settings_of(school).public_status = True
    settings_of(school).own = [{"id": "", "section": "A13", "kind": "number", "number": 1}]
    attest(school, "A01.topics", "Nguyễn Thị Hoà")
    url = "https://so.example/"
    keep(school, {url: Record(now().date(), Answer.ALIVE, "200")}, [url])
    other = api.content.copy(school, board.root, "ban-sao")
    assert attestations(other) == {} and records(other) == {}
    assert settings_of(other).public_status is False and settings_of(other).own == []
    settings_of(other).reminder_days = 7
    attest(other, "A02.topics", "Trần Văn Sao")
    keep(other, {}, [])
    assert settings_of(other).reminder_days == 7 and list(attestations(other)) == ["A02.topics"]
    assert settings_of(school).public_status is True and settings_of(school).reminder_days == 3
    assert list(attestations(school)) == ["A01.topics"] and list(records(school)) == [url]


def test_reading_writes_nothing(board):
    """Neither page nor feed stores anything or asks the worker for anything."""
    token = renew_token(board.root)
    connection = board.root._p_jar
    before = {id(each) for each in connection._registered_objects}
    board.page("hcmedu-compliance-calendar", "hieutruong")
    board.page("hcmedu-compliance-settings", "hieutruong")
    board.feed(token)
    changed = {type(each) for each in connection._registered_objects if id(each) not in before}
    # Plone's portlets set themselves up when they are drawn for the first time
    assert not [each for each in changed if "portlets" not in each.__module__] and not jobs()
    assert token_of(board.root) == token
