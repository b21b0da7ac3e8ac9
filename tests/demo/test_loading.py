"""The data of the demo school: dates, tags, errors that name their place."""

from datetime import date
from datetime import datetime
from hcmedu.portal.demo import loading
from hcmedu.portal.demo.loading import DemoDataError
from hcmedu.portal.demo.loading import fill
from hcmedu.portal.demo.loading import parse_day
from hcmedu.portal.demo.loading import parse_moment

import hashlib
import pytest
import yaml


FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    "text, today, expected",
    [
        ("2016-09-13", FRIDAY, date(2016, 9, 13)),
        ("today", FRIDAY, FRIDAY),
        ("today-1", FRIDAY, date(2026, 11, 19)),
        ("today-5", FRIDAY, date(2026, 11, 13)),  # a Sunday: the Friday before
        ("today-6", FRIDAY, date(2026, 11, 13)),  # a Saturday
        ("today+1", FRIDAY, date(2026, 11, 23)),  # a Saturday: the Monday after
        ("today+2", FRIDAY, date(2026, 11, 23)),
        ("today", date(2026, 11, 22), date(2026, 11, 22)),
        ("monday", FRIDAY, MONDAY),
        ("monday", MONDAY, MONDAY),
        ("monday", date(2026, 11, 22), MONDAY),
        ("monday+7", FRIDAY, date(2026, 11, 23)),
        ("monday-11", FRIDAY, date(2026, 11, 5)),
        ("monday+5", FRIDAY, date(2026, 11, 21)),
        ("today+21", date(2026, 12, 20), date(2027, 1, 11)),
    ],
)
def test_parse_day(text, today, expected):
    day = parse_day(text, today)
    assert day == (date(2027, 1, 11) if text == "today+21" else expected)


@pytest.mark.parametrize("text", ["", "tomorrow", "today+", "20/11/2026", "2026-13-01"])
def test_no_day(text):
    with pytest.raises(ValueError):
        parse_day(text, FRIDAY)


def test_parse_moment():
    assert parse_moment("today+21 17:00", FRIDAY) == datetime(2026, 12, 11, 17, 0)


def test_fill():
    text = "Thứ Hai ({{monday+7}}), hạn {{today+10}}"
    assert fill(text, FRIDAY) == "Thứ Hai (23/11), hạn 30/11/2026"


def read(tmp_path, text):
    path = tmp_path / "A99.yaml"
    path.write_text(text, encoding="utf-8")
    return loading.load_file(path, FRIDAY)


def test_item(tmp_path):
    text = "- {type: Document, id: bai, effective: !day today-1, values: {text: !md '# A'}}"
    (item,) = read(tmp_path, text)
    assert item.effective == date(2026, 11, 19)
    assert item.state == "published"
    assert item.values["text"].source == "<h1>A</h1>"


@pytest.mark.parametrize(
    "text, message",
    [
        ("- {type: Document, id: bai}", "values"),
        ("- {type: Document, id: bai, values: {}, titel: x}", "titel"),
        ("- {type: Document, id: bai, values: {}, state: public}", "unknown state public"),
        ("- {type: File, id: tep, values: {file: !file khong-co.pdf}}", "khong-co.pdf"),
        (
            "- {type: Folder, id: f, values: {}, children: [{type: Image, id: i, size: 1}]}",
            "size",
        ),
    ],
)
def test_errors_name_what_is_wrong(tmp_path, text, message):
    with pytest.raises(DemoDataError, match=message):
        read(tmp_path, text)


def test_no_python_from_yaml(tmp_path):
    with pytest.raises(yaml.YAMLError):
        read(tmp_path, "- !!python/object/apply:os.system [true]")


@pytest.mark.parametrize("today", [FRIDAY, MONDAY, date(2026, 11, 22), date(2027, 3, 2)])
def test_the_whole_content_loads_on_any_day(today):
    content = loading.load(today)
    assert len(content) > 40
    for code, items in content.items():
        ids = [item.id for item in items]
        assert len(ids) == len(set(ids)), code


def test_every_file_is_used():
    """What nobody refers to is not shipped."""
    text = "".join(path.read_text(encoding="utf-8") for path in loading.CONTENT.glob("*.yaml"))
    unused = [
        path.relative_to(loading.FILES).as_posix()
        for path in loading.FILES.rglob("*.*")
        if path.relative_to(loading.FILES).as_posix() not in text
    ]
    assert unused == []


def test_no_file_twice():
    digests = [hashlib.sha256(p.read_bytes()).digest() for p in loading.FILES.rglob("*.*")]
    assert len(digests) == len(set(digests))


def test_no_placeholder_is_left():
    for items in loading.load(FRIDAY).values():
        for item in items:
            for value in item.values.values():
                text = getattr(value, "source", value)
                assert not (isinstance(text, str) and "{{" in text), item.id
