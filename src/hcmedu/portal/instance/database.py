"""Start Zope for a command, as Zope's own zconsole does, and open its database."""

from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import noSecurityManager
from AccessControl.users import system
from collections.abc import Iterator
from contextlib import contextmanager
from hcmedu.portal.instance.errors import explained
from hcmedu.portal.instance.errors import InstanceError
from hcmedu.portal.worker import embedded
from pathlib import Path
from plone.base.interfaces import IPloneSiteRoot
from Testing.makerequest import makerequest
from typing import Any
from zope.component.hooks import setSite
from zope.globalrequest import clearRequest
from zope.globalrequest import setRequest
from zope.publisher.skinnable import setDefaultSkin
from Zope2.Startup.run import make_wsgi_app

import transaction
import Zope2


def start(zope_conf: Path) -> None:
    """Start Zope with this configuration; raises ``InstanceError`` when that can't be done."""
    if not zope_conf.is_file():
        raise InstanceError(f"Không tìm thấy cấu hình Zope {zope_conf}; hãy tạo: hcmedu demo")
    embedded.by_command()
    with explained(zope_conf):
        make_wsgi_app({}, str(zope_conf))


@contextmanager
def application(user: str | None = None) -> Iterator[Any]:
    """The root of the database with a request, as this user of the root (else the system)."""
    app = makerequest(Zope2.app())
    setDefaultSkin(app.REQUEST)
    app.REQUEST["PARENTS"] = [app]
    setRequest(app.REQUEST)
    try:
        newSecurityManager(None, find_user(app, user) if user else system)
        yield app
    finally:
        transaction.abort()
        noSecurityManager()
        setSite(None)
        clearRequest()
        app._p_jar.close()


def find_user(app: Any, name: str) -> Any:
    user = app.acl_users.getUser(name)
    if user is None:
        raise InstanceError(f"Không có tài khoản {name} ở gốc Zope.")
    return user.__of__(app.acl_users)


def find_site(app: Any, site_id: str) -> Any:
    """The Plone site with that id, made the current one; the error lists those that exist."""
    sites = {obj.getId(): obj for obj in app.objectValues() if IPloneSiteRoot.providedBy(obj)}
    if site_id not in sites:
        known = ", ".join(sorted(sites)) or "chưa có trang nào"
        raise InstanceError(f"Không có trang {site_id!r} trong cơ sở dữ liệu (hiện có: {known}).")
    setSite(sites[site_id])
    return sites[site_id]
