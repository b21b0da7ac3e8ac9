"""Editors are told in their section what misses there; visitors are told nothing."""

from hcmedu.portal.compliance.hints.viewlets import MOST_SECTIONS
from hcmedu.portal.editorial.assignment import assign
from hcmedu.portal.school import find_section
from hcmedu.portal.school.root import section_brains
from lxml import html
from plone.app.layout.globals.interfaces import IViewView
from zope.component import getMultiAdapter
from zope.interface import alsoProvides
from zope.viewlet.interfaces import IViewletManager

import pytest


HINT = "Chuyên mục này còn thiếu"


@pytest.fixture
def seen(board):
    """A section as somebody sees it at its own address."""

    def page(user, code="A31"):
        section = find_section(board.root, code)
        with board.as_(user):
            request = board.asked("GET", False, {})
            view = type(section.restrictedTraverse("section_view"))(section, request)
            # Only at the section's own address, which the publisher marks so
            alsoProvides(view, IViewView)
            parts = (section, request, view)
            manager = getMultiAdapter(parts, IViewletManager, "plone.abovecontentbody")
            manager.update()
            return manager.render()

    return page


def codes(root):
    return [brain.section_code for brain in section_brains(root)]


def test_who_writes_nothing_there_is_told_nothing(seen):
    for user in (None, "nguoila", "thuky", "phongvien"):
        assert HINT not in seen(user), user


def test_an_editor_is_told_in_his_section_alone(board, seen):
    assign(find_section(board.root, "A29"), "phongvien")
    page = seen("phongvien", "A29")
    assert HINT in page and "++add++Schedule" in page and "hcmedu-compliance?section" not in page
    assert HINT not in seen("phongvien", "A05.1")


def test_the_head_is_led_to_the_report(seen):
    page = seen("hieutruong", "A03")
    assert HINT in page and "@@hcmedu-compliance?section=A03" in page


def test_the_desk_tells_an_editor_of_his_sections(board):
    assign(find_section(board.root, "A31"), "phongvien")
    page = board.page("hcmedu-desk", "phongvien")
    assert "Chuyên mục được phân công:" in page
    assert "@@hcmedu-compliance" not in page


def test_the_desk_leads_the_head_to_the_report(board):
    page = board.page("hcmedu-desk", "hieutruong")
    assert "nội dung chưa đạt hoặc đạt một phần" in page and "@@hcmedu-compliance" in page


def test_the_desk_tells_nothing_to_who_is_in_charge_of_nothing(board):
    assert "chưa đạt hoặc đạt" not in board.page("hcmedu-desk", "phongvien")


def test_an_empty_section_is_told_what_its_article_has_to_be(seen, board):
    assign(find_section(board.root, "A01"), "phongvien")
    page = seen("phongvien", "A01")
    assert "Bài giới thiệu có ít nhất một hình ảnh" in page and "Đồng thời cần đạt" in page
    assert "chưa có nội dung nào." not in page and page.count(">Khắc phục<") == 1


def test_that_it_is_empty_is_told_where_nothing_else_is(seen, board):
    assign(find_section(board.root, "A03"), "phongvien")
    page = seen("phongvien", "A03")
    assert "chưa có nội dung nào." in page and page.count(">Khắc phục<") == 1


def test_a_week_without_a_plan_is_told_once(seen, board):
    """The display of the weeks tells it; to fill one fills the section."""
    assign(find_section(board.root, "A31"), "phongvien")
    assert "chưa có nội dung nào." not in seen("phongvien", "A31")


def test_the_desk_of_a_new_school_keeps_place_for_work(board):
    for code in codes(board.root):
        assign(find_section(board.root, code), "phongvien")
    tree = html.fromstring(board.page("hcmedu-desk", "phongvien"))
    (note,) = tree.find_class("hcmedu-hint-desk")
    assert len(note.xpath("./ul/li")) == MOST_SECTIONS
    counts = [int(each.text) for each in note.xpath("./ul//span")]
    assert counts == sorted(counts, reverse=True)
    assert len(note.xpath("./details//li")) > 20 and "Chuyên mục khác:" in note.text_content()
