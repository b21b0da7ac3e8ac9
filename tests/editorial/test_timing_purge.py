"""Where caching proxies are configured, they are told to drop what left the public, and when."""

from DateTime import DateTime
from hcmedu.portal.editorial.timing import tell_expiry
from hcmedu.portal.editorial.timing.purge import is_purging
from hcmedu.portal.worker.testing import run_jobs
from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer
from io import BytesIO
from PIL import Image
from plone import api
from plone.namedfile.file import NamedBlobFile
from plone.namedfile.file import NamedBlobImage
from threading import Thread

import pytest
import time
import transaction


PREFIX = "plone.cachepurging.interfaces.ICachePurgingSettings"
MINUTE = 1 / 24 / 60


@pytest.fixture
def proxy(web):
    """A caching proxy that notes what it is told to drop."""
    purged = []

    class Proxy(BaseHTTPRequestHandler):
        def do_PURGE(self):
            purged.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    Thread(target=server.serve_forever, daemon=True).start()
    setup = web.portal.portal_setup
    setup.runAllImportStepsFromProfile("profile-plone.app.caching:default")
    setup.runAllImportStepsFromProfile("profile-plone.app.caching:with-caching-proxy")
    address = f"http://127.0.0.1:{server.server_port}"
    api.portal.set_registry_record(f"{PREFIX}.cachingProxies", (address,))
    api.portal.set_registry_record(f"{PREFIX}.enabled", True)
    transaction.commit()

    def told():
        """What came until nothing more comes: purges are sent by a thread of their own."""
        count = -1
        while count != len(purged):
            count = len(purged)
            time.sleep(0.7)
        found = set(purged)
        purged.clear()
        return found

    yield told
    server.shutdown()
    server.server_close()


def document(web):
    item = web.item("OfficialDocument", id="van-ban", title="Văn bản")
    stream = BytesIO()
    Image.new("RGB", (900, 600), "green").save(stream, "PNG")
    picture = NamedBlobImage(stream.getvalue(), filename="anh.png", contentType="image/png")
    pdf = NamedBlobFile(b"%PDF-1.4\n%%EOF\n", filename="a.pdf", contentType="application/pdf")
    with web.as_("owner"):
        item.file = pdf
        api.content.create(item, "Image", "anh-kem", title="Ảnh kèm", image=picture)
    for transition, actor in (("submit", "owner"), ("approve", "head"), ("publish", "head")):
        web.do(item, transition, actor)
    return item


def withdraw(web, item):
    data = {
        "widgets.workflow_action": "withdraw",
        "widgets.comment": "Đăng nhầm",
        "buttons.apply": "1",
    }
    web.visit("head").post(item, "/@@hcmedu-transition", data)


def test_withdrawal_and_publication_by_the_clock(web, proxy):
    item = document(web)
    scale = item["anh-kem"].unrestrictedTraverse("@@images").scale("image", scale="mini").url
    section = "/plone/tin-tuc/tin-tuc-su-kien"
    withdraw(web, item)
    assert web.state(item) == "withdrawn"
    told = proxy()
    assert {
        section,
        f"{section}/van-ban",
        f"{section}/van-ban/view",
        f"{section}/van-ban/@@download/file",
        f"{section}/van-ban/anh-kem",
        f"{section}/van-ban/anh-kem/@@images/image/mini",
        scale[scale.index("/plone/") :],
    } <= told


def test_publication_and_expiry_by_the_clock(web, proxy):
    section = "/plone/tin-tuc/tin-tuc-su-kien"
    item = web.item(id="bai")
    item.setEffectiveDate(DateTime() + 1 / 86400)
    web.do(item, "submit", "owner")
    web.do(item, "approve", "head")
    for status in item.workflow_history["hcmedu_editorial"]:
        status["time"] -= 1
    item.setEffectiveDate(DateTime() - 1 / 86400)
    item.reindexObject()
    proxy()
    run_jobs()
    assert web.state(item) == "published"
    assert {section, f"{section}/bai"} <= proxy()
    item.setExpirationDate(DateTime() - 3 * MINUTE)
    item.reindexObject()
    transaction.commit()
    proxy()
    tell_expiry(web.portal)
    transaction.commit()
    assert {section, f"{section}/bai"} <= proxy()


def test_nothing_without_proxies(web, proxy):
    api.portal.set_registry_record(f"{PREFIX}.enabled", False)
    withdraw(web, document(web))
    assert proxy() == set()


def test_no_addresses_are_collected_for_nobody(web, proxy):
    assert is_purging()
    api.portal.set_registry_record(f"{PREFIX}.cachingProxies", ())
    assert not is_purging()
