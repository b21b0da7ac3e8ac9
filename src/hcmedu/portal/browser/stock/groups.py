"""Names of the groups that every Plone site has, in Vietnamese.

A site is made with English titles (Plone 6.2: ``Administrators``, ``Reviewers`` and others); they
are data, no catalogue reaches them. A title that somebody has changed since stays.
"""

from plone import api
from typing import Any


#: Title that Plone gives, by id of the group, and ours.
TITLES = {
    "Administrators": ("Administrators", "Quản trị viên hệ thống"),
    "Site Administrators": ("Site Administrators", "Quản trị viên trang"),
    "Reviewers": ("Reviewers", "Người duyệt"),
}
#: The plugin behind the group of all who are logged in; its title is the plugin's.
EVERYBODY = "auto_group"
EVERYBODY_TITLES = (
    "Authenticated Users (Virtual Group)",
    "Người dùng đã đăng nhập (nhóm ảo)",
)


def name_groups(site: Any) -> None:
    """Give the Vietnamese titles to groups that still have Plone's."""
    for name, (stock, ours) in TITLES.items():
        _retitle(name, stock, ours)
    _retitle_everybody(site, *EVERYBODY_TITLES)


def restore_names(site: Any) -> None:
    """Give Plone's titles back to groups that have ours."""
    for name, (stock, ours) in TITLES.items():
        _retitle(name, ours, stock)
    _retitle_everybody(site, *reversed(EVERYBODY_TITLES))


def _retitle(name: str, before: str, after: str) -> None:
    group = api.group.get(groupname=name)
    if group is not None and group.getProperty("title") == before:
        api.portal.get_tool("portal_groups").editGroup(name, title=after)


def _retitle_everybody(site: Any, before: str, after: str) -> None:
    plugin = site.acl_users.get(EVERYBODY)
    if plugin is not None and plugin.title == before:
        plugin.title = after
