"""Names of bodies, posts and persons out of capitals."""

from hcmedu.portal.documents.extraction.casing import is_abbreviation
from hcmedu.portal.documents.extraction.casing import organisation
from hcmedu.portal.documents.extraction.casing import post
from hcmedu.portal.documents.extraction.casing import sentence
from hcmedu.portal.documents.extraction.persons import person_name
from hcmedu.portal.documents.extraction.persons import person_names
from hcmedu.portal.documents.extraction.source import Source

import pytest


ORGANISATIONS = [
    ("BỘ GIÁO DỤC VÀ ĐÀO TẠO", "Bộ Giáo dục và Đào tạo"),
    ("SỞ GIÁO ĐỤC VÀ ĐÀO TẠO", "Sở Giáo dục và Đào tạo"),
    ("SỞ GIÁO DỤC VÀ ĐÀO TẠO KON TUM", "Sở Giáo dục và Đào tạo Kon Tum"),
    ("UỶ BAN NHÂN DÂN TỈNH BẮC NINH", "Ủy ban nhân dân tỉnh Bắc Ninh"),
    ("UBND QUẬN 8", "UBND Quận 8"),
    ("ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH", "Ủy ban nhân dân Thành phố Hồ Chí Minh"),
    ("ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI", "Ủy ban nhân dân thành phố Hà Nội"),
    ("TRƯỜNG TRUNG HỌC CƠ SỞ HƯỚNG DƯƠNG", "Trường Trung học cơ sở Hướng Dương"),
    ("TRƯỜNG TH, THCS VÀ THPT ÁNH SAO", "Trường TH, THCS và THPT Ánh Sao"),
    ("TRƯỜNG THPT CHUYÊN LÊ HỒNG PHONG", "Trường THPT chuyên Lê Hồng Phong"),
    ("CỤC CÔNG NGHỆ THÔNG TIN", "Cục Công nghệ thông tin"),
    ("THANH TRA SỞ NỘI VỤ", "Thanh tra Sở Nội vụ"),
    ("Trường Tiểu học Lê Lai", "Trường Tiểu học Lê Lai"),
]


@pytest.mark.parametrize(("printed", "name"), ORGANISATIONS)
def test_organisations(printed, name):
    assert organisation(printed, Source("")) == name


def test_the_text_itself_tells_what_no_rule_knows():
    text = Source("Trung tâm Khảo thí Ngoại ngữ thông báo lịch thi.")
    assert organisation("TRUNG TÂM KHẢO THÍ NGOẠI NGỮ", text) == "Trung tâm Khảo thí Ngoại ngữ"
    assert (
        organisation("TRUNG TÂM KHẢO THÍ NGOẠI NGỮ", Source("")) == "Trung tâm Khảo thí ngoại ngữ"
    )


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("PHÓ CHÁNH VĂN PHÒNG", "Phó Chánh Văn phòng"),
        ("BỘ TRƯỞNG, CHỦ NHIỆM", "Bộ trưởng, Chủ nhiệm"),
        ("GIẢM ĐỌC", "Giám đốc"),
        ("TỔ TRƯỞNG CHUYÊN MÔN", "Tổ trưởng chuyên môn"),
        ("GIÁM ĐỐC SỞ NỘI VỤ", "Giám đốc Sở Nội vụ"),
    ],
)
def test_posts(printed, name):
    assert post(printed) == name


def test_a_sentence_in_capitals_takes_its_case_from_the_text():
    text = Source("Nay ban hành Điều lệ Hội khỏe của học sinh. Thực hiện Điều lệ Hội khỏe này.")
    assert sentence("BAN HÀNH ĐIỀU LỆ HỘI KHỎE", text) == "Ban hành Điều lệ Hội khỏe"
    assert sentence("Ban hành như đã in", text) == "Ban hành như đã in"


@pytest.mark.parametrize("word", ["UBND", "THCS", "GD&ĐT", "GDNN", "HĐND", "TP."])
def test_abbreviations(word):
    assert is_abbreviation(word)


@pytest.mark.parametrize("word", ["TRUNG", "AN", "NIÊ", "Sở", "ỦY"])
def test_syllables_are_no_abbreviations(word):
    assert not is_abbreviation(word)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nguyễn Văn An", "Nguyễn Văn An"),
        ("ThS. Tăng Mỹ Linh", "Tăng Mỹ Linh"),
        ("PGS. TS. Lục Vĩnh Khang", "Lục Vĩnh Khang"),
        ("ĐỒNG THỊ NHÀN", "Đồng Thị Nhàn"),
        ("Ông Thị Kim Phụng", "Ông Thị Kim Phụng"),
        ("H'Linh Niê", "H'Linh Niê"),
        ("Nơi nhận", None),
        ("Lưu VP", None),
        ("Thành phố Hồ Chí Minh", None),
        ("Như Điều 3", None),
        ("Nguyễn Văn An, Hiệu trưởng", None),
        ("", None),
    ],
)
def test_persons(text, name):
    assert person_name(text, known_place=True) == name


def test_elsewhere_a_name_has_a_known_family_name_and_three_words():
    assert person_name("Nguyễn Văn An", known_place=False) == "Nguyễn Văn An"
    assert person_name("Nguyễn An", known_place=False) is None
    assert person_name("Quang Trung Sáng", known_place=False) is None


def test_two_names_in_one_line():
    found = person_names("Đoàn Thị Thanh Thảo Ông Thị Kim Phụng", 2)
    assert [name for name, _, _ in found] == ["Đoàn Thị Thanh Thảo", "Ông Thị Kim Phụng"]
    assert person_names("Nguyễn Văn An", 2) == []
