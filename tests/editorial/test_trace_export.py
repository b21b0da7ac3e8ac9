"""The log as a file: what the page shows, in full, and nothing that a spreadsheet would run."""

from datetime import datetime
from datetime import timedelta
from hcmedu.portal.editorial.trace import entries
from hcmedu.portal.editorial.trace import export
from hcmedu.portal.editorial.trace import record
from hcmedu.portal.editorial.trace import store
from hcmedu.portal.editorial.trace.log import ensure_log
from hcmedu.portal.listing import spreadsheets
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from plone.app.event.base import default_timezone

import csv
import io
import pytest
import tracemalloc
import transaction


HEAD = [
    "Thời gian",
    "Người thực hiện",
    "Tên đăng nhập",
    "Việc đã làm",
    "Nội dung",
    "Loại nội dung",
    "Mã chuyên mục",
    "Chuyên mục",
    "Lý do",
    "Chi tiết",
    "Đường dẫn trong cổng",
]
DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x.vn")']


def read_csv(response):
    assert response.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


def read_xlsx(response):
    book = load_workbook(io.BytesIO(response.content))
    return book.active


@pytest.fixture
def told(web):
    item = web.item(state="pending", title="Kế hoạch năm học")
    web.do(item, "return", "head", comment="Thiếu số,\n“ký hiệu”")
    return web


def test_csv(told):
    response = told.visit("head").get(told.portal, "/@@hcmedu-trace-csv")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"].startswith('attachment; filename="nhat-ky-')
    assert response.headers["Cache-Control"] == "private, no-store"
    head, *rows = read_csv(response)
    assert head == HEAD
    assert len(rows) == len(list(entries(told.portal)))
    latest = next(entries(told.portal))
    local = latest.time.astimezone(default_timezone(as_tzinfo=True))
    assert rows[0] == [
        f"{local:%d/%m/%Y %H:%M:%S}",
        "head",
        "head",
        "Trả lại tác giả",
        "Kế hoạch năm học",
        "Bài viết",
        "A05",
        "Tin tức – Sự kiện",
        "Thiếu số,\n“ký hiệu”",
        "Chờ duyệt → Bản nháp",
        latest.path,
    ]


def test_xlsx(told):
    response = told.visit("administrator").get(told.portal, "/@@hcmedu-trace-xlsx")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == spreadsheets.XLSX_TYPE
    assert int(response.headers["Content-Length"]) == len(response.content)
    sheet = read_xlsx(response)
    head, *rows = sheet.iter_rows(values_only=True)
    assert (sheet.title, list(head)) == ("Nhật ký", HEAD)
    assert len(rows) == len(list(entries(told.portal)))
    latest = next(entries(told.portal))
    local = latest.time.astimezone(default_timezone(as_tzinfo=True)).replace(tzinfo=None)
    assert isinstance(rows[0][0], datetime)
    assert abs(rows[0][0] - local) < timedelta(seconds=1)
    assert rows[0][3:5] == ("Trả lại tác giả", "Kế hoạch năm học")
    assert sheet["A2"].number_format == "dd/mm/yyyy hh:mm:ss"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_filter_applies(told, kind):
    response = told.visit("head").get(told.portal, f"/@@hcmedu-trace-{kind}?text=ke hoach&who=head")
    rows = read_csv(response) if kind == "csv" else list(read_xlsx(response).values)
    assert [row[3] for row in rows[1:]] == ["Trả lại tác giả"]


def test_no_cell_is_a_formula(web):
    with web.as_("owner"):
        for text in DANGEROUS:
            record(web.section, "modify", comment=text, note=text)
        web.section.title = DANGEROUS[0]
        record(web.section, "modify")
    visit = web.visit("head")
    table = read_csv(visit.get(web.portal, "/@@hcmedu-trace-csv?who=owner"))
    assert not [cell for row in table for cell in row if cell.startswith(spreadsheets.FORMULA)]
    reasons = {row[8].removeprefix("'") for row in table[1:]}
    assert set(DANGEROUS) <= reasons
    sheet = read_xlsx(visit.get(web.portal, "/@@hcmedu-trace-xlsx?who=owner"))
    cells = [cell for row in sheet.iter_rows(min_row=2, min_col=2) for cell in row if cell.value]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    assert {text.strip() for text in DANGEROUS} <= {str(cell.value).strip() for cell in cells}


@given(st.text())
def test_harmless_texts_stay_readable(text):
    assert not spreadsheets.harmless(text).startswith(spreadsheets.FORMULA)
    assert spreadsheets.harmless(text).removeprefix("'") == text.removeprefix("'")


def test_control_characters_do_not_spoil_the_file(web):
    with web.as_("owner"):
        record(web.section, "modify", comment="a\x00b\x0bc\ufffe\ud800")
    visit = web.visit("head")
    assert "abc" in visit.get(web.portal, "/@@hcmedu-trace").text
    assert visit.get(web.portal, "/@@hcmedu-trace-csv?who=owner").status_code == 200
    sheet = read_xlsx(visit.get(web.portal, "/@@hcmedu-trace-xlsx?who=owner"))
    assert sheet["I2"].value.startswith("abc")


def test_memory_stays_small(web, tmp_path):
    """Ten times as many entries do not take ten times the memory."""

    def peak(number):
        log = ensure_log(web.portal)
        for count in range(number):
            title = f"Bài số {count} của năm học"
            row = ("lan", "Lan", "submit", f"u{count}", title, "/x", "Document", "A07", "", None)
            store.add(log, row, [f"u{count}"], count % store.SHARDS)
        transaction.commit()
        web.portal._p_jar.cacheMinimize()
        view = export.CSV(web.portal, web.portal.REQUEST)
        view.filter = export.read_filter({"who": "lan"})
        tracemalloc.start()
        view.write(str(tmp_path / "log.csv"))
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    few = peak(export.CLEAR_EVERY)
    assert peak(9 * export.CLEAR_EVERY) < 2 * few
    with open(tmp_path / "log.csv", encoding="utf-8-sig") as file:
        assert sum(1 for _line in file) == 10 * export.CLEAR_EVERY + 1
