"""From a saved file to pages: outside the request, once for each content, never a wrong one."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hcmedu.portal.conversion.testing import docx_of
from hcmedu.portal.conversion.testing import encrypted_pdf
from hcmedu.portal.conversion.testing import pdf_of
from hcmedu.portal.viewer import converting
from hcmedu.portal.viewer import texts
from hcmedu.portal.viewer.asking import ask_again
from hcmedu.portal.viewer.asking import ask_for_all
from hcmedu.portal.viewer.asking import ask_for_incomplete
from hcmedu.portal.viewer.notes import digest_of
from hcmedu.portal.viewer.progress import Progress
from hcmedu.portal.viewer.reading import CONVERT
from hcmedu.portal.viewer.reading import reading
from hcmedu.portal.viewer.settings import site_settings
from hcmedu.portal.viewer.store import find_pages
from hcmedu.portal.viewer.store import KEY
from hcmedu.portal.worker.testing import jobs
from hcmedu.portal.worker.testing import run_jobs
from PIL import Image
from plone import api
from plone.namedfile.file import NamedBlobFile
from zope.annotation.interfaces import IAnnotations
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest
import transaction


LATER = datetime.now(UTC) + timedelta(hours=1)


def replace(item, data, filename="moi.pdf"):
    item.file = NamedBlobFile(data, filename=filename) if data else None
    notify(ObjectModifiedEvent(item))


def replace_elsewhere(item, data):
    """As another process does: a connection and a transaction of its own."""
    manager = transaction.TransactionManager()
    connection = item._p_jar.db().open(manager)
    application = connection.root()["Application"]
    application.unrestrictedTraverse(item.getPhysicalPath()).file = NamedBlobFile(
        data, filename="moi.pdf"
    )
    manager.commit()
    connection.close()
    return data


def shelf(site):
    return IAnnotations(site).get(KEY, {})


def found_by(words):
    return [brain.getId for brain in api.content.find(SearchableText=words)]


def test_saving_only_asks(make):
    item = make()
    transaction.commit()
    assert jobs() == [(CONVERT, {"uid": item.UID()})]
    assert reading(item).state == "waiting"
    assert texts(item) == ()


def test_pages_and_text(document):
    found = reading(document)
    assert found.state == "ready"
    assert len(found.pages) == found.pages.images == 3
    assert found.pages.size(1).width == 1000
    with found.pages.blob(2).open() as image:
        assert Image.open(image).size == (1000, 1414)
    assert texts(document)[0].strip() == "Kế hoạch năm học 2026-2027"
    assert [word.text for word in found.pages.words(3)] == ["Điều", "3.", "Nghỉ", "hè"]


def test_the_text_is_found_by_the_site_search(document):
    assert document.getId() in found_by("tuổi trẻ")
    assert document.getId() not in found_by("đường sắt")


@pytest.mark.parametrize(
    "portal_type", ["Disclosure", "File", "LearningResource", "Project", "Schedule"]
)
def test_every_type_with_a_file(make, portal_type):
    item = make(portal_type=portal_type)
    run_jobs()
    assert reading(item).state == "ready"
    assert item.getId() in found_by("tuổi trẻ")


def test_an_attachment_of_a_document(document, make):
    item = make(portal_type="File", container=document, data=pdf_of(["Phụ lục"]))
    run_jobs()
    assert texts(item)[0].strip() == "Phụ lục"


def test_word_files(make):
    item = make(docx_of(["Thông báo nghỉ học"]), "thong-bao.docx")
    run_jobs()
    assert reading(item).pages.images == 1
    assert texts(item)[0].strip() == "Thông báo nghỉ học"


@pytest.mark.parametrize("name", ["anh.zip", "nhac.mp3"])
def test_files_without_pages_are_left_alone(make, name):
    item = make(b"PK\x05\x06" + b"\0" * 18, name, "File")
    transaction.commit()
    assert jobs() == []
    assert reading(item).state == "nothing"


def test_a_file_replaced_shows_nothing_of_the_old_one(site, document):
    old = digest_of(document)
    replace(document, pdf_of(["Bản mới"]))
    transaction.commit()
    assert reading(document).state == "waiting"
    assert texts(document) == ()
    run_jobs()
    assert texts(document)[0].strip() == "Bản mới"
    assert list(shelf(site)) == [digest_of(document)] != [old]
    assert found_by("tuổi trẻ") == []


def test_a_file_removed_takes_its_pages_along(site, document):
    replace(document, None)
    run_jobs()
    assert reading(document).state == "nothing"
    assert list(shelf(site)) == []
    assert found_by("tuổi trẻ") == []


def test_an_item_deleted_takes_its_pages_along(site, document):
    api.content.delete(document)
    run_jobs()
    assert len(shelf(site)) == 1, "not at once: an original may be given the same file"
    run_jobs(LATER)
    assert len(shelf(site)) == 0


def test_moving_keeps_the_pages(site, document, section):
    item = api.content.rename(document, "ten-moi")
    transaction.commit()
    assert jobs() == []
    assert reading(item).state == "ready"


def test_the_same_file_is_drawn_once(make, document, monkeypatch):
    drawn = []
    monkeypatch.setattr(converting, "render", lambda *args: drawn.append(args))
    twin = make()
    run_jobs()
    assert reading(twin).state == "ready"
    assert drawn == []
    api.content.delete(document)
    run_jobs(LATER)
    assert reading(twin).state == "ready"


def test_a_copy_shows_nothing_before_its_turn(document, section):
    copy = api.content.copy(document, section, "ban-sao")
    transaction.commit()
    run_jobs()
    assert reading(copy).state == "ready"
    assert reading(document).state == "ready"


def test_an_editor_who_saves_meanwhile_wins(make, monkeypatch):
    """The worker has drawn the old file when a new one is committed."""
    item = make()
    transaction.commit()
    draw, saved = converting.render, []

    def save_meanwhile(*arguments):
        made = draw(*arguments)
        if not saved:
            saved.append(replace_elsewhere(item, pdf_of(["Bản mới"])))
        return made

    monkeypatch.setattr(converting, "render", save_meanwhile)
    run_jobs()
    item._p_jar.sync()
    assert reading(item).state == "waiting"
    ask_again(item)
    run_jobs()
    assert texts(item)[0].strip() == "Bản mới"


@pytest.mark.parametrize(
    ("data", "reason"),
    [(encrypted_pdf(), "encrypted"), (b"%PDF-1.4\n%%EOF\n", "damaged")],
    ids=["encrypted", "damaged"],
)
def test_failures_are_stored_with_their_reason(make, data, reason):
    item = make(data)
    run_jobs()
    found = reading(item)
    assert (found.state, found.reason) == ("failed", reason)
    assert item.file.data == data
    assert jobs() == [], "not tried again: the file stays what it is"


def test_asked_again_it_is_tried_again(make):
    item = make(encrypted_pdf())
    run_jobs()
    ask_again(item)
    transaction.commit()
    assert reading(item).state == "waiting"
    run_jobs()
    assert reading(item).reason == "encrypted"


def test_unexpected_errors_are_told_and_tried_again(make, monkeypatch):
    def broken(*arguments):
        raise ZeroDivisionError

    item = make()
    transaction.commit()
    with monkeypatch.context() as patch:
        patch.setattr(converting, "render", broken)
        assert [outcome.outcome for outcome in run_jobs()][-1] == "waiting"
        assert (reading(item).state, reading(item).reason) == ("failed", "unexpected")
    run_jobs(LATER)
    assert reading(item).state == "ready"


def test_a_worker_that_died_is_followed_by_another(make, monkeypatch):
    """A kill is an exception that nobody catches; the next start finds the job again."""
    from hcmedu.portal.worker.queue import open_queue

    item = make()
    transaction.commit()
    with open_queue() as queue:
        ((job_id,),) = queue.journal.storage.sql("select id from job", results=True)
        assert queue.journal.claim(job_id, LATER.timestamp()) is not None
    Progress(item.UID()).tell(2, 3)
    assert reading(item).state == "waiting"
    assert (reading(item).done, reading(item).total) == (2, 3)
    run_jobs(LATER)
    assert reading(item).state == "ready"


def test_nothing_is_done_twice(document, monkeypatch):
    monkeypatch.setattr(converting, "render", None)
    converting.convert(None, document.UID())
    assert ask_for_all() == 0


def test_all_at_once(make, section):
    items = [make(pdf_of([f"Văn bản số {number}"])) for number in range(20)]
    transaction.commit()
    assert len(jobs()) == 20
    run_jobs()
    assert {reading(item).state for item in items} == {"ready"}


def test_switched_off_there_is_nothing(site, make):
    from hcmedu.portal.viewer.documentviewer import GlobalSettings

    GlobalSettings(site).auto_convert = False
    item = make()
    run_jobs()
    assert reading(item).state == "nothing"
    assert not site_settings().converts


def test_scans_are_read_after_the_pages_are_there(make, tmp_path):
    from hcmedu.portal.conversion.testing import scanned_pdf
    from PIL import ImageDraw
    from PIL import ImageFont

    picture = Image.new("L", (1240, 1754), 255)
    face = ImageFont.load_default(60)
    ImageDraw.Draw(picture).text((100, 200), "TRUONG HOC HUONG DUONG", font=face, fill=0)
    item = make(scanned_pdf(picture, 2))
    run_jobs()
    assert reading(item).pages.scanned == ()
    assert "HUONG DUONG" in texts(item)[1]
    assert item.getId() in found_by("huong duong")


def test_old_encodings_are_stored_in_unicode(make):
    item = make(pdf_of(["Céng hßa x· héi chñ nghÜa ViÖt Nam"], font=".VnTime"))
    run_jobs()
    assert texts(item)[0].strip() == "Cộng hòa xã hội chủ nghĩa Việt Nam"
    assert [word.text for word in reading(item).pages.words(1)][:2] == ["Cộng", "hòa"]


def test_decomposed_text_is_stored_composed(make):
    import unicodedata

    item = make(pdf_of([unicodedata.normalize("NFD", "Nghị quyết hoà bình")]))
    run_jobs()
    assert texts(item)[0].strip() == "Nghị quyết hòa bình"


def test_what_lacked_a_tool_is_made_when_it_is_there(make, monkeypatch, tmp_path):
    item = make()
    transaction.commit()
    with monkeypatch.context() as patch:
        patch.setenv("PATH", str(tmp_path))
        run_jobs()
        assert reading(item).reason == "no_tool"
    assert ask_for_incomplete() == 1
    run_jobs()
    assert reading(item).state == "ready"
    assert ask_for_incomplete() == 0


def test_looking_writes_nothing(make, document):
    waiting = make()
    transaction.commit()
    before = document._p_jar, len(document._p_jar._registered_objects)
    reading(waiting), reading(document), texts(document), site_settings()
    assert before == (document._p_jar, len(document._p_jar._registered_objects))
    assert find_pages("unknown") is None


def test_plain_texts_are_found_at_once(make):
    item = make("Lịch trực ban của nhà trường".encode(), "lich.txt", "File")
    transaction.commit()
    assert jobs() == []
    assert found_by("trực ban") == [item.getId()]
