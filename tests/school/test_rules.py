"""Constraints of the school profile: bad input is named at its field, by forms and REST alike."""

from hcmedu.portal.school import rules
from hcmedu.portal.school.profile import ISchoolProfile
from zope.schema.interfaces import ConstraintNotSatisfied

import pytest


@pytest.mark.parametrize(
    "field, value, error",
    [
        ("official_email", "truong@gmail.com", rules.PrivateEmail),
        ("official_email", "truong@YAHOO.com.vn", rules.PrivateEmail),
        ("official_email", "truong@hotmail.com", rules.PrivateEmail),
        ("official_email", "truong@outlook.com", rules.PrivateEmail),
        ("official_email", "không phải thư", rules.NoEmail),
        ("official_email", "<script>@hcm.edu.vn", rules.NoEmail),
        ("spokesperson_email", "a@yahoo.com", rules.PrivateEmail),
        ("domain", "truong.com", rules.NoDomain),
        ("domain", "edu.vn", rules.NoDomain),
        ("fax", "12", rules.NoPhone),
        ("spokesperson_phone", "+1 202 555 0100", rules.NoPhone),
        ("tax_code", "12345", rules.NoTaxCode),
        ("founding_year", 2999, rules.YearInFuture),
        ("map_url", "javascript:alert(1)", rules.NoWebAddress),
        ("authority_url", "ftp://hcm.edu.vn/", rules.NoWebAddress),
        ("authority_url", "địa chỉ", rules.NoWebAddress),
    ],
)
def test_refused(field, value, error):
    with pytest.raises(error):
        ISchoolProfile[field].validate(value)


@pytest.mark.parametrize(
    "field, value",
    [
        ("official_email", "c2huongduong@hcm.edu.vn"),
        ("official_email", "vanphong@truonghuongduong.vn"),
        ("domain", "thcshuongduonghcm.edu.vn"),
        ("domain", "thcshuongduong.binhtan.hcm.edu.vn"),
        ("domain", "binhtan.hcm.edu.vn/thcshuongduong"),
        ("fax", "(028) 38 291 875"),
        ("spokesperson_phone", "0903 123 456"),
        ("tax_code", "0301234567"),
        ("tax_code", "0301234567-001"),
        ("founding_year", 1915),
        ("map_url", "https://example.edu.vn/ban-do"),
        ("map_url", "https://example.edu.vn/bản-đồ?q=Phường An Lạc".replace(" ", "+")),
        ("social_links", ["https://example.edu.vn/trường"]),
    ],
)
def test_accepted(field, value):
    ISchoolProfile[field].validate(value)


def test_phones_are_checked_one_by_one():
    with pytest.raises(Exception) as caught:
        ISchoolProfile["phones"].validate(["028 3829 1875", "abc"])
    assert "NoPhone" in repr(caught.value) or isinstance(caught.value, ConstraintNotSatisfied)
