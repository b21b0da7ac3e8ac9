"""Rows are gone after their day and with their item: from memory, annotations, and from disk."""

from datetime import date
from hcmedu.portal.editorial.trace import entries
from hcmedu.portal.lookup import removal
from hcmedu.portal.lookup import store
from hcmedu.portal.lookup import uploads
from hcmedu.portal.lookup.building import table_of_file
from hcmedu.portal.school.interfaces import ISchoolRoot
from hcmedu.portal.submissions import packing
from io import BytesIO
from OFS.Folder import Folder
from OFS.SimpleItem import SimpleItem
from plone import api
from plone.app.testing import login
from plone.app.testing import SITE_OWNER_NAME
from plone.uuid.interfaces import ATTRIBUTE_NAME
from plone.uuid.interfaces import IAttributeUUID
from plone.uuid.interfaces import IUUID
from tests.lookup.conftest import ASKED
from tests.lookup.conftest import CSV
from tests.lookup.conftest import SECRETS
from tests.lookup.conftest import SHOWN
from ZODB.blob import BlobStorage
from ZODB.DB import DB
from ZODB.FileStorage import FileStorage
from zope.annotation.interfaces import IAnnotations
from zope.annotation.interfaces import IAttributeAnnotatable
from zope.interface import implementer

import pytest
import time
import transaction


RIGHT = ("HSG001", "1/9/2011")


class TestLastDay:
    def test_before_it_nothing_goes(self, school):
        item = school.page(removal_date=date(2199, 1, 1))
        removal.remove_what_is_over(school.portal)
        assert store.table_of(item)["count"] == 3

    def test_after_it_all_rows_go(self, school):
        item = school.page(removal_date=date(2020, 1, 1))
        school.work()
        assert store.table_of(item) is None
        [entry] = entries(school.portal, uid=IUUID(item), action="table-removed")
        assert entry.actor_name == "system"

    def test_uploads_go_as_well(self, school):
        item = school.page("draft", removal_date=date(2020, 1, 1))
        school.upload(item)
        school.work()
        assert uploads.upload_of(item) is None

    def test_a_second_time_nothing_is_told(self, school):
        item = school.page(removal_date=date(2020, 1, 1))
        for _number in range(2):
            removal.remove_what_is_over(school.portal)
        assert len(list(entries(school.portal, uid=IUUID(item), action="table-removed"))) == 1

    def test_the_log_of_the_server_has_no_value(self, school, caplog):
        school.page(removal_date=date(2020, 1, 1))
        with caplog.at_level("INFO"):
            removal.remove_what_is_over(school.portal)
        assert "3 results were removed" in caplog.text
        assert not any(secret in caplog.text for secret in SECRETS)

    def test_the_database_is_packed_afterwards(self, school):
        school.page(removal_date=date(2020, 1, 1))
        assert not packing.is_due(school.portal)
        removal.remove_what_is_over(school.portal)
        assert packing.is_due(school.portal)


class TestItem:
    def test_deleted(self, school):
        item = school.page("withdrawn")
        with school.as_("head"):
            item.aq_parent.manage_delObjects([item.getId()])
        assert list(store.cases(school.portal)) == []

    def test_deleted_with_its_folder(self, school):
        item = school.page("draft")
        login(school.portal.aq_parent, SITE_OWNER_NAME)
        parent = item.aq_parent
        api.content.delete(parent, check_linkintegrity=False)
        assert list(store.cases(school.portal)) == []

    def test_a_copy_has_no_rows(self, school):
        item = school.page()
        with school.as_("editor"):
            copy = api.content.copy(item, target=school.section, id="ban-sao")
        assert store.table_of(copy) is None
        assert store.table_of(item)["count"] == 3

    def test_renamed_and_moved_it_keeps_them(self, school):
        item = school.page("draft")
        with school.as_("editor"):
            item = api.content.rename(item, new_id="ket-qua-khac")
        assert store.table_of(item)["count"] == 3
        with api.env.adopt_roles(["Manager", "Editor"]):
            target = school.portal[school.section.aq_parent.getId()]
            other = next(each for each in target.objectValues() if each.section_code == "A22")
            item = api.content.move(item, target=other)
        assert store.table_of(item)["count"] == 3
        assert len(list(store.cases(school.portal))) == 1

    def test_in_another_school_they_go_along(self, school):
        item = school.page("draft")
        with api.env.adopt_roles(["Manager"]):
            other = api.content.create(school.portal, "School", "an-lac", title="An Lạc")
            [key] = [IUUID(item)]
            event = Moved(item, school.section, other)
            moved = item.aq_base.__of__(other)
            removal.item_placed(moved, event)
        assert [uid for uid, _case in store.cases(other)] == [key]
        assert list(store.cases(school.portal)) == []

    def test_an_item_that_left_no_event_is_tidied_up(self, school):
        item = school.page("draft")
        kept = IAnnotations(school.portal)[store.KEY]["cases"]
        kept["0" * 32] = kept[IUUID(item)]
        removal.remove_what_is_over(school.portal)
        assert [uid for uid, _case in store.cases(school.portal)] == [IUUID(item)]

    def test_a_copy_of_a_school_has_none(self, school):
        with api.env.adopt_roles(["Manager"]):
            first = api.content.create(school.portal, "School", "an-lac", title="An Lạc")
            IAnnotations(first)[store.KEY] = IAnnotations(school.portal).get(store.KEY) or {}
            second = api.content.copy(first, target=school.portal, id="an-lac-2")
        assert store.KEY not in IAnnotations(second)

    def test_with_the_add_on_all_go(self, school):
        school.page()
        store.forget_tables(school.portal)
        assert store.KEY not in IAnnotations(school.portal)


class Moved:
    """What ``IObjectMovedEvent`` says."""

    def __init__(self, item, old, new):
        self.object, self.oldParent, self.newParent = item, old, new


@implementer(ISchoolRoot, IAttributeAnnotatable, IAttributeUUID)
class Root(Folder):
    """A school in a database of its own."""


@implementer(IAttributeUUID)
class Page(SimpleItem):
    """What the rows belong to."""


@pytest.fixture
def place(tmp_path, functional):
    """A school on disk, without compression, whose adapters are those of the portal."""
    storage = FileStorage(str(tmp_path / "data.fs"), pack_keep_old=False)
    database = DB(BlobStorage(str(tmp_path / "blobs"), storage))
    connection = database.open()
    root = Root("truong")
    setattr(root, ATTRIBUTE_NAME, "r" * 32)
    connection.root()["school"] = root
    page = Page()
    setattr(page, ATTRIBUTE_NAME, "p" * 32)
    root._setObject("trang", page)
    transaction.commit()
    yield tmp_path, database, root
    transaction.abort()
    connection.close()
    database.close()


class TestDisk:
    def on_disk(self, path) -> list[str]:
        """Which values stand in any file."""
        raw = b"".join(each.read_bytes() for each in path.rglob("*") if each.is_file())
        return [each for each in (*SECRETS, "01/09/2011") if each.encode() in raw]

    def pack(self, database):
        time.sleep(0.05)  # what is packed is older than the moment of packing
        packing.pack(database, days=0)

    def test_what_is_not_shown_never_gets_there(self, place):
        path, _database, root = place
        store.put_in_force(root.trang, table_of_file(CSV, ASKED, SHOWN, "editor"))
        transaction.commit()
        found = self.on_disk(path)
        assert "18,5" in found
        assert not {"HSG001", "2011-09-01", "01/09/2011"} & set(found)

    def test_rows_are_gone(self, place):
        path, database, root = place
        store.put_in_force(root.trang, table_of_file(CSV, ASKED, SHOWN, "editor"))
        transaction.commit()
        store.drop_case(root, "p" * 32)
        transaction.commit()
        self.pack(database)
        assert self.on_disk(path) == []

    def test_the_table_that_was_replaced_is_gone(self, place):
        path, database, root = place
        for rows in (CSV, CSV.splitlines()[0] + b"\nHSG009;Le An;01/01/2011;7"):
            store.put_in_force(root.trang, table_of_file(rows, ASKED, SHOWN, "editor"))
            transaction.commit()
        self.pack(database)
        assert self.on_disk(path) == []

    def test_the_file_is_gone(self, place):
        path, database, root = place
        uploads.begin(root.trang, "editor", "diem.csv", BytesIO(CSV))
        transaction.commit()
        assert "HSG001" in self.on_disk(path)
        uploads.discard(root.trang)
        transaction.commit()
        self.pack(database)
        assert self.on_disk(path) == []
