"""An account of the authority above reads the self-assessment of the school, and nothing else."""

from hcmedu.portal.compliance.page.toolbar import ReaderAfterLogin
from hcmedu.portal.compliance.page.toolbar import VIEW
from hcmedu.portal.editorial.deputies.page import candidates
from hcmedu.portal.editorial.groups import group_ids
from plone import api
from plone.base.interfaces import IRedirectAfterLogin
from zope.component import getMultiAdapter
from zope.component import getSiteManager
from zope.interface import Interface
from zope.interface import providedBy

import pytest


GROUP, READER, STRANGER = "co-quan-quan-ly", "phonggd", "nguoila"
#: The report as a page and as files.
READS = {
    "hcmedu-compliance",
    "hcmedu-compliance-macros",
    "hcmedu-compliance-paper",
    "hcmedu-compliance-print",
    "hcmedu-compliance.json",
    "hcmedu-compliance.pdf",
    "hcmedu-compliance.xlsx",
}


@pytest.fixture
def office(board):
    api.user.create(email="gd@phuong.gov.vn", username=READER, password="Truong-2026")
    api.group.add_user(groupname=group_ids(board.root)[GROUP], username=READER)
    return board


def pages(board):
    """Names of all pages of a school root that are the portal's own."""
    asked = board.root, board.asked("GET", False, {})
    found = getSiteManager().adapters.lookupAll([providedBy(each) for each in asked], Interface)
    return {name for name, _factory in found if name.startswith(("hcmedu", "school-"))}


def opened(board, user):
    with board.as_(user):
        names = pages(board)
        return {name for name in names if board.root.restrictedTraverse(f"@@{name}", None)}


def permissions(board, user):
    with board.as_(user):
        names = board.root.possible_permissions()
        return {name for name in names if api.user.has_permission(name, obj=board.root)}


def test_it_has_one_permission_more_than_anybody_with_an_account(office):
    assert permissions(office, READER) - permissions(office, STRANGER) == {VIEW}


def test_it_opens_the_report_and_no_other_page(office):
    assert len(pages(office)) > 40
    assert opened(office, READER) - opened(office, STRANGER) == READS


def test_it_reads_the_board_and_changes_nothing(office):
    page = office.page("hcmedu-compliance", READER)
    assert "Bảng tự đánh giá" in page and "@@hcmedu-compliance.xlsx" in page
    for name in ("review", "history", "calendar", "settings", "attest"):
        assert f"hcmedu-compliance-{name}" not in page
    for name in ("attest", "calendar-address", "history", "review", "settings"):
        assert office.post(f"hcmedu-compliance-{name}", READER) == "refused"


def test_it_begins_there(office):
    with office.as_(READER):
        request = office.asked("GET", False, {})
        after = getMultiAdapter((office.root, request), IRedirectAfterLogin)
        assert type(after) is ReaderAfterLogin
        assert after() == f"{office.root.absolute_url()}/@@hcmedu-compliance"
        assert after(f"{office.root.absolute_url()}/van-ban").endswith("/van-ban")


@pytest.mark.parametrize(
    ("user", "page"), [("hieutruong", "hcmedu-desk"), ("thuky", "hcmedu-cases"), (STRANGER, None)]
)
def test_others_begin_where_they_did(office, user, page):
    with office.as_(user):
        request = office.asked("GET", False, {})
        begins = getMultiAdapter((office.root, request), IRedirectAfterLogin)()
        assert begins == (f"{office.root.absolute_url()}/@@{page}" if page else None)


def test_the_head_names_nobody_of_it_deputy(office):
    assert READER not in {term.value for term in candidates(office.root)}


def test_another_school_is_closed(office):
    with api.env.adopt_roles(["Manager"]):
        other = api.content.create(office.root, "School", id="khac", title="THCS Khác")
        api.user.create(email="k@phuong.gov.vn", username="xakhac", password="Truong-2026")
        api.group.add_user(groupname=group_ids(other)[GROUP], username="xakhac")
    assert office.page("hcmedu-compliance", "xakhac") == "refused"
    assert office.page("hcmedu-compliance", "xakhac", root=other) != "refused"
