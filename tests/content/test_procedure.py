"""Procedure: what is refused, what a parent sees, REST round trip."""

from hcmedu.portal.content.errors import MessageError
from hcmedu.portal.content.procedure import is_code
from hcmedu.portal.content.procedure import is_form_link
from plone import api
from plone.app.testing import logout
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.dexterity.content import Container
from plone.dexterity.utils import createContentInContainer

import pytest
import transaction


FULL = {
    "title": "Chuyển trường",
    "description": "Học sinh chuyển đến hoặc chuyển đi.",
    "code": "chuyen-truong",
    "field_of_work": "tuyen-sinh",
    "applicants": "Cha mẹ hoặc người giám hộ",
    "steps": [
        {"title": "Nộp hồ sơ", "detail": "Tại văn phòng.\nNhận giấy hẹn."},
        {"title": "Nhận kết quả", "detail": None},
    ],
    "dossier": [
        {"title": "Đơn xin chuyển trường", "copy_kind": "theo-mau", "copies": 1},
        {"title": "Học bạ", "copy_kind": "ban-chinh", "copies": 2},
    ],
    "dossier_sets": 1,
    "time_limit": "03 ngày làm việc",
    "fee": "Không",
    "result": "Giấy giới thiệu chuyển trường",
    "legal_basis": "Quyết định 51/2002/QĐ-BGDĐT",
    "place": "Văn phòng trường",
    "hours": "Thứ Hai đến thứ Sáu\n7:30–11:30",
    "contact": "Cô Hoa, 028 3829 1875",
    "online_level": "partial",
    "online_form_url": "/thu-tuc/don",
}
LINK = "/bieu-mau/don"
CHOICES = {"field_of_work", "online_level"}
TEXTS = [name for name, value in FULL.items() if isinstance(value, str)]
XSS = "<script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture
def make(portal):
    def create(container=portal, **fields):
        with api.env.adopt_roles(["Manager"]):
            return createContentInContainer(container, "Procedure", **{**FULL, **fields})

    return create


def show(procedure) -> str:
    with api.env.adopt_roles(["Manager"]):
        return api.content.get_view("view", procedure, procedure.REQUEST)()


class TestRefused:
    @pytest.mark.parametrize("roles", [["Anonymous"], ["Member"], ["Contributor", "Editor"]])
    def test_own_add_permission(self, portal, roles):
        setRoles(portal, TEST_USER_ID, roles)
        assert not portal.portal_types.Procedure.isConstructionAllowed(portal)

    @pytest.mark.parametrize(
        "link",
        [
            *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x"),
            *("//evil.example", "///evil.example", "/\\evil.example", "\\\\evil", "ftp://a.vn/x"),
            *(
                "mailto:a@hcm.edu.vn",
                "don.html",
                "",
                " ",
                "/a b",
                "/a\nb",
                "https://",
                "https:///x",
            ),
            *("https://a.vn/\"onclick='x'", "https://a.vn/<script>", "/../../etc", "/a/../b"),
            *("https://user:pass@evil.vn/", "https://hcm.edu.vn@evil.vn/", "http:/evil.vn"),
            *("\x01javascript:alert(1)", " https://a.vn", "https://a.vn\\@evil.vn"),
        ],
    )
    def test_links(self, link):
        with pytest.raises(MessageError):
            is_form_link(link)

    @pytest.mark.parametrize("code", ["", "a b", "<b>", "a" * 61, 'a"b', "a\nb", "a;b"])
    def test_codes(self, code):
        with pytest.raises(MessageError):
            is_code(code)

    @pytest.mark.parametrize("portal_type", ["Document", "Folder", "Procedure", "Link"])
    def test_only_files_and_images_inside(self, make, portal_type):
        procedure = make()
        with api.env.adopt_roles(["Manager"]):
            allowed = [fti.getId() for fti in procedure.allowedContentTypes()]
        assert sorted(allowed) == ["File", "Image"]

    def test_form_to_download_is_as_hidden_as_its_procedure(self, make, make_file):
        procedure = make()
        with api.env.adopt_roles(["Manager"]):
            form = api.content.create(procedure, "File", "don", title="Đơn", file=make_file())
        logout()
        assert not api.user.has_permission("View", obj=form)
        view = api.content.get_view("view", procedure, procedure.REQUEST)
        assert view.attachments() == []


@pytest.mark.parametrize(
    "link",
    [
        *("https://dichvucong.gov.vn/p/home?id=1#a", "http://localhost:8080/x", "/thu-tuc/don"),
        *("/", "/don?mau=1", "HTTPS://A.VN", "https://a.vn?x=1"),
    ],
)
def test_good_links(link):
    assert is_form_link(link)


@pytest.mark.parametrize("code", ["chuyen-truong", "1.005143", "2326/GDĐT", "QT_01"])
def test_good_codes(code):
    assert is_code(code)


class TestView:
    def test_answers(self, make):
        html = show(make())
        for name in TEXTS:
            if name not in CHOICES | {"online_form_url"}:
                for line in FULL[name].splitlines():
                    assert line in html, name
        for text in ("Dịch vụ công trực tuyến một phần", "Tuyển sinh", "Bản chính", "Học bạ"):
            assert text in html
        assert "Nhận giấy hẹn." in html

    def test_lines_stay_lines(self, make):
        assert "Thứ Hai đến thứ Sáu<br />7:30–11:30" in show(make())

    def test_path_of_the_online_form_is_within_the_school(self, portal, make):
        with api.env.adopt_roles(["Manager"]):
            school = api.content.create(portal, "School", "truong-b", title="B")
            for root in (portal, school):
                folder = api.content.create(root, "Folder", "bieu-mau", title="Biểu mẫu")
                api.content.create(folder, "EasyForm", "don", title="Đơn")
        for root in (portal, school):
            page = show(make(root, online_form_url=LINK))
            assert f'href="{root.absolute_url()}{LINK}"' in page

    def test_a_form_that_is_not_there_is_not_offered(self, make):
        assert "hcmedu-apply" not in show(make(online_form_url=LINK))

    def test_a_form_that_is_not_public_is_offered_to_nobody_else(self, portal, make):
        procedure = make(online_form_url=LINK)
        with api.env.adopt_roles(["Manager"]):
            folder = api.content.create(portal, "Folder", "bieu-mau", title="Biểu mẫu")
            form = api.content.create(folder, "EasyForm", "don", title="Đơn")
            form.manage_permission("View", ["Manager"], acquire=0)
        view = api.content.get_view("view", procedure, procedure.REQUEST)
        logout()
        assert view.online_form() is None
        form.manage_permission("View", ["Anonymous"], acquire=0)
        assert view.online_form() == f"{portal.absolute_url()}/bieu-mau/don"

    @pytest.mark.parametrize(
        ("text", "days", "shown"),
        [("Trong ngày", 1, "Trong ngày"), ("", 3, "3 ngày làm việc"), (None, 0, "trong ngày")],
    )
    def test_time_limit(self, make, text, days, shown):
        assert shown in show(make(time_limit=text, time_limit_days=days))

    def test_forms_to_download(self, make, make_file):
        procedure = make()
        with api.env.adopt_roles(["Manager"]):
            api.content.create(procedure, "File", "don", title="Mẫu đơn", file=make_file())
        html = show(procedure)
        assert "Mẫu đơn" in html
        assert "@@download/file/van-ban.pdf" in html

    def test_bare(self, portal):
        with api.env.adopt_roles(["Manager"]):
            bare = createContentInContainer(portal, "Procedure", title="Nghỉ học")
        html = show(bare)
        assert "Nghỉ học" in html
        assert "Thành phần hồ sơ" not in html

    def test_script_is_text(self, make):
        fields = dict.fromkeys(set(TEXTS) - CHOICES, XSS)
        rows = {
            "steps": [{"title": XSS, "detail": XSS}],
            "dossier": [{"title": XSS, "copy_kind": XSS, "copies": 1}],
        }
        html = show(make(**fields, **rows))
        assert "<script>alert(1)" not in html
        assert "<img src=x" not in html


def test_stock_class_and_id(make):
    procedure = make()
    assert type(procedure.aq_base) is Container
    assert procedure.getId() == "chuyen-truong"


def test_catalog(make):
    make()
    for word in ("Học bạ", "giám hộ", "giấy hẹn", "51/2002"):
        found = api.content.find(portal_type="Procedure", SearchableText=word)
        assert [brain.getId for brain in found] == ["chuyen-truong"], word
    [brain] = api.content.find(online_level="partial")
    assert (brain.time_limit, brain.field_of_work) == ("03 ngày làm việc", "tuyen-sinh")


class TestRest:
    @pytest.fixture
    def portal(self, functional_portal):
        setRoles(functional_portal, TEST_USER_ID, ["Manager"])
        return functional_portal

    def test_anonymous_may_not(self, portal, anon_request):
        data = {"@type": "Procedure", **FULL}
        assert anon_request.post("/", json=data).status_code == 401

    @pytest.mark.parametrize(
        "fields",
        [
            {"title": None},
            {"online_form_url": "javascript:alert(1)"},
            {"online_level": "5"},
            {"field_of_work": "x"},
            {"dossier_sets": -1},
            {"dossier": [{"title": "A", "copy_kind": "x"}]},
            {"dossier": [{"title": "A", "copies": "hai"}]},
            {"steps": [{"detail": "không có tên"}]},
            {"steps": "Nộp hồ sơ"},
            {"code": "<b>"},
        ],
    )
    def test_bad_input(self, portal, manager_request, fields):
        response = manager_request.post("/", json={"@type": "Procedure", **FULL, **fields})
        assert response.status_code == 400, response.text
        transaction.begin()
        assert "chuyen-truong" not in portal

    def test_round_trip(self, portal, manager_request):
        made = manager_request.post("/", json={"@type": "Procedure", **FULL}).json()
        for name, value in FULL.items():
            assert (made[name]["token"] if name in CHOICES else made[name]) == value, name
        path = made["@id"][len(portal.absolute_url()) :]
        again = {name: made[name] for name in FULL}
        assert manager_request.patch(path, json=again).status_code == 204
        after = manager_request.get(path).json()
        assert {name: after[name] for name in FULL} == again

    def test_copies_default_to_one(self, portal, manager_request):
        data = {"@type": "Procedure", "title": "A", "dossier": [{"title": "Học bạ"}]}
        assert manager_request.post("/", json=data).json()["dossier"] == [
            {"title": "Học bạ", "copy_kind": None, "copies": 1}
        ]


class TestForm:
    @pytest.fixture
    def portal(self, functional_portal):
        return functional_portal

    def test_bad_link_at_its_field(self, portal, send_form, error_at):
        values = {"title": "A", "online_form_url": "javascript:alert(1)"}
        answer = send_form("/++add++Procedure", values)
        assert "https://" in error_at(answer, "online_form_url")

    def test_steps(self, portal, send_form):
        values = {"title": "Nghỉ học", "steps.count": "1", "steps.0-empty-marker": "1"}
        values |= {"steps.0.widgets.title": "Nộp đơn", "steps.0.widgets.detail": "A\r\nB"}
        send_form("/++add++Procedure", values)
        transaction.begin()
        [step] = portal["nghi-hoc"].steps
        assert (step["title"], step["detail"].splitlines()) == ("Nộp đơn", ["A", "B"])
