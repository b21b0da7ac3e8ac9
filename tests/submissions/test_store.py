"""The store: one for each school root, no two of one receipt, nothing left of what is removed."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from hcmedu.portal.submissions.files import checked_file
from hcmedu.portal.submissions.packing import pack
from hcmedu.portal.submissions.store import ensure_store
from hcmedu.portal.submissions.store import secret_of
from hcmedu.portal.submissions.store import shelf
from hcmedu.portal.submissions.store import shelf_to_fill
from hcmedu.portal.submissions.store import STORE_KEY
from io import BytesIO
from plone.uuid.interfaces import ATTRIBUTE_NAME
from plone.uuid.interfaces import IAttributeUUID
from transaction import TransactionManager
from ZODB.blob import BlobStorage
from ZODB.DB import DB
from ZODB.FileStorage import FileStorage
from ZODB.POSException import ConflictError
from zope.annotation.interfaces import IAnnotations
from zope.annotation.interfaces import IAttributeAnnotatable
from zope.interface import implementer

import persistent
import pytest


PERSON = "Nguyễn Thị Bích Trâm"


def test_a_built_school_has_a_store(portal):
    assert len(secret_of(portal)) == 32
    assert len(shelf(portal, "case")) == 0


def test_reading_an_empty_shelf_stores_nothing(portal):
    before = dict(IAnnotations(portal)[STORE_KEY]["shelves"])
    assert shelf(portal, "nothing-of-that").get("X") is None
    assert dict(IAnnotations(portal)[STORE_KEY]["shelves"]) == before


def test_a_receipt_is_taken_once(portal):
    cases = shelf_to_fill(portal, "case")
    assert cases.add("A", {"text": "một"}, {"name": "B"})
    assert not cases.add("A", {"text": "hai"}, {"name": "C"})
    assert cases.get("A")["text"] == "một"
    assert list(shelf(portal, "case").rows()) == [("A", {"name": "B"})]


def test_kinds_are_apart(portal):
    shelf_to_fill(portal, "case").add("A", {}, {})
    assert shelf(portal, "opinion").get("A") is None


def test_a_change_keeps_the_rest(portal):
    cases = shelf_to_fill(portal, "case")
    cases.add("A", {"text": "một", "state": "received"}, {"state": "received", "name": "B"})
    cases.change("A", {"state": "done"}, {"state": "done"})
    assert (cases.get("A")["text"], cases.get("A")["state"]) == ("một", "done")
    assert cases.row("A") == {"state": "done", "name": "B"}


def test_a_row_that_is_handed_out_is_a_copy(portal):
    cases = shelf_to_fill(portal, "case")
    cases.add("A", {}, {"name": "B"})
    cases.row("A")["name"] = "C"
    assert cases.row("A") == {"name": "B"}


@pytest.mark.parametrize("deed", [lambda s: s.remove("Z"), lambda s: s.change("Z", {}, {})])
def test_what_is_not_there_is_told(portal, deed):
    with pytest.raises(KeyError):
        deed(shelf_to_fill(portal, "case"))


@implementer(IAttributeAnnotatable, IAttributeUUID)
class Root(persistent.Persistent):
    """A school root in a database of its own."""


@pytest.fixture
def database(tmp_path):
    blobs = BlobStorage(
        str(tmp_path / "blobs"), FileStorage(str(tmp_path / "Data.fs"), pack_keep_old=False)
    )
    with closing(DB(blobs)) as db:
        with db.transaction() as connection:
            root = connection.root()["school"] = Root()
            setattr(root, ATTRIBUTE_NAME, "0123456789")
            ensure_store(root)
        yield db


def send(database, number):
    """As a request of Zope's: called again when it met another one."""
    manager = TransactionManager()
    for _try in range(20):
        with closing(database.open(manager)) as connection:
            manager.begin()
            shelf_to_fill(connection.root()["school"], "case").add(
                f"R{number:05}", {}, {"n": number}
            )
            try:
                manager.commit()
                return True
            except ConflictError:
                manager.abort()
    return False


@pytest.mark.parametrize("number", [lambda turn: turn, lambda turn: turn % 10])
def test_people_who_send_together_lose_nothing_and_double_nothing(portal, database, number):
    numbers = [number(turn) for turn in range(200)]
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(lambda each: send(database, each), numbers))
    with database.transaction() as connection:
        rows = [row["n"] for _receipt, row in shelf(connection.root()["school"], "case").rows()]
    assert sorted(rows) == sorted(set(numbers))


def test_what_is_removed_is_gone_from_disk_after_packing(portal, database, tmp_path):
    def found():
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        return any(
            PERSON.encode() in data or b"trang quet" in data
            for data in (path.read_bytes() for path in files)
        )

    with database.transaction() as connection:
        scan = checked_file(BytesIO(b"%PDF-1.4 trang quet\n%%EOF\n"), "quet.pdf")
        values = {"text": PERSON, "files": [scan]}
        shelf_to_fill(connection.root()["school"], "case").add("A", values, {"name": PERSON})
    assert found()
    with database.transaction() as connection:
        shelf_to_fill(connection.root()["school"], "case").remove("A")
    database.pack()
    assert found(), "ZODB empties its buffer by itself now: packing.empty_buffer may go"
    pack(database, days=0)
    assert not found()
