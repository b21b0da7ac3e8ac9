"""The page of results: who gets a row, who does not, and that both look alike from outside."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from hcmedu.portal.lookup import store
from hcmedu.portal.lookup import tries
from hcmedu.portal.lookup.building import table_of_file
from hcmedu.portal.lookup.rows.keys import Kind
from hcmedu.portal.submissions import throttle
from lxml.html import fromstring
from plone import api
from tests.lookup.conftest import ASKED
from tests.lookup.conftest import CSV
from tests.lookup.conftest import SHOWN

import pytest


NOT_FOUND = "Không tìm thấy kết quả khớp với các thông tin đã nhập"
RIGHT = ("HSG001", "1/9/2011")


class TestDenied:
    @pytest.mark.parametrize("state", ["draft", "pending", "approved", "withdrawn"])
    def test_what_is_not_public_answers_no_visitor(self, school, state):
        item = school.page(state)
        answer = school.visit().look_up(item, *RIGHT)
        assert answer.status_code in (302, 401, 410)
        assert "Hoà" not in answer.text

    @pytest.mark.parametrize("name", ["anonymous", "member", "elsewhere"])
    def test_nor_members_without_a_right(self, school, name):
        answer = school.visit(name).look_up(school.page("draft"), *RIGHT)
        assert "18,5" not in answer.text

    @pytest.mark.parametrize(
        "values",
        [
            *(("HSG001", "02/09/2011"), ("HSG999", "01/09/2011"), ("HSG00", "01/09/2011")),
            *(("HSG001%", "01/09/2011"), ("*", "01/09/2011"), ("' OR 1=1 --", "01/09/2011")),
            *(("HSG002", "01/09/2011"), ("Nguyễn Thị Hoà", "01/09/2011")),
        ],
    )
    def test_wrong_values(self, school, told, values):
        answer = school.visit().look_up(school.page(), *values)
        assert answer.status_code == 200
        assert NOT_FOUND in told(answer)
        assert "18,5" not in answer.text

    def test_a_wrong_date_and_an_unknown_number_look_alike(self, school, told):
        item = school.page()
        known = told(school.visit().look_up(item, "HSG001", "02/09/2011"))
        unknown = told(school.visit().look_up(item, "HSG777", "02/09/2011"))
        assert known.replace("HSG001", "") == unknown.replace("HSG777", "")

    def test_one_value_alone(self, school):
        item = school.page()
        for values in (("HSG001", ""), ("", "01/09/2011"), ("", ""), ()):
            answer = school.visit().look_up(item, *values)
            assert "18,5" not in answer.text
            assert "is-invalid" in answer.text

    def test_by_get_nothing_is_looked_up(self, school):
        item = school.page()
        query = "?value.0=HSG001&value.1=01/09/2011"
        answer = school.visit().get(item, query)
        assert answer.status_code == 200
        assert "18,5" not in answer.text
        assert "HSG001" not in answer.text

    def test_after_the_last_day(self, school, told):
        item = school.page(removal_date=date(2020, 1, 1))
        answer = school.visit().look_up(item, *RIGHT)
        assert "Đã hết thời hạn tra cứu" in told(answer)
        assert "18,5" not in answer.text
        assert "<form" not in fromstring(answer.text).get_element_by_id("content").text_content()

    def test_the_last_day_counts(self, school, monkeypatch):
        item = school.page(removal_date=date(2027, 5, 31))
        last = datetime.fromisoformat("2027-05-31T23:59:59+07:00")
        monkeypatch.setattr("hcmedu.portal.lookup.resulttable.now", lambda: last)
        assert "18,5" in school.visit().look_up(item, *RIGHT).text
        later = last + timedelta(seconds=1)
        monkeypatch.setattr("hcmedu.portal.lookup.resulttable.now", lambda: later)
        assert "18,5" not in school.visit().look_up(item, *RIGHT).text

    def test_an_expired_page(self, school, told):
        item = school.page()
        item.setExpirationDate(datetime(2020, 1, 1))
        item.reindexObject()
        answer = school.visit().look_up(item, *RIGHT)
        assert "Đã hết thời hạn tra cứu" in told(answer)
        assert "18,5" not in answer.text

    def test_without_a_table(self, school, told):
        answer = school.visit().look_up(school.page(rows=None), *RIGHT)
        assert "Hiện chưa có dữ liệu để tra cứu" in told(answer)

    def test_a_robot(self, school, told):
        item = school.page()
        assert "18,5" not in school.visit().look_up(item, *RIGHT, guard=False).text
        data = {"value.0": RIGHT[0], "value.1": RIGHT[1], "hcmedu_homepage": "http://a.example"}
        assert "18,5" not in school.visit().post(item, data=data, token=False).text


class TestThrottle:
    def test_a_record(self, school, told):
        item = school.page()
        most = tries.RECORD[0].times
        for number in range(most):
            school.visit().look_up(item, "HSG001", f"{number % 28 + 1:02d}/01/2010")
        answer = school.visit().look_up(item, *RIGHT)
        assert answer.status_code == 429
        assert 0 < int(answer.headers["Retry-After"]) <= 3600
        assert "Đã có quá nhiều lần tra cứu" in told(answer)
        assert "18,5" not in answer.text
        # Another one is not concerned
        assert "Trần Văn Bình" in school.visit().look_up(item, "HSG002", "15/10/2011").text

    def test_a_record_that_is_not_there(self, school):
        item = school.page()
        for _number in range(tries.RECORD[0].times):
            school.visit().look_up(item, "HSG777", "01/01/2010")
        assert school.visit().look_up(item, "hsg 777", "01/01/2010").status_code == 429

    def test_a_record_whose_day_is_asked_first(self, school):
        item = school.page(rows=None)
        store.put_in_force(item, table_of_file(CSV, ASKED[::-1], SHOWN, "editor"))
        codes = [
            school.visit().look_up(item, f"{day:02d}/09/2011", "HSG001").status_code
            for day in range(28, 28 - tries.RECORD[0].times - 1, -1)
        ]
        assert codes[-2:] == [200, 429]
        # Whoever was born on a day that was tried is not concerned
        assert school.visit().look_up(item, "28/09/2011", "HSG002").status_code == 200

    def test_whichever_value_is_used_up_refuses(self, school):
        item = school.page(rows=None)
        asked = (("Họ và tên", Kind.TEXT), ASKED[0])
        store.put_in_force(item, table_of_file(CSV, asked, ("Điểm",), "editor"))
        for number in range(tries.RECORD[0].times):
            school.visit().look_up(item, f"Nguyễn Văn {number}", "HSG001")
        answer = school.visit().look_up(item, "Nguyễn Thị Hoà", "HSG001")
        assert answer.status_code == 429 and "18,5" not in answer.text

    @pytest.mark.parametrize(
        ("kinds", "columns"),
        [
            *((["text", "date"], [0]), (["date", "text"], [1]), (["date"], [0])),
            *((["date", "date"], [0, 1]), (["number", "date", "text"], [0, 2])),
        ],
    )
    def test_days_count_where_nothing_else_is_asked(self, kinds, columns):
        assert tries.counting_columns(kinds) == columns

    @pytest.mark.parametrize(
        ("kinds", "common", "columns"),
        [
            *((["text", "text"], [1], [0]), (["text", "date"], [0], [1])),
            *((["text", "date"], [0, 1], [0, 1]), (["date", "text", "text"], [1], [2])),
        ],
    )
    def test_what_a_class_has_in_common_does_not_count(self, kinds, common, columns):
        assert tries.counting_columns(kinds, common) == columns

    def test_a_class_does_not_use_up_its_own_tries(self, school):
        item = school.page()
        lines = "".join(f"SBD{n};9A;{n}\n" for n in range(tries.RECORD[0].times + 2))
        asked = (("SBD", Kind.TEXT), ("Lớp", Kind.TEXT))
        table = table_of_file(f"SBD;Lớp;Điểm\n{lines}".encode(), asked, ("Điểm",), "editor")
        assert table["common"] == (1,)
        store.put_in_force(item, table)
        codes = {
            school.visit().look_up(item, f"SBD{n}", "9A").status_code
            for n in range(tries.RECORD[0].times + 2)
        }
        assert codes == {200}

    def test_an_address(self, school, monkeypatch):
        monkeypatch.setattr(tries, "ADDRESS", (throttle.Allowance("test", 3, 600),))
        item = school.page()
        codes = [
            school.visit().look_up(item, f"HSG{number}", "01/01/2010").status_code
            for number in range(5)
        ]
        assert codes == [200, 200, 200, 429, 429]

    def test_the_log_says_so_and_no_more(self, school, caplog, monkeypatch):
        monkeypatch.setattr(tries, "ADDRESS", (throttle.Allowance("test-log", 1, 600),))
        item = school.page()
        for _number in range(2):
            school.visit().look_up(item, *RIGHT)
        assert "look-up: throttle" in caplog.text
        assert "HSG001" not in caplog.text
        assert "2011" not in caplog.text

    def test_the_store_of_counts_tells_no_record(self, school):
        item = school.page()
        school.visit().look_up(item, *RIGHT)
        kept = repr(vars(throttle.limiter().storage))
        assert "look-up.record" in kept
        assert "HSG001" not in kept
        assert "hsg001" not in kept


class TestFound:
    @pytest.mark.parametrize(
        "values",
        [
            *(("HSG001", "01/09/2011"), (" hsg 001 ", "1/9/2011"), ("HSG001", "2011-09-01")),
            *(("hsg001", "1-9-2011"), ("HSG001", "01092011")),
        ],
    )
    def test_the_own_row(self, school, told, values):
        answer = school.visit().look_up(school.page(), *values)
        text = told(answer)
        assert answer.status_code == 200
        assert "Nguyễn Thị Hoà" in text
        assert "18,5" in text
        assert "Trần Văn Bình" not in answer.text

    def test_nothing_keeps_it(self, school):
        answer = school.visit().look_up(school.page(), *RIGHT)
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "ETag" not in answer.headers
        assert "Last-Modified" not in answer.headers
        assert "Set-Cookie" not in answer.headers
        assert answer.history == []

    def test_the_form_before_it_neither(self, school):
        item = school.page()
        answer = school.visit().get(item)
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "ETag" not in answer.headers

    def test_markup_is_text(self, school):
        answer = school.visit().look_up(school.page(), "HSG003", "31/12/2011")
        assert "<script>alert(1)" not in answer.text
        assert "&lt;script&gt;alert(1)" in answer.text

    def test_what_was_typed_stays_with_an_error(self, school, told):
        answer = school.visit().look_up(school.page(), "HSG001", '31/02/2011"><b>')
        form = fromstring(answer.text).cssselect(".hcmedu-lookup-form")[0]
        assert form.fields["value.0"] == "HSG001"
        assert form.fields["value.1"] == '31/02/2011"><b>'
        assert "<b>" not in answer.text

    def test_a_day_that_does_not_exist_is_told(self, school, told):
        answer = school.visit().look_up(school.page(), "HSG001", "31/02/2011")
        assert "Không có ngày này" in told(answer)

    def test_for_paper(self, school, told):
        text = told(school.visit().look_up(school.page(), *RIGHT))
        assert "Tra cứu lúc" in text
        assert "data-hcmedu-print" in school.visit().look_up(school.page(), *RIGHT).text

    @pytest.mark.parametrize("name", ["editor", "head", "administrator"])
    def test_drafts_are_tried_by_the_board(self, school, name):
        item = school.page("draft")
        assert "18,5" in school.visit(name).look_up(item, *RIGHT).text

    def test_looking_up_writes_nothing(self, school):
        item = school.page()
        school.visit().get(item)  # Plone's own portlets settle with the first page
        before = api.portal.get()._p_jar.db().lastTransaction()
        school.visit().look_up(item, *RIGHT)
        school.visit().look_up(item, "HSG001", "02/02/2002")
        assert api.portal.get()._p_jar.db().lastTransaction() == before


class TestBoard:
    def test_visitors_see_no_numbers(self, school, told):
        assert "Dành cho Ban biên tập" not in told(school.visit().get(school.page()))

    def test_the_board_does(self, school, told):
        text = told(school.visit("head").get(school.page("pending")))
        assert "Dành cho Ban biên tập" in text
        assert "Số báo danh, Ngày sinh" in text
        assert "Nguyễn" not in text

    @pytest.mark.parametrize(
        ("state", "said"), [("pending", "hãy rút lại trang"), ("published", "tạo bản làm việc")]
    )
    def test_an_editor_learns_why_nothing_can_be_uploaded(self, school, told, state, said):
        text = told(school.visit("editor").get(school.page(state)))
        others = {"hãy rút lại trang", "tạo bản làm việc"} - {said}
        assert said in text and not any(each in text for each in others)

    def test_only_shown_cells_are_kept(self, school):
        table = store.table_of(school.page())
        for cells in table["rows"].values():
            assert len(cells) == 2
        assert "HSG001" not in repr(dict(table["rows"]))
        assert set(map(len, table["rows"].keys())) == {32}
