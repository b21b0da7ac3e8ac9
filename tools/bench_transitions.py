"""What a transition costs beside a stock one: of a page without attachments, with its commit."""

from bench_sites import ADMIN
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from hcmedu.portal.editorial.settings import settings
from hcmedu.portal.instance.database import application
from hcmedu.portal.instance.database import find_site
from hcmedu.portal.school.root import find_section
from plone import api
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from typing import Any

import transaction


#: A round trip through the states that people know best, back to where it began.
STOCK = ("submit", "publish", "retract")
SCHOOL = ("submit", "approve", "publish", "withdraw", "revise")
ROLES = ["Manager", "Reviewer", "Site Administrator"]


def make_pages(school: str, stock: str) -> None:
    """One page in each site; on the school's one person may do all of it."""
    with application(ADMIN) as app, api.env.adopt_roles(ROLES):
        site = find_site(app, school)
        settings(site).self_approval = True
        add_page(find_section(site, "A05"))
        site = find_site(app, stock)
        site.portal_workflow.setChainForPortalTypes(("Document",), ("simple_publication_workflow",))
        add_page(site)
        transaction.commit()


def add_page(container: Any) -> None:
    page = createContent("Document", id="bench-page", title="Trang đo tốc độ")
    addContentToContainer(container, page, checkConstraints=False)


@contextmanager
def page_of(site_id: str) -> Iterator[Any]:
    """The page, with the rights for every transition."""
    with application(ADMIN) as app, api.env.adopt_roles(ROLES):
        site = find_site(app, site_id)
        section = find_section(site, "A05") if "hcmedu_editorial" in site.portal_workflow else site
        yield section["bench-page"]


def transitions(
    site_id: str, names: tuple[str, ...], seconds: Callable[[Callable[[], object]], float]
) -> Iterator[float]:
    """How long each transition of one round trip takes."""
    with page_of(site_id) as page:
        tool = api.portal.get_tool("portal_workflow")
        for name in names:
            yield seconds(lambda name=name: do(tool, page, name))


def do(tool: Any, page: Any, name: str) -> None:
    tool.doActionFor(page, name, comment="Đo tốc độ")
    transaction.commit()
