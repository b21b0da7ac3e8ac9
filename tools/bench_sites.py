"""The sites that tools/bench.py compares: their making, content and pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from datetime import timedelta
from hcmedu.portal.editorial.settings import settings
from hcmedu.portal.instance.database import application
from hcmedu.portal.instance.database import find_site
from hcmedu.portal.instance.database import start
from hcmedu.portal.instance.home import Home
from hcmedu.portal.instance.home import make
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.school.root import find_section
from pathlib import Path
from plone import api
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from plone.distribution.api import site as distribution
from plone.namedfile.file import NamedBlobFile
from typing import Any
from wsgiref.util import setup_testing_defaults
from ZPublisher.WSGIPublisher import publish_module

import logging
import secrets
import transaction
import Zope2


ADMIN = "admin"
PROFILE = "profile-hcmedu.portal:default"
LOCALE = {"default_language": "vi", "portal_timezone": "Asia/Ho_Chi_Minh"}
#: The theme is off on 127.0.0.1.
HOST = "localhost:8080"
DOCUMENTS, NEWS, NOTICES = 20, 20, 6
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


@contextmanager
def instance(directory: Path) -> Iterator[None]:
    """Zope with a database in this directory, configured as `make run` configures it."""
    home = Home(directory)
    make(home, ADMIN, secrets.token_urlsafe(24))
    start(home.zope_conf)
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        Zope2.DB.close()


def create_stock(site_id: str, setup_content: bool = False) -> None:
    with application(ADMIN) as app:
        answers = {"site_id": site_id, "title": "Plone", "setup_content": setup_content, **LOCALE}
        distribution.create(app, "classic", answers)


def create_school(site_id: str) -> None:
    """A school of every level with boarding: all sections of the catalogue apply to it."""
    levels = list(catalogue().levels)
    answers = {"title": "Trường Bình Minh", "levels": levels, "boarding": True, **LOCALE}
    with application(ADMIN) as app:
        distribution.create(app, "hcmedu-school", {"site_id": site_id, **answers})


def switch_caching_off() -> None:
    """Have the current site draw each page anew: pages are measured without a cache before them."""
    api.portal.set_registry_record("plone.caching.interfaces.ICacheSettings.enabled", False)


def apply_profile(site_id: str) -> None:
    with application(ADMIN) as app:
        find_site(app, site_id).portal_setup.runAllImportStepsFromProfile(PROFILE)
        transaction.commit()


def fill_school(site_id: str) -> dict[str, str]:
    """Publish documents, news and notices; returns the paths of the pages to measure by name."""
    with (
        application(ADMIN) as app,
        api.env.adopt_roles(["Manager", "Reviewer", "Site Administrator"]),
    ):
        site = find_site(app, site_id)
        settings(site).self_approval = True  # one person writes and approves all of it
        switch_caching_off()
        sections = {code: find_section(site, code) for code in ("A06", "A05", "A05.1", "A28.1")}
        for number in range(DOCUMENTS):
            add(sections["A06"], "OfficialDocument", document(number))
        for code, amount in (("A05.1", NEWS), ("A28.1", NOTICES)):
            for number in range(amount):
                add(sections[code], "News Item", {"title": f"Tin số {number} của nhà trường"})
        transaction.commit()
        pages = {"home page": site, "section A06": sections["A06"], "section A05": sections["A05"]}
        return {name: "/".join(page.getPhysicalPath()) for name, page in pages.items()}


def document(number: int) -> dict[str, Any]:
    issued = date(2026, 1, 5) + timedelta(days=7 * number)
    return {
        "title": f"Công văn {100 + number}/GDĐT-TTTT",
        "number": f"{100 + number}/GDĐT-TTTT",
        "document_form": next(iter(catalogue().document_forms)),
        "issuer": "Sở Giáo dục và Đào tạo",
        "issue_date": issued,
        "in_force_from": issued,
        "abstract": f"Về việc hướng dẫn nhiệm vụ năm học, phần {number}",
        "file": NamedBlobFile(PDF, "application/pdf", f"cong-van-{number}.pdf"),
    }


def add(container: Any, portal_type: str, fields: dict[str, Any]) -> Any:
    """Create and publish an item."""
    item = createContent(portal_type, **fields)
    added = addContentToContainer(container, item, checkConstraints=False)
    publish(added)
    return added


def publish(item: Any) -> None:
    """Walk to ``published`` by whatever steps the workflow of the item has."""
    workflow = api.portal.get_tool("portal_workflow")
    while workflow.getInfoFor(item, "review_state") != "published":
        possible = {action["id"] for action in workflow.listActions(object=item)}
        step = next(name for name in ("publish", "approve", "submit") if name in possible)
        workflow.doActionFor(item, step)


def menu(page: str) -> str:
    """The main navigation of a page."""
    return page.partition('id="portal-globalnav"')[2].partition("</nav>")[0]


def is_linked(path: str, site_id: str, html: str) -> bool:
    return f'/{site_id}/{path}"' in html


def furnish_stock(site_id: str, like: str) -> list[str]:
    """Give a stock site the folders that another one has in its main navigation; their paths."""
    shown = menu(get(f"/{like}"))
    with application(ADMIN) as app:
        site = find_site(app, like)
        prefix = len("/".join(site.getPhysicalPath())) + 1
        depth = api.portal.get_registry_record("plone.navigation_depth")
        brains = api.content.find(portal_type="Folder", sort_on="path")
        tree = [(brain.getPath()[prefix:], brain.Title) for brain in brains]
        shape = [(path, title) for path, title in tree if is_linked(path, like, shown)]
        site = find_site(app, site_id)
        api.portal.set_registry_record("plone.navigation_depth", depth)
        api.content.delete(objects=[site[name] for name in site.contentIds()])
        for path, title in shape:
            above, _, folder_id = path.rpartition("/")
            container = site.unrestrictedTraverse(above) if above else site
            folder = api.content.create(container, "Folder", folder_id, title=title)
            api.content.transition(folder, "publish")
        transaction.commit()
        return [path for path, _ in shape]


def get(path: str, **headers: str) -> str:
    """The page that Zope's publisher hands out, to a visitor without more headers; fails unless it
    is whole."""
    environ: dict[str, Any] = {"HTTP_HOST": HOST, "PATH_INFO": path, **headers}
    setup_testing_defaults(environ)
    answers: list[str] = []
    body = publish_module(environ, lambda status, headers, error=None: answers.append(status))
    page = b"".join(body).decode("utf-8")
    if not answers[0].startswith("200") or "error while rendering" in page:
        raise RuntimeError(f"{path} is broken ({answers[0]}): nothing to measure")
    return page
