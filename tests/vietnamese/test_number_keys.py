"""Document numbers, found whole, by their beginning and by a part."""

from hcmedu.portal.vietnamese import number_key
from hcmedu.portal.vietnamese import number_keys
from hcmedu.portal.vietnamese import number_rank
from hypothesis import given
from hypothesis import strategies as st
from itertools import pairwise

import pytest


@pytest.mark.parametrize(
    "number, keys",
    [
        ("4210/GDĐT-TTTT", ["4210/gddt/tttt", "gddt/tttt", "tttt"]),
        ("Số: 4210 /GDÐT – TTTT", ["4210/gddt/tttt", "gddt/tttt", "tttt"]),
        ("36/2017/TT-BGDĐT", ["36/2017/tt/bgddt", "2017/tt/bgddt", "tt/bgddt", "bgddt"]),
        ("05/TTTT-CTGD", ["5/tttt/ctgd", "tttt/ctgd", "ctgd"]),
        ("12/QĐ-SGD&ĐT", ["12/qd/sgd/dt", "qd/sgd/dt", "sgd/dt", "dt"]),
        ("", []),
        ("không số", []),
        ("…/QĐ-UBND", []),
    ],
)
def test_keys_of_a_number(number, keys):
    assert number_keys(number) == keys


@pytest.mark.parametrize(
    "text, key",
    [
        ("4210/GDĐT-TTTT", "4210/gddt/tttt"),
        ("4210 /GDĐT-TTTT", "4210/gddt/tttt"),
        ("công văn 4210/GDĐT-TTTT ngày 16/12/2020", "4210/gddt/tttt"),
        ("Thông tư số 36/2017/TT-BGDĐT của Bộ", "36/2017/tt/bgddt"),
        ("thông tư 36/2017", "36/2017"),
        ("410 – TB/QU", "410/tb/qu"),
        ("410-TB/QU", "410/tb/qu"),
        ("05/tttt", "5/tttt"),
        ("4210/gd", "4210/gd"),
        ("4210", "4210"),
        ("số 4210", "4210"),
        ("So\u0302\u0301: 4210", "4210"),
        ("GDĐT-TTTT", "gddt/tttt"),
        ("gddt tttt", "gddt/tttt"),
        ("421*", "421"),
        ("kế hoạch", None),
        ("tuyển*", None),
        ("ke hoach nam 2020", None),
        ("lớp 6", None),
        ("ngày 16/12/2020", None),
        ("năm học 2023-2024", None),
        ("năm học 2023 – 2024", None),
        ("lớp 6 - trường", None),
        ("", None),
        ("* / -", None),
        ("1 " * 100, None),
    ],
)
def test_key_of_a_query(text, key):
    assert number_key(text) == key


@pytest.mark.parametrize(
    "key, number, rank",
    [
        ("4210/gddt/tttt", "4210/GDĐT-TTTT", 3),
        ("4210/gddt", "4210/GDĐT-TTTT", 2),
        ("4210", "4210/GDĐT-TTTT", 2),
        ("421", "4210/GDĐT-TTTT", 1),
        ("gddt/tttt", "4210/GDĐT-TTTT", 1),
        ("gddt/tt", "4210/GDĐT-TTTT", 1),
        ("2017", "36/2017/TT-BGDĐT", 1),
        ("210", "4210/GDĐT-TTTT", 0),
        ("4210/tttt", "4210/GDĐT-TTTT", 0),
        ("4210", "", 0),
    ],
)
def test_rank(key, number, rank):
    assert number_rank(key, number) == rank


NUMBERS = st.builds(
    "{}/{}{}".format,
    st.integers(1, 999_999),
    st.sampled_from(["", "2017/", "2024/"]),
    st.lists(
        st.sampled_from(["QĐ", "UBND", "GDĐT", "TTTT", "TT", "BGDĐT", "NĐ", "CP"]), min_size=1
    ).map("-".join),
)


@given(NUMBERS)
def test_a_number_finds_itself_whole_and_in_part(number):
    assert number_rank(number_key(number), number) == 3
    keys = number_keys(number)
    assert keys[0] == number_key(number)
    assert all(number_rank(key, number) for key in keys)
    assert number_rank(keys[0].partition("/")[0], number) == (2 if len(keys) > 1 else 3)


@given(st.text())
def test_any_text_has_keys_or_none(text):
    keys = number_keys(text)
    assert all(longer.endswith(f"/{shorter}") for longer, shorter in pairwise(keys))
    assert number_key(text) is None or number_rank(number_key(text), text) >= 0
