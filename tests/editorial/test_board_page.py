"""The section of the editorial board: its members as visitors read them, then its documents."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hcmedu.portal.editorial.assignment import assign
from hcmedu.portal.editorial.assignment import assign_everything
from hcmedu.portal.editorial.deputies import Delegation
from hcmedu.portal.editorial.deputies.delegations import delegate
from hcmedu.portal.school import find_section
from lxml import html
from plone import api

import pytest


@pytest.fixture
def board(web):
    """The page of section C02; a head and an editor with full names."""
    web.page = find_section(web.portal, "C02")
    web.page.constrain_types_mode = 0
    for name, full_name in (("head", "Trần Thị Thanh Mai"), ("section_editor", "Lê Văn An")):
        api.user.get(userid=name).setMemberProperties(
            {"fullname": full_name, "email": f"{name}@truong.hcm.edu.vn"}
        )
    return web


def read(board, actor="anonymous"):
    response = board.visit(actor).get(board.page)
    assert response.status_code == 200
    return html.document_fromstring(response.text)


def people(page):
    found = page.cssselect("#content .hcmedu-person")
    return [" ".join(each.text_content().split()) for each in found]


def titles(page):
    return [node.text_content().strip() for node in page.cssselect("#content h2")]


def test_the_catalogue_gives_the_section_this_display(board):
    assert board.page.section_kind == "board"


def test_members_by_group(board):
    page = read(board)
    assert titles(page)[:2] == ["Trưởng ban biên tập", "Biên tập viên"]
    head, editor = people(page)
    assert "Trần Thị Thanh Mai" in head
    assert "head@truong.hcm.edu.vn" in head
    assert "Lê Văn An" in editor
    assert board.section.Title() in editor


def test_no_account_name_is_shown(board):
    """``owner`` and others have no full name: visitors read nothing of them."""
    text = read(board).cssselect("#content")[0].text_content()
    for name in ("owner", "colleague", "elsewhere", "administrator", "section_editor "):
        assert name not in text


def test_private_addresses_stay_private(board):
    api.user.get(userid="head").setMemberProperties({"email": "mai@gmail.com"})
    assert "gmail" not in read(board).text_content()


def test_the_directory_gives_post_and_name(board):
    directory = find_section(board.portal, "A04")
    api.user.get(userid="owner").setMemberProperties({"email": "Nga@truong.hcm.edu.vn"})
    fields = {"title": "Phạm Thị Nga", "position": "Giáo viên Toán", "unit": "to-chuyen-mon"}
    person = board.item("StaffMember", "draft", directory, email="nga@truong.hcm.edu.vn", **fields)
    assert not any("Phạm Thị Nga" in each for each in people(read(board)))
    for actor, transition in (("owner", "submit"), ("head", "approve"), ("head", "publish")):
        board.do(person, transition, actor)
    (nga,) = [each for each in people(read(board)) if "Phạm Thị Nga" in each]
    assert "Giáo viên Toán" in nga


def test_a_deputy_is_told_while_he_is_one(board):
    now = datetime.now(UTC)
    api.user.get(userid="colleague").setMemberProperties({"fullname": "Vũ Minh Đức"})
    delegate(board.portal, Delegation("colleague", "head", now - timedelta(9), now - timedelta(8)))
    assert not any("quyền" in each for each in people(read(board)))
    delegate(board.portal, Delegation("colleague", "head", now - timedelta(1), now + timedelta(1)))
    (deputy,) = [each for each in people(read(board)) if "Được uỷ quyền" in each]
    assert "Vũ Minh Đức" in deputy


def test_who_has_everything_is_told_so(board):
    assign_everything(board.portal, "section_editor")
    (editor,) = [each for each in people(read(board)) if "Lê Văn An" in each]
    assert "tất cả chuyên mục" in editor


def test_a_hidden_section_is_not_named(board):
    section = find_section(board.portal, "A13")
    assign(section, "section_editor")
    assert any(section.Title() in each for each in people(read(board)))
    with board.as_("administrator"):
        api.portal.get_tool("portal_workflow").doActionFor(section, "hide")
    assert not any(section.Title() in each for each in people(read(board)))


def test_documents_stand_below_and_only_published_ones(board):
    fields = {
        "document_form": "quyet-dinh",
        "abstract": "Thành lập Ban Biên tập",
        "issue_date": date(2026, 8, 25),
    }
    board.item("OfficialDocument", "draft", board.page, id="nhap", title="Nháp", **fields)
    assert "Quyết định và quy chế" not in titles(read(board))
    board.item("OfficialDocument", "published", board.page, id="qd", number="126/QĐ-THCS", **fields)
    page = read(board)
    assert titles(page)[-1] == "Quyết định và quy chế"
    rows = page.cssselect(".hcmedu-table tbody tr")
    assert len(rows) == 1
    assert "126/QĐ-THCS" in rows[0].text_content()


def test_an_empty_board_is_an_empty_section(board):
    for name in ("truong-ban", "bien-tap-vien", "quan-tri-vien"):
        for user in api.user.get_users(groupname=name):
            api.group.remove_user(groupname=name, username=user.getId())
    page = read(board)
    assert people(page) == []
    assert "đang được cập nhật" in page.text_content()
