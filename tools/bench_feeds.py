"""What feeds cost a page, as tools/bench.py compares it: a school with four, and one without any.

Both hold the same content. The feeds are full (30 entries each), and the slowest there can be:
nothing answers at their addresses. Pages read what is stored, so that it does not matter.
"""

from bench_sites import add
from bench_sites import ADMIN
from bench_sites import create_school
from bench_sites import get
from bench_sites import switch_caching_off
from hcmedu.portal.editorial.settings import settings
from hcmedu.portal.feeds.entries import MOST
from hcmedu.portal.feeds.kinds import KINDS
from hcmedu.portal.feeds.settings import feeds_of
from hcmedu.portal.feeds.settings import FeedSettings
from hcmedu.portal.feeds.store import take_in
from hcmedu.portal.instance.database import application
from hcmedu.portal.instance.database import find_site
from hcmedu.portal.school.root import find_section
from plone import api
from typing import Any

import time
import transaction


WITH, WITHOUT = "feeds-four", "feeds-none"
NEWS = 20
#: The section of news of the authorities above, which shows feeds, and news of the school.
ABOVE, OWN = "A05.4", "A05.1"
PAGES = {"home page": "", "section A05.4": ABOVE}
MARK = 'rel="noopener external nofollow"'
ROLES = ["Manager", "Reviewer", "Site Administrator"]


def make_schools() -> dict[str, dict[str, str]]:
    """Create and fill both; the path of each page by its name, for each of them."""
    return {site_id: fill(site_id, site_id == WITH) for site_id in (WITHOUT, WITH)}


def fill(site_id: str, with_feeds: bool) -> dict[str, str]:
    create_school(site_id)
    with application(ADMIN) as app, api.env.adopt_roles(ROLES):
        site = find_site(app, site_id)
        settings(site).self_approval = True
        switch_caching_off()
        for code in (OWN, ABOVE):
            for number in range(NEWS):
                add(find_section(site, code), "News Item", {"title": f"Tin số {number} ({code})"})
        if with_feeds:
            set_feeds(site)
        transaction.commit()
        found = {name: find_section(site, code) if code else site for name, code in PAGES.items()}
        return {name: "/".join(page.getPhysicalPath()) for name, page in found.items()}


def set_feeds(site: Any) -> None:
    """One feed of each kind."""
    now = int(time.time())
    FeedSettings(site).rows = [
        {
            "address": f"https://{kind}.example.vn/rss.xml",
            "kind": kind,
            "source": "Sở Giáo dục và Đào tạo",
            "mode": "on",
        }
        for kind in KINDS
    ]
    for feed in feeds_of(site):
        entries = [entry(feed.kind, number, now) for number in range(MOST)]
        take_in(site, feed.id, entries, "", now)


def entry(kind: str, number: int, now: int) -> dict[str, Any]:
    return {
        "key": f"{kind}{number}",
        "title": f"{number}: Về việc hướng dẫn nhiệm vụ trọng tâm của học kỳ trong các trường",
        "summary": "Hướng dẫn các cơ sở giáo dục tổ chức dạy học, kiểm tra, đánh giá. " * 4,
        "link": f"https://{kind}.example.vn/{number}",
        "time": now - 3600 * number,
    }


def feeds_page(path: str, with_feeds: bool) -> str:
    """A page; fails unless it shows feeds just where there are some."""
    page = get(path)
    if (MARK in page) is not with_feeds:
        raise RuntimeError(f"{path}: feeds are {'not ' * with_feeds}shown")
    return page
