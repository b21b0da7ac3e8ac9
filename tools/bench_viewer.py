"""A document of 30 pages: turning it into pages, and saving it, as tools/bench.py measures them.

The file is made of the longest document of the demo school, whose pages are full of text.
"""

from base64 import b64encode
from bench_sites import ADMIN
from bench_sites import create_school
from bench_sites import create_stock
from bench_sites import HOST
from collections.abc import Iterator
from hcmedu.portal.conversion.pdf import EDGE
from hcmedu.portal.conversion.pdf import QUALITY
from hcmedu.portal.instance.database import application
from hcmedu.portal.instance.database import find_site
from hcmedu.portal.school.root import find_section
from hcmedu.portal.viewer.asking import ask_again
from hcmedu.portal.viewer.converting import convert
from hcmedu.portal.viewer.holders import item_of
from hcmedu.portal.viewer.notes import digest_of
from hcmedu.portal.viewer.reading import reading
from hcmedu.portal.viewer.store import drop_user
from io import BytesIO
from lxml.html import fromstring
from pathlib import Path
from plone import api
from plone.dexterity.utils import createContentInContainer
from plone.namedfile.file import NamedBlobFile
from requests import Request
from tempfile import TemporaryDirectory
from typing import Any
from wsgiref.util import setup_testing_defaults
from ZPublisher.WSGIPublisher import publish_module

import secrets
import subprocess
import transaction


SOURCE = (
    Path(__file__).resolve().parent.parent
    / "src/hcmedu/portal/demo/files/regulations/4210-gddt-tttt.pdf"
)
PAGES, TIMES = 30, 5
PASSWORD = secrets.token_urlsafe(24)
AUTHORIZATION = "Basic " + b64encode(f"bench-editor:{PASSWORD}".encode()).decode()
FILE = "form.widgets.file"


def make_file(place: Path) -> Path:
    """A PDF of 30 pages, by poppler's own tool."""
    path = place / "ba-muoi-trang.pdf"
    subprocess.run(["pdfunite", *[str(SOURCE)] * TIMES, str(path)], check=True)
    return path


def plain_tools(path: Path) -> None:
    """``pdftoppm`` and ``pdftotext`` on the file, to the same images, and nothing else."""
    with TemporaryDirectory() as place:
        options = ["-jpeg", "-jpegopt", f"quality={QUALITY}", "-scale-to", str(EDGE)]
        subprocess.run(["pdftoppm", *options, str(path), f"{place}/page"], check=True)
        subprocess.run(["pdftotext", str(path), f"{place}/text"], check=True)


def make_sites() -> None:
    """A school and a stock site, with an editor who may do everything in both."""
    create_school("reading")
    create_stock("reading-stock")
    for name in ("reading", "reading-stock"):
        with application(ADMIN) as app:
            find_site(app, name)
            address = "bench@truong.edu.vn"
            api.user.create(email=address, username="bench-editor", password=PASSWORD)
            api.user.grant_roles(username="bench-editor", roles=["Manager"])
            transaction.commit()


def make_document(path: Path) -> str:
    """A document with that file in the school; its UID."""
    with application(ADMIN) as app:
        section = find_section(find_site(app, "reading"), "A06")
        file = NamedBlobFile(path.read_bytes(), filename=path.name)
        item = createContentInContainer(section, "File", checkConstraints=False, file=file)
        transaction.commit()
        return item.UID()


def convert_anew(uid: str, seconds: Any) -> float:
    """Seconds of the worker's whole job: from the file to pages that are stored and indexed."""
    with application(ADMIN) as app:
        site = find_site(app, "reading")
        if digest_of(item_of(uid)):
            drop_user(digest_of(item_of(uid)), uid)
        ask_again(item_of(uid))
        transaction.commit()
        taken = seconds(lambda: (convert(site, uid), transaction.commit()))
        if len(reading(item_of(uid)).pages) != PAGES:
            raise RuntimeError("the pages are not there: nothing to measure")
        return taken


def publish(path: str, **more: Any) -> tuple[str, str, dict[str, str]]:
    """Status, page and headers that Zope's publisher answers to the editor."""
    environ: dict[str, Any] = {"HTTP_HOST": HOST, "PATH_INFO": path, **more}
    environ["HTTP_AUTHORIZATION"] = AUTHORIZATION
    setup_testing_defaults(environ)
    answers: list[tuple[str, dict[str, str]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], error: object = None) -> None:
        answers.append((status, dict(headers)))

    page = b"".join(publish_module(environ, start_response)).decode("utf-8", "replace")
    return answers[0][0], page, answers[0][1]


def forms(path: Path) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Without end: site, path of its add form, and what is filled in."""
    with application(ADMIN) as app:
        section = "/".join(find_section(find_site(app, "reading"), "A06").getPhysicalPath())
    number = 0
    while True:
        number += 1
        document = {
            "form.widgets.document_form:list": "quyet-dinh",
            "form.widgets.number": f"{number}/QĐ-THCS",
            "form.widgets.issuer": "Trường Bình Minh",
            "form.widgets.issue_date": "2026-09-01",
            "form.widgets.abstract": "Về việc ban hành kế hoạch năm học",
        }
        yield "reading", f"{section}/++add++OfficialDocument", document
        title = {"form.widgets.title": f"Tệp {number}"}
        yield "reading-stock", "/reading-stock/++add++File", title


def prepare(path: str, values: dict[str, str], file: Path) -> dict[str, Any]:
    """The request that a browser sends when 'Save' is pressed."""
    _status, page, _headers = publish(path)
    [form] = [form for form in fromstring(page).forms if form.get("id") == "form"]
    data = [(name, value) for name, value in form.form_values() if "buttons" not in name]
    data = [(name, value) for name, value in data if name not in values]
    data += [*values.items(), ("form.buttons.save", "save")]
    upload = {FILE: (file.name, file.read_bytes(), "application/pdf")}
    url = f"http://{HOST}{path}"
    sent = Request("POST", url, data=data, files=upload).prepare()
    return {
        "REQUEST_METHOD": "POST",
        "CONTENT_TYPE": sent.headers["Content-Type"],
        "CONTENT_LENGTH": sent.headers["Content-Length"],
        "HTTP_ORIGIN": f"http://{HOST}",
        "wsgi.input": BytesIO(sent.body),
    }


def save(path: str, request: dict[str, Any]) -> None:
    """Send it; fails unless the item was made."""
    status, page, _headers = publish(path, **request)
    if not status.startswith("302"):
        told = " ".join(fromstring(page).xpath("//*[contains(@class,'invalid-feedback')]//text()"))
        raise RuntimeError(f"{path}: {status} {told[:300]}")
