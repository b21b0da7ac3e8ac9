"""``hcmedu build-sections``: the section builder from the terminal."""

from hcmedu.portal.instance.database import application
from hcmedu.portal.instance.database import find_site
from hcmedu.portal.instance.database import start
from hcmedu.portal.instance.errors import InstanceError
from hcmedu.portal.instance.progress import step
from hcmedu.portal.school import builder
from hcmedu.portal.school.interfaces import ISchoolRoot
from pathlib import Path
from typing import Any

import transaction


STATUS = {
    builder.CREATE: "sẽ tạo",
    builder.EXISTS: "đã có",
    builder.REMOVED: "trường đã bỏ",
    builder.UNDEMANDED: "không còn bắt buộc",
}


def build_sections(zope_conf: Path, site_id: str, school: str | None, dry_run: bool) -> None:
    """Create the sections that are missing, or show what would be done. Raises InstanceError."""
    with step("Khởi động Zope"):
        start(zope_conf)
    with application() as app:
        root = find_root(find_site(app, site_id), school)
        show(builder.plan(root))
        if dry_run:
            print("Chỉ xem trước: chưa thay đổi gì.")
            return
        report = builder.build(root, progress=lambda title: print(f"  + {title}", flush=True))
        transaction.commit()
        print(f"Đã tạo {report.changes} chuyên mục.")


def find_root(site: Any, school: str | None) -> Any:
    """The school root: the site itself, or what stands at that path below it."""
    root = site.unrestrictedTraverse(school.strip("/"), None) if school else site
    if not ISchoolRoot.providedBy(root):
        where = school or site.getId()
        raise InstanceError(f"Ở {where!r} không có cổng của trường nào; đã cài tiện ích chưa?")
    return root


def show(entries: list[builder.PlanEntry]) -> None:
    for entry in entries:
        print(f"{entry.code:<6}{STATUS[entry.status]:<20}{entry.title}")
