"""Titles of pictures out of the names of their files."""

from hcmedu.portal.content.picturetitles import caption
from hcmedu.portal.content.picturetitles import is_camera_name
from hcmedu.portal.content.picturetitles import readable_title
from hypothesis import given
from hypothesis import strategies as st

import pytest


@pytest.mark.parametrize(
    "name",
    [
        "IMG_2034.JPG",
        "DSC01234.jpg",
        "DSCN0042",
        "20261120_073011.jpg",
        "IMG-20261120-WA0007.jpg",
        "PXL_20261120_003011123.jpg",
        "z5051234567890_0b7c1d2e3f4a5b6c7d8e9f0a1b2c3d4e.jpg",
        "Screenshot_20261120-073011.png",
        "received_1234567890.jpeg",
        "image (3).png",
        "2034",
    ],
)
def test_names_of_cameras_tell_nothing(name):
    assert is_camera_name(name)
    assert caption(name) == ""


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("le-chao_co.JPG", "Le chao co"),
        ("Lễ chào cờ.jpeg", "Lễ chào cờ"),
        ("  văn nghệ 20-11.png ", "Văn nghệ 20 11"),
        ("lop-8a3.webp", "Lop 8a3"),
        ("IMG_2034.JPG", "IMG_2034"),
    ],
)
def test_names_that_people_gave(name, title):
    assert readable_title(name) == title


@pytest.mark.parametrize("title", ["Lễ chào cờ", "Lớp 8/3", "Khai giảng 2026", "Zalo", "P"])
def test_captions_stay(title):
    assert caption(title) == title


@given(st.text(max_size=80))
def test_any_name_has_a_title_unless_it_is_nothing(name):
    assert readable_title(name) or not name.strip().strip("_-+.")
