"""Each result says in one plain Vietnamese sentence what is missing, without any token."""

from collections.abc import Iterator
from functools import cache
from hcmedu.portal.compliance.evaluation import Missing
from hcmedu.portal.compliance.wording import sentence
from hcmedu.portal.compliance.wording import SENTENCES
from importlib.resources import files
from tests.compliance.evaluation.tables import all_rows
from tests.compliance.evaluation.tables import report
from tests.compliance.evaluation.tables import Row
from zope.i18n.gettextmessagecatalog import GettextMessageCatalog
from zope.i18n.translationdomain import TranslationDomain

import pytest
import re


DOMAIN = "hcmedu.portal"
#: What has no place in a Vietnamese sentence: slots, tokens, names of fields, messages of Python.
RAW = re.compile(r"\$\{|[a-z]_[a-z]|\b(?:ban-giam-hieu|to-bao-ve|quyet-dinh|None|heads|photo)\b")


@cache
def vietnamese() -> TranslationDomain:
    domain = TranslationDomain(DOMAIN)
    path = files(DOMAIN) / "locales" / "vi" / "LC_MESSAGES" / f"{DOMAIN}.mo"
    domain.addCatalog(GettextMessageCatalog("vi", DOMAIN, str(path)))
    return domain


def said(missing: Missing) -> str:
    return vietnamese().translate(sentence(missing), target_language="vi")


def test_no_token_is_shown(portal):
    """In no sentence of any case of the tables; moments are told in the portal's zone."""
    found = {repr(each): (key, each) for row in all_rows() for key, each in missing_of(row)}
    told = {said(each): key for key, each in found.values()}
    assert len(told) > 100
    assert {text: key for text, key in told.items() if RAW.search(text)} == {}
    assert {text: key for text, key in told.items() if not text.endswith(".")} == {}


def missing_of(row: Row) -> Iterator[tuple[str, Missing]]:
    for result in report(row).results:
        if result.finding.missing:
            yield result.key, result.finding.missing


@pytest.mark.parametrize("key", sorted(SENTENCES))
def test_each_sentence_is_vietnamese(key: str):
    text = SENTENCES[key]
    assert vietnamese().translate(text, target_language="vi") != str(text)
    slots = re.compile(r"\$\{\w+\}")
    told = vietnamese().translate(text, target_language="vi")
    assert set(slots.findall(told)) <= set(slots.findall(str(text.default or text)))


@pytest.mark.parametrize(
    ("missing", "text"),
    [
        (
            Missing(
                "fields_empty",
                {"number": 2, "total": 9, "fields": ("phone", "photo"), "type": "StaffMember"},
            ),
            "2 trong 9 mục còn thiếu: Điện thoại, Ảnh.",
        ),
        (
            Missing("values_absent", {"field": "unit", "values": ("to-bao-ve",)}),
            "Chưa có mục nào thuộc: Tổ bảo vệ.",
        ),
        (
            Missing("profile_empty", {"profile_fields": ("fax", "landline")}),
            "Thông tin nhà trường còn thiếu: Số fax, Điện thoại cố định.",
        ),
        (
            Missing("board_lacks", {"roles": ("heads", "editors")}),
            "Ban Biên tập chưa có tài khoản: Trưởng ban Biên tập, Biên tập viên.",
        ),
        (
            Missing("procedures_absent", {"procedures": ("Xin nghỉ học", "Chuyển trường")}),
            "Thủ tục chưa đăng: Xin nghỉ học, Chuyển trường.",
        ),
    ],
    ids=lambda value: value.key if isinstance(value, Missing) else "",
)
def test_tokens_become_titles(missing: Missing, text: str):
    assert said(missing) == text


def test_a_long_list_names_the_first_of_them():
    names = tuple(f"Trang {number}" for number in range(12))
    text = said(Missing("links_absent", {"links": names}))
    assert text.endswith("Trang 6, Trang 7 và 4 nội dung khác.")


def test_names_with_a_comma_are_told_apart():
    topics = ("Cơ sở vật chất, trang thiết bị", "Thành tích")
    text = said(Missing("to_attest", {"topics": topics}))
    assert text.endswith(": Cơ sở vật chất, trang thiết bị; Thành tích.")
