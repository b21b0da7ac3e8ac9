"""The register: what is found, counted, sorted, exported and fed; and by whom."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from hcmedu.portal.content.force import force_state
from hcmedu.portal.documents.register.filters import read_filter
from hcmedu.portal.documents.register.lookup import Brains
from hcmedu.portal.documents.register.lookup import find
from hcmedu.portal.documents.register.service import DocumentsGet
from hcmedu.portal.school import find_section
from io import BytesIO
from openpyxl import load_workbook
from plone.app.testing import logout
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo
from zope.component import getMultiAdapter

import csv
import io
import pytest


TODAY = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
DAY = timedelta(days=1)
DTD = "Sở Giáo dục và Đào tạo"
DOCUMENTS = {
    "cv9": {"number": "9/SGDĐT-VP", "issue_date": date(2025, 3, 1), "issuer": DTD},
    "cv10": {"number": "10/SGDĐT-VP", "issue_date": date(2026, 1, 5), "issuer": DTD},
    "tt36": {
        "number": "36/2017/TT-BGDĐT",
        "document_form": "thong-tu",
        "issuer": "Bộ Giáo dục và Đào tạo",
        "issue_date": date(2017, 12, 28),
        "in_force_until": date(2024, 7, 18),
        "abstract": "Ban hành Quy chế thực hiện công khai",
        "fields_of_work": ["ke-hoach-tai-chinh"],
    },
    "qd1": {
        "number": "1/QĐ-THCS",
        "document_form": "quyet-dinh",
        "issuer": "Trường THCS Hướng Dương",
        "issue_date": TODAY,
        "in_force_from": TODAY + 5 * DAY,
        "abstract": "Tuyển dụng viên chức",
    },
}


@pytest.fixture
def register(school, document):
    for name, fields in DOCUMENTS.items():
        document(name, code="A07" if name == "qd1" else "A06", **fields)
    document("kin", public=False, number="77/MẬT-X", abstract="Tuyển dụng kín")
    return school


@pytest.fixture
def ask(register, http_request):
    def query(context=register, **form):
        return find(context, read_filter(form))

    return query


def ids(found):
    return [brain.getId for brain in Brains(found.numbers)]


def view(school, request, name, **form):
    request.form.clear()
    request.form.update(form)
    return getMultiAdapter((school, request), name=name)


# What is found


def test_drafts_are_neither_found_nor_counted_for_visitors(ask, register, http_request):
    assert "kin" in ids(ask(text="tuyển dụng"))
    logout()
    found = ask(text="tuyển dụng")
    assert ids(found) == ["qd1"]
    assert found.facets["issuer"] == {"Trường THCS Hướng Dương": 1}
    for name in ("documents.csv", "documents.rss", "documents.atom", "documents-print"):
        body = view(register, http_request, name, text="tuyển dụng")()
        body = body.decode("utf-8") if isinstance(body, bytes) else body
        assert "viên chức" in body
        assert "MẬT" not in body


QUESTIONS = [
    ({"text": "tuyen dung"}, {"qd1", "kin"}),
    ({"text": "công khai"}, {"tt36"}),
    ({"text": "công khải"}, set()),
    ({"number": "36/2017"}, {"tt36"}),
    ({"number": "sgddt vp"}, {"cv9", "cv10"}),
    ({"number": "TT-BGDĐT"}, {"tt36"}),
    ({"form": "thong-tu"}, {"tt36"}),
    ({"form": ["thong-tu", "quyet-dinh"]}, {"tt36", "qd1"}),
    ({"issuer": DTD}, {"cv9", "cv10", "kin"}),
    ({"field": "ke-hoach-tai-chinh"}, {"tt36"}),
    ({"year": "2025"}, {"cv9"}),
    ({"year": ["2025", "2017"]}, {"cv9", "tt36"}),
    ({"year": "2025", "from": "02/03/2025"}, set()),
    ({"from": "05/01/2026", "to": "05/01/2026"}, {"cv10"}),
    ({"from": "06/01/2026", "to": "05/01/2026"}, set()),
    ({"force": "ended"}, {"tt36"}),
    ({"force": "not_yet"}, {"qd1"}),
    ({"force": ["not_yet", "ended"]}, {"qd1", "tt36"}),
    ({"force": "in_force", "year": "2025"}, {"cv9"}),
    ({"section": "A07"}, {"qd1"}),
    ({"section": "nowhere"}, set()),
    ({"text": "*"}, set()),
    ({"text": '" AND "'}, set()),
    ({"text": "tuyển", "form": "quyet-dinh", "force": "not_yet"}, {"qd1"}),
]


@pytest.mark.parametrize(("form", "wanted"), QUESTIONS, ids=lambda value: str(value)[:40])
def test_finds(ask, form, wanted):
    assert set(ids(ask(**form))) == wanted


def test_a_section_holds_its_own(ask, register):
    assert set(ids(ask(find_section(register, "A07")))) == {"qd1"}
    assert set(ids(ask())) == {*DOCUMENTS, "kin"}


def test_where_nothing_may_be_seen_nothing_is_found(ask, register, monkeypatch):
    """The index of paths takes an empty list for no restriction."""
    monkeypatch.setattr("hcmedu.portal.documents.register.lookup.paths", lambda context: [])
    found = ask()
    assert (len(found), found.facets["form"]) == (0, {})


def test_a_number_comes_before_words(ask, document):
    document("khac", number="5/SGDĐT", abstract="Theo 36/2017/TT-BGDĐT và 36/2017/TT-BGDĐT")
    assert ids(ask(text="36/2017/TT-BGDĐT")) == ["tt36", "khac"]


def test_counts_are_those_of_the_filters(ask):
    """Choosing a value finds as many as were told."""
    for facet, counts in ask().facets.items():
        for value, number in counts.items():
            assert len(ask(**{facet: value})) == number, (facet, value)


def test_a_choice_leaves_the_other_values_to_choose(ask):
    assert ask(form="thong-tu").facets["form"] == ask().facets["form"]
    assert ask(form="thong-tu").facets["year"] == {"2017": 1}


def test_force_is_what_the_page_of_the_document_says(ask, register, document):
    section = find_section(register, "A06")
    document("moi", number="2/QĐ", issue_date=TODAY - DAY, replaces=relation(section["cv10"]))
    document("sau", number="3/QĐ", issue_date=TODAY, replaces=relation(section["cv9"]),
             in_force_from=TODAY + DAY)  # fmt: skip
    ends = {"expired": "ended", "replaced": "ended"}
    for force in ("in_force", "not_yet", "ended"):
        for brain in Brains(ask(force=force).numbers):
            state = force_state(brain.getObject(), TODAY).value
            assert ends.get(state, state) == force, brain.getId
    assert "cv10" in ids(ask(force="ended"))
    assert "cv9" in ids(ask(force="in_force"))


def relation(obj):
    from z3c.relationfield import RelationValue
    from zope.component import getUtility
    from zope.intid.interfaces import IIntIds

    return [RelationValue(getUtility(IIntIds).getId(obj))]


ORDERS = [
    ({}, ["qd1", "kin", "cv10", "cv9", "tt36"]),
    ({"sort_on": "date", "sort_order": "ascending"}, ["tt36", "cv9", "cv10", "kin", "qd1"]),
    ({"sort_on": "number"}, ["qd1", "cv9", "cv10", "tt36", "kin"]),
    ({"sort_on": "issuer"}, ["tt36", "kin", "cv10", "cv9", "qd1"]),
    ({"sort_on": "form"}, ["kin", "cv10", "cv9", "qd1", "tt36"]),
]


@pytest.mark.parametrize(("form", "wanted"), ORDERS, ids=str)
def test_order(ask, register, form, wanted):
    find_section(register, "A06")["kin"].issue_date = date(2026, 2, 1)
    find_section(register, "A06")["kin"].reindexObject()
    assert ids(ask(**form)) == wanted


def test_a_draft_without_a_date_stands_last(ask, register):
    item = find_section(register, "A06")["kin"]
    item.issue_date = None
    item.reindexObject()
    assert ids(ask())[-1] == "kin"


# What is handed out


def test_csv(ask, register, http_request):
    item = find_section(register, "A06")["cv9"]
    item.abstract = '=HYPERLINK("http://x")'
    item.reindexObject()
    body = view(register, http_request, "documents.csv", issuer=DTD)()
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    assert rows[0][0] == "Số, ký hiệu"
    assert {row[0] for row in rows[1:]} == {"09/SGDĐT-VP", "10/SGDĐT-VP", "77/MẬT-X"}
    assert [row[7] for row in rows if row[0] == "09/SGDĐT-VP"] == ["'" + item.abstract]
    assert rows[1][3] in {"05/01/2026", "01/03/2025", "01/03/2026"}


def test_xlsx(ask, register, http_request):
    item = find_section(register, "A06")["cv9"]
    item.abstract = "=1+1\x0b"
    item.reindexObject()
    body = view(register, http_request, "documents.xlsx", number="9/SGDĐT")()
    rows = list(load_workbook(BytesIO(body)).active.iter_rows())
    assert rows[1][7].value == "=1+1"
    assert rows[1][7].data_type != "f"
    assert rows[1][3].value.date() == date(2025, 3, 1)


@pytest.mark.parametrize("name", ["documents.rss", "documents.atom"])
def test_feeds_are_xml_whatever_is_in_them(ask, register, http_request, name):
    item = find_section(register, "A06")["cv9"]
    item.title = "Về <b>&\x01 ]]>"
    item.reindexObject()
    tree = ET.fromstring(view(register, http_request, name, issuer=DTD)())
    titles = {each.text for each in tree.iter() if each.tag.rpartition("}")[2] == "title"}
    assert "Về <b>& ]]>" in titles
    assert http_request.response.getHeader("Content-Type").startswith("application/")


def test_rest(register, http_request):
    http_request.form.update(form="thong-tu", to="x", b_size="1")
    service = DocumentsGet()
    service.context, service.request = register, http_request
    answer = service.reply()
    assert answer["items_total"] == 1
    assert answer["errors"] == {"to": "x"}
    item = answer["items"][0]
    assert (item["number"], item["issue_date"]) == ("36/2017/TT-BGDĐT", "2017-12-28")
    assert (item["state"], item["section"]) == ("expired", "Văn bản cấp trên")
    assert {"value": "quyet-dinh", "title": "Quyết định", "count": 1} in answer["facets"]["form"]


# The page


def page(school, request, code="A08", **form):
    return view(find_section(school, code), request, "section_view", **form)()


def test_words_are_marked_and_nothing_else_is_markup(register, http_request):
    item = find_section(register, "A07")["qd1"]
    item.abstract = "Tuyển <i>dụng</i>"
    item.reindexObject()
    html = page(register, http_request, text="tuyen dung")
    assert "<mark>Tuyển</mark> &lt;i&gt;<mark>dụng</mark>&lt;/i&gt;" in html


def test_the_page_says_which_date_is_wrong(register, http_request):
    html = page(register, http_request, **{"from": "31/02/2026"})
    assert "“31/02/2026” không phải là ngày" in html
    assert 'aria-invalid="true"' in html


def test_what_narrows_is_shown_and_can_go(register, http_request):
    html = page(register, http_request, form="thong-tu", text="công khai")
    assert "hcmedu-value-chosen" in html
    assert "?text=c%C3%B4ng+khai" in html
    assert 'name="form"' in html


ODD = [
    {"text": ["a", "b"], "b_start": "x"},
    {"text": "*" * 10_000, "number": "'; DROP TABLE"},
    {"text": '"' * 99, "year": {"x": 1}, "force": "?"},
    {"form": "<script>", "issuer": "' OR 1=1", "b_start:int": "-9"},
    {"from": "99/99/9999", "to": "\x00", "sort_on": "path", "sort_order": "up"},
    {"text": "(a|b)+$ \\ [", "section": ["../..", "A06"]},
]


@pytest.mark.parametrize("form", ODD, ids=str)
@pytest.mark.parametrize("code", ["A06", "A08"])
def test_any_address_is_answered(register, http_request, form, code):
    html = page(register, http_request, code, **form)
    assert "hcmedu-register" in html
    assert "<script>" not in html.partition("hcmedu-register")[2].partition("portal-footer")[0]


def test_no_form_for_a_few_documents(register, http_request):
    assert "hcmedu-register-form" not in page(register, http_request, "A07")
    assert "hcmedu-register-form" in page(register, http_request, "A07", text="x")


@pytest.mark.parametrize("day", [date(2017, 1, 1), date(2017, 12, 31), date(2020, 2, 29)])
def test_years_are_read_out_of_the_index(ask, document, day):
    document("ngay", number="8/X", issue_date=day, issuer="Riêng")
    assert ask(issuer="Riêng").facets["year"] == {str(day.year): 1}
