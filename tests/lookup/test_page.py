"""From a file to a table in force: rights, steps, reports, nothing half-done."""

from datetime import timedelta
from hcmedu.portal.content.moments import now
from hcmedu.portal.editorial.authorship import authorship
from hcmedu.portal.editorial.trace import entries
from hcmedu.portal.lookup import removal
from hcmedu.portal.lookup import store
from hcmedu.portal.lookup import tasks
from hcmedu.portal.lookup import uploads
from hcmedu.portal.worker.testing import run_jobs
from plone.app.iterate.interfaces import ICheckinCheckoutPolicy
from plone.uuid.interfaces import IUUID
from Products.CMFCore.WorkflowCore import WorkflowException
from tests.lookup.conftest import CHOICE
from tests.lookup.conftest import CSV
from tests.lookup.conftest import HEAD
from tests.lookup.conftest import ROWS
from tests.lookup.conftest import SECRETS

import pytest
import transaction


RIGHT = ("HSG001", "1/9/2011")
NEW = "\n".join((HEAD, "HSG001;Nguyễn Thị Hoà;01/09/2011;20")).encode()
WRONG = "\n".join((HEAD, *ROWS, "HSG004;Lê An;31/02/2011;1", ";Lê Ba;01/02/2011;1")).encode()


class TestDenied:
    @pytest.mark.parametrize("path", ["", "-state", "-report"])
    @pytest.mark.parametrize(
        ("name", "state"),
        [
            *(("anonymous", "draft"), ("member", "draft"), ("elsewhere", "draft")),
            *(("head", "draft"), ("editor", "pending"), ("editor", "approved")),
            *(("editor", "published"), ("head", "published"), ("administrator", "published")),
        ],
    )
    def test_who_may_not_change_the_item(self, school, name, state, path):
        answer = school.visit(name).get(school.page(state), f"@@hcmedu-table{path}")
        assert answer.status_code in (302, 401)

    @pytest.mark.parametrize("name", ["anonymous", "elsewhere", "head"])
    def test_nor_upload(self, school, name):
        item = school.page("draft", rows=None)
        assert school.upload(item, name=name).status_code in (302, 401)
        assert uploads.upload_of(item) is None

    @pytest.mark.parametrize("action", ["upload", "choose", "use", "again", "discard"])
    def test_without_a_token_nothing_happens(self, school, action):
        item = school.page("draft")
        school.checked(item, NEW)
        before = dict(uploads.upload_of(item))
        answer = school.visit("editor").post(
            item, "@@hcmedu-table", {"action": action, "upload": before["id"]}, token=False
        )
        assert answer.status_code == 403
        assert dict(uploads.upload_of(item)) == before
        assert "18,5" in school.visit("editor").look_up(item, *RIGHT).text

    def test_by_get_nothing_happens(self, school):
        item = school.page("draft")
        school.checked(item, NEW)
        found = uploads.upload_of(item)["id"]
        token = school.token("editor")
        query = f"@@hcmedu-table?action=use&upload={found}&_authenticator={token}"
        assert school.visit("editor").get(item, query).status_code == 200
        assert uploads.upload_of(item)["state"] == uploads.READY

    def test_no_file(self, school, told):
        item = school.page("draft", rows=None)
        answer = school.visit("editor").post(item, "@@hcmedu-table", {"action": "upload"})
        assert "Vui lòng chọn tệp" in told(answer)

    def test_an_empty_file(self, school, told):
        item = school.page("draft", rows=None)
        assert "rỗng" in told(school.upload(item, b"")).lower()
        assert uploads.upload_of(item) is None

    def test_what_is_no_table(self, school, told):
        item = school.page("draft", rows=None)
        school.upload(item, b"%PDF-1.4 " * 99, "diem.xlsx")
        school.work()
        text = told(school.visit("editor").get(item, "@@hcmedu-table"))
        assert "không phải là bảng" in text
        assert uploads.upload_of(item)["file"] is None

    def test_of_what_is_approved_meanwhile_nothing_is_replaced(self, school):
        item = school.page("draft")
        school.checked(item, NEW)
        item = school.bring(item, "published")
        assert school.step(item, "use").status_code in (302, 401)
        assert "18,5" in school.visit().look_up(item, *RIGHT).text

    def test_another_upload_than_the_one_shown(self, school, told):
        item = school.page("draft")
        school.checked(item, NEW)
        answer = school.visit("editor").post(
            item, "@@hcmedu-table", {"action": "use", "upload": "0" * 32}
        )
        assert "vừa được thay đổi" in told(answer)
        assert store.table_of(item)["count"] == 3


class TestSteps:
    def test_from_a_file_to_a_result(self, school, told):
        item = school.page("draft", rows=None)
        assert school.upload(item).status_code == 302
        text = told(school.visit("editor").get(item, "@@hcmedu-table"))
        assert "Đang đọc tệp" in text
        assert school.work() == [tasks.READ]
        text = told(school.visit("editor").get(item, "@@hcmedu-table"))
        assert "Đã đọc 3 dòng" in text
        assert "Trần Văn Bình" in text
        assert school.step(item, "choose", **CHOICE).status_code == 302
        assert school.work() == [tasks.CHECK]
        text = told(school.visit("editor").get(item, "@@hcmedu-table"))
        assert "Số dòng dùng được 3" in " ".join(text.split())
        assert "Bình" not in text
        assert school.step(item, "use").status_code == 302
        assert uploads.upload_of(item) is None
        assert "18,5" in school.visit("editor").look_up(item, *RIGHT).text

    def test_the_first_five_rows_and_no_more(self, school, told):
        item = school.page("draft", rows=None)
        rows = [f"H{number};Ten {number};01/01/2011;{number}" for number in range(9)]
        school.upload(item, "\n".join((HEAD, *rows)).encode())
        school.work()
        text = told(school.visit("editor").get(item, "@@hcmedu-table"))
        assert "Ten 4" in text
        assert "Ten 5" not in text

    def test_the_old_table_answers_until_the_new_one_is_confirmed(self, school):
        item = school.page("draft")
        for step in (
            lambda: school.upload(item, NEW),
            school.work,
            lambda: school.step(item, "choose", **CHOICE),
            school.work,
        ):
            step()
            assert "18,5" in school.visit("editor").look_up(item, *RIGHT).text
        school.step(item, "use")
        answer = school.visit("editor").look_up(item, *RIGHT)
        assert "18,5" not in answer.text
        assert "<dd>20</dd>" in answer.text

    def test_one_column_alone_is_confirmed(self, school, told):
        item = school.page("draft", rows=None)
        school.upload(item)
        school.work()
        choice = {**CHOICE, "ask.2": ""}
        text = told(school.step(item, "choose", **choice))
        assert "Nếu chỉ phải nhập một cột" in text
        assert uploads.upload_of(item)["state"] == uploads.CHOOSING
        school.step(item, "choose", **choice, alone="1")
        assert uploads.upload_of(item)["state"] == uploads.CHECKING

    def test_rows_with_errors_are_left_out_by_a_decision(self, school, told):
        item = school.page("draft", rows=None)
        school.checked(item, WRONG)
        text = told(school.visit("editor").get(item, "@@hcmedu-table"))
        assert "Dòng 5: cột “Ngày sinh” ghi một ngày không có trong lịch." in text
        assert "Dòng 6: cột “Số báo danh” còn trống." in text
        assert "Lê An" not in text
        assert "xác nhận bỏ qua" in told(school.step(item, "use"))
        assert store.table_of(item) is None
        assert school.step(item, "use", leave_out="1").status_code == 302
        assert store.table_of(item)["count"] == 3

    def test_the_report(self, school):
        item = school.page("draft", rows=None)
        school.checked(item, WRONG, choice={**CHOICE, "label.2": "=HYPERLINK(1)"})
        answer = school.visit("editor").get(item, "@@hcmedu-table-report")
        text = answer.content.decode("utf-8-sig")
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "attachment" in answer.headers["Content-Disposition"]
        assert "5,'=HYPERLINK(1)," in text
        assert "31/02/2011" not in text
        assert len(text.splitlines()) == 3

    def test_no_row_that_can_be_used(self, school, told):
        item = school.page("draft")
        school.checked(item, "\n".join((HEAD, ";a;b;c")).encode())
        assert "Không có dòng nào" in told(school.step(item, "use", leave_out="1"))
        assert store.table_of(item)["count"] == 3

    def test_columns_can_be_chosen_again(self, school):
        item = school.page("draft", rows=None)
        school.checked(item, NEW)
        school.step(item, "again")
        assert uploads.upload_of(item)["state"] == uploads.CHOOSING
        assert uploads.upload_of(item)["table"] is None
        school.step(item, "choose", **{**CHOICE, "place.3": ""})
        school.work()
        school.step(item, "use")
        assert store.table_of(item)["shown"] == ("Họ và tên",)

    def test_a_job_that_comes_twice(self, school):
        item = school.page("draft", rows=None)
        school.upload(item)
        found = uploads.upload_of(item)["id"]
        school.work()
        before = dict(uploads.upload_of(item))
        tasks.read_upload(school.portal, IUUID(item), found)
        tasks.check_upload(school.portal, IUUID(item), found)
        tasks.read_upload(school.portal, "0" * 32, found)
        assert dict(uploads.upload_of(item)) == before

    def test_progress(self, school):
        item = school.page("draft", rows=None)
        path = "@@hcmedu-table-state"
        assert school.visit("editor").get(item, path).json() == {"state": ""}
        school.upload(item)
        answer = school.visit("editor").get(item, path)
        assert answer.json() == {"state": "reading", "at": 0, "total": 0}
        assert answer.headers["Cache-Control"] == "private, no-store"


class TestDecisions:
    def test_a_new_table_is_a_change_of_the_item(self, school):
        item = school.page("draft")
        before = authorship(item).revision
        school.checked(item, NEW)
        assert authorship(item).revision == before
        school.step(item, "use")
        assert authorship(item).revision > before
        assert authorship(item).last == "editor"

    def test_who_replaced_it_under_review_does_not_approve_it(self, school):
        item = school.page("pending")
        school.checked(item, NEW, name="head")
        assert school.step(item, "use", "head").status_code == 302
        with pytest.raises(WorkflowException):
            school.act(item, "head", "approve")

    def test_the_log_tells_numbers_and_headings(self, school):
        item = school.page("draft", rows=None)
        school.checked(item)
        school.step(item, "use")
        [entry] = entries(school.portal, uid=IUUID(item), action="table")
        assert entry.actor == "editor"
        assert entry.comment == (
            "3 dòng, bỏ qua 0 dòng. Phải nhập: Số báo danh, Ngày sinh. Cho xem: Họ và tên, Điểm."
        )
        kept = repr(list(entries(school.portal, uid=IUUID(item))))
        assert not any(secret in kept for secret in SECRETS)


class TestWorkingCopy:
    @pytest.fixture
    def pair(self, school):
        """A published page and its working copy."""
        original = school.page()
        with school.as_("editor"):
            copy = ICheckinCheckoutPolicy(original).checkout()
        return original, copy

    def test_it_carries_no_rows(self, school, pair):
        _original, copy = pair
        assert store.table_of(copy) is None
        assert "18,5" in school.visit("editor").look_up(copy, *RIGHT).text
        assert school.visit().look_up(copy, *RIGHT).status_code in (302, 401)

    def test_its_table_is_in_force_once_the_head_approves(self, school, pair):
        original, copy = pair
        school.checked(copy, NEW)
        school.step(copy, "use")
        assert "18,5" in school.visit().look_up(original, *RIGHT).text
        school.act(copy, "editor", "submit")
        assert "<dd>20</dd>" in school.visit("head").look_up(copy, *RIGHT).text
        assert "18,5" in school.visit().look_up(original, *RIGHT).text
        uid = IUUID(copy)
        assert school.act(copy, "head", "approve") == original
        assert "<dd>20</dd>" in school.visit().look_up(original, *RIGHT).text
        assert [each for each, _case in store.cases(school.portal)] == [IUUID(original)]
        entry, _upload = entries(school.portal, uid=IUUID(original), action="table")
        assert (entry.actor, entry.details["working_copy"]) == ("head", uid)

    def test_without_a_table_of_its_own_it_changes_nothing(self, school, pair):
        original, copy = pair
        school.act(copy, "editor", "submit")
        school.act(copy, "head", "approve")
        assert "18,5" in school.visit().look_up(original, *RIGHT).text

    def test_who_uploaded_to_it_does_not_approve_it(self, school, pair):
        original, copy = pair
        school.act(copy, "editor", "submit")
        school.checked(copy, NEW, name="head")
        school.step(copy, "use", "head")
        with pytest.raises(WorkflowException):
            school.act(copy, "head", "approve")
        assert "18,5" in school.visit().look_up(original, *RIGHT).text

    def test_given_up_it_takes_its_rows_along(self, school, pair):
        original, copy = pair
        school.checked(copy, NEW)
        school.step(copy, "use")
        with school.as_("editor"):
            copy.aq_parent.manage_delObjects([copy.getId()])
        assert [each for each, _case in store.cases(school.portal)] == [IUUID(original)]
        assert "18,5" in school.visit().look_up(original, *RIGHT).text


class TestLeft:
    def test_an_upload_that_nobody_went_on_with(self, school):
        item = school.page("draft")
        school.upload(item, NEW)
        school.work()
        uploads.upload_of(item)["touched"] = (now() - timedelta(hours=23)).isoformat()
        removal.remove_what_is_over(school.portal)
        assert uploads.upload_of(item) is not None
        uploads.upload_of(item)["touched"] = (now() - timedelta(hours=25)).isoformat()
        removal.remove_what_is_over(school.portal)
        assert uploads.upload_of(item) is None
        assert "18,5" in school.visit("editor").look_up(item, *RIGHT).text

    def test_the_clock_does_it(self, school):
        item = school.page("draft")
        school.upload(item, NEW)
        uploads.upload_of(item)["touched"] = (now() - timedelta(days=2)).isoformat()
        transaction.commit()
        assert "hcmedu.portal.remove-results" in [each.name for each in run_jobs()]
        assert uploads.upload_of(item) is None

    def test_a_second_upload_takes_the_place_of_the_first(self, school):
        item = school.page("draft")
        school.upload(item, NEW)
        first = uploads.upload_of(item)["id"]
        school.upload(item, CSV)
        assert school.work() == [tasks.READ, tasks.READ]
        assert uploads.upload_of(item)["id"] != first
        assert uploads.upload_of(item)["total"] == 3

    def test_thrown_away(self, school):
        item = school.page("draft")
        school.checked(item, NEW)
        school.step(item, "discard")
        assert uploads.upload_of(item) is None
        assert store.table_of(item)["count"] == 3
