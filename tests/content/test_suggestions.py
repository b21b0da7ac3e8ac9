"""Authorities that the form suggests."""

from hcmedu.portal.content.suggestions import issuers
from hcmedu.portal.school.profile import ISchoolProfile
from plone.app.testing import logout
from zope.lifecycleevent import modified

import pytest


def test_documents_that_may_not_be_seen_are_not_told(portal, make_document):
    doc = make_document(portal, issuer="Thanh tra (mật)")
    doc.manage_permission("View", ["Manager"], acquire=0)
    doc.reindexObjectSecurity()
    modified(doc)
    logout()
    assert issuers(portal) == []


def test_school_authority_and_issuers_in_vietnamese_order(portal, make_document):
    profile = ISchoolProfile(portal)
    profile.school_name = "Trường THCS Hướng Dương"
    profile.authority_name = "Ủy ban nhân dân Phường An Lạc"
    for number, name in enumerate(("Đảng ủy", "Bộ Giáo dục và Đào tạo", "Đảng ủy"), 1):
        make_document(portal, number=f"{number}/QĐ", issuer=name)
    assert issuers(portal) == [
        "Bộ Giáo dục và Đào tạo",
        "Đảng ủy",
        "Trường THCS Hướng Dương",
        "Ủy ban nhân dân Phường An Lạc",
    ]


@pytest.mark.parametrize("number", [0, 3])
def test_each_name_once(portal, make_document, number):
    for each in range(number):
        make_document(portal, number=f"{each + 1}/QĐ", issuer="Sở Nội vụ")
    assert issuers(portal) == ["Sở Nội vụ"] * bool(number)
