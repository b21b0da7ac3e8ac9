"""``hcmedu demo`` and ``hcmedu serve``."""

from hcmedu.portal.instance import accounts as accounts_module
from hcmedu.portal.instance import demo as demo_module
from hcmedu.portal.instance import server
from hcmedu.portal.instance.accounts import Accounts
from hcmedu.portal.instance.accounts import ADMIN
from hcmedu.portal.instance.accounts import ROLES
from hcmedu.portal.instance.database import application
from hcmedu.portal.instance.database import find_site
from hcmedu.portal.instance.database import start
from hcmedu.portal.instance.errors import explained
from hcmedu.portal.instance.errors import InstanceError
from hcmedu.portal.instance.home import Home
from hcmedu.portal.instance.home import make
from hcmedu.portal.instance.home import write_private
from hcmedu.portal.instance.progress import step
from pathlib import Path
from Zope2.Startup.serve import setup_logging

import json


def demo(var: Path) -> None:
    """Create the demo school, or complete it. Raises ``InstanceError``."""
    home = Home(var)
    server.check_free(home)
    accounts = prepare(home)
    setup_logging(str(home.zope_ini))
    with step("Khởi động Zope"):
        start(home.zope_conf)
    complete(home, accounts)
    print(f"Trường mẫu đã sẵn sàng trong {var}. Chạy trang bằng lệnh: hcmedu serve")


def serve(var: Path, port: int, with_demo: bool) -> None:
    """Serve the site; with ``with_demo`` it is created or completed first."""
    home = Home(var)
    server.check_free(home)
    server.check_port(port)
    if not with_demo:
        check_there_is_a_site(home)
    accounts = prepare(home)
    home.site.unlink(missing_ok=True)  # it tells the address of a server that answers
    server.serve(
        home,
        port,
        started=lambda: _started(home, accounts, with_demo),
        listening=lambda: _listening(home, accounts, port),
    )
    print("Trang đã dừng.")


def check_there_is_a_site(home: Home) -> None:
    """Refuse to start, at once, where nothing was made yet; and say how it is made."""
    if not home.database.exists():
        raise InstanceError(
            f"Chưa có trang nào trong {home.var}. Xem thử trường mẫu: thêm --demo. "
            "Tạo trang trống cho một trường: xem docs/install.md, mục Cài bằng pip và mục "
            "Tạo trang mới cho một trường."
        )


def prepare(home: Home) -> Accounts:
    """Files of the instance, and its accounts (in memory when they are new)."""
    with explained(home.var):
        accounts = accounts_module.load(home.accounts)
        make(home, ADMIN, accounts[ADMIN].password)
    return accounts


def complete(home: Home, accounts: Accounts) -> None:
    if not demo_module.is_complete(accounts):
        demo_module.complete(home, accounts, step)
    home.inituser.unlink(missing_ok=True)


def _started(home: Home, accounts: Accounts, with_demo: bool) -> None:
    """Zope runs, but nobody can reach it yet: see to it that there is a site to serve."""
    if with_demo:
        complete(home, accounts)
    with application() as app:
        find_site(app, demo_module.SITE_ID)


def _listening(home: Home, accounts: Accounts, port: int) -> None:
    """The port answers: write down the address, and tell it."""
    url = f"http://{demo_module.HOST}:{port}"
    write_private(home.site, json.dumps({"url": url}) + "\n")
    announce(url, home, accounts)


def announce(url: str, home: Home, accounts: Accounts) -> None:
    """Tell address and accounts."""
    rows = [(title, accounts[name]) for name, title in ROLES.items()]
    rows.append(("Quản trị máy chủ Zope", accounts[ADMIN]))
    print(f"\nTrang của trường mẫu:  {url}/")
    print(f"Đăng nhập:             {url}/login\n")
    print(f"{'Vai trò':<24}{'Tài khoản':<18}Mật khẩu")
    for title, account in rows:
        print(f"{title:<24}{account.user:<18}{account.password}")
    print(f"\nCác mật khẩu này được lưu trong {home.accounts}. Nhấn Ctrl-C để dừng.", flush=True)
