"""What is over is deleted: from the store, lists and exports, and after packing from disk."""

from contextlib import closing
from datetime import datetime
from hcmedu.portal.cases import register
from hcmedu.portal.cases.desk.deletion import delete_over
from hcmedu.portal.cases.model import State
from hcmedu.portal.cases.model import Step
from hcmedu.portal.cases.settings import settings
from hcmedu.portal.content.moments import now
from hcmedu.portal.editorial.trace import entries
from hcmedu.portal.submissions.files import checked_file
from hcmedu.portal.submissions.packing import is_due
from hcmedu.portal.submissions.packing import pack
from hcmedu.portal.submissions.store import ensure_store
from hcmedu.portal.submissions.store import shelf_to_fill
from hcmedu.portal.submissions.store import STORE_KEY
from io import BytesIO
from plone.uuid.interfaces import ATTRIBUTE_NAME
from plone.uuid.interfaces import IAttributeUUID
from ZODB.blob import BlobStorage
from ZODB.DB import DB
from ZODB.FileStorage import FileStorage
from zope.annotation.interfaces import IAnnotations
from zope.annotation.interfaces import IAttributeAnnotatable
from zope.interface import implementer

import persistent
import pytest


PERSON, SCAN = "Nguyễn Thị Tường Vi", b"%PDF-1.4\nhoc ba cua Vi\n%%EOF\n"


def moment(text):
    return datetime.fromisoformat(f"{text}T08:00:00+07:00")


def ended(office, name, day, state=State.DONE):
    receipt = office.case(name, moment=moment("2025-01-06"))
    register.move(office.portal, receipt, Step(moment(day), state, "thuky"), State.RECEIVED)
    return receipt


@pytest.mark.parametrize(
    ("day", "left"),
    [
        ("2026-01-31", {"xong", "từ chối", "chưa xong"}),
        ("2026-02-02", {"từ chối", "chưa xong"}),
        ("2026-07-02", {"chưa xong"}),
        ("2027-01-05", {"chưa xong"}),
        ("2027-01-07", set()),
    ],
)
def test_each_case_has_its_day(office, day, left):
    ended(office, "xong", "2025-02-01")
    ended(office, "từ chối", "2025-07-01", State.REFUSED)
    office.case("chưa xong", moment=moment("2025-01-06"))
    gone = delete_over(office.portal, moment(day))
    assert {row.name for row in register.rows(office.portal)} == left
    assert gone == 3 - len(left)


def test_the_settings_say_how_long(office):
    ended(office, "xong", "2025-02-01")
    settings(office.portal).months_ended = 36
    assert delete_over(office.portal, moment("2028-01-30")) == 0
    assert delete_over(office.portal, moment("2028-02-02")) == 1


def test_the_log_tells_a_number_and_no_name(office):
    ended(office, PERSON, "2025-02-01")
    delete_over(office.portal, moment("2027-02-02"))
    entry = next(iter(entries(office.portal)))
    assert (entry.action, dict(entry.details)) == ("purge-cases", {"count": 1})
    assert PERSON not in repr(entry)
    assert is_due(office.portal)


def test_nothing_is_told_of_nothing(office):
    before = len(list(entries(office.portal)))
    assert delete_over(office.portal, now()) == 0
    assert len(list(entries(office.portal))) == before


def test_what_is_deleted_is_in_no_list_and_no_export(office):
    receipt = ended(office, PERSON, "2025-02-01")
    delete_over(office.portal, moment("2027-02-02"))
    assert PERSON not in office.page("hcmedu-cases", state="all")
    body = office.post("hcmedu-cases-export", format="csv", go="state=all")
    assert PERSON not in body.decode("utf-8-sig")
    assert receipt not in repr(list(IAnnotations(office.portal)[STORE_KEY]["shelves"]["case"]))


@implementer(IAttributeAnnotatable, IAttributeUUID)
class Root(persistent.Persistent):
    """A school root in a database of its own."""


@pytest.fixture
def database(tmp_path):
    storage = FileStorage(str(tmp_path / "Data.fs"), pack_keep_old=False)
    with closing(DB(BlobStorage(str(tmp_path / "blobs"), storage))) as db:
        with db.transaction() as connection:
            root = connection.root()["school"] = Root()
            setattr(root, ATTRIBUTE_NAME, "0123456789")
            ensure_store(root)
        yield db


def test_what_is_deleted_is_gone_from_disk(portal, database, tmp_path):
    def found():
        paths = [path for path in tmp_path.rglob("*") if path.is_file()]
        return any(
            PERSON.encode() in data or b"hoc ba cua Vi" in data
            for data in (path.read_bytes() for path in paths)
        )

    with database.transaction() as connection:
        scan = checked_file(BytesIO(SCAN), "hoc-ba.pdf")
        values = {"phone": "0903123456", "files": [scan], "answers": [PERSON], "steps": []}
        cases = shelf_to_fill(connection.root()["school"], "case")
        cases.add("A", values, {"name": PERSON})
        cases.change("A", {"steps": [{"message": PERSON}]}, {"state": "done"})
    assert found()
    with database.transaction() as connection:
        register.delete(connection.root()["school"], ["A"])
    pack(database, days=0)
    assert not found()
