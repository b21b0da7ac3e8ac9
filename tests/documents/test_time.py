"""The time that a text takes grows with its length only, whatever it holds."""

from hcmedu.portal.documents.extraction import extract
from pathlib import Path

import pytest
import time


LABELLED = Path(__file__).parent / "labelled"
#: Characters of a long text, and of one ten times as long.
SHORT, LONG = 40_000, 400_000
#: Ten times the text may take this many times the time of the processor.
GROWTH = 25

HOSTILE = [
    "này thay thế ",
    "Quyết định này thay thế: Quyết định số 1/QĐ-A ",
    "Thông tư này có hiệu lực ",
    "hết hiệu lực ",
    "HIỆU TRƯỞNG\n",
    "Nơi nhận:\n",
    "Số: 1/A-B-C-D-E-F-G-H/",
    "ngày 1 tháng ",
    "ngày\n",
    "Căn cứ Luật ",
    "Căn cứ\n",
    "12/",
    "1/A-\n",
    "số ",
    "A ",
    "a",
    "Á\n",
    "e\u0323\u0302",
    "\u0301",
    "*",
    " ",
    "\n",
    "\t",
    "\f",
    "(",
    ",",
    "QUYẾT ĐỊNH\n",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n",
    "V/v a\n",
    "Hà Nội, ngày ",
    "hôm nay ",
    "của Bộ ",
    "TRƯỜNG TIỂU HỌC\n",
    "1. Bãi bỏ Thông tư số 1/2020/TT-B; ",
]


def seconds(text: str) -> float:
    start = time.process_time()
    extract(text)
    return time.process_time() - start


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_takes_time_by_its_length(piece):
    extract("")  # patterns are compiled once
    short = seconds(piece * (SHORT // len(piece)))
    assert seconds(piece * (LONG // len(piece))) < max(GROWTH * short, 3)


def test_a_thousand_pages():
    text = (LABELLED / "tt-bgddt-12-2011.txt").read_text(encoding="utf-8")
    page = "Điều 5. Nhà trường thực hiện theo quy định tại Thông tư số 1/2020/TT-BGDĐT.\n" * 40
    head, mark, tail = text.partition("Điều 2.")
    pages = "\f".join([page] * 1_000)
    found = extract(head + pages + mark + tail)
    assert found.signer.value == "Ngô Vĩnh Hưng"
    assert found.in_force_from.value.isoformat() == "2011-05-15"
    assert seconds(head + pages + mark + tail) < 30
