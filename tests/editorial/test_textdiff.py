"""Comparison of texts: nothing is lost, nothing is drawn as HTML that was not meant so."""

from hcmedu.portal.editorial.desk.textdiff import ADDED
from hcmedu.portal.editorial.desk.textdiff import compare
from hcmedu.portal.editorial.desk.textdiff import draw
from hcmedu.portal.editorial.desk.textdiff import has_namesakes
from hcmedu.portal.editorial.desk.textdiff import MAX_WORDS
from hcmedu.portal.editorial.desk.textdiff import Piece
from hcmedu.portal.editorial.desk.textdiff import REMOVED
from hcmedu.portal.editorial.desk.textdiff import SAME
from hcmedu.portal.editorial.desk.textdiff import shortened
from hcmedu.portal.editorial.desk.textdiff import text_of_html
from hypothesis import example
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

import pytest
import time


words = st.lists(st.sampled_from(["Trường", "lớp", "9A1", " ", "\n", "<b>", "&", "ngày"]))
texts = words.map("".join) | st.text(max_size=40)


@given(texts, texts)
@example("", "")
@example("a\r\nb", "a\nb")
def test_both_texts_can_be_read_from_the_pieces(old, new):
    pieces = compare(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != ADDED) == old
    assert "".join(piece.text for piece in pieces if piece.kind != REMOVED) == new


@given(texts)
def test_a_text_is_the_same_as_itself(text):
    assert [piece.kind for piece in compare(text, text)] == ([SAME] if text else [])


@given(st.text(alphabet="<>&\"'script/= onerror", max_size=60), st.text(max_size=20))
def test_what_is_drawn_holds_no_foreign_element(old, new):
    drawn = html.fragment_fromstring(draw(compare(old, new)), create_parent="div")
    assert {node.tag for node in drawn.iterdescendants()} <= {"ins", "del", "span"}
    assert {name for node in drawn.iter() for name in node.attrib} <= {"class"}


def test_words_not_letters_are_compared():
    pieces = compare("Lễ khai giảng ngày 05/9", "Lễ bế giảng ngày 25/5")
    assert Piece(REMOVED, "khai") in pieces
    assert Piece(ADDED, "bế") in pieces


def test_drawn_for_eyes_and_ears():
    drawn = draw(compare("ngày 5", "ngày 6"), {ADDED: "thêm", REMOVED: "bỏ"}.get)
    assert '<del><span class="visually-hidden">[bỏ]</span>5</del>' in drawn
    assert '<ins><span class="visually-hidden">[thêm]</span>6</ins>' in drawn


def test_long_unchanged_passages_are_left_out():
    lines = [f"Đoạn {number}\n" for number in range(100)]
    changed = [*lines[:50], "Đoạn mới\n", *lines[51:]]
    drawn = draw(shortened(compare("".join(lines), "".join(changed))))
    assert "Đoạn 49" in drawn
    assert "Đoạn 51" in drawn
    assert "Đoạn 20" not in drawn
    assert drawn.count("…") == 2


@pytest.mark.parametrize("count", [MAX_WORDS // 2, 20 * MAX_WORDS])
@pytest.mark.parametrize("old, new", [("từ {}", "chữ {}"), ("một hai", "hai ba"), ("a {}", "a b")])
def test_long_texts_take_no_time(old, new, count):
    before = " ".join(old.format(number) for number in range(count // 2))
    after = " ".join(new.format(number) for number in range(count // 2))
    begin = time.perf_counter()
    assert {piece.kind for piece in compare(before, after)} >= {REMOVED, ADDED}
    assert time.perf_counter() - begin < 5


def test_html_becomes_the_lines_that_are_read():
    source = "<h2>Kết quả</h2><ul><li>Giải <b>nhất</b></li><li>Giải nhì</li></ul><p>Cảm\n ơn</p>"
    assert text_of_html(source) == "Kết quả\n• Giải nhất\n• Giải nhì\nCảm ơn"


def test_an_exchanged_link_or_picture_is_seen():
    old = text_of_html('<p><a href="https://hcm.edu.vn">Sở</a> <img src="a.jpg" alt="Lễ"></p>')
    new = text_of_html('<p><a href="https://xau.example">Sở</a> <img src="b.jpg" alt="Lễ"></p>')
    changed = "".join(piece.text for piece in compare(old, new) if piece.kind == ADDED)
    assert "xau" in changed
    assert "b" in changed


SCALED = (
    '<p>Lễ <picture><source srcset="http://h/a/anh-le.jpg/@@images/image-200-1.jpeg 200w">'
    '<img src="http://h/{folder}/anh-le.jpg/@@images/image-600-{scale}.jpeg"></picture></p>'
)


def test_a_picture_is_told_by_its_name_not_by_its_scale():
    told = text_of_html(SCALED.format(folder="a", scale="7d61"), "Hình ảnh")
    assert told == "Lễ [Hình ảnh: anh-le.jpg]"
    assert text_of_html(SCALED.format(folder="a", scale="99ff"), "Hình ảnh") == told
    described = '<img alt="Chào cờ" src="http://h/chao%20co.jpg/@@images/image/large">'
    assert text_of_html(described) == "[🖼: Chào cờ, chao co.jpg]"


def test_pictures_that_are_told_alike_and_differ():
    old = SCALED.format(folder="a", scale="1")
    assert has_namesakes(old, SCALED.format(folder="b", scale="1"))
    assert not has_namesakes(old, SCALED.format(folder="a", scale="2"))
    assert not has_namesakes(old, old.replace("anh-le", "anh-khac"))
    assert not has_namesakes("", old)


def test_media_are_told_once():
    assert text_of_html('<video><source src="le.mp4"></video>') == "[▶ le.mp4]"


def test_html_without_text_is_empty():
    assert text_of_html("") == ""
    assert text_of_html("<!-- không có gì --><p> </p>") == ""
