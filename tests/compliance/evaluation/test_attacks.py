"""What somebody puts into a field must neither stop the report nor change what it says."""

from hcmedu.portal.compliance.evaluation import Finding
from hcmedu.portal.compliance.evaluation import Missing
from hcmedu.portal.compliance.evaluation import Status
from hcmedu.portal.compliance.wording import sentence
from tests.compliance.evaluation.tables import report
from tests.compliance.evaluation.tables import Row
from typing import Any
from zope.i18n.translationdomain import TranslationDomain

import pytest


HOSTILE = [
    "",
    "\x00",
    "<script>alert(1)</script>.edu.vn",
    "hcm.edu.vn/../../thcsleloi",
    "thcsleloihcm.edu.vn@evil.example",
    "thcsleloihcm.edu.vn.evil.example",
    "javascript:alert(1)//thcsleloihcm.edu.vn",
    "a" * 50_000,
    "a." * 20_000 + "hcm.edu.vn",
    "hcm" * 10_000 + ".edu.vn.",
    "-" * 20_000,
    "${number}",
    "thcsleloi\nhcm.edu.vn",
]


def finding(check: str, profile: dict[str, Any], *content: dict[str, Any]) -> Finding:
    row = Row("", "", "289 1", check, "", school={"profile": profile}, content=content)
    return report(row).result(check).finding


@pytest.mark.parametrize("text", HOSTILE)
def test_no_trick_makes_a_domain_one_of_the_prescribed(text):
    assert finding("B01.pattern", {"domain": text}).status is Status.NOT_MET


@pytest.mark.parametrize("text", [*HOSTILE, "a@hcm.edu.vn.evil.example", "a@b@gmail.com"])
def test_no_trick_makes_an_address_official(text):
    found = finding("B11.official", {"official_email": text})
    assert found.status in (Status.NOT_MET, Status.NOT_APPLICABLE, Status.PARTIAL)


@pytest.mark.parametrize(
    "url",
    [
        *HOSTILE,
        "https://evil.example/?https://hcm.edu.vn",
        "https://hcm.edu.vn@evil.example",
        "https://hcm.edu.vn.evil.example",
        "https://hcm.edu.vn:8080.evil.example",
        "https://evil.example/#hcm.edu.vn",
        "//evil.example//hcm.edu.vn",
        # A link's page leads these into the school's own site
        "hcm.edu.vn",
        "www.hcm.edu.vn",
        "//hcm.edu.vn",
        "/hcm.edu.vn",
        "HTTPS://hcm.edu.vn",
        "https:hcm.edu.vn",
        "https:///hcm.edu.vn",
        "mailto:hcm.edu.vn",
    ],
)
def test_no_other_address_counts_as_a_link_to_the_department(url):
    found = finding("A35.sgd", {}, {"in": "A35", "type": "Link", "getRemoteUrl": url})
    assert found.status is Status.NOT_MET


@pytest.mark.parametrize("value", [7, b"x", {"a": 1}, ["x"], object(), float("nan"), True])
@pytest.mark.parametrize("name", ["getRemoteUrl", "email", "words", "pictures", "code", "unit"])
def test_a_value_of_a_wrong_kind_stops_no_report(name, value):
    rows = [
        {"in": code, "type": kind, name: value}
        for code, kind in (("A01", "Document"), ("A04", "StaffMember"), ("A09", "Procedure"))
    ]
    links = {"in": "A35", "type": "Link", name: value}
    assert finding("A35.sgd", {"authority_url": value}, *rows, links).status is Status.NOT_MET


@pytest.mark.parametrize("value", [7, b"x", {"a": 1}, object(), [None, 3]])
@pytest.mark.parametrize("name", ["phones", "domain", "official_email", "address", "authority_url"])
def test_a_profile_of_a_wrong_kind_stops_no_report(name, value):
    assert finding("A34.profile", {name: value}).status is not Status.MET


def test_a_name_like_a_slot_is_shown_as_it_is():
    """A title can't put other values of the sentence, or of the list, in its own place."""
    missing = Missing("links_dead", {"links": ("${total}", "${item0}"), "number": 1, "total": 2})
    told = TranslationDomain("hcmedu.portal").translate(sentence(missing), target_language="vi")
    assert "${total}, ${item0}" in told


def test_many_names_make_no_endless_sentence():
    people = {"in": "A04", "type": "StaffMember", "email": "a@gmail.com", "times": 500}
    found = finding("A04.official-email", {}, {**people, "title": "Nguyễn Văn Rất Dài " * 5})
    told = TranslationDomain("hcmedu.portal").translate(
        sentence(found.missing), target_language="vi"
    )
    assert len(told) < 1200
    assert len(found.evidence) == 10
