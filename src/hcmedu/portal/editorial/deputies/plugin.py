"""Plugin of ``acl_users``: temporary membership in groups, read from a table of its own."""

from AccessControl import ClassSecurityInfo
from AccessControl.class_init import InitializeClass
from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from datetime import datetime
from datetime import UTC
from Products.PluggableAuthService.interfaces.plugins import IGroupsPlugin
from Products.PluggableAuthService.plugins.BasePlugin import BasePlugin
from typing import Any
from zope.interface import implementer


PLUGIN_ID = "hcmedu_deputies"
#: One delegation as stored: plain values, times as aware ISO texts.
Row = dict[str, Any]


@implementer(IGroupsPlugin)
class DeputiesPlugin(BasePlugin):
    """``rows``: user id → tuple of rows ``group``, ``deputy``, ``head``, ``begin``, ``end``.

    It has an address of its own below ``acl_users``: no method may be called there.
    """

    security = ClassSecurityInfo()
    meta_type = "hcmedu.portal: deputies of the board head"

    def __init__(self, plugin_id: str = PLUGIN_ID) -> None:
        self._setId(plugin_id)
        self.title = self.meta_type
        self.rows = OOBTree()

    @security.private
    def getGroupsForPrincipal(self, principal: Any, request: Any = None) -> tuple[str, ...]:
        """``IGroupsPlugin``: the groups whose head this person stands in for at this moment."""
        rows = self.rows.get(principal.getId())
        return tuple(row["group"] for row in rows if runs(row, datetime.now(UTC))) if rows else ()

    @security.private
    def add_row(self, row: Row) -> None:
        self.rows[row["deputy"]] = (*self.rows.get(row["deputy"], ()), row)

    @security.private
    def replace_row(self, old: Row, new: Row) -> None:
        rows = self.rows.get(old["deputy"], ())
        self.rows[old["deputy"]] = tuple(new if row == old else row for row in rows)

    @security.private
    def rows_of_group(self, group_id: str) -> Iterator[Row]:
        for rows in self.rows.values():
            yield from (row for row in rows if row["group"] == group_id)

    @security.private
    def drop_group(self, group_id: str) -> None:
        """Forget everything about a group that goes away: its id may be used again."""
        for user_id, rows in list(self.rows.items()):
            kept = tuple(row for row in rows if row["group"] != group_id)
            if kept:
                self.rows[user_id] = kept
            else:
                del self.rows[user_id]


InitializeClass(DeputiesPlugin)


def runs(row: Row, now: datetime) -> bool:
    """From the first moment on, up to the last one, which does not count any more."""
    return datetime.fromisoformat(row["begin"]) <= now < datetime.fromisoformat(row["end"])


def ensure_plugin(site: Any) -> DeputiesPlugin:
    """Put the plugin into the user folder of the site and switch it on; once."""
    users = site.acl_users
    if PLUGIN_ID not in users.objectIds():
        users._setObject(PLUGIN_ID, DeputiesPlugin())
    active = users.plugins.listPluginIds(IGroupsPlugin)
    if PLUGIN_ID not in active:
        users.plugins.activatePlugin(IGroupsPlugin, PLUGIN_ID)
    return users._getOb(PLUGIN_ID)


def remove_plugin(site: Any) -> None:
    users = site.acl_users
    if PLUGIN_ID in users.objectIds():
        if PLUGIN_ID in users.plugins.listPluginIds(IGroupsPlugin):
            users.plugins.deactivatePlugin(IGroupsPlugin, PLUGIN_ID)
        users._delObject(PLUGIN_ID)
