"""``hcmedu import-documents``: a register and its files, from the terminal."""

from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import nullcontext
from hcmedu.portal.documents.imports.importing import examine
from hcmedu.portal.documents.imports.importing import Files
from hcmedu.portal.documents.imports.importing import import_row
from hcmedu.portal.documents.imports.importing import Outcome
from hcmedu.portal.documents.imports.importing import Status
from hcmedu.portal.documents.imports.messages import error_text
from hcmedu.portal.documents.imports.messages import title_of
from hcmedu.portal.documents.imports.messages import told
from hcmedu.portal.documents.imports.tasks import text_of
from hcmedu.portal.documents.intake.drafts import takes_documents
from hcmedu.portal.documents.ledger import FolderBundle
from hcmedu.portal.documents.ledger import guess_mapping
from hcmedu.portal.documents.ledger import read_rows
from hcmedu.portal.documents.ledger import read_table
from hcmedu.portal.documents.ledger import RegisterError
from hcmedu.portal.documents.ledger import Row
from hcmedu.portal.documents.ledger import ZipBundle
from hcmedu.portal.instance.database import application
from hcmedu.portal.instance.database import find_site
from hcmedu.portal.instance.database import start
from hcmedu.portal.instance.errors import InstanceError
from hcmedu.portal.instance.progress import step
from hcmedu.portal.instance.sections import find_root
from hcmedu.portal.school import find_section
from pathlib import Path
from plone import api
from typing import Any

import transaction


#: Rows between two commits.
ROWS = 25
STATUS = {
    Status.NEW: "sẽ nhập",
    Status.CREATED: "đã nhập",
    Status.EXISTS: "đã có",
    Status.FAILED: "lỗi",
}


def import_documents(options: Namespace) -> None:
    """Import, or show what would be done. Raises ``InstanceError``, also when a row has failed."""
    with step("Khởi động Zope"):
        start(options.config)  # first of all: with it come the translations of every message
    rows = read_register(options.register, options.issuer)
    with open_files(options.files) as files, application() as app:
        root = find_root(find_site(app, options.site), options.school)
        with acting(options.user):
            section = section_for(root, options.section)
            counts = show(run(section, rows, files, dry_run=options.dry_run))
    print(", ".join(f"{STATUS[status]}: {number}" for status, number in counts.items()))
    if options.dry_run:
        print("Chỉ xem trước: chưa thay đổi gì.")
    if counts[Status.FAILED]:
        raise InstanceError(
            f"{counts[Status.FAILED]} dòng có lỗi, xem ở trên; sửa sổ rồi chạy lại."
        )


def read_register(path: Path, issuer: str = "") -> list[Row]:
    """The rows of a register; tells at the terminal which column is which field."""
    try:
        table = read_table(path.read_bytes())
    except RegisterError as error:
        raise InstanceError(f"{path}: {error_text(error)}") from error
    mapping = guess_mapping(table.header)
    for field, column in sorted(mapping.items(), key=lambda pair: pair[1]):
        print(f"  cột “{table.header[column]}” → {told(title_of(field))}")
    return list(read_rows(table, mapping, issuer))


@contextmanager
def open_files(path: Path | None) -> Iterator[Files]:
    """The files in a folder or a ZIP."""
    if path is None:
        yield Files(None)
        return
    try:
        if path.is_dir():
            yield Files(FolderBundle(path))
            return
        with path.open("rb") as stream:
            yield Files(ZipBundle(stream))
    except RegisterError as error:
        raise InstanceError(f"{path}: {error_text(error)}") from error


def acting(user: str | None) -> Any:
    """As that editor of the site, by his rights; else as the system."""
    if not user:
        return nullcontext()
    if api.user.get(username=user) is None:
        raise InstanceError(f"Trang không có tài khoản {user!r}.")
    return api.env.adopt_user(username=user)


def section_for(root: Any, code: str) -> Any:
    section = find_section(root, code)
    if section is None:
        raise InstanceError(f"Trang không có chuyên mục mã {code!r}.")
    if not takes_documents(section):
        raise InstanceError(
            f"Không được thêm văn bản vào chuyên mục {code} ({section.Title()}): "
            "chuyên mục không nhận loại này, hoặc tài khoản không được giao."
        )
    return section


def run(section: Any, rows: list[Row], files: Files, *, dry_run: bool) -> Iterator[Outcome]:
    """Row by row; what was done is committed in steps, so that an interrupted run goes on."""
    for number, row in enumerate(rows, start=1):
        yield examine(section, row, files) if dry_run else import_row(section, row, files)
        if number % ROWS == 0 and not dry_run:
            transaction.commit()
    if not dry_run:
        transaction.commit()


def show(outcomes: Iterator[Outcome]) -> Counter[Status]:
    counts: Counter[Status] = Counter()
    for outcome in outcomes:
        counts[outcome.status] += 1
        number = outcome.row.values.get("number", "")
        text = text_of(outcome) or outcome.row.filename
        print(
            f"dòng {outcome.row.line:<6}{STATUS[outcome.status]:<9}{number:<24}{text}", flush=True
        )
    return counts
