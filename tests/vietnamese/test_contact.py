"""Phones, e-mail addresses and domains of schools."""

from hcmedu.portal.vietnamese import address_parts
from hcmedu.portal.vietnamese import domain_kind
from hcmedu.portal.vietnamese import email_kind
from hcmedu.portal.vietnamese import InvalidPhone
from hcmedu.portal.vietnamese import is_vietnamese_phone
from hcmedu.portal.vietnamese import normalize_phone
from hcmedu.portal.vietnamese import Phone
from hcmedu.portal.vietnamese.contact_data import AREA_CODES
from hcmedu.portal.vietnamese.contact_data import OLD_AREA_CODES
from hypothesis import given
from hypothesis import strategies as st

import pytest


@pytest.mark.parametrize(
    "text, kind",
    [
        ("", "empty"),
        ("  ", "empty"),
        ("không có", "characters"),
        ("<b>0902863855</b>", "characters"),
        ("0902863855; 0909125016", "characters"),
        ("(028 38291875", "characters"),
        ("0902863855 - 0909125016", "length"),
        ("090286385", "length"),
        ("09028638555", "length"),
        ("028 3829 187", "length"),
        ("0243.724.033 số máy lẻ 8888", "length"),
        ("3.829.18.75", "area_code"),
        ("38291875", "area_code"),
        ("0298 382 9187", "area_code"),
        ("0", "area_code"),
        ("+1 212 555 1234", "country"),
        ("0033 1 23 45 67 89", "country"),
    ],
)
def test_no_phone(text, kind):
    assert not is_vietnamese_phone(text)
    with pytest.raises(InvalidPhone) as caught:
        normalize_phone(text)
    assert (caught.value.kind, caught.value.suggestion) == (kind, None)
    assert kind in InvalidPhone.kinds


@pytest.mark.parametrize(
    "text, suggestion",
    [
        ("08.38.291.875", "028 3829 1875"),
        ("(08) 38.291.875", "028 3829 1875"),
        ("08 3829 1875", "028 3829 1875"),
        ("+84 8 3829 1875", "028 3829 1875"),
        ("04 3822 1234", "024 3822 1234"),
        ("0438221234", "024 3822 1234"),
        ("(0650) 3822 222 máy lẻ 5", "0274 382 2222 máy lẻ 5"),
        ("06503822222", "0274 382 2222"),
        ("0613822222", "0251 382 2222"),
        ("(073) 387 3333", "0273 387 3333"),
        ("01234567890", "0834 567 890"),
        ("+84 164 123 4567", "0341 234 567"),
    ],
)
def test_outdated(text, suggestion):
    assert not is_vietnamese_phone(text)
    with pytest.raises(InvalidPhone) as caught:
        normalize_phone(text)
    assert (caught.value.kind, caught.value.suggestion) == ("outdated", suggestion)
    assert is_vietnamese_phone(suggestion)


@pytest.mark.parametrize(
    "text, kind, canonical, uri",
    [
        ("(028) 38 291 875", "landline", "028 3829 1875", "tel:+842838291875"),
        ("+84 28 3829 1875", "landline", "028 3829 1875", "tel:+842838291875"),
        ("+84 (0)28 3829 1875", "landline", "028 3829 1875", "tel:+842838291875"),
        ("0274.3822.222", "landline", "0274 382 2222", "tel:+842743822222"),
        ("0902863855", "mobile", "0902 863 855", "tel:+84902863855"),
        ("ĐT: 0909125016", "mobile", "0909 125 016", "tel:+84909125016"),
        ("090 889 7480", "mobile", "0908 897 480", "tel:+84908897480"),
        ("84908897480", "mobile", "0908 897 480", "tel:+84908897480"),
        ("0084 908 897 480", "mobile", "0908 897 480", "tel:+84908897480"),
        ("0838291875", "mobile", "0838 291 875", "tel:+84838291875"),
        ("077 123 4567", "mobile", "0771 234 567", "tel:+84771234567"),
        ("1900 1234", "hotline", "1900 1234", "tel:19001234"),
        ("1800.599.920", "hotline", "1800 599920", "tel:1800599920"),
        ("028 38291875 – số máy lẻ 12", "landline", "028 3829 1875 máy lẻ 12", None),
        ("028 38291875 (ext. 12)", "landline", "028 3829 1875 máy lẻ 12", None),
        ("Điện thoại: 028 38291875, nội bộ 12", "landline", "028 3829 1875 máy lẻ 12", None),
    ],
)
def test_phone(text, kind, canonical, uri):
    phone = Phone.parse(text)
    assert is_vietnamese_phone(text)
    assert (phone.kind, phone.text, str(phone)) == (kind, canonical, canonical)
    assert phone.uri == (uri or "tel:+842838291875;ext=12")
    assert normalize_phone(canonical) == canonical


def test_every_outdated_area_code_leads_to_one_in_force():
    assert set(OLD_AREA_CODES.values()) <= AREA_CODES


@given(st.text() | st.text(alphabet="0123456789 .()+-x"))
def test_any_text_is_a_phone_or_says_why(text):
    try:
        canonical = normalize_phone(text)
    except InvalidPhone as error:
        assert error.kind in InvalidPhone.kinds
        assert error.suggestion is None or is_vietnamese_phone(error.suggestion)
    else:
        assert normalize_phone(canonical) == canonical


@given(st.sampled_from(sorted(AREA_CODES)), st.integers(min_value=0, max_value=9999999))
def test_every_area_code_is_known(area, number):
    digits = (area + f"{number:08d}")[: 3 if len(area) == 3 else 4] + f"{number:07d}"
    text = digits if len(digits) == 11 else f"{area}3{number:07d}"
    assert Phone.parse(text).kind == "landline"
    assert Phone.parse(text).digits == text


@pytest.mark.parametrize(
    "address, kind",
    [
        ("", "invalid"),
        ("hcm.edu.vn", "invalid"),
        ("@hcm.edu.vn", "invalid"),
        ("a@b@hcm.edu.vn", "invalid"),
        ("a b@hcm.edu.vn", "invalid"),
        ("a..b@hcm.edu.vn", "invalid"),
        (".a@hcm.edu.vn", "invalid"),
        ("a@hcm", "invalid"),
        ("a@-hcm.edu.vn", "invalid"),
        ("trường@hcm.edu.vn", "invalid"),
        ("a@hcm.edu.vn\nBcc: x@y.vn", "invalid"),
        ("<a@hcm.edu.vn>", "invalid"),
        ("a" * 65 + "@hcm.edu.vn", "invalid"),
        ("a@" + "b." * 130 + "vn", "invalid"),
        ("c2leloi@gmail.com", "private"),
        ("c2leloi@YAHOO.COM.VN", "private"),
        ("c2leloi@hotmail.com", "private"),
        ("c2leloi@outlook.com.vn", "private"),
        ("c2leloi@live.com", "private"),
        ("c2leloi@proton.me", "private"),
        ("c2leloi@mail.ru", "private"),
        ("a@hcm.edu.vn.example.com", "other"),
        ("a@edu.vn", "other"),
        ("a@notedu.vn", "other"),
        ("a@mail.leloi.vn", "other"),
        ("info@truongquocte.com", "other"),
        ("tttt_ctgd@hcm.edu.vn", "official"),
        (" Minhthong@HCM.edu.vn ", "official"),
        ("kythuat_longbien@hanoi.gov.vn", "official"),
        ("a@outlook.hcm.edu.vn", "official"),
        ("van-phong.thcs+1@leloi.hcm.edu.vn", "official"),
    ],
)
def test_email(address, kind):
    assert email_kind(address) == kind


@given(st.text())
def test_any_text_has_an_email_kind(text):
    assert email_kind(text) in {"official", "other", "private", "invalid"}


@pytest.mark.parametrize(
    "domain, kind",
    [
        ("", "invalid"),
        ("edu.vn", "invalid"),
        ("hcm.edu.vn", "invalid"),
        ("tphcm.edu.vn", "invalid"),
        ("thcsleloi.edu.vn", "invalid"),
        ("leloihcm.com", "invalid"),
        ("leloihcm.edu.vn.example.com", "invalid"),
        ("leloihcm.edu.vn@example.com", "invalid"),
        ("leloi.longbien.edu.vn", "invalid"),
        ("a.b.c.hcm.edu.vn", "invalid"),
        ("quan8.hcm.edu.vn/a/b", "invalid"),
        ("quan8.hcm.edu.vn/?x=1", "invalid"),
        ("leloihcm.edu.vn/trang-chu", "invalid"),
        ("leloihcm.edu.vn:8080", "invalid"),
        ("lêlợihcm.edu.vn", "invalid"),
        ("javascript:alert(1)//leloihcm.edu.vn", "invalid"),
        ("thcsleloihcm.edu.vn", "own"),
        ("https://WWW.thcsleloitphcm.edu.vn/", "own"),
        ("thcs-le-loi-ho-chi-minh.edu.vn", "own"),
        ("thcsleloi.hcm.edu.vn", "own"),
        ("thcslongbienhanoi.edu.vn.", "own"),
        ("quan8.hcm.edu.vn/thcsleloi", "member"),
        ("http://cangio.tphcm.edu.vn/thcs-le-loi/", "member"),
        ("thcsleloi.quan8.hcm.edu.vn", "member"),
    ],
)
def test_domain(domain, kind):
    assert domain_kind(domain) == kind


def test_cities_are_a_parameter():
    assert domain_kind("leloithuduc.edu.vn") == "invalid"
    assert domain_kind("leloithuduc.edu.vn", cities={"thuduc"}) == "own"
    assert domain_kind("leloihcm.edu.vn", cities={"thuduc"}) == "invalid"


@given(st.text())
def test_any_text_has_a_domain_kind(text):
    assert domain_kind(text) in {"own", "member", "invalid"}


def test_where_a_line_may_break():
    parts = address_parts("tranthi.huong_duong@hcm.edu.vn")
    assert parts == ["tranthi", ".huong", "_duong", "@hcm.edu.vn"]


@given(st.text(max_size=60))
def test_an_address_in_parts_is_the_address(address):
    assert "".join(address_parts(address)) == address
