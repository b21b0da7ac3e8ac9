"""The demo accounts: one per role, with passwords that are made on this machine."""

from dataclasses import dataclass
from hcmedu.portal.instance.errors import InstanceError
from hcmedu.portal.instance.home import write_private
from pathlib import Path

import json
import secrets


ADMIN = "admin"
#: Groups of the school root; each gets one account.
ROLES = {
    "bien-tap-vien": "Biên tập viên",
    "truong-ban": "Trưởng ban Biên tập",
    "quan-tri-vien": "Quản trị viên",
    "tiep-nhan": "Cán bộ tiếp nhận hồ sơ",
}
#: Roles that came after the first version: a file without them is not broken.
LATER = frozenset({"tiep-nhan"})
#: Account → login name: Plone keeps users and groups in one space of names, so it has no hyphens.
LOGINS = {name: name.replace("-", "") for name in (*ROLES, ADMIN)}


@dataclass(frozen=True)
class Account:
    user: str
    password: str


@dataclass(frozen=True)
class Accounts:
    """Accounts by name; ``stored`` tells whether they were read from the file."""

    by_name: dict[str, Account]
    stored: bool

    def __getitem__(self, name: str) -> Account:
        return self.by_name[name]


def load(path: Path) -> Accounts:
    """The accounts of ``accounts.json``, or new ones that are not written yet."""
    if not path.exists():
        fresh = {name: Account(user, secrets.token_urlsafe(12)) for name, user in LOGINS.items()}
        return Accounts(fresh, stored=False)
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        known = {
            name: Account(**data[name]) for name in LOGINS if name in data or name not in LATER
        }
    except (ValueError, KeyError, TypeError) as error:
        raise InstanceError(
            f"Không đọc được tài khoản trong {path}. Xoá tệp đó rồi chạy lại: "
            "mật khẩu mới sẽ được đặt cho các tài khoản."
        ) from error
    fresh = {name: Account(LOGINS[name], secrets.token_urlsafe(12)) for name in LATER - set(known)}
    return Accounts(known | fresh, stored=not fresh)


def store(path: Path, accounts: Accounts) -> None:
    data = {name: vars(account) for name, account in accounts.by_name.items()}
    write_private(path, json.dumps(data, indent=2) + "\n")
