"""``hcmedu compliance``: the report of a school, or of all schools of a site, at the terminal.

What the authority above collects (D02, D03). Reads only: nothing is ever committed. On standard
output stands the report and nothing else; what the command says of itself goes to standard error.
"""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import redirect_stdout
from hcmedu.portal.compliance.asked import Asked
from hcmedu.portal.compliance.asked import asked_of
from hcmedu.portal.compliance.facts import report_of
from hcmedu.portal.compliance.mending import mend_url
from hcmedu.portal.compliance.serial import report_data
from hcmedu.portal.editorial.notify.clock import school_roots
from hcmedu.portal.instance import compliancetext
from hcmedu.portal.instance.compliancesheets import ranking_book
from hcmedu.portal.instance.compliancesheets import report_book
from hcmedu.portal.instance.database import application
from hcmedu.portal.instance.database import find_site
from hcmedu.portal.instance.database import start
from hcmedu.portal.instance.errors import InstanceError
from hcmedu.portal.instance.errors import InUse
from hcmedu.portal.instance.progress import step
from hcmedu.portal.instance.sections import find_root
from hcmedu.portal.school.profile import ISchoolProfile
from hcmedu.portal.worker.environment import set_address
from hcmedu.portal.worker.queue import open_queue
from pathlib import Path
from shlex import quote
from typing import Any
from urllib.parse import urlencode
from zope.i18n import translate

import json
import sqlite3
import sys


#: Exit code: a school is below what ``--fail-under`` demands.
BELOW = 3
DONE = 0


def compliance(options: Namespace) -> int:
    """Tell the report in the form that was asked for; the exit code. Raises ``InstanceError``."""
    try:
        with redirect_stdout(sys.stderr), step("Khởi động Zope"):
            start(options.config)
    except InUse as error:
        raise InstanceError(by_rest(options)) from error
    with application() as app:
        site = find_site(app, options.site)
        return run(site, options)


def by_rest(options: Namespace) -> str:
    """How the same report is had of a site that runs: it answers beside its visitors."""
    site = (options.url or "https://ĐỊA-CHỈ-CỦA-TRANG").rstrip("/")
    school = f"/{options.school.strip('/')}" if options.school else ""
    asked = {"on": options.on, "assume": options.assume}
    query = urlencode({name: value for name, value in asked.items() if value})
    address = f"{site}{school}/@compliance" + (f"?{query}" if query else "")
    return (
        "Trang đang chạy và đang giữ cơ sở dữ liệu (FileStorage chỉ cho một chương trình mở).\n"
        "Không cần dừng trang: lấy chính báo cáo này từ trang đang chạy bằng REST, ví dụ\n\n"
        f"  curl -s --user TÀI_KHOẢN -H 'Accept: application/json' {quote(address)}\n\n"
        "Tài khoản: thành viên nhóm Cơ quan quản lý, Trưởng ban hoặc quản trị viên của trường. "
        "Nhiều trường: mỗi trường một địa chỉ. Lệnh này dùng được khi trang dừng, hoặc khi trang "
        "chạy với ZEO, RelStorage. Xem docs/rest.md, docs/install.md."
    )


def run(site: Any, options: Namespace) -> int:
    """The same on a site that is open."""
    address = options.url or known_address(site)
    if address:
        set_address(site.REQUEST, site, address)
    site.REQUEST.form.update(on=options.on or "", assume=options.assume or "")
    asked = asked_of(site.REQUEST)
    reports = list(collected(site, options, asked, bool(address)))
    show(site, reports, options)
    return judged([data for _root, data in reports], options.fail_under)


def known_address(site: Any) -> str:
    """Under which address somebody of the board saw the site last; empty where nobody has."""
    try:
        with open_queue() as queue:
            return queue.clock.address("/".join(site.getPhysicalPath()))
    except (OSError, sqlite3.Error):
        return ""


def collected(
    site: Any, options: Namespace, asked: Asked, addressed: bool
) -> Iterator[tuple[Any, dict[str, Any]]]:
    """School root and report as plain data."""
    roots = list(school_roots(site)) if options.all else [find_root(site, options.school)]
    if not roots:
        raise InstanceError("Trang này không có cổng của trường nào; đã cài tiện ích chưa?")
    for place, root in enumerate(roots, 1):
        if options.all:
            print(f"  {place}/{len(roots)}  {root.Title()}", file=sys.stderr, flush=True)
        yield root, data_of(root, asked, addressed)
        site._p_jar.cacheGC()


def data_of(root: Any, asked: Asked, addressed: bool = True) -> dict[str, Any]:
    """Where no address of the site is known, those of its content are told from its root on."""
    name = getattr(ISchoolProfile(root, None), "school_name", None) or root.Title()
    report = report_of(root, asked.moment, asked.assumed)
    if addressed:
        data = report_data(report, told, lambda mend: mend_url(root, mend), name)
        return {"@id": f"{root.absolute_url()}/@compliance{asked.query()}", **data}
    data = report_data(report, told, school=name)
    for row in data["results"]:
        for item in row["evidence"]:
            item["url"] = item["url"].removeprefix(root.REQUEST["SERVER_URL"])
    return data


def told(message: Any) -> str:
    return translate(message, target_language="vi")


def show(site: Any, reports: list[tuple[Any, dict[str, Any]]], options: Namespace) -> None:
    data = [data for _root, data in reports]
    if options.json:
        whole: Any = data if options.all else data[0]
        print(json.dumps(whole, ensure_ascii=False, indent=2))
    elif options.xlsx:
        book = ranking_book(data) if options.all else report_book(reports[0][0])
        write(options.xlsx, book)
    else:
        lines = compliancetext.ranking_lines if options.all else compliancetext.report_lines
        print(*lines(data if options.all else data[0]), sep="\n")


def write(path: Path, book: bytes) -> None:
    path.write_bytes(book)
    print(f"Đã ghi {path}", file=sys.stderr)


def judged(reports: list[dict[str, Any]], least: float | None) -> int:
    """Who has no score has not reached any."""
    if least is None:
        return DONE
    below = [data for data in reports if data["overall"] is None or data["overall"] < least]
    for data in below:
        name, points = compliancetext.clean(data["school"]), compliancetext.number(data["overall"])
        wanted = compliancetext.number(least)
        print(f"{name}: điểm chung {points}, thấp hơn mức {wanted}", file=sys.stderr)
    return BELOW if below else DONE
