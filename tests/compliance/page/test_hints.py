"""Editors are told in their section what misses there; visitors are told nothing."""

from hcmedu.portal.editorial.assignment import assign
from hcmedu.portal.school import find_section
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


def test_who_writes_nothing_there_is_told_nothing(seen):
    for user in (None, "nguoila", "thuky", "phongvien"):
        assert HINT not in seen(user), user


def test_an_editor_is_told_in_his_section_alone(board, seen):
    assign(find_section(board.root, "A31"), "phongvien")
    page = seen("phongvien")
    assert HINT in page and "++add++Schedule" in page
    assert "hcmedu-compliance?section" not in page
    assert HINT not in seen("phongvien", "A05.1")


def test_the_head_is_led_to_the_report(seen):
    page = seen("hieutruong")
    assert HINT in page and "@@hcmedu-compliance?section=A31" in page


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
