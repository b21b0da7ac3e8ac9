"""The trap, the ticket and the throttle before every public form."""

from hcmedu.portal.content.errors import UploadError
from hcmedu.portal.editorial.groups import group_ids
from hcmedu.portal.submissions.access import HANDLE
from hcmedu.portal.submissions.access import may_handle
from hcmedu.portal.submissions.files import checked_file
from hcmedu.portal.submissions.files import LARGEST
from hcmedu.portal.submissions.guard import examine
from hcmedu.portal.submissions.guard import SENDING
from hcmedu.portal.submissions.guard import TRAP
from hcmedu.portal.submissions.testing import guard_values
from hcmedu.portal.submissions.tickets import LATEST
from io import BytesIO
from plone import api

import logging
import pytest
import secrets


@pytest.mark.parametrize(
    ("reason", "changes"),
    [
        ("trap", {TRAP: "http://spam.example"}),
        ("forged", {"hcmedu_ticket": ""}),
        ("forged", {"hcmedu_ticket": "0.0.0"}),
        ("too soon", {"age": 0}),
        ("too old", {"age": LATEST + 5}),
    ],
)
def test_a_robot_is_refused_and_told_in_the_log(portal, sent, caplog, reason, changes):
    with caplog.at_level(logging.WARNING, "hcmedu.portal.refused"):
        verdict = examine(portal, sent(**changes), "thư")
    assert verdict.message and not verdict.nonce
    assert f"thư: {reason} at /plone from 203.113.131.1" in caplog.text


def test_the_log_holds_nothing_that_was_typed(portal, sent, caplog):
    examine(portal, sent(**{TRAP: "bí mật"}, noi_dung="chuyện riêng"), "thư")
    assert "bí mật" not in caplog.text and "chuyện riêng" not in caplog.text


def test_a_person_may_send(portal, sent):
    verdict = examine(portal, sent(), "thư")
    assert verdict.nonce and verdict.message is None


def test_a_ticket_holds_for_its_page_alone(portal, sent):
    with api.env.adopt_roles(["Manager"]):
        pages = [api.content.create(portal, "Document", name, title=name) for name in "ab"]
    ticket = guard_values(pages[0])
    assert examine(pages[0], sent(**ticket), "thư").message is None
    assert not examine(pages[1], sent(**ticket), "thư").nonce
    assert not examine(portal, sent(**ticket), "thư").nonce


def test_one_form_sent_twice_has_one_nonce(portal, sent):
    request = sent()
    assert examine(portal, request, "thư").nonce == examine(portal, request, "thư").nonce


def test_one_address_is_stopped_and_others_are_not(portal, sent):
    for _turn in range(SENDING.times):
        assert examine(portal, sent(), "thư").message is None
    late, other = sent(), sent("203.113.131.2")
    assert examine(portal, late, "thư").message is not None
    assert late.response.getStatus() == 429
    assert 0 < int(late.response.getHeader("Retry-After")) <= SENDING.seconds
    assert examine(portal, other, "thư").message is None
    assert other.response.getStatus() != 429


def test_a_network_of_ipv6_is_one_address(portal, sent):
    for turn in range(SENDING.times):
        examine(portal, sent(f"2001:db8:1:2::{turn:x}"), "thư")
    assert examine(portal, sent("2001:db8:1:2:ffff::1"), "thư").message is not None


def test_what_is_refused_uses_up_no_try(portal, sent):
    for _turn in range(SENDING.times + 1):
        examine(portal, sent(age=0), "thư")
    assert examine(portal, sent(), "thư").message is None


PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("trang.html", b"<html><script>alert(1)</script></html>"),
        ("anh.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("anh.png", b"<html><script>alert(1)</script></html>"),
        ("don.pdf", b"GIF89a" + PDF),
        ("don.pdf", b"PK\x03\x04" + PDF),
        ("don.pdf", b""),
        ("don.pdf", PDF[:9]),
        ("don.exe", b"MZ" + b"\0" * 100),
        ("don.pdf", PDF[:9] + b"0" * LARGEST + PDF[9:]),
    ],
)
def test_files_are_judged_by_their_content(name, data):
    with pytest.raises(UploadError):
        checked_file(BytesIO(data), name)


def test_a_scan_is_taken_under_a_safe_name(portal):
    file = checked_file(BytesIO(PDF), '../../<b>"đơn" xin.pdf')
    assert (file.filename, file.contentType) == ("bđơn xin.pdf", "application/pdf")


@pytest.mark.parametrize(
    "role", ["Anonymous", "Member", "School Editor", "Editor", "Manager", "Site Administrator"]
)
def test_neither_editors_nor_administrators_are_in_charge(portal, role):
    with api.env.adopt_roles([role]):
        assert not may_handle(portal)


@pytest.mark.parametrize("role", ["Reviewer", "School Clerk"])
def test_clerk_and_leader_are_in_charge(portal, role):
    with api.env.adopt_roles([role]):
        assert may_handle(portal)


@pytest.fixture
def two_clerks(portal):
    """A school in a central portal; a clerk of the authority, and one of the school."""
    with api.env.adopt_roles(["Manager"]):
        school = api.content.create(portal, "School", id="an-lac", title="THCS An Lạc")
        for name, root in (("phong", portal), ("truong", school)):
            api.user.create(
                username=name, email=f"{name}@hcm.edu.vn", password=secrets.token_urlsafe()
            )
            api.group.add_user(groupname=group_ids(root)["tiep-nhan"], username=name)
    return {"phong": portal, "truong": school}


@pytest.mark.parametrize("clerk", ["phong", "truong"])
def test_each_clerk_is_in_charge_of_his_own_house_alone(two_clerks, clerk):
    with api.env.adopt_user(clerk):
        houses = {name for name, root in two_clerks.items() if may_handle(root)}
    assert houses == {clerk}


def test_a_role_on_a_folder_grants_nothing(portal):
    with api.env.adopt_roles(["Manager"]):
        folder = api.content.create(portal, "Folder", "f")
    api.user.create(username="thuky", email="thuky@hcm.edu.vn", password=secrets.token_urlsafe())
    folder.manage_setLocalRoles("thuky", ["School Clerk"])
    with api.env.adopt_user("thuky"):
        assert api.user.has_permission(HANDLE, obj=folder)
        assert not may_handle(folder)
