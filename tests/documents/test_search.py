"""The full-text index: compared with what the pure text core says of each text."""

from hcmedu.portal.documents.search.index import VietnameseTextIndex
from hcmedu.portal.documents.search.install import INDEXES
from hcmedu.portal.documents.search.install import install_search
from hcmedu.portal.documents.search.install import remove_search
from hcmedu.portal.documents.search.lexicon import LEXICON_ID
from hcmedu.portal.documents.search.words import typed
from hcmedu.portal.vietnamese import fold
from hcmedu.portal.vietnamese import normalize
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.base.utils import munge_search_term
from Products.ZCTextIndex.ZCTextIndex import ZCTextIndex

import doctest
import pytest
import random
import unicodedata


TITLES = (
    "Ủy ban nhân dân phường",
    "Uỷ ban kiểm tra",
    "Ứng dụng công nghệ thông tin",
    "Hình ảnh hoạt động",
    "Bàn ghế lớp học",
    "Bán hàng ngoại khóa",
    "Văn bản chỉ đạo",
    "Hoà bình và hòa giải",
    "Kĩ năng sống",
    "Kỹ năng số",
    "Tuyển sinh lớp 10 năm 2026",
    "Tuyên truyền pháp luật",
    "Kế hoạch tuyển dụng",
    "Hoạch định kế toán",
    "Đơn xin chuyển trường",
    "Don gian va de hieu",
)


@pytest.fixture
def site(portal):
    setRoles(portal, TEST_USER_ID, ["Manager"])
    install_search(portal)
    folder = api.content.create(portal, "Folder", "thu-tim")
    for number, title in enumerate(TITLES):
        api.content.create(folder, "Document", f"t{number}", title=title)
    return portal


def found(text, index="SearchableText"):
    brains = api.content.find(path="/plone/thu-tim", **{index: text})
    return [brain.Title for brain in brains]


QUERIES = [
    ("uy ban", {"Ủy ban nhân dân phường", "Uỷ ban kiểm tra"}),
    ("ủy ban", {"Ủy ban nhân dân phường", "Uỷ ban kiểm tra"}),
    ("uỷ ban", {"Ủy ban nhân dân phường", "Uỷ ban kiểm tra"}),
    ("ung dung", {"Ứng dụng công nghệ thông tin"}),
    ("hinh anh", {"Hình ảnh hoạt động"}),
    ("bàn", {"Bàn ghế lớp học"}),
    ("bán", {"Bán hàng ngoại khóa"}),
    ("BẢN", {"Văn bản chỉ đạo"}),
    ("hoà", {"Hoà bình và hòa giải"}),
    ("hòa", {"Hoà bình và hòa giải"}),
    ("kĩ năng", {"Kĩ năng sống", "Kỹ năng số"}),
    ("ky nang", {"Kĩ năng sống", "Kỹ năng số"}),
    ("tuyển*", {"Tuyển sinh lớp 10 năm 2026", "Kế hoạch tuyển dụng"}),
    ('"kế hoạch"', {"Kế hoạch tuyển dụng"}),
    ('"ke hoach"', {"Kế hoạch tuyển dụng"}),
    ("ke hoach", {"Kế hoạch tuyển dụng", "Hoạch định kế toán"}),
    ("đơn", {"Đơn xin chuyển trường"}),
    ("don", {"Đơn xin chuyển trường", "Don gian va de hieu"}),
    ("không-có-đâu", set()),
]


@pytest.mark.parametrize("index", ["SearchableText", "Title"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_finds(site, form, index):
    told = {query: set(found(unicodedata.normalize(form, query), index)) for query, _ in QUERIES}
    # titles are stored with their tones in one place
    assert told == {query: set(map(normalize, wanted)) for query, wanted in QUERIES}


def test_the_literal_form_comes_first(site):
    assert found("don")[0] == "Don gian va de hieu"
    folder = site["thu-tim"]
    api.content.create(folder, "Document", "dai", title="Khác", description="bản " * 9)
    assert found("bản")[0] == "Văn bản chỉ đạo"


ODD = ["*", '"', '"""', "?", "-", "' OR 1=1 --", "(a|b)+", "*a", "AND", "a" * 10_000, "ơ " * 5_000]


def test_any_text_is_a_query(site):
    for query in ODD:
        assert found(query) is not None
        assert found(munge_search_term(query)) is not None


def test_signs_alone_find_nothing(site):
    assert [found(query) for query in ("*", '"', "---", "( )")] == [[], [], [], []]


def test_stock_pages_find_the_same(site):
    for query in ("tuyển sinh", '"kế hoạch" tuyển', "ung dung", "hoà bình"):
        assert found(munge_search_term(query)) == found(query) != []


def test_all_texts_agree_with_a_scan(site):
    """Random queries of one to three words of the titles, with and without their marks."""
    draw = random.Random(7)
    words = [word for title in TITLES for word in title.split()]
    for _ in range(150):
        query = " ".join(draw.sample(words, draw.choice([1, 2, 3])))
        query = fold(query) if draw.random() < 0.5 else query.lower()
        assert set(found(query)) == scan(query), query


def scan(query):
    """What a reader would find: by letters alone, with no code of the index."""
    plain = {ord(sign): None for sign in "*"}
    wanted = [key(word.translate(plain)) for word in query.split()]
    exact = any(word != fold(word) for word in query.lower().split())
    if not exact:
        wanted = [fold(word) for word in wanted]
    return {
        normalize(title)
        for title in TITLES
        if set(wanted) <= {key(word) if exact else fold(key(word)) for word in title.split()}
    }


def key(word):
    """Both places of a tone and both spellings of a word, as one."""
    word = word.lower()
    for old, new in (("oà", "òa"), ("uỷ", "ủy"), ("kĩ", "kỹ"), ("ki", "ky")):
        word = word.replace(old, new) if word not in ("kiểm",) else word
    return word


# In place and away


def kinds(site):
    indexes = api.portal.get_tool("portal_catalog")._catalog.indexes
    return {type(indexes[name]) for name in INDEXES}


def test_a_second_installation_changes_nothing(site):
    assert install_search(site) is False
    assert kinds(site) == {VietnameseTextIndex}
    assert found("hinh anh")


def test_removal_leaves_a_full_stock_index(site):
    remove_search(site)
    assert kinds(site) == {ZCTextIndex}
    assert found("hinh")
    assert LEXICON_ID not in api.portal.get_tool("portal_catalog").objectIds()


def test_a_deleted_item_is_not_found(site):
    api.content.delete(site["thu-tim"]["t4"])
    assert found("bàn") == []


def test_a_changed_item_is_found_anew(site):
    item = site["thu-tim"]["t4"]
    item.title = "Tủ sách"
    item.reindexObject()
    assert found("bàn") == []
    assert found("tủ sách") == ["Tủ sách"]


def test_words_in_examples():
    module = __import__(typed.__module__, fromlist=["typed"])
    assert doctest.testmod(module).failed == 0
