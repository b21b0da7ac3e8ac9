"""StaffMember: phone and e-mail of the law, the order of the directory, the card."""

from base64 import b64encode
from hcmedu.portal.content.staff import sorted_staff
from hcmedu.portal.content.staff import staff_key
from hypothesis import given
from hypothesis import strategies as st
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.dexterity.content import Item
from plone.dexterity.utils import createContentInContainer
from plone.namedfile.file import NamedBlobImage
from zope.lifecycleevent import modified

import pytest
import transaction


FULL = {
    "title": "Nguyễn Văn Đức",
    "position": "Hiệu trưởng",
    "unit": "ban-giam-hieu",
    "team": "Tổ Toán",
    "phone": "028 3829 1875",
    "email": "nvduc@hcm.edu.vn",
    "duties": "Phụ trách chung.\nTài chính.",
    "order": 1,
}
XSS = "<script>alert(1)</script>"


@pytest.fixture
def make(portal):
    def create(**fields):
        with api.env.adopt_roles(["Manager"]):
            return createContentInContainer(portal, "StaffMember", **{**FULL, **fields})

    return create


def show(member) -> str:
    with api.env.adopt_roles(["Manager"]):
        return api.content.get_view("view", member, member.REQUEST)()


@pytest.mark.parametrize("roles", [["Anonymous"], ["Member"], ["Contributor", "Editor"]])
def test_own_add_permission(portal, roles):
    setRoles(portal, TEST_USER_ID, roles)
    assert not portal.portal_types.StaffMember.isConstructionAllowed(portal)


class TestOrder:
    def names(self, *members: tuple) -> list[str]:
        return [row[2] for row in sorted(members, key=lambda row: staff_key(*row))]

    def test_units_as_in_the_regulation(self):
        units = ["doan-the", "to-bao-ve", "lạ", None, "to-chuyen-mon", "van-phong", "ban-giam-hieu"]
        rows = [(unit, None, str(number)) for number, unit in enumerate(units)]
        assert self.names(*rows) == ["6", "5", "4", "1", "0", "2", "3"]

    def test_numbers_stand_before_names(self):
        rows = [("van-phong", None, "An"), ("van-phong", 2, "Bình"), ("van-phong", 1, "Chi")]
        assert self.names(*rows) == ["Chi", "Bình", "An"]

    def test_zero_is_a_number(self):
        assert self.names(("van-phong", 1, "An"), ("van-phong", 0, "Bình")) == ["Bình", "An"]

    def test_given_name_first_in_vietnamese_order(self):
        names = ["Lê Đức", "Trần Dũng", "Phạm An", "Nguyễn Ánh", "Bùi Ân", "Nguyễn An", "Vũ Ý"]
        expected = ["Nguyễn An", "Phạm An", "Nguyễn Ánh", "Bùi Ân", "Trần Dũng", "Lê Đức", "Vũ Ý"]
        assert self.names(*(("van-phong", None, name) for name in names)) == expected

    @given(st.lists(st.tuples(st.none() | st.text(), st.none() | st.integers(), st.text())))
    def test_anything_can_be_sorted(self, rows):
        assert sorted(rows, key=lambda row: staff_key(*row)) is not None

    def test_brains(self, portal, make):
        make(title="Bảo vệ A", unit="to-bao-ve", order=None)
        make(title="Trần Văn Bình", order=2)
        make(title="Lê Thị Chi", order=1)
        brains = sorted_staff(api.content.find(portal_type="StaffMember"))
        assert [b.Title for b in brains] == ["Lê Thị Chi", "Trần Văn Bình", "Bảo vệ A"]


class TestStored:
    def test_stock_class(self, make):
        assert type(make().aq_base) is Item

    @pytest.mark.parametrize(
        "given, kept",
        [
            ("(028) 38.291.875", "028 3829 1875"),
            ("+84 903 123 456", "0903 123 456"),
            (None, None),
            ("hỏi văn phòng", "hỏi văn phòng"),
        ],
    )
    def test_phone_in_one_spelling(self, make, given, kept):
        assert make(phone=given).phone == kept

    def test_catalog(self, make):
        make()
        [brain] = api.content.find(unit="ban-giam-hieu")
        assert (brain.position, brain.phone, brain.email) == (
            *("Hiệu trưởng", "028 3829 1875", "nvduc@hcm.edu.vn"),
        )
        assert (brain.team, brain.staff_order, brain.Description) == ("Tổ Toán", 1, "Hiệu trưởng")

    def test_catalog_follows_a_change(self, make):
        member = make()
        member.position = "Phó Hiệu trưởng"
        modified(member)
        [brain] = api.content.find(portal_type="StaffMember")
        assert brain.position == "Phó Hiệu trưởng"


class TestCard:
    def test_everything(self, make, samples):
        html = show(make(photo=NamedBlobImage(samples["jpg"], filename="anh.jpg")))
        for text in (
            *("Nguyễn Văn Đức", "Hiệu trưởng", "Ban giám hiệu", "Tổ Toán", "Phụ trách chung."),
            *("tel:+842838291875", "mailto:nvduc@hcm.edu.vn", 'alt="Nguyễn Văn Đức"', "@@images/"),
        ):
            assert text in html

    def test_bare(self, make):
        html = show(make(team=None, phone=None, email=None, duties=None, photo=None))
        assert "mailto:" not in html
        assert "tel:" not in html

    def test_number_that_nobody_can_dial(self, make):
        html = show(make(phone="hỏi văn phòng"))
        assert "hỏi văn phòng" in html
        assert "tel:" not in html

    def test_broken_photo(self, make):
        assert "Hiệu trưởng" in show(make(photo=NamedBlobImage(b"none", filename="a.jpg")))

    def test_script_is_text(self, make):
        fields = dict.fromkeys(("title", "position", "team", "phone", "email", "duties"), XSS)
        assert XSS not in show(make(**fields))


class TestRest:
    @pytest.fixture
    def portal(self, functional_portal):
        setRoles(functional_portal, TEST_USER_ID, ["Manager"])
        return functional_portal

    def photo(self, data: bytes, name: str) -> dict:
        packed = b64encode(data).decode()
        return {
            "data": packed,
            "encoding": "base64",
            "filename": name,
            "content-type": "image/jpeg",
        }

    def test_anonymous_may_not(self, portal, anon_request):
        assert anon_request.post("/", json={"@type": "StaffMember", **FULL}).status_code == 401

    @pytest.mark.parametrize(
        "fields",
        [
            {"title": None},
            {"position": ""},
            {"unit": None},
            {"unit": "phong-ban"},
            {"phone": "12"},
            {"phone": "0123 456 7890"},
            {"phone": "+1 202 555 0100"},
            {"email": "duc@gmail.com"},
            {"email": "duc@outlook.com"},
            {"email": "duc"},
            {"order": -1},
            {"order": "đầu"},
        ],
    )
    def test_bad_input(self, portal, manager_request, fields):
        response = manager_request.post("/", json={"@type": "StaffMember", **FULL, **fields})
        assert response.status_code == 400, response.text
        transaction.begin()
        assert "nguyen-van-duc" not in portal

    @pytest.mark.parametrize("kind", ["pdf", "doc", "zip"])
    def test_photo_that_is_none(self, portal, manager_request, samples, kind):
        data = {"@type": "StaffMember", **FULL, "photo": self.photo(samples[kind], "anh.jpg")}
        assert manager_request.post("/", json=data).status_code == 400

    def test_round_trip(self, portal, manager_request, samples):
        data = {"@type": "StaffMember", **FULL, "photo": self.photo(samples["jpg"], "anh.jpg")}
        made = manager_request.post("/", json=data).json()
        for name, value in FULL.items():
            assert (made[name]["token"] if name == "unit" else made[name]) == value, name
        assert (made["photo"]["filename"], made["photo"]["width"]) == ("anh.jpg", 300)
        path = made["@id"][len(portal.absolute_url()) :]
        again = {name: made[name] for name in [*FULL, "photo"]}
        assert manager_request.patch(path, json=again).status_code == 204
        after = manager_request.get(path).json()
        assert {name: after[name] for name in FULL} == {name: again[name] for name in FULL}
        assert after["photo"]["size"] == made["photo"]["size"]


def test_form_tells_at_the_field(functional_portal, send_form, error_at):
    values = {"title": "A", "position": "B", "unit:list": "van-phong"}
    answer = send_form(
        "/++add++StaffMember", values | {"phone": "12", "email": "a@gmail.com", "order": "-1"}
    )
    assert "Gmail" in error_at(answer, "email")
    assert error_at(answer, "phone")
    assert "số nguyên" in error_at(answer, "order")
