"""Look-up of results: pages of 1,000 and of 100,000 rows, and how a table of 100,000 gets there.

The upload is measured in a process of its own, from the request that brings the file until the
table is in force, as a server with its worker does it, so that the memory it needs is its alone.
"""

from bench_sites import ADMIN
from bench_sites import create_school
from bench_sites import HOST
from bench_sites import instance
from bench_sites import publish
from collections.abc import Callable
from collections.abc import Iterator
from datetime import date
from datetime import timedelta
from hcmedu.portal.editorial.settings import settings
from hcmedu.portal.instance.database import application
from hcmedu.portal.instance.database import find_site
from hcmedu.portal.lookup import store
from hcmedu.portal.lookup import tasks
from hcmedu.portal.lookup import uploads
from hcmedu.portal.lookup.building import choice_by_headings
from hcmedu.portal.lookup.building import table_of_file
from hcmedu.portal.lookup.rows.keys import Kind
from hcmedu.portal.school.root import find_section
from hcmedu.portal.submissions import throttle
from hcmedu.portal.submissions.testing import guard_values
from io import BytesIO
from openpyxl import Workbook
from pathlib import Path
from plone import api
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from plone.uuid.interfaces import IUUID
from typing import Any
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults
from ZPublisher.WSGIPublisher import publish_module

import gc
import json
import resource
import subprocess
import sys
import tempfile
import threading
import time
import transaction


SITE = "lookup-bench"
FEW, MANY = 1000, 100_000
HEAD = ("Số báo danh", "Họ và tên", "Ngày sinh", "Lớp", "Toán", "Ngữ văn", "Tiếng Anh", "Tổng điểm")
ASKED = (("Số báo danh", Kind.TEXT), ("Ngày sinh", Kind.DATE))
SHOWN = ("Họ và tên", "Lớp", "Toán", "Ngữ văn", "Tiếng Anh", "Tổng điểm")
MEGABYTE = 1024 * 1024


def rows(count: int) -> Iterator[tuple[Any, ...]]:
    """Pupils that nobody is."""
    first = date(2011, 1, 1)
    for number in range(count):
        marks = 5 + number % 11 / 2, 4 + number % 13 / 2, 3 + number % 15 / 2
        born = first + timedelta(days=number % 365)
        yield f"{number:06d}", f"Nguyễn Thị Hòa {number}", born, "9A1", *marks, sum(marks)


def csv_of(count: int) -> bytes:
    lines = [";".join(HEAD)]
    for row in rows(count):
        lines.append(";".join(each if isinstance(each, str) else shown(each) for each in row))
    return "\n".join(lines).encode("utf-8-sig")


def shown(value: Any) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return str(value).replace(".", ",")


def xlsx_of(count: int) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Kết quả")
    sheet.append(HEAD)
    for row in rows(count):
        sheet.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def make_page(site: Any, name: str, table: store.Table | None) -> Any:
    section = find_section(site, "A21")
    made = createContent("ResultTable", id=name, title="Kết quả thi")
    item = addContentToContainer(section, made, checkConstraints=False)
    if table is not None:
        store.put_in_force(item, table)
    return item


def make_pages() -> dict[str, str]:
    """Two published pages, one with few rows and one with many; their paths."""
    create_school(SITE)
    with (
        application(ADMIN) as app,
        api.env.adopt_roles(["Manager", "Reviewer", "Site Administrator"]),
    ):
        site = find_site(app, SITE)
        settings(site).self_approval = True  # one person writes and approves all of it
        made = {}
        for name, count in (("few", FEW), ("many", MANY)):
            item = make_page(site, name, table_of_file(csv_of(count), ASKED, SHOWN, ADMIN))
            publish(item)
            made[name] = "/".join(item.getPhysicalPath())
        transaction.commit()
    return made


def form(path: str, number: int) -> bytes:
    """What a visitor sends by this page who looks for a pupil; drawn a moment ago."""
    born = date(2011, 1, 1) + timedelta(days=number % 365)
    with application() as app:
        find_site(app, SITE)
        guard = guard_values(app.unrestrictedTraverse(path))
    found = {"value.0": f"{number:06d}", "value.1": f"{born:%d/%m/%Y}", **guard}
    return urlencode(found).encode()


def look_up(path: str, body: bytes) -> str:
    """A POST through the publisher, as the server hands it on."""
    throttle.forget()  # a bench asks more often than anybody may
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "HTTP_HOST": HOST,
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
    }
    setup_testing_defaults(environ)
    statuses: list[str] = []
    chunks = publish_module(environ, lambda status, headers, exc=None: statuses.append(status))
    page = b"".join(chunks).decode("utf-8")
    if not statuses[0].startswith("200") or "hcmedu-answer-row" not in page:
        raise RuntimeError(f"POST {path}: {statuses[0]}, no row found")
    return page


def upload(raw: bytes) -> None:
    """Every step until the table is in force; each commits, as requests and jobs do."""
    with application(ADMIN) as app:
        item = make_page(find_site(app, SITE), "upload", None)
        found = uploads.begin(item, ADMIN, "diem", BytesIO(raw))
        uid, number = IUUID(item), found["id"]
        transaction.commit()
    step(uid, lambda site, item: tasks.read_upload(site, uid, number))
    step(uid, choose)
    step(uid, lambda site, item: tasks.check_upload(site, uid, number))
    step(uid, use)


def step(uid: str, do: Callable[[Any, Any], None]) -> None:
    with application(ADMIN) as app:
        site = find_site(app, SITE)
        do(site, tasks.item_of(uid))
        transaction.commit()


def choose(site: Any, item: Any) -> None:
    found = uploads.upload_of(item)
    uploads.choose(found, choice_by_headings(found["head"], ASKED, SHOWN))


def use(site: Any, item: Any) -> None:
    found = uploads.upload_of(item)
    if found["table"]["count"] != MANY:
        raise RuntimeError(f"{found['table']['count']} rows of {MANY} were taken")
    store.put_in_force(item, found["table"])
    uploads.discard(item)


class Memory:
    """The largest resident memory of this process, looked at all the time; in MB."""

    def __enter__(self) -> "Memory":
        gc.collect()
        self.before = self.peak = resident()
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._watch)
        self.thread.start()
        return self

    def _watch(self) -> None:
        while not self.over.wait(0.02):
            self.peak = max(self.peak, resident())

    def __exit__(self, *_error: object) -> None:
        self.over.set()
        self.thread.join()
        self.peak = max(self.peak, resident())

    @property
    def growth(self) -> float:
        return self.peak - self.before


def resident() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / MEGABYTE


def measured_upload(kind: str) -> dict[str, float]:
    """Seconds and MB of an upload of 100,000 rows, in a new process."""
    command = [sys.executable, __file__, kind]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def main(kind: str) -> None:
    raw = (xlsx_of if kind == "xlsx" else csv_of)(MANY)
    with tempfile.TemporaryDirectory(prefix="hcmedu-bench-") as place, instance(Path(place)):
        create_school(SITE)
        with Memory() as memory:
            begin, busy = time.perf_counter(), time.process_time()
            upload(raw)
            taken, busy = time.perf_counter() - begin, time.process_time() - busy
    found = {"seconds": taken, "processor": busy, "growth": memory.growth}
    print(json.dumps({**found, "before": memory.before}))


if __name__ == "__main__":
    main(sys.argv[1])
