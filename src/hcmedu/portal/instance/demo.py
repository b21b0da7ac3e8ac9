"""The demo school: its site, content, accounts, each in a transaction of its own.

Every step looks into the database whether it is done, so that an interrupted run is completed by
the next one.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from hcmedu.portal.demo.loading import load_profile
from hcmedu.portal.instance import accounts as accounts_module
from hcmedu.portal.instance.accounts import Accounts
from hcmedu.portal.instance.accounts import ADMIN
from hcmedu.portal.instance.accounts import ROLES
from hcmedu.portal.instance.database import application
from hcmedu.portal.instance.database import find_site
from hcmedu.portal.instance.home import Home
from plone import api
from plone.distribution.api import site as distribution
from Products.PluggableAuthService.interfaces.authservice import IPluggableAuthService
from typing import Any

import transaction


SITE_ID = "truong"
DISTRIBUTION = "hcmedu-school"
PROFILE, DEMO_PROFILE = "hcmedu.portal:default", "hcmedu.portal:demo"
#: The host under which the school itself answers, instead of Zope's list of sites.
HOST = "localhost"
HOST_MAP = f"{HOST}/{SITE_ID}"

Step = Callable[[str], AbstractContextManager[None]]


def complete(home: Home, accounts: Accounts, step: Step) -> None:
    """Bring the demo school to its full state; nothing is done twice. Zope has been started."""
    with application() as app:
        ensure_admin(app, accounts)
    with application(ADMIN) as app:
        if SITE_ID not in app.objectIds():
            with step("Tạo trang của trường với cây chuyên mục"):
                create_site(app)
        site = find_site(app, SITE_ID)
        if site.portal_setup.listUpgrades(PROFILE):
            with step("Nâng cấp trang lên phiên bản này"):
                upgrade(site)
        ensure_accounts(site, accounts)  # before the content, which they write and approve
        if not accounts.stored:
            accounts_module.store(home.accounts, accounts)
        if site.portal_setup.getLastVersionForProfile(DEMO_PROFILE) == "unknown":
            with step("Đưa nội dung mẫu vào trang"):
                add_content(site)
        ensure_host(app)


def is_complete(accounts: Accounts) -> bool:
    """Whether ``complete`` would find nothing to do."""
    with application() as app:
        if not accounts.stored or SITE_ID not in app.objectIds():
            return False
        site = find_site(app, SITE_ID)
        users = {accounts[name].user for name in ROLES}
        has_users = users <= set(site.acl_users.source_users.getUserNames())
        has_content = site.portal_setup.getLastVersionForProfile(DEMO_PROFILE) != "unknown"
        is_current = not site.portal_setup.listUpgrades(PROFILE)
        return has_users and has_content and is_current and HOST_MAP in app.virtual_hosting.lines


def answers() -> dict[str, Any]:
    """What the form that creates a school asks for, from the profile of the demo school."""
    profile = load_profile()
    return {
        "site_id": SITE_ID,
        "title": profile["school_name"],
        "levels": profile["levels"],
        "boarding": profile["boarding"],
        "default_language": "vi",
        "portal_timezone": "Asia/Ho_Chi_Minh",
    }


def create_site(app: Any) -> None:
    """Have plone.distribution make the site; it commits what it made."""
    try:
        distribution.create(app, DISTRIBUTION, answers())
    except AttributeError as error:
        # Its abort stumbles over the registry of the site that is just vanishing; what counts
        # is what came before, for example Ctrl-C.
        raise error.__context__ or error from None


def upgrade(site: Any) -> None:
    """A school that an earlier version made: it gets what came since, and keeps what is in it."""
    site.portal_setup.upgradeProfile(PROFILE)
    transaction.commit()


def add_content(site: Any) -> None:
    site.portal_setup.runAllImportStepsFromProfile(f"profile-{DEMO_PROFILE}")
    transaction.commit()


def ensure_admin(app: Any, accounts: Accounts) -> None:
    """The administrator of Zope; a new password is set when the stored one was lost."""
    users, password = app.acl_users, accounts[ADMIN].password
    if users.getUser(ADMIN) is None:
        users.userFolderAddUser(ADMIN, password, ["Manager"], [])
    elif not accounts.stored and IPluggableAuthService.providedBy(users):
        users.users.updateUserPassword(ADMIN, password)
    elif not accounts.stored:  # Zope's own folder, until the first Plone site replaces it
        users.userFolderEditUser(ADMIN, password, ["Manager"], [])
    transaction.commit()


def ensure_accounts(site: Any, accounts: Accounts) -> None:
    """One user per role in its group; passwords are reset only when the stored ones were lost."""
    for group, title in ROLES.items():
        account = accounts[group]
        if api.user.get(username=account.user) is None:
            api.user.create(
                username=account.user,
                email=f"{account.user}@{SITE_ID}.example",
                password=account.password,
                properties={"fullname": title},
            )
        elif not accounts.stored:
            site.acl_users.userSetPassword(account.user, account.password)
        api.group.add_user(groupname=group, username=account.user)
    transaction.commit()


def ensure_host(app: Any) -> None:
    """Zope's own virtual host: ``http://localhost:PORT/`` is the school, whatever the port."""
    lines = [line for line in app.virtual_hosting.lines if not line.startswith(f"{HOST}/")]
    app.virtual_hosting.set_map("\n".join([*lines, HOST_MAP]))
    transaction.commit()
